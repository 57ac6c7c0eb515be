// The officer on duty over a real server: finds the certificate, asks, is told what came of the answers and
// never what is kept, revokes (articles 17, 18, 23).
#include <gmock/gmock.h>

#include "integration/applications_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;

class LossReportHttpTest : public ApplicationsWorld {
 protected:
  /// Somebody with a certificate under a CPS that has such calls, and an officer on duty.
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    enrol("fang", {Role::SupportOfficer});
    registration_support::CpsChoice choice;
    choice.loss_report = true;
    change_rules(choice);
    bring_to_active(holder_);
    serial_ = certificate(holder_.number).serial.to_hex();
  }
  http::Response ask() const {
    return post(officer("fang"), "/certificates/" + serial_ + "/calls", R"({"note":"来电称密钥遗失"})");
  }
  /// To what was asked, rightly but for `wrong`.
  std::string answers(const http::Response& asked, const std::string& wrong = "") const {
    const std::map<std::string, std::string> kept{{"identity_number", resident_id()},
                                                  {"phone", "138 0013 8000"},
                                                  {"mail", "xiaoming@example.cn"},
                                                  {"application_number", holder_.number}};
    std::string all;
    for (const http::JsonReader& question : json(asked).objects("questions", 4)) {
      const std::string id = question.text("id");
      all += std::string(all.empty() ? "" : ",") + R"({"question":")" + id + R"(","said":")" +
             (wrong.empty() ? kept.at(id) : wrong) + "\"}";
    }
    return R"({"salt":")" + base::to_base64(crypto::random_bytes(16)) + R"(","answers":[)" + all + "]}";
  }
  http::Response answer(const std::string& body) const {
    return post(officer("fang"), "/certificates/" + serial_ + "/calls/answers", body);
  }

  Applicant holder_ = registration_support::person();
  std::string serial_;
};
INSTANTIATE_TEST_SUITE_P(Engines, LossReportHttpTest, testing::Values(store::Engine::Sqlite),
                         store::engine_name);

TEST_P(LossReportHttpTest, ALostKeyFromTheCallToTheRevocation) {
  const std::string by_paper = R"({"kind":"resident_id","number":")" + resident_id() + "\"}";
  const auto found = post(officer("fang"), "/loss-reports/search", by_paper);
  ASSERT_EQ(outcome(found), "200") << found.body_text();
  EXPECT_THAT(std::string(found.body_text()), HasSubstr(serial_));
  EXPECT_THAT(std::string(found.body_text()), HasSubstr("张*明"));
  EXPECT_THAT(std::string(found.body_text()), Not(HasSubstr(holder_.number)));

  const auto asked = ask();
  ASSERT_EQ(outcome(asked), "201") << asked.body_text();
  EXPECT_THAT(std::string(asked.body_text()), HasSubstr("\"answer_by\""));
  EXPECT_THAT(std::string(asked.body_text()), HasSubstr("申请"));
  const auto heard = answer(answers(asked));
  ASSERT_EQ(outcome(heard), "200") << heard.body_text();
  EXPECT_TRUE(json(heard).boolean("known"));
  EXPECT_TRUE(json(heard).boolean("alone_now"));
  for (const http::Response* told : {&asked, &heard}) {
    for (const std::string& kept :
         {std::string("13800138000"), std::string("xiaoming"), resident_id(), holder_.number})
      EXPECT_THAT(std::string(told->body_text()), Not(HasSubstr(kept)));
  }
  const auto revoked =
      post(officer("fang"), "/certificates/" + serial_ + "/events",
           R"({"event":"revoke_on_duty","inputs":{"reason":"key_compromise","cause":"来电挂失",)"
           R"("told_irreversible":true}})");
  ASSERT_EQ(outcome(revoked), "200") << revoked.body_text();
  EXPECT_EQ(json(revoked).text("state"), "revoked_on_duty");
  const auto waiting = get(officer("bo"), "/applications?state=revoked_on_duty&owed=true");
  EXPECT_THAT(std::string(waiting.body_text()), HasSubstr(holder_.number));
  EXPECT_EQ(event(officer("bo"), holder_.number,
                  R"({"event":"confirm_revocation","inputs":{"review_method":"call_back"}})"),
            "200");
  EXPECT_EQ(post(officer("fang"), "/loss-reports/search", by_paper).body_text(), R"({"certificates":[]})");
}

TEST_P(LossReportHttpTest, ATurnedAwayCallerIsNotToldWhichAnswerWasWrong) {
  const auto asked = ask();
  const auto heard = answer(answers(asked, "x"));
  ASSERT_EQ(outcome(heard), "200") << heard.body_text();
  EXPECT_FALSE(json(heard).boolean("known"));
  EXPECT_EQ(json(heard).integer("right", 0, 4), 0);
  EXPECT_EQ(outcome(answer(answers(asked))), "409 registration.gate.questions_missing");
}

TEST_P(LossReportHttpTest, OthersTakeNoCalls) {
  const std::string calls = "/certificates/" + serial_ + "/calls";
  for (const char* other : {"anna", "chen", "sys"}) {
    EXPECT_EQ(outcome(post(officer(other), calls, R"({"note":"x"})")), "403 officers.role_needed") << other;
    EXPECT_EQ(outcome(post(officer(other), "/loss-reports/search",
                           R"({"kind":"resident_id","number":")" + resident_id() + "\"}")),
              "403 officers.role_needed")
        << other;
  }
  EXPECT_EQ(outcome(post(hand_of(holder_.key), calls, R"({"note":"x"})")), "403 officers.role_needed");
  // And the officer on duty sees nothing else of the business.
  EXPECT_EQ(outcome(get(officer("fang"), "/applications/" + holder_.number)), "403 officers.role_needed");
}

TEST_P(LossReportHttpTest, BadBodiesAreRefusedAndCostNoAttempt) {
  const std::string calls = "/certificates/" + serial_ + "/calls";
  EXPECT_EQ(outcome(post(officer("fang"), calls, "{}")), "400 http.json.content");
  EXPECT_EQ(outcome(post(officer("fang"), calls, R"({"note":")" + std::string(600, 'x') + "\"}")),
            "400 procedure.input");
  EXPECT_EQ(outcome(answer(R"({"answers":[]})")), "400 http.json.content");
  EXPECT_EQ(outcome(answer(R"({"salt":"AAAA","answers":[{"question":"phone","said":"1"}]})")),
            "400 http.json.content");
  EXPECT_EQ(outcome(post(officer("fang"), "/certificates/7f01/calls", R"({"note":"x"})")),
            "404 registration.application");
  const auto asked = ask();
  EXPECT_EQ(json(asked).integer("attempts_left", 0, 10), 1);
}

}  // namespace
}  // namespace yinxin::endpoints
