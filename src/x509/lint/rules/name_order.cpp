// Names run from big to small: C, ST, L, O, OU, …, CN. An explicit test item (证书DN序, GM/T 0037-2014 table
// A.11).
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kUnknown, kOrder };
constexpr Message kMessages[] = {
    {"持有人名称中有未知的属性类型", "the subject has an attribute type that is not ours"},
    {"持有人名称的属性次序不符合规范", "the attributes of the subject are out of order"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const AttributeType* before = nullptr;
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    const AttributeType* type = find_attribute_type(attribute.type);
    if (type == nullptr) {
      notes.add(kUnknown);
      continue;
    }
    if (before != nullptr && type < before) notes.add(kOrder);  // attribute_types() is one array, in order
    before = type;
  }
}

}  // namespace

const LintRule kNameOrder{
    .id = "name_order",
    .source = "GB/T 20518-2018; GM/T 0037-2014 table A.11",
    .effective = kGb20518Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
