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

/// Locked pages cut into slots of one size: mapping and locking pages for each secret costs more than most of
/// what is done with it. The pages stay to the end of the process; a slot that comes back has been wiped.
class Slots {
 public:
  explicit Slots(std::size_t size) : size_(size) {}

  /// The slots for secrets of `size` octets; null: so large that each has pages of its own.
  static Slots* of(std::size_t size) {
    constexpr std::size_t kShort = 256;              // keys, openings
    constexpr std::size_t kLong = 4096;              // what one person enters
    static Slots* const shorts = new Slots(kShort);  // never destroyed: secrets may be static too
    static Slots* const longs = new Slots(kLong);
    if (size <= kShort) return shorts;
    return size <= kLong ? longs : nullptr;
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
  static constexpr std::size_t kMapped = 16 * 1024;  // octets of one mapping

  void add_pages() {
    const std::size_t at_once = kMapped / size_;
    free_.reserve(made_ + at_once);
    const Pages pages = map_pages(kMapped);
    made_ += at_once;
    for (std::size_t i = 0; i < at_once; ++i) free_.push_back({pages.data + i * size_, pages.locked});
  }

  const std::size_t size_;
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
  Slots* const slots = Slots::of(size);
  const Pages pages = slots != nullptr ? slots->take() : map_pages(size);
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
  if (Slots* const slots = Slots::of(size_))
    slots->give_back({data_, locked_});
  else
    munmap(data_, whole_pages(size_));
  data_ = nullptr;
  size_ = 0;
}

}  // namespace yinxin::base
