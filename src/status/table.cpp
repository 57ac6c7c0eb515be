#include "status/table.hpp"

#include <algorithm>
#include <mutex>

namespace yinxin::status {

namespace {

constexpr std::size_t kFirstSlots = 1024;

std::optional<std::array<std::uint8_t, Table::kSerialSize>> as_key(const x509::Serial& serial) {
  const base::ByteView magnitude = serial.magnitude();
  if (magnitude.size() != Table::kSerialSize) return std::nullopt;
  std::array<std::uint8_t, Table::kSerialSize> key{};
  std::copy(magnitude.begin(), magnitude.end(), key.begin());
  return key;
}

}  // namespace

std::size_t Table::position(const std::array<std::uint8_t, kSerialSize>& serial, std::size_t slots) {
  // Serials are random: their last octets are as good as a hash of them.
  return base::read_u64(std::span<const std::uint8_t, 8>(serial.data() + 8, 8)) & (slots - 1);
}

const Table::Slot* Table::locate(const std::array<std::uint8_t, kSerialSize>& serial) const {
  if (slots_.empty()) return nullptr;
  for (std::size_t at = position(serial, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].serial == serial) return &slots_[at];
    if (slots_[at].serial[0] == 0) return nullptr;
  }
}

Table::Answer Table::find(const x509::Serial& serial) const {
  const auto key = as_key(serial);
  if (!key) return {};
  const std::shared_lock lock(mutex_);
  const Slot* slot = locate(*key);
  if (slot == nullptr) return {};
  if (slot->revoked_at == 0) return {true, std::nullopt};
  return {true, Revocation{base::Time(std::chrono::seconds(slot->revoked_at)),
                           static_cast<x509::RevocationReason>(slot->reason)}};
}

void Table::enter(const x509::Serial& serial, const std::optional<Revocation>& revoked, bool replace) {
  const auto key = as_key(serial);
  if (!key) return;
  Slot slot;
  slot.serial = *key;
  if (revoked) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(revoked->at).time_since_epoch().count();
    slot.revoked_at = static_cast<std::uint32_t>(std::max<std::int64_t>(1, seconds));
    slot.reason = static_cast<std::uint32_t>(revoked->reason);
  }
  const std::unique_lock lock(mutex_);
  if (const Slot* known = locate(*key)) {
    if (replace) *const_cast<Slot*>(known) = slot;
    return;
  }
  if ((used_ + 1) * 2 > slots_.size()) grow();
  insert(slot);
  ++used_;
}

std::size_t Table::size() const {
  const std::shared_lock lock(mutex_);
  return used_;
}

void Table::insert(const Slot& slot) {
  std::size_t at = position(slot.serial, slots_.size());
  while (slots_[at].serial[0] != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = slot;
}

void Table::grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(std::max(kFirstSlots, old.size() * 2), Slot{});
  for (const Slot& slot : old) {
    if (slot.serial[0] != 0) insert(slot);
  }
}

}  // namespace yinxin::status
