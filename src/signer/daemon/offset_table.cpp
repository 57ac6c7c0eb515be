#include "signer/daemon/offset_table.hpp"

namespace yinxin::signer {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

void OffsetTable::add(std::uint64_t fingerprint, std::uint64_t offset) {
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    std::vector<Slot> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.offset != 0) insert(slot);
    }
  }
  insert({fingerprint, offset});
  ++used_;
}

void OffsetTable::insert(const Slot& slot) {
  std::size_t at = slot.fingerprint & (slots_.size() - 1);
  while (slots_[at].offset != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = slot;
}

std::vector<std::uint64_t> OffsetTable::find(std::uint64_t fingerprint) const {
  std::vector<std::uint64_t> offsets;
  if (slots_.empty()) return offsets;
  for (std::size_t at = fingerprint & (slots_.size() - 1); slots_[at].offset != 0;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].fingerprint == fingerprint) offsets.push_back(slots_[at].offset);
  }
  return offsets;
}

}  // namespace yinxin::signer
