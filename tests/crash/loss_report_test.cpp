// A provider that dies while a call about a lost key is recorded, on both engines: a call, its outcome and
// the revocation are there whole, step and act together, or not at all.
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using proof::ActCode;
using registration::CallerAnswer;
using store::code_of;
using store::Moment;
using store::Operation;

class LossReportCrashTest : public RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    CpsChoice choice;
    choice.loss_report = true;
    change_rules(choice);
  }
  void restart(std::optional<store::Fault> fault = {}) {
    registration.reset();
    policy.reset();
    authority.reset();
    start_lane(std::move(fault));
    start_authority();
    start_registration();
  }
  /// The first commit fails, before or after it is durable; then the program starts again.
  template <class Act>
  void fails_at(Moment moment, const Act& act) {
    restart(store::Fault{Operation::Commit, 1, moment});
    EXPECT_EQ(code_of(act()), "store.lane_stopped");
    restart();
  }

  static Actor fang() { return officer("fang", {Role::SupportOfficer}); }
  base::Result<Application> ask(const Applicant& holder) {
    base::Waiter<Application> waiter;
    registration->question_caller(holder.number, "来电称密钥遗失", fang(), {}, waiter.completion());
    return waiter.wait();
  }
  registration::LossCall call_about(const Applicant& holder) const {
    return registration->loss_call(need(registration->loss_rules(holder.number)),
                                   need(registration->find(holder.number)));
  }
  base::Result<Application> answer(const Applicant& holder) {
    std::vector<CallerAnswer> answers;
    for (const std::string& question : call_about(holder).questions) {
      answers.push_back({question, question == "phone"             ? holder.form.phone
                                   : question == "mail"            ? holder.form.mail
                                   : question == "identity_number" ? holder.form.identities[0].number
                                                                   : holder.number});
    }
    base::Waiter<Application> waiter;
    registration->judge_caller(holder.number, answers, fang(), {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Application> revoke(const Applicant& holder) {
    return perform(holder.number, "revoke_on_duty", fang(),
                   {{"reason", std::string("key_compromise")},
                    {"cause", std::string("来电挂失")},
                    {"told_irreversible", true}});
  }
};
YX_BOTH_ENGINES(LossReportCrashTest);

TEST_P(LossReportCrashTest, ACallIsCountedWithItsAct) {
  Applicant zhang = person();
  bring_to_active(zhang);
  fails_at(Moment::Before, [&] { return ask(zhang); });
  EXPECT_EQ(call_about(zhang).attempts_left, 2);
  EXPECT_EQ(acts(ActCode::CallerQuestioned, zhang.number), 0);
  fails_at(Moment::After, [&] { return ask(zhang); });
  EXPECT_EQ(call_about(zhang).attempts_left, 1);
  EXPECT_EQ(acts(ActCode::CallerQuestioned, zhang.number), 1);
}

TEST_P(LossReportCrashTest, WhoIsKnownHasAskedForTheRevocation) {
  Applicant zhang = person();
  bring_to_active(zhang);
  need(ask(zhang));
  fails_at(Moment::Before, [&] { return answer(zhang); });
  EXPECT_FALSE(call_about(zhang).known);
  EXPECT_EQ(acts(ActCode::RevocationRequested, zhang.number), 0);
  fails_at(Moment::After, [&] { return answer(zhang); });
  EXPECT_EQ(call_about(zhang).known, true);
  EXPECT_EQ(acts(ActCode::RevocationRequested, zhang.number), 1);
}

TEST_P(LossReportCrashTest, TheRevocationAndWhatWaitsForItAreOneCommit) {
  Applicant zhang = person();
  bring_to_active(zhang);
  need(ask(zhang));
  need(answer(zhang));
  fails_at(Moment::Before, [&] { return revoke(zhang); });
  EXPECT_EQ(state(zhang.number), "active");
  EXPECT_FALSE(certificate(zhang.number).revoked_at);
  fails_at(Moment::After, [&] { return revoke(zhang); });
  EXPECT_EQ(state(zhang.number), "revoked_on_duty");
  EXPECT_TRUE(certificate(zhang.number).revoked_at);
}

}  // namespace
}  // namespace yinxin::registration_support
