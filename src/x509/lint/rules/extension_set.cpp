// The extensions are those of the profile, as critical as it says.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kUnknownCritical, kUnlisted, kMissing, kCriticality };
constexpr Message kMessages[] = {
    {"含有模板以外的关键扩展项", "there is a critical extension that the profile does not have"},
    {"含有模板以外的扩展项", "there is an extension that the profile does not have"},
    {"缺少模板要求的扩展项", "an extension that the profile requires is missing"},
    {"扩展项的关键性与模板不一致", "an extension is not as critical as the profile says"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  for (const Extension& extension : subject.tbs.extensions) {
    const ExtensionRule* rule = subject.profile.rule(extension.id);
    if (rule == nullptr) {
      notes.add(extension.critical ? kUnknownCritical : kUnlisted);
    } else if (rule->critical != extension.critical) {
      notes.add(kCriticality);
    }
  }
  for (const ExtensionRule& rule : subject.profile.extensions) {
    if (rule.required && subject.extension(rule.id) == nullptr) notes.add(kMissing);
  }
}

}  // namespace

const LintRule kExtensionSet{
    .id = "extension_set",
    .source = "RFC 5280 4.2; rules/profiles",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
