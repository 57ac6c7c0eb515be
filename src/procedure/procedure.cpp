#include "procedure/procedure.hpp"

#include <algorithm>

namespace yinxin::procedure {

std::int64_t longest_of(Clock::Unit unit) {
  constexpr std::int64_t kHoursOfDay = 24;
  switch (unit) {
    case Clock::Unit::Hours:
      return base::WorkCalendar::kMaxPeriodDays * kHoursOfDay;
    case Clock::Unit::Months:
      return base::WorkCalendar::kMaxPeriodMonths;
    case Clock::Unit::Years:
      return base::WorkCalendar::kMaxPeriodMonths / kMonthsOfYear;
    case Clock::Unit::WorkingDays:
    case Clock::Unit::CalendarDays:
      break;
  }
  return base::WorkCalendar::kMaxPeriodDays;
}

const State* Procedure::state(std::string_view wanted) const {
  const auto found =
      std::find_if(states.begin(), states.end(), [&](const State& state) { return state.id == wanted; });
  return found == states.end() ? nullptr : &*found;
}

const Transition* Procedure::find(std::string_view event, std::string_view from) const {
  const auto fits = [&](const Transition& transition) {
    if (transition.event != event) return false;
    if (from.empty()) return transition.from.empty();
    return std::find(transition.from.begin(), transition.from.end(), from) != transition.from.end();
  };
  const auto found = std::find_if(transitions.begin(), transitions.end(), fits);
  return found == transitions.end() ? nullptr : &*found;
}

const Transition* Procedure::opening(Origin origin) const {
  const auto found = std::find_if(transitions.begin(), transitions.end(), [&](const Transition& transition) {
    return transition.from.empty() && transition.origin == origin;
  });
  return found == transitions.end() ? nullptr : &*found;
}

}  // namespace yinxin::procedure
