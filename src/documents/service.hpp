// Makes documents (文书): template and values to numbered, laid-out PDF, recorded in the same commit as the
// act that they belong to, and found again by the code that is printed on them.
//
//   YX_TRY(Draft draft, documents.make(connection, wish, &seal));    // reads, draws, signs; writes nothing
//   documents.record(set, draft);                                    // into the act's own WriteSet
//   lane.commit(set): Conflict `documents.number_taken`: somebody else took the number; make() again
//
// A number is taken by the commit that records its document, so a crash leaves no gap and nobody gets one
// twice. The PDF is the caller's to keep: it is not stored here.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/toml.hpp"
#include "documents/types.hpp"
#include "store/write_set.hpp"

namespace yinxin::documents {

struct Settings {
  std::string verify_base;     // "https://site": the QR code says <verify_base>/d/<code>
  bool demonstration = false;  // watermark 演示 and the demonstration's seal; no other seal is ever drawn
  /// Of a demonstration: once it was moved, every page says how far (docs/decisions/0026). Outlives the
  /// service.
  const base::MovableClock* moved = nullptr;
};

class Templates {
 public:
  /// Every *.toml of `folder` that has a `kind` (the others are texts of src/registration). What is wrong is
  /// in `faults`, all of it; a template with a fault is left out. Errors: Unavailable `documents.folder`.
  static base::Result<Templates> load(const std::filesystem::path& folder, Faults& faults);

  /// The version in force on a day, or null.
  const Template* find(std::string_view id, base::Date day) const;
  const std::vector<Template>& all() const { return templates_; }

 private:
  std::vector<Template> templates_;
};

/// One template from the text of its file, which `file` names in the faults. Nothing when there are any.
std::optional<Template> read_template(std::string_view text, const std::string& file, Faults& faults);

/// The values of a template from a TOML table (`yinxin document preview`, examples). Errors: Malformed
/// `documents.values` (a value of no kind that a template knows).
base::Result<Values> values_from(const base::TomlTable& table);

/// What a seal key signs: the body of a proof::DocumentNote.
std::string seal_note_body(const Draft& draft);

/// A QR code (GB/T 18284, level M) as modules, row by row: 1 is dark. No quiet zone.
struct QrCode {
  int side = 0;
  base::Bytes modules;  // side * side octets
};
/// Errors: TooLarge `documents.space` (text too long for a code).
base::Result<QrCode> qr_code(const std::string& text);

class Service {
 public:
  /// Templates from rules/documents, fonts from rules/documents/layout/fonts.toml; both are read once.
  /// `clock` must outlive this. Errors: Malformed `documents.templates` (all faults in the detail);
  /// Unavailable `documents.fonts` (none of the families for some use is installed; the detail names them).
  static base::Result<std::unique_ptr<Service>> open(const std::filesystem::path& rules, Settings settings,
                                                     const base::Clock& clock);
  ~Service();

  const Templates& templates() const;

  /// The whole document, with the next number of its series. Thread safe; one drawing at a time. The same
  /// wish under the same number, code, time and move of the clock gives the same octets, with the same fonts
  /// and libraries. `seal` null: no signature. Errors: NotFound `documents.template`; Malformed
  /// `documents.values` (every missing, unknown or ill-typed value by name, never its content),
  /// `documents.number`; Refused `documents.glyph` (a character that no font has: U+ and where); TooLarge
  /// `documents.space`; those of the connection and of the seal key.
  base::Result<Draft> make(store::Connection& connection, const Wish& wish,
                           const SealKey* seal = nullptr) const;
  /// The same without a database, for a look at a template: the caller says the place in the series and the
  /// code, and nothing of it may be recorded. Errors: as make().
  base::Result<Draft> preview(const Wish& wish, std::int64_t position, const std::string& code) const;

  /// Takes the number and enters the document. The commit fails with Conflict `documents.number_taken` when
  /// the number is no longer the next, and `store.constraint` when a valid document has the same given number
  /// and copy.
  static void record(store::WriteSet& set, const Draft& draft);
  /// A valid document is valid no longer; the commit fails with Conflict `documents.not_valid` otherwise.
  static void withdraw(store::WriteSet& set, const std::string& code, base::Time at);
  static void supersede(store::WriteSet& set, const std::string& code, const std::string& by_code,
                        base::Time at);

  /// The code of the valid document that a new one with this given number takes the place of; nothing: there
  /// is none. Errors: those of the connection.
  static base::Result<std::optional<std::string>> standing_before(store::Connection& connection,
                                                                  const Draft& draft);

  /// For the verification page. Errors: NotFound `documents.code`, those of the connection.
  static base::Result<PublicEntry> find(store::Connection& connection, const std::string& code);
  /// The signed note of a document; empty: it was made without a key. `code` as it is stored. Errors:
  /// NotFound `documents.code`, those of the connection.
  static base::Result<std::string> seal_of(store::Connection& connection, const std::string& code);

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::documents
