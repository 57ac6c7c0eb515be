// Plays certificate.toml from scripts. A script is words: an event with what it usually enters, done by its
// first role's usual holder; event:variant enters something else; event@actor is done by that actor in
// whatever role it takes; event+role by the holder of that role; -event takes the event out of the history;
// =state moves the case; %setting turns a setting of the office over.
#pragma once

#include <map>
#include <set>
#include <span>
#include <sstream>

#include "procedure/test_procedure.hpp"

namespace yinxin::procedure::testing {

inline const std::string kDigest(64, 'a');

inline Values usual_inputs(std::string_view event) {
  const auto text = [](std::string_view words) { return Value(std::string(words)); };
  static const std::map<std::string, Values, std::less<>> kInputs{
      {"check_identity",
       {{"method", text("counter")},
        {"result", text("match")},
        {"source_response", text("一致")},
        {"evidence_sm3", kDigest}}},
      {"review_material", {{"complete", true}, {"remarks", text("齐全")}}},
      {"notify",
       {{"text_version", text("2026-01")},
        {"matters", std::vector<std::string>{"use_conditions", "legal_liability", "holder_information",
                                             "scope_of_liability"}},
        {"shown_seconds", std::int64_t{40}}}},
      {"accept", {{"agreement_sm3", kDigest}}},
      {"sign_agreement", {{"agreement_sm3", kDigest}, {"agreement_signature", text("MEUCIQ==")}}},
      {"request_supplement", {{"missing", text("授权委托书")}}},
      {"refuse", {{"reason_code", text("authority_insufficient")}, {"reason", text("授权期限已满")}}},
      {"issue", {{"key_sm3", std::string(64, 'c')}}},
      {"suspend", {{"cause", text("持有人申请")}}},
      {"place_hold",
       {{"hold_authority", text("某某人民法院")},
        {"hold_basis", text("民事诉讼法第八十四条")},
        {"hold_reference", text("(2026)某01民初1号")}}},
      {"release_hold", {{"hold_reference", text("(2026)某01民初1号")}, {"release_reason", text("已结案")}}},
      {"hold_for_claim",
       {{"hold_authority", text("赔偿请求人")},
        {"hold_basis", text("第四十条")},
        {"hold_reference", text("claim-2026-1")}}},
      {"release_for_claim", {{"hold_reference", text("claim-2026-1")}}},
      {"revoke_for_change", {{"reason", text("affiliation_changed")}, {"cause", text("未按期更换")}}},
      {"request_revocation", {{"reason", text("key_compromise")}, {"cause", text("密钥丢失")}}},
      {"question_caller",
       {{"call_note", text("来电称密钥丢失")},
        {"caller_questions", std::vector<std::string>{"phone", "mail"}}}},
      {"verify_caller", {{"right_answers", std::int64_t{2}}}},
      {"turn_caller_away", {{"right_answers", std::int64_t{1}}}},
      {"revoke_on_duty",
       {{"reason", text("key_compromise")}, {"cause", text("来电挂失")}, {"told_irreversible", true}}},
      {"confirm_revocation", {{"review_method", text("call_back")}}},
      {"find_revocation_mistaken",
       {{"review_method", text("in_person")}, {"mistake", text("密钥仍在持有人处")}}},
      {"revoke",
       {{"reason", text("key_compromise")},
        {"cause", text("持有人申请")},
        {"invalidity_date",
         base::Date(std::chrono::year(2026), std::chrono::September, std::chrono::day(1))}}},
  };
  const auto found = kInputs.find(event);
  return found == kInputs.end() ? Values() : found->second;
}

inline void apply_variant(Values& inputs, std::string_view variant) {
  if (variant == "mismatch") inputs["result"] = std::string("mismatch");
  if (variant == "incomplete") inputs["complete"] = false;
  if (variant == "untold") inputs["told_irreversible"] = false;
  if (variant == "other") inputs["agreement_sm3"] = std::string(64, 'b');
  if (variant == "three")
    inputs["matters"] = std::vector<std::string>{"use_conditions", "legal_liability", "scope_of_liability"};
  if (variant == "none") inputs.clear();
}

inline const Procedure& certificate() {
  static const Procedure kCertificate = [] {
    auto loaded = load(rules_folder() / "procedures/certificate.toml");
    if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
    return *std::move(loaded);
  }();
  return kCertificate;
}

inline const base::WorkCalendar& calendar() {
  static const base::WorkCalendar kCalendar = [] {
    auto loaded = base::WorkCalendar::load(YX_SOURCE_DIR "/rules/calendar");
    if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
    return *std::move(loaded);
  }();
  return kCalendar;
}

class Play {
 public:
  Play(const Procedure& procedure, base::Time start) : procedure_(procedure), clock_(start) {}

  /// The code of the error, or empty.
  std::string step(const std::string& word) {
    clock_.advance(std::chrono::minutes(1));
    switch (word.front()) {
      case '-':
        std::erase_if(case_.history,
                      [&](const Happened& happened) { return happened.event == word.substr(1); });
        return "";
      case '=':
        case_.state = word.substr(1);
        return "";
      case '%':
        settings_[word.substr(1)] = !std::get<bool>(settings_.at(word.substr(1)));
        return "";
      default:
        return act(word);
    }
  }

  /// The state, and the clocks that run: "accepted [agreement handling]".
  std::string outcome() const {
    const auto clocks = running(procedure_, case_, settings_, calendar());
    if (!clocks) return clocks.error().code;
    std::string ids;
    for (const Running& one : *clocks) ids += (ids.empty() ? "" : " ") + one.clock->id;
    return case_.state + (ids.empty() ? "" : " [" + ids + "]");
  }

  base::ManualClock& clock() { return clock_; }
  const Case& current() const { return case_; }
  Values& settings() { return settings_; }

 private:
  static std::string cut(std::string& word, char mark) {
    const std::size_t found = word.find(mark);
    if (found == std::string::npos) return "";
    std::string rest = word.substr(found + 1);
    word.resize(found);
    return rest;
  }

  std::string act(std::string word) {
    std::string role = cut(word, '+');
    std::string actor = cut(word, '@');
    const std::string variant = cut(word, ':');
    const Transition* transition = procedure_.find(word, case_.state);
    Attempt attempt{word, "system/clocks", {}, Origin::Person, usual_inputs(word), clock_.now()};
    apply_variant(attempt.inputs, variant);
    if (transition != nullptr) {
      attempt.origin = transition->origin;
      attempt.roles = transition->roles;
    }
    if (!role.empty()) {
      attempt.roles = {role};
    } else if (actor.empty() && !attempt.roles.empty()) {
      attempt.roles.resize(1);
    }
    if (!attempt.roles.empty()) attempt.actor = "officer/" + attempt.roles.front();
    if (!actor.empty()) attempt.actor = actor;
    auto after = advance(procedure_, case_, attempt, settings_);
    if (!after) return after.error().code;
    case_ = std::move(after->after);
    return "";
  }

  const Procedure& procedure_;
  base::ManualClock clock_;
  Case case_;
  Values settings_{{"cps.suspension_allowed", true},
                   {"cps.supplement_days", std::int64_t{30}},
                   {"cps.agreement_days", std::int64_t{15}},
                   {"cps.acceptance_days", std::int64_t{15}},
                   {"cps.handling_hours", std::int64_t{48}},
                   {"cps.revocation_hours", std::int64_t{24}},
                   {"cps.loss_report", true},
                   {"cps.duty_revocation", true},
                   {"office.closed", true},
                   {"records.retention_ended", true},
                   {"records.on_hold", false}};
};

/// What comes of a script: the outcome; the code of an error at the last word; "word: code" of an earlier
/// one.
inline std::string play(const Procedure& procedure, const std::string& script) {
  Play play(procedure, at("2026-09-01T01:00:00Z"));
  std::istringstream words(script);
  std::string word;
  while (words >> word) {
    const std::string code = play.step(word);
    if (code.empty()) continue;
    return words.peek() == std::char_traits<char>::eof() ? code : word + ": " + code;
  }
  return play.outcome();
}

struct Scene {
  std::string script;
  std::string outcome;
};

/// Everything requirements 2.12, as corrected by 13.1 and 13.3, say of a certificate.
std::vector<Scene> certificate_scenes();

}  // namespace yinxin::procedure::testing
