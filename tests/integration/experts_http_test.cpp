// The register of experts over HTTP: from an application for admission to a draw that takes its pool from it,
// and to who may be assigned (article 10).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class ExpertsHttpTest : public house_support::RegulatorWorld {
 protected:
  static procedure::Values candidate(const std::string& employer) {
    const std::string digest(64, 'c');
    return {{"kind", std::string("expert")},
            {"name", std::string("某丁")},
            {"fields", std::vector<std::string>{"人员能力"}},
            {"employer", employer},
            {"qualification_sm3", digest},
            {"commitment_sm3", digest}};
  }
  /// Applied by the coordinator, admitted by the deciding officer; the number.
  std::string admitted(const std::string& employer) {
    const house_support::Signer coordinator = by_role("technical_review_coordinator");
    hand_in(coordinator, candidate(employer), "", "review_expert");
    const http::Response made = send(write(
        coordinator, "/cases",
        R"({"procedure":"review_expert","party":"expert/1","inputs":)" + to_json(candidate(employer)) + "}"));
    if (outcome(made) != "201") throw std::runtime_error(outcome(made));
    const std::string number = member(made, "number");
    EXPECT_EQ(outcome(event(number, "admit", "{}", "deciding_officer")), "200");
    return number;
  }
  http::Response event(const std::string& number, const std::string& word, const std::string& inputs,
                       const std::string& role) const {
    return send(write(by_role(role), "/cases/" + number + "/events",
                      R"({"event":")" + word + R"(","inputs":)" + inputs + "}"));
  }
  http::Response get(const std::string& role, const std::string& target) const {
    return send(read(by_role(role), target));
  }
  std::vector<std::string> pool(const std::string& number) const {
    std::vector<std::string> all;
    const http::Response response =
        get("technical_review_coordinator", "/experts/pool?matter=case/" + number);
    const auto shown = need(http::JsonReader::parse(*response.body));
    for (const http::JsonReader& one : shown.objects("pool", 10))
      all.push_back(one.text("id") + " " + one.optional_text("ground").value_or("-"));
    return all;
  }
};
YX_BOTH_ENGINES(ExpertsHttpTest);

TEST_P(ExpertsHttpTest, TheRegisterIsForWhoWorksOnIt) {
  const std::string number = admitted("某大学");
  const http::Response listed = get("case_officer", "/experts");
  ASSERT_EQ(outcome(listed), "200");
  EXPECT_THAT(std::string(listed.body_text()), HasSubstr("某丁"));
  EXPECT_THAT(
      std::string(get("case_officer", "/experts?field=%E7%B3%BB%E7%BB%9F%E5%AE%89%E5%85%A8").body_text()),
      Not(HasSubstr(number)));
  EXPECT_EQ(outcome(get("case_officer", "/experts?status=friendly")), "400 cases.filter");
  EXPECT_EQ(outcome(get("review_expert", "/experts")), "403 procedure.role");
  EXPECT_EQ(outcome(get("enforcement_officer", "/experts")), "403 procedure.role");
  EXPECT_EQ(outcome(send(read(officer("administrator"), "/experts"))), "403 officers.role_needed");
}

TEST_P(ExpertsHttpTest, ADrawTakesItsPoolFromTheRegister) {
  const std::string reviewed = opened();
  play(reviewed, "examine_form accept forward sign_for start_review");
  const std::string one = admitted("某大学");
  const std::string two = admitted("北京某某认证有限公司");
  EXPECT_THAT(pool(reviewed),
              ElementsAre("expert/ZJ-1 -", "expert/" + one + " -", "expert/" + two + " same_employer"));
  const auto body = [&](const std::string& members, int places) {
    return R"({"purpose":"experts","matter":"case/)" + reviewed + R"(","places":)" + std::to_string(places) +
           R"(,"pool":[)" + members + R"(],"officers":["case-officer","case-reviewer"]})";
  };
  const auto state_draw = [&](const std::string& text) {
    return send(write(by_role("technical_review_coordinator"), "/draws", text));
  };
  EXPECT_EQ(outcome(state_draw(body("", 3))), "422 supervision.draw.places") << "one is excluded";
  EXPECT_EQ(outcome(state_draw(body(R"({"id":"expert/friend"})", 1))), "422 supervision.draw.not_registered");
  const http::Response made = state_draw(body("", 1));
  ASSERT_EQ(outcome(made), "201");
  const auto shown = need(
      http::JsonReader::parse(*get("technical_review_coordinator", "/draws/" + member(made, "id")).body));
  EXPECT_THAT(shown.objects("pool", 10), SizeIs(3));
  EXPECT_EQ(outcome(act(reviewed, "assign_reviewer#r1")), "422 supervision.expert.not_drawn");
}

TEST_P(ExpertsHttpTest, WithoutADrawAnAdmittedExpertIsAssigned) {
  const std::string reviewed = opened();
  play(reviewed, "examine_form accept forward sign_for start_review");
  const auto assign = [&](const std::string& expert) {
    procedure::Values inputs = house_support::usual_inputs("assign_reviewer");
    inputs["expert"] = expert;
    hand_in(by_role("technical_review_coordinator"), inputs, reviewed);
    return outcome(
        act(reviewed, "assign_reviewer#" + expert, by_role("technical_review_coordinator"), to_json(inputs)));
  };
  EXPECT_EQ(assign("nobody"), "422 supervision.expert.not_registered");
  EXPECT_EQ(assign(admitted("甲")), "422 supervision.expert.conflict") << "甲 holds shares of the applicant";
  EXPECT_EQ(assign("review-expert"), "200");
}

}  // namespace
}  // namespace yinxin::endpoints
