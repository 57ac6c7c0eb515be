// An office's accounts in a test: database on either engine, lane, vault, and officers made by hand.
#pragma once

#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "officers/service.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::officers {

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}
inline void need(base::Result<void> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

class OfficeTest : public store::BothEnginesMigrated {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    lane = need(store::Lane::start(*database_));
    service = std::make_unique<Service>(Service::House{*database_, *lane, recorder, clock, vault});
    requests = std::make_unique<Requests>(*database_, vault, clock);
  }
  void TearDown() override {
    lane.reset();
    service.reset();
    requests.reset();
    BothEngines::TearDown();
  }

  static base::Bytes request_for(const crypto::Sm2PrivateKey& key) {
    const auto name = need(x509::Name::build({{asn1::oids::kCommonName, "request"}}));
    return base::to_bytes(need(x509::CertificateRequest::create(name, key)).der());
  }
  static NewOfficer wanted(const std::string& id, std::vector<Role> roles = {Role::ReviewOfficer}) {
    return NewOfficer{id, "张晓明", std::move(roles), request_for(crypto::Sm2PrivateKey::generate())};
  }
  static Actor officer(const std::string& id, std::vector<Role> roles) {
    return Actor{"officer/" + id,
                 std::move(roles),
                 {},
                 base::to_bytes("base of " + id),
                 base::to_bytes("signature of " + id),
                 {},
                 {}};
  }
  static Actor system_administrator() { return officer("sys-1", {Role::SystemAdministrator}); }
  static Actor security_administrator() { return officer("sec-1", {Role::SecurityAdministrator}); }

  x509::Certificate certificate_for(base::ByteView request,
                                    std::chrono::microseconds valid = std::chrono::hours(24 * 365)) const {
    const auto ca = crypto::Sm2PrivateKey::generate();
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = need(x509::Name::build({{asn1::oids::kCommonName, "operations"}}));
    const base::Time start = std::chrono::floor<std::chrono::seconds>(clock.now());
    tbs.validity = {start, std::chrono::floor<std::chrono::seconds>(start + valid)};
    tbs.subject = tbs.issuer;
    tbs.public_key = need(x509::CertificateRequest::parse(request)).public_key();
    const base::Bytes der = tbs.to_der();
    return need(x509::Certificate::assemble(der, need(crypto::sm2_sign(ca, der))));
  }

  base::Result<Officer> create(NewOfficer officer, const Actor& actor = system_administrator(),
                               store::Remember<Officer> remember = {}) {
    base::Waiter<Officer> waiter;
    service->create(std::move(officer), actor, std::move(remember), waiter.completion());
    return waiter.wait();
  }
  base::Result<Officer> authorise(const std::string& id, const Actor& actor = security_administrator()) {
    YX_TRY(Officer officer, service->check_authorise(id, actor));
    store::WriteSet set;
    service->add_authorise(set, officer, certificate_for(officer.request), actor);
    YX_TRY(const auto committed, lane->commit(std::move(set)));
    static_cast<void>(committed);
    return service->find(id);
  }
  base::Result<Officer> change(OfficerChange what, const std::string& id,
                               const std::string& reason = "离岗培训",
                               const Actor& actor = security_administrator()) {
    YX_TRY(Officer officer, service->check_change(what, id, reason, actor));
    base::Waiter<Officer> waiter;
    service->change(what, std::move(officer), reason, actor, {}, waiter.completion());
    return waiter.wait();
  }
  /// An account that may act, as from the ceremony. Its key.
  crypto::Sm2PrivateKey enrol(const std::string& id, std::vector<Role> roles,
                              std::chrono::microseconds valid = std::chrono::hours(24 * 365)) {
    auto key = crypto::Sm2PrivateKey::generate();
    NewOfficer officer = wanted(id, std::move(roles));
    officer.request = request_for(key);
    store::WriteSet set;
    service->add_first(set, officer, certificate_for(officer.request, valid));
    need(lane->commit(std::move(set)));
    return key;
  }
  /// Asks for a new certificate, for a new key unless a request is given.
  base::Result<Officer> ask(const std::string& id, const Actor& actor, bool key_lost = false,
                            base::Bytes request = {}) {
    if (request.empty()) request = request_for(crypto::Sm2PrivateKey::generate());
    base::Waiter<Officer> waiter;
    service->request_renewal({id, std::move(request), key_lost}, actor, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Officer> authorise_renewal(const std::string& id,
                                          const Actor& actor = security_administrator()) {
    YX_TRY(const Officer officer, service->check_renewal(id, actor));
    store::WriteSet set;
    service->add_renewal(set, officer, certificate_for(officer.renewal->request), actor);
    YX_TRY(const auto committed, lane->commit(std::move(set)));
    static_cast<void>(committed);
    return service->find(id);
  }
  std::int64_t acts(proof::ActCode code, const std::string& id) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                  {static_cast<std::int64_t>(code), "officer/" + id});
  }
  /// What the newest act of this kind on an officer says.
  proof::Record record_of(proof::ActCode code, const std::string& id) const {
    const auto found =
        rows("SELECT id, record, opening FROM act_record WHERE act = $1 AND object = $2 ORDER BY id DESC",
             {static_cast<std::int64_t>(code), "officer/" + id});
    return need(recorder.open(found.at(0).blob(0), found.at(0).blob(1), found.at(0).blob(2))).record;
  }

  base::ManualClock clock{base::parse_utc("2026-11-22T08:00:00Z").value()};
  base::IdSource ids{clock};
  ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), ids};
  privacy::Vault vault{crypto::random_secret(crypto::kSealKeySize),
                       crypto::random_secret(crypto::kSealKeySize)};
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<Service> service;
  std::unique_ptr<Requests> requests;
};

}  // namespace yinxin::officers
