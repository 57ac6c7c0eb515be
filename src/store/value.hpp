// What goes into a statement and what comes out of a row, the same for both engines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::store {

/// NULL, BIGINT, TEXT (UTF-8), blob. Times are BIGINT microseconds UTC (decisions.md 6).
using Value = std::variant<std::monostate, std::int64_t, std::string, base::Bytes>;
using Values = std::vector<Value>;

inline constexpr std::monostate kNull{};

/// A quarter of what either engine holds in one value (SQLite: SQLITE_MAX_LENGTH, 1,000,000,000; PostgreSQL:
/// 1 GiB a field), because both hold a whole row of values, and copies of it, at once.
inline constexpr std::size_t kMaxValueBytes = std::size_t{256} << 20;

/// What both engines hold alike; every call that takes Values checks them first. Errors: Malformed
/// `store.text` (not well-formed UTF-8 by RFC 3629, or with U+0000), TooLarge `store.value`.
base::Result<void> check_values(const Values& values);

/// One row, owned. Asking a column for a type it does not have is a broken invariant (throws
/// std::bad_variant_access).
class Row {
 public:
  Row() = default;
  explicit Row(Values values) : values_(std::move(values)) {}
  std::size_t size() const { return values_.size(); }
  bool is_null(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_.at(column));
  }
  std::int64_t integer(std::size_t column) const { return std::get<std::int64_t>(values_.at(column)); }
  const std::string& text(std::size_t column) const { return std::get<std::string>(values_.at(column)); }
  const base::Bytes& blob(std::size_t column) const { return std::get<base::Bytes>(values_.at(column)); }
  std::optional<std::int64_t> optional_integer(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  const Values& values() const { return values_; }
  friend bool operator==(const Row&, const Row&) = default;

 private:
  Values values_;
};
using Rows = std::vector<Row>;

}  // namespace yinxin::store
