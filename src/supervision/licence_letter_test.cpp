// A renewal that a provider's letter begins, beside the one that began by itself (article 15, 行政许可法 50).
#include <gmock/gmock.h>

#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class LicenceLetterTest : public LicenceWorld {
 protected:
  /// A renewal that the provider's letter begins and applies for: its number, or the code.
  std::string filed_renewal(const std::string& valid_to, const std::string& party = kParty) {
    cases::Submission letter;
    letter.opening.procedure = "licence_renewal";
    letter.opening.party = party;
    letter.opening.scope = kYunnan;
    letter.at = clock.now();
    letter.deeds.resize(2);
    letter.deeds[0].event = "present_licence";
    letter.deeds[0].inputs = {{"valid_to", cases_support::day(valid_to)}};
    letter.deeds[1].event = "apply";
    letter.deeds[1].inputs = {{"package_sm3", kFileDigest}};
    cases::Caller provider = applicant(party);
    provider.party_roles = {"responsible_person"};
    auto prepared = service->prepare(letter, provider);
    if (!prepared) return prepared.error().code;
    const auto committed = lane->commit(std::move(prepared->set));
    return committed ? prepared->outcome.number : committed.error().code;
  }
};
YX_BOTH_ENGINES(LicenceLetterTest);

// The renewal that began by itself reminds no more: it ends when the letter has begun another.
TEST_P(LicenceLetterTest, ATimelyApplicationByLetterIsDeemedGrantedToo) {
  const std::string licence = licensed();
  move_to("2031-04-02");
  const std::string reminding = children(licence, "licence_renewal").at(0);
  const std::string filed = filed_renewal("2031-09-30");
  ASSERT_EQ(state(filed), "received");
  EXPECT_EQ(state(reminding), "superseded");
  for (const cases::ClockNote& clock : view(reminding).clocks)
    EXPECT_NE(clock.outcome, cases::ClockNote::Outcome::Running) << clock.clock << " reminds no more";
  move_to("2031-10-01");
  EXPECT_EQ(state(filed), "deemed_granted");
  EXPECT_EQ(state(licence), "valid");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2036-09-30"));
  EXPECT_EQ(go(filed, "issue_licence:same"), "");
  move_to("2036-04-02");
  EXPECT_THAT(children(licence, "licence_renewal"), SizeIs(2)) << "its periods run on";
}

TEST_P(LicenceLetterTest, OfOneLicenceOneRenewalIsUnderWay) {
  const std::string licence = licensed();
  move_to("2031-04-02");
  const std::string filed = filed_renewal("2031-09-30");
  EXPECT_EQ(filed_renewal("2031-09-30"), "supervision.renewal_runs");
  EXPECT_EQ(state(filed), "received");
  EXPECT_EQ(go(filed, "examine review_opinion refuse"), "");
  const std::string again = filed_renewal("2031-09-30");
  EXPECT_EQ(state(again), "received") << "what was refused may be asked for again";
  EXPECT_EQ(state(licence), "valid");
}

TEST_P(LicenceLetterTest, WhoAppliedInTheCaseThatRemindsBeginsNoOther) {
  const std::string licence = licensed();
  move_to("2031-04-02");
  const std::string reminding = children(licence, "licence_renewal").at(0);
  EXPECT_EQ(go(reminding, "apply"), "");
  EXPECT_EQ(filed_renewal("2031-09-30"), "supervision.renewal_runs");
  EXPECT_EQ(state(reminding), "received");
}

TEST_P(LicenceLetterTest, ALetterNamesTheLicenceAsItIsInTheRegister) {
  licensed();
  move_to("2031-04-02");
  EXPECT_EQ(filed_renewal("2031-10-01"), "supervision.renewal_end") << "a day more to apply in";
  EXPECT_EQ(filed_renewal("2031-09-30", "key/" + std::string(64, 'c')), "supervision.register");
  const std::string penalty = must(begin("penalty", "propose_case")).number;
  EXPECT_EQ(go(penalty, kRevokingPenalty + "decide_revocation deliver"), "");
  EXPECT_EQ(filed_renewal("2031-09-30"), "supervision.licence_ended");
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
