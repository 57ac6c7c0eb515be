// A case that follows another office's: what happens there happens here when that office says so
// (docs/decisions/0028).
#include <algorithm>

#include "base/ids.hpp"
#include "cases/acts.hpp"
#include "cases/clock_table.hpp"
#include "cases/file_table.hpp"
#include "cases/plan.hpp"
#include "cases/value_record.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Origin;
using procedure::Told;

namespace {

constexpr std::string_view kMovedByLeader = "主管机关来函告知的期限";

base::Error not_led() {
  return make_error(ErrorKind::Conflict, "cases.led");
}

/// A part that we need is away: later. Anything else is the step's own fault.
bool may_pass_later(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TooMany;
}

/// It counts from its own day; in the order of our history it comes when it is heard of.
Told placed(Told told, const Case& the_case, base::Time now) {
  const base::Date day = told.on.value_or(base::beijing_date(told.at));
  told.at = std::min(told.at, now);
  if (!the_case.steps.empty()) told.at = std::max(told.at, the_case.steps.back().at);
  told.on.reset();
  if (base::beijing_date(told.at) != day) told.on = day;
  return told;
}

bool is_of_timer(const procedure::Procedure& procedure, std::string_view event) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(),
                     [&](const auto& one) { return one.event == event && one.origin == Origin::Timer; });
}

ClockRow* running_out(Dossier& dossier, const Told& told) {
  for (ClockRow& row : dossier.clocks) {
    const procedure::Clock* clock = clock_named(*dossier.procedure, row.note.clock);
    const bool same_item = told.item.empty() || told.item == row.note.item;
    if (row.note.outcome == ClockNote::Outcome::Running && clock != nullptr &&
        clock->on_expiry == told.event && same_item)
      return &row;
  }
  return nullptr;
}

bool has_happened(const Case& the_case, const Told& told) {
  return std::any_of(the_case.steps.begin(), the_case.steps.end(), [&](const StepNote& step) {
    return step.event == told.event && step.item == told.item;
  });
}

/// Somebody did it here before the leader said so: the case stands where it would lead.
bool stands_there(const Dossier& dossier, const Told& told) {
  const Case& the_case = dossier.the_case;
  return has_happened(the_case, told) &&
         std::any_of(dossier.procedure->transitions.begin(), dossier.procedure->transitions.end(),
                     [&](const auto& one) { return one.event == told.event && one.to == the_case.state(); });
}

Event event_of_leader(const Told& told, const std::string& source) {
  Event event;
  event.attempt.event = told.event;
  event.attempt.actor = told.actor;
  event.attempt.origin = Origin::Submission;
  event.attempt.inputs = told.inputs;
  event.attempt.at = told.at;
  event.attempt.item = told.item;
  event.source = source;
  return event;
}

/// Timers that waited for the leader come after all, at the next look at the clocks.
void let_go(const Plan& plan, Dossier& dossier) {
  for (ClockRow& row : dossier.clocks) {
    const procedure::Clock* clock = clock_named(*dossier.procedure, row.note.clock);
    const bool waits = row.note.outcome == ClockNote::Outcome::Running && row.note.overdue_at &&
                       clock != nullptr && plan.is_leaders(dossier, clock->on_expiry);
    if (!waits) continue;
    row.note.overdue_at.reset();
    row.wake_at = row.note.at;
    row.changed = true;
  }
  dossier.the_case.led_by.clear();
  dossier.changed = true;
}

/// With why its periods were moved, where any were.
Result<store::WriteSet> written(Plan& plan, const Dossier& dossier, const std::string& leader,
                                base::IdSource& ids) {
  store::WriteSet set;
  const base::Bytes why = base::to_bytes(ids.next<struct RecalculationTag>().bytes());
  if (!dossier.moves.empty()) {
    insert_recalculation(set, {why, std::string(kMovedByLeader), leader, plan.now()});
    finish_recalculation(set, why, plan.now());
  }
  YX_TRY(store::WriteSet rest, plan.write(why));
  set.append(std::move(rest));
  return set;
}

using Refusals = std::vector<std::optional<base::Error>>;

/// Brings in what has not been refused before. False: another step is refused, and the plan is of no use.
Result<bool> bring_in(Plan& plan, const Leading& leading, Refusals& refused) {
  YX_TRY(Dossier* const dossier, plan.bring(leading.number));
  if (dossier->the_case.led_by != leading.leader) return not_led();
  for (std::size_t i = 0; i < leading.steps.size(); ++i) {
    if (refused[i]) continue;
    const auto followed = plan.follow_leader(*dossier, leading.steps[i], leading.source);
    if (followed) continue;
    if (may_pass_later(followed.error())) return followed.error();
    refused[i] = followed.error();
    return false;
  }
  const bool all =
      std::none_of(refused.begin(), refused.end(), [](const auto& no) { return no.has_value(); });
  if (!all) return true;
  plan.move_to(*dossier, leading.days);
  if (leading.last) let_go(plan, *dossier);
  return true;
}

Result<FileNote> noted_paper(const Paper& paper, const Case& the_case, const Service::House& house) {
  YX_TRY(FileNote note, judge_file({paper.number, "", paper.document, paper.name, paper.content}));
  note.id = house.ids.next<struct FileTag>().text();
  note.procedure = the_case.procedure;
  note.level = "L1";  // the party has it, and who works on the case
  note.added_by = paper.by;
  note.added_at = house.clock.now();
  return note;
}

}  // namespace

Result<void> Desk::check_by_hand(const Case& the_case, const std::string& event) const {
  if (the_case.led_by.empty()) return {};
  const auto led = options.led.find(the_case.procedure);
  if (led == options.led.end() || led->second.by_letter.count(event) == 0) return {};
  return make_error(ErrorKind::Refused, "cases.by_letter", event);
}

Result<void> Plan::follow_leader(Dossier& dossier, const Told& told, const std::string& source) {
  YX_TRY([[maybe_unused]] const std::size_t before, catch_up(dossier, std::min(told.at, now_)));
  const Told here = placed(told, dossier.the_case, now_);
  Event event = event_of_leader(here, source);
  if (is_of_timer(*dossier.procedure, here.event)) {
    const ClockRow* row = running_out(dossier, here);
    if (row == nullptr && has_happened(dossier.the_case, here)) return {};
    if (row != nullptr) event.fired = ClockKey{row->note.clock, row->note.item, row->note.start};
  }
  YX_CHECK(check_texts(here.inputs));
  auto step = procedure::follow(*dossier.procedure, dossier.the_case.played, here);
  if (step) return settle(dossier, event, *std::move(step));
  if (step.error().code == "procedure.state" && stands_there(dossier, here)) return {};
  return step.error();
}

Result<Dossier*> Plan::open_led(const Opening& opening, const Leading& leading) {
  const Told here = placed(leading.steps.front(), Case(), now_);
  YX_TRY(Dossier fresh, blank(opening, here.at));
  fresh.the_case.led_by = leading.leader;
  YX_CHECK(check_texts(here.inputs));
  YX_TRY(procedure::Step step, procedure::follow(*fresh.procedure, fresh.the_case.played, here));
  return enter(std::move(fresh), event_of_leader(here, leading.source), std::move(step));
}

std::size_t Plan::move_to(Dossier& dossier, const std::vector<Leading::Day>& days) {
  std::size_t moved = 0;
  for (const Leading::Day& day : days) {
    for (ClockRow& row : dossier.clocks) {
      const procedure::Clock* clock = clock_named(*dossier.procedure, day.clock);
      const bool this_one = row.note.outcome == ClockNote::Outcome::Running && row.note.clock == day.clock &&
                            row.note.item == day.item;
      if (clock == nullptr || !this_one) continue;
      const auto before_it = set_told(row, day, now_, *clock, *calendar_);
      if (!before_it) continue;
      note_move(dossier, *before_it, row.note, std::string(kMovedByLeader));
      ++moved;
    }
  }
  return moved;
}

Result<store::WriteSet> Service::lead(const std::string& number, const std::string& leader) const {
  Plan plan(*desk_);
  YX_TRY(Dossier* const dossier, plan.bring(number));
  if (dossier->the_case.ended || !dossier->the_case.led_by.empty()) return not_led();
  dossier->the_case.led_by = leader;
  dossier->changed = true;
  return plan.write();
}

Result<store::WriteSet> Service::release(const std::string& number, const std::string& leader) const {
  Plan plan(*desk_);
  YX_TRY(Dossier* const dossier, plan.bring(number));
  if (dossier->the_case.led_by != leader) return store::WriteSet();
  let_go(plan, *dossier);
  return plan.write();
}

Result<Taken> Service::follow(const Leading& leading) const {
  Taken taken;
  taken.refused.resize(leading.steps.size());
  while (true) {  // each round more is refused, or it is the last
    Plan plan(*desk_);
    YX_TRY(const bool whole, bring_in(plan, leading, taken.refused));
    if (!whole) continue;
    YX_TRY(const Dossier* const dossier, plan.bring(leading.number));
    YX_TRY(taken.set, written(plan, *dossier, leading.leader, desk_->house.ids));
    return taken;
  }
}

Result<Begun> Service::begin_led(const Opening& opening, const Leading& leading) const {
  if (leading.steps.empty()) return make_error(ErrorKind::Malformed, "cases.submission");
  YX_CHECK(check_opening(opening));
  Plan plan(*desk_);
  YX_TRY(Dossier* const dossier, plan.open_led(opening, leading));
  for (std::size_t i = 1; i < leading.steps.size(); ++i)
    YX_CHECK(plan.follow_leader(*dossier, leading.steps[i], leading.source));
  plan.move_to(*dossier, leading.days);
  if (leading.last) let_go(plan, *dossier);
  Begun begun;
  begun.number = dossier->the_case.number;
  YX_TRY(begun.set, written(plan, *dossier, leading.leader, desk_->house.ids));
  return begun;
}

Result<store::WriteSet> Service::attach(const Paper& paper) const {
  const House& house = desk_->house;
  YX_TRY(const Dossier dossier, desk_->load(paper.number));
  const FilePlace place{paper.number, "", ""};
  YX_TRY(const FileNote note, noted_paper(paper, dossier.the_case, house));
  YX_TRY(const auto there, find_file(house.database, house.vault, place, note.sm3));
  store::WriteSet set;
  if (there) return set;
  YX_CHECK(check_room(house.database, place, note.size));
  officers::Actor actor;
  actor.id = paper.by;
  insert_file(set, house.vault, note, paper.content);
  name_file(set, note.id, paper.number, note.added_at);
  ledger::Act act = act_of_file(note, actor);
  if (!act.record.add("told_by", paper.source))
    return make_error(ErrorKind::Internal, "cases.stored", "told_by");
  house.recorder.add(set, act, note.added_at);
  return set;
}

}  // namespace yinxin::cases
