// The regulator's side: effects and settings of the procedures that it plays (src/cases), what is known of
// their documents (src/papers), the public register of licensed providers with its history, the list of
// focused supervision. Cannot reach issuing (src/layers.txt). Owner of the table licence_register
// (schema/0016_regulator.sql) and of those of schema/0019_register_history.sql.
#pragma once

#include <filesystem>
#include <memory>

#include "cases/service.hpp"
#include "papers/types.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// Organs from a TOML file: [[organ]] with region, name, word, contact, hand_in, review_body, court. Errors:
/// those of base::TomlReader.
base::Result<std::vector<Organ>> read_organs(const std::filesystem::path& file);

class Service {
 public:
  /// Everything outlives the service.
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const privacy::Vault& vault;
  };
  struct Options {
    procedure::Values readings;      // rules::Book::settings()
    std::vector<std::string> words;  // of all effects that the procedures may name
    std::vector<Organ> organs;
    std::set<std::string> national_papers;  // rows of the catalogue that the national bureau issues
    FineRangeOf fine_range;                 // none: settings say no range
    LastDayOf last_day;                     // none: settings say no last day
    std::filesystem::path tip_seals;        // folder of tips/seal_folder.hpp; empty: no tip under a name
  };
  Service(House house, Options options);
  ~Service();

  /// `licence_status` and `register_entry` (licence_effects.hpp) keep the register and move the licence's own
  /// case, `focus_list` the list of focused supervision, `publication` what is public of decisions (so do
  /// those two, where a step of theirs makes one public), `tip_seal` is that of tips/service.hpp, `experts`
  /// that of experts/service.hpp, `leads` that of monitoring/service.hpp; `ownership` lets no chain with a
  /// foreign holder in that is not flagged; `accounts` (of a delegated body) does nothing here, since the
  /// provider has them. Every other word refuses the event with Refused `supervision.effect_unavailable`:
  /// what it would work on is not there. Errors: NotFound `supervision.register` (no such licence), Conflict
  /// `supervision.licence_unclear` (several, and the case names none), Refused
  /// `supervision.licence_of_other`, `supervision.licence_ended`,
  /// `supervision.renewal_end`, Conflict `supervision.licence_number`; those of the licence's own case.
  std::map<std::string, cases::Effect> effects() const;
  /// Of the opening of a takeover: who holds the licence of that number. Errors: Refused `supervision.taker`
  /// (none of that number, or one that is not valid: who may not serve takes nothing over),
  /// `supervision.taker_is_sender` (article 29: another provider). The service outlives who asks by this.
  cases::PartyOf party_of() const;
  /// The readings; of a penalty case whose scale and gain were entered penalty.range_min_fen and
  /// penalty.range_max_fen; of a case with a period of a yearly duty duty.last_day, which what a party's
  /// letter says is held against. What else a procedure reads (`records.oid_of_other_line`) the office does
  /// not know: no table here holds policies' identifiers. The service outlives who asks by this.
  cases::Settings settings() const;

  /// Whether a licence that is not deregistered is that party's.
  base::Result<bool> holds_licence(const std::string& party) const;
  /// Region of that party's domicile, as the register has it of a licence that is not deregistered; empty: it
  /// has none.
  base::Result<std::string> domicile_of(const std::string& party) const;

  /// Official name of the authority of a region; empty: none is named.
  std::string organ_name(const std::string& region) const;
  /// Of the documents of its cases: the authority that issues them, the number that is given, and what case
  /// and register say. Errors: Refused `supervision.organ` (nobody is named who issues it); of a licence
  /// those of effects(). The service outlives who asks by this.
  papers::Knowing knowing() const;

  /// By number of the licence, as it stands now, or stood at the end of that day in Beijing. Open to all.
  base::Result<std::vector<RegisterEntry>> licence_register() const;
  base::Result<std::vector<RegisterEntry>> licence_register(base::Date as_of) const;
  /// As it stands, of those with this unified social credit code.
  base::Result<std::vector<RegisterEntry>> register_of(const std::string& credit_code) const;
  /// Of the licence that has or had this number, from its entry on. Open to all. Errors: NotFound
  /// `supervision.register`.
  base::Result<std::vector<RegisterChange>> register_history(const std::string& number) const;

  /// Keeps the register of every day that is over and has no snapshot yet, each with its act, at most a month
  /// of them. Waits for each commit: for the server's upkeep, after the clocks have fired. Returns how many.
  base::Result<std::size_t> take_snapshots() const;
  /// Newest first, those of days before `before`. Open to all.
  base::Result<std::vector<Snapshot>> snapshots(const std::optional<base::Date>& before,
                                                std::int64_t limit) const;
  /// The octets. Errors: NotFound `supervision.snapshot`.
  base::Result<base::Bytes> snapshot(base::Date day) const;

  /// Decisions and results that are public now, newest first. Open to all. Errors: Malformed `cases.filter`
  /// (no such kind), `cases.cursor`.
  base::Result<std::vector<Publication>> publications(const PublicationFilter& filter,
                                                      std::int64_t limit) const;

  /// Who stands behind the organisation of an application, by the chain that it entered; no chain: no owners.
  /// Errors: Refused `supervision.ownership.shares`, `supervision.ownership.unconnected`,
  /// `supervision.ownership.cycle`, `supervision.ownership.shareholders`.
  static base::Result<Ownership> ownership(const cases::Case& the_case);

  /// Providers of that region and what lies in it, newest first; `past`: with those that were taken off.
  base::Result<std::vector<Focus>> focus_list(const std::string& reach, bool past) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::supervision
