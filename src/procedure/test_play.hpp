// Plays the licence procedures from scripts. A script is words: an event with what it usually enters, by its
// first role's usual holder; event:variant enters something else; event@actor is done by that actor in
// whatever role it takes; event+role by the holder of that role; event#item is about that item; -event takes
// the event out of the history; >2026-09-28 moves the clock to ten o'clock in Beijing of that day, periods
// that end until then firing on the way; ^remedy a child case of that procedure is open, ^remedy! it has
// ended; =records.x:true the office says so from here on.
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

/// Words of rules/roles.toml, proof::all_acts() and rules::effects(); `yinxin rules check` asks those
/// themselves.
inline const KnownWords kLawWords{
    {"applicant",
     "signatory",
     "visitor",
     "registration_officer",
     "review_officer",
     "issuing_officer",
     "key_custodian",
     "support_officer",
     "training_officer",
     "archive_officer",
     "security_chief",
     "responsible_person",
     "compliance_officer",
     "province_intake_officer",
     "province_review_officer",
     "province_head",
     "national_intake_officer",
     "case_officer",
     "case_reviewer",
     "legal_reviewer",
     "hearing_host",
     "deciding_officer",
     "publication_officer",
     "technical_review_coordinator",
     "enforcement_officer",
     "tip_handler",
     "review_expert"},
    {"rules_published",
     "rules_filed",
     "rules_proposed",
     "rules_approved",
     "case_submitted",
     "case_received",
     "case_returned",
     "case_resubmitted",
     "case_accepted",
     "case_confirmed",
     "opinion_given",
     "decision_made",
     "document_delivered",
     "right_exercised",
     "hearing_held",
     "period_lapsed",
     "period_extended",
     "urged",
     "case_referred",
     "case_withdrawn",
     "case_closed",
     "result_published",
     "material_handed_over",
     "rectification_ordered",
     "rectification_done",
     "rectification_verified",
     "report_signed",
     "report_corrected",
     "finding_entered",
     "finding_determined",
     "rules_in_force",
     "rules_superseded",
     "delegation_signed",
     "delegation_started",
     "delegation_supervised",
     "delegation_suspended",
     "delegation_ended",
     "delegation_data_returned",
     "training_planned",
     "training_recorded",
     "test_recorded",
     "post_authorised",
     "post_right_ended",
     "complaint_received",
     "complaint_answered",
     "claim_received",
     "claim_settled",
     "event_discovered",
     "event_judged",
     "event_reported",
     "quarantined",
     "figures_locked",
     "service_stopped",
     "service_resumed",
     "takeover_ordered",
     "takeover_settled",
     "handover_part",
     "handover_signed",
     "device_registered",
     "device_in_use",
     "device_out_of_use",
     "device_destroyed",
     "trust_changed",
     "credentials_shown",
     "entry_made",
     "entry_ended",
     "record_signed",
     "feedback_given",
     "focus_listed",
     "focus_removed",
     "tip_received",
     "evidence_registered",
     "evidence_released",
     "penalty_decided",
     "penalty_performed",
     "enforcement_applied"},
    {"register_entry", "licence_status", "accounts", "post_right", "focus_list", "hold", "release_hold",
     "quarantine", "bulk_revoke", "tip_seal", "experts", "leads", "publication", "ownership"}};

/// The recommended values of the readings (rules/readings.toml), which the procedures read.
inline const Values kReadings{{"reading.q04_supplement_days", std::int64_t{30}},
                              {"reading.q09_complaint_days", std::int64_t{15}},
                              {"reading.q12_tip_days", std::int64_t{15}},
                              {"reading.q21_focus_months", std::int64_t{12}},
                              {"reading.q22_penalty_months", std::int64_t{12}}};

class LawPlay {
 public:
  /// `settings`: what the office says beside the readings.
  LawPlay(const Procedure& procedure, const LawInputs& inputs, Values settings = {})
      : procedure_(procedure),
        inputs_(inputs),
        clock_(at("2026-03-02T02:00:00Z")),
        settings_(std::move(settings)) {
    settings_.insert(kReadings.begin(), kReadings.end());
  }

  /// The code of the error, or empty.
  std::string step(const std::string& word) {
    if (word.front() == '>') return move_to(word.substr(1));
    if (word.front() == '=') return set(word.substr(1));
    if (word.front() == '^') return child(word.substr(1));
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

  std::string set(std::string word) {
    const std::string value = cut(word, ':');
    settings_[word] =
        value == "true" || value == "false" ? Value(value == "true") : Value(std::int64_t{std::stoll(value)});
    return "";
  }

  std::string child(std::string word) {
    const bool ended = word.back() == '!';
    if (ended) word.pop_back();
    std::erase_if(case_.children, [&](const Child& one) { return one.procedure == word; });
    case_.children.push_back(Child{word, "1", ended});
    return "";
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
  Values settings_;
};

struct LawScene {
  std::string script;
  std::string outcome;
};

/// What comes of a script: the outcome; the code of an error at the last word; "word: code" of an earlier
/// one.
inline std::string play_law(const Procedure& procedure, const LawInputs& inputs, const std::string& script,
                            const Values& settings = {}) {
  LawPlay play(procedure, inputs, settings);
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
                             const std::string& clock, const Values& settings = {}) {
  LawPlay play(procedure, inputs, settings);
  std::istringstream words(script);
  for (std::string word; words >> word;) {
    const std::string code = play.step(word);
    if (!code.empty()) return word + ": " + code;
  }
  return play.due(clock);
}

inline void expect_sound(const Procedure& procedure) {
  for (const Finding& finding : check(procedure, kLawWords))
    ADD_FAILURE() << procedure.id << ": " << finding.where << ": " << finding.en;
}

inline void expect_scenes(const Procedure& procedure, const LawInputs& inputs,
                          const std::vector<LawScene>& scenes, const Values& settings = {}) {
  for (const LawScene& scene : scenes)
    EXPECT_EQ(play_law(procedure, inputs, scene.script, settings), scene.outcome) << scene.script;
}

inline std::vector<LawScene> both(std::vector<LawScene> one, const std::vector<LawScene>& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

/// The states from which no end can be reached when nobody of these roles ever acts: the check's own search,
/// with them in the applicant's place.
inline std::vector<std::string> stuck_without(Procedure procedure, const std::vector<std::string>& silent) {
  const auto is_silent = [&](const std::string& role) {
    return std::find(silent.begin(), silent.end(), role) != silent.end();
  };
  for (Transition& transition : procedure.transitions) {
    std::erase_if(transition.roles, is_silent);
    if (transition.origin == Origin::Person && transition.roles.empty()) transition.roles = {"applicant"};
  }
  std::vector<std::string> stuck;
  for (const Finding& finding : check(procedure, kLawWords)) {
    if (finding.en.find("stays silent") != std::string::npos)
      stuck.push_back(finding.where.substr(std::string_view("state ").size()));
  }
  return stuck;
}

}  // namespace yinxin::procedure::testing
