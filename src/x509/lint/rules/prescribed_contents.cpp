// Other contents that the State Cryptography Administration prescribes. None are known to us as of 2026-11;
// the list is the operator's (LintContext::prescribed_extensions).
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing };
constexpr Message kMessages[] = {
    {"缺少国家密码管理局规定的内容", "an extension that the Administration prescribes is missing"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  for (const asn1::Oid& id : subject.context.prescribed_extensions) {
    if (subject.extension(id) == nullptr) notes.add(kMissing);
  }
}

}  // namespace

const LintRule kPrescribedContents{
    .id = "prescribed_contents",
    .source = "Order No. 4, article 19(8)",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
