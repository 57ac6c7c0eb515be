// The regulator's side: effects and settings of the procedures that it plays (src/cases), documents of its
// cases, the public register of licensed providers. Cannot reach issuing (src/layers.txt). Owner of the
// tables licence_register and case_document (schema/0016_regulator.sql).
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
  };
  Service(House house, Options options);
  ~Service();  // waits for documents on their way to the lane

  /// `licence_status` of a licence's own case and `register_entry` of an application keep the register; in
  /// other procedures, as every other word everywhere, they refuse the event with Refused
  /// `supervision.effect_unavailable`: what they would work on is not there yet. Errors of the two: Conflict
  /// `supervision.licence_number` (taken), NotFound `supervision.register` (no licence to enter).
  std::map<std::string, cases::Effect> effects() const;
  cases::Settings settings() const;

  /// Official name of the authority of a region; empty: none is named.
  std::string organ_name(const std::string& region) const;
  /// What is known of a document (its name, whether it can be drawn), or null.
  const Paper* paper(const std::string& document) const;
  /// The template in force today, by which values are read; null: none, or nothing is drawn here.
  const documents::Template* template_of(const std::string& document) const;

  /// Draws, numbers and keeps a document that a step of the case gives. Draws on the caller's thread. Durable
  /// with its act record when `done` is called. Errors: NotFound `supervision.document` (the step does not
  /// give it, or it has no template); Refused `supervision.organ` (nobody is named who issues it);
  /// Unavailable `supervision.documents_off`; Conflict `supervision.document_issued` (it was issued before),
  /// `documents.number_taken` (ask again); those of documents::Service::make.
  void issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
             store::Remember<Issued> remember, base::Completion<Issued> done) const;
  /// In order of the steps.
  base::Result<std::vector<Issued>> issued(const std::string& case_number) const;
  /// The PDF. Errors: NotFound `supervision.document`; Refused `privacy.sealed`.
  base::Result<base::Bytes> pdf(const std::string& case_number, const std::string& code) const;

  /// What everybody may know of an issued document, by the code that is printed on it. Errors: NotFound
  /// `documents.code`.
  base::Result<documents::PublicEntry> verify(const std::string& code) const;

  /// By number of the licence. Open to all.
  base::Result<std::vector<RegisterEntry>> licence_register() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::supervision
