// Accounts over HTTP: created by one administrator, authorised by another, suspended, shown to whom they
// concern (requirements 8.3).
#include <gmock/gmock.h>

#include "crypto/key_file.hpp"
#include "endpoints/officers/operations.hpp"
#include "http/json_reader.hpp"
#include "integration/front_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::kLicensedName;
using house_support::need;
using house_support::Signer;
using officers::Role;
using proof::ActCode;

class OfficerAccountsTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    enrol("sys-1", {Role::SystemAdministrator});
    enrol("sec-1", {Role::SecurityAdministrator});
    enrol("audit-1", {Role::AuditAdministrator});
    http::Router router;
    using Make = http::Route (*)(const Office&);
    for (const Make make :
         {officer_create, officer_authorise, officer_suspend, officer_resume, officer_list, officer_show}) {
      router.add(make(*services));
    }
    start_server(std::move(router));
    keys.emplace("li-7", crypto::Sm2PrivateKey::generate());
  }

  Signer system() const { return officer("sys-1"); }
  Signer security() const { return officer("sec-1"); }
  std::string request_member() const {
    return R"("request":")" + base::to_base64(request_for(keys.at("li-7"))) + R"(")";
  }
  static std::string account(const std::string& request, const std::string& roles = R"("review_officer")") {
    return R"({"id":"li-7","name":"李晓明","roles":[)" + roles + "]," + request + "}";
  }
  http::Response post(const Signer& by, const std::string& target, const std::string& body) const {
    return send(write(by, target, body));
  }
  /// What the security administrator names: li-7's key and roles.
  std::string naming(const std::string& title = "review_officer") const {
    return naming(title, keys.at("li-7"));
  }
  static std::string naming(const std::string& title, const crypto::Sm2PrivateKey& key) {
    return R"({"key_sm3":")" + base::to_hex(crypto::sm3(key.public_key().point())) + R"(","title":")" +
           title + R"("})";
  }
  void create() { ASSERT_EQ(outcome(post(system(), "/officers", account(request_member()))), "201"); }
  void create_and_authorise() {
    create();
    ASSERT_EQ(outcome(post(security(), "/officers/li-7/authorisation", naming())), "200");
  }
  static std::string member(const http::Response& response, std::string_view name) {
    return need(http::JsonReader::parse(*response.body)).text(name);
  }
  x509::Certificate certificate_of(const http::Response& response) const {
    return need(
        x509::Certificate::parse(need(crypto::from_pem("CERTIFICATE", member(response, "certificate_pem")))));
  }
};
YX_BOTH_ENGINES(OfficerAccountsTest);

TEST_P(OfficerAccountsTest, FromCreationToTheFirstSignature) {
  const http::Response created = post(system(), "/officers", account(request_member()));
  ASSERT_EQ(outcome(created), "201");
  EXPECT_EQ(member(created, "state"), "pending");
  EXPECT_EQ(member(created, "name"), "李晓明");
  EXPECT_EQ(member(created, "created_by"), "officer/sys-1");
  EXPECT_EQ(created.body_text().find("certificate_pem"), std::string_view::npos);
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers/li-7"))), "401 officers.not_active");

  const http::Response authorised = post(security(), "/officers/li-7/authorisation", naming());
  ASSERT_EQ(outcome(authorised), "200");
  EXPECT_EQ(member(authorised, "state"), "active");
  EXPECT_EQ(member(authorised, "authorised_by"), "officer/sec-1");
  const http::Response shown = send(read(officer("li-7"), "/officers/li-7"));
  ASSERT_EQ(outcome(shown), "200");
  EXPECT_EQ(shown.body_text(), authorised.body_text()) << "what was answered is what is stored";
  EXPECT_EQ(records(ActCode::OfficerCreated, "officer/li-7"), 1);
  EXPECT_EQ(records(ActCode::OfficerEnrolled, "officer/li-7"), 1);
}

TEST_P(OfficerAccountsTest, ARegionIsNamedWhenItIsAuthorised) {
  const std::string roles = R"("province_intake_officer")";
  const auto with = [&](const std::string& region) {
    return account(request_member() + R"(,"region":")" + region + "\"", roles);
  };
  EXPECT_EQ(outcome(post(system(), "/officers", with("53"))), "400 officers.region");
  EXPECT_EQ(outcome(post(system(), "/officers", with("53000x"))), "400 officers.region");
  const http::Response created = post(system(), "/officers", with("530000"));
  ASSERT_EQ(outcome(created), "201");
  EXPECT_EQ(member(created, "region"), "530000");
  const std::string named = naming("province_intake_officer");
  const auto in = [&](const std::string& region) {
    return named.substr(0, named.size() - 1) + R"(,"region":")" + region + "\"}";
  };
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", named)),
            "409 officers.authorisation.other");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", in("510000"))),
            "409 officers.authorisation.other");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", in("530000"))), "200");
  EXPECT_EQ(need(officers->acting("li-7")).region, "530000");
}

TEST_P(OfficerAccountsTest, RolesOfAnotherKindOfOfficeAreNotEntered) {
  const endpoints::CaseDesk& all = case_office->desk;
  const endpoints::CaseDesk provider{
      all.service, all.procedures, all.region, {"registration_officer", "review_officer"}};
  const endpoints::Office here = office();
  const endpoints::Office of_provider{here.clock,         here.database, here.authority,   here.status,
                                      here.tiles,         here.recorder, here.officers,    here.requests,
                                      here.authenticator, here.vault,    here.error_texts, provider};
  server.reset();
  http::Router router;
  router.add(officer_create(of_provider));
  start_server(std::move(router));
  EXPECT_EQ(outcome(post(system(), "/officers", account(request_member(), R"("case_officer")"))),
            "400 officers.role");
  EXPECT_EQ(outcome(post(system(), "/officers", account(request_member()))), "201");
  server.reset();  // before what its routes look at
}

TEST_P(OfficerAccountsTest, TheCertificateIsFromTheOperationsAuthorityAndNamesNoPerson) {
  create_and_authorise();
  const x509::Certificate certificate = certificate_of(send(read(system(), "/officers/li-7")));
  EXPECT_TRUE(certificate.verify(authority->operations().certificate.tbs().public_key));
  EXPECT_EQ(certificate.tbs().public_key, keys.at("li-7").public_key());
  const x509::Name& subject = certificate.tbs().subject;
  EXPECT_EQ(subject.find(asn1::oids::kOrganization), kLicensedName);
  EXPECT_EQ(subject.find(asn1::oids::kTitle), "review_officer");
  EXPECT_EQ(subject.find(asn1::oids::kSerialNumber), "li-7");
  EXPECT_EQ(subject.find(asn1::oids::kCommonName), "li-7");
  const auto record = need(authority->find(certificate.serial()));
  EXPECT_EQ(record.profile, "officer");
  EXPECT_EQ(record.state, authority::CertificateState::Issued);
}

TEST_P(OfficerAccountsTest, ARequestMayComeAsPem) {
  std::string pem = crypto::to_pem("CERTIFICATE REQUEST", request_for(keys.at("li-7")));
  for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2) pem.replace(at, 1, "\\n");
  EXPECT_EQ(outcome(post(system(), "/officers", account(R"("request_pem":")" + pem + R"(")"))), "201");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", naming())), "200");
}

TEST_P(OfficerAccountsTest, RefusesBadCreations) {
  const std::string request = request_member();
  const auto bare = crypto::Sm2PrivateKey::generate();
  const struct {
    Signer by;
    std::string body;
    const char* outcome;
  } bad[] = {
      {security(), account(request), "403 officers.role_needed"},
      {bare_key(bare), account(request), "403 officers.role_needed"},
      {system(), account(R"("note":"x")"), "400 http.json.content"},
      {system(), account(request + R"(,"request_pem":"x")"), "400 http.json.content"},
      {system(), account(request + R"(,"state":"active")"), "400 http.json.content"},
      {system(), account(request, R"("emperor")"), "400 officers.role"},
      {system(), account(request, ""), "422 officers.roles"},
      {system(), account(request, R"("review_officer","audit_administrator")"), "422 officers.roles"},
      {system(),
       account(request, R"("registration_officer","review_officer","issuing_officer","compliance_officer")"),
       "422 officers.roles"},  // more than the certificate's title holds
      {system(), account(R"("request_pem":"x")"), "400 x509.request"},
      {system(), account(R"("request":"MAA=")"), "400 x509.request"},
  };
  for (const auto& one : bad)
    EXPECT_EQ(outcome(post(one.by, "/officers", one.body)), one.outcome) << one.body;
  EXPECT_EQ(number("SELECT count(*) FROM officer WHERE id = 'li-7'"), 0);
}

TEST_P(OfficerAccountsTest, RefusesBadAuthorisations) {
  create();
  EXPECT_EQ(outcome(post(system(), "/officers/li-7/authorisation", naming())), "403 officers.role_needed");
  EXPECT_EQ(outcome(post(security(), "/officers/nobody/authorisation", naming())), "404 officers.none");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", R"({"x":1})")), "400 http.json.content");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", "")), "400 http.json.content");
  EXPECT_EQ(outcome(post(security(), "/officers/sys-1/authorisation", naming())), "409 officers.state");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", naming("issuing_officer"))),
            "409 officers.authorisation.other");
  const auto another = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/authorisation", naming("review_officer", another))),
            "409 officers.authorisation.other");
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer'"), 0);
}

TEST_P(OfficerAccountsTest, TwoAuthorisationsAtOnceEnrolOnce) {
  enrol("sec-2", {Role::SecurityAdministrator});
  create();
  std::vector<std::future<http::Response>> answers;
  for (const char* id : {"sec-1", "sec-2"}) {
    const http::Request request = write(officer(id), "/officers/li-7/authorisation", naming());
    answers.push_back(std::async(std::launch::async, [this, request] { return send(request); }));
  }
  std::vector<std::string> outcomes;
  for (auto& answer : answers) outcomes.push_back(outcome(answer.get()));
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre("200", "409 officers.state"));
  EXPECT_EQ(records(ActCode::OfficerEnrolled, "officer/li-7"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer' AND state = 'issued'"), 1);
}

TEST_P(OfficerAccountsTest, TheSameAuthorisationAgainIsAnsweredAgain) {
  create();
  const std::string key = random_text();
  const http::Response first = send(write(security(), "/officers/li-7/authorisation", naming(), key));
  ASSERT_EQ(outcome(first), "200");
  const http::Response again = send(write(security(), "/officers/li-7/authorisation", naming(), key));
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE profile = 'officer'"), 1);
}

TEST_P(OfficerAccountsTest, SuspensionTakesEffectAtOnce) {
  create_and_authorise();
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/suspension", R"({"reason":""})")),
            "400 http.json.content");
  EXPECT_EQ(outcome(post(system(), "/officers/li-7/suspension", R"({"reason":"离岗"})")),
            "403 officers.role_needed");
  const http::Response suspended = post(security(), "/officers/li-7/suspension", R"({"reason":"离岗"})");
  EXPECT_EQ(outcome(suspended), "200");
  EXPECT_EQ(member(suspended, "state"), "suspended");
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers/li-7"))), "401 officers.not_active");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/suspension", R"({"reason":"离岗"})")),
            "409 officers.state");
  EXPECT_EQ(outcome(post(security(), "/officers/li-7/resumption", R"({"reason":"返岗"})")), "200");
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers/li-7"))), "200");
  EXPECT_EQ(outcome(post(security(), "/officers/sec-1/suspension", R"({"reason":"x"})")),
            "422 officers.same_person");
}

TEST_P(OfficerAccountsTest, AccountsAreShownToAdministratorsAndTheirOwner) {
  create_and_authorise();
  for (const char* id : {"sys-1", "sec-1", "audit-1"}) {
    EXPECT_EQ(outcome(send(read(officer(id), "/officers"))), "200") << id;
    EXPECT_EQ(outcome(send(read(officer(id), "/officers/li-7"))), "200") << id;
  }
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers/sys-1"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(officer("li-7"), "/officers/nobody"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(bare_key(keys.at("li-7")), "/officers/li-7"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(system(), "/officers/nobody"))), "404 officers.none");
}

TEST_P(OfficerAccountsTest, TheListComesInPages) {
  create();
  std::vector<std::string> found;
  for (std::string after; found.size() < 10;) {
    const http::Response page = send(read(system(), "/officers?limit=3&after=" + after));
    ASSERT_EQ(outcome(page), "200");
    const auto json = need(http::JsonReader::parse(*page.body));
    for (const auto& one : json.objects("officers", 3)) found.push_back(one.text("id"));
    if (!json.has("next")) break;
    after = json.text("next");
  }
  EXPECT_THAT(found, testing::ElementsAre("audit-1", "li-7", "sec-1", "sys-1"));
  EXPECT_EQ(outcome(send(read(system(), "/officers?limit=0"))), "400 http.page");
}

}  // namespace
}  // namespace yinxin::endpoints
