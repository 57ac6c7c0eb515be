// What the key may be used for, exactly as the profile says.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent };
constexpr Message kMessages[] = {
    {"密钥用法与模板不一致", "keyUsage is not that of the profile"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kKeyUsage);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  if (extension->value != encode_key_usage(subject.profile.key_usage)) notes.add(kDifferent);
}

}  // namespace

const LintRule kKeyUsage{
    .id = "key_usage",
    .source = "RFC 5280 4.2.1.3; GM/T 0037-2014 table A.11",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
