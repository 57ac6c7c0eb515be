// An extension stands once.
#include <set>

#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kTwice };
constexpr Message kMessages[] = {
    {"扩展项重复", "an extension is there twice"},
};

void check(const Anatomy& parts, LintNotes& notes) {
  const std::set<asn1::Oid> distinct(parts.extension_ids.begin(), parts.extension_ids.end());
  if (distinct.size() != parts.extension_ids.size()) notes.add(kTwice);
}

}  // namespace

const LintRule kDuplicateExtensions{
    .id = "duplicate_extensions",
    .source = "RFC 5280 4.2",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
