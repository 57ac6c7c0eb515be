// Rosters over a real server: what is sent and told, and that a token stands in no answer.
#include <gmock/gmock.h>

#include "integration/applications_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;

class RostersHttpTest : public ApplicationsWorld {
 protected:
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    rosters = std::make_unique<registration::Rosters>(
        registration::Rosters::House{*database_, *lane, recorder, clock, vault, *registration},
        [](const base::Error&) {});
    services_->rosters = rosters.get();
  }
  void TearDown() override {
    server_.reset();
    rosters.reset();
    ApplicationsWorld::TearDown();
  }

  static std::string roster_body(const std::string& more_rows = "") {
    return std::string(R"({"agency_code":")") + house_support::kCreditCode +
           R"(","agency":"云岭县人民政府办公室","csv":"profile,subject.CN,identity.resident_id,phone\nindividual,张晓明,)" +
           resident_id() + R"(,13800138000\n)" + more_rows + "\"}";
  }
  std::string links_body() const {
    return R"({"days":14,"links":[{"position":1,"token_sm3":")" + base::to_hex(crypto::sm3(token)) +
           R"("}]})";
  }
  std::string look_body() const { return R"({"token":")" + base::to_base64(token) + "\"}"; }
  std::string enter_body(const Applicant& who) const {
    const std::string number = resident_id();
    return R"({"token":")" + base::to_base64(token) + R"(","proof":")" + number.substr(number.size() - 6) +
           R"(","request":")" + pem_of(who) + "\"}";
  }
  http::Response unsigned_post(const std::string& target, const std::string& body) const {
    http::Client client("127.0.0.1", server_->port());
    http::Request request = client.request(http::Method::Post, target, base::to_bytes(body));
    request.headers.add("Content-Type", "application/json");
    return need(client.send(request));
  }
  std::string handed_in() const {
    const auto response = post(officer("anna"), "/rosters", roster_body());
    EXPECT_EQ(outcome(response), "201") << response.body_text();
    return json(response).text("number");
  }

  const base::Bytes token = crypto::random_bytes(registration::kTokenOctets);
  std::unique_ptr<registration::Rosters> rosters;
};
YX_BOTH_ENGINES(RostersHttpTest);

TEST_P(RostersHttpTest, FromTheRosterToAnApplication) {
  const std::string roster = handed_in();
  const auto made = post(officer("anna"), "/rosters/" + roster + "/links", links_body());
  EXPECT_EQ(outcome(made), "201") << made.body_text();
  const auto looked = unsigned_post("/roster-links/look", look_body());
  EXPECT_EQ(outcome(looked), "200") << looked.body_text();
  EXPECT_EQ(looked.headers.find("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(looked.body_text()), Not(HasSubstr("张晓明")));
  EXPECT_THAT(std::string(looked.body_text()), Not(HasSubstr(resident_id())));
  EXPECT_THAT(std::string(looked.body_text()), Not(HasSubstr(base::to_base64(token))));
  Applicant applicant = registration_support::person();
  const std::string key = random_text();
  const auto entered = post(hand_of(applicant.key), "/roster-links/enter", enter_body(applicant), key);
  ASSERT_EQ(outcome(entered), "201") << entered.body_text();
  const auto again = post(hand_of(applicant.key), "/roster-links/enter", enter_body(applicant), key);
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(again.body_text(), entered.body_text());
  const auto rows = json(get(officer("anna"), "/rosters/" + roster + "/rows")).objects("rows", 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].text("link"), "used");
  EXPECT_EQ(rows[0].text("application"), json(entered).text("number"));
  EXPECT_EQ(rows[0].objects("gates", 16).empty(), false);
  EXPECT_EQ(outcome(unsigned_post("/roster-links/look", look_body())), "404 registration.roster.link");
}

TEST_P(RostersHttpTest, WhoMayWhat) {
  const std::string roster = handed_in();
  EXPECT_EQ(outcome(post(officer("bo"), "/rosters", roster_body())), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("sys"), "/rosters")), "403 officers.role_needed");
  EXPECT_EQ(outcome(post(officer("bo"), "/rosters/" + roster + "/links", links_body())),
            "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("bo"), "/rosters/" + roster)), "200");
  const std::string root(64, '0');
  EXPECT_EQ(outcome(post(officer("anna"), "/rosters/" + roster + "/issue",
                         R"({"event":"issue","rows":"gA==","keys":1,"keys_root":")" + root + "\"}")),
            "403 officers.role_needed");
  EXPECT_EQ(outcome(post(officer("chen"), "/rosters/" + roster + "/issue",
                         R"({"event":"issue","rows":"gA==","keys":2,"keys_root":")" + root + "\"}")),
            "400 http.json.content");
  EXPECT_EQ(outcome(post(officer("chen"), "/rosters/" + roster + "/issue",
                         R"({"event":"issue","rows":"gA==","keys":1,"keys_root":")" + root + "\"}")),
            "409 registration.roster.keys");
  EXPECT_EQ(outcome(get(officer("chen"), "/roster-orders/CB-2026-00000000")),
            "404 registration.roster.order_unknown");
  EXPECT_EQ(outcome(get(officer("chen"), "/rosters/MC-2026-00000000/rows")), "404 registration.roster");
}

TEST_P(RostersHttpTest, LeaversHaveAnOutcomeEach) {
  const std::string roster = handed_in();
  const auto ordered = post(officer("chen"), "/rosters/" + roster + "/revocations",
                            R"({"reason":"affiliation_changed","cause":"离职","csv":"serial\n0a1b\n"})");
  ASSERT_EQ(outcome(ordered), "202") << ordered.body_text();
  const auto rows = json(get(officer("chen"), json(ordered).text("query_url") + "/rows")).objects("rows", 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].text("error_code"), "registration.roster.not_of_agency");
  EXPECT_EQ(outcome(post(officer("chen"), "/rosters/" + roster + "/revocations",
                         R"({"reason":"affiliation_changed","cause":"离职","csv":"name\n李四\n"})")),
            "400 registration.batch.columns");
}

TEST_P(RostersHttpTest, QrCodesAreDrawnForOfficers) {
  const auto drawn = post(officer("anna"), "/qr-codes", R"({"texts":["https://ca.example/public/join#a"]})");
  ASSERT_EQ(outcome(drawn), "200") << drawn.body_text();
  const auto codes = json(drawn).objects("codes", 10);
  ASSERT_EQ(codes.size(), 1U);
  const auto side = static_cast<std::size_t>(codes[0].integer("side", 21, 177));
  EXPECT_EQ(codes[0].text("modules").size(), side * side);
  EXPECT_EQ(codes[0].text("modules").substr(0, 7), "1111111") << "the corner by which it is found";
  EXPECT_EQ(outcome(post(officer("sys"), "/qr-codes", R"({"texts":["a"]})")), "403 officers.role_needed");
}

}  // namespace
}  // namespace yinxin::endpoints
