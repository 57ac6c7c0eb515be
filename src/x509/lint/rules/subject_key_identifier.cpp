// The subject key identifier is the one we compute from the key (certificate.hpp).
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent };
constexpr Message kMessages[] = {
    {"持有人密钥标识与公钥不符", "the subject key identifier is not that of the key"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kSubjectKeyIdentifier);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  if (extension->value != encode_key_identifier(key_identifier(subject.tbs.public_key)))
    notes.add(kDifferent);
}

}  // namespace

const LintRule kSubjectKeyIdentifier{
    .id = "subject_key_identifier",
    .source = "RFC 5280 4.2.1.2; RFC 7093 2",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
