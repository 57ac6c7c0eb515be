// What the ledger says of a case. Private to this folder.
#pragma once

#include "cases/clock_table.hpp"
#include "cases/plan.hpp"
#include "ledger/recorder.hpp"

namespace yinxin::cases {

/// "case/<number>".
std::string object_of(const Case& the_case);

/// The act that the transition names, else that a case was opened, or an event happened in it.
ledger::Act act_of_step(const Case& the_case, const Event& event, const procedure::Transition& transition,
                        const std::string& from, const std::vector<std::string>& opened);
/// A clock ran out without what it waits for.
ledger::Act act_of_overdue(const Case& the_case, const ClockNote& note);
/// A due day is another than before.
ledger::Act act_of_move(const Case& the_case, const ClockMove& move);
/// Clocks of all cases are counted again. `actor` null: after a crash, by the program.
ledger::Act act_of_recalculation(const Recalculation& recalculation, const officers::Actor& actor);
/// A notice of days off was proposed; or confirmed, where it is, and `recalculation` is what follows.
ledger::Act act_of_notice(const CalendarNotice& notice, const base::Bytes& recalculation,
                          const officers::Actor& actor);

/// A file was handed in, or again for an input of a higher level. Its name is nobody's to read here.
ledger::Act act_of_file(const FileNote& note, const officers::Actor& actor);
/// Somebody looks at what stands in it.
ledger::Act act_of_look(const FileNote& note, const std::string& reason, const officers::Actor& actor);
/// No step named it in time.
ledger::Act act_of_sweep(const FileNote& note);

}  // namespace yinxin::cases
