#include "supervision/service.hpp"

#include <algorithm>

#include "base/in_flight.hpp"
#include "base/toml.hpp"
#include "supervision/document_table.hpp"
#include "supervision/paper_values.hpp"
#include "supervision/register_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/procedures and rules/catalogue.toml.
constexpr std::string_view kStatusProcedure = "licence_status";
constexpr std::string_view kApplication = "licence_application";
constexpr std::string_view kStatusEffect = "licence_status";
constexpr std::string_view kRegisterEffect = "register_entry";
constexpr std::string_view kAcceptance = "acceptance_notice";
constexpr std::string_view kNational = "000000";

base::Error not_there(const std::string& word, const cases::Happening& happening) {
  return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                    word + " of " + happening.the_case.procedure);
}

/// A licence's own case moves its row of the register.
Result<void> follow_status(const cases::Happening& happening, cases::Consequences& consequences) {
  const cases::Case& the_case = happening.the_case;
  if (the_case.procedure != kStatusProcedure) return not_there(std::string(kStatusEffect), happening);
  if (happening.step.position == 0)
    insert_licence(consequences.set, the_case, happening.step.recorded_at);
  else
    update_licence(consequences.set, the_case, happening.step.recorded_at);
  return {};
}

/// The licence that an application has led to is public from here on.
Result<void> enter_register(const cases::Happening& happening, cases::Consequences& consequences) {
  const cases::Case& application = happening.the_case;
  if (application.procedure != kApplication) return not_there(std::string(kRegisterEffect), happening);
  for (const procedure::Child& child : application.played.children) {
    if (child.procedure != kStatusProcedure) continue;
    enter_licence(consequences.set, child.number, application, happening.step.recorded_at);
    return {};
  }
  return make_error(ErrorKind::NotFound, "supervision.register");
}

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

}  // namespace

Result<std::vector<Organ>> read_organs(const std::filesystem::path& file) {
  constexpr const char* kOptional = "";
  YX_TRY(const auto reader, base::TomlReader::load(file));
  YX_TRY(const auto tables, reader.tables("organ"));
  std::vector<Organ> organs;
  for (const base::TomlReader& table : tables) {
    Organ organ;
    YX_TRY(organ.region, table.get<std::string>("region"));
    YX_TRY(organ.name, table.get<std::string>("name"));
    YX_TRY(organ.word, table.get<std::string>("word"));
    YX_TRY(organ.contact, table.get_or<std::string>("contact", kOptional));
    YX_TRY(organ.hand_in, table.get_or<std::string>("hand_in", kOptional));
    YX_TRY(organ.review_body, table.get_or<std::string>("review_body", kOptional));
    YX_TRY(organ.court, table.get_or<std::string>("court", kOptional));
    organs.push_back(std::move(organ));
  }
  YX_CHECK(reader.finish());
  return organs;
}

struct Service::State {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  Result<const Organ*> organ_for(const Paper& paper, const std::string& scope) const {
    const std::string region = paper.national ? std::string(kNational) : province_of(scope);
    for (const Organ& organ : options.organs) {
      if (organ.region == region) return &organ;
    }
    return make_error(ErrorKind::Refused, "supervision.organ", region);
  }
  Result<documents::Draft> draw(const cases::View& view, const Wanted& wanted) const;

  const House house;
  const Options options;
  mutable base::InFlight under_way;
};

Service::Service(House house, Options options) : state_(std::make_unique<State>(house, std::move(options))) {}
Service::~Service() {
  state_->under_way.wait();
}

std::map<std::string, cases::Effect> Service::effects() const {
  std::map<std::string, cases::Effect> all;
  for (const std::string& word : state_->options.words) {
    all[word] = [word](const cases::Happening& happening, cases::Consequences&) -> Result<void> {
      return not_there(word, happening);
    };
  }
  all[std::string(kStatusEffect)] = follow_status;
  all[std::string(kRegisterEffect)] = enter_register;
  return all;
}

cases::Settings Service::settings() const {
  return [readings = state_->options.readings](const cases::Case&) -> Result<procedure::Values> {
    return readings;
  };
}

std::string Service::organ_name(const std::string& region) const {
  for (const Organ& organ : state_->options.organs) {
    if (organ.region == region) return organ.name;
  }
  return {};
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

Result<documents::Draft> Service::State::draw(const cases::View& view, const Wanted& wanted) const {
  const auto steps = static_cast<std::int64_t>(view.found.steps.size());
  const auto missing = [&] {
    return make_error(ErrorKind::NotFound, "supervision.document", wanted.document);
  };
  if (wanted.position < 0 || wanted.position >= steps) return missing();
  const cases::StepNote& step = view.found.steps[static_cast<std::size_t>(wanted.position)];
  const procedure::Transition* transition = transition_of(*view.procedure, step);
  const auto paper = options.papers.find(wanted.document);
  if (transition == nullptr || paper == options.papers.end() || paper->second.template_id.empty() ||
      std::count(transition->outputs.begin(), transition->outputs.end(), wanted.document) == 0)
    return missing();
  if (house.documents == nullptr) return make_error(ErrorKind::Unavailable, "supervision.documents_off");
  YX_TRY(const Organ* organ, organ_for(paper->second, view.found.scope));
  documents::Wish wish;
  wish.template_id = paper->second.template_id;
  wish.dated = base::beijing_date(house.clock.now());
  const documents::Template* form = house.documents->templates().find(wish.template_id, wish.dated);
  if (form == nullptr) return missing();
  YX_TRY(const auto connection, house.database.connect());
  YX_TRY(const auto issued, documents_of(*connection, view.found.number));
  wish.copy = copy_of(*form, view, wanted.copy);
  if (was_issued(issued, wanted, copy_text(wish.copy)))  // no number is taken for it, nothing is drawn
    return make_error(ErrorKind::Conflict, "supervision.document_issued");
  wish.case_number = view.found.number;
  wish.issuer = organ->name;
  wish.word = organ->word;
  wish.values = known_values(*form, view, wanted.position, *organ, acceptance_number(issued));
  for (const auto& [name, value] : wanted.values) wish.values.insert_or_assign(name, value);
  if (form->series.empty()) {  // the number is given: 资质证书编号
    const auto number = view.found.played.values.find("licence_number");
    if (number != view.found.played.values.end()) {
      if (const auto* text = std::get_if<std::string>(&number->second)) wish.number = *text;
    }
  }
  return house.documents->make(*connection, wish);
}

void Service::issue(const cases::View& view, Wanted wanted, const officers::Actor& actor,
                    store::Remember<Issued> remember, base::Completion<Issued> done) const {
  auto draft = state_->draw(view, wanted);
  if (!draft) return done(std::move(draft).error());
  Issued issued;
  issued.code = draft->code;
  issued.number = draft->number;
  issued.title = draft->title;
  issued.copy = copy_text(draft->copy);
  issued.position = wanted.position;
  issued.document = wanted.document;
  issued.made_at = draft->made_at;
  issued.sm3 = base::to_hex(draft->pdf_sm3);
  store::WriteSet set;
  if (remember) remember(set, issued);
  documents::Service::record(set, *draft);
  insert_document(set, *draft, issued, actor.id, state_->house.vault);
  state_->house.recorder.add(set, issued_act(view, issued, *draft, actor), state_->house.clock.now());
  if (state_->house.on_issued) {
    const auto told = state_->house.on_issued(set, view, issued, *draft, actor);
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

Result<std::vector<RegisterEntry>> Service::licence_register() const {
  return public_entries(state_->house.database);
}

}  // namespace yinxin::supervision
