// A procedure of the law as data (rules/procedures/*.toml, rules/procedures/README.md): states, transitions,
// who may act, what must be entered, what must have happened before, statutory clocks. Pure: no storage, no
// time, no network, and no particular procedure.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/work_calendar.hpp"

namespace yinxin::procedure {

struct Label {
  std::string zh;
  std::string en;
};

enum class InputType : std::uint8_t {
  Text,
  Integer,
  Money,
  Date,
  Flag,
  Code,
  File,
  Reference,
  Texts,
  Region,  // six digits of GB/T 2260
  Rows,    // a repeated section: every row has the same fields
};

/// One field of a row.
using Cell = std::variant<std::string, std::int64_t, bool, base::Date>;
using Rows = std::vector<std::map<std::string, Cell, std::less<>>>;
/// Money is in fen. Code, File (SM3 in hexadecimal), Reference and Region are texts.
using Value = std::variant<std::string, std::int64_t, bool, base::Date, std::vector<std::string>, Rows>;
using Values = std::map<std::string, Value, std::less<>>;

/// Compare, and, or, not, exists over inputs of this event, values of the case and settings; total, no loops
/// (rules/procedures/README.md has the form). Parsed once.
class Condition;

struct Input {
  std::string id;  // unique in its event; a later guard reads what was entered as value:<id>
  InputType type = InputType::Text;
  Label label;
  Label help;
  bool required = true;
  std::shared_ptr<const Condition> required_when;  // null: as `required` says
  std::shared_ptr<const Condition> visible_when;   // null: always; entered though it is not shown is a fault
  std::vector<std::pair<std::string, Label>>
      codes;                  // of a Code: the only values; of Texts, if any: none else, none twice
  std::vector<Input> fields;  // of Rows: what each row holds; no Texts or Rows within
  std::int64_t min = 0;       // of Integer and Money; characters of a Text, count of Texts and Rows
  std::int64_t max = 0;
  std::string level;  // sensitivity level L0 to L3 (requirements 6.1)
  /// 常用语: what officers often write here, offered and never imposed. Of Rows some cells of a row by the
  /// ids of their fields; of a Text the text, by the id of the input.
  std::vector<std::map<std::string, std::string, std::less<>>> phrases;
};

/// A submission is what another organisation tells by letter: it may do what a person of its roles may, and
/// what is of this origin alone.
enum class Origin : std::uint8_t { Person, Timer, Submission, ChildCase };

struct Transition {
  std::string event;
  Label name;
  std::vector<std::string> from;  // empty: opens the case
  std::string to;                 // one of `from` when the event does not move the case
  Origin origin = Origin::Person;
  std::vector<std::string> roles;   // any of them; "applicant" is whoever the case is about, "signatory"
                                    // whom it has named by key to sign for them
  std::vector<std::string> needs;   // gates that must be open
  std::vector<std::string> resets;  // events whose gates close again (a supplement undoes the review)
  std::vector<Input> inputs;
  std::string counts_from;  // the day it counts from: "entry" (the case came where it is), "field:<input>",
                            // empty: its own
  std::string item;         // it is about one item of this kind
  bool adds = false;        // and makes it
  std::vector<std::string> opens;          // procedures of which it opens a child case each
  std::string party;                       // of an opening: the input that names whose case it is; empty:
                                           // who opens it says, and a child case is its parent's party's
  std::shared_ptr<const Condition> guard;  // null: none
  std::string guard_code;                  // error code when the guard says no; with the first of `cites`
  bool adverse = false;                    // needs a reason, gives a rights notice
  std::string record;                      // proof::ActCode's name: what the ledger records
  std::string effect;                      // word of the office's closed registry; empty: none
  std::vector<std::string> outputs;        // documents
  std::vector<std::string> cites;          // articles, first the one that a refusal names
  bool reading = false;                    // our reading, not the law's text
};

inline constexpr std::string_view kEntry = "entry";

/// Things of one kind within a case, each with clocks of its own: changes of one package, findings of one
/// assessment.
struct ItemKind {
  std::string id;
  Label name;
};

/// Opens when an event has happened (and was not reset since). Order-free: several may open in any order. One
/// on an event of items opens for a transition of an item by that item alone, for others when there are items
/// and every one has it; with `if_any` also while there are none.
struct Gate {
  std::string id;            // "identity"
  std::string event;         // that opens it; empty: `joins`
  std::int64_t persons = 1;  // so many different ones must have done it
  std::string joins;         // a procedure: at least one child case of it is there, and all have ended
  bool if_any = false;       // of items: of those that are there, if any
  Label name;
  std::string code;  // the error code of a refusal: "registration.gate.identity_missing"
  std::string article;
};

/// Who did one may not do the other, in the same case (requirements 13.1: named pairs).
struct Separation {
  std::string one;
  std::string other;
  Label name;
  std::string code;
  std::string article;
  bool reading = false;
};

/// A clock stands still from the day of one event through the day of the other, both included
/// (requirements 3.1.9).
struct Pause {
  std::string from;
  std::string until;
};

struct Clock {
  std::string id;
  Label name;
  std::string starts;  // event, or "state:<id>" on entering a state, or "field:<value id>" of a date or flag
  std::string length_setting;  // name of a setting that holds the days; empty: `length`
  std::string length_field;    // name of a value of the case that holds it
  std::int64_t length = 0;     // 0, of days: on that day itself
  enum class Unit : std::uint8_t { WorkingDays, CalendarDays, Hours, Months, Years } unit = Unit::WorkingDays;
  bool backward = false;
  std::vector<Pause> pauses;              // of working days
  std::vector<std::string> met_by;        // events
  std::vector<std::string> cancelled_by;  // events
  std::vector<std::string> revived_by;    // events after which it runs on from where it last began
  std::string on_expiry;                // event fired by the timer, which ends the clock; empty: only overdue
  std::vector<std::int64_t> reminders;  // days before
  bool rolled = true;                   // overdue by the rolled date (parties' rights), else by the raw one
  std::vector<std::string> cites;
  bool reading = false;
};

/// How many of a unit a clock may count: a century (base::WorkCalendar).
std::int64_t longest_of(Clock::Unit unit);
inline constexpr int kMonthsOfYear = 12;

struct State {
  std::string id;
  Label name;
  bool final = false;
};

/// What a case that another one opens is told of it beside what that one knows, where its opening asks for
/// it: the number of the case, and the Chinese name of the step.
inline constexpr std::string_view kSourceCase = "source_case";
inline constexpr std::string_view kSourceStep = "source_step";

struct Procedure {
  std::string file;  // it was read from
  std::string id;
  std::string version;  // "<id>/<in_force_from>"
  Label name;
  base::Date in_force_from;
  std::optional<base::Date> until;  // last day in force
  std::vector<std::string> cites;
  bool internal = false;  // the office's own affair: opened by another case it has no party from there
  std::vector<std::string> settings;  // names that guards and clocks read from outside (cps.…)
  std::vector<State> states;
  std::vector<ItemKind> items;
  std::vector<Transition> transitions;
  std::vector<Gate> gates;
  std::vector<Separation> separations;
  std::vector<Clock> clocks;

  const State* state(std::string_view id) const;
  /// The transition of this event from that state (empty: the opening one), or null.
  const Transition* find(std::string_view event, std::string_view from) const;
  /// The opening of that origin, or null.
  const Transition* opening(Origin origin) const;
};

/// One fault that a lawyer can read: where and what.
struct Finding {
  std::string file;
  std::string where;
  std::string zh;
  std::string en;
};

/// What rules-format.md demands of one procedure: every state reachable; every non-final state reaches an end
/// with timers alone or by us; every clock started and ended; every value that a guard reads is entered
/// before; adverse acts have a reason input; known articles, roles, acts and effects; nothing said twice.
/// `known` lists what the words may be.
struct KnownWords {
  std::vector<std::string> roles;
  std::vector<std::string> acts;
  std::vector<std::string> effects;
};
std::vector<Finding> check(const Procedure& procedure, const KnownWords& known);

/// Errors: those of base::TomlReader, all faults together. `file` is a name for messages.
base::Result<Procedure> parse(std::string_view text, std::string file);
/// Reads a file. Errors: those of parse() and base::read_file().
base::Result<Procedure> load(const std::filesystem::path& file);
/// All files of a folder, by id, oldest first. Errors: those of load(); NotFound `procedure.folder` (no such
/// folder, or none in it); Conflict `procedure.version` (two of one id overlap).
base::Result<std::map<std::string, std::vector<Procedure>>> load_all(const std::filesystem::path& folder);

}  // namespace yinxin::procedure
