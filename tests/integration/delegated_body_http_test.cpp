// A delegated body's gate, by raw signed requests (articles 25 and 28; requirements 2.6, 13.5, scenario 7):
// its accounts act between the filing and the end of the agreement, in the provider's name, and nowhere else.
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;

class DelegatedBodyHttpTest : public DutiesWorld {
 protected:
  std::string filed() const {
    const std::string number = opened(
        officer("comply"), "delegated_body",
        R"({"body":"河北某服务有限公司","credit_code":"91110000600037341L","domicile":"130000","diligence_sm3":")" +
            kSm3 + "\"}");
    EXPECT_EQ(
        act(officer("head"), number, "sign_agreement",
            R"({"agreement_number":"WT-1","signed_on":"2026-11-20","agreement_to":"2027-08-31","no_redelegation":true,)"
            R"("agreement_sm3":")" +
                kSm3 +
                R"(","head":"李某","matters":"证书申请受理","sites":[{"address":"某路1号","site_region":"130100",)"
                R"("hours":"工作日"}]})"),
        "200");
    EXPECT_EQ(act(officer("comply"), number, "submit_filing", R"({"package_sm3":")" + kSm3 + "\"}"), "200");
    return number;
  }
  std::string operating(const std::string& account) const {
    return R"({"person":")" + account +
           R"(","site":"某市政务服务中心","key_serial":"K-1","trained_to":"2027-03-31"})";
  }
  /// The account as the two administrators make it, over HTTP.
  std::string create(const std::string& id, const std::string& body, const std::string& role) {
    const auto& key = keys_.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    std::string pem = crypto::to_pem("CERTIFICATE REQUEST", registration_support::request_of(key));
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
      pem.replace(at, 1, "\\n");
    return outcome(post(officer("sys"), "/officers",
                        R"({"id":")" + id + R"(","name":"赵某","roles":[")" + role + R"("],"body":")" + body +
                            R"(","request_pem":")" + pem + "\"}"));
  }
  std::string authorise(const std::string& id, const std::string& more) const {
    return outcome(post(officer("sec"), "/officers/" + id + "/authorisation",
                        R"({"key_sm3":")" + base::to_hex(crypto::sm3(keys_.at(id).public_key().point())) +
                            R"(","title":"registration_officer")" + more + "}"));
  }
  http::Response list(const std::string& id) const { return get(officer(id), "/applications"); }
};
YX_BOTH_ENGINES(DelegatedBodyHttpTest);

TEST_P(DelegatedBodyHttpTest, AnAccountIsOfABodyThatThereIsAndTakesInApplicationsOnly) {
  EXPECT_EQ(create("body-1", "delegated_body-2026-9", "registration_officer"), "404 officers.body.none");
  const std::string number = filed();
  EXPECT_EQ(create("body-2", number, "issuing_officer"), "422 officers.roles");
  EXPECT_EQ(create("body-3", number, "registration_officer"), "201");
  EXPECT_EQ(authorise("body-3", ""), "409 officers.authorisation.other") << "who authorises names the body";
  EXPECT_EQ(authorise("body-3", R"(,"body":")" + number + "\""), "200");
  const auto shown = json(get(officer("sys"), "/officers/body-3"));
  EXPECT_EQ(shown.text("body"), number);
  EXPECT_FALSE(shown.has("site"));
}

TEST_P(DelegatedBodyHttpTest, TheGateAnswersBeforeTheFilingAfterTheEndAndAfterTheTraining) {
  const std::string number = filed();
  ASSERT_EQ(create("body-1", number, "registration_officer"), "201");
  ASSERT_EQ(authorise("body-1", R"(,"body":")" + number + "\""), "200");
  const auto refused = [&](const std::string& code, const std::string& law) {
    const http::Response read = list("body-1");
    EXPECT_EQ(outcome(read), "403 " + code);
    EXPECT_EQ(article(read), law);
    const http::Response write =
        post(officer("body-1"), "/applications/SQ-1/events", R"({"event":"receive"})");
    EXPECT_EQ(outcome(write), "403 " + code) << "whatever is asked for";
    EXPECT_EQ(article(write), law);
  };
  refused("officers.body.unfiled", "25");
  EXPECT_EQ(outcome(get({"officer:body-1", &keys_.at("anna")}, "/applications")), "401 http.signature.wrong")
      << "who has not the key is told nothing of it";
  ASSERT_EQ(act(officer("head"), number, "activate"), "200");
  refused("officers.body.operator", "25");
  ASSERT_EQ(act(officer("comply"), number, "add_operator", operating("body-1"), "o1"), "200");
  EXPECT_EQ(outcome(list("body-1")), "200");
  ASSERT_EQ(act(officer("head"), number, "suspend", R"({"reason":"抽样不合格"})"), "200");
  refused("officers.body.suspended", "25");
  ASSERT_EQ(act(officer("head"), number, "resume", R"({"resume_basis":"整改完毕"})"), "200");
  EXPECT_EQ(outcome(list("body-1")), "200");
  clock.set(base::parse_utc("2027-03-31T15:59:59Z").value());
  EXPECT_EQ(outcome(list("body-1")), "200") << "the last second of the training in Beijing";
  clock.set(base::parse_utc("2027-03-31T16:00:00Z").value());
  refused("officers.body.training", "28");
  need(duties_->cases->fire_due());
  refused("officers.body.training", "28");
  clock.set(base::parse_utc("2027-09-01T02:00:00Z").value());
  refused("officers.body.ended", "25");
  need(duties_->cases->fire_due());
  refused("officers.body.ended", "25");
}

TEST_P(DelegatedBodyHttpTest, ItWorksInTheProvidersNameAndItsActsSayWhere) {
  const std::string number = filed();
  ASSERT_EQ(create("body-1", number, "registration_officer"), "201");
  ASSERT_EQ(authorise("body-1", R"(,"body":")" + number + "\""), "200");
  ASSERT_EQ(act(officer("head"), number, "activate"), "200");
  ASSERT_EQ(act(officer("comply"), number, "add_operator", operating("body-1"), "o1"), "200");
  Applicant applicant = registration_support::person();
  applicant.number = submitted(applicant);
  need(add_material(applicant.number, material_for(applicant), applicant.actor()));
  ASSERT_EQ(event(officer("body-1"), applicant.number, R"({"event":"receive"})"), "200");
  const auto shown = json(get(hand_of(applicant.key), "/applications/" + applicant.number));
  EXPECT_EQ(shown.text("provider"), house_support::kLicensedName);
  EXPECT_THAT(shown.texts("sites", 10), testing::ElementsAre("某市政务服务中心"));
  const auto notification =
      get(hand_of(applicant.key), "/applications/" + applicant.number + "/notification");
  EXPECT_THAT(std::string(notification.body_text()), HasSubstr(house_support::kLicensedName));
  EXPECT_THAT(std::string(notification.body_text()), testing::Not(HasSubstr("河北某服务有限公司")));
  const auto found = rows(
      "SELECT id, record, opening FROM act_record WHERE act = $1 AND object = $2",
      {static_cast<std::int64_t>(proof::ActCode::ApplicationReceived), "application/" + applicant.number});
  const auto record =
      need(recorder.open(found.at(0).blob(0), found.at(0).blob(1), found.at(0).blob(2))).record;
  EXPECT_EQ(record.find("actor.body"), number);
  EXPECT_EQ(record.find("actor.site"), "某市政务服务中心");
}

TEST_P(DelegatedBodyHttpTest, ItWorksOnWhatWaitsAndOnWhatIsItsOwn) {
  const std::string number = filed();
  ASSERT_EQ(create("body-1", number, "registration_officer"), "201");
  ASSERT_EQ(authorise("body-1", R"(,"body":")" + number + "\""), "200");
  ASSERT_EQ(act(officer("head"), number, "activate"), "200");
  ASSERT_EQ(act(officer("comply"), number, "add_operator", operating("body-1"), "o1"), "200");
  Applicant applicant = registration_support::person();
  applicant.number = submitted(applicant);
  need(add_material(applicant.number, material_for(applicant), applicant.actor()));
  const std::string path = "/applications/" + applicant.number;
  EXPECT_EQ(outcome(get(officer("body-1"), path)), "200") << "it waits to be received";
  ASSERT_EQ(event(officer("anna"), applicant.number, R"({"event":"receive"})"), "200");
  const http::Response refused = get(officer("body-1"), path);
  EXPECT_EQ(outcome(refused), "403 officers.body.scope");
  EXPECT_EQ(article(refused), "25");
  EXPECT_EQ(event(officer("body-1"), applicant.number, R"({"event":"check_identity"})"),
            "403 officers.body.scope");
  EXPECT_EQ(outcome(post(officer("body-1"), path + "/looks", R"({"fields":["phone"],"reason":"看"})")),
            "403 officers.body.scope");
  const auto listed = json(list("body-1")).objects("applications", 10);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_THAT(listed[0].objects("subject", 10), testing::IsEmpty());
}

TEST_P(DelegatedBodyHttpTest, ItHasNoCasesButItsOwnAndCannotDelegateAgain) {
  const std::string number = filed();
  ASSERT_EQ(create("body-1", number, "registration_officer"), "201");
  ASSERT_EQ(authorise("body-1", R"(,"body":")" + number + "\""), "200");
  ASSERT_EQ(act(officer("head"), number, "activate"), "200");
  ASSERT_EQ(act(officer("comply"), number, "add_operator", operating("body-1"), "o1"), "200");
  const Hand body = officer("body-1");
  EXPECT_EQ(outcome(get(body, "/cases/" + number)), "404 cases.none");
  EXPECT_TRUE(json(get(body, "/cases")).objects("cases", 10).empty());
  EXPECT_EQ(outcome(get(body, "/conditions")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(body, "/filings")), "403 officers.body.scope") << "the provider's own affair";
  EXPECT_EQ(outcome(get(body, "/exchange/messages?box=out")), "403 officers.body.scope");
  EXPECT_EQ(outcome(get(body, "/batches")), "403 officers.body.scope");
  EXPECT_EQ(outcome(post(body, "/batches", "{}")), "403 officers.body.scope")
      << "its acts would name no site";
  const std::string intend =
      R"({"procedure":"delegated_body","inputs":{"body":"再受托公司","credit_code":"91110000600037341L","domicile":"130000",)"
      R"("diligence_sm3":")" +
      kSm3 + "\"}}";
  EXPECT_EQ(outcome(post(body, "/cases", intend)), "403 procedure.role");
  EXPECT_EQ(create("body-9", "body-1", "registration_officer"), "404 officers.body.none")
      << "an account is no body";
  Applicant applicant = registration_support::person();
  applicant.number = submitted(applicant);
  const auto sealed = post(body, "/cases",
                           R"({"procedure":"secrecy_quarantine","inputs":{"object":"application/)" +
                               applicant.number + R"(","handlers":["chief"],"how_found":"受理时发现"}})");
  ASSERT_EQ(outcome(sealed), "201") << "whoever sees it locks it away";
  EXPECT_EQ(outcome(get(body, "/cases/" + json(sealed).text("number"))), "200");
}

}  // namespace
}  // namespace yinxin::endpoints
