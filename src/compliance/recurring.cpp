// Cases of duties that come again (rules/duties.toml): each period once, whichever server opens it and
// however long nobody was there.
#include <algorithm>

#include "compliance/duty_table.hpp"
#include "compliance/state.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kProvider = "provider";
constexpr std::string_view kDuties = "duties";   // as an actor
constexpr std::string_view kCountry = "000000";  // as a reach
constexpr std::string_view kTakenCode = "compliance.duty_opened";

struct OwedPeriod {
  base::Date first;
  base::Date last;
};

/// Of a yearly duty the year, of a monthly one the month.
OwedPeriod period_of(const rules::Opening& opening) {
  const base::Date on = opening.on;
  if (opening.duty->recurs == "yearly")
    return {on.year() / std::chrono::January / 1, on.year() / std::chrono::December / 31};
  const base::Date last = on.year() / on.month() / std::chrono::last;
  return {on.year() / on.month() / 1, last};
}

bool has_ended(const policy::Licence& licence) {
  return licence.status != policy::LicenceStatus::Valid &&
         licence.status != policy::LicenceStatus::Rectifying;
}

bool covers(const policy::Licence& licence, const OwedPeriod& period) {
  return licence.valid_from <= period.last &&
         !(has_ended(licence) && base::beijing_date(licence.as_of) < period.first);
}

bool comes_again(const rules::Duty& duty) {
  return duty.by == kProvider && !duty.recurs.empty() && duty.not_yet == 0 && !duty.done_by_procedure.empty();
}

}  // namespace

bool is_owed(const rules::Opening& opening, const Standing& standing) {
  const OwedPeriod period = period_of(opening);
  const auto& all = standing.licences;
  const bool runs_on = standing.first_opened && *standing.first_opened <= period.last &&
                       std::none_of(all.begin(), all.end(), has_ended);
  return runs_on ||
         std::any_of(all.begin(), all.end(), [&](const auto& licence) { return covers(licence, period); });
}

Result<Standing> Service::State::standing() const {
  Standing found;
  YX_TRY(found.licences, house.policy.licences());
  YX_TRY(found.first_opened, first_opening(house.database));
  return found;
}

const procedure::Transition* Service::State::opening_of(const std::string& procedure_id) const {
  const auto versions = options.procedures.find(procedure_id);
  if (versions == options.procedures.end()) return nullptr;
  const procedure::Transition* opening = nullptr;
  for (const procedure::Procedure& version : versions->second) {
    if (version.in_force_from > today() || (version.until && *version.until < today())) continue;
    for (const procedure::Transition& transition : version.transitions) {
      if (transition.from.empty() && transition.origin == procedure::Origin::ChildCase) opening = &transition;
    }
  }
  return opening;
}

Result<std::vector<rules::Opening>> Service::State::openings_due(const rules::Duty& duty,
                                                                 const Standing& standing) const {
  YX_TRY(const auto last, last_opening(house.database, duty.id));
  const base::Date now = today();
  const base::Date after = last ? *last : now - std::chrono::years(1);
  std::vector<rules::Opening> due = rules::openings(options.book, after, now);
  std::erase_if(due, [&](const rules::Opening& one) { return one.duty != &duty || !is_owed(one, standing); });
  if (!last && due.size() > 1) due.erase(due.begin(), due.end() - 1);  // nothing of before we were here
  return due;
}

/// False: another server opened it.
Result<bool> Service::State::open_one(cases::Service& cases, const rules::Opening& opening) const {
  const rules::Duty& duty = *opening.duty;
  const procedure::Transition* first = opening_of(duty.done_by_procedure);
  if (first == nullptr)
    return make_error(ErrorKind::Internal, "cases.rules",
                      duty.done_by_procedure + " does not open by itself");
  cases::Opening wanted;
  wanted.procedure = duty.done_by_procedure;
  wanted.party = kOffice;
  wanted.scope = options.region;
  wanted.inputs = rules::inputs_of(options.book, opening, *first);
  wanted.recurring = true;
  cases::Caller caller;
  caller.actor = officers::system_actor(kDuties);
  caller.reach = kCountry;
  const auto remember = [&](store::WriteSet& set, const cases::Case& opened) {
    insert_opening(set, {duty.id, opening.period, opening.on, opened.number}, opened.opened_at);
  };
  base::Waiter<cases::Case> waiter;
  cases.open_case(std::move(wanted), std::move(caller), remember, waiter.completion());
  const auto opened = waiter.wait();
  if (opened) return true;
  if (opened.error().code == kTakenCode) return false;
  return opened.error();
}

/// A period that fails keeps those after it of the same duty waiting.
Result<void> Service::State::open_all(cases::Service& cases, const rules::Duty& duty,
                                      const Standing& standing, std::size_t& count) const {
  YX_TRY(const auto due, openings_due(duty, standing));
  for (const rules::Opening& opening : due) {
    YX_TRY(const bool opened, open_one(cases, opening));
    if (opened) ++count;
  }
  return {};
}

Result<std::size_t> Service::open_due(cases::Service& cases) {
  YX_TRY(const Standing standing, state_->standing());
  std::size_t count = 0;
  if (standing.licences.empty()) return count;
  std::optional<base::Error> failure;
  for (const rules::Duty& duty : state_->options.book.duties) {
    if (!comes_again(duty)) continue;
    const auto opened = state_->open_all(cases, duty, standing, count);
    if (!opened && !failure) failure = opened.error();
  }
  if (failure) return *failure;
  return count;
}

std::vector<const rules::Duty*> Service::duties() const {
  std::vector<const rules::Duty*> found;
  for (const rules::Duty& duty : state_->options.book.duties) {
    if (duty.by == kProvider) found.push_back(&duty);
  }
  return found;
}

}  // namespace yinxin::compliance
