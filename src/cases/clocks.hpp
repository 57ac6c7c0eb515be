// The clocks of a case between the rules, which say what runs, and the table, which says what is still to be
// done for each: remind, fire, mark. Pure. Private to this folder.
#pragma once

#include "cases/types.hpp"

namespace yinxin::cases {

struct ClockRow {
  ClockNote note;
  base::Time reminded_to;             // reminders of moments until then are done with
  std::optional<base::Time> wake_at;  // when something is to be done next; nothing: never by itself
  bool told = false;                  // its last day is what the case's leader says: not counted here
  bool stored = false;
  bool changed = false;
};

/// What a clock is told by: the step that set it going, and of what it runs.
struct ClockKey {
  std::string clock;
  std::string item;
  std::int64_t start = 0;
};
bool is_of(const ClockNote& note, const ClockKey& key);

/// A step after which clocks are looked at again.
struct ClockStep {
  std::string_view event;
  base::Time at;
  bool ended = false;               // the case has
  std::optional<ClockKey> fired{};  // the clock that brought the event about
};

/// Rows that run no more end, new ones are added, others move with their dues: one that is due later than
/// this step is not overdue any more; one that had ended and was revived runs again in its place.
void follow(std::vector<ClockRow>& rows, const std::vector<procedure::Running>& running,
            const ClockStep& step, const procedure::Procedure& procedure, const base::WorkCalendar& calendar);

/// Rows whose last day is another by now, with their notes before; the rows have moved when this returns. A
/// mark of being overdue goes when the moment lies after `now`.
struct Moved {
  ClockNote before;
  std::size_t row = 0;
};
std::vector<Moved> recount(std::vector<ClockRow>& rows, const std::vector<procedure::Running>& running,
                           base::Time now, const procedure::Procedure& procedure,
                           const base::WorkCalendar& calendar);

/// The last day that the case's leader says; of a clock of hours nothing is changed. The note as it was
/// before, or nothing: it said so already. As with recount(), a mark of being overdue goes when the moment
/// lies after `now`.
std::optional<ClockNote> set_told(ClockRow& row, const Leading::Day& day, base::Time now,
                                  const procedure::Clock& clock, const base::WorkCalendar& calendar);

/// The row with the first moment until then; of equal moments in the procedure's order. Null: none.
ClockRow* next_wake(std::vector<ClockRow>& rows, base::Time until, const procedure::Procedure& procedure);
/// When something is to be done next, after reminders until `reminded_to` and perhaps the mark.
void set_wake(ClockRow& row, const procedure::Clock& clock, const base::WorkCalendar& calendar);

/// The last day: its end is the moment the clock is overdue.
base::Date last_day(const ClockNote& note);
/// So many days before the last: working days where the period is counted in them (C01 of five days with
/// reminders 2, 1, 0: days 3, 4, 5, requirements 11.4). The beginning of that day in Beijing; of hours, so
/// many days before the moment.
base::Time reminder_moment(const procedure::Clock& clock, const ClockNote& note, std::int64_t days,
                           const base::WorkCalendar& calendar);
/// Roles of those who can meet the clock, from this state if anybody can, each once.
std::vector<std::string> reminded_roles(const procedure::Procedure& procedure, const procedure::Clock& clock,
                                        std::string_view state);

/// Those that run.
std::vector<ClockNote> running_clocks(const std::vector<ClockRow>& rows);
/// When the first of those that run is, or was, overdue.
std::optional<base::Time> first_due(const std::vector<ClockRow>& rows);

/// Null: the procedure has none of that id.
const procedure::Clock* clock_named(const procedure::Procedure& procedure, std::string_view id);

}  // namespace yinxin::cases
