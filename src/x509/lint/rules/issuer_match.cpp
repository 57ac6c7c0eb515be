// The issuer's name octet for octet as in its own certificate, and nobody else's name the same but that of a
// key that signs its lists for it.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent, kSelfIssued, kListsOfAnother };
constexpr Message kMessages[] = {
    {"签发者名称与签发者证书的持有人名称不一致",
     "the issuer name is not the subject of the issuer's certificate"},
    {"持有人名称与签发者名称相同", "the subject has the name of the issuer"},
    {"撤销列表签发证书的持有人名称与签发者名称不同",
     "a key for lists alone has another name than the authority whose lists they are"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const TbsCertificate& tbs = subject.tbs;
  const bool self = subject.context.issuer == nullptr;
  if (tbs.issuer != (self ? tbs.subject : subject.context.issuer->tbs().subject)) notes.add(kDifferent);
  if (self) return;
  const bool same = tbs.subject == tbs.issuer;
  // RFC 5280 6.3.3 (b)(1): a list is the certificate's only if its issuer has the name of the certificate's.
  const bool signs_lists_alone = subject.profile.key_usage == kCrlSign;
  if (same && !signs_lists_alone) notes.add(kSelfIssued);
  if (!same && signs_lists_alone) notes.add(kListsOfAnother);
}

}  // namespace

const LintRule kIssuerMatch{
    .id = "issuer_match",
    .source = "RFC 5280 4.1.2.4, 6.1.3(a)(4), 6.3.3(b)(1)",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
