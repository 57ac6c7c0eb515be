// Keeps the licence and the published rules, and answers whether they permit an act at a time.
#pragma once

#include <filesystem>
#include <memory>

#include "base/work_calendar.hpp"
#include "crypto/sm2.hpp"
#include "ledger/recorder.hpp"
#include "officers/types.hpp"
#include "policy/types.hpp"
#include "store/remember.hpp"

namespace yinxin::policy {

/// A key whose signature on a licence file we accept: the regulator's.
struct RegulatorKey {
  std::string name;
  crypto::Sm2PublicKey key;
};
/// One a line: name, space, base64 of the point. Errors: Malformed `policy.regulator_keys`, those of
/// read_file().
base::Result<std::vector<RegulatorKey>> read_regulator_keys(const std::filesystem::path& file);

/// The text of a licence file, unsigned (body of a signed note, src/policy/LICENCE.md), and back.
std::string licence_text(const Licence& licence);
/// Errors: Malformed `policy.licence.format`.
base::Result<Licence> parse_licence_text(std::string_view body);

struct RulesProposal {
  RulesKind kind = RulesKind::Cps;
  std::string version;
  std::string title;
  base::Time effective_at;
  std::string document;  // the text to be published, whole, UTF-8 Markdown
  std::string profile;   // TOML: cps_profile of a CPS, the policies of a CP (rules/demonstration/ shows both)
};
inline constexpr std::size_t kMaxRulesDocument = 2 * 1024 * 1024;  // ours: a CPS has some 200 KB

/// Every write is durable with its act record when `done` is called.
class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const base::WorkCalendar& calendar;
  };
  /// All of `house` outlives the service.
  Service(House house, std::vector<RegulatorKey> regulators);
  ~Service();

  /// The whole signed note. Errors: Malformed `policy.licence.format`; Refused `policy.licence.signature`
  /// (none of the regulator's keys); Conflict `policy.licence.older`; Forbidden `officers.role_needed`
  /// (compliance officer).
  void import_licence(std::string note, officers::Actor actor, store::Remember<Licence> remember,
                      base::Completion<Licence> done);
  /// The licence gate (article 4). Errors: Refused `policy.licence.none`, `policy.licence.not_valid` (status,
  /// or not within its dates on the day of `at` in Beijing), `policy.service_stopped` (article 29: the
  /// service is suspended, or has ended under this licence); those of the store.
  base::Result<Licence> licence_in_force(base::Time at) const;
  /// For the commit of a step of the case `number` (service_stop): from then on nothing is accepted or
  /// issued, or again. A licence that begins after a service has ended opens the gate by itself.
  static void note_serving(store::WriteSet& set, const std::string& number, Serving serving, base::Time at);
  /// The newest whatever its state, with the note as imported, for the public page (article 13). Errors:
  /// NotFound `policy.licence.none`.
  struct Imported {
    Licence licence;
    std::string note;
  };
  base::Result<Imported> licence() const;
  /// The newest file of each number, newest first; empty: none was imported.
  base::Result<std::vector<Licence>> licences() const;

  /// 起草, by a compliance officer. Errors: Malformed `policy.rules.format` (profile, version, empty
  /// document), Conflict `policy.rules.version` (exists), TooLarge `policy.rules.size`, Forbidden
  /// `officers.role_needed`.
  void propose_rules(RulesProposal proposal, officers::Actor actor, store::Remember<RulesVersion> remember,
                     base::Completion<RulesVersion> done);
  /// 批准, by the responsible person. Errors: NotFound `policy.rules.none`, Conflict `policy.rules.state`,
  /// Forbidden.
  void approve_rules(RulesKind kind, std::string version, officers::Actor actor,
                     store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done);
  /// 公布, by a compliance officer who may be the one who proposed. The text stands at its permanent address
  /// from then on. A CPS may refer only to policies of published CPs: Refused `policy.rules.policy`. Else as
  /// approve_rules.
  void publish_rules(RulesKind kind, std::string version, officers::Actor actor,
                     store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done);
  /// 备案已提交, once (article 16). `receipt` may be empty. Errors: as approve_rules.
  void file_rules(RulesKind kind, std::string version, std::string receipt, officers::Actor actor,
                  store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done);

  /// The published-rules gate (article 16): the newest CPS and CP that are published and effective at `at`;
  /// the very first of each must be filed as well. Errors: Refused `policy.rules.not_published`,
  /// `policy.rules.not_filed`; those of the store.
  base::Result<RulesInForce> rules_in_force(base::Time at) const;
  /// One version's parameters, of the past too. Errors: NotFound `policy.rules.none`.
  base::Result<CpsProfile> profile(const std::string& cps_version) const;
  /// Newest first; published ones only unless `all`.
  base::Result<std::vector<RulesVersion>> rules(bool all) const;
  struct Document {
    RulesVersion version;
    std::string document;
    std::string profile;
  };
  /// The exact octets. Errors: NotFound `policy.rules.none` (also when not published and not `all`).
  base::Result<Document> document(RulesKind kind, const std::string& version, bool all = false) const;
  /// The newest of its kind that is published and effective at `at`, filed or not. Errors: NotFound
  /// `policy.rules.none`.
  base::Result<Document> current_document(RulesKind kind, base::Time at) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::policy
