// The subject is written as Name::build writes it: one attribute a set, the string type of its kind, UTF-8
// otherwise.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kOther };
constexpr Message kMessages[] = {
    {"持有人名称的编码形式不符合规范", "the subject is not encoded in the standard form"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  std::vector<std::pair<asn1::Oid, std::string>> attributes;
  for (const Attribute& attribute : subject.tbs.subject.attributes())
    attributes.emplace_back(attribute.type, attribute.value);
  const auto standard = Name::build(attributes);
  // A value that cannot be built at all is the affair of text_characters and country.
  if (standard && *standard != subject.tbs.subject) notes.add(kOther);
}

}  // namespace

const LintRule kNameEncoding{
    .id = "name_encoding",
    .source = "GB/T 20518-2018; RFC 5280 4.1.2.4",
    .effective = kGb20518Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
