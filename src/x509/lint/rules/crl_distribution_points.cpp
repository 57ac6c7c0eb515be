// Where the revocation list is: an address that a browser can fetch. Reachability is probed elsewhere.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNone, kNotWeb };
constexpr Message kMessages[] = {
    {"没有撤销列表地址", "there is no address of a revocation list"},
    {"撤销列表地址不是http或https地址", "the address of the revocation list is not http or https"},
};

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kCrlDistributionPoints);
  if (extension == nullptr) return;  // extension_set says whether it had to be there
  const auto points = decode_distribution_points(extension->value);
  if (!points || points->uris.empty()) return notes.add(kNone);
  for (const std::string& uri : points->uris) {
    if (!is_web_address(uri)) notes.add(kNotWeb);
  }
}

}  // namespace

const LintRule kCrlDistributionPoints{
    .id = "crl_distribution_points",
    .source = "RFC 5280 4.2.1.13; GM/T 0037-2014 table A.11",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
