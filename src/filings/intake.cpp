// The authority's side: letters become cases, and what happens in them is told to their party.
#include <algorithm>

#include "filings/content.hpp"
#include "filings/files.hpp"
#include "filings/scope.hpp"
#include "filings/service.hpp"
#include "filings/table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Procedure;
using procedure::Transition;

namespace {

constexpr std::string_view kActor = "party/";           // "party/<organisation>/<account>"
constexpr std::string_view kTeller = "system/filings";  // of what is told without anybody's step
constexpr std::string_view kDecision = "_decision";     // how rows of the catalogue end that decide

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What the law says no to is no for good; "not yet" means the same to a letter, which is played once.
base::Error as_refusal(base::Error error) {
  if (error.kind == ErrorKind::NotYet) error.kind = ErrorKind::Refused;
  return error;
}

const Procedure* version_of(const std::map<std::string, std::vector<Procedure>>& procedures,
                            const cases::Case& the_case) {
  const auto versions = procedures.find(the_case.procedure);
  if (versions == procedures.end()) return nullptr;
  for (const Procedure& one : versions->second) {
    if (one.version == the_case.procedure_version) return &one;
  }
  return nullptr;
}

Notice::Deadline deadline_of(const Procedure& procedure, const cases::ClockNote& note) {
  Notice::Deadline deadline{
      note.clock, {note.clock, note.clock}, note.item, note.due.due_effective, note.paused};
  for (const procedure::Clock& clock : procedure.clocks) {
    if (clock.id == note.clock) deadline.name = clock.name;
  }
  // The day whose end is the moment: raw where a duty is counted so, rolled where a right is.
  if (!note.paused) deadline.last_day = base::beijing_date(note.at - std::chrono::microseconds(1));
  return deadline;
}

/// The case as it stands, without steps.
Notice standing(const cases::Case& the_case, const Procedure& procedure,
                const std::vector<cases::ClockNote>& clocks) {
  Notice notice;
  notice.case_number = the_case.number;
  notice.procedure = the_case.procedure;
  notice.scope = the_case.scope;
  notice.state = the_case.state();
  const procedure::State* state = procedure.state(the_case.state());
  notice.state_name = state == nullptr ? Label{the_case.state(), the_case.state()} : state->name;
  notice.ended = the_case.ended;
  for (const cases::ClockNote& note : clocks) {
    if (note.outcome == cases::ClockNote::Outcome::Running)
      notice.deadlines.push_back(deadline_of(procedure, note));
  }
  return notice;
}

/// A document tells what was entered for it, up to L2 (requirements 6.1); L3 goes into no letter of ours.
procedure::Values told_inputs(const Transition& transition, const procedure::Values& inputs) {
  procedure::Values told;
  for (const procedure::Input& input : transition.inputs) {
    const auto entered = inputs.find(input.id);
    const bool sensitive =
        input.level == "L3" || std::any_of(input.fields.begin(), input.fields.end(),
                                           [](const auto& field) { return field.level == "L3"; });
    if (!sensitive && entered != inputs.end()) told.insert(*entered);
  }
  return told;
}

bool decides(const Notice& notice) {
  const auto is_decision = [](const std::string& document) { return document.ends_with(kDecision); };
  if (notice.paper) return is_decision(notice.paper->document);
  return false;
}

}  // namespace

struct Intake::Desk {
  Desk(const House& house_in, const cases::Service& cases_in, Options options_in)
      : house(house_in), cases(cases_in), options(std::move(options_in)) {
    for (std::string& peer : house.exchange.peers()) peers.insert(std::move(peer));
  }

  Result<cases::Submission> submission_of(const exchange::Incoming& incoming, const Heading& heading,
                                          const std::optional<Filing>& known,
                                          const std::vector<Deed>& deeds) const;
  Result<void> check_scope(const Heading& heading, const Deed& opening) const;
  cases::Caller caller_of(const exchange::Letter& letter, const Heading& heading) const;
  Result<void> check_files(const std::string& procedure, const std::vector<Deed>& deeds,
                           const std::vector<File>& files, const exchange::Letter& letter) const;
  Notice::Step note_of(const cases::StepNote& note, const Transition& transition) const;
  std::optional<Notice::Step> told_step(const cases::Followed::Step& step, const std::string& procedure,
                                        bool has_own) const;
  void add_answer(Notice& notice, const cases::Prepared& prepared, bool has_own) const;
  bool is_followed(const std::string& procedure, const std::string& event) const {
    const auto relation = options.relations.find(procedure);
    return relation != options.relations.end() && relation->second.told.count(event) > 0;
  }
  /// Whether a case of the authority's opens one of the party's.
  bool is_received(const std::string& procedure) const {
    const auto relation = options.relations.find(procedure);
    return relation != options.relations.end() && relation->second.received;
  }
  /// Whether the case's party is somebody to tell of it.
  bool is_told(const cases::Case& the_case) const {
    return peers.count(the_case.party) > 0 && options.untold.count(the_case.procedure) == 0;
  }
  /// The filing of that case, made with the notice where there is none.
  Result<FilingId> filing_for(store::WriteSet& set, const std::string& party, const Notice& notice) const;
  Result<void> enqueue(store::WriteSet& set, const FilingId& filing, const std::string& party, Notice notice,
                       const std::string& by, const std::optional<MessageId>& refers_to,
                       std::vector<exchange::Draft::File> files) const;

  const House house;
  const cases::Service& cases;
  const Options options;
  std::set<std::string> peers;
};

/// A case is opened where rules/routing.toml has it received: by the country, by the region that the opening
/// enters, or by the sender's domicile. Where none of these is known, by some province.
Result<void> Intake::Desk::check_scope(const Heading& heading, const Deed& opening) const {
  const auto refused = [&] { return make_error(ErrorKind::Refused, "filings.scope", heading.scope); };
  if (!cases::is_region(heading.scope)) return {};  // the cases' service says so
  const auto versions = options.procedures.find(heading.procedure);
  const Transition* transition = nullptr;
  if (versions != options.procedures.end()) {
    for (const Procedure& version : versions->second) {
      if (const Transition* asked = Filer::asked(version, opening.event, true)) transition = asked;
    }
  }
  if (transition == nullptr) return {};  // likewise
  std::string domicile;
  if (options.domicile) {
    YX_TRY(domicile, options.domicile(heading.party));
  }
  const std::string expected =
      receiving_scope(options.national.count(heading.procedure) > 0, *transition, opening.inputs, domicile);
  if (expected.empty())
    return heading.scope == province_of(heading.scope) && heading.scope != kCountry ? Result<void>()
                                                                                    : refused();
  return heading.scope == expected ? Result<void>() : refused();
}

/// An opening begins the conversation's case, anything else goes on in it.
Result<cases::Submission> Intake::Desk::submission_of(const exchange::Incoming& incoming,
                                                      const Heading& heading,
                                                      const std::optional<Filing>& known,
                                                      const std::vector<Deed>& deeds) const {
  cases::Submission submission;
  submission.at = incoming.received_at;
  for (const Deed& deed : deeds) {
    cases::Deed& one = submission.deeds.emplace_back();
    one.event = deed.event;
    one.item = deed.item;
    one.inputs = deed.inputs;
  }
  if (heading.procedure.empty()) {
    if (!known || known->case_number.empty() || known->peer != incoming.letter.sender)
      return make_error(ErrorKind::Refused, "filings.no_case");
    submission.number = known->case_number;
    return submission;
  }
  if (known) return make_error(ErrorKind::Refused, "filings.opened");
  if (options.filed.count(heading.procedure) == 0)
    return make_error(ErrorKind::Refused, "filings.procedure", heading.procedure);
  YX_CHECK(check_scope(heading, deeds.front()));
  submission.opening.procedure = heading.procedure;
  submission.opening.party = heading.party;
  submission.opening.scope = heading.scope;
  return submission;
}

/// The sender speaks for itself, its officer for no more than a provider's roles.
cases::Caller Intake::Desk::caller_of(const exchange::Letter& letter, const Heading& heading) const {
  cases::Caller caller;
  caller.actor.id = std::string(kActor) + letter.sender + "/" + heading.officer;
  caller.party = letter.sender;
  for (const std::string& role : heading.roles) {
    if (options.party_roles.count(role) > 0) caller.party_roles.push_back(role);
  }
  return caller;
}

/// What an input names came with this letter or an earlier one.
Result<void> Intake::Desk::check_files(const std::string& procedure, const std::vector<Deed>& deeds,
                                       const std::vector<File>& files, const exchange::Letter& letter) const {
  Names named;
  const auto versions = options.procedures.find(procedure);
  if (versions == options.procedures.end()) return {};
  for (const Procedure& version : versions->second) {
    for (const Transition& transition : version.transitions) {
      for (const Deed& deed : deeds) {
        if (transition.event == deed.event) add_named(transition, deed.inputs, named);
      }
    }
  }
  const Names here = names_of(files);
  YX_TRY(const auto stored, files_of(house.database, letter.conversation, true));
  const Names before = names_of(stored);
  for (const std::string& name : named) {
    if (here.count(name) + before.count(name) == 0)
      return make_error(ErrorKind::Refused, "filings.files", "missing " + name);
  }
  return {};
}

Notice::Step Intake::Desk::note_of(const cases::StepNote& note, const Transition& transition) const {
  Notice::Step told;
  told.position = note.position;
  told.event = note.event;
  told.name = transition.name;
  told.at = note.at;
  told.item = note.item;
  told.on = note.on;
  for (const std::string& document : transition.outputs) {
    const auto paper = options.told.find(document);
    if (paper != options.told.end()) told.papers.emplace_back(document, paper->second);
  }
  return told;
}

std::optional<Notice::Step> Intake::Desk::told_step(const cases::Followed::Step& step,
                                                    const std::string& procedure, bool has_own) const {
  Notice::Step told = note_of(step.note, step.transition);
  const bool moved = !has(step.transition.from, step.transition.to);
  const bool of_interest = has_own && (moved || is_followed(procedure, step.note.event));
  if (told.papers.empty() && !of_interest) return std::nullopt;
  if (!told.papers.empty()) told.inputs = told_inputs(step.transition, step.note.inputs);
  return told;
}

/// What the party's letter did, which it knows, and what was due before.
void Intake::Desk::add_answer(Notice& notice, const cases::Prepared& prepared, bool has_own) const {
  for (const auto& [position, transition] : prepared.steps) {
    const cases::StepNote& note = prepared.outcome.steps.at(position);
    if (note.origin == procedure::Origin::Submission) {
      notice.steps.push_back(note_of(note, *transition));
      continue;
    }
    auto told = told_step({note, *transition}, prepared.outcome.procedure, has_own);
    if (told) notice.steps.push_back(*std::move(told));
  }
}

Result<FilingId> Intake::Desk::filing_for(store::WriteSet& set, const std::string& party,
                                          const Notice& notice) const {
  YX_TRY(const auto known, find_by_case(house.database, party, notice.case_number));
  const base::Time now = house.clock.now();
  if (known) {
    note_case(set, known->id, notice, now);
    return known->id;
  }
  const Filing filing{house.exchange.new_conversation(),
                      party,
                      notice.procedure,
                      notice.scope,
                      "",
                      true,
                      notice.ended ? State::Ended : State::Open,
                      notice.case_number,
                      notice.state,
                      notice.state_name,
                      first_day(notice),
                      "",
                      now,
                      now};
  insert_filing(set, filing);
  return filing.id;
}

Result<void> Intake::Desk::enqueue(store::WriteSet& set, const FilingId& filing, const std::string& party,
                                   Notice notice, const std::string& by,
                                   const std::optional<MessageId>& refers_to,
                                   std::vector<exchange::Draft::File> files) const {
  const exchange::Kind kind = decides(notice) ? exchange::Kind::Decision : exchange::Kind::Notice;
  const base::Bytes content = encode_to_fit(notice);
  YX_TRY(const MessageId message,
         house.exchange.enqueue(
             set, {kind, party, filing, refers_to, words_of(notice), {}, content, std::move(files)}));
  insert_letter(set, house.vault,
                {message, filing, false, kind, content, by, house.clock.now(), {}, refers_to});
  return {};
}

Intake::Intake(const House& house, const cases::Service& cases, Options options)
    : desk_(std::make_unique<const Desk>(house, cases, std::move(options))) {}
Intake::~Intake() = default;

Result<store::WriteSet> Intake::take(const exchange::Incoming& incoming) const {
  const exchange::Letter& letter = incoming.letter;
  if (!is_of_filing(letter) || letter.kind != exchange::Kind::Submission)
    return make_error(ErrorKind::Refused, "filings.unknown");
  YX_TRY(const Heading heading, read_heading(letter.words));
  if (heading.party != letter.sender) return make_error(ErrorKind::Refused, "filings.party");
  YX_TRY(const std::vector<Deed> deeds, parse_deeds(incoming.sealed));
  YX_TRY(const auto known, find_filing(desk_->house.database, letter.conversation));
  YX_TRY(const cases::Submission submission, desk_->submission_of(incoming, heading, known, deeds));
  YX_TRY(std::vector<File> files, read_files(incoming));
  const std::string& procedure = known ? known->procedure : heading.procedure;
  YX_CHECK(desk_->check_files(procedure, deeds, files, letter));
  auto prepared = desk_->cases.prepare(submission, desk_->caller_of(letter, heading));
  if (!prepared) return as_refusal(prepared.error());
  const cases::Case& outcome = prepared->outcome;
  const Procedure* version = version_of(desk_->options.procedures, outcome);
  if (version == nullptr) return make_error(ErrorKind::Internal, "cases.rules", outcome.procedure_version);
  Notice notice = standing(outcome, *version, prepared->clocks);
  desk_->add_answer(notice, *prepared, !known || !known->ours || desk_->is_received(outcome.procedure));
  store::WriteSet set = std::move(prepared->set);
  const base::Time now = desk_->house.clock.now();
  if (known)
    note_case(set, known->id, notice, now);
  else
    insert_filing(set, {letter.conversation, letter.sender, notice.procedure, notice.scope, "", false,
                        notice.ended ? State::Ended : State::Open, notice.case_number, notice.state,
                        notice.state_name, first_day(notice), "", incoming.received_at, now});
  insert_letter(set, desk_->house.vault,
                {letter.id, letter.conversation, true, letter.kind, incoming.sealed,
                 desk_->caller_of(letter, heading).actor.id, incoming.received_at, std::move(files)});
  YX_CHECK(desk_->enqueue(set, letter.conversation, letter.sender, std::move(notice), std::string(kTeller),
                          letter.id, {}));
  return set;
}

Result<store::WriteSet> Intake::tell(const cases::Followed& followed) const {
  store::WriteSet set;
  const cases::Case& the_case = followed.the_case;
  const bool by_letter = std::any_of(
      followed.steps.begin(), followed.steps.end(),
      [](const cases::Followed::Step& step) { return step.note.origin == procedure::Origin::Submission; });
  if (by_letter || !desk_->is_told(the_case)) return set;
  YX_TRY(const auto known, find_by_case(desk_->house.database, the_case.party, the_case.number));
  Notice notice = standing(the_case, followed.procedure, followed.clocks);
  const bool has_own = (known && !known->ours) || desk_->is_received(the_case.procedure);
  for (const cases::Followed::Step& step : followed.steps) {
    auto told = desk_->told_step(step, the_case.procedure, has_own);
    if (told) notice.steps.push_back(*std::move(told));
  }
  if (notice.steps.empty()) return set;
  YX_TRY(const FilingId filing, desk_->filing_for(set, the_case.party, notice));
  YX_CHECK(desk_->enqueue(set, filing, the_case.party, std::move(notice), followed.steps.back().note.actor,
                          std::nullopt, {}));
  return set;
}

Result<void> Intake::tell_paper(store::WriteSet& set, const cases::View& view, Issued issued) const {
  const cases::Case& the_case = view.found;
  if (!desk_->is_told(the_case) || desk_->options.told.count(issued.paper.document) == 0) return {};
  Notice notice = standing(the_case, *view.procedure, view.clocks);
  const std::string name = issued.paper.title + " " + issued.paper.number + ".pdf";
  notice.paper = std::move(issued.paper);
  cases::Service::expect_unchanged(set, the_case);  // else the party would be told last how it once stood
  YX_TRY(const FilingId filing, desk_->filing_for(set, the_case.party, notice));
  return desk_->enqueue(set, filing, the_case.party, std::move(notice), issued.by, std::nullopt,
                        {{name, "application/pdf", std::move(issued.pdf), true}});
}

}  // namespace yinxin::filings
