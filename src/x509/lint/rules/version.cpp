// Version 3: extensions need it.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNotThree };
constexpr Message kMessages[] = {
    {"版本不是v3", "the version is not 3"},
};

void check(const Anatomy& parts, LintNotes& notes) {
  constexpr std::uint8_t kThree[] = {asn1::kInteger, 0x01, 0x02};
  if (!parts.version || !base::equal(parts.version->content, kThree)) notes.add(kNotThree);
}

}  // namespace

const LintRule kVersion{
    .id = "version",
    .source = "RFC 5280 4.1.2.1",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
