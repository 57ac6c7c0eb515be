// The life of an officer's account over HTTP: renewal, hold, closing; and what outsiders see of it on the
// operations authority's lists and from its OCSP (requirements 8.3, docs/decisions/0010).
#include <gmock/gmock.h>

#include "crypto/key_file.hpp"
#include "endpoints/officers/operations.hpp"
#include "http/json_reader.hpp"
#include "integration/front_world.hpp"

namespace yinxin::endpoints {
namespace {

using authority::CertificateRecord;
using house_support::kPatience;
using house_support::need;
using house_support::Signer;
using officers::Role;
using proof::ActCode;
using x509::RevocationReason;

class OfficerLifeTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    enrol("sys-1", {Role::SystemAdministrator});
    enrol("sec-1", {Role::SecurityAdministrator});
    http::Router router;
    add_routes(router, *services);
    start_server(std::move(router));
    make_account("li-7", "review_officer");
  }

  Signer system() const { return officer("sys-1"); }
  Signer security() const { return officer("sec-1"); }
  http::Response post(const Signer& by, const std::string& target, const std::string& body) const {
    return send(write(by, "/officers/" + target, body));
  }
  /// Created and authorised over HTTP, so that its certificate is the operations authority's.
  void make_account(const std::string& id, const std::string& role) {
    keys.emplace(id, crypto::Sm2PrivateKey::generate());
    const std::string account = R"({"id":")" + id + R"(","name":"李晓明","roles":[")" + role + R"("],)" +
                                request_of(keys.at(id)) + "}";
    ASSERT_EQ(outcome(send(write(system(), "/officers", account))), "201");
    ASSERT_EQ(outcome(post(security(), id + "/authorisation", naming(keys.at(id), role))), "200");
  }
  static std::string request_of(const crypto::Sm2PrivateKey& key) {
    return R"("request":")" + base::to_base64(request_for(key)) + R"(")";
  }
  static std::string digest_of(const crypto::Sm2PrivateKey& key) {
    return base::to_hex(crypto::sm3(key.public_key().point()));
  }
  static std::string naming(const crypto::Sm2PrivateKey& key, const std::string& title = "review_officer") {
    return R"({"key_sm3":")" + digest_of(key) + R"(","title":")" + title + R"("})";
  }
  static http::JsonReader json(const http::Response& response) {
    return need(http::JsonReader::parse(*response.body));
  }
  static std::string because(const std::string& reason) { return R"({"reason":")" + reason + R"("})"; }
  x509::Serial serial_of(const std::string& id) const {
    return need(officers->find(id)).certificate->serial();
  }
  CertificateRecord record(const x509::Serial& serial) const {
    return need(authority->find("operations-1", serial));
  }
  /// "good", "hold 6", "revoked 5": by the authority's own record.
  std::string standing(const x509::Serial& serial) const {
    const CertificateRecord found = record(serial);
    if (!found.revoked_at) return "good";
    return (found.reason == RevocationReason::CertificateHold ? "hold " : "revoked ") +
           std::to_string(static_cast<int>(found.reason));
  }
  std::string show(const Signer& by) const { return outcome(send(read(by, "/officers/li-7"))); }
};
YX_BOTH_ENGINES(OfficerLifeTest);

TEST_P(OfficerLifeTest, ARenewalFromAskingToTheNewKeysFirstSignature) {
  const Signer old = officer("li-7");
  const x509::Serial old_serial = serial_of("li-7");
  const auto new_key = crypto::Sm2PrivateKey::generate();
  const Signer renewed{"officer:li-7", &new_key};

  const http::Response asked = post(old, "li-7/renewal", "{" + request_of(new_key) + "}");
  ASSERT_EQ(outcome(asked), "200");
  const http::Response shown = send(read(security(), "/officers/li-7"));
  EXPECT_EQ(shown.body_text(), asked.body_text());
  const auto waiting = json(shown).object("renewal");
  EXPECT_EQ(waiting.text("key_sm3"), digest_of(new_key));
  EXPECT_EQ(waiting.text("requested_by"), "officer/li-7");
  EXPECT_FALSE(waiting.boolean("key_lost"));
  EXPECT_EQ(show(old), "200");
  EXPECT_EQ(show(renewed), "401 http.signature.wrong");

  const http::Response authorised = post(security(), "li-7/renewal/authorise", naming(new_key));
  ASSERT_EQ(outcome(authorised), "200");
  EXPECT_FALSE(json(authorised).has("renewal"));
  EXPECT_EQ(show(old), "401 http.signature.wrong");
  EXPECT_EQ(show(renewed), "200");
  EXPECT_EQ(standing(old_serial), "revoked 4") << "superseded";
  EXPECT_EQ(standing(serial_of("li-7")), "good");
  const x509::Certificate certificate = *need(officers->find("li-7")).certificate;
  EXPECT_TRUE(certificate.verify(authority->operations().certificate.tbs().public_key));
  EXPECT_EQ(certificate.tbs().subject.find(asn1::oids::kSerialNumber), "li-7");
  EXPECT_EQ(json(authorised).text("not_after"), base::format_utc(certificate.tbs().validity.not_after));
  EXPECT_EQ(records(ActCode::OfficerRenewalRequested, "officer/li-7"), 1);
  EXPECT_EQ(records(ActCode::OfficerRenewed, "officer/li-7"), 1);
  EXPECT_EQ(records(ActCode::Revoked, authority::certificate_object("operations-1", old_serial)), 1);
}

TEST_P(OfficerLifeTest, ALostKeyIsReplacedAtTheSystemAdministratorsRequest) {
  const x509::Serial old_serial = serial_of("li-7");
  const auto new_key = crypto::Sm2PrivateKey::generate();
  ASSERT_EQ(outcome(post(security(), "li-7/suspension", because("介质遗失"))), "200");
  EXPECT_EQ(standing(old_serial), "hold 6");
  ASSERT_EQ(outcome(post(system(), "li-7/renewal", R"({"key_lost":true,)" + request_of(new_key) + "}")),
            "200");
  const http::Response authorised = post(security(), "li-7/renewal/authorise", naming(new_key));
  ASSERT_EQ(outcome(authorised), "200");
  EXPECT_EQ(json(authorised).text("state"), "active");
  EXPECT_EQ(standing(old_serial), "revoked 1") << "keyCompromise";
  EXPECT_EQ(show(Signer{"officer:li-7", &new_key}), "200");
}

TEST_P(OfficerLifeTest, RefusesBadRenewals) {
  const auto new_key = crypto::Sm2PrivateKey::generate();
  const std::string request = request_of(new_key);
  const struct {
    Signer by;
    std::string target;
    std::string body;
    const char* outcome;
  } bad[] = {
      {officer("li-7"), "li-7/renewal", "{}", "400 http.json.content"},
      {officer("li-7"), "li-7/renewal", R"({"request_pem":"x"})", "400 x509.request"},
      {officer("li-7"), "li-7/renewal", R"({"x":1,)" + request + "}", "400 http.json.content"},
      {officer("li-7"), "li-7/renewal", R"({"key_lost":1,)" + request + "}", "400 http.json.content"},
      {officer("li-7"), "li-7/renewal", R"({"key_lost":true,)" + request + "}",
       "422 officers.renewal.by_whom"},
      {officer("li-7"), "li-7/renewal", "{" + request_of(keys.at("li-7")) + "}", "409 officers.key_used"},
      {officer("li-7"), "sec-1/renewal", "{" + request + "}", "403 officers.role_needed"},
      {security(), "li-7/renewal", R"({"key_lost":true,)" + request + "}", "403 officers.role_needed"},
      {bare_key(keys.at("li-7")), "li-7/renewal", "{" + request + "}", "403 officers.role_needed"},
      {system(), "li-7/renewal", "{" + request + "}", "422 officers.renewal.by_whom"},
      {system(), "nobody/renewal", "{" + request + "}", "404 officers.none"},
      {security(), "li-7/renewal/authorise", naming(new_key), "404 officers.renewal.none"},
      {officer("li-7"), "li-7/renewal", "{" + request + "}", "200"},
      {security(), "li-7/renewal/authorise", "{}", "400 http.json.content"},
      {security(), "li-7/renewal/authorise", naming(keys.at("li-7")), "409 officers.authorisation.other"},
      {security(), "li-7/renewal/authorise", R"({"key_sm3":"x","title":"x"})",
       "409 officers.authorisation.other"},
      {security(), "li-7/renewal/authorise",
       R"({"key_sm3":")" + digest_of(new_key) + R"(","title":"review_officer issuing_officer"})",
       "409 officers.authorisation.other"},
      {security(), "li-7/renewal/authorise", R"({"key_sm3":")" + digest_of(new_key) + R"("})",
       "400 http.json.content"},
      {system(), "li-7/renewal/authorise", naming(new_key), "403 officers.role_needed"},
      {officer("li-7"), "li-7/renewal/authorise", naming(new_key), "403 officers.role_needed"},
      {security(), "nobody/renewal/authorise", naming(new_key), "404 officers.none"},
  };
  for (const auto& one : bad)
    EXPECT_EQ(outcome(post(one.by, one.target, one.body)), one.outcome) << one.target << " " << one.body;
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer'"), 1);
  EXPECT_EQ(standing(serial_of("li-7")), "good");
}

TEST_P(OfficerLifeTest, TwoWhoAuthoriseARenewalAtOnceRenewOnce) {
  enrol("sec-2", {Role::SecurityAdministrator});
  const x509::Serial old_serial = serial_of("li-7");
  const auto new_key = crypto::Sm2PrivateKey::generate();
  ASSERT_EQ(outcome(post(officer("li-7"), "li-7/renewal", "{" + request_of(new_key) + "}")), "200");
  std::vector<std::future<http::Response>> answers;
  for (const char* id : {"sec-1", "sec-2"}) {
    const http::Request request = write(officer(id), "/officers/li-7/renewal/authorise", naming(new_key));
    answers.push_back(std::async(std::launch::async, [this, request] { return send(request); }));
  }
  std::vector<std::string> outcomes;
  for (auto& answer : answers) outcomes.push_back(outcome(answer.get()));
  // The second may come before the first's commit, or after it.
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre(
                            "200", testing::AnyOf("409 officers.state", "404 officers.renewal.none")));
  EXPECT_EQ(records(ActCode::OfficerRenewed, "officer/li-7"), 1);
  EXPECT_EQ(records(ActCode::Revoked, authority::certificate_object("operations-1", old_serial)), 1);
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer' AND state = 'issued'"), 2);
}

TEST_P(OfficerLifeTest, TheSameAuthorisationAgainIsAnsweredAgain) {
  const auto new_key = crypto::Sm2PrivateKey::generate();
  ASSERT_EQ(outcome(post(officer("li-7"), "li-7/renewal", "{" + request_of(new_key) + "}")), "200");
  const std::string key = random_text();
  const auto authorise = [&] {
    return send(write(security(), "/officers/li-7/renewal/authorise", naming(new_key), key));
  };
  const http::Response first = authorise();
  ASSERT_EQ(outcome(first), "200");
  const http::Response again = authorise();
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer'"), 2);
}

TEST_P(OfficerLifeTest, TheCertificateGoesWithTheAccount) {
  const x509::Serial serial = serial_of("li-7");
  ASSERT_EQ(outcome(post(security(), "li-7/suspension", because("离岗"))), "200");
  EXPECT_EQ(standing(serial), "hold 6");
  ASSERT_EQ(outcome(post(security(), "li-7/resumption", because("返岗"))), "200");
  EXPECT_EQ(standing(serial), "good");
  ASSERT_EQ(outcome(post(security(), "li-7/suspension", because("离岗"))), "200");
  const http::Response closed = post(security(), "li-7/close", because("离职"));
  ASSERT_EQ(outcome(closed), "200");
  EXPECT_EQ(json(closed).text("state"), "closed");
  EXPECT_EQ(standing(serial), "revoked 5") << "cessationOfOperation";
  EXPECT_EQ(outcome(post(security(), "li-7/resumption", because("返岗"))), "409 officers.state");
  EXPECT_EQ(outcome(post(security(), "li-7/close", because("离职"))), "409 officers.state");
  EXPECT_EQ(show(officer("li-7")), "401 officers.not_active");
  const std::string object = authority::certificate_object("operations-1", serial);
  EXPECT_EQ(records(ActCode::Suspended, object), 2);
  EXPECT_EQ(records(ActCode::Resumed, object), 1);
  EXPECT_EQ(records(ActCode::Revoked, object), 1);
}

TEST_P(OfficerLifeTest, APendingAccountHasNoCertificateToRevoke) {
  keys.emplace("wang-2", crypto::Sm2PrivateKey::generate());
  ASSERT_EQ(outcome(send(write(system(), "/officers",
                               R"({"id":"wang-2","name":"王","roles":["review_officer"],)" +
                                   request_of(keys.at("wang-2")) + "}"))),
            "201");
  EXPECT_EQ(outcome(post(security(), "wang-2/close", because("未到岗"))), "200");
  EXPECT_EQ(outcome(post(security(), "wang-2/authorisation", naming(keys.at("wang-2")))),
            "409 officers.state");
}

TEST_P(OfficerLifeTest, ASuspensionOfBeforeHoldsIsResumedToo) {
  run("UPDATE officer SET state = 'suspended' WHERE id = 'li-7'");
  ASSERT_EQ(outcome(post(security(), "li-7/resumption", because("返岗"))), "200");
  EXPECT_EQ(standing(serial_of("li-7")), "good");
  EXPECT_EQ(show(officer("li-7")), "200");
}

TEST_P(OfficerLifeTest, RefusesBadEnds) {
  make_account("audit-1", "audit_administrator");
  const struct {
    Signer by;
    std::string target;
    std::string body;
    const char* outcome;
  } bad[] = {
      {security(), "li-7/close", "", "400 http.json.content"},
      {security(), "li-7/close", because(""), "400 http.json.content"},
      {security(), "li-7/close", because(std::string(501, 'x')), "400 officers.reason"},
      {system(), "li-7/close", because("x"), "403 officers.role_needed"},
      {officer("li-7"), "li-7/close", because("x"), "403 officers.role_needed"},
      {security(), "nobody/close", because("x"), "404 officers.none"},
      {security(), "sec-1/close", because("x"), "422 officers.same_person"},
      {security(), "audit-1/close", because("x"), "422 officers.last_administrator"},
      {security(), "audit-1/suspension", because("x"), "422 officers.last_administrator"},
  };
  for (const auto& one : bad)
    EXPECT_EQ(outcome(post(one.by, one.target, one.body)), one.outcome) << one.target << " " << one.body;
  EXPECT_EQ(standing(serial_of("li-7")), "good");
  EXPECT_EQ(standing(serial_of("audit-1")), "good") << "refused as a whole";
}

TEST_P(OfficerLifeTest, OfTheLastTwoAdministratorsWhoAreSuspendedAtOnceOneStays) {
  make_account("audit-1", "audit_administrator");
  make_account("audit-2", "audit_administrator");
  std::vector<std::future<http::Response>> answers;
  for (const char* id : {"audit-1", "audit-2"}) {
    const http::Request request =
        write(security(), "/officers/" + std::string(id) + "/suspension", because("x"));
    answers.push_back(std::async(std::launch::async, [this, request] { return send(request); }));
  }
  std::vector<std::string> outcomes;
  for (auto& answer : answers) outcomes.push_back(outcome(answer.get()));
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre("200", "422 officers.last_administrator"));
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE reason = 6"), 1);
}

TEST_P(OfficerLifeTest, OutsidersSeeTheHoldAndTheEnd) {
  start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
  const x509::Serial serial = serial_of("li-7");
  const auto follow = [&] {
    const auto count = number("SELECT count(*) FROM act_record");
    sequencer->wake();
    need(status->wait_followed(count, kPatience));
  };
  const auto ocsp = [&] {
    x509::OcspRequest request;
    request.queries = {
        x509::make_cert_id(x509::CertIdHash::Sm3, authority->operations().certificate, serial)};
    base::Waiter<status::OcspAnswer> waiter;
    status->ocsp(request.to_der(),
                 [done = waiter.completion()](status::OcspAnswer answer) { done(std::move(answer)); });
    return need(x509::OcspResponse::parse(*need(waiter.wait()).octets)).data.responses.at(0);
  };
  const auto listed = [&]() -> std::optional<RevocationReason> {
    const auto list = need(x509::Crl::parse(*need(status->crl("operations-1", 0, true))));
    const auto found = std::find_if(list.entries.begin(), list.entries.end(),
                                    [&](const auto& entry) { return entry.serial == serial; });
    return found == list.entries.end() ? std::nullopt : std::optional(found->reason);
  };
  follow();
  EXPECT_EQ(ocsp().status, x509::CertStatus::Good);
  ASSERT_EQ(outcome(post(security(), "li-7/suspension", because("离岗"))), "200");
  follow();
  EXPECT_EQ(ocsp().reason, RevocationReason::CertificateHold);
  EXPECT_EQ(listed(), RevocationReason::CertificateHold);
  ASSERT_EQ(outcome(post(security(), "li-7/close", because("离职"))), "200");
  follow();
  EXPECT_EQ(ocsp().status, x509::CertStatus::Revoked);
  EXPECT_EQ(ocsp().reason, RevocationReason::CessationOfOperation);
  EXPECT_EQ(listed(), RevocationReason::CessationOfOperation);
}

}  // namespace
}  // namespace yinxin::endpoints
