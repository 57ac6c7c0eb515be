// The country: once, CN, a PrintableString.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNotOnce, kNotCn, kNotPrintable };
constexpr Message kMessages[] = {
    {"国家名称缺失或者多于一个", "the country is missing, or there more than once"},
    {"国家名称不是CN", "the country is not CN"},
    {"国家名称不是PrintableString", "the country is not a PrintableString"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  std::size_t found = 0;
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    if (attribute.type != asn1::oids::kCountry) continue;
    ++found;
    if (attribute.value != "CN") notes.add(kNotCn);
    if (attribute.tag != asn1::kPrintableString) notes.add(kNotPrintable);
  }
  if (found != 1) notes.add(kNotOnce);
}

}  // namespace

const LintRule kCountry{
    .id = "country",
    .source = "GB/T 20518-2018; standards.md 2.2",
    .effective = kGb20518Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
