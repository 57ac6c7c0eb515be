#include "registration/loss_report.hpp"

#include <algorithm>

#include "crypto/random.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using policy::LossReportRules;

namespace {

constexpr std::string_view kQuestioned = "question_caller";
constexpr std::string_view kKnown = "verify_caller";
constexpr std::string_view kTurnedAway = "turn_caller_away";
constexpr std::chrono::hours kBeijing{8};  // before UTC
constexpr std::size_t kMobileDigits = 11;
constexpr std::string_view kCountry = "86";

/// Numbers of organisations stand in public registers and in the certificate.
bool is_persons(x509::IdentityKind kind) {
  using x509::IdentityKind;
  return kind != IdentityKind::OrganizationCode && kind != IdentityKind::RegistrationNumber &&
         kind != IdentityKind::TaxationNumber;
}

/// Whether anybody can read the contact address in the certificate itself.
bool in_certificate(const Form& form) {
  const std::vector<std::string>& named = form.alt_names.emails;
  return std::any_of(named.begin(), named.end(),
                     [&](const std::string& one) { return as_said(one) == as_said(form.mail); });
}

std::string kept(std::string_view question, const Application& application) {
  if (question == "phone") return application.form.phone;
  if (question == "mail") return in_certificate(application.form) ? "" : application.form.mail;
  if (question == "application_number") return application.number;
  if (question != "identity_number") return "";
  for (const IdentityNumber& identity : application.form.identities) {
    if (is_persons(identity.kind)) return identity.number;
  }
  return "";
}

/// `count` of them by lot, in an order by lot.
std::vector<std::string> draw(std::vector<std::string> from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t lot = 0;  // 64 bits over at most four: what is uneven about it is below 2^-61
    for (const std::uint8_t octet : crypto::random_bytes(sizeof lot)) lot = lot << 8 | octet;
    std::swap(from[i], from[i + lot % (from.size() - i)]);
  }
  from.resize(count);
  return from;
}

const StepNote* newest(const Application& application, std::string_view event) {
  const auto found = std::find_if(application.steps.rbegin(), application.steps.rend(),
                                  [&](const StepNote& step) { return step.event == event; });
  return found == application.steps.rend() ? nullptr : &*found;
}

/// Of the newest questions: what came of them, if anything did.
const StepNote* outcome_of(const Application& application, const StepNote& questions) {
  for (const StepNote& step : application.steps) {
    if (step.position > questions.position && (step.event == kKnown || step.event == kTurnedAway))
      return &step;
  }
  return nullptr;
}

std::vector<std::string> questions_of(const StepNote& step) {
  const auto found = step.inputs.find("caller_questions");
  const auto* texts =
      found == step.inputs.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
  return texts == nullptr ? std::vector<std::string>() : *texts;
}

std::int64_t attempts_left(const LossReportRules& rules, const Application& application, base::Time now) {
  const auto made = std::count_if(
      application.steps.begin(), application.steps.end(),
      [&](const StepNote& step) { return step.event == kQuestioned && step.at > now - kAttemptsWindow; });
  return std::max<std::int64_t>(rules.attempts - made, 0);
}

/// Each question that was drawn, once. Errors: Malformed `registration.caller.answers`.
Result<void> check_answers(const std::vector<CallerAnswer>& answers, std::vector<std::string> drawn) {
  std::vector<std::string> answered;
  for (const CallerAnswer& answer : answers) answered.push_back(answer.question);
  std::sort(answered.begin(), answered.end());
  std::sort(drawn.begin(), drawn.end());
  if (answered == drawn) return {};
  return make_error(ErrorKind::Malformed, "registration.caller.answers");
}

}  // namespace

bool office_closed(const LossReportRules& rules, base::Time now, const base::WorkCalendar& calendar) {
  if (!calendar.is_working_day(base::beijing_date(now))) return true;
  const auto in_beijing = now + kBeijing;
  const auto hour =
      std::chrono::floor<std::chrono::hours>(in_beijing - std::chrono::floor<std::chrono::days>(in_beijing))
          .count();
  return hour < rules.opens || hour >= rules.closes;
}

std::string as_said(std::string_view text) {
  std::string said;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto octet = static_cast<unsigned char>(text[i]);
    const auto at = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    if (octet == 0xEF && i + 2 < text.size() && (at(i + 1) == 0xBC || at(i + 1) == 0xBD)) {
      // U+FF01 to U+FF5E are the characters from ! to ~ in full width.
      const unsigned code = 0xF000U | (at(i + 1) & 0x3FU) << 6 | (at(i + 2) & 0x3FU);
      if (code < 0xFF01 || code > 0xFF5E) return std::string(text);
      octet = static_cast<unsigned char>(code - 0xFF00 + 0x20);
      i += 2;
    } else if (octet == 0xE3 && i + 2 < text.size() && at(i + 1) == 0x80 && at(i + 2) == 0x80) {
      octet = ' ';  // U+3000
      i += 2;
    }
    if (octet == ' ' || octet == '\t' || octet == '-') continue;
    if (octet >= 'a' && octet <= 'z') octet = static_cast<unsigned char>(octet - 'a' + 'A');
    said += static_cast<char>(octet);
  }
  if (said.starts_with('+')) said.erase(0, 1);
  const bool digits = said.find_first_not_of("0123456789") == std::string::npos;
  if (digits && said.size() == kCountry.size() + kMobileDigits && said.starts_with(kCountry))
    said.erase(0, kCountry.size());
  return said;
}

std::vector<std::string> askable(const LossReportRules& rules, const Application& application) {
  std::vector<std::string> all;
  for (const std::string& question : rules.questions) {
    if (!kept(question, application).empty()) all.push_back(question);
  }
  return all;
}

bool is_right(const CallerAnswer& answer, const Application& application) {
  const std::string said = as_said(answer.said);
  return !said.empty() && said == as_said(kept(answer.question, application));
}

bool Service::State::office_closed_for(const policy::CpsProfile& rules) const {
  return rules.loss_report && office_closed(*rules.loss_report, house.clock.now(), *house.calendar());
}

LossCall Service::loss_call(const LossReportRules& rules, const Application& application) const {
  LossCall call;
  const base::Time now = state_->house.clock.now();
  call.attempts_left = attempts_left(rules, application, now);
  call.alone_now = rules.one_officer && office_closed(rules, now, *state_->house.calendar());
  const StepNote* asked = newest(application, kQuestioned);
  if (asked == nullptr) return call;
  call.questions = questions_of(*asked);
  const StepNote* outcome = outcome_of(application, *asked);
  if (outcome == nullptr) {
    call.answer_by = asked->at + kAnswerWithin;
    return call;
  }
  call.known = outcome->event == kKnown;
  const auto right = outcome->inputs.find("right_answers");
  if (right != outcome->inputs.end()) call.right = std::get<std::int64_t>(right->second);
  if (*call.known) call.act_by = outcome->at + kActWithin;
  return call;
}

Result<LossReportRules> Service::State::loss_rules(const Application& application) const {
  YX_TRY(const policy::CpsProfile rules, house.policy.profile(application.rules_version));
  if (rules.loss_report) return *rules.loss_report;
  return make_error(ErrorKind::Refused, "registration.loss_report_off", "", "17");
}

Result<LossReportRules> Service::loss_rules(const std::string& number) const {
  YX_TRY(const Dossier dossier, state_->load_case(number));
  return state_->loss_rules(dossier.application);
}

/// The case as the call finds it, and the CPS's word on such calls.
Result<LossReportRules> Service::State::prepare_call(Attempt& attempt) const {
  YX_TRY(const Dossier dossier, load_case(attempt.deed.number));
  YX_CHECK(check_readable(dossier));
  YX_TRY(LossReportRules rules, loss_rules(dossier.application));
  attempt.by_office = true;
  attempt.deed.version = dossier.application.version;  // what is counted and compared now is what counts
  attempt.before = dossier;
  return rules;
}

Result<void> Service::State::draw_questions(Attempt& attempt, std::string note) const {
  YX_TRY(const LossReportRules rules, prepare_call(attempt));
  const Application& application = attempt.before.application;
  if (attempts_left(rules, application, house.clock.now()) == 0)
    return make_error(ErrorKind::TooMany, "registration.caller.attempts", std::to_string(rules.attempts),
                      "17");
  const auto count = static_cast<std::size_t>(rules.asked);
  const std::vector<std::string> all = askable(rules, application);
  if (all.size() < count)
    return make_error(ErrorKind::Refused, "registration.caller.too_little_known", "CPS " + rules.section,
                      "17");
  attempt.deed.event = kQuestioned;
  attempt.deed.inputs = {{"call_note", std::move(note)}, {"caller_questions", draw(all, count)}};
  return {};
}

Result<void> Service::State::compare_answers(Attempt& attempt,
                                             const std::vector<CallerAnswer>& answers) const {
  YX_TRY(const LossReportRules rules, prepare_call(attempt));
  const Application& application = attempt.before.application;
  const StepNote* asked = newest(application, kQuestioned);
  if (asked == nullptr || outcome_of(application, *asked) != nullptr)
    return make_error(ErrorKind::NotYet, "registration.gate.questions_missing", "", "18");
  if (asked->actor != attempt.actor.id)
    return make_error(ErrorKind::Forbidden, "registration.caller.other_officer");
  if (house.clock.now() > asked->at + kAnswerWithin)
    return make_error(ErrorKind::Refused, "registration.caller.lapsed", "", "17");
  YX_CHECK(check_answers(answers, questions_of(*asked)));
  const std::int64_t right = std::count_if(answers.begin(), answers.end(), [&](const CallerAnswer& answer) {
    return is_right(answer, application);
  });
  attempt.deed.event = right >= rules.right ? kKnown : kTurnedAway;
  attempt.deed.inputs = {{"right_answers", right}};
  return {};
}

/// By who spoke with the caller, and while the caller may be thought to be there.
Result<void> Service::State::check_duty(const Attempt& attempt) const {
  const StepNote* known = newest(attempt.before.application, kKnown);
  if (known != nullptr && known->actor == attempt.actor_name && attempt.at <= known->at + kActWithin)
    return {};
  return make_error(ErrorKind::Refused, "registration.caller.stale", "", "17");
}

/// What the office has drawn or compared itself is recorded; nobody enters it.
void Service::State::caller_check(AttemptPtr attempt) {
  if (!attempt->by_office)
    return attempt->finish(make_error(ErrorKind::Forbidden, "registration.caller.entered"));
  record_only(std::move(attempt));
}

}  // namespace yinxin::registration
