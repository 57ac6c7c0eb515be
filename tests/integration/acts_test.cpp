// From an officer's signed request to a certificate, with a signer that sees the act for itself
// (docs/decisions/0009); and a server that was taken over, which has none.
#include <gmock/gmock.h>

#include "endpoints/officers/operations.hpp"
#include "integration/applications_world.hpp"

namespace yinxin::endpoints {
namespace {

using authority::IssuedCertificate;

/// After the ceremony: sys-1 and sec-1 are enrolled at the signer, wei is an issuing officer; their
/// certificates are the operations authority's. Those of ApplicationsWorld's officers are nobody's.
class ActsTest : public ApplicationsWorld {
 protected:
  ActsTest() { asks_for_acts = true; }
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    for (const auto& [id, role] :
         {std::pair{"sys-1", Role::SystemAdministrator}, std::pair{"sec-1", Role::SecurityAdministrator},
          std::pair{"wei", Role::IssuingOfficer}}) {
      certify(id, role);
    }
    for (const char* id : {"sys-1", "sec-1"}) {
      const std::string role(role_name(need(officers_->find(id)).roles.front()));
      need(signer->client->enrol({id, role, keys_.at(id).public_key()}));
    }
    signer->end_ceremony();
  }
  void certify(const std::string& id, Role role) {
    const auto& key = keys_.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    const base::Bytes request = registration_support::request_of(key);
    officers::Officer account;
    account.id = id;
    account.roles = {role};
    auto order =
        need(officer_certificate_order(*authority, account, request, officers::system_actor("init")));
    order.with_issue = [&](store::WriteSet& set, const IssuedCertificate& issued) {
      officers_->add_first(set, {id, "王小明", {role}, request}, issued.certificate);
    };
    base::Waiter<IssuedCertificate> waiter;
    authority->issue_service(std::move(order), waiter.completion());
    need(waiter.wait());
  }
  std::string waiting_to_issue(Applicant& applicant) {
    bring_to_issue(applicant);
    return applicant.number;
  }
  /// A pending account, with a new key.
  void create(const std::string& id, const std::string& roles) {
    const auto& key = keys_.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    const std::string account = R"({"id":")" + id + R"(","name":"王","roles":[)" + roles +
                                R"(],"request":")" + base::to_base64(registration_support::request_of(key)) +
                                "\"}";
    ASSERT_EQ(outcome(post(officer("sys-1"), "/officers", account)), "201");
  }
  static std::string naming(const crypto::Sm2PrivateKey& key, const std::string& title) {
    return R"({"key_sm3":")" + base::to_hex(crypto::sm3(key.public_key().point())) + R"(","title":")" +
           title + R"("})";
  }
};
YX_BOTH_ENGINES(ActsTest);

TEST_P(ActsTest, AnIssuingOfficersRequestIsTheAct) {
  Applicant zhang = registration_support::person();
  const std::string number = waiting_to_issue(zhang);
  EXPECT_EQ(event(officer("wei"), number, issue_body(number)), "200");
  EXPECT_EQ(certificate(number).state, authority::CertificateState::Issued);
}

TEST_P(ActsTest, TheKeyNamedIsTheApplications) {
  Applicant zhang = registration_support::person();
  const std::string number = waiting_to_issue(zhang);
  const std::string other = std::string(64, 'a');
  EXPECT_EQ(event(officer("wei"), number, R"({"event":"issue","inputs":{"key_sm3":")" + other + "\"}}"),
            "409 registration.key_differs");
  EXPECT_EQ(event(officer("wei"), number, R"({"event":"issue"})"), "400 procedure.input");
  EXPECT_EQ(state(number), "to_issue");
}

TEST_P(ActsTest, WhatTheSignerRefusesIsFinishedByAskingAgain) {
  Applicant zhang = registration_support::person();
  const std::string number = waiting_to_issue(zhang);
  EXPECT_EQ(event(officer("chen"), number, issue_body(number)), "422 signer.act")
      << "the database says that chen issues; the operations authority does not";
  std::string loose = issue_body(number);
  loose.insert(1, " ");
  EXPECT_EQ(event(officer("wei"), number, loose), "422 signer.act") << "read in one form only";
  EXPECT_EQ(state(number), "to_issue");
  const auto intent = certificate(number);
  EXPECT_EQ(intent.state, authority::CertificateState::Intended);
  EXPECT_EQ(event(officer("wei"), number, issue_body(number)), "200");
  EXPECT_EQ(certificate(number).serial, intent.serial);
}

TEST_P(ActsTest, AServerThatWasTakenOverIssuesNothing) {
  Applicant zhang = registration_support::person();
  const std::string number = waiting_to_issue(zhang);
  EXPECT_EQ(store::detail_of(try_issue("its own word")), "certificate 1: no act");
  // It keeps what officers send it. One act, and another application's key.
  http::Request request = http::Client("127.0.0.1", server_->port())
                              .request(http::Method::Post, "/applications/" + number + "/events",
                                       base::to_bytes(issue_body(number)));
  request.headers.add("Idempotency-Key", random_text());
  need(http::sign(request, keys_.at("wei"), {"officer:wei", clock.now(), random_text(), {}}));
  const officers::Actor wei = need(Authenticator(clock, *officers_).authenticate(request));
  const auto issue_by = [&](const std::string& application, const crypto::Sm2PublicKey& key) {
    authority::CertificateOrder wanted = order(application);
    wanted.public_key = key;
    base::Waiter<IssuedCertificate> waiter;
    authority->issue(permit(std::move(wanted)), wei, {}, waiter.completion());
    return waiter.wait();
  };
  const auto mallory = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(store::detail_of(issue_by("mallory", mallory.public_key())), "certificate 1: for another key");
  EXPECT_EQ(store::detail_of(issue_by("first", zhang.key.public_key())), "");
  EXPECT_EQ(store::detail_of(issue_by("second", zhang.key.public_key())),
            "certificate 1: used for another certificate");
  clock.advance(std::chrono::minutes(11));
  EXPECT_THAT(store::detail_of(issue_by("third", zhang.key.public_key())), testing::HasSubstr("10 minutes"));
}

TEST_P(ActsTest, ANewOfficerIsAuthorisedAndIssues) {
  create("wang", R"("review_officer","issuing_officer")");
  const std::string body = naming(keys_.at("wang"), "review_officer issuing_officer");
  enrol("sec-9", {Role::SecurityAdministrator});
  EXPECT_EQ(outcome(post(officer("sec-9"), "/officers/wang/authorisation", body)), "422 signer.act")
      << "an administrator of the database's making";
  ASSERT_EQ(outcome(post(officer("sec-1"), "/officers/wang/authorisation", body)), "200");
  Applicant zhang = registration_support::person();
  const std::string number = waiting_to_issue(zhang);
  EXPECT_EQ(event(officer("wang"), number, issue_body(number)), "200");
}

TEST_P(ActsTest, ARenewedAdministratorGoesOn) {
  auto renewed = crypto::Sm2PrivateKey::generate();
  const std::string request = base::to_base64(registration_support::request_of(renewed));
  ASSERT_EQ(outcome(post(officer("sec-1"), "/officers/sec-1/renewal", R"({"request":")" + request + "\"}")),
            "200");
  ASSERT_EQ(outcome(post(officer("sys-1"), "/officers/sec-1/renewal/authorise",
                         naming(renewed, "security_administrator"))),
            "200");
  keys_.at("sec-1") = std::move(renewed);
  create("wang", R"("review_officer")");
  EXPECT_EQ(outcome(post(officer("sec-1"), "/officers/wang/authorisation",
                         naming(keys_.at("wang"), "review_officer"))),
            "200");
}

}  // namespace
}  // namespace yinxin::endpoints
