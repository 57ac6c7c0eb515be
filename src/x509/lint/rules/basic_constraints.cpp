// Authority or not, and how deep, exactly as the profile says.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kDifferent };
constexpr Message kMessages[] = {
    {"基本限制与模板不一致", "basicConstraints are not those of the profile"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kBasicConstraints);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  if (extension->value != encode_basic_constraints(subject.profile.basic_constraints)) notes.add(kDifferent);
}

}  // namespace

const LintRule kBasicConstraints{
    .id = "basic_constraints",
    .source = "RFC 5280 4.2.1.9; rules/profiles",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
