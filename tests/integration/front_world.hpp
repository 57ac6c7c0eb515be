// A provider with all its services and an HTTP server in front, for tests of endpoints.
#pragma once

#include "endpoints/signed.hpp"
#include "evidence/service.hpp"
#include "house_support/provider_world.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "integration/case_office.hpp"
#include "integration/instrument_office.hpp"

namespace yinxin::house_support {

/// An officer as the outside knows it: a keyid and the key.
struct Signer {
  std::string key_id;
  const crypto::Sm2PrivateKey* key = nullptr;
};

class FrontWorld : public ProviderWorld {
 protected:
  /// Which a demonstration's clock is ahead of; in all other tests the same.
  virtual const base::Clock& machine() const { return clock; }
  void SetUp() override {
    ProviderWorld::SetUp();
    if (IsSkipped()) return;
    start_status();
    calendar = std::make_unique<base::WorkCalendar>(
        need(base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar")));
    policy = std::make_unique<policy::Service>(
        policy::Service::House{*database_, *lane, recorder, clock, *calendar},
        std::vector<policy::RegulatorKey>());
    officers = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault});
    requests = std::make_unique<officers::Requests>(*database_, vault, machine());
    authenticator = std::make_unique<endpoints::Authenticator>(clock, *officers);
    start_registration();
    case_office = std::make_unique<CaseOffice>(
        CaseHouse{*database_, *lane, recorder, clock, ids, vault, *calendar, documents.get(), tip_folder()});
    tips =
        std::make_unique<supervision::Tips>(supervision::Tips::House{*database_, *lane, recorder, clock, ids,
                                                                     vault, *officers, *case_office->cases},
                                            tip_folder(), "000000");
    instruments = std::make_unique<InstrumentOffice>(
        InstrumentOffice::House{*database_, *lane, recorder, clock, ids, *officers, vault,
                                *case_office->cases, case_office->supervision});
    batches = std::make_unique<registration::Batches>(
        registration::Batches::House{*database_, *lane, recorder, clock, vault, *registration},
        [](const base::Error&) {});
    evidence = std::make_unique<evidence::Service>(
        evidence::Service::House{*database_, *lane, *signer->client, recorder, clock, *authority, *policy,
                                 *registration, *status, tiles, vault},
        evidence::Service::Options{"test"});
    services = std::make_unique<endpoints::Services>(
        endpoints::Services{office(), *policy, *registration, *evidence, *batches});
    regulator = std::make_unique<endpoints::Supervision>(
        endpoints::Supervision{office(), case_office->supervision, instruments->desk, tips.get()});
    regulator->papers = &case_office->papers;
  }
  void TearDown() override {
    server.reset();
    regulator.reset();
    services.reset();
    instruments.reset();
    tips.reset();
    case_office.reset();
    evidence.reset();
    batches.reset();
    registration.reset();
    stop_services();
    lane.reset();  // what it still has to answer may ask the services below
    authenticator.reset();
    requests.reset();
    officers.reset();
    policy.reset();
    ProviderWorld::TearDown();
  }

  endpoints::Office office() { return office(tiles); }
  endpoints::Office office(const ledger::TileFolder& seen) {
    return {clock,     *database_, *authority,     *status, seen,  recorder,
            *officers, *requests,  *authenticator, vault,   texts, case_office->desk};
  }

  std::filesystem::path tip_folder() const { return *folder / "tips"; }

  void start_server(http::Router router, std::function<std::string()> further_fields = {}) {
    http::Options options;
    options.further_fields = std::move(further_fields);
    options.threads = options.workers = 2;
    options.texts = texts;
    options.rate_limiter = std::make_shared<http::RateLimiter>(
        clock,
        std::map<std::string, http::RateLimiter::Rate>{{std::string(endpoints::kQueryClass), {1e6, 1e6}}});
    server = need(http::Server::start(std::move(options), std::move(router), clock, log));
  }
  /// Waits for as long as a test may last: what is compiled with sanitizers is slow on a busy machine.
  http::Client client() const {
    http::Client::Options options;
    options.timeout = std::chrono::minutes(5);
    return http::Client("127.0.0.1", server->port(), std::move(options));
  }

  /// An account that may act, with a key of its own.
  const crypto::Sm2PrivateKey& enrol(const std::string& id, std::vector<officers::Role> roles,
                                     const std::string& region = "") {
    const crypto::Sm2PrivateKey& key = keys.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    officers::NewOfficer officer{id, "王小明", std::move(roles), request_for(key), region};
    store::WriteSet set;
    officers->add_first(set, officer, certificate_for(key.public_key()));
    need(lane->commit(std::move(set)));
    return key;
  }
  Signer officer(const std::string& id) const { return {"officer:" + id, &keys.at(id)}; }
  static Signer bare_key(const crypto::Sm2PrivateKey& key) {
    return {"key:" + base::to_base64(base::ByteView(key.public_key().point()).subspan(1)), &key};
  }
  static base::Bytes request_for(const crypto::Sm2PrivateKey& key) {
    const auto name = need(x509::Name::build({{oids::kCommonName, "request"}}));
    return base::to_bytes(need(x509::CertificateRequest::create(name, key)).der());
  }

  static std::string random_text() { return base::to_hex(crypto::random_bytes(16)); }
  void sign(http::Request& request, const Signer& by) const {
    need(http::sign(request, *by.key, {by.key_id, clock.now(), random_text(), {}}));
  }
  /// A signed write, with a new idempotency key unless one is given.
  http::Request write(const Signer& by, const std::string& target, const std::string& body,
                      const std::string& key = random_text()) const {
    http::Request request = client().request(http::Method::Post, target, base::to_bytes(body));
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Idempotency-Key", key);
    sign(request, by);
    return request;
  }
  http::Request read(const Signer& by, const std::string& target) const {
    http::Request request = client().request(http::Method::Get, target);
    sign(request, by);
    return request;
  }
  http::Response send(const http::Request& request) const { return need(client().send(request)); }
  /// "201", or status and code of a problem: "401 http.signature.wrong".
  static std::string outcome(const http::Response& response) {
    std::string status = std::to_string(response.status);
    const std::string_view body = response.body_text();
    constexpr std::string_view kCode = "\"code\":\"";
    const std::size_t at = body.find(kCode);
    if (response.headers.find("Content-Type") != http::kProblemType || at == std::string_view::npos)
      return status;
    const std::size_t from = at + kCode.size();
    return status + " " + std::string(body.substr(from, body.find('"', from) - from));
  }

  base::Log log{clock, base::LogLevel::Critical};
  privacy::Vault vault{crypto::random_secret(crypto::kSealKeySize),
                       crypto::random_secret(crypto::kSealKeySize)};
  ledger::TileFolder tiles{"/nonexistent"};
  const http::ErrorTexts& texts = house_support::error_texts();
  std::unique_ptr<base::WorkCalendar> calendar;
  std::unique_ptr<policy::Service> policy;
  std::unique_ptr<officers::Service> officers;
  std::unique_ptr<officers::Requests> requests;
  std::unique_ptr<endpoints::Authenticator> authenticator;
  std::unique_ptr<registration::Service> registration;
  std::unique_ptr<registration::Batches> batches;
  std::unique_ptr<evidence::Service> evidence;
  std::unique_ptr<documents::Service> documents;  // null unless a test's SetUp makes it first
  std::unique_ptr<CaseOffice> case_office;
  std::unique_ptr<supervision::Tips> tips;
  std::unique_ptr<InstrumentOffice> instruments;
  std::unique_ptr<endpoints::Services> services;
  std::unique_ptr<endpoints::Supervision> regulator;  // an office of the other kind, on the same database
  std::unique_ptr<http::Server> server;
  std::map<std::string, crypto::Sm2PrivateKey> keys;

 private:
  void start_status() {
    status::Service::Options options;
    options.folder = *folder / "crl";
    options.crl_url = profiles.at("device").urls.crl;
    options.site = kSite;
    status = need(
        status::Service::start({*database_, *lane, *signer->client, recorder, clock, *authority}, options));
  }
  void start_registration() {
    registration::Service::Options options;
    options.profiles = profiles;
    options.procedures = {house_support::certificate_law()};
    options.papers = house_support::certificate_papers();
    registration = need(
        registration::Service::open({*database_, *lane, recorder, clock,
                                     [this] { return std::make_shared<const base::WorkCalendar>(*calendar); },
                                     ids, vault, *policy, *authority, nullptr},
                                    std::move(options)));
  }
  /// Whose issuer does not matter here.
  x509::Certificate certificate_for(const crypto::Sm2PublicKey& key) const {
    const auto by = crypto::Sm2PrivateKey::generate();
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = tbs.subject = need(x509::Name::build({{oids::kCommonName, "ceremony"}}));
    tbs.validity = {clock.now(), clock.now() + std::chrono::hours(24 * 365)};
    tbs.public_key = key;
    const base::Bytes der = tbs.to_der();
    return need(x509::Certificate::assemble(der, need(crypto::sm2_sign(by, der))));
  }
};

}  // namespace yinxin::house_support
