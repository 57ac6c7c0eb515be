// A suspension of business (article 38) beside a suspension of the service (article 29), and one that is set
// aside (requirements 13.5).
#include <gmock/gmock.h>

#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using testing::ElementsAre;

class LicenceSuspensionTest : public LicenceWorld {
 protected:
  /// Business suspended for sixty days from today.
  void suspend_business() {
    const std::string penalty = must(begin("penalty", "propose_case")).number;
    ASSERT_EQ(go(penalty, kSuspendingPenalty + "decide:suspends deliver"), "");
  }
  /// A penalty case that has come to where it is decided.
  std::string penalty(const std::string& way) {
    const std::string number = must(begin("penalty", "propose_case")).number;
    EXPECT_EQ(go(number, way), "");
    return number;
  }
  void move_by(int count) { move_to(base::format_date(days_after(base::beijing_date(clock.now()), count))); }
};
YX_BOTH_ENGINES(LicenceSuspensionTest);

TEST_P(LicenceSuspensionTest, ASuspensionOfBusinessEndsOnItsDay) {
  const std::string licence = licensed();
  const std::string number = penalty(kSuspendingPenalty);
  EXPECT_EQ(go(number, "decide"), "procedure.input") << "until when";
  EXPECT_EQ(go(number, "decide:suspends"), "");
  EXPECT_EQ(state(licence), "valid") << "not delivered yet";
  EXPECT_EQ(go(number, "deliver"), "");
  EXPECT_EQ(state(licence), "business_suspended");
  EXPECT_THAT(entries(), ElementsAre("测试0001 business_suspended 2031-09-30"));
  const base::Date until = days_after(base::beijing_date(clock.now()), 60);
  move_to(base::format_date(until));
  EXPECT_EQ(state(licence), "business_suspended");
  move_to(base::format_date(days_after(until, 1)));
  EXPECT_EQ(state(licence), "valid");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status business_suspended", "status valid"));
}

// Two decisions, and what the second would do is done already: its delivery is recorded all the same.
TEST_P(LicenceSuspensionTest, ADecisionThatComesTooLateForTheLicenceIsStillDelivered) {
  const std::string licence = licensed();
  const std::string first = penalty(kRevokingPenalty);
  const std::string second = penalty(kSuspendingPenalty);
  EXPECT_EQ(go(second, "decide:suspends"), "");
  EXPECT_EQ(go(first, "decide_revocation deliver"), "");
  EXPECT_EQ(go(second, "deliver"), "");
  EXPECT_EQ(state(second), "delivered");
  EXPECT_EQ(state(licence), "revoked");
}

TEST_P(LicenceSuspensionTest, AnOrderThatIsSetAsideEndsAtOnce) {
  const std::string licence = licensed();
  suspend_business();
  const auto lift = [&](const cases::Caller& caller) {
    return code_of(perform(
        {licence, "lift_suspension", {{"basis_reference", words("复议1号")}}, "", {}, false}, caller));
  };
  EXPECT_EQ(lift(officer("case_officer")), "procedure.role");
  EXPECT_EQ(lift(officer("deciding_officer")), "ok");
  EXPECT_EQ(state(licence), "valid");
  move_by(61);
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status business_suspended", "status valid"));
}

TEST_P(LicenceSuspensionTest, AServiceStaysSuspendedAfterASuspensionOfBusinessCameBetween) {
  const std::string licence = licensed();
  const std::string stop = must(begin("service_stop", "intend")).number;
  EXPECT_EQ(go(stop, kHandedOver), "");
  move_by(1);
  EXPECT_EQ(go(stop, "suspend"), "");
  suspend_business();
  EXPECT_EQ(state(licence), "both_suspended");
  move_by(61);
  EXPECT_EQ(state(licence), "service_suspended") << "what the provider suspended, only it resumes";
  EXPECT_EQ(go(stop, "report_resumption resume"), "");
  EXPECT_EQ(state(stop), "resumed");
  EXPECT_EQ(state(licence), "valid");
}

TEST_P(LicenceSuspensionTest, AServiceThatResumesWhileTheBusinessIsSuspendedOpensNothing) {
  const std::string licence = licensed();
  const std::string stop = must(begin("service_stop", "intend")).number;
  EXPECT_EQ(go(stop, kHandedOver), "");
  move_by(1);
  suspend_business();
  EXPECT_EQ(go(stop, "suspend"), "");
  EXPECT_EQ(state(licence), "both_suspended");
  EXPECT_EQ(go(stop, "report_resumption resume"), "");
  EXPECT_EQ(state(licence), "business_suspended");
  move_by(61);
  EXPECT_EQ(state(licence), "valid");
}

TEST_P(LicenceSuspensionTest, AnOrderThatIsSetAsideLeavesTheServiceSuspended) {
  const std::string licence = licensed();
  const std::string stop = must(begin("service_stop", "intend")).number;
  EXPECT_EQ(go(stop, kHandedOver), "");
  move_by(1);
  EXPECT_EQ(go(stop, "suspend"), "");
  suspend_business();
  EXPECT_EQ(
      code_of(perform({licence, "lift_suspension", {{"basis_reference", words("复议1号")}}, "", {}, false},
                      officer("deciding_officer"))),
      "ok");
  EXPECT_EQ(state(licence), "service_suspended");
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
