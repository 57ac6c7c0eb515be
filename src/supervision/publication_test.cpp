// What is told of each decision that is made public, and that a penalty which was set aside is taken off the
// page (article 9; 行政处罚法 48).
#include "supervision/publication_table.hpp"

#include <gmock/gmock.h>

#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PublicationTest : public LicenceWorld {
 protected:
  /// One step of a case of its own, in a commit; the code of its error, or empty.
  std::string publish(const std::string& procedure, const std::string& event, Values values,
                      const std::string& number = "CASE-1") {
    cases::Case the_case;
    the_case.number = number;
    the_case.procedure = procedure;
    the_case.party = kParty;
    the_case.scope = kYunnan;
    the_case.played.values = std::move(values);
    cases::StepNote step;
    step.event = event;
    step.at = step.recorded_at = clock.now();
    the_case.steps.push_back(step);
    const procedure::Transition transition;
    cases::Consequences consequences;
    const auto said = publication_effect(*database_, {the_case, transition, step}, consequences);
    if (!said) return said.error().code;
    const auto stored = lane->commit(std::move(consequences.set));
    return stored ? "" : stored.error().code;
  }
  std::vector<std::string> results() const {
    std::vector<std::string> all;
    for (const Publication& one : must(office->publications({}, 10))) all.push_back(one.result);
    return all;
  }
};
YX_BOTH_ENGINES(PublicationTest);

TEST_P(PublicationTest, EachKindTellsItsResultAndNoMore) {
  const Values ending{{"party", words("甲")}, {"ending", words("rescind")}, {"facts", words("欺骗")}};
  ASSERT_EQ(publish("licence_ending", "announce", ending, "A"), "");
  const procedure::Rows findings{{{"matter", std::string("密钥管理")},
                                  {"serious", std::int64_t{1}},
                                  {"ordinary", std::int64_t{0}},
                                  {"situation", std::string("未分割保管")}},
                                 {{"matter", std::string("机房")},
                                  {"serious", std::int64_t{0}},
                                  {"ordinary", std::int64_t{0}},
                                  {"situation", std::string("良好")}}};
  ASSERT_EQ(publish("inspection", "publish", {{"party", words("甲")}, {"findings", findings}}, "B"), "");
  ASSERT_EQ(publish("inspection", "publish", {{"party", words("乙")}}, "C"), "");
  EXPECT_THAT(results(), ElementsAre("未发现问题。", "发现严重问题1项、一般问题0项。",
                                     "撤销电子政务电子认证服务机构资质。"));
  EXPECT_EQ(publish("tip", "archive", {}), "supervision.effect_unavailable");
}

TEST_P(PublicationTest, APartyThatTheCaseDoesNotNameIsNamedByTheRegister) {
  licensed();
  ASSERT_EQ(publish("licence_renewal", "issue_licence", {{"new_valid_to", cases_support::day("2036-09-30")}}),
            "");
  const auto one = must(office->publications({}, 10)).at(0);
  EXPECT_EQ(one.party, kHolder);
  EXPECT_EQ(one.result, "准予延续，有效期至2036-09-30。");
  EXPECT_EQ(one.basis, "《电子政务电子认证服务管理办法》第15条");
}

TEST_P(PublicationTest, APenaltyThatWasSetAsideIsTakenOffThePage) {
  EXPECT_EQ(publish("penalty", "withdraw_publication", {}), "supervision.publication");
  ASSERT_EQ(publish("penalty", "publish", {{"party", words("甲")}, {"warns", true}}), "");
  EXPECT_THAT(results(), ElementsAre("警告。"));
  ASSERT_EQ(publish("penalty", "withdraw_publication", {}), "");
  EXPECT_THAT(results(), IsEmpty());
  EXPECT_EQ(publish("penalty", "withdraw_publication", {}), "supervision.publication") << "once";
}

TEST_P(PublicationTest, PublishedAgainItIsOneEntryWithWhatWasSaidLast) {
  ASSERT_EQ(publish("penalty", "publish", {{"party", words("甲")}, {"warns", true}}), "");
  ASSERT_EQ(publish("penalty", "publish", {{"party", words("甲")}, {"fine_fen", std::int64_t{100}}}), "");
  EXPECT_THAT(results(), ElementsAre("罚款人民币1.00元。"));
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
