// 电话挂失 (articles 17, 18; requirements 2.12: reports of compromise at any hour): a caller who has lost the
// key is asked what only the holder knows. The office draws the questions and compares the answers; no
// officer is shown what is kept, and no answer is stored.
#pragma once

#include "base/work_calendar.hpp"
#include "policy/types.hpp"
#include "registration/types.hpp"

namespace yinxin::registration {

/// Ours: the caller is on the line.
inline constexpr std::chrono::minutes kAnswerWithin{30};  // from the questions to the answers
inline constexpr std::chrono::minutes kActWithin{60};     // from the answers to the revocation on duty
inline constexpr std::chrono::hours kAttemptsWindow{24};  // of LossReportRules::attempts

/// What a caller says to a question of policy::kLossQuestions.
struct CallerAnswer {
  std::string question;
  std::string said;
};
inline constexpr std::size_t kMaxSaid = 256;  // octets

/// How the calls about one certificate stand, as its steps tell.
struct LossCall {
  std::vector<std::string> questions;   // of the newest call
  std::optional<base::Time> answer_by;  // while its answers are awaited
  std::optional<bool> known;            // once they were given: whether the caller is the holder
  std::int64_t right = 0;               // of them
  std::optional<base::Time> act_by;     // when known: until then who asked may revoke on duty
  std::int64_t attempts_left = 0;       // in the 24 hours that end now
  bool alone_now = false;               // the CPS lets one officer revoke now
};

/// Whether `now` is outside the office hours that the CPS names: another hour, or no working day.
bool office_closed(const policy::LossReportRules& rules, base::Time now, const base::WorkCalendar& calendar);
/// As people say and type it: full-width characters as ASCII, small letters as capitals, no spaces and
/// hyphens, no +86 before a mobile number.
std::string as_said(std::string_view text);
/// Those of the CPS's questions that can be put about this application: what was entered, and stands in no
/// public register.
std::vector<std::string> askable(const policy::LossReportRules& rules, const Application& application);
/// Whether the caller said what is kept. An empty answer is wrong, and so is one to what was never entered.
bool is_right(const CallerAnswer& answer, const Application& application);

}  // namespace yinxin::registration
