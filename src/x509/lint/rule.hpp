// What a lint rule is. A rule that reads parts of the encoding works on Anatomy and runs even when the whole
// does not parse; the others work on the parsed certificate.
#pragma once

#include <span>

#include "x509/lint/lint.hpp"

namespace yinxin::x509 {

/// The elements of a TBSCertificate, before anything is made of them.
struct Anatomy {
  base::ByteView der;
  std::optional<asn1::Element> version;
  asn1::Element serial;
  asn1::Element algorithm;
  asn1::Element issuer;
  asn1::Element not_before;
  asn1::Element not_after;
  asn1::Element subject;
  asn1::Element key;
  bool has_unique_ids = false;
  std::vector<asn1::Oid> extension_ids;

  /// Errors: Malformed `asn1.der`.
  static base::Result<Anatomy> parse(base::ByteView der);
};

struct LintSubject {
  const Anatomy& parts;
  const TbsCertificate& tbs;
  const Profile& profile;
  const LintContext& context;

  const Extension* extension(const asn1::Oid& id) const { return find_extension(tbs.extensions, id); }
};

struct Message {
  std::string_view zh;
  std::string_view en;
};

struct LintRule;

/// Takes what one rule finds.
class LintNotes {
 public:
  LintNotes(const LintRule& rule, std::vector<Finding>& findings) : rule_(rule), findings_(findings) {}
  /// `message` is an index into the rule's messages. The same message is noted once.
  void add(std::size_t message);

 private:
  const LintRule& rule_;
  std::vector<Finding>& findings_;
};

struct LintRule {
  std::string_view id;
  std::string_view source;     // article of Order No. 4, section of a standard, or decision
  std::string_view effective;  // YYYY-MM-DD: certificates that begin earlier are not judged by it
  Severity severity;
  std::span<const Message> messages;  // one a branch; lint_test has a bad sample for each
  void (*check_parts)(const Anatomy& parts, LintNotes& notes) = nullptr;  // one of the two
  void (*check)(const LintSubject& subject, LintNotes& notes) = nullptr;
};

inline constexpr std::string_view kOrder4Effective = "2024-11-01";   // Order No. 4 comes into force
inline constexpr std::string_view kRfc5280Effective = "2008-05-01";  // RFC 5280 published
inline constexpr std::string_view kGb20518Effective = "2019-01-01";  // GB/T 20518-2018 comes into force

std::span<const LintRule* const> lint_rules();

}  // namespace yinxin::x509
