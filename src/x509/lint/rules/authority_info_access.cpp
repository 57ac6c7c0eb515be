// Where status is answered and where the issuer's certificate is.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNoOcsp, kNoIssuer, kNotWeb };
constexpr Message kMessages[] = {
    {"没有在线状态查询地址", "there is no address for status"},
    {"没有签发者证书地址", "there is no address of the issuer's certificate"},
    {"机构信息访问地址不是http或https地址", "an address is not http or https"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kAuthorityInfoAccess);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  const auto decoded = decode_authority_info_access(extension->value);
  const AuthorityInfoAccess access = decoded ? *decoded : AuthorityInfoAccess();
  if (access.ocsp.empty() && !subject.profile.urls.ocsp.empty()) notes.add(kNoOcsp);
  if (access.ca_issuers.empty() && !subject.profile.urls.ca_issuers.empty()) notes.add(kNoIssuer);
  for (const auto* uris : {&access.ocsp, &access.ca_issuers}) {
    for (const std::string& uri : *uris) {
      if (!is_web_address(uri)) notes.add(kNotWeb);
    }
  }
}

}  // namespace

const LintRule kAuthorityInfoAccess{
    .id = "authority_info_access",
    .source = "RFC 5280 4.2.2.1; GM/T 0037-2014 table A.11",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
