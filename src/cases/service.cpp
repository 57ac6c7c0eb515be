#include "cases/service.hpp"

#include <algorithm>

#include "base/ids.hpp"
#include "cases/case_table.hpp"
#include "cases/clock_table.hpp"
#include "cases/plan.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// One write on its way.
struct Write {
  Write(Desk& desk_in, Caller caller_in, store::Remember<Case> remember_in, base::Completion<Case> done_in)
      : desk(desk_in),
        plan(desk),
        caller(std::move(caller_in)),
        remember(std::move(remember_in)),
        done(std::move(done_in)),
        token(desk.under_way.begin()) {}

  Desk& desk;
  Plan plan;
  const Caller caller;
  const store::Remember<Case> remember;
  base::Completion<Case> done;
  base::InFlight::Token token;

  /// Calls `done`, then lets the token go, whoever still holds this.
  void finish(Result<Case> outcome) {
    const base::InFlight::Token held = std::move(token);
    const base::Completion<Case> call = std::move(done);
    call(std::move(outcome));
  }
};
using WritePtr = std::shared_ptr<Write>;

procedure::Attempt attempt_of(const Write& write, std::vector<std::string> roles, bool submission) {
  procedure::Attempt attempt;
  attempt.actor = write.caller.actor.id;
  attempt.roles = std::move(roles);
  attempt.origin = submission ? procedure::Origin::Submission : procedure::Origin::Person;
  attempt.at = write.plan.now();
  return attempt;
}

/// Commits the plan; the answer is the case as it stands then, or `instead`.
void commit(Desk& desk, const WritePtr& write, const std::string& number,
            const std::optional<base::Error>& instead) {
  auto set = write->plan.write();
  if (!set) return write->finish(set.error());
  const auto dossier = write->plan.bring(number);
  if (!dossier) return write->finish(dossier.error());
  const auto outcome = std::make_shared<Case>(std::move((*dossier)->the_case));
  if (write->remember && !instead) write->remember(*set, *outcome);
  desk.house.lane.submit(*std::move(set), [write, outcome, instead](Result<store::Committed> stored) {
    if (instead) return write->finish(*instead);
    if (!stored) return write->finish(stored.error());
    write->finish(std::move(*outcome));
  });
}

Result<std::string> open_in(Desk& desk, Write& write, const Opening& opening) {
  YX_CHECK(check_opening(opening));
  Event event;
  event.attempt = attempt_of(
      write, roles_in(write.caller, opening.party, opening.scope).value_or(std::vector<std::string>()),
      opening.submission);
  event.attempt.inputs = opening.inputs;
  event.actor = &write.caller.actor;
  if (!opening.parent.empty() || opening.recurring) event.attempt.origin = procedure::Origin::ChildCase;
  YX_TRY(const auto* const procedure, desk.in_force(opening.procedure, base::beijing_date(event.attempt.at)));
  const procedure::Transition* transition = procedure->opening(event.attempt.origin);
  if (transition == nullptr)
    return make_error(ErrorKind::Forbidden, "procedure.role", opening.procedure + " is not opened so");
  event.attempt.event = transition->event;
  YX_TRY(const Dossier* const made, write.plan.open(opening, event));
  return made->the_case.number;
}

/// What was asked, after what was due; `refused`: that alone stays to be written.
Result<void> perform_in(Write& write, const Deed& deed, std::optional<base::Error>& refused) {
  YX_TRY(Dossier* const dossier, write.plan.bring(deed.number));
  const Case& the_case = dossier->the_case;
  const auto roles = roles_in(write.caller, the_case);
  if (!roles) return make_error(ErrorKind::NotFound, "cases.none");
  if (deed.version && *deed.version != the_case.version)
    return make_error(ErrorKind::Conflict, "cases.changed");
  YX_CHECK(write.desk.check_by_hand(the_case, deed.event));
  YX_CHECK(check_item_id(deed.item));
  YX_TRY(const std::size_t caught_up, write.plan.catch_up(*dossier, write.plan.now()));
  Event event;
  event.attempt = attempt_of(write, *roles, deed.submission);
  event.attempt.event = deed.event;
  event.attempt.inputs = deed.inputs;
  event.attempt.item = deed.item;
  event.actor = &write.caller.actor;
  auto step = write.plan.decide(*dossier, event);
  if (step && deed.version && dossier->changed) step = make_error(ErrorKind::Conflict, "cases.changed");
  if (step) {
    const auto there = write.plan.bring_files(*dossier, event, *step->transition);
    if (there) return write.plan.settle(*dossier, event, *std::move(step));
    step = there.error();
  }
  if (caught_up == 0) return step.error();
  refused = step.error();
  return {};
}

/// Who asks sees the cases of their reach, or else those of their party.
Bounds bounds_of(const Filter& filter, const Caller& caller, base::Time now) {
  Bounds bounds;
  bounds.reach = caller.reach;
  if (!caller.reach) bounds.party = caller.party;
  bounds.due_before = filter.due_before;
  if (filter.overdue) {
    const base::Time next = now + std::chrono::microseconds(1);  // overdue from its moment on
    bounds.due_before = filter.due_before ? std::min(*filter.due_before, next) : next;
  }
  return bounds;
}

bool is_limit(std::int64_t limit) {
  return limit >= 1 && limit <= Service::kMaxPage;
}

base::Error bad_filter(std::string what) {
  return make_error(ErrorKind::Malformed, "cases.filter", std::move(what));
}

}  // namespace

Service::Service(std::unique_ptr<Desk> desk) : desk_(std::move(desk)) {}

Service::~Service() {
  desk_->under_way.wait();  // what the lane holds comes back to us
}

Result<std::unique_ptr<Service>> Service::open(House house, Options options) {
  auto desk = std::make_unique<Desk>(std::move(house), std::move(options));
  YX_CHECK(desk->check_rules());
  {
    const std::lock_guard lock(desk->recounting);
    YX_CHECK(desk->adopt_notices());
  }
  return std::unique_ptr<Service>(new Service(std::move(desk)));
}

void Service::open_case(Opening opening, Caller caller, store::Remember<Case> remember,
                        base::Completion<Case> done) {
  const auto write = std::make_shared<Write>(*desk_, std::move(caller), std::move(remember), std::move(done));
  const auto number = open_in(*desk_, *write, opening);
  if (!number) return write->finish(number.error());
  commit(*desk_, write, *number, std::nullopt);
}

void Service::perform(Deed deed, Caller caller, store::Remember<Case> remember, base::Completion<Case> done) {
  const auto write = std::make_shared<Write>(*desk_, std::move(caller), std::move(remember), std::move(done));
  std::optional<base::Error> refused;
  const auto performed = perform_in(*write, deed, refused);
  if (!performed) return write->finish(performed.error());
  commit(*desk_, write, deed.number, refused);
}

void Service::expect_unchanged(store::WriteSet& set, const Case& the_case) {
  guard_case(set, the_case);
}

Result<View> Service::read(const std::string& number, const Caller& caller) const {
  View view;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(view.found, find_case(connection, number));
    YX_CHECK(find_steps(connection, desk_->house.vault, view.found));
    if (!roles_in(caller, view.found)) return make_error(ErrorKind::NotFound, "cases.none");
    YX_TRY(view.clocks, find_clocks(connection, number));
    YX_TRY(view.moves, find_moves(connection, number));
    return {};
  };
  YX_CHECK(desk_->house.database.read(in_snapshot));
  YX_TRY(view.procedure, desk_->version(view.found));
  const auto roles = roles_in(caller, view.found);
  view.possible = procedure::possible(*view.procedure, view.found.played, *roles);
  const auto by_letter = [&](const procedure::Transition* one) {
    return !desk_->check_by_hand(view.found, one->event);
  };
  view.possible.erase(std::remove_if(view.possible.begin(), view.possible.end(), by_letter),
                      view.possible.end());
  YX_TRY(const procedure::Values known, desk_->settings(*view.procedure, view.found, {}));
  for (const std::string& name : view.procedure->settings) {
    const auto said = known.find(name);
    if (said != known.end()) view.settings.insert(*said);
  }
  return view;
}

Result<Page> Service::list(const Filter& filter, const Caller& caller, const std::string& after,
                           std::int64_t limit) const {
  if (!is_limit(limit)) return bad_filter("limit");
  if (!filter.state.empty() && filter.procedure.empty()) return bad_filter("state without procedure");
  if (!filter.scope.empty() && !is_region(filter.scope)) return bad_filter("scope");
  if (!caller.reach && caller.party.empty()) return Page{};
  Bounds bounds = bounds_of(filter, caller, desk_->house.clock.now());
  bounds.after = after;
  bounds.limit = limit;
  return list_cases(desk_->house.database, filter, bounds);
}

Result<std::vector<DueDay>> Service::due_days(const Caller& caller, base::Date from,
                                              base::Date through) const {
  return find_due_days(desk_->house.database, from, through, kMaxPage,
                       [&](const std::string& party, const std::string& scope) {
                         return roles_in(caller, party, scope).has_value();
                       });
}

Result<std::vector<Reminder>> Service::reminders(const std::string& role, const Caller& caller,
                                                 const std::string& after, std::int64_t limit) const {
  if (!is_limit(limit)) return bad_filter("limit");
  const auto holds = [&](const std::vector<std::string>& roles) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  ReminderBounds bounds;
  bounds.role = role;
  bounds.limit = limit;
  const bool of_party = !caller.party.empty() && (role == "applicant" || holds(caller.party_roles));
  if (of_party) {
    bounds.party = caller.party;
  } else if (caller.reach && holds(caller.roles)) {
    bounds.reach = caller.reach;
  } else {
    return make_error(ErrorKind::Forbidden, "procedure.role", "no messages for " + role);
  }
  bounds.after.resize(base::UuidBytes{}.size());
  if (!after.empty()) {
    const auto id = base::parse_uuid(after);
    if (!id) return make_error(ErrorKind::Malformed, "cases.cursor");
    bounds.after = base::to_bytes(*id);
  }
  return find_reminders(desk_->house.database, bounds);
}

Result<std::size_t> Service::fire_due() {
  YX_CHECK(desk_->take_calendar());
  YX_CHECK(desk_->finish_recalculations());
  return desk_->fire_all();
}

}  // namespace yinxin::cases
