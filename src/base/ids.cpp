#include "base/ids.hpp"

#include <errno.h>
#include <sys/random.h>

#include <algorithm>
#include <stdexcept>

namespace yinxin::base {
namespace {

constexpr std::uint64_t kMaxRandomA = (std::uint64_t{1} << 12) - 1;  // RFC 9562 section 5.7: rand_a
constexpr std::uint64_t kMaxRandomB = (std::uint64_t{1} << 62) - 1;  // RFC 9562 section 5.7: rand_b
constexpr std::int64_t kMaxMillis = (std::int64_t{1} << 48) - 1;     // RFC 9562 section 5.7: unix_ts_ms
constexpr std::uint64_t kMaxStep = 0xFFFFFFFF;  // RFC 9562 section 6.2, method 2: any random step
constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};

/// Numbers nobody can foretell. At most 256 octets come whole once the kernel is seeded (getrandom(2)).
template <std::size_t kCount>
std::array<std::uint64_t, kCount> random_numbers() {
  static_assert(kCount * 8 <= 256);
  std::array<std::uint64_t, kCount> numbers{};
  ssize_t got = -1;
  do {
    got = ::getrandom(numbers.data(), sizeof(numbers), 0);
  } while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(sizeof(numbers))) throw std::runtime_error("getrandom failed");
  return numbers;
}

Error bad_id(std::string_view why) {
  return make_error(ErrorKind::Malformed, "base.id", std::string(why));
}

}  // namespace

std::string format_uuid(const UuidBytes& uuid) {
  std::string text = to_hex(uuid);
  for (const std::size_t at : kHyphens) text.insert(at, 1, '-');
  return text;
}

Result<UuidBytes> parse_uuid(std::string_view text) {
  if (text.size() != 36) return bad_id("expected 36 characters");
  std::string digits(text);
  for (auto at = kHyphens.rbegin(); at != kHyphens.rend(); ++at) {
    if (digits[*at] != '-') return bad_id("expected groups of 8-4-4-4-12 digits");
    digits.erase(*at, 1);
  }
  const Result<Bytes> bytes = from_hex(digits);
  if (!bytes) return bad_id(bytes.error().detail);
  return uuid_from_bytes(*bytes);
}

Result<UuidBytes> uuid_from_bytes(ByteView bytes) {
  UuidBytes uuid{};
  if (bytes.size() != uuid.size()) return bad_id("expected 16 octets");
  if ((bytes[6] >> 4) != 7) return bad_id("not version 7");
  if ((bytes[8] >> 6) != 2) return bad_id("not the variant of RFC 9562");
  std::copy(bytes.begin(), bytes.end(), uuid.begin());
  return uuid;
}

UuidBytes IdSource::next_uuid() {
  const std::int64_t now = to_micros(clock_.now()) / 1000;
  const std::lock_guard lock(mutex_);
  if (now > millis_) {
    millis_ = now;
    draw_new_random();
  } else {
    step_random();
  }
  if (millis_ < 0 || millis_ > kMaxMillis)
    throw std::out_of_range("the clock is outside what a UUID can hold");

  Bytes packed;
  append_u64(packed, static_cast<std::uint64_t>(millis_) << 16 | std::uint64_t{7} << 12 | random_a_);
  append_u64(packed, std::uint64_t{2} << 62 | random_b_);
  UuidBytes uuid{};
  std::copy(packed.begin(), packed.end(), uuid.begin());
  return uuid;
}

void IdSource::draw_new_random() {
  const auto [a, b] = random_numbers<2>();
  random_a_ = a & (kMaxRandomA >> 1);  // the top bit starts clear, so that stepping has room
  random_b_ = b & kMaxRandomB;
}

void IdSource::step_random() {
  random_b_ += 1 + random_numbers<1>()[0] % kMaxStep;
  if (random_b_ <= kMaxRandomB) return;
  random_b_ &= kMaxRandomB;
  if (++random_a_ <= kMaxRandomA) return;
  ++millis_;  // RFC 9562 section 6.2: on overflow the time may run ahead
  draw_new_random();
}

}  // namespace yinxin::base
