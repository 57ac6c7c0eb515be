// What another organisation asks for by letter, worked out for the commit that takes the letter.
#include <algorithm>

#include "cases/plan.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Origin;

namespace {

Event event_of(const Deed& deed, const Caller& caller, std::vector<std::string> roles, base::Time at) {
  Event event;
  event.attempt.event = deed.event;
  event.attempt.actor = caller.actor.id;
  event.attempt.roles = std::move(roles);
  event.attempt.origin = Origin::Submission;
  event.attempt.inputs = deed.inputs;
  event.attempt.at = at;
  event.attempt.item = deed.item;
  event.actor = &caller.actor;
  return event;
}

/// Nothing of a case comes before what happened in it, and nothing is done in the future.
base::Time counted_at(const Submission& submission, const Case* the_case, base::Time now) {
  base::Time at = std::min(submission.at, now);
  if (the_case != nullptr && !the_case->steps.empty()) at = std::max(at, the_case->steps.back().at);
  return at;
}

Result<Dossier*> open_with(Plan& plan, const Submission& submission, const Caller& caller) {
  YX_CHECK(check_opening(submission.opening));
  Opening opening = submission.opening;
  opening.inputs = submission.deeds.front().inputs;
  auto roles = roles_in(caller, opening.party, opening.scope);
  if (!roles) return make_error(ErrorKind::Forbidden, "procedure.role", "for another party");
  return plan.open(opening, event_of(submission.deeds.front(), caller, *std::move(roles),
                                     counted_at(submission, nullptr, plan.now())));
}

Result<Dossier*> bring_for(Plan& plan, const Submission& submission, const Caller& caller) {
  YX_TRY(Dossier* const dossier, plan.bring(submission.number));
  if (!roles_in(caller, dossier->the_case.party, dossier->the_case.scope))
    return make_error(ErrorKind::NotFound, "cases.none");
  return dossier;
}

}  // namespace

Result<Prepared> Service::prepare(const Submission& submission, const Caller& caller) const {
  if (submission.deeds.empty()) return make_error(ErrorKind::Malformed, "cases.submission");
  for (const Deed& deed : submission.deeds) YX_CHECK(check_item_id(deed.item));
  Plan plan(*desk_);
  const bool opens = submission.number.empty();
  YX_TRY(Dossier* const dossier,
         opens ? open_with(plan, submission, caller) : bring_for(plan, submission, caller));
  for (std::size_t i = opens ? 1 : 0; i < submission.deeds.size(); ++i) {
    const Case& the_case = dossier->the_case;
    const base::Time at = counted_at(submission, &the_case, plan.now());
    YX_TRY([[maybe_unused]] const std::size_t before, plan.catch_up(*dossier, at));
    const Event event =
        event_of(submission.deeds[i], caller, *roles_in(caller, the_case.party, the_case.scope), at);
    YX_TRY(procedure::Step step, plan.decide(*dossier, event));
    YX_CHECK(plan.settle(*dossier, event, std::move(step)));
  }
  Prepared prepared;
  YX_TRY(prepared.set, plan.write());
  for (const NewStep& step : dossier->steps)
    prepared.steps.emplace_back(static_cast<std::size_t>(step.position), step.transition);
  prepared.outcome = std::move(dossier->the_case);
  prepared.clocks = running_clocks(dossier->clocks);
  return prepared;
}

}  // namespace yinxin::cases
