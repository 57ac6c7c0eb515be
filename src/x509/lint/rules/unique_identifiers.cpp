// issuerUniqueID and subjectUniqueID are not used.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kPresent };
constexpr Message kMessages[] = {
    {"含有唯一标识符字段", "there is a unique identifier"},
};

void check(const Anatomy& parts, LintNotes& notes) {
  if (parts.has_unique_ids) notes.add(kPresent);
}

}  // namespace

const LintRule kUniqueIdentifiers{
    .id = "unique_identifiers",
    .source = "RFC 5280 4.1.2.8",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
