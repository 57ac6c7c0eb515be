// Documents of cases: what a step gives on paper is drawn, numbered, signed, kept and verified here, alike
// for a regulator and a provider (docs/decisions/0035). Who issues it and what is known of it beside the case
// the department says (Knowing). Every document states the articles of the step that gives it. Owner of the
// table case_document (schema/0016_regulator.sql).
#pragma once

#include <memory>

#include "cases/service.hpp"
#include "documents/service.hpp"
#include "papers/types.hpp"

namespace yinxin::papers {

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
    std::map<std::string, Paper> papers;  // by row of the catalogue
    Knowing know;
    /// Roles of the office's own officers: what a step of others' officers alone gives is theirs to issue.
    /// Empty: every step's is this office's.
    std::set<std::string, std::less<>> givers = {};
    /// An article as the rules cite it ("35", "行政许可法 32") in the words of a document. Not set: none is
    /// stated.
    std::function<std::string(const std::string& cite)> article = {};
    /// Signs the note of each document. Nothing: none is signed.
    std::optional<documents::SealKey> seal = {};
  };
  Service(House house, Options options);
  ~Service();  // waits for documents on their way to the lane

  /// What is known of a document (its name, whether it can be drawn), or null.
  const Paper* paper(const std::string& document) const;
  /// The template in force today, by which values are read; null: none, or nothing is drawn here.
  const documents::Template* template_of(const std::string& document) const;
  /// Rows of the catalogue that a step gives; none where there is no such step.
  static std::vector<std::string> outputs(const cases::View& view, std::int64_t position);
  /// Whether this office issues that document of the step, and has a template for it.
  bool gives(const cases::View& view, std::int64_t position, const std::string& document) const;

  /// Draws, numbers, signs and keeps a document that a step of the case gives. Draws on the caller's thread,
  /// which asks the signer. Durable with its act record when `done` is called. A certificate that is printed
  /// anew takes the place of its older print in the same commit. Errors: NotFound `papers.none` (the step
  /// does not give it, or it has no template); Unavailable `papers.off`; Conflict `papers.issued` (it was
  /// issued before), `papers.number` (another document has the number that was given),
  /// `documents.number_taken` (ask again); Refused `papers.fixed` (a value that only the records say; the
  /// detail names it); those of Knowing, of documents::Service::make and of the signer.
  void issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
             store::Remember<Issued> remember, base::Completion<Issued> done) const;
  /// In order of the steps.
  base::Result<std::vector<Issued>> issued(const std::string& case_number) const;
  /// The PDF. Errors: NotFound `papers.none`; Refused `privacy.sealed`.
  base::Result<base::Bytes> pdf(const std::string& case_number, const std::string& code) const;
  /// The signed note of the PDF, which anybody checks with the key's certificate
  /// (documents::seal_note_body). Errors: NotFound `papers.none`, `papers.unsealed`.
  base::Result<std::string> seal(const std::string& case_number, const std::string& code) const;

  /// What everybody may know of an issued document, by the code that is printed on it. Errors: NotFound
  /// `documents.code`.
  base::Result<documents::PublicEntry> verify(const std::string& code) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::papers
