// The register of reviewers, the pool that draws take from it, and who may be assigned to a review (article
// 10).
#include <gmock/gmock.h>

#include "supervision/experts/expert_table.hpp"
#include "supervision/experts/service.hpp"
#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ExpertsTest : public LicenceWorld {
 protected:
  void SetUp() override {
    LicenceWorld::SetUp();
    if (IsSkipped()) return;
    options.procedures["review_expert"] = {law("review_expert")};
    start_office();
  }
  /// Applied and admitted; the number.
  std::string admitted(const std::string& word = "apply") {
    const std::string number = must(begin("review_expert", word)).number;
    EXPECT_EQ(go(number, "admit"), "");
    return number;
  }
  Experts experts() const { return Experts({*database_, vault, clock, *service}); }
  /// "number status", of the country.
  std::vector<std::string> listed(const std::string& status = "", const std::string& field = "") const {
    std::vector<std::string> shown;
    for (const Expert& one : must(experts().list({kCountry, status, field})))
      shown.push_back(one.number + " " + one.status);
    return shown;
  }
  Expert shown(const std::string& number) const {
    for (Expert& one : must(find_experts(*database_, vault))) {
      if (one.number == number) return std::move(one);
    }
    throw std::runtime_error("not on the register: " + number);
  }
  /// An application in technical review.
  std::string reviewed() {
    std::string number;
    EXPECT_EQ(play(number, cases_support::kTechnical), "");
    return number;
  }
  base::Result<std::vector<proof::PoolMember>> pool(const std::string& matter,
                                                    std::vector<proof::PoolMember> given = {},
                                                    const std::string& field = "") const {
    NewDraw wanted;
    wanted.matter = matter;
    wanted.pool = std::move(given);
    wanted.field = field;
    return experts().draw_pool(wanted, officer("technical_review_coordinator"));
  }
  /// "number", or "number ground".
  static std::vector<std::string> grounds(const std::vector<proof::PoolMember>& members) {
    std::vector<std::string> all;
    for (const proof::PoolMember& one : members) {
      all.push_back(one.id.substr(one.id.find('/') + 1));
      if (one.excluded) all.back() += " " + std::string(proof::exclusion_ground_name(one.excluded->ground));
    }
    return all;
  }
};
YX_BOTH_ENGINES(ExpertsTest);

TEST_P(ExpertsTest, AdmissionSpecialitiesConflictsAndRemovalStandOnTheRegister) {
  const std::string applied = must(begin("review_expert", "apply")).number;
  EXPECT_THAT(listed(), IsEmpty()) << "applied, not admitted";
  ASSERT_EQ(go(applied, "admit declare_conflict sample_work"), "");
  const Expert one = shown(applied);
  EXPECT_EQ(one.name, "某甲");
  EXPECT_EQ(one.employer, "某研究所");
  EXPECT_EQ(one.account, "e1");
  EXPECT_THAT(one.fields, ElementsAre("系统安全"));
  EXPECT_EQ(one.admitted_on, "2026-09-28");
  ASSERT_THAT(one.conflicts, SizeIs(1));
  EXPECT_EQ(one.conflicts[0].against, "91110000600037341L");
  ASSERT_THAT(one.records, SizeIs(1));
  EXPECT_EQ(one.records[0].quality, "wrong");
  EXPECT_THAT(listed(), ElementsAre(applied + " admitted"));
  EXPECT_THAT(listed("", "系统安全"), SizeIs(1));
  EXPECT_THAT(listed("", "人员能力"), IsEmpty());
  EXPECT_EQ(code_of(experts().list({kCountry, "friendly"})), "cases.filter");
  ASSERT_EQ(go(applied, "leave"), "");
  EXPECT_THAT(listed(), IsEmpty());
  EXPECT_THAT(listed("removed"), ElementsAre(applied + " removed"));
  EXPECT_EQ(shown(applied).removed_on, "2026-09-28");
}

TEST_P(ExpertsTest, NoNameStandsInTheDatabaseInClear) {
  const std::string number = admitted();
  const auto row = rows("SELECT name, employer FROM expert_register WHERE case_number = $1", {number}).at(0);
  EXPECT_EQ(std::string(base::as_text(row.blob(0))).find("某甲"), std::string::npos);
  EXPECT_EQ(std::string(base::as_text(row.blob(1))).find("某研究所"), std::string::npos);
}

TEST_P(ExpertsTest, AreHeldToAccountAndComeBackWhenASuspensionEnds) {
  const std::string number = admitted();
  ASSERT_EQ(go(number, "investigate"), "");
  EXPECT_THAT(listed(), ElementsAre(number + " investigated"));
  ASSERT_EQ(go(number, "suspend@officer/another"), "");
  EXPECT_EQ(shown(number).suspended_to, "2026-10-28");
  move_to("2026-10-29");
  EXPECT_THAT(listed(), ElementsAre(number + " admitted"));
  EXPECT_EQ(shown(number).suspended_to, "");
  ASSERT_EQ(go(number, "investigate remove@officer/another"), "");
  EXPECT_THAT(listed(), IsEmpty());
  std::vector<std::string> events;
  for (const ExpertRecord& one : shown(number).records) events.push_back(one.event);
  EXPECT_THAT(events, ElementsAre("investigate", "suspend", "suspension_ends", "investigate", "remove"));
}

TEST_P(ExpertsTest, OneAccountIsOneExpert) {
  const std::string first = admitted();
  const std::string again = must(begin("review_expert", "apply")).number;
  EXPECT_EQ(go(again, "admit"), "supervision.expert.account");
  ASSERT_EQ(go(first, "leave"), "");
  EXPECT_EQ(go(again, "admit"), "") << "the first was removed";
}

TEST_P(ExpertsTest, ADrawTakesEverybodyAndExcludesWhoHasSomethingInTheWay) {
  const std::string matter = "case/" + reviewed();
  EXPECT_EQ(code_of(pool(matter)), "supervision.draw.no_experts");
  const std::string one = admitted();
  const std::string two = admitted("apply:second");
  const std::string employed = admitted("apply:employed");
  EXPECT_THAT(grounds(must(pool(matter))), ElementsAre(one, two, employed + " same_employer"));
  ASSERT_EQ(go(one, "declare_conflict:elsewhere"), "");
  EXPECT_THAT(grounds(must(pool(matter))).at(0), one) << "of somebody else";
  ASSERT_EQ(go(two, "declare_conflict:today"), "");
  EXPECT_EQ(grounds(must(pool(matter))).at(1), two + " kinship");
  move_to("2026-09-29");
  EXPECT_EQ(grounds(must(pool(matter))).at(1), two) << "it has ended";
  ASSERT_EQ(go(one, "declare_conflict"), "");
  ASSERT_EQ(go(two, "investigate"), "");
  EXPECT_THAT(grounds(must(pool(matter))),
              ElementsAre(one + " consultancy", two + " unavailable", employed + " same_employer"));
}

TEST_P(ExpertsTest, TheOfficeExcludesForAReasonAndLeavesNobodyOut) {
  const std::string matter = "case/" + reviewed();
  const std::string one = admitted();
  const std::string two = admitted("apply:second");
  const proof::Exclusion ill{proof::ExclusionGround::Unavailable, "病休"};
  EXPECT_THAT(grounds(must(pool(matter, {{"expert/" + two, ill}}))), ElementsAre(one, two + " unavailable"));
  EXPECT_THAT(must(pool(matter, {{"expert/" + one, std::nullopt}})), SizeIs(2));
  EXPECT_THAT(grounds(must(pool(matter, {}, "人员能力"))), ElementsAre(one + " other", two + " other"));
  EXPECT_EQ(code_of(pool(matter, {{"expert/friend", std::nullopt}})), "supervision.draw.not_registered");
  EXPECT_EQ(code_of(pool("本年度评审")), "supervision.draw.matter");
  EXPECT_EQ(code_of(pool("case/XK-2026-99")), "cases.none");
}

TEST_P(ExpertsTest, OnlyWhoIsAdmittedAndHasNothingInTheWayIsAssigned) {
  std::string number = reviewed();
  EXPECT_EQ(play(number, "assign_reviewer#r1"), "supervision.expert.not_registered");
  const std::string one = admitted();
  ASSERT_EQ(go(one, "investigate"), "");
  EXPECT_EQ(play(number, "assign_reviewer#r1"), "supervision.expert.not_admitted");
  ASSERT_EQ(go(one, "clear@officer/another declare_conflict"), "");
  EXPECT_EQ(play(number, "assign_reviewer#r1"), "supervision.expert.conflict");
  EXPECT_THAT(view(number).found.played.items, IsEmpty());
}

TEST_P(ExpertsTest, WhereADrawWasStatedOnlyWhoWasDrawnIsAssigned) {
  std::string number = reviewed();
  const std::string one = admitted();
  const auto draw = [&](const char* state, bool drawn) {
    run("DELETE FROM draw_member; DELETE FROM draw;"
        "INSERT INTO draw (id, purpose, matter, state, statement, stated_by, stated_at) VALUES "
        "('d1', 'experts', 'case/" +
        number + "', '" + state +
        "', '', 'officer/c', 0);"
        "INSERT INTO draw_member (draw, member, place) VALUES ('d1', 'expert/" +
        one + "', " + (drawn ? "0" : "NULL") + ")");
  };
  draw("pooled", false);
  EXPECT_EQ(play(number, "assign_reviewer#r1"), "supervision.expert.not_drawn");
  draw("redrawn", false);
  EXPECT_EQ(play(number, "assign_reviewer#r1"), "") << "another took its place, and none was stated";
  draw("committed", true);  // a row that says who was drawn
  EXPECT_EQ(play(number, "assign_reviewer#r2"), "");
}

TEST_P(ExpertsTest, TheStepAndItsRowAreThereTogether) {
  const std::string number = must(begin("review_expert", "apply")).number;
  for (const store::Moment moment : {store::Moment::Before, store::Moment::After}) {
    start_office(store::Fault{store::Operation::Commit, 1, moment});
    EXPECT_NE(go(number, "admit"), "");
    start_office();
    const bool there = moment == store::Moment::After;
    EXPECT_EQ(state(number), there ? "admitted" : "applied");
    EXPECT_EQ(count("expert_register"), there ? 1 : 0);
  }
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
