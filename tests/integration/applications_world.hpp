// A provider whose registration is open, with an HTTP server in front, for tests of what applicants and
// officers send and are told.
#pragma once

#include "crypto/key_file.hpp"
#include "endpoints/evidence/operations.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "integration/case_office.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::endpoints {

using officers::Role;
using registration_support::Applicant;
using registration_support::need;
using registration_support::resident_id;

/// Who signs: a keyid and its key.
struct Hand {
  std::string key_id;
  const crypto::Sm2PrivateKey* key = nullptr;
};

/// The suite's base: everything is served, with the usual officers.
class ApplicationsWorld : public registration_support::RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    status::Service::Options options;
    options.folder = *folder / "crl";
    options.crl_url = profiles.at("device").urls.crl;
    options.site = house_support::kSite;
    status = need(
        status::Service::start({*database_, *lane, *signer->client, recorder, clock, *authority}, options));
    officers_ = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault});
    requests_ = std::make_unique<officers::Requests>(*database_, vault, clock);
    authenticator_ = std::make_unique<Authenticator>(clock, *officers_);
    evidence_ = std::make_unique<evidence::Service>(
        evidence::Service::House{*database_, *lane, *signer->client, recorder, clock, *authority, *policy,
                                 *registration, *status, tiles_, vault},
        evidence::Service::Options{"test"});
    start_batches();
    case_office_ = std::make_unique<house_support::CaseOffice>(
        house_support::CaseHouse{*database_, *lane, recorder, clock, ids, vault, calendar});
    const Office office{clock,      *database_, *authority,      *status, tiles_, recorder,
                        *officers_, *requests_, *authenticator_, vault,   texts_, case_office_->desk};
    services_ = std::make_unique<Services>(Services{office, *policy, *registration, *evidence_, *batches});
    enrol("anna", {Role::RegistrationOfficer});
    enrol("bo", {Role::ReviewOfficer});
    enrol("chen", {Role::IssuingOfficer});
    enrol("sys", {Role::SystemAdministrator});
    serve();
  }
  void TearDown() override {
    server_.reset();
    services_.reset();
    case_office_.reset();
    batches.reset();
    evidence_.reset();
    authenticator_.reset();
    requests_.reset();
    officers_.reset();
    RegistrationWorld::TearDown();
  }

  void serve() {
    http::Router router;
    add_routes(router, *services_);
    http::Options options;
    options.threads = options.workers = 2;
    options.texts = texts_;
    options.rate_limiter = std::make_shared<http::RateLimiter>(
        clock, std::map<std::string, http::RateLimiter::Rate>{{std::string(kQueryClass), {1e6, 1e6}}});
    server_ = need(http::Server::start(std::move(options), std::move(router), clock, log_));
  }
  void enrol(const std::string& id, std::vector<Role> roles) {
    const auto& key = keys_.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    store::WriteSet set;
    officers_->add_first(set, {id, "王小明", std::move(roles), registration_support::request_of(key)},
                         certificate_for(key.public_key()));
    need(lane->commit(std::move(set)));
  }
  x509::Certificate certificate_for(const crypto::Sm2PublicKey& key) const {
    const auto by = crypto::Sm2PrivateKey::generate();
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = tbs.subject = need(x509::Name::build({{asn1::oids::kCommonName, "ceremony"}}));
    tbs.validity = {clock.now(), clock.now() + std::chrono::hours(24 * 365)};
    tbs.public_key = key;
    const base::Bytes der = tbs.to_der();
    return need(x509::Certificate::assemble(der, need(crypto::sm2_sign(by, der))));
  }

  Hand officer(const std::string& id) const { return {"officer:" + id, &keys_.at(id)}; }
  static Hand hand_of(const crypto::Sm2PrivateKey& key) {
    return {"key:" + base::to_base64(base::ByteView(key.public_key().point()).subspan(1)), &key};
  }
  static std::string random_text() { return base::to_hex(crypto::random_bytes(16)); }

  http::Response send(const Hand& by, http::Request request) const {
    need(http::sign(request, *by.key, {by.key_id, clock.now(), random_text(), {}}));
    return need(http::Client("127.0.0.1", server_->port()).send(request));
  }
  http::Response post(const Hand& by, const std::string& target, const std::string& body,
                      const std::string& key = random_text()) const {
    http::Request request =
        http::Client("127.0.0.1", server_->port()).request(http::Method::Post, target, base::to_bytes(body));
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Idempotency-Key", key);
    return send(by, std::move(request));
  }
  http::Response get(const Hand& by, const std::string& target) const {
    return send(by, http::Client("127.0.0.1", server_->port()).request(http::Method::Get, target));
  }
  static http::JsonReader json(const http::Response& response) {
    return need(http::JsonReader::parse(base::as_bytes(response.body_text())));
  }
  /// "200", or status and code of a problem.
  static std::string outcome(const http::Response& response) {
    const std::string code = std::to_string(response.status);
    return response.status < 300 ? code : code + " " + json(response).text("code");
  }

  static std::string form(const Applicant& applicant, const std::string& more = "") {
    return R"({"profile":"individual","subject":[{"type":"CN","value":"张晓明"}],"identities":[{"kind":"resident_id",)"
           R"("number":")" +
           resident_id() + R"("}],"phone":"13800138000","mail":"xiaoming@example.cn",)" + more +
           R"("request":")" + pem_of(applicant) + "\"}";
  }
  static std::string pem_of(const Applicant& applicant) {
    std::string pem = crypto::to_pem("CERTIFICATE REQUEST", applicant.form.request);
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
      pem.replace(at, 1, "\\n");
    return pem;
  }
  std::string submitted(const Applicant& applicant) const {
    const auto response = post(hand_of(applicant.key), "/applications", form(applicant));
    EXPECT_EQ(outcome(response), "201") << response.body_text();
    return json(response).text("number");
  }
  std::string event(const Hand& by, const std::string& number, const std::string& body) const {
    return outcome(post(by, "/applications/" + number + "/events", body));
  }

  /// The event issue, for the key that the application shows.
  std::string issue_body(const std::string& number) const {
    const auto shown = json(get(officer("chen"), "/applications/" + number));
    return R"({"event":"issue","inputs":{"key_sm3":")" + shown.text("key_sm3") + "\"}}";
  }

  base::Log log_{clock, base::LogLevel::Critical};
  ledger::TileFolder tiles_{"/nonexistent"};
  const http::ErrorTexts& texts_ = house_support::error_texts();
  std::unique_ptr<officers::Service> officers_;
  std::unique_ptr<officers::Requests> requests_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<evidence::Service> evidence_;
  std::unique_ptr<house_support::CaseOffice> case_office_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<http::Server> server_;
  std::map<std::string, crypto::Sm2PrivateKey> keys_;
};

}  // namespace yinxin::endpoints
