// Keeps the licence and the published rules, and answers whether they permit an act at a time.
#pragma once

#include <memory>

#include "ledger/recorder.hpp"
#include "officers/types.hpp"
#include "policy/types.hpp"
#include "store/write_set.hpp"

namespace yinxin::policy {

/// The regulator's licence file as imported: the TOML text and the detached SM2 signature (DER) over its
/// octets.
struct SignedLicence {
  std::string text;
  base::Bytes signature;
};

struct RulesDraft {
  RulesKind kind = RulesKind::Cps;
  std::string version;
  std::string title;
  std::string document;      // the published text (Markdown or plain), whole
  std::string profile_toml;  // cps_profile of a CPS; the policies of a CP; see rules/policy/README.md
  base::Time effective_at;
};

class Service {
 public:
  struct Options {
    std::vector<base::Bytes> regulator_keys;  // SM2 points (65 octets) whose signature on a licence we accept
  };
  static base::Result<std::unique_ptr<Service>> open(store::Database& database, store::Lane& lane,
                                                     const ledger::Recorder& recorder,
                                                     const base::Clock& clock, Options options);
  ~Service();

  /// Durable with its act record when `done` is called. Errors: Refused `policy.licence.signature`, Malformed
  /// `policy.licence.format`, Forbidden `policy.role` (not a compliance officer).
  void import_licence(SignedLicence file, const officers::Actor& actor, base::Completion<Licence> done);
  /// The licence that is in force at `at`. Errors: Refused `policy.licence.none`, `policy.licence.not_valid`
  /// (article 4).
  base::Result<Licence> licence_in_force(base::Time at) const;
  /// The newest imported licence whatever its state, for the public page (article 13). Errors: NotFound
  /// `policy.licence.none`.
  base::Result<Licence> licence() const;

  /// Publishes a version: from then on it stands at its permanent address. Errors: Malformed
  /// `policy.rules.format`, Conflict `policy.rules.version_exists`, Forbidden `policy.role`.
  void publish_rules(RulesDraft draft, const officers::Actor& actor, base::Completion<RulesVersion> done);
  /// Records that the filing was submitted (article 16). Errors: NotFound `policy.rules.version`.
  void mark_filed(RulesKind kind, std::string version, std::string receipt, const officers::Actor& actor,
                  base::Completion<RulesVersion> done);
  /// CPS and CP in force at `at`: published, effective, and the first version of each filed. Errors: Refused
  /// `policy.rules.not_published`, `policy.rules.not_filed` (article 16).
  base::Result<RulesInForce> rules_in_force(base::Time at) const;
  base::Result<std::vector<RulesVersion>> rules() const;
  /// The exact octets published. Errors: NotFound `policy.rules.version`.
  base::Result<std::string> document(RulesKind kind, const std::string& version) const;

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::policy
