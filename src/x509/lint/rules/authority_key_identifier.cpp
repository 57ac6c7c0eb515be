// The authority key identifier is the issuer's subject key identifier, and nothing besides.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent };
constexpr Message kMessages[] = {
    {"签发者密钥标识与签发者证书不符",
     "the authority key identifier is not the issuer's subject key identifier"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kAuthorityKeyIdentifier);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  base::Bytes expected = key_identifier(subject.tbs.public_key);
  if (subject.context.issuer != nullptr) {
    const TbsCertificate& issuer = subject.context.issuer->tbs();
    const Extension* own = find_extension(issuer.extensions, asn1::oids::kSubjectKeyIdentifier);
    expected = key_identifier(issuer.public_key);
    if (own != nullptr) expected = decode_key_identifier(own->value).value_or(base::Bytes());
  }
  if (extension->value != encode_authority_key_identifier(expected)) notes.add(kDifferent);
}

}  // namespace

const LintRule kAuthorityKeyIdentifier{
    .id = "authority_key_identifier",
    .source = "RFC 5280 4.2.1.1",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
