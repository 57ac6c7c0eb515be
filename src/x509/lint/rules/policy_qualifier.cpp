// The policy points to the published rules (article 16: they stay accessible).
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kNotWeb };
constexpr Message kMessages[] = {
    {"证书策略没有业务规则地址", "the policy does not say where the practice statement is"},
    {"业务规则地址不是http或https地址", "the address of the practice statement is not http or https"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kCertificatePolicies);
  if (extension == nullptr || subject.profile.urls.cps.empty()) return;
  const auto policies = decode_policies(extension->value);
  if (!policies) return;  // policy_identifier says so
  for (const PolicyInformation& policy : *policies) {
    if (policy.cps_uri.empty()) {
      notes.add(kMissing);
    } else if (!is_web_address(policy.cps_uri)) {
      notes.add(kNotWeb);
    }
  }
}

}  // namespace

const LintRule kPolicyQualifier{
    .id = "policy_qualifier",
    .source = "RFC 5280 4.2.1.4; Order No. 4, article 16",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
