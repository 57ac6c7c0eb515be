// The identifier of the certificate policy: there, and of the filed policy. Test certificates with the
// extension's own identifier, twice, are in circulation (standards.md 2.5).
#include <set>

#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kExtensionItself, kRepeated, kNotAllowed };
constexpr Message kMessages[] = {
    {"没有证书策略对象标识符", "there is no policy identifier"},
    {"证书策略对象标识符误用了扩展项自身的标识符", "the policy identifier is that of the extension itself"},
    {"证书策略对象标识符重复", "a policy identifier is repeated"},
    {"证书策略对象标识符不在备案的证书策略之内", "a policy identifier is not one of the filed policy"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  if (subject.profile.policy == PolicyMode::None) return;
  const Extension* extension = subject.extension(asn1::oids::kCertificatePolicies);
  if (extension == nullptr) return notes.add(kMissing);
  const auto policies = decode_policies(extension->value);
  if (!policies) return notes.add(kMissing);
  std::set<asn1::Oid> seen;
  for (const PolicyInformation& policy : *policies) {
    if (!seen.insert(policy.id).second) notes.add(kRepeated);
    if (policy.id == asn1::oids::kCertificatePolicies) {
      notes.add(kExtensionItself);
    } else if (!is_policy_allowed(subject.profile, subject.context.filed, policy.id)) {
      notes.add(kNotAllowed);
    }
  }
}

}  // namespace

const LintRule kPolicyIdentifier{
    .id = "policy_identifier",
    .source = "Order No. 4, article 19(5); RFC 5280 4.2.1.4",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
