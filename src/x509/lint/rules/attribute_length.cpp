// Chinese names are longer than X.520 foresaw (requirements.md 8.1 asks for 200 characters); some reader may
// refuse them.
#include "x509/lint/rules/rules.hpp"
#include "x509/text.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kOverBound };
constexpr Message kMessages[] = {
    {"持有人名称的属性超过X.520的上限，个别软件可能不接受",
     "an attribute is over its X.520 bound; some reader may refuse it"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    const AttributeType* type = find_attribute_type(attribute.type);
    if (type != nullptr && count_characters(attribute.value).value_or(0) > type->upper_bound)
      notes.add(kOverBound);
  }
}

}  // namespace

const LintRule kAttributeLength{
    .id = "attribute_length",
    .source = "RFC 5280 appendix A.1",
    .effective = kRfc5280Effective,
    .severity = Severity::Warning,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
