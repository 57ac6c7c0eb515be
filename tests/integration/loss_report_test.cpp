// A lost key reported by telephone on both engines: questions, answers, one officer's revocation outside
// office hours and its confirmation (articles 17, 18, 40; requirements 2.12, scenario 5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using proof::ActCode;
using registration::CallerAnswer;
using std::chrono::hours;
using std::chrono::minutes;
using store::code_of;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Actor on_duty(const std::string& id = "fang") {
  return officer(id, {Role::SupportOfficer});
}

/// The clock of this world starts on a Sunday afternoon: the office is closed.
class LossReportTest : public RegistrationWorld {
 protected:
  LossReportTest() { publishes_rules = false; }

  void open_with(bool loss_report = true) {
    CpsChoice choice;
    choice.loss_report = loss_report;
    publish(policy::RulesKind::Cp, "1.0", kCpProfile);
    publish(policy::RulesKind::Cps, "1.0", cps_profile("1.0", choice));
    file(policy::RulesKind::Cp, "1.0");
    file(policy::RulesKind::Cps, "1.0");
  }
  base::Result<Application> ask(const Applicant& holder, const Actor& by = on_duty()) {
    base::Waiter<Application> waiter;
    registration->question_caller(holder.number, "来电称密钥遗失，可回拨原号码", by, {}, waiter.completion());
    return waiter.wait();
  }
  registration::LossCall call_of(const Application& application) const {
    return registration->loss_call(need(registration->loss_rules(application.number)), application);
  }
  /// What the holder says, but for the first `wrong` questions.
  std::vector<CallerAnswer> said(const Applicant& holder, const Application& asked,
                                 std::size_t wrong = 0) const {
    std::vector<CallerAnswer> answers;
    for (const std::string& question : call_of(asked).questions) {
      std::string answer = question == "phone"             ? holder.form.phone
                           : question == "mail"            ? holder.form.mail
                           : question == "identity_number" ? holder.form.identities[0].number
                                                           : holder.number;
      if (answers.size() < wrong) answer = "不记得了";
      answers.push_back({question, answer});
    }
    return answers;
  }
  base::Result<Application> answer(const Applicant& holder, const std::vector<CallerAnswer>& answers,
                                   const Actor& by = on_duty()) {
    base::Waiter<Application> waiter;
    registration->judge_caller(holder.number, answers, by, {}, waiter.completion());
    return waiter.wait();
  }
  /// Asked, and answered rightly.
  Application known(const Applicant& holder) { return need(answer(holder, said(holder, need(ask(holder))))); }

  static Values on_the_telephone() {
    return {{"reason", std::string("key_compromise")},
            {"cause", std::string("来电挂失")},
            {"told_irreversible", true}};
  }
  base::Result<Application> revoke(const Applicant& holder, const Actor& by = on_duty()) {
    return perform(holder.number, "revoke_on_duty", by, on_the_telephone());
  }
  Applicant holder_with_key() {
    Applicant zhang = person();
    bring_to_active(zhang);
    return zhang;
  }
  std::vector<std::string> clocks_of(const std::string& number) const {
    std::vector<std::string> ids;
    for (const auto& one : need(registration->clocks(need(registration->find(number)))))
      ids.push_back(one.clock->id);
    return ids;
  }
};
YX_BOTH_ENGINES(LossReportTest);

TEST_P(LossReportTest, ALostKeyIsRevokedOnASundayAndConfirmedOnMonday) {
  open_with();
  const Applicant zhang = holder_with_key();
  const Application asked = need(ask(zhang));
  const auto questions = call_of(asked);
  EXPECT_THAT(questions.questions, SizeIs(3));
  EXPECT_EQ(questions.answer_by, clock.now() + minutes(30));
  EXPECT_EQ(questions.attempts_left, 1);
  const Application heard = need(answer(zhang, said(zhang, asked)));
  const auto outcome = call_of(heard);
  EXPECT_EQ(outcome.known, true);
  EXPECT_EQ(outcome.right, 3);
  EXPECT_TRUE(outcome.alone_now);
  EXPECT_EQ(outcome.act_by, clock.now() + minutes(60));
  EXPECT_THAT(clocks_of(zhang.number), UnorderedElementsAre("loss_report"));  // 24 hours of the CPS run
  EXPECT_EQ(acts(ActCode::RevocationRequested, zhang.number), 1);

  EXPECT_EQ(need(revoke(zhang)).state, "revoked_on_duty");
  const auto record = certificate(zhang.number);
  EXPECT_EQ(record.reason, x509::RevocationReason::KeyCompromise);
  ASSERT_TRUE(record.revoked_at);
  EXPECT_EQ(records(ActCode::Revoked, authority::certificate_object(record.authority, record.serial)), 1);
  EXPECT_THAT(clocks_of(zhang.number), UnorderedElementsAre("duty_review"));
  const auto waiting = need(registration->find(zhang.number));
  EXPECT_EQ(waiting.owed_at, base::parse_utc("2026-11-23T16:00:00Z").value());  // Monday, 24:00 in Beijing
  EXPECT_EQ(code_of(perform(zhang.number, "archive", dong())), "procedure.state");

  const Values called_back{{"review_method", std::string("call_back")}};
  EXPECT_EQ(code_of(perform(zhang.number, "confirm_revocation", on_duty(), called_back)), "procedure.role");
  const Actor both = officer("fang", {Role::SupportOfficer, Role::ReviewOfficer});
  EXPECT_EQ(code_of(perform(zhang.number, "confirm_revocation", both, called_back)),
            "registration.separation.duty_review");
  EXPECT_EQ(need(perform(zhang.number, "confirm_revocation", bo(), called_back)).state, "revoked");
  EXPECT_EQ(acts(ActCode::RevocationReviewed, zhang.number), 1);
  EXPECT_THAT(clocks_of(zhang.number), SizeIs(0));
}

TEST_P(LossReportTest, AMistakeIsToldAndNothingComesBack) {
  open_with();
  const Applicant zhang = holder_with_key();
  known(zhang);
  need(revoke(zhang));
  const Values mistaken{{"review_method", std::string("in_person")},
                        {"mistake", std::string("密钥仍在持有人处")}};
  EXPECT_EQ(need(perform(zhang.number, "find_revocation_mistaken", chen(), mistaken)).state, "revoked");
  EXPECT_EQ(code_of(perform(zhang.number, "resume", chen())), "procedure.state");
  EXPECT_TRUE(certificate(zhang.number).revoked_at);
  Applicant anew = person();  // what the law leaves: to apply again
  EXPECT_EQ(bring_to_active(anew).state, "active");
}

TEST_P(LossReportTest, WhoDoesNotKnowIsTurnedAwayAndTheCallsAreCounted) {
  open_with();
  const Applicant zhang = holder_with_key();
  const Application heard = need(answer(zhang, said(zhang, need(ask(zhang)), 1)));
  EXPECT_EQ(call_of(heard).known, false);
  EXPECT_EQ(call_of(heard).right, 2);
  EXPECT_EQ(acts(ActCode::CallerTurnedAway, zhang.number), 1);
  EXPECT_EQ(acts(ActCode::RevocationRequested, zhang.number), 0);
  EXPECT_EQ(code_of(revoke(zhang)), "registration.gate.caller_missing");
  const auto again = need(ask(zhang));
  EXPECT_EQ(call_of(again).attempts_left, 0);
  EXPECT_EQ(code_of(ask(zhang)), "registration.caller.attempts");
  EXPECT_EQ(acts(ActCode::CallerQuestioned, zhang.number), 2);
  EXPECT_EQ(state(zhang.number), "active");
  clock.advance(hours(24));
  EXPECT_EQ(code_of(ask(zhang)), "ok");  // they are counted by the last 24 hours
}

TEST_P(LossReportTest, WithinOfficeHoursTheIssuingOfficerRevokes) {
  open_with();
  const Applicant zhang = holder_with_key();
  clock.set(base::parse_utc("2026-11-23T01:30:00Z").value());  // Monday, 09:30
  EXPECT_FALSE(call_of(known(zhang)).alone_now);
  EXPECT_EQ(code_of(revoke(zhang)), "registration.duty_revocation");
  const auto owed = need(registration->find(zhang.number)).owed_at;
  EXPECT_EQ(owed, clock.now() + hours(24));  // it stands in the issuing officer's queue
  const Values reason{{"reason", std::string("key_compromise")}, {"cause", std::string("来电挂失")}};
  EXPECT_EQ(need(perform(zhang.number, "revoke", chen(), reason)).state, "revoked");
}

TEST_P(LossReportTest, OutcomesAreFoundByTheOfficeAndEnteredByNobody) {
  open_with();
  const Applicant zhang = holder_with_key();
  const Values questions{{"call_note", std::string("x")},
                         {"caller_questions", std::vector<std::string>{"phone"}}};
  EXPECT_EQ(code_of(perform(zhang.number, "question_caller", on_duty(), questions)),
            "registration.caller.entered");
  need(ask(zhang));
  const Values right{{"right_answers", std::int64_t{3}}};
  EXPECT_EQ(code_of(perform(zhang.number, "verify_caller", on_duty(), right)), "registration.caller.entered");
  EXPECT_EQ(code_of(revoke(zhang)), "registration.gate.caller_missing");
}

TEST_P(LossReportTest, AnswersAreTheAskersAndInTime) {
  open_with();
  const Applicant zhang = holder_with_key();
  EXPECT_EQ(code_of(answer(zhang, {{"phone", "13800138000"}})), "registration.gate.questions_missing");
  EXPECT_EQ(code_of(ask(zhang, chen())), "procedure.role");
  const auto answers = said(zhang, need(ask(zhang)));
  EXPECT_EQ(code_of(answer(zhang, answers, on_duty("gao"))), "registration.caller.other_officer");
  EXPECT_EQ(code_of(answer(zhang, {answers[0], answers[0], answers[1]})), "registration.caller.answers");
  EXPECT_EQ(code_of(answer(zhang, {answers[0]})), "registration.caller.answers");
  clock.advance(minutes(31));
  EXPECT_EQ(code_of(answer(zhang, answers)), "registration.caller.lapsed");
  known(zhang);
  EXPECT_EQ(code_of(revoke(zhang, on_duty("gao"))), "registration.caller.stale");
  clock.advance(minutes(61));
  EXPECT_EQ(code_of(revoke(zhang)), "registration.caller.stale");
  Values untold = on_the_telephone();
  untold["told_irreversible"] = false;
  EXPECT_EQ(code_of(perform(zhang.number, "revoke_on_duty", on_duty(), untold)),
            "registration.duty_revocation");
}

TEST_P(LossReportTest, WhatTheCallerSaidIsKeptNowhere) {
  open_with();
  const Applicant zhang = holder_with_key();
  std::vector<CallerAnswer> answers = said(zhang, need(ask(zhang)));
  answers[0].said = "一个不会有人说的答案";
  const Application heard = need(answer(zhang, answers));
  const auto& last = heard.steps.back();
  EXPECT_THAT(last.inputs, SizeIs(1));
  EXPECT_EQ(std::get<std::int64_t>(last.inputs.at("right_answers")), 2);
}

TEST_P(LossReportTest, TheCpsDecidesWhetherThereAreSuchCalls) {
  open_with(false);
  const Applicant zhang = holder_with_key();
  const auto off = ask(zhang);
  EXPECT_EQ(code_of(off), "registration.loss_report_off");
  EXPECT_EQ(off.error().article, "17");
}

TEST_P(LossReportTest, WhereTooLittleIsKeptNobodyIsKnownByTelephone) {
  open_with();
  Applicant office = organisation();  // its number is public
  office.form.mail.clear();
  bring_to_active(office);
  EXPECT_EQ(code_of(ask(office)), "registration.caller.too_little_known");
}

}  // namespace
}  // namespace yinxin::registration_support
