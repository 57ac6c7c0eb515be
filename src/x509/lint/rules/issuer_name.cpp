// The certificate says which provider issued it, by the name on the licence.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kDifferent };
constexpr Message kMessages[] = {
    {"签发者名称中没有机构名称", "the issuer name has no organisation"},
    {"签发者名称中的机构名称与资质证书不一致",
     "the organisation in the issuer name is not the licensed name"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const auto organization = subject.tbs.issuer.find(asn1::oids::kOrganization);
  if (!organization) return notes.add(kMissing);
  if (*organization != subject.context.licensed_name) notes.add(kDifferent);
}

}  // namespace

const LintRule kIssuerName{
    .id = "issuer_name",
    .source = "Order No. 4, article 19(1)",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
