// Names of records: UUID version 7 (RFC 9562 section 5.7), one strong type for each kind of record.
#pragma once

#include <array>
#include <compare>
#include <mutex>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace yinxin::base {

using UuidBytes = std::array<std::uint8_t, 16>;

/// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits, lower case.
std::string format_uuid(const UuidBytes& uuid);
/// Accepts both cases; only version 7 of the RFC 9562 variant, because nothing else is ever made here.
/// Errors: Malformed `base.id`.
Result<UuidBytes> parse_uuid(std::string_view text);
/// The same from 16 octets, as stored. Errors: Malformed `base.id`.
Result<UuidBytes> uuid_from_bytes(ByteView bytes);

/// The id of one kind of record. `Tag` only tells the kinds apart: `using CaseId = base::Id<struct
/// CaseTag>;`. Ordered as the octets are, so ids of one IdSource are in the order of their making.
template <class Tag>
class Id {
 public:
  /// Errors: Malformed `base.id`.
  static Result<Id> parse(std::string_view text) {
    YX_TRY(const UuidBytes uuid, parse_uuid(text));
    return Id(uuid);
  }
  /// Errors: Malformed `base.id`.
  static Result<Id> from_bytes(ByteView bytes) {
    YX_TRY(const UuidBytes uuid, uuid_from_bytes(bytes));
    return Id(uuid);
  }

  std::string text() const { return format_uuid(uuid_); }
  ByteView bytes() const { return uuid_; }
  friend auto operator<=>(const Id&, const Id&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  friend class IdSource;
  explicit Id(const UuidBytes& uuid) : uuid_(uuid) {}

  UuidBytes uuid_;
};

/// Makes ids; one a process. Thread safe. Each id is greater than all before it, also when the clock stands
/// or goes back (RFC 9562 section 6.2, method 2: within a millisecond the 74 random bits grow by a random
/// step). Ids tell when they were made and can be guessed at: they name, they never admit.
class IdSource {
 public:
  /// `clock` must outlive this.
  explicit IdSource(const Clock& clock) : clock_(clock) {}

  template <class Tag>
  Id<Tag> next() {
    return Id<Tag>(next_uuid());
  }

 private:
  UuidBytes next_uuid();
  void draw_new_random();
  void step_random();

  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t millis_ = -1;    // guarded by mutex_; of the last id
  std::uint64_t random_a_ = 0;  // guarded by mutex_; 12 bits
  std::uint64_t random_b_ = 0;  // guarded by mutex_; 62 bits
};

}  // namespace yinxin::base
