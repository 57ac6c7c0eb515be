// The regulator's side: effects and settings of the procedures that it plays (src/cases), documents of its
// cases, the public register of licensed providers with its history, the list of focused supervision. Cannot
// reach issuing (src/layers.txt). Owner of the tables licence_register and case_document
// (schema/0016_regulator.sql) and of those of schema/0019_register_history.sql.
#pragma once

#include <filesystem>
#include <memory>

#include "cases/service.hpp"
#include "documents/service.hpp"
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
    const documents::Service* documents;  // null: no document can be drawn here
    /// Adds to the commit that issues a document; its error refuses that. May be empty.
    std::function<base::Result<void>(store::WriteSet&, const cases::View&, const Issued&,
                                     const documents::Draft&, const officers::Actor&)>
        on_issued = {};
  };
  struct Options {
    procedure::Values readings;      // rules::Book::settings()
    std::vector<std::string> words;  // of all effects that the procedures may name
    std::vector<Organ> organs;
    std::map<std::string, Paper> papers;  // by row of the catalogue
    FineRangeOf fine_range;               // none: settings say no range
    LastDayOf last_day;                   // none: settings say no last day
    std::filesystem::path tip_seals;      // folder of tips/seal_folder.hpp; empty: no tip under a name
  };
  Service(House house, Options options);
  ~Service();  // waits for documents on their way to the lane

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
  /// What is known of a document (its name, whether it can be drawn), or null.
  const Paper* paper(const std::string& document) const;
  /// The template in force today, by which values are read; null: none, or nothing is drawn here.
  const documents::Template* template_of(const std::string& document) const;

  /// Draws, numbers and keeps a document that a step of the case gives. Draws on the caller's thread. Durable
  /// with its act record when `done` is called. A licence that is printed anew takes the place of its older
  /// print in the same commit. Errors: NotFound `supervision.document` (the step does not give it, or it has
  /// no template); Refused `supervision.organ` (nobody is named who issues it); Unavailable
  /// `supervision.documents_off`; Conflict `supervision.document_issued` (it was issued before),
  /// `supervision.document_number` (another document has the number that was given), `documents.number_taken`
  /// (ask again); of a licence those of effects(); those of documents::Service::make.
  void issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
             store::Remember<Issued> remember, base::Completion<Issued> done) const;
  /// Rows of the catalogue that a step gives; none where there is no such step.
  std::vector<std::string> outputs(const cases::View& view, std::int64_t position) const;
  /// In order of the steps.
  base::Result<std::vector<Issued>> issued(const std::string& case_number) const;
  /// The PDF. Errors: NotFound `supervision.document`; Refused `privacy.sealed`.
  base::Result<base::Bytes> pdf(const std::string& case_number, const std::string& code) const;

  /// What everybody may know of an issued document, by the code that is printed on it. Errors: NotFound
  /// `documents.code`.
  base::Result<documents::PublicEntry> verify(const std::string& code) const;

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
