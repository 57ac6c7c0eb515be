// Dates through 2049 are UTCTime, later ones GeneralizedTime; both to the second, in Zulu time.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kForm, kEarlyGeneralized };
constexpr Message kMessages[] = {
    {"时间的写法不符合规范", "a time is not written as RFC 5280 asks"},
    {"2050年以前的时间使用了GeneralizedTime", "a time before 2050 is a GeneralizedTime"},
};

constexpr base::Time kYear2050 = std::chrono::sys_days(std::chrono::year(2050) / std::chrono::January / 1);

void check(const Anatomy& parts, LintNotes& notes) {
  for (const asn1::Element* element : {&parts.not_before, &parts.not_after}) {
    const auto time = asn1::DerReader(element->whole).time();
    if (!time) {
      notes.add(kForm);
    } else if (element->tag == asn1::kGeneralizedTime && *time < kYear2050) {
      notes.add(kEarlyGeneralized);
    }
  }
}

}  // namespace

const LintRule kTimeEncoding{
    .id = "time_encoding",
    .source = "RFC 5280 4.1.2.5",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
