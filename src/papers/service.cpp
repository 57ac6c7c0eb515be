#include "papers/service.hpp"

#include <algorithm>

#include "base/in_flight.hpp"
#include "papers/collector.hpp"
#include "papers/document_table.hpp"

namespace yinxin::papers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// A document that is drawn, and the code of the one whose place it takes; empty: it takes none.
struct Drawn {
  documents::Draft draft;
  std::string replaces;
};

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

bool was_issued(const std::vector<Issued>& issued, const Wanted& wanted, const std::string& copy) {
  return std::any_of(issued.begin(), issued.end(), [&](const Issued& one) {
    return one.position == wanted.position && one.document == wanted.document && one.copy == copy;
  });
}

/// What the department knows, and what the officer gives of the rest.
Result<documents::Values> joined_values(Known known, const documents::Values& given) {
  for (const auto& [name, value] : given) {
    const auto found = known.values.find(name);
    if (known.fixed.count(name) > 0 && (found == known.values.end() || found->second != value))
      return make_error(ErrorKind::Refused, "papers.fixed", name);
    known.values.insert_or_assign(name, value);
  }
  return std::move(known.values);
}

std::string joined_basis(const std::vector<std::string>& basis) {
  std::string text;
  for (const std::string& article : basis) text += (text.empty() ? "" : "、") + article;
  return text;
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
                              {"basis", joined_basis(draft.basis)},
                              {"document_number", issued.number},
                              {"document_code", issued.code},
                              {"pdf_sm3", base::to_hex(draft.pdf_sm3)}});
  return act;
}

Issued issued_of(const documents::Draft& draft, const Wanted& wanted) {
  Issued issued;
  issued.code = draft.code;
  issued.number = draft.number;
  issued.title = draft.title;
  issued.copy = copy_text(draft.copy);
  issued.position = wanted.position;
  issued.document = wanted.document;
  issued.made_at = draft.made_at;
  issued.sm3 = base::to_hex(draft.pdf_sm3);
  return issued;
}

}  // namespace

struct Service::State {
  State(House house_in, Options options_in) : house(std::move(house_in)), options(std::move(options_in)) {}

  /// The transition whose document that is; null: the step does not give it, it is others' to issue, or it
  /// has no template.
  const procedure::Transition* giving(const cases::View& view, std::int64_t position,
                                      const std::string& document) const;
  Result<documents::Wish> wish_for(store::Connection& connection, const cases::View& view,
                                   const Wanted& wanted) const;
  Result<Drawn> draw(const cases::View& view, const Wanted& wanted) const;

  const House house;
  const Options options;
  mutable base::InFlight under_way;
};

const procedure::Transition* Service::State::giving(const cases::View& view, std::int64_t position,
                                                    const std::string& document) const {
  const auto steps = static_cast<std::int64_t>(view.found.steps.size());
  if (position < 0 || position >= steps) return nullptr;
  const procedure::Transition* transition = transition_of(view, position);
  const auto paper = options.papers.find(document);
  if (transition == nullptr || paper == options.papers.end() || paper->second.template_id.empty() ||
      std::count(transition->outputs.begin(), transition->outputs.end(), document) == 0)
    return nullptr;
  const auto& roles = transition->roles;
  const bool own = options.givers.empty() || roles.empty() ||
                   std::any_of(roles.begin(), roles.end(),
                               [&](const std::string& role) { return options.givers.count(role) > 0; });
  return own ? transition : nullptr;
}

Result<documents::Wish> Service::State::wish_for(store::Connection& connection, const cases::View& view,
                                                 const Wanted& wanted) const {
  const auto missing = [&] { return make_error(ErrorKind::NotFound, "papers.none", wanted.document); };
  const procedure::Transition* transition = giving(view, wanted.position, wanted.document);
  if (transition == nullptr) return missing();
  if (house.documents == nullptr) return make_error(ErrorKind::Unavailable, "papers.off");
  documents::Wish wish;
  wish.template_id = options.papers.find(wanted.document)->second.template_id;
  wish.dated = base::beijing_date(house.clock.now());
  const documents::Template* form = house.documents->templates().find(wish.template_id, wish.dated);
  if (form == nullptr) return missing();
  YX_TRY(const auto issued, documents_of(connection, view.found.number));
  wish.copy = copy_of(*form, view, wanted.copy);
  if (was_issued(issued, wanted, copy_text(wish.copy)))  // no number is taken for it, nothing is drawn
    return make_error(ErrorKind::Conflict, "papers.issued");
  wish.case_number = view.found.number;
  YX_TRY(Known known, options.know(connection, Request{view, *transition, wanted, *form, issued}));
  wish.issuer = known.issuer;
  wish.word = known.word;
  wish.number = known.number;
  for (const std::string& cite : transition->cites) {
    if (options.article) wish.basis.push_back(options.article(cite));
  }
  YX_TRY(wish.values, joined_values(std::move(known), wanted.values));
  return wish;
}

Result<Drawn> Service::State::draw(const cases::View& view, const Wanted& wanted) const {
  YX_TRY(const auto connection, house.database.connect());
  YX_TRY(const documents::Wish wish, wish_for(*connection, view, wanted));
  Drawn drawn;
  YX_TRY(drawn.draft, house.documents->make(*connection, wish, options.seal ? &*options.seal : nullptr));
  YX_TRY(const auto before, documents::Service::standing_before(*connection, drawn.draft));
  if (!before) return drawn;
  const documents::Template* form = house.documents->templates().find(wish.template_id, wish.dated);
  if (form->kind != documents::Kind::Certificate)  // a licence keeps its number when it is issued anew
    return make_error(ErrorKind::Conflict, "papers.number", drawn.draft.number);
  drawn.replaces = *before;
  return drawn;
}

Service::Service(House house, Options options)
    : state_(std::make_unique<State>(std::move(house), std::move(options))) {}
Service::~Service() {
  state_->under_way.wait();
}

const Paper* Service::paper(const std::string& document) const {
  const auto found = state_->options.papers.find(document);
  return found == state_->options.papers.end() ? nullptr : &found->second;
}

const documents::Template* Service::template_of(const std::string& document) const {
  const Paper* known = paper(document);
  if (known == nullptr || known->template_id.empty() || state_->house.documents == nullptr) return nullptr;
  return state_->house.documents->templates().find(known->template_id,
                                                   base::beijing_date(state_->house.clock.now()));
}

std::vector<std::string> Service::outputs(const cases::View& view, std::int64_t position) {
  const procedure::Transition* transition = transition_of(view, position);
  return transition == nullptr ? std::vector<std::string>() : transition->outputs;
}

bool Service::gives(const cases::View& view, std::int64_t position, const std::string& document) const {
  return state_->giving(view, position, document) != nullptr;
}

void Service::issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
                    store::Remember<Issued> remember, base::Completion<Issued> done) const {
  const House& house = state_->house;
  auto drawn = state_->draw(view, wanted);
  if (!drawn) return done(std::move(drawn).error());
  const documents::Draft& draft = drawn->draft;
  const Issued issued = issued_of(draft, wanted);
  store::WriteSet set;
  if (remember) remember(set, issued);
  if (!drawn->replaces.empty())
    documents::Service::supersede(set, drawn->replaces, draft.code, draft.made_at);
  documents::Service::record(set, draft);
  insert_document(set, draft, issued, actor.id, house.vault);
  house.recorder.add(set, issued_act(view, issued, draft, actor), house.clock.now());
  if (house.on_issued) {
    const auto told = house.on_issued(set, view, issued, draft, actor);
    if (!told) return done(told.error());
  }
  house.lane.submit(std::move(set), [issued, done = std::move(done), token = state_->under_way.begin()](
                                        Result<store::Committed> stored) mutable {
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

Result<std::string> Service::seal(const std::string& case_number, const std::string& code) const {
  YX_TRY(const auto all, issued(case_number));
  if (std::none_of(all.begin(), all.end(), [&](const Issued& one) { return one.code == code; }))
    return make_error(ErrorKind::NotFound, "papers.none");
  std::string note;
  YX_CHECK(state_->house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(note, documents::Service::seal_of(connection, code));
    return {};
  }));
  if (note.empty()) return make_error(ErrorKind::NotFound, "papers.unsealed");
  return note;
}

Result<documents::PublicEntry> Service::verify(const std::string& code) const {
  documents::PublicEntry entry;
  YX_CHECK(state_->house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(entry, documents::Service::find(connection, code));
    return {};
  }));
  return entry;
}

}  // namespace yinxin::papers
