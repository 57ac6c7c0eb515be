// id-pkix-ocsp-nocheck holds NULL.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent };
constexpr Message kMessages[] = {
    {"OCSP免检扩展项的内容不是NULL", "id-pkix-ocsp-nocheck does not hold NULL"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kOcspNoCheck);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  if (extension->value != base::Bytes({asn1::kNull, 0x00})) notes.add(kDifferent);
}

}  // namespace

const LintRule kOcspNoCheck{
    .id = "ocsp_no_check",
    .source = "RFC 6960 4.2.2.2.1",
    .effective = "2013-06-01",
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
