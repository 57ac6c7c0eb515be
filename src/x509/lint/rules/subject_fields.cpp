// The subject has the fields of the profile: all that are required, none that are not listed, each once.
#include <set>

#include "x509/lint/rules/rules.hpp"
#include "x509/text.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kUnlisted, kRepeated, kNotFixed, kTooLong };
constexpr Message kMessages[] = {
    {"持有人名称缺少模板要求的属性", "the subject lacks an attribute that the profile requires"},
    {"持有人名称含有模板以外的属性", "the subject has an attribute that the profile has no place for"},
    {"持有人名称的属性重复", "an attribute of the subject is repeated"},
    {"持有人名称的属性与模板的固定值不一致", "an attribute differs from the profile's fixed value"},
    {"持有人名称的属性超过模板的长度", "an attribute is longer than the profile allows"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  std::set<asn1::Oid> seen;
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    if (!seen.insert(attribute.type).second) notes.add(kRepeated);
    const SubjectField* field = subject.profile.field(attribute.type);
    if (field == nullptr) {
      notes.add(kUnlisted);
      continue;
    }
    if (!field->fixed.empty() && attribute.value != field->fixed) notes.add(kNotFixed);
    if (count_characters(attribute.value).value_or(0) > field->max_characters) notes.add(kTooLong);
  }
  for (const SubjectField& field : subject.profile.subject) {
    if (field.required && seen.count(field.type->id) == 0) notes.add(kMissing);
  }
}

}  // namespace

const LintRule kSubjectFields{
    .id = "subject_fields",
    .source = "GB/T 20518-2018; rules/profiles",
    .effective = kGb20518Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
