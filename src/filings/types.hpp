// What a provider files with an authority by letter, and what the authority tells of the case (FORMAT.md,
// docs/decisions/0021).
#pragma once

#include <set>

#include "cases/types.hpp"
#include "exchange/types.hpp"

namespace yinxin::filings {

/// A filing is one conversation: at the authority one case.
using FilingId = exchange::ConversationId;
using exchange::MessageId;
using procedure::Label;

// Limits of one letter; ours.
inline constexpr std::size_t kMaxDeeds = 64;
inline constexpr std::size_t kMaxFiles = 32;
inline constexpr std::size_t kMaxContentBytes = std::size_t{512} << 10;  // of the sealed part
/// Of all files that we send: as many as a request holds in Base64 (http/router.hpp).
inline constexpr std::size_t kMaxFilesBytes = std::size_t{11} << 20;
/// Of all that a letter brings: they are in memory at once.
inline constexpr std::int64_t kMaxTakenBytes = std::int64_t{128} << 20;

struct File {
  std::string name;  // for people
  std::string media_type;
  base::Bytes content;
};

/// One event of the case, as its party asks for it.
struct Deed {
  std::string event;
  std::string item;  // empty: about the case
  procedure::Values inputs;
};

/// What an officer of the provider wants filed.
struct Wish {
  std::string authority;  // how peers name it; empty: the only peer there is
  std::string procedure;
  std::string scope;        // region; empty: as rules/routing.toml and what is entered say
  std::string own_case;     // of ours, that it comes from; may be empty
  std::vector<Deed> deeds;  // the first opens the case
  std::vector<File> files;  // that inputs name by their SM3
};

enum class State : std::uint8_t {
  Sent,      // its first letter is on its way
  Received,  // it is with the authority, not played yet
  Open,      // there is a case
  Returned,  // the first letter was refused: there is no case
  Ended      // the case has ended
};
/// "sent", "received", "open", "returned", "ended".
std::string_view state_name(State state);
std::optional<State> find_state(std::string_view name);

/// A filing as its office knows it: the provider by what it was told last, the authority by what it told.
struct Filing {
  FilingId id;
  std::string peer;
  std::string procedure;
  std::string scope;
  std::string own_case;
  bool ours = false;  // we began it; false: the other side's letter did
  State state = State::Sent;
  std::string case_number;  // at the authority; empty: not known yet
  std::string case_state;
  Label case_state_name;
  std::optional<base::Date> due_on;  // the first of the running periods
  std::string code;                  // why it was returned
  base::Time begun_at;
  base::Time changed_at;
  std::int64_t followed = 0;  // of a provider: the step there after the last that our own case was to follow
  std::int64_t matters = 0;   // of a provider: what stands because our own case did not follow it
};

/// How the provider's own case of a procedure follows the authority's (rules/following.toml).
struct Relation {
  std::map<std::string, std::string> begins;  // opening there, event of ours that it stands for
  std::set<std::string> files;                // happens in ours when the authority has taken the letter
  std::set<std::string> told;                 // the authority's: happens in ours when it is told
  std::set<std::string> own;                  // timers that each side's calendar brings about
  bool received = false;  // the authority begins it: its opening, when it is told, opens ours
};

/// Something that the authority told and our own case did not follow: an officer looks at it.
struct Matter {
  static constexpr std::int64_t kDocument = -1;
  MessageId letter;           // that told it
  std::int64_t position = 0;  // of the step there; kDocument: the letter's document
  std::string event;          // or the document's row of the catalogue
  std::string code;           // why
  base::Time at;              // found then
  std::string settled_by;     // actor; empty: it stands
  std::optional<base::Time> settled_at;
  bool taken = false;  // settled: it happened in our case after all; else it was set aside
};

/// What the authority tells of a case.
struct Notice {
  struct Step {
    std::int64_t position = 0;
    std::string event;
    Label name;
    base::Time at;
    std::vector<std::pair<std::string, Label>> papers;  // that the step gives the party
    procedure::Values inputs;                           // what these papers tell
    bool shortened = false;                             // inputs were too long for a letter
    std::string item = {};                              // that it is about
    std::optional<base::Date> on = {};  // the day it counts from, where that is not the day of `at`
  };
  struct Deadline {
    std::string clock;
    Label name;
    std::string item;
    base::Date last_day;
    bool paused = false;
  };
  /// A document that was issued; the letter's only attachment.
  struct Paper {
    std::int64_t position = 0;
    std::string document;  // row of rules/catalogue.toml
    std::string title;
    std::string number;
    std::string code;  // of the verification page
  };
  std::string case_number;
  std::string procedure;
  std::string scope;
  std::string state;
  Label state_name;
  bool ended = false;
  std::vector<Step> steps;
  std::vector<Deadline> deadlines;  // that run
  std::optional<Paper> paper;
};

struct FileNote {
  std::string name;
  std::string media_type;
  std::int64_t size = 0;
  crypto::Sm3Digest sm3{};
};

/// A letter of a filing, as it is shown.
struct LetterNote {
  MessageId id;
  bool incoming = false;
  exchange::Kind kind = exchange::Kind::Submission;
  std::string made_by;                            // actor, or the peer
  base::Time at;                                  // queued, or arrived
  exchange::State state = exchange::State::Sent;  // of ours: Sent, Received, Delivered, Refused
  std::optional<base::Time> received_at = {};     // of ours: by the receiver's clock
  std::string code = {};                          // why it was refused
  std::optional<MessageId> answers = {};          // of a notice: the letter that it answers
  std::vector<Deed> deeds = {};                   // of a submission
  std::optional<Notice> notice = {};              // of any other
  std::vector<FileNote> files = {};               // that this office keeps
};

struct Shown {
  Filing filing;
  std::vector<LetterNote> letters;  // as they were queued or arrived
  std::vector<Matter> matters;      // as they were found
};

struct Filter {
  std::string peer;         // empty: any
  std::string procedure;    // empty: any
  std::string case_number;  // empty: any
  std::string reach;        // a region and what lies in it; empty: any
  std::optional<State> state;
  std::string own_case = {};  // empty: any
  bool matters = false;       // those alone in which something stands
};

}  // namespace yinxin::filings
