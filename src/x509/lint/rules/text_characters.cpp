// No character that cannot be seen, and none that passes for another; at most 200 of them.
#include "x509/lint/rules/rules.hpp"
#include "x509/text.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kUnseemly, kHomograph, kTooLong };
constexpr Message kMessages[] = {
    {"持有人名称含有控制、不可见或者无意义的字符",
     "the subject has a control, invisible or meaningless character"},
    {"持有人名称混用了形近的字符", "the subject has characters that pass for others"},
    {"持有人名称的某一项超过200个字符", "a value of the subject is over 200 characters"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    const auto fault = inspect_text(attribute.value);
    if (fault) notes.add(*fault == TextFault::Homograph ? kHomograph : kUnseemly);
    if (count_characters(attribute.value).value_or(0) > Name::kMaxValueCharacters) notes.add(kTooLong);
  }
}

}  // namespace

const LintRule kTextCharacters{
    .id = "text_characters",
    .source = "Order No. 4, article 20; requirements.md 8.1",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
