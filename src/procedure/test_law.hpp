// Plays the licence procedures from scripts. A script is words: an event with what it usually enters, by its
// first role's usual holder; event:variant enters something else; event@actor is done by that actor in
// whatever role it takes; event+role by the holder of that role; event#item is about that item; -event takes
// the event out of the history; >2026-09-28 moves the clock to ten o'clock in Beijing of that day, periods
// that end until then firing on the way.
#pragma once

#include <functional>
#include <sstream>

#include "procedure/test_procedure.hpp"

namespace yinxin::procedure::testing {

inline const std::string kLawDigest(64, 'a');

inline base::Date day(std::string_view text) {
  const auto date = base::parse_date(text);
  if (!date) throw std::runtime_error("no day: " + std::string(text));
  return *date;
}

inline Value text(std::string_view words) {
  return Value(std::string(words));
}

inline const base::WorkCalendar& law_calendar() {
  static const base::WorkCalendar kCalendar = [] {
    auto loaded = base::WorkCalendar::load(YX_SOURCE_DIR "/rules/calendar");
    if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
    return *std::move(loaded);
  }();
  return kCalendar;
}

inline Procedure law_procedure(const std::string& id) {
  auto loaded = load(rules_folder() / "procedures" / (id + ".toml"));
  if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
  return *std::move(loaded);
}

/// What an event enters: by "event" or "event:variant".
using LawInputs = std::map<std::string, Values, std::less<>>;

inline const KnownWords kLawWords{
    {"applicant", "responsible_person", "compliance_officer", "province_intake_officer",
     "province_review_officer", "province_head", "national_intake_officer", "case_officer", "case_reviewer",
     "legal_reviewer", "deciding_officer", "publication_officer", "technical_review_coordinator",
     "review_expert"},
    {},
    {"register_entry", "licence_status"}};

class LawPlay {
 public:
  LawPlay(const Procedure& procedure, const LawInputs& inputs)
      : procedure_(procedure), inputs_(inputs), clock_(at("2026-03-02T02:00:00Z")) {}

  /// The code of the error, or empty.
  std::string step(const std::string& word) {
    if (word.front() == '>') return move_to(word.substr(1));
    if (word.front() == '-') {
      std::erase_if(case_.history,
                    [&](const Happened& happened) { return happened.event == word.substr(1); });
      return "";
    }
    clock_.advance(std::chrono::minutes(1));
    return act(word);
  }

  /// The state, and the clocks that run: "accepted [decision forwarding]"; of an item "formalities#c1";
  /// "decision!" stands still.
  std::string outcome() const {
    const auto clocks = running(procedure_, case_, settings_, law_calendar());
    if (!clocks) return clocks.error().code;
    std::string ids;
    for (const Running& one : *clocks)
      ids += (ids.empty() ? "" : " ") + one.clock->id + (one.item.empty() ? "" : "#" + one.item) +
             (one.paused ? "!" : "");
    return case_.state + (ids.empty() ? "" : " [" + ids + "]");
  }

  /// The last lawful day of a clock that runs, "raw/effective"; "paused"; empty: it does not run.
  std::string due(const std::string& id) const {
    const auto clocks = running(procedure_, case_, settings_, law_calendar());
    for (const Running& one : clocks.value()) {
      if (one.clock->id + (one.item.empty() ? "" : "#" + one.item) != id) continue;
      if (one.paused) return "paused";
      return base::format_date(one.due.due_raw) + "/" + base::format_date(one.due.due_effective) +
             (one.due.provisional ? "?" : "");
    }
    return "";
  }

  const Case& current() const { return case_; }
  Case& current() { return case_; }

 private:
  static std::string cut(std::string& word, char mark) {
    const std::size_t found = word.find(mark);
    if (found == std::string::npos) return "";
    std::string rest = word.substr(found + 1);
    word.resize(found);
    return rest;
  }

  const Running* next_due(const std::vector<Running>& clocks, base::Time until) const {
    const Running* next = nullptr;
    for (const Running& one : clocks) {
      if (one.clock->on_expiry.empty() || one.at > until || (next != nullptr && next->at <= one.at)) continue;
      next = &one;
    }
    return next;
  }

  std::string move_to(const std::string& date) {
    const base::Time until = at(date + "T02:00:00Z");
    while (true) {
      const auto clocks = running(procedure_, case_, settings_, law_calendar());
      if (!clocks) return clocks.error().code;
      const Running* due = next_due(*clocks, until);
      if (due == nullptr) break;
      auto after =
          advance(procedure_, case_,
                  Attempt{due->clock->on_expiry, "system/clocks", {}, Origin::Timer, {}, due->at, due->item},
                  settings_);
      if (!after) return after.error().code;
      case_ = std::move(after->after);
    }
    if (until > clock_.now()) clock_.advance(until - clock_.now());
    return "";
  }

  std::string act(std::string word) {
    std::string role = cut(word, '+');
    const std::string actor = cut(word, '@');
    const std::string item = cut(word, '#');
    const auto found = inputs_.find(word);
    cut(word, ':');
    Attempt attempt{word, "system/clocks", {}, Origin::Person, {}, clock_.now(), item};
    if (found != inputs_.end()) attempt.inputs = found->second;
    if (const Transition* transition = procedure_.find(word, case_.state)) {
      attempt.origin = transition->origin;
      if (role.empty() && !transition->roles.empty()) role = transition->roles.front();
      if (!actor.empty()) attempt.roles = transition->roles;
    }
    if (!role.empty() && actor.empty()) attempt.roles = {role};
    attempt.actor = !actor.empty() ? actor : role.empty() ? "system/cases" : "officer/" + role;
    auto after = advance(procedure_, case_, attempt, settings_);
    if (!after) return after.error().code;
    case_ = std::move(after->after);
    return "";
  }

  const Procedure& procedure_;
  const LawInputs& inputs_;
  base::ManualClock clock_;
  Case case_;
  Values settings_{{"reading.q04_supplement_days", std::int64_t{30}}};
};

struct LawScene {
  std::string script;
  std::string outcome;
};

/// What comes of a script: the outcome; the code of an error at the last word; "word: code" of an earlier
/// one.
inline std::string play_law(const Procedure& procedure, const LawInputs& inputs, const std::string& script) {
  LawPlay play(procedure, inputs);
  std::istringstream words(script);
  for (std::string word; words >> word;) {
    if (word.front() == '?') return play.due(word.substr(1));
    const std::string code = play.step(word);
    if (!code.empty()) return words.peek() == std::char_traits<char>::eof() ? code : word + ": " + code;
  }
  return play.outcome();
}

/// What LawPlay::due() says after a script that must succeed.
inline std::string due_after(const Procedure& procedure, const LawInputs& inputs, const std::string& script,
                             const std::string& clock) {
  LawPlay play(procedure, inputs);
  std::istringstream words(script);
  for (std::string word; words >> word;) {
    const std::string code = play.step(word);
    if (!code.empty()) return word + ": " + code;
  }
  return play.due(clock);
}

/// Takes one thing after another out of a procedure; the check or a scene must miss each.
class LawMutation {
 public:
  LawMutation(const Procedure& procedure, const LawInputs& inputs, const std::vector<LawScene>& scenes)
      : whole_(procedure), inputs_(inputs), scenes_(scenes) {}

  void everything() const {
    entries(&Procedure::transitions, [](const Transition& one) { return "transition " + one.event; });
    entries(&Procedure::gates, [](const Gate& one) { return "gate " + one.id; });
    entries(&Procedure::separations,
            [](const Separation& one) { return "separation " + one.one + "/" + one.other; });
    entries(&Procedure::clocks, [](const Clock& one) { return "clock " + one.id; });
    words(&Procedure::transitions, &Transition::from, "from");
    words(&Procedure::transitions, &Transition::roles, "role");
    words(&Procedure::transitions, &Transition::needs, "gate");
    words(&Procedure::transitions, &Transition::resets, "reset");
    words(&Procedure::transitions, &Transition::inputs, "input");
    words(&Procedure::clocks, &Clock::met_by, "met_by");
    words(&Procedure::clocks, &Clock::cancelled_by, "cancelled_by");
    words(&Procedure::clocks, &Clock::pauses, "pause");
    guards_and_days();
  }

 private:
  bool goes_red(const Procedure& mutant) const {
    if (!check(mutant, kLawWords).empty()) return true;
    return std::any_of(scenes_.begin(), scenes_.end(), [&](const LawScene& scene) {
      return play_law(mutant, inputs_, scene.script) != scene.outcome;
    });
  }

  template <class List, class Name>
  void entries(List Procedure::*list, const Name& name) const {
    for (std::size_t i = 0; i < (whole_.*list).size(); ++i) {
      Procedure mutant = whole_;
      (mutant.*list).erase((mutant.*list).begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_TRUE(goes_red(mutant)) << "nothing misses " << name((whole_.*list)[i]);
    }
  }

  template <class Entries, class Entry, class Words>
  void words(Entries Procedure::*entries, Words Entry::*list, std::string_view what) const {
    for (std::size_t i = 0; i < (whole_.*entries).size(); ++i) {
      for (std::size_t j = 0; j < ((whole_.*entries)[i].*list).size(); ++j) {
        Procedure mutant = whole_;
        Words& words = (mutant.*entries)[i].*list;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(j));
        EXPECT_TRUE(goes_red(mutant))
            << "nothing misses " << what << " " << j << " of " << name((whole_.*entries)[i]);
      }
    }
  }

  static std::string name(const Transition& one) { return one.event; }
  static std::string name(const Clock& one) { return one.id; }

  void guards_and_days() const {
    for (std::size_t i = 0; i < whole_.transitions.size(); ++i) {
      Procedure mutant = whole_;
      Transition& transition = mutant.transitions[i];
      if (transition.guard) {
        transition.guard = nullptr;
        EXPECT_TRUE(goes_red(mutant)) << "nothing misses the guard of " << transition.event;
      }
      mutant = whole_;
      if (!mutant.transitions[i].counts_from.empty()) {
        mutant.transitions[i].counts_from.clear();
        EXPECT_TRUE(goes_red(mutant)) << "nothing misses the day of " << mutant.transitions[i].event;
      }
    }
  }

  const Procedure& whole_;
  const LawInputs& inputs_;
  const std::vector<LawScene>& scenes_;
};

}  // namespace yinxin::procedure::testing
