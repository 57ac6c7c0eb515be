#include "base/secret_bytes.hpp"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace yinxin::base {
namespace {

std::size_t whole_pages(std::size_t size) {
  static const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return (size + page - 1) / page * page;
}

struct Pages {
  std::uint8_t* data = nullptr;
  bool locked = false;
};

Pages map_pages(std::size_t size) {
  void* pages = mmap(nullptr, whole_pages(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  const bool locked = mlock(pages, whole_pages(size)) == 0;
  madvise(pages, whole_pages(size), MADV_DONTDUMP);
  return {static_cast<std::uint8_t*>(pages), locked};
}

/// Locked pages cut into slots for small secrets: mapping and locking a page for each costs more than most of
/// what is done with it. The pages stay to the end of the process; a slot that comes back has been wiped.
class Slots {
 public:
  static constexpr std::size_t kSize = 256;  // keys, openings, short records

  static Slots& all() {
    static Slots* const slots = new Slots;  // never destroyed: secrets may be static too
    return *slots;
  }

  Pages take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) add_pages();
    const Pages slot = free_.back();
    free_.pop_back();
    return slot;
  }
  void give_back(Pages slot) noexcept {
    const std::lock_guard lock(mutex_);
    free_.push_back(slot);  // room was reserved when the slot was made
  }

 private:
  static constexpr std::size_t kAtOnce = 64;  // slots of one mapping: 16 KiB

  void add_pages() {
    free_.reserve(made_ + kAtOnce);
    const Pages pages = map_pages(kSize * kAtOnce);
    made_ += kAtOnce;
    for (std::size_t i = 0; i < kAtOnce; ++i) free_.push_back({pages.data + i * kSize, pages.locked});
  }

  std::mutex mutex_;
  std::vector<Pages> free_;  // guarded by mutex_
  std::size_t made_ = 0;     // guarded by mutex_
};

}  // namespace

void wipe(std::span<std::uint8_t> bytes) {
  if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size == 0) return;
  const Pages pages = size <= Slots::kSize ? Slots::all().take() : map_pages(size);
  data_ = pages.data;
  locked_ = pages.locked;
}

SecretBytes SecretBytes::copy_of(ByteView from) {
  SecretBytes secret(from.size());
  std::copy(from.begin(), from.end(), secret.data_);
  return secret;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      locked_(std::exchange(other.locked_, false)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    release();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    locked_ = std::exchange(other.locked_, false);
  }
  return *this;
}

SecretBytes::~SecretBytes() {
  release();
}

void SecretBytes::release() noexcept {
  if (data_ == nullptr) return;
  wipe({data_, size_});
  if (size_ <= Slots::kSize)
    Slots::all().give_back({data_, locked_});
  else
    munmap(data_, whole_pages(size_));
  data_ = nullptr;
  size_ = 0;
}

}  // namespace yinxin::base
