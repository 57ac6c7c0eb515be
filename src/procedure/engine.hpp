// Whether an event may happen in a case now, and what follows. Pure functions over a Procedure.
#pragma once

#include "procedure/procedure.hpp"

namespace yinxin::procedure {

/// One thing that happened in a case.
struct Happened {
  std::string event;
  std::string actor;
  base::Time at;
  std::string item = {};              // id of the item it was about
  std::optional<base::Date> on = {};  // the day it counts from, where that is not the day of `at`
};

/// The day that counts, in Beijing.
base::Date day_of(const Happened& happened);

struct Item {
  std::string kind;
  Values values;
};

/// A case that a transition of this one opened.
struct Child {
  std::string procedure;
  std::string number;
  bool ended = false;
};

/// A case as far as the engine minds: the state it is in, what happened, what has been entered.
struct Case {
  std::string state;  // empty: not open yet
  std::vector<Happened> history;
  Values values;
  std::map<std::string, Item, std::less<>> items = {};  // by id
  std::vector<Child> children = {};
};

struct Attempt {
  std::string event;
  std::string actor;  // "officer/<id>", "applicant/<number>", "system/<what>"
  std::vector<std::string> roles;
  Origin origin = Origin::Person;
  Values inputs;
  base::Time at;
  std::string item = {};  // the item it is about, new or known as the transition says
};

/// A guard reads as setting:today the day of the attempt in Beijing.
inline constexpr std::string_view kToday = "today";

/// What becomes of the case. `transition` points into the procedure.
struct Step {
  const Transition* transition = nullptr;
  Case after;
};

/// Errors: NotFound `procedure.event` (no such event anywhere); Conflict `procedure.state` (not from this
/// state; the detail names both); Forbidden `procedure.role` (nobody of these roles, or not from this
/// origin); Malformed `procedure.item` (an item that is not there, is there already, or is not asked for);
/// Refused with the separation's code and article; NotYet with the gate's code and article (the first closed
/// one; the detail lists all); Malformed `procedure.input` with one "id: why" for each fault; Refused with
/// the guard's code and article.
base::Result<Step> advance(const Procedure& procedure, const Case& before, const Attempt& attempt,
                           const Values& settings);

/// What the office that leads a case says has happened in it.
struct Told {
  std::string event;
  std::string actor;
  base::Time at;
  std::string item = {};
  std::optional<base::Date> on = {};  // the day that it counts from there, where that is not the day of `at`
  Values inputs = {};                 // what that office tells of what was entered
};

/// Brings it into our own case of the same procedure. It was for that office to judge: roles, origins, gates,
/// separations and guards are not asked, and what was not told is not missing. Errors: NotFound
/// `procedure.event`; Conflict `procedure.state`; Malformed `procedure.item`; Malformed `procedure.input`
/// (told, and not what the transition asks for).
base::Result<Step> follow(const Procedure& procedure, const Case& before, const Told& told);

/// The gates and which of them are open.
struct GateState {
  const Gate* gate = nullptr;
  const Happened* opened =
      nullptr;  // into `history`: the last that was needed; null: closed, or not by an event
  bool open = false;
};
std::vector<GateState> gates(const Procedure& procedure, const Case& current);

/// Events that somebody of these roles may try now: state and role fit; gates, guards and inputs are not
/// looked at.
std::vector<const Transition*> possible(const Procedure& procedure, const Case& current,
                                        const std::vector<std::string>& roles);

/// A clock that runs in this case.
struct Running {
  const Clock* clock = nullptr;
  std::string item;       // of which it runs; empty: of the case
  std::size_t start = 0;  // into the history: what set it going
  bool paused = false;    // it stands still now: `due` is what it would be, `at` the end of time
  base::Due due;          // of hours: the days in which they begin and end
  base::Time at;  // the moment it is overdue: the day's end in Beijing, or so many hours after the start
};
/// A clock that starts on an event of an item runs for each. Clocks started and neither met, cancelled nor
/// expired since. A start while one runs changes nothing, a start that was reset is none; the date of a field
/// is the one that stands there now, and by a flag it runs only while that says yes. Errors: NotFound
/// `procedure.setting` (a length that is not there).
base::Result<std::vector<Running>> running(const Procedure& procedure, const Case& current,
                                           const Values& settings, const base::WorkCalendar& calendar);

}  // namespace yinxin::procedure
