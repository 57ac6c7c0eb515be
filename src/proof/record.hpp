// What an act record says: named values, with exactly one octet form, so that everybody who has the values
// computes the same commitment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::proof {

// Far above what one act has to say, far below what a hostile export could fill memory with; ours.
inline constexpr std::size_t kMaxRecordFields = 256;
inline constexpr std::size_t kMaxRecordName = 64;
inline constexpr std::size_t kMaxRecordBytes = 256 * 1024;

/// Values by name. Values are octets: text is UTF-8 as it was given (no Unicode normalisation: the octets are
/// the evidence).
///
/// Canonical form (version 1): 01 || count (2) || for each field, names ascending by octet:
/// name length (2) || name || value length (4) || value; integers big-endian.
class Record {
 public:
  /// Errors: Malformed `proof.record.name` (1 to kMaxRecordName of a-z, 0-9, '_', '.', '-'), Conflict
  /// `proof.record.repeated`, TooLarge `proof.record.size` (fields, or octets of the whole).
  base::Result<void> add(std::string_view name, base::ByteView value);
  base::Result<void> add(std::string_view name, std::string_view text) {
    return add(name, base::as_bytes(text));
  }

  /// The value, or nothing.
  std::optional<std::string_view> find(std::string_view name) const;
  /// Names ascending.
  const std::vector<std::pair<std::string, base::Bytes>>& fields() const { return fields_; }

  base::Bytes to_bytes() const;
  /// Only the canonical form. Errors: Malformed `proof.record.format`, and those of add().
  static base::Result<Record> parse(base::ByteView octets);
  friend bool operator==(const Record&, const Record&) = default;

 private:
  std::vector<std::pair<std::string, base::Bytes>> fields_;
  std::size_t size_ = 3;  // of the canonical form
};

}  // namespace yinxin::proof
