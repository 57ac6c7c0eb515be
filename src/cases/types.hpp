// Cases of any procedure of the law (rules/procedures), as the departments see them that have them played.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crypto/sm3.hpp"
#include "officers/types.hpp"
#include "procedure/engine.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// Who asks. The front proves `actor`; the department that uses this says where they stand.
struct Caller {
  officers::Actor actor;
  std::vector<std::string> roles;    // held in the office (words of rules/roles.toml): count within `reach`
  std::optional<std::string> reach;  // region of the office, six digits; nothing: no case but of `party`
  std::string party;                 // for whom they speak; empty: for nobody
  std::vector<std::string> party_roles;  // held there: count in cases of that party, beside "applicant"
};

/// Six digits of GB/T 2260.
bool is_region(std::string_view text);
/// Whether the region lies in the reach; two zeros at its end stand for all that is below: "530000" is a
/// province, "000000" the country.
bool lies_in(std::string_view region, std::string_view reach);

/// One thing that was done.
struct StepNote {
  std::int64_t position = 0;  // from 0
  std::string event;
  std::string actor;
  procedure::Origin origin = procedure::Origin::Person;
  base::Time at;                 // when it happened; of a timer, the moment it was due
  base::Time recorded_at;        // when it was written down
  std::string item;              // empty: about the case
  std::optional<base::Date> on;  // the day it counts from, where that is not the day of `at`
  procedure::Values inputs;
};

/// A case, unmasked; endpoints mask.
struct Case {
  std::string number;
  std::string procedure;          // id
  std::string procedure_version;  // the one it began with, to its end
  std::int64_t version = 0;       // grows with each change; two at once: one wins
  bool ended = false;
  std::string party;   // key of whom it is about; no personal data
  std::string scope;   // region it belongs to, six digits
  std::string parent;  // number of the case that opened it; empty: none did
  std::string led_by;  // what another office's case leads it by (Service::lead); empty: nothing does
  base::Time opened_at;
  std::optional<base::Time> due_at;  // when the first of its running clocks is, or was, overdue
  procedure::Case played;            // state, history, values, items, children
  std::vector<StepNote> steps;       // by position, one for each of played.history

  const std::string& state() const { return played.state; }
};

/// A statutory period that began in a case (requirements 3.4).
struct ClockNote {
  enum class Outcome : std::uint8_t { Running, Met, Fired, Cancelled };
  std::string clock;       // id in the procedure
  std::string item;        // of which it runs; empty: of the case
  std::int64_t start = 0;  // position of the step that set it going
  base::Due due;
  bool paused = false;
  base::Time at;                         // the moment it is overdue; of one that is paused the end of time
  std::optional<base::Time> overdue_at;  // it ran out without what it waits for; found then
  Outcome outcome = Outcome::Running;
  std::optional<base::Time> ended_at;
};

/// Why a due day is another than before (requirements 3.1.11).
struct ClockMove {
  std::string clock;
  std::string item;
  std::int64_t start = 0;
  base::Time at;
  std::string reason;
  base::Date old_raw;
  base::Date old_effective;
  base::Date new_raw;
  base::Date new_effective;
};

/// A notice of days off and make-up days that one officer proposed and another confirms
/// (docs/decisions/0034).
struct CalendarNotice {
  std::int64_t number = 0;  // from 1
  std::int64_t year = 0;
  std::string notice;   // its number (文号)
  std::string content;  // the file as it was handed in: as one of rules/calendar
  std::string sm3;      // of it, hex
  std::string proposed_by;
  base::Time proposed_at;
  std::string confirmed_by;  // empty: nothing is counted by it
  std::optional<base::Time> confirmed_at;
  bool counted = false;    // every running clock was counted again for it
  std::int64_t moved = 0;  // clocks that this has moved so far
};

/// What a notice would move: a clock of a case, `at` and `reason` not set.
struct ExpectedMove {
  std::string number;
  std::string procedure;
  ClockMove move;
};
struct ExpectedMoves {
  std::vector<ExpectedMove> moves;  // by number
  std::string next;                 // the last case that was looked at; empty: there are no more
};

/// A case as somebody may read it. Pointers go into the service's procedures.
struct View {
  Case found;
  const procedure::Procedure* procedure = nullptr;
  std::vector<ClockNote> clocks;                       // running and ended, as they began
  std::vector<ClockMove> moves;                        // in order
  std::vector<const procedure::Transition*> possible;  // what the caller may try now
  procedure::Values settings;                          // what the office says now of those that are read
};

/// A message that a period is about to end, or has ended, for whoever can meet it.
struct Reminder {
  std::string id;  // later ones are greater
  std::string number;
  std::string clock;
  std::string item;
  base::Date last_day;
  std::optional<std::int64_t> days;  // before the last day; nothing: it is overdue
  std::string role;                  // of those it is for; "applicant": the party
  base::Time at;                     // when it was due to be sent
};

/// A running clock by its last day, for a calendar.
struct DueDay {
  std::string number;
  std::string procedure;
  std::string procedure_version;
  std::string clock;
  std::string item;  // of which it runs; empty: of the case
  base::Date due_raw;
  base::Date due_effective;
  bool provisional = false;
  bool paused = false;   // the days are what they would be
  bool overdue = false;  // found overdue
};

/// One event, tried by somebody.
struct Deed {
  std::string number;
  std::string event;
  procedure::Values inputs;
  std::string item;                     // the item it is about, new or known
  std::optional<std::int64_t> version;  // the caller saw this one; another one now is Conflict
  bool submission = false;              // it came as a signed submission of the other side
};

struct Opening {
  std::string procedure;  // id; the version in force on the day is taken
  std::string party;
  std::string scope;
  procedure::Values inputs;
  bool submission = false;
  std::string parent;      // for the program alone: the case that opens this one; else empty
  bool recurring = false;  // for the program alone: a duty that comes again opens it (origin child_case)
};

/// What a letter of the party asks for in one case, in this order; all of it or nothing.
struct Submission {
  std::string number;       // of the case; empty: the first deed opens one
  Opening opening;          // then: its procedure, party and scope
  std::vector<Deed> deeds;  // event, item and inputs; one at least
  base::Time at;            // of its arrival: what counts, whenever it is played
};

/// What one case tells another (origin child_case), in the commit of the step that it follows from.
struct Telling {
  std::string number;
  std::string event;
  procedure::Values inputs;
};

/// One step as an effect sees it: `the_case` after it.
struct Happening {
  const Case& the_case;
  const procedure::Transition& transition;
  const StepNote& step;
};
/// What an effect adds to the commit of its step. Case and position name the step: they come once.
struct Consequences {
  store::WriteSet set;
  std::vector<Telling> tell;
};
/// Of the closed list that a department gives. It may read and must not wait; its error refuses the event.
using Effect = std::function<base::Result<void>(const Happening&, Consequences&)>;

/// What one commit is about to do in a case, and where it then stands.
struct Followed {
  struct Step {
    const StepNote& note;
    const procedure::Transition& transition;
  };
  const Case& the_case;
  const procedure::Procedure& procedure;
  std::vector<Step> steps;        // in order; one at least
  std::vector<ClockNote> clocks;  // that run
};
/// Who has others told of cases: adds to the same commit. As an effect: may read, must not wait; its error
/// refuses everything.
using Follow = std::function<base::Result<store::WriteSet>(const Followed&)>;

/// A submission worked out, for somebody else's commit.
struct Prepared {
  store::WriteSet set;
  Case outcome;
  /// What is new, as positions in `outcome` with their transitions: the letter's own and what was due before.
  std::vector<std::pair<std::size_t, const procedure::Transition*>> steps;
  std::vector<ClockNote> clocks;  // that run
};

/// Of a procedure: what belongs to the office whose case leads ours (Service::lead).
struct Led {
  std::set<std::string> by_letter;  // happens here when that office says that it has: by nobody's hand
  std::set<std::string> told;       // that office's own events: no clock of ours brings them about
};

/// What the office that leads a case says of it.
struct Leading {
  /// The last day of a period that runs there.
  struct Day {
    std::string clock;
    std::string item;
    base::Date last_day;
    bool paused = false;
  };
  std::string number;                  // of our case
  std::string leader;                  // as lead() was given it
  std::string source;                  // where it says so, for act records: "letter/<id>"
  std::vector<procedure::Told> steps;  // in order
  std::vector<Day> days;               // after these steps
  bool last = false;                   // that case has ended: when all of this is in, it leads no more
};
/// What became of it, for the commit that takes it in.
struct Taken {
  store::WriteSet set;
  std::vector<std::optional<base::Error>>
      refused;  // for each step why it did not happen here; nothing: it did
};

/// A case that another office's has opened here, for the commit that takes what it says.
struct Begun {
  store::WriteSet set;
  std::string number;
};

/// A paper of another office, for the files of a case.
struct Paper {
  std::string number;    // of the case
  std::string document;  // row of rules/catalogue.toml: what it is handed in for
  std::string name;      // with an ending that says what it is
  base::Bytes content;
  std::string by;      // whose it is, as an actor
  std::string source;  // where it came from, for act records
};

/// What guards and clocks of a case read from outside: readings, lengths, facts. The case's values are those
/// it has with what is being entered now.
using Settings = std::function<base::Result<procedure::Values>(const Case&)>;

/// The party that an opening names in words of the office (`party` of rules/procedures/README.md): a
/// licence's number. `fresh` is the case that is being opened: of a child its party is still its parent's.
/// May read and must not wait; its error refuses the opening.
using PartyOf = std::function<base::Result<std::string>(const Case& fresh, const std::string& named)>;

/// Whether a department itself keeps what a step of the case names under this input, so that nobody hands it
/// in: an alert, a snapshot of its records. May read and must not wait.
using Keeps =
    std::function<base::Result<bool>(const Case&, const std::string& input, const crypto::Sm3Digest& sm3)>;

struct Filter {
  std::string procedure;                 // id; empty: any
  std::string state;                     // needs `procedure`; empty: any
  std::string party;                     // empty: any
  std::string scope;                     // a region and what lies in it; empty: any
  std::optional<base::Time> due_before;  // a running clock is, or was, overdue before then
  bool overdue = false;                  // a running clock is overdue now
};

struct Page {
  std::vector<Case> cases;  // without steps, values, items and children
  std::string next;         // cursor of the next page; empty: this is the last
};

/// What an officer may give as the reason of a look or an act on many cases: 1 to 500 characters, not all of
/// them blank.
bool is_reason(std::string_view text);

// Limits of files; ours. A single one, with its head, is as much as a request may hold (http/router.hpp); all
// of a case together are as much as its archive may hold (proof/ustar.hpp).
inline constexpr std::size_t kMaxFileBytes = std::size_t{15} << 20;
inline constexpr std::size_t kMaxFileName = 200;  // characters, as of a material's title
inline constexpr std::int64_t kMaxCaseFiles = 400;
inline constexpr std::int64_t kMaxCaseFileBytes = std::int64_t{400} << 20;
inline constexpr std::int64_t kMaxOpeningFiles = 16;  // of one actor, for one opening
inline constexpr std::int64_t kMaxOpeningFileBytes = std::int64_t{64} << 20;
inline constexpr std::int64_t kMaxWaitingBytes = std::int64_t{4} << 30;  // for openings, of all actors
/// Of them of keys that are no officer's, which anybody makes as many of as they like: officers always have
/// the rest, and what keys fill is free again in a day.
inline constexpr std::int64_t kMaxWaitingBytesOfKeys = std::int64_t{1} << 30;
inline constexpr std::chrono::hours kFileWaits{7 * 24};  // for a step that names it; then it is swept
inline constexpr std::chrono::hours kKeysFileWaits{24};  // for an opening by a key

/// A file on its way in: for a case, or for an opening by who hands it in.
struct NewFile {
  std::string number;     // of the case; empty: for an opening
  std::string procedure;  // of the opening; else empty
  std::string input;      // that it is for; within rows "<section>.<field>"
  std::string name;       // as its owner calls it, with an ending that says what it is
  base::ByteView content;
};

/// A file that was handed in, without its content.
struct FileNote {
  std::string id;
  std::string number;  // of the case; empty: it waits for an opening
  std::string procedure;
  std::string input;
  std::string level;  // the highest of the inputs that it was handed in for
  crypto::Sm3Digest sm3{};
  std::string name;  // L2
  std::string media_type;
  std::int64_t size = 0;
  std::string added_by;
  base::Time added_at;
  std::optional<base::Time> named_at;  // when a step first named it; nothing: it waits for one
};

}  // namespace yinxin::cases
