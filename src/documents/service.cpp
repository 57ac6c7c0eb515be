#include "documents/service.hpp"

#include "crypto/random.hpp"
#include "documents/document_table.hpp"
#include "documents/draw.hpp"
#include "documents/words.hpp"
#include "proof/document_note.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kCodeCharacters = 16;                                     // of 32 each: 80 bits
constexpr std::string_view kCodeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford: no I, L, O, U
constexpr std::size_t kOpeningBytes = 32;
constexpr std::size_t kMaxWordCharacters = 20;  // 机关代字

std::string random_code() {
  std::string code;
  for (const std::uint8_t octet : crypto::random_bytes(kCodeCharacters))
    code += kCodeAlphabet[octet % kCodeAlphabet.size()];
  return code;
}

/// The series with its word; year and number stay in braces.
std::string series_of(const Template& paper, const std::string& word) {
  std::string series;
  const auto parts = pieces(paper.series);
  for (std::size_t at = 0; parts && at < parts->size(); ++at) {
    const std::string piece((*parts)[at]);
    series += at % 2 == 0 ? piece : piece == "word" ? word : "{" + piece + "}";
  }
  return series;
}

/// No leading zeros (requirements 2.0).
std::string number_in(const std::string& series, int year, std::int64_t position) {
  std::string number;
  const auto parts = pieces(series);
  for (std::size_t at = 0; parts && at < parts->size(); ++at) {
    const std::string piece((*parts)[at]);
    number += at % 2 == 0 ? piece : piece == "year" ? std::to_string(year) : std::to_string(position);
  }
  return number;
}

Result<void> check_number(const Template& paper, const Wish& wish) {
  const auto bad = [&](const std::string& what) {
    return make_error(ErrorKind::Malformed, "documents.number", paper.id + ": " + what);
  };
  if (paper.series.empty()) {
    if (const auto fault = fault_of_text(wish.number, kMaxNumberCharacters))
      return bad("the number " + *fault);
    return {};
  }
  if (!wish.number.empty()) return bad("numbers are counted, not given");
  const bool wants_word = paper.series.find("{word}") != std::string::npos;
  const auto fault = fault_of_text(wish.word, kMaxWordCharacters);
  if (wants_word && (fault || wish.word.find_first_of("{}") != std::string::npos))
    return bad("the organ's word " + fault.value_or("has a brace"));
  return {};
}

/// Upper case and without dashes, as people type it.
std::string plain_code(const std::string& typed) {
  std::string code;
  for (const char c : typed) {
    if (c >= 'a' && c <= 'z') {
      code += static_cast<char>(c - 'a' + 'A');
    } else if (c != '-' && c != ' ') {
      code += c;
    }
  }
  return code;
}

Result<std::string> sign_note(const Draft& draft, const SealKey& seal) {
  proof::SignedNote note;
  note.body = seal_note_body(draft);
  YX_TRY(const crypto::Sm2Signature signature, seal.sign(note.body));
  YX_CHECK(note.add(seal.name, seal.key, signature));
  return note.to_text();
}

}  // namespace

struct Service::State {
  State(Settings settings_of, const base::Clock& clock_of)
      : settings(std::move(settings_of)), clock(clock_of) {}

  Result<const Template*> find(const Wish& wish) const {
    const Template* paper = templates.find(wish.template_id, wish.dated);
    if (paper == nullptr)
      return make_error(ErrorKind::NotFound, "documents.template",
                        wish.template_id + " on " + base::format_date(wish.dated));
    YX_CHECK(check_values(*paper, wish));
    return paper;
  }

  /// Everything but number, code and seal, which are the caller's.
  Result<Draft> draw_draft(const Template& paper, const Wish& wish, Draft draft) const {
    draft.template_version = paper.version;
    draft.title = paper.title;
    draft.issuer = wish.issuer;
    draft.case_number = wish.case_number;
    draft.dated = wish.dated;
    draft.copy = wish.copy;
    draft.basis = wish.basis;
    draft.made_at = clock.now();
    Sheet sheet = fill(paper, wish, draft.number);
    sheet.code = draft.code;
    sheet.url = settings.verify_base + "/d/" + draft.code;
    sheet.demonstration = settings.demonstration;
    sheet.clock_note = clock_note();
    sheet.made_at = draft.made_at;
    YX_TRY(draft.pdf, draw(*fonts, sheet));
    draft.pdf_sm3 = crypto::sm3(draft.pdf);
    draft.opening = crypto::random_secret(kOpeningBytes);
    draft.commitment = commit_values(draft.opening, draft.template_version, draft.number, wish.values);
    return draft;
  }

  std::string clock_note() const {
    if (settings.moved == nullptr || settings.moved->ahead() == std::chrono::microseconds(0)) return {};
    return "演示时钟：本件日期按演示时钟，比实际日期快" + base::format_span_zh(settings.moved->ahead());
  }

  Settings settings;
  const base::Clock& clock;
  Templates templates;
  std::unique_ptr<Fonts> fonts;
};

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(const std::filesystem::path& rules, Settings settings,
                                               const base::Clock& clock) {
  auto state = std::make_unique<State>(std::move(settings), clock);
  Faults faults;
  YX_TRY(state->templates, Templates::load(rules / "documents", faults));
  std::string detail;
  for (const Fault& fault : faults)
    detail += (detail.empty() ? "" : "\n") + fault.file + ": " + fault.where + ": " + fault.en;
  if (!faults.empty()) return make_error(ErrorKind::Malformed, "documents.templates", detail);
  YX_TRY(state->fonts, Fonts::load(rules / "documents/layout/fonts.toml"));
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

const Templates& Service::templates() const {
  return state_->templates;
}

Result<Draft> Service::make(store::Connection& connection, const Wish& wish, const SealKey* seal) const {
  YX_TRY(const Template* paper, state_->find(wish));
  YX_CHECK(check_number(*paper, wish));
  Draft draft;
  draft.code = random_code();
  draft.number = wish.number;
  if (!paper->series.empty()) {
    draft.series = series_of(*paper, wish.word);
    draft.year = static_cast<int>(wish.dated.year());
    YX_TRY(draft.position, next_position(connection, draft.series, draft.year));
    draft.number = number_in(draft.series, draft.year, draft.position);
  }
  YX_TRY(draft, state_->draw_draft(*paper, wish, std::move(draft)));
  if (seal != nullptr) {
    YX_TRY(draft.seal, sign_note(draft, *seal));
  }
  return draft;
}

Result<Draft> Service::preview(const Wish& wish, std::int64_t position, const std::string& code) const {
  YX_TRY(const Template* paper, state_->find(wish));
  YX_CHECK(check_number(*paper, wish));
  Draft draft;
  draft.code = code;
  draft.number = wish.number;
  if (!paper->series.empty())
    draft.number = number_in(series_of(*paper, wish.word), static_cast<int>(wish.dated.year()), position);
  return state_->draw_draft(*paper, wish, std::move(draft));
}

void Service::record(store::WriteSet& set, const Draft& draft) {
  insert_document(set, draft);
}

void Service::withdraw(store::WriteSet& set, const std::string& code, base::Time at) {
  update_standing(set, code, Standing::Withdrawn, std::nullopt, at);
}

void Service::supersede(store::WriteSet& set, const std::string& code, const std::string& by_code,
                        base::Time at) {
  update_standing(set, code, Standing::Superseded, by_code, at);
}

Result<std::optional<std::string>> Service::standing_before(store::Connection& connection,
                                                            const Draft& draft) {
  if (!draft.series.empty()) return std::optional<std::string>();  // a number that was counted is new
  return valid_document(connection, draft.number, copy_text(draft.copy));
}

Result<PublicEntry> Service::find(store::Connection& connection, const std::string& code) {
  return find_document(connection, plain_code(code));
}

Result<std::string> Service::seal_of(store::Connection& connection, const std::string& code) {
  return find_seal(connection, code);
}

std::string seal_note_body(const Draft& draft) {
  return proof::DocumentNote{draft.number, draft.code, draft.pdf_sm3, draft.made_at}.body();
}

}  // namespace yinxin::documents
