// The serial number: positive, at most 20 octets, and of the shape that Serial::random() gives it. That it
// came from a generator cannot be seen; that it was counted up can.
#include <set>

#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNotPositive, kTooLong, kOtherShape, kNotRandom };
constexpr Message kMessages[] = {
    {"序列号不是正整数", "the serial number is not positive"},
    {"序列号超过20字节", "the serial number is over 20 octets"},
    {"序列号不是首字节为01至7F的16字节数", "the serial number is not 16 octets beginning with 01 to 7F"},
    {"序列号不像随机数", "the serial number does not look random"},
};

constexpr std::size_t kMaxOctets = 20;    // RFC 5280 4.1.2.2
constexpr std::size_t kOurOctets = 16;    // decisions.md 3
constexpr std::size_t kFewestValues = 6;  // 16 random octets have fewer distinct values once in 2^58

void check(const Anatomy& parts, LintNotes& notes) {
  const base::ByteView octets = parts.serial.content;
  if (octets.empty() || (octets[0] & 0x80) != 0 || (octets.size() == 1 && octets[0] == 0))
    return notes.add(kNotPositive);
  if (octets.size() > kMaxOctets) return notes.add(kTooLong);
  if (octets.size() != kOurOctets || octets[0] == 0) return notes.add(kOtherShape);
  const std::set<std::uint8_t> values(octets.begin(), octets.end());
  if (values.size() < kFewestValues) notes.add(kNotRandom);
}

}  // namespace

const LintRule kSerialNumber{
    .id = "serial_number",
    .source = "Order No. 4, article 19(3); RFC 5280 4.1.2.2; decisions.md 3",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
