// Documents of cases: drawn, numbered, kept.
#include <algorithm>

#include "supervision/document_table.hpp"
#include "supervision/licence_effects.hpp"
#include "supervision/paper_values.hpp"
#include "supervision/state.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/catalogue.toml and rules/roles.toml.
constexpr std::string_view kAcceptance = "acceptance_notice";
constexpr std::string_view kNational = "000000";
constexpr std::string_view kDecides[] = {"deciding_officer"};  // of the national bureau alone

/// The province of a region: its first two digits.
std::string province_of(const std::string& region) {
  return region.substr(0, 2) + "0000";
}

documents::Copy copy_of(const documents::Template& form, const cases::View& view, std::size_t wanted) {
  documents::Copy copy;
  if (form.copies.empty()) return copy;
  const bool second = wanted > 0 && form.copies.size() > 1;
  copy.mark = form.copies[second ? 1 : 0];
  if (!second) return copy;
  const auto found = view.found.played.values.find("copies");
  const auto* count =
      found == view.found.played.values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  copy.index = wanted;
  copy.count = count == nullptr ? wanted : static_cast<std::size_t>(*count);
  return copy;
}

std::string copy_text(const documents::Copy& copy) {
  if (copy.count == 0) return copy.mark;
  return copy.mark + " " + std::to_string(copy.index) + "/" + std::to_string(copy.count);
}

/// The number of the case's acceptance notice; empty: none was issued.
std::string acceptance_number(const std::vector<Issued>& issued) {
  const auto found = std::find_if(issued.begin(), issued.end(),
                                  [](const Issued& one) { return one.document == kAcceptance; });
  return found == issued.end() ? std::string() : found->number;
}

bool was_issued(const std::vector<Issued>& issued, const Wanted& wanted, const std::string& copy) {
  return std::any_of(issued.begin(), issued.end(), [&](const Issued& one) {
    return one.position == wanted.position && one.document == wanted.document && one.copy == copy;
  });
}

ledger::Act issued_act(const cases::View& view, const Issued& issued, const documents::Draft& draft,
                       const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::CaseStep;
  act.object = "case/" + view.found.number;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"event", "issue_document"},
                              {"position", std::to_string(issued.position)},
                              {"document", issued.document},
                              {"template", draft.template_version},
                              {"document_number", issued.number},
                              {"document_code", issued.code},
                              {"pdf_sm3", base::to_hex(draft.pdf_sm3)}});
  return act;
}

/// A number that is given: entered with the decision, or the licence's own.
std::string given_number(const cases::View& view, const cases::StepNote& step) {
  const auto text = [](const procedure::Values& values, std::string_view id) {
    const auto found = values.find(id);
    const auto* content = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return content == nullptr ? std::string() : *content;
  };
  const std::string decided = text(step.inputs, "decision_number");
  return decided.empty() ? text(view.found.played.values, "licence_number") : decided;
}

}  // namespace

Result<const Organ*> Service::State::organ_for(const Paper& paper, const procedure::Transition& transition,
                                               const std::string& scope) const {
  const bool national = paper.national || std::equal(transition.roles.begin(), transition.roles.end(),
                                                     std::begin(kDecides), std::end(kDecides));
  const std::string region = national ? std::string(kNational) : province_of(scope);
  for (const Organ& organ : options.organs) {
    if (organ.region == region) return &organ;
  }
  return make_error(ErrorKind::Refused, "supervision.organ", region);
}

const procedure::Transition* Service::State::giving(const cases::View& view, const Wanted& wanted) const {
  const auto steps = static_cast<std::int64_t>(view.found.steps.size());
  if (wanted.position < 0 || wanted.position >= steps) return nullptr;
  const procedure::Transition* transition = transition_of(view, wanted.position);
  const auto paper = options.papers.find(wanted.document);
  if (transition == nullptr || paper == options.papers.end() || paper->second.template_id.empty() ||
      std::count(transition->outputs.begin(), transition->outputs.end(), wanted.document) == 0)
    return nullptr;
  return transition;
}

Result<std::optional<RegisterEntry>> Service::State::holder_of(store::Connection& connection,
                                                               const cases::Case& the_case,
                                                               const documents::Wish& wish,
                                                               bool certificate) const {
  const auto licence = licence_of(house.database, the_case);
  if (!licence) {
    const bool none = licence.error().kind == ErrorKind::NotFound ||
                      licence.error().kind == ErrorKind::Conflict ||
                      licence.error().kind == ErrorKind::Refused;
    if (certificate || !none) return licence.error();
    return std::optional<RegisterEntry>();
  }
  if (certificate && licence->number != wish.number)
    return make_error(ErrorKind::Refused, "supervision.licence_of_other");
  return entry_of(connection, licence->status_case);
}

Result<documents::Wish> Service::State::wish_for(store::Connection& connection, const cases::View& view,
                                                 const Wanted& wanted) const {
  const auto missing = [&] {
    return make_error(ErrorKind::NotFound, "supervision.document", wanted.document);
  };
  const procedure::Transition* transition = giving(view, wanted);
  if (transition == nullptr) return missing();
  if (house.documents == nullptr) return make_error(ErrorKind::Unavailable, "supervision.documents_off");
  const Paper& paper = options.papers.find(wanted.document)->second;
  YX_TRY(const Organ* organ, organ_for(paper, *transition, view.found.scope));
  documents::Wish wish;
  wish.template_id = paper.template_id;
  wish.dated = base::beijing_date(house.clock.now());
  const documents::Template* form = house.documents->templates().find(wish.template_id, wish.dated);
  if (form == nullptr) return missing();
  YX_TRY(const auto issued, documents_of(connection, view.found.number));
  wish.copy = copy_of(*form, view, wanted.copy);
  if (was_issued(issued, wanted, copy_text(wish.copy)))  // no number is taken for it, nothing is drawn
    return make_error(ErrorKind::Conflict, "supervision.document_issued");
  wish.case_number = view.found.number;
  wish.issuer = organ->name;
  wish.word = organ->word;
  if (form->series.empty())
    wish.number = given_number(view, view.found.steps[static_cast<std::size_t>(wanted.position)]);
  YX_TRY(auto holder, holder_of(connection, view.found, wish, form->kind == documents::Kind::Certificate));
  wish.values =
      known_values(*form, view, wanted.position, {*organ, acceptance_number(issued), std::move(holder)});
  for (const auto& [name, value] : wanted.values) wish.values.insert_or_assign(name, value);
  return wish;
}

Result<Drawn> Service::State::draw(const cases::View& view, const Wanted& wanted) const {
  YX_TRY(const auto connection, house.database.connect());
  YX_TRY(const documents::Wish wish, wish_for(*connection, view, wanted));
  Drawn drawn;
  YX_TRY(drawn.draft, house.documents->make(*connection, wish));
  YX_TRY(const auto before, documents::Service::standing_before(*connection, drawn.draft));
  if (!before) return drawn;
  const documents::Template* form = house.documents->templates().find(wish.template_id, wish.dated);
  if (form->kind != documents::Kind::Certificate)  // a licence keeps its number when it is issued anew
    return make_error(ErrorKind::Conflict, "supervision.document_number", drawn.draft.number);
  drawn.replaces = *before;
  return drawn;
}

void Service::issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
                    store::Remember<Issued> remember, base::Completion<Issued> done) const {
  auto drawn = state_->draw(view, wanted);
  if (!drawn) return done(std::move(drawn).error());
  const documents::Draft& draft = drawn->draft;
  Issued issued;
  issued.code = draft.code;
  issued.number = draft.number;
  issued.title = draft.title;
  issued.copy = copy_text(draft.copy);
  issued.position = wanted.position;
  issued.document = wanted.document;
  issued.made_at = draft.made_at;
  issued.sm3 = base::to_hex(draft.pdf_sm3);
  store::WriteSet set;
  if (remember) remember(set, issued);
  if (!drawn->replaces.empty())
    documents::Service::supersede(set, drawn->replaces, draft.code, draft.made_at);
  documents::Service::record(set, draft);
  insert_document(set, draft, issued, actor.id, state_->house.vault);
  state_->house.recorder.add(set, issued_act(view, issued, draft, actor), state_->house.clock.now());
  if (state_->house.on_issued) {
    const auto told = state_->house.on_issued(set, view, issued, draft, actor);
    if (!told) return done(told.error());
  }
  state_->house.lane.submit(std::move(set),
                            [issued, done = std::move(done),
                             token = state_->under_way.begin()](Result<store::Committed> stored) mutable {
                              const auto held = std::move(token);
                              if (!stored) return done(std::move(stored).error());
                              done(issued);
                            });
}

Result<std::vector<Issued>> Service::issued(const std::string& case_number) const {
  std::vector<Issued> all;
  YX_CHECK(state_->house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(all, documents_of(connection, case_number));
    return {};
  }));
  return all;
}

Result<base::Bytes> Service::pdf(const std::string& case_number, const std::string& code) const {
  return find_pdf(state_->house.database, state_->house.vault, case_number, code);
}

Result<documents::PublicEntry> Service::verify(const std::string& code) const {
  documents::PublicEntry entry;
  YX_CHECK(state_->house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(entry, documents::Service::find(connection, code));
    return {};
  }));
  return entry;
}

std::vector<std::string> Service::outputs(const cases::View& view, std::int64_t position) const {
  const procedure::Transition* transition = transition_of(view, position);
  return transition == nullptr ? std::vector<std::string>() : transition->outputs;
}

}  // namespace yinxin::supervision
