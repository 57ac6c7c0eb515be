// The issuer's name octet for octet as in its own certificate, and nobody else's name the same.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent, kSelfIssued };
constexpr Message kMessages[] = {
    {"签发者名称与签发者证书的持有人名称不一致",
     "the issuer name is not the subject of the issuer's certificate"},
    {"持有人名称与签发者名称相同", "the subject has the name of the issuer"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const TbsCertificate& tbs = subject.tbs;
  const bool self = subject.context.issuer == nullptr;
  if (tbs.issuer != (self ? tbs.subject : subject.context.issuer->tbs().subject)) notes.add(kDifferent);
  if (!self && tbs.subject == tbs.issuer) notes.add(kSelfIssued);
}

}  // namespace

const LintRule kIssuerMatch{
    .id = "issuer_match",
    .source = "RFC 5280 4.1.2.4, 6.1.3(a)(4)",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
