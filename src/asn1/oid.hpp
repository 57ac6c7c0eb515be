// Object identifiers: the content octets of their DER form, which is what is compared and written.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace yinxin::asn1 {

/// An OBJECT IDENTIFIER by its DER content octets. Fits every identifier we meet (kMaxOctets); longer ones
/// are refused.
class Oid {
 public:
  static constexpr std::size_t kMaxOctets =
      39;  // the limit XER/OpenSSL tools share is far above any real identifier

  constexpr Oid() = default;
  /// From dotted text at compile time: `Oid::literal("1.2.156.10197.1.501")`. Ill-formed text does not
  /// compile.
  static consteval Oid literal(std::string_view dotted);

  /// From content octets. Errors: Malformed `asn1.oid` (empty, non-minimal arc, truncated arc, over
  /// kMaxOctets).
  static base::Result<Oid> from_content(base::ByteView content);
  /// From dotted text of at least two arcs. Errors: Malformed `asn1.oid`.
  static base::Result<Oid> from_text(std::string_view dotted);

  base::ByteView content() const { return {octets_.data(), size_}; }
  std::string to_text() const;
  constexpr bool empty() const { return size_ == 0; }

  friend constexpr bool operator==(const Oid&, const Oid&) = default;
  friend constexpr auto operator<=>(const Oid&, const Oid&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  constexpr bool push_arc(std::uint64_t arc);
  constexpr bool parse_text(std::string_view dotted);

  std::array<std::uint8_t, kMaxOctets> octets_{};
  std::size_t size_ = 0;
};

constexpr bool Oid::push_arc(std::uint64_t arc) {
  std::size_t groups = 1;
  for (std::uint64_t rest = arc >> 7; rest != 0; rest >>= 7) ++groups;
  if (size_ + groups > kMaxOctets) return false;
  for (std::size_t i = 0; i < groups; ++i) {
    const std::uint64_t group = (arc >> (7 * (groups - 1 - i))) & 0x7F;
    octets_[size_++] = static_cast<std::uint8_t>(i + 1 == groups ? group : group | 0x80);
  }
  return true;
}

constexpr bool Oid::parse_text(std::string_view dotted) {
  std::uint64_t first = 0;
  std::size_t arcs = 0;
  std::size_t at = 0;
  while (at <= dotted.size()) {
    std::uint64_t arc = 0;
    const std::size_t start = at;
    for (; at < dotted.size() && dotted[at] != '.'; ++at) {
      if (dotted[at] < '0' || dotted[at] > '9' || arc > (UINT64_MAX - 9) / 10) return false;
      arc = arc * 10 + static_cast<std::uint64_t>(dotted[at] - '0');
    }
    if (at == start || (at - start > 1 && dotted[start] == '0')) return false;
    if (arcs == 0 && arc > 2) return false;
    if (arcs == 1 && ((first < 2 && arc > 39) || arc > UINT64_MAX - 80)) return false;
    if (arcs == 0) {
      first = arc;
    } else if (!push_arc(arcs == 1 ? first * 40 + arc : arc)) {
      return false;
    }
    ++arcs;
    ++at;  // past the dot, or past the end
  }
  return arcs >= 2;
}

consteval Oid Oid::literal(std::string_view dotted) {
  Oid oid;
  if (!oid.parse_text(dotted)) throw "not an object identifier";
  return oid;
}

}  // namespace yinxin::asn1
