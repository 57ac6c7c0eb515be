// The request target (RFC 9112 3.2) taken apart once, strictly, so that no two readers can disagree about a
// path.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace yinxin::http {

/// RFC 9112 3 recommends that request lines of 8000 octets be supported.
inline constexpr std::size_t kMaxTargetBytes = 8192;
inline constexpr std::size_t kMaxSegments = 64;         // ours: a bound on work, far above any route
inline constexpr std::size_t kMaxQueryParameters = 64;  // ours: likewise

/// A target in origin form, and what it says.
struct Target {
  std::string text = "/";             ///< as it came, percent-encoding untouched
  std::vector<std::string> segments;  ///< decoded; "/" has one, empty
  std::vector<std::pair<std::string, std::string>> query_parameters;  ///< decoded (form encoding), in order

  /// Without the query, not decoded.
  std::string_view path() const { return std::string_view(text).substr(0, text.find('?')); }
  /// With its "?", not decoded; empty when there is none.
  std::string_view query() const { return std::string_view(text).substr(path().size()); }
};

/// Reads an origin-form target: the characters of RFC 3986 3.3 and 3.4 only, whole percent-encodings, valid
/// UTF-8 once decoded, no control character, no "." or ".." segment in whatever spelling. Empty segments are
/// kept: they match no literal of a route. Errors: Malformed `http.target`, TooLarge `http.target_too_long`.
base::Result<Target> parse_target(std::string_view text);

/// Reads the value of a Host field (RFC 9110 7.2): a name, an IPv4 address or a bracketed IPv6 address, and a
/// port. The result is in lower case and without the scheme's default port (RFC 9110 4.2.3). Errors:
/// Malformed `http.host`.
base::Result<std::string> parse_authority(std::string_view text, std::string_view scheme);

/// `text` percent-encoded but for the unreserved characters of RFC 3986 2.3, as one path segment or query
/// value.
std::string percent_encode(std::string_view text);

}  // namespace yinxin::http
