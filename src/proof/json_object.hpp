// JSON documents that are evidence: read strictly and in one of two octet forms only, so that no two readers
// can understand the same file differently. Hides Boost.JSON from the rest of the folder.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxJsonDepth = 8;  // of nesting; ours go to 3

/// One object of a parsed document. Cheap to copy; keeps its document alive. All errors: Malformed
/// `proof.json` with the member's name.
class JsonObject {
 public:
  /// Accepts an object in compact form (no white space, members as they stand, only the escapes JSON demands)
  /// or in the indented form of it that indent_json() makes. A repeated member cannot be in either.
  static base::Result<JsonObject> parse(std::string_view text, std::size_t max_bytes);

  /// That exactly these members are there, in any order.
  base::Result<void> only(std::initializer_list<std::string_view> names) const;
  base::Result<std::string> text(std::string_view name) const;
  /// Nothing when the member is null.
  base::Result<std::optional<std::string>> text_or_null(std::string_view name) const;
  /// An integer, 0 to 2^63 - 1.
  base::Result<std::uint64_t> number(std::string_view name) const;
  base::Result<std::vector<std::string>> texts(std::string_view name) const;
  base::Result<JsonObject> object(std::string_view name) const;
  base::Result<std::vector<JsonObject>> objects(std::string_view name) const;

 private:
  explicit JsonObject(std::shared_ptr<const void> object) : object_(std::move(object)) {}
  std::shared_ptr<const void> object_;  // a boost::json::object
};

/// Lays compact JSON out for people: two spaces a level, a line for each member, a newline at the end.
std::string indent_json(std::string_view compact);

}  // namespace yinxin::proof
