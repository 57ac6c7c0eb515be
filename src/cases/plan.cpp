#include "cases/plan.hpp"

#include <algorithm>

#include "cases/acts.hpp"
#include "cases/case_table.hpp"
#include "cases/clock_table.hpp"
#include "cases/file_table.hpp"
#include "cases/value_record.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Origin;
using procedure::Transition;

namespace {

/// Cases that bring events about in one another within one commit; far above what procedures of the law do.
constexpr int kMaxDepth = 16;
/// The party of a case that is the office's own affair.
constexpr std::string_view kOwnParty = "office";

bool has_any(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What one case enters into another: what it knows itself, under the same names.
procedure::Values known_for(const Transition& transition, const procedure::Case& played,
                            const std::string& item) {
  procedure::Values inputs;
  const auto own = played.items.find(item);
  for (const procedure::Input& input : transition.inputs) {
    const auto value = played.values.find(input.id);
    if (value != played.values.end()) inputs.insert_or_assign(input.id, value->second);
    if (own == played.items.end()) continue;
    const auto of_item = own->second.values.find(input.id);
    if (of_item != own->second.values.end()) inputs.insert_or_assign(input.id, of_item->second);
  }
  return inputs;
}

/// Where it comes from, as far as its opening asks for that.
void tell_source(const Transition& opening, const Case& parent, const Transition& step,
                 procedure::Values& inputs) {
  for (const procedure::Input& input : opening.inputs) {
    if (input.id == procedure::kSourceCase) inputs.insert_or_assign(input.id, parent.number);
    if (input.id == procedure::kSourceStep) inputs.insert_or_assign(input.id, step.name.zh);
  }
}

Event from_case(const Case& teller, std::string event, procedure::Values inputs, base::Time at) {
  Event told;
  told.attempt.event = std::move(event);
  told.attempt.actor = object_of(teller);
  told.attempt.origin = Origin::ChildCase;
  told.attempt.inputs = std::move(inputs);
  told.attempt.at = at;
  return told;
}

/// Whether it waits for child cases of that procedure to end.
bool waits_for(const procedure::Procedure& procedure, const Transition& transition,
               const std::string& joined) {
  return std::any_of(procedure.gates.begin(), procedure.gates.end(), [&](const procedure::Gate& gate) {
    return gate.joins == joined && has_any(transition.needs, gate.id);
  });
}

constexpr std::string_view kRoleMissing = "procedure.role";  // of procedure::advance

/// Of every transition of that event.
std::vector<std::string> roles_for(const procedure::Procedure& procedure, std::string_view event) {
  std::vector<std::string> roles;
  for (const Transition& transition : procedure.transitions) {
    if (transition.event == event)
      roles.insert(roles.end(), transition.roles.begin(), transition.roles.end());
  }
  return roles;
}

/// The rules say that it does not happen now; anything else is a fault.
bool is_no(const base::Error& error) {
  return error.kind == ErrorKind::Refused || error.kind == ErrorKind::NotYet;
}

base::Error too_deep() {
  return make_error(ErrorKind::Internal, "cases.rules", "cases that go on telling one another");
}

}  // namespace

Plan::Plan(Desk& desk) : desk_(desk), calendar_(desk.calendar.now()), now_(desk.house.clock.now()) {}

Result<Dossier*> Plan::bring(const std::string& number) {
  const auto known = dossiers_.find(number);
  if (known != dossiers_.end()) return &known->second;
  YX_TRY(Dossier dossier, desk_.load(number));
  order_.push_back(number);
  return &dossiers_.insert_or_assign(number, std::move(dossier)).first->second;
}

Result<procedure::Step> Plan::decide(const Dossier& dossier, const Event& event) const {
  YX_CHECK(check_texts(event.attempt.inputs));
  const procedure::Procedure& procedure = *dossier.procedure;
  YX_TRY(const procedure::Values settings, desk_.settings(procedure, dossier.the_case, event.attempt.inputs));
  auto step = procedure::advance(procedure, dossier.the_case.played, event.attempt, settings);
  if (step || event.actor == nullptr || step.error().code != kRoleMissing) return step;
  return officers::with_training(std::move(step).error(), *event.actor,
                                 roles_for(procedure, event.attempt.event));
}

Result<void> Plan::note_step(Dossier& dossier, const Event& event, procedure::Step step) {
  Case& the_case = dossier.the_case;
  const procedure::Happened& happened = step.after.history.back();
  StepNote note;
  note.position = static_cast<std::int64_t>(the_case.steps.size());
  note.event = happened.event;
  note.actor = happened.actor;
  note.origin = event.attempt.origin;
  note.at = happened.at;
  note.recorded_at = now_;
  note.item = happened.item;
  note.on = happened.on;
  note.inputs = event.attempt.inputs;
  const ByLevel parted = by_level(*step.transition, note.inputs);
  NewStep fresh;
  fresh.position = note.position;
  YX_TRY(fresh.ordinary, to_bytes(parted.ordinary));
  YX_TRY(fresh.sensitive, to_bytes(parted.sensitive));
  if (event.source.empty()) fresh.fired = event.fired;
  fresh.transition = step.transition;
  dossier.steps.push_back(std::move(fresh));
  if (step.transition->adds) dossier.items.emplace_back(note.item, step.transition->item);
  the_case.steps.push_back(std::move(note));
  the_case.played = std::move(step.after);
  const procedure::State* state = dossier.procedure->state(the_case.state());
  the_case.ended = state != nullptr && state->final;
  dossier.changed = true;
  return {};
}

Result<void> Plan::follow_clocks(Dossier& dossier, const Event& event) {
  const Case& the_case = dossier.the_case;
  YX_TRY(const procedure::Values settings, desk_.settings(*dossier.procedure, the_case, {}));
  YX_TRY(const auto running, procedure::running(*dossier.procedure, the_case.played, settings, *calendar_));
  const ClockStep step{the_case.steps.back().event, the_case.steps.back().at, the_case.ended, event.fired};
  follow(dossier.clocks, running, step, *dossier.procedure, *calendar_);
  return {};
}

Result<void> Plan::take_effect(Dossier& dossier, const Event& event, const Transition& transition) {
  if (transition.effect.empty()) return {};
  Consequences consequences;
  const Effect& effect = desk_.options.effects.find(transition.effect)->second;  // check_rules() saw it
  YX_CHECK(effect({dossier.the_case, transition, dossier.the_case.steps.back()}, consequences));
  effects_.append(std::move(consequences.set));
  for (const Telling& telling : consequences.tell) YX_CHECK(tell(telling, dossier, event));
  return {};
}

Result<void> Plan::open_children(Dossier& dossier, const Event& event, const Transition& transition,
                                 std::vector<std::string>& opened) {
  for (const std::string& id : transition.opens) {
    const Case& parent = dossier.the_case;
    YX_TRY(const auto* const procedure, desk_.in_force(id, base::beijing_date(event.attempt.at)));
    const Transition& opening = *procedure->opening(Origin::ChildCase);  // check_rules() saw it
    Opening child;
    child.procedure = id;
    child.party = procedure->internal ? std::string(kOwnParty) : parent.party;
    child.scope = parent.scope;
    child.parent = parent.number;
    child.inputs = known_for(opening, parent.played, event.attempt.item);
    tell_source(opening, parent, transition, child.inputs);
    const Event told = from_case(parent, opening.event, child.inputs, event.attempt.at);
    YX_TRY(const Dossier* const made, open(child, told));
    opened.push_back(made->the_case.number);
  }
  return {};
}

Result<void> Plan::settle(Dossier& dossier, const Event& event, procedure::Step step) {
  if (++depth_ > kMaxDepth) return too_deep();
  const Transition& transition = *step.transition;
  const std::string from = dossier.the_case.state();
  YX_CHECK(note_step(dossier, event, std::move(step)));
  YX_CHECK(follow_clocks(dossier, event));
  const std::size_t position = dossier.the_case.steps.size();
  std::vector<std::string> opened;
  if (event.source.empty()) YX_CHECK(open_children(dossier, event, transition, opened));
  desk_.house.recorder.add(acts_, act_of_step(dossier.the_case, event, transition, from, opened), now_);
  const bool ended = dossier.the_case.ended;
  YX_CHECK(take_effect(dossier, event, transition));
  // What was told may have come back and ended it; that end was told then.
  if (ended && dossier.the_case.steps.size() == position) YX_CHECK(tell_parent(dossier, event));
  --depth_;
  return {};
}

Result<Dossier> Plan::blank(const Opening& opening, base::Time at) const {
  Dossier fresh;
  YX_TRY(fresh.procedure, desk_.in_force(opening.procedure, base::beijing_date(at)));
  Case& the_case = fresh.the_case;
  the_case.procedure = fresh.procedure->id;
  the_case.procedure_version = fresh.procedure->version;
  the_case.party = opening.party;
  the_case.scope = opening.scope;
  the_case.parent = opening.parent;
  the_case.opened_at = at;
  fresh.opened = true;
  return fresh;
}

Result<Dossier*> Plan::open(const Opening& opening, const Event& event) {
  YX_TRY(Dossier fresh, blank(opening, event.attempt.at));
  if (!opening.parent.empty()) YX_CHECK(bring(opening.parent));
  YX_TRY(procedure::Step step, decide(fresh, event));
  YX_CHECK(bring_files(fresh, event, *step.transition));
  YX_TRY(fresh.the_case.party, desk_.party_of(fresh.the_case, *step.transition, event.attempt.inputs));
  return enter(std::move(fresh), event, std::move(step));
}

Result<Dossier*> Plan::enter(Dossier fresh, const Event& event, procedure::Step step) {
  Case& the_case = fresh.the_case;
  const base::Date day = base::beijing_date(event.attempt.at);
  YX_TRY(const std::string number, desk_.numbers.take(desk_.series(the_case.procedure), day));
  the_case.number = number;
  if (!the_case.parent.empty()) {
    YX_TRY(Dossier* const parent, bring(the_case.parent));
    parent->the_case.played.children.push_back({the_case.procedure, number, false});
    parent->changed = true;  // its gates may hang on it
  }
  order_.push_back(number);
  Dossier& dossier = dossiers_.insert_or_assign(number, std::move(fresh)).first->second;
  YX_CHECK(settle(dossier, event, std::move(step)));
  return &dossier;
}

Result<void> Plan::tell(const Telling& telling, const Dossier& from, const Event& cause) {
  YX_TRY(Dossier* const other, bring(telling.number));
  YX_TRY([[maybe_unused]] const std::size_t before, catch_up(*other, cause.attempt.at));
  const Event told = from_case(from.the_case, telling.event, telling.inputs, cause.attempt.at);
  YX_TRY(procedure::Step step, decide(*other, told));
  return settle(*other, told, std::move(step));
}

Result<void> Plan::tell_parent(const Dossier& child, const Event& cause) {
  const Case& ended = child.the_case;
  if (ended.parent.empty()) return {};
  YX_TRY(Dossier* const parent, bring(ended.parent));
  YX_TRY([[maybe_unused]] const std::size_t before, catch_up(*parent, cause.attempt.at));
  for (procedure::Child& one : parent->the_case.played.children) {
    if (one.number == ended.number) one.ended = true;
  }
  parent->changed = true;  // of two that end at once the second sees the first
  for (const Transition& transition : parent->procedure->transitions) {
    if (transition.origin != Origin::ChildCase || !has_any(transition.from, parent->the_case.state()) ||
        !waits_for(*parent->procedure, transition, ended.procedure))
      continue;
    const Event told =
        from_case(ended, transition.event, known_for(transition, ended.played, {}), cause.attempt.at);
    auto step = decide(*parent, told);
    if (step) return settle(*parent, told, *std::move(step));
    if (!is_no(step.error())) return step.error();
  }
  return {};
}

Result<void> Plan::have_followed(const Dossier& dossier) {
  if (!desk_.options.follow || dossier.steps.empty()) return {};
  Followed followed{dossier.the_case, *dossier.procedure, {}, running_clocks(dossier.clocks)};
  for (const NewStep& step : dossier.steps)
    followed.steps.push_back(
        {dossier.the_case.steps.at(static_cast<std::size_t>(step.position)), *step.transition});
  YX_TRY(store::WriteSet more, desk_.options.follow(followed));
  effects_.append(std::move(more));
  return {};
}

Result<store::WriteSet> Plan::write(const base::Bytes& recalculation) {
  store::WriteSet set;
  for (const std::string& number : order_) {
    Dossier& dossier = dossiers_.find(number)->second;
    Case& the_case = dossier.the_case;
    the_case.due_at = first_due(dossier.clocks);
    if (dossier.opened || dossier.changed) ++the_case.version;
    if (dossier.opened) {
      Numbers::keep(set, number);
      insert_case(set, the_case);
    } else if (dossier.changed) {
      update_case(set, the_case);
    } else if (dossier.reminded) {
      guard_case(set, the_case);
    }
    for (const auto& [item, kind] : dossier.items) insert_item(set, number, item, kind);
    for (const NewStep& step : dossier.steps)
      insert_step(set, desk_.house.vault, number, the_case.steps.at(static_cast<std::size_t>(step.position)),
                  step);
    for (const std::string& file : dossier.files) name_file(set, file, number, now_);
    for (const ClockRow& row : dossier.clocks) {
      if (row.changed) write_clock(set, number, row);
    }
    for (const Dossier::Message& message : dossier.messages)
      insert_reminder(set, desk_.house.ids.next<struct ReminderTag>().bytes(), the_case, message.start,
                      message.reminder);
    for (const ClockMove& move : dossier.moves) insert_move(set, recalculation, number, move);
    YX_CHECK(have_followed(dossier));
  }
  set.append(std::move(effects_));
  set.append(std::move(acts_));
  return set;
}

}  // namespace yinxin::cases
