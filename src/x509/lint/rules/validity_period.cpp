// The period of validity: in order, within the issuer's, and no longer than the profile allows.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kOrder, kTooLong, kOutsideIssuer };
constexpr Message kMessages[] = {
    {"有效期的截止时间不晚于起始时间", "the validity ends before it begins"},
    {"有效期超过证书模板的上限", "the validity is longer than the profile allows"},
    {"有效期超出签发者证书的有效期", "the validity is not within the issuer's"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Validity& own = subject.tbs.validity;
  if (own.not_after <= own.not_before) return notes.add(kOrder);
  // RFC 5280 4.1.2.5: both ends are included.
  if (own.not_after - own.not_before + std::chrono::seconds(1) > subject.profile.longest) notes.add(kTooLong);
  if (subject.context.issuer == nullptr) return;
  const Validity& issuer = subject.context.issuer->tbs().validity;
  if (own.not_before < issuer.not_before || own.not_after > issuer.not_after) notes.add(kOutsideIssuer);
}

}  // namespace

const LintRule kValidityPeriod{
    .id = "validity_period",
    .source = "Order No. 4, article 19(4); standards.md 2.1",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
