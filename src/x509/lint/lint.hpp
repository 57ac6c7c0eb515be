// Nothing is signed that was not linted (architecture.md 3, law 2): the octets that will be signed are parsed
// again and held against the rules of lint/rules, one file a rule, each with its source. The eight contents
// of article 19 have one each.
#pragma once

#include <set>

#include "x509/profile/draft.hpp"

namespace yinxin::x509 {

enum class Severity : std::uint8_t {
  Warning,  ///< lawful, but some reader may stumble
  Error,    ///< must not be signed
};

/// What one rule found. All text is static and names no person.
struct Finding {
  std::string_view rule;
  std::string_view source;
  Severity severity = Severity::Error;
  std::string_view message_zh;
  std::string_view message_en;
};

struct LintReport {
  std::vector<Finding> findings;

  bool passed() const;  // no Error
  /// The ids of the rules that failed, each once, separated by ", ".
  std::string failed_rules() const;
};

/// What the certificate is judged against besides its profile. What it points to outlives the call.
struct LintContext {
  std::string_view licensed_name;       // 机构名称 on the licence in force (article 19 item 1)
  const Certificate* issuer = nullptr;  // null for self-issued profiles, and only then
  FiledPolicy filed;
  std::vector<asn1::Oid>
      prescribed_extensions;  // by the State Cryptography Administration (article 19 item 8)
  const std::set<base::Bytes>* denied_keys = nullptr;  // key_identifier() of keys known to be compromised
};

/// All findings on a to-be-signed part, for certificates of the past: by the rules in effect at its
/// notBefore.
LintReport inspect(base::ByteView tbs, const Profile& profile, const LintContext& context);

/// To-be-signed octets that passed. Only lint() makes one; they can be taken once.
class LintedTbs {
 public:
  LintedTbs(LintedTbs&& other) noexcept;
  LintedTbs& operator=(LintedTbs&& other) noexcept;
  LintedTbs(const LintedTbs&) = delete;
  LintedTbs& operator=(const LintedTbs&) = delete;

  base::ByteView der() const { return der_; }
  /// What was found without being refused.
  const std::vector<Finding>& warnings() const { return warnings_; }
  /// The octets, for the signer. Taking them twice is a broken invariant (std::logic_error).
  base::Bytes take() &&;

 private:
  friend base::Result<LintedTbs> lint(base::Bytes tbs, const Profile& profile, const LintContext& context);
  LintedTbs(base::Bytes der, std::vector<Finding> warnings)
      : der_(std::move(der)), warnings_(std::move(warnings)) {}
  base::Bytes der_;
  std::vector<Finding> warnings_;
};

/// Every rule, whatever its date. Errors: Refused `x509.lint`, the detail naming all failed rules.
base::Result<LintedTbs> lint(base::Bytes tbs, const Profile& profile, const LintContext& context);

}  // namespace yinxin::x509
