// Applications over a real server and database: what applicants and officers send and are told, signed,
// masked, once only (articles 18, 21, 23, 40).
#include <gmock/gmock.h>

#include "integration/applications_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;

class ApplicationsTest : public ApplicationsWorld {};
INSTANTIATE_TEST_SUITE_P(Engines, ApplicationsTest, testing::Values(store::Engine::Sqlite),
                         store::engine_name);

TEST_P(ApplicationsTest, OneApplicationFromFormToRevocation) {
  const Applicant applicant = registration_support::person();
  const Hand holder = hand_of(applicant.key);
  const std::string number = submitted(applicant);
  const std::string path = "/applications/" + number;

  const auto added =
      post(holder, path + "/materials",
           R"({"kind":"identity_document","title":"身份证","media_type":"image/png","content":"AQID"})");
  ASSERT_EQ(outcome(added), "201") << added.body_text();
  EXPECT_EQ(json(added).text("sm3"), base::to_hex(crypto::sm3(base::Bytes{1, 2, 3})));
  EXPECT_EQ(event(officer("anna"), number, R"({"event":"receive"})"), "200");
  EXPECT_EQ(event(officer("anna"), number,
                  R"({"event":"check_identity","inputs":{"method":"counter","result":"match",)"
                  R"("evidence_sm3":")" +
                      std::string(64, 'a') + "\"}}"),
            "200");
  EXPECT_EQ(event(officer("bo"), number, R"({"event":"review_material","inputs":{"complete":true}})"), "200");
  const std::string version = json(get(holder, path)).text("notification");
  EXPECT_EQ(event(holder, number,
                  R"({"event":"notify","inputs":{"text_version":")" + version +
                      R"(","matters":[)"
                      R"("use_conditions","legal_liability","holder_information","scope_of_liability"]}})"),
            "200");
  const auto agreement = get(holder, path + "/agreement");
  ASSERT_EQ(outcome(agreement), "200");
  const std::string digest = base::to_hex(crypto::sm3(*agreement.body));
  EXPECT_EQ(
      event(officer("anna"), number, R"({"event":"accept","inputs":{"agreement_sm3":")" + digest + "\"}}"),
      "200");
  const auto signature = need(crypto::sm2_sign(applicant.key, *agreement.body));
  EXPECT_EQ(event(holder, number,
                  R"({"event":"sign_agreement","inputs":{"agreement_sm3":")" + digest +
                      R"(","agreement_signature":")" + base::to_base64(signature.to_der()) + "\"}}"),
            "200");

  const auto issued = post(officer("chen"), path + "/events", issue_body(number));
  ASSERT_EQ(outcome(issued), "200") << issued.body_text();
  EXPECT_EQ(json(issued).text("state"), "issued");
  const std::string certificate = "/certificates/" + json(issued).text("serial");
  EXPECT_THAT(std::string(get(holder, certificate).body_text()), HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(outcome(post(holder, certificate + "/events", R"({"event":"accept_certificate"})")), "200");
  const auto revoked =
      post(officer("chen"), certificate + "/events",
           R"({"event":"revoke","inputs":{"reason":"key_compromise","cause":"持有人申请"}})");
  EXPECT_EQ(outcome(revoked), "200") << revoked.body_text();
  EXPECT_EQ(json(revoked).text("state"), "revoked");
  const std::string shown(get(holder, path).body_text());
  EXPECT_THAT(shown, HasSubstr("\"event\":\"revoke\""));
  EXPECT_THAT(shown, HasSubstr("持有人申请"));
}

TEST_P(ApplicationsTest, AreShownMaskedAndToFew) {
  const Applicant applicant = registration_support::person();
  const std::string path = "/applications/" + submitted(applicant);
  for (const Hand& by : {hand_of(applicant.key), officer("anna")}) {
    const auto response = get(by, path);
    ASSERT_EQ(outcome(response), "200");
    const std::string shown(response.body_text());
    for (const char* hidden : {"张晓明", "13800138000", "xiaoming@"})
      EXPECT_THAT(shown, Not(HasSubstr(hidden)));
    EXPECT_THAT(shown, Not(HasSubstr(resident_id())));
    for (const char* told : {"张*明", "138****8000", "x***@example.cn", "已提交", "\"gates\":[{"})
      EXPECT_THAT(shown, HasSubstr(told));
  }
  EXPECT_THAT(std::string(get(officer("anna"), path).body_text()), HasSubstr("\"event\":\"receive\""));
  EXPECT_THAT(std::string(get(hand_of(applicant.key), path).body_text()),
              HasSubstr("\"event\":\"withdraw\""));
  const auto stranger = crypto::Sm2PrivateKey::generate();
  for (const char* below : {"", "/notification", "/agreement"}) {
    EXPECT_EQ(outcome(get(hand_of(stranger), path + below)), "403 registration.not_yours") << below;
    EXPECT_EQ(outcome(get(officer("sys"), path + below)), "403 officers.role_needed") << below;
  }
  EXPECT_EQ(outcome(get(officer("anna"), "/applications/SQ-2026-00000000")), "404 registration.application");
}

TEST_P(ApplicationsTest, AreListedForOfficersAndFoundByNumberInABody) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  const auto listed = get(officer("bo"), "/applications?state=submitted");
  ASSERT_EQ(outcome(listed), "200");
  EXPECT_THAT(std::string(listed.body_text()), HasSubstr(number));
  EXPECT_THAT(std::string(get(officer("bo"), "/applications?state=active").body_text()),
              Not(HasSubstr(number)));
  const std::string own(get(hand_of(applicant.key), "/applications").body_text());
  EXPECT_THAT(own, HasSubstr(number));
  EXPECT_THAT(own, Not(HasSubstr("张晓明")));
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(get(hand_of(stranger), "/applications").body_text(), R"({"applications":[]})");
  EXPECT_EQ(outcome(get(officer("sys"), "/applications")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("bo"), "/applications?limit=0")), "400 http.page");

  const std::string wanted = R"({"kind":"resident_id","number":")" + resident_id() + "\"}";
  const std::string key = random_text();
  const auto found = post(officer("bo"), "/applications/search", wanted, key);
  EXPECT_THAT(std::string(found.body_text()), HasSubstr(number));
  EXPECT_FALSE(post(officer("bo"), "/applications/search", wanted, key).headers.find("Idempotency-Replayed"));
  const std::string other = R"({"kind":"resident_id","number":")" + resident_id("11010119900307005") + "\"}";
  EXPECT_EQ(post(officer("bo"), "/applications/search", other).body_text(), R"({"applications":[]})");
  EXPECT_EQ(outcome(post(officer("bo"), "/applications/search", R"({"kind":"resident_id","number":"1"})")),
            "400 x509.identity.number");
  EXPECT_EQ(outcome(post(officer("sys"), "/applications/search", wanted)), "403 officers.role_needed");
}

TEST_P(ApplicationsTest, WhatIsOwedComesPageByPageSoonestFirst) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 3; ++i) {
    numbers.push_back(submitted(registration_support::person()));
    clock.advance(std::chrono::hours(24));
  }
  std::vector<std::string> found;
  std::string after;
  for (int page = 0; page < 4; ++page) {
    const auto answer = get(officer("bo"), "/applications?state=submitted&owed=true&limit=1" +
                                               (after.empty() ? "" : "&after=" + after));
    ASSERT_EQ(outcome(answer), "200") << answer.body_text();
    const auto body = json(answer);
    const std::string text(answer.body_text());
    for (const std::string& number : numbers) {
      if (text.find("\"number\":\"" + number) != std::string::npos) found.push_back(number);
    }
    after = body.optional_text("next", 128).value_or("");
    if (after.empty()) break;
    EXPECT_THAT(text, HasSubstr("\"owed_at\":"));
  }
  EXPECT_EQ(found, numbers);
  EXPECT_EQ(event(officer("anna"), numbers[0], R"({"event":"receive"})"), "200");
  EXPECT_THAT(std::string(get(officer("bo"), "/applications?owed=true").body_text()),
              Not(HasSubstr(numbers[0])));
  EXPECT_THAT(std::string(get(officer("bo"), "/applications?owed=false").body_text()), HasSubstr(numbers[0]));
  for (const char* bad : {"owed=yes", "owed=true&after=SQ-2026-00000000", "owed=true&after=12"})
    EXPECT_EQ(outcome(get(officer("bo"), std::string("/applications?") + bad)), "400 http.page") << bad;
  EXPECT_EQ(outcome(get(officer("sys"), "/applications?owed=true")), "403 officers.role_needed");
}

TEST_P(ApplicationsTest, AKeySeesNothingThatCameToNothing) {
  const Applicant applicant = registration_support::person();
  const std::string first = submitted(applicant);
  EXPECT_EQ(event(hand_of(applicant.key), first, R"({"event":"withdraw"})"), "200");
  EXPECT_EQ(get(hand_of(applicant.key), "/applications").body_text(), R"({"applications":[]})");
  const std::string second = submitted(applicant);
  const std::string own(get(hand_of(applicant.key), "/applications").body_text());
  EXPECT_THAT(own, HasSubstr(second));
  EXPECT_THAT(own, Not(HasSubstr(first)));
}

TEST_P(ApplicationsTest, EverybodyIsToldWhatMayBeAppliedFor) {
  http::Client client("127.0.0.1", server_->port());
  const auto answer = need(client.send(client.request(http::Method::Get, "/certificate-classes")));
  ASSERT_EQ(outcome(answer), "200") << answer.body_text();
  const std::string told(answer.body_text());
  EXPECT_THAT(told, HasSubstr(R"("profile":"individual","zh":"个人证书")"));
  EXPECT_THAT(told, HasSubstr(R"({"kinds":["resident_id","passport","military_officer_id"],"required":true,)"
                              R"("in_clear":false})"));
  EXPECT_THAT(told, HasSubstr(R"({"kinds":["organization_code"],"required":true,"in_clear":true})"));
  EXPECT_THAT(told, Not(HasSubstr(R"("type":"C")"))) << "what the profile fixes is asked of nobody";
}

TEST_P(ApplicationsTest, FormsThatAreNotInOrderAreRefusedWhole) {
  const Applicant applicant = registration_support::person();
  const Hand holder = hand_of(applicant.key);
  const std::string good = form(applicant);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), to);
    return outcome(post(holder, "/applications", changed));
  };
  EXPECT_EQ(with("\"CN\"", "\"XX\""), "400 http.json.content");
  EXPECT_EQ(with("\"resident_id\"", "\"library_card\""), "400 http.json.content");
  EXPECT_EQ(with(resident_id(), "110101199003070000"), "400 http.json.content");
  EXPECT_EQ(with("\"phone\"", "\"telephone\""), "400 http.json.content");
  EXPECT_EQ(with("{\"profile\"", "{\"purpose\":\"gift\",\"profile\""), "400 http.json.content");
  EXPECT_EQ(with("{\"profile\"", "{\"replaces\":\"xyz\",\"profile\""), "400 http.json.content");
  EXPECT_EQ(with("BEGIN CERTIFICATE REQUEST", "BEGIN NONSENSE"), "400 x509.request");
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(post(hand_of(stranger), "/applications", good)), "422 registration.key");
  EXPECT_EQ(number("SELECT count(*) FROM application"), 0);
}

TEST_P(ApplicationsTest, TheSameRequestSubmitsOnce) {
  const Applicant applicant = registration_support::person();
  const std::string key = random_text();
  const auto first = post(hand_of(applicant.key), "/applications", form(applicant), key);
  const auto second = post(hand_of(applicant.key), "/applications", form(applicant), key);
  EXPECT_EQ(outcome(second), "201");
  EXPECT_EQ(second.body_text(), first.body_text());
  EXPECT_TRUE(second.headers.find("Idempotency-Replayed"));
  EXPECT_EQ(number("SELECT count(*) FROM application"), 1);
}

TEST_P(ApplicationsTest, EventsAnswerForTheProcedure) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  EXPECT_EQ(event(officer("anna"), number, R"({"event":"dance","inputs":{"x":1}})"), "404 procedure.event");
  EXPECT_EQ(event(officer("chen"), number, issue_body(number)), "409 procedure.state");
  EXPECT_EQ(event(officer("chen"), number, R"({"event":"receive"})"), "403 procedure.role");
  EXPECT_EQ(event(officer("anna"), number, R"({"event":"receive","version":99})"),
            "409 registration.changed");
  EXPECT_EQ(event(officer("anna"), number, R"({"event":"receive","inputs":{"x":1}})"),
            "400 http.json.content");
  EXPECT_EQ(event(officer("anna"), number, "{}"), "400 http.json.content");
  EXPECT_EQ(event(officer("anna"), number, R"({"event":"receive"})"), "200");
  EXPECT_EQ(event(officer("bo"), number, R"({"event":"review_material","inputs":{"complete":"yes"}})"),
            "400 http.json.content");
  const auto gate = post(officer("anna"), "/applications/" + number + "/events",
                         R"({"event":"accept","inputs":{"agreement_sm3":")" + std::string(64, 'a') + "\"}}");
  EXPECT_EQ(outcome(gate), "409 registration.gate.identity_missing");
  EXPECT_EQ(json(gate).text("article"), "21");
  EXPECT_EQ(outcome(post(officer("chen"), "/certificates/0102/events", R"({"event":"revoke"})")),
            "404 authority.certificate");
}

TEST_P(ApplicationsTest, LooksAreRecordedAndOnlyForWhoNeedsThem) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  const std::string path = "/applications/" + number + "/looks";
  const std::string wanted = R"({"fields":["subject","identities","phone"],"reason":"与证件核对"})";
  const auto look = post(officer("anna"), path, wanted);
  ASSERT_EQ(outcome(look), "200") << look.body_text();
  for (const std::string& clear : {std::string("张晓明"), resident_id(), std::string("13800138000")})
    EXPECT_THAT(std::string(look.body_text()), HasSubstr(clear));
  EXPECT_THAT(std::string(look.body_text()), Not(HasSubstr("xiaoming")));
  EXPECT_EQ(acts(proof::ActCode::PersonalDataViewed, number), 1);

  EXPECT_EQ(outcome(post(officer("sys"), path, wanted)), "403 officers.role_needed");
  EXPECT_EQ(outcome(post(hand_of(applicant.key), path, wanted)), "403 officers.role_needed");
  EXPECT_EQ(outcome(post(officer("chen"), path, wanted)), "403 officers.role_needed");  // numbers: L3
  EXPECT_EQ(outcome(post(officer("chen"), path, R"({"fields":["phone"],"reason":"联系申请人"})")), "200");
  for (const char* bad :
       {R"({"fields":[],"reason":"x"})", R"({"fields":["form"],"reason":"x"})", R"({"fields":["phone"]})"})
    EXPECT_EQ(outcome(post(officer("anna"), path, bad)), "400 http.json.content") << bad;
  EXPECT_EQ(outcome(post(officer("anna"), path, R"({"fields":["phone"],"reason":" "})")),
            "400 registration.look.reason");
  EXPECT_EQ(acts(proof::ActCode::PersonalDataViewed, number), 2);
}

TEST_P(ApplicationsTest, AMaterialIsSeenThroughALook) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  const std::string path = "/applications/" + number;
  const auto added = post(
      hand_of(applicant.key), path + "/materials",
      R"({"kind":"identity_document","title":"张晓明身份证","media_type":"image/png","content":"AQID"})");
  ASSERT_EQ(outcome(added), "201") << added.body_text();
  EXPECT_THAT(std::string(get(officer("bo"), path).body_text()), Not(HasSubstr("张晓明")));
  const std::string field = "material." + json(added).text("sm3");
  const auto look =
      post(officer("bo"), path + "/looks", R"({"fields":[")" + field + R"("],"reason":"审查材料"})");
  ASSERT_EQ(outcome(look), "200") << look.body_text();
  EXPECT_EQ(json(look).object("material").text("content"), "AQID");
  const std::string unknown = "material." + std::string(64, '0');
  EXPECT_EQ(post(officer("bo"), path + "/looks", R"({"fields":[")" + unknown + R"("],"reason":"x"})").status,
            404);
  EXPECT_EQ(acts(proof::ActCode::PersonalDataViewed, number), 1);
}

TEST_P(ApplicationsTest, TheProcedureIsPublic) {
  http::Client client("127.0.0.1", server_->port());
  const auto shown = need(client.send(client.request(http::Method::Get, "/procedures/certificate")));
  ASSERT_EQ(shown.status, 200);
  const auto procedure = json(shown);
  EXPECT_EQ(procedure.text("id"), "certificate");
  const auto transitions = procedure.objects("transitions", 100);
  const auto submit = std::find_if(transitions.begin(), transitions.end(),
                                   [](const auto& one) { return one.text("event") == "submit"; });
  ASSERT_NE(submit, transitions.end());
  EXPECT_EQ(submit->text("zh"), "提交申请");
  EXPECT_EQ(submit->texts("cites", 9), std::vector<std::string>{"21"});
  EXPECT_FALSE(procedure.objects("clocks", 100).empty());
}

TEST_P(ApplicationsTest, EvidenceIsForTheComplianceOfficer) {
  const std::string target = "/certificates/0102/evidence";
  EXPECT_EQ(outcome(post(officer("anna"), target, R"({"requester":"王五","scope":"争议"})")),
            "403 officers.role_needed");
  enrol("he", {Role::ComplianceOfficer});
  EXPECT_EQ(outcome(post(officer("he"), target, R"({"requester":"王五","scope":"争议"})")),
            "404 authority.certificate");
  EXPECT_EQ(outcome(post(officer("he"), target, R"({"requester":"王五"})")), "400 http.json.content");
}

}  // namespace
}  // namespace yinxin::endpoints
