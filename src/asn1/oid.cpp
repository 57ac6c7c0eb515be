#include "asn1/oid.hpp"

#include <algorithm>
#include <vector>

namespace yinxin::asn1 {
namespace {

base::Error bad_oid(const char* why) {
  return base::make_error(base::ErrorKind::Malformed, "asn1.oid", why);
}

/// An arc of any size in decimal: the arcs under 2.25 are 128-bit UUIDs (X.667), more than any integer type
/// of ours.
class Decimal {
 public:
  void shift_in(std::uint8_t seven_bits) {
    std::uint32_t carry = seven_bits;
    for (std::uint32_t& limb : limbs_) {
      const std::uint64_t value = std::uint64_t{limb} * 128 + carry;
      limb = static_cast<std::uint32_t>(value % kBase);
      carry = static_cast<std::uint32_t>(value / kBase);
    }
    if (carry != 0) limbs_.push_back(carry);
  }
  bool below(std::uint32_t small) const {
    return limbs_.empty() || (limbs_.size() == 1 && limbs_[0] < small);
  }
  /// Precondition: not below(small).
  void subtract(std::uint32_t small) {
    std::size_t i = 0;
    for (std::uint32_t borrow = small; borrow != 0; ++i) {
      const bool short_of_it = limbs_[i] < borrow;
      limbs_[i] = limbs_[i] + (short_of_it ? kBase : 0) - borrow;
      borrow = short_of_it ? 1 : 0;
    }
    while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
  }
  std::string text() const {
    if (limbs_.empty()) return "0";
    std::string text = std::to_string(limbs_.back());
    for (std::size_t i = limbs_.size() - 1; i-- > 0;) {
      const std::string digits = std::to_string(limbs_[i]);
      text.append(9 - digits.size(), '0').append(digits);
    }
    return text;
  }

 private:
  static constexpr std::uint32_t kBase = 1'000'000'000;
  std::vector<std::uint32_t> limbs_;  // least significant first; empty is zero
};

/// X.690 8.19.4: the first subidentifier holds two arcs, 40 times the first plus the second.
std::string first_two_arcs(Decimal arc) {
  if (arc.below(40)) return "0." + arc.text();
  const bool one = arc.below(80);
  arc.subtract(one ? 40 : 80);
  return (one ? "1." : "2.") + arc.text();
}

}  // namespace

base::Result<Oid> Oid::from_content(base::ByteView content) {
  if (content.empty()) return bad_oid("no arcs");
  if (content.size() > kMaxOctets) return bad_oid("too long");
  bool arc_begins = true;
  for (const std::uint8_t octet : content) {
    if (arc_begins && octet == 0x80) return bad_oid("arc not in the shortest form");  // X.690 8.19.2
    arc_begins = (octet & 0x80) == 0;
  }
  if (!arc_begins) return bad_oid("arc cut short");
  Oid oid;
  std::copy(content.begin(), content.end(), oid.octets_.begin());
  oid.size_ = content.size();
  return oid;
}

base::Result<Oid> Oid::from_text(std::string_view dotted) {
  Oid oid;
  if (!oid.parse_text(dotted)) return bad_oid("not dotted arcs");
  return oid;
}

std::string Oid::to_text() const {
  std::string text;
  Decimal arc;
  for (const std::uint8_t octet : content()) {
    arc.shift_in(octet & 0x7F);
    if ((octet & 0x80) != 0) continue;
    text += text.empty() ? first_two_arcs(arc) : "." + arc.text();
    arc = Decimal();
  }
  return text;
}

}  // namespace yinxin::asn1
