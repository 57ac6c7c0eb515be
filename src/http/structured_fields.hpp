// Structured field values (RFC 8941, without Lists: nothing here needs one), strict in both directions.
// Stricter than the RFC in one point: a key that stands twice in a dictionary or among parameters is a fault,
// where the RFC lets the last one win, because a signature must not be readable in two ways (RFC 9421 4.1:
// labels must be unique).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::http {

inline constexpr std::size_t kMaxStructuredField = 8192;  // octets; ours, half of what a header may have
inline constexpr std::size_t kMaxStructuredMembers =
    64;  // of a dictionary, an inner list, a parameter list; ours

struct SfToken {
  std::string text;
  friend bool operator==(const SfToken&, const SfToken&) = default;
};
/// RFC 8941 3.3.2: at most twelve digits, then one to three.
struct SfDecimal {
  std::int64_t thousandths = 0;
  friend bool operator==(const SfDecimal&, const SfDecimal&) = default;
};
/// Integer, Decimal, String, Token, Byte Sequence, Boolean (RFC 8941 3.3).
using SfBare = std::variant<std::int64_t, SfDecimal, std::string, SfToken, base::Bytes, bool>;
using SfParameters = std::vector<std::pair<std::string, SfBare>>;  ///< in order, keys unique

struct SfItem {
  SfBare value;
  SfParameters parameters;
  friend bool operator==(const SfItem&, const SfItem&) = default;
};
struct SfInnerList {
  std::vector<SfItem> items;
  SfParameters parameters;
  friend bool operator==(const SfInnerList&, const SfInnerList&) = default;
};
using SfMember = std::variant<SfItem, SfInnerList>;
using SfDictionary = std::vector<std::pair<std::string, SfMember>>;  ///< in order, keys unique

/// RFC 8941 4.2.2. Errors: Malformed `http.structured_field`, TooLarge `http.structured_field.size`.
base::Result<SfDictionary> parse_dictionary(std::string_view text);
/// Null when there is no such key.
const SfMember* find_member(const SfDictionary& dictionary, std::string_view key);
const SfBare* find_parameter(const SfParameters& parameters, std::string_view key);

/// RFC 8941 4.1. A value that has no serialisation (a string with control characters, a number out of range,
/// a key or token of wrong characters) is a fault of the program: throws std::invalid_argument.
std::string serialize(const SfDictionary& dictionary);
std::string serialize(const SfInnerList& list);
std::string serialize(const SfItem& item);

}  // namespace yinxin::http
