// The certificate says who holds it.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kBlank };
constexpr Message kMessages[] = {
    {"没有持有人名称", "the holder has no common name"},
    {"持有人名称为空白", "the common name is blank"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const auto name = subject.tbs.subject.find(asn1::oids::kCommonName);
  if (!name) return notes.add(kMissing);
  if (name->find_first_not_of(' ') == std::string_view::npos) notes.add(kBlank);
}

}  // namespace

const LintRule kHolderName{
    .id = "holder_name",
    .source = "Order No. 4, article 19(2)",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
