// A table of permitted characters first, then splitting, then decoding: never the other way round, so that an
// encoded slash or question mark stays inside its segment.
#include "http/target.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "http/utf8.hpp"

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

base::Error bad_target(std::string why) {
  return make_error(ErrorKind::Malformed, "http.target", std::move(why));
}

using CharacterSet = std::array<bool, 256>;

constexpr CharacterSet unreserved_and(std::string_view more) {
  CharacterSet set{};
  for (const char c : kUnreserved) set[static_cast<unsigned char>(c)] = true;
  for (const char c : more) set[static_cast<unsigned char>(c)] = true;
  return set;
}

constexpr CharacterSet kUnreservedSet = unreserved_and("");
// RFC 3986 3.3: sub-delims, ":", "@", the "%" of an encoding, and "/" between segments.
constexpr CharacterSet kPathSet = unreserved_and("!$&'()*+,;=:@%/");
// RFC 3986 3.4, and "[" and "]", which browsers send as they are.
constexpr CharacterSet kQuerySet = unreserved_and("!$&'()*+,;=:@%/?[]");

bool only(std::string_view text, const CharacterSet& set) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return set[static_cast<unsigned char>(c)]; });
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_clean_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if (octet < 0x20 || octet == 0x7F) return false;
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

/// Nothing when an encoding is broken or the result is not clean text.
std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      decoded.push_back(plus_is_space && text[i] == '+' ? ' ' : text[i]);
    }
  }
  if (!is_clean_text(decoded)) return std::nullopt;
  return decoded;
}

template <class Each>
base::Result<void> split(std::string_view text, char by, const Each& each) {
  while (true) {
    const std::size_t end = text.find(by);
    YX_CHECK(each(text.substr(0, end)));
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
}

base::Result<void> read_segments(Target& target) {
  return split(target.path().substr(1), '/', [&](std::string_view raw) -> base::Result<void> {
    if (target.segments.size() == kMaxSegments) {
      return make_error(ErrorKind::TooLarge, "http.target_too_long", "too many path segments");
    }
    auto segment = decode(raw, false);
    if (!segment) return bad_target("broken encoding in the path");
    if (*segment == "." || *segment == "..") return bad_target("dot segment");
    target.segments.push_back(std::move(*segment));
    return {};
  });
}

base::Result<void> read_query(Target& target) {
  const std::string_view query = target.query();
  if (query.size() <= 1) return {};
  return split(query.substr(1), '&', [&](std::string_view pair) -> base::Result<void> {
    if (pair.empty()) return {};
    if (target.query_parameters.size() == kMaxQueryParameters) {
      return make_error(ErrorKind::TooLarge, "http.target_too_long", "too many query parameters");
    }
    const std::size_t equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), true);
    auto value =
        decode(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return bad_target("broken encoding in the query");
    target.query_parameters.emplace_back(std::move(*name), std::move(*value));
    return {};
  });
}

/// The host part of an authority; RFC 3986 3.2.2 without percent-encoding, userinfo and IPvFuture.
bool is_host(std::string_view host) {
  constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789-._";
  constexpr std::string_view kInBrackets = "abcdef0123456789:.";
  if (host.empty()) return false;
  if (host.front() == '[') {
    return host.size() > 3 && host.back() == ']' &&
           host.substr(1, host.size() - 2).find_first_not_of(kInBrackets) == std::string_view::npos;
  }
  return host.find_first_not_of(kName) == std::string_view::npos;
}

}  // namespace

base::Result<Target> parse_target(std::string_view text) {
  if (text.size() > kMaxTargetBytes)
    return make_error(ErrorKind::TooLarge, "http.target_too_long", "over 8192 octets");
  if (text.empty() || text.front() != '/') return bad_target("not in origin form");
  Target target;
  target.text = std::string(text);
  if (!only(target.path(), kPathSet)) return bad_target("character not allowed in a path");
  if (!only(target.query(), kQuerySet)) return bad_target("character not allowed in a query");
  YX_CHECK(read_segments(target));
  YX_CHECK(read_query(target));
  return target;
}

base::Result<std::string> parse_authority(std::string_view text, std::string_view scheme) {
  const auto bad = [] { return make_error(ErrorKind::Malformed, "http.host", "not a host and port"); };
  constexpr std::size_t kMaxHost = 255;  // RFC 1035 2.3.4
  constexpr std::size_t kMaxPort = 5;    // digits of 65535
  if (text.size() > kMaxHost + 1 + kMaxPort) return bad();
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::size_t colon = lowered.find(':', lowered.find(']') == std::string::npos ? 0 : lowered.find(']'));
  std::string host = lowered.substr(0, colon);
  if (!is_host(host)) return bad();
  if (colon == std::string::npos) return host;
  const std::string port = lowered.substr(colon + 1);
  if (port.size() > kMaxPort || port.find_first_not_of("0123456789") != std::string::npos) return bad();
  if (port.empty() || port == (scheme == "https" ? "443" : "80")) return host;
  if (std::stoul(port) > 65535) return bad();
  return host + ":" + port;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (kUnreservedSet[static_cast<unsigned char>(c)]) {
      encoded.push_back(c);
      continue;
    }
    const auto octet = static_cast<unsigned char>(c);
    encoded.push_back('%');
    encoded.push_back(kHex[octet >> 4]);
    encoded.push_back(kHex[octet & 15]);
  }
  return encoded;
}

}  // namespace yinxin::http
