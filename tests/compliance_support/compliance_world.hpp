// A provider's duties in a test, without its registration: database on either engine, accounts, a licence,
// the cases of its duties, a clock that is moved.
#pragma once

#include "compliance_support/duties_office.hpp"
#include "officers_support/test_office.hpp"
#include "proof/note.hpp"
#include "store_support/faulty_connection.hpp"

namespace yinxin::compliance_support {

using officers::need;
using officers::Role;
using store::code_of;

inline const std::string kRegulatorName = "regulator.example.cn";

/// Ten o'clock in Beijing.
inline base::Time morning(const std::string& date) {
  return base::parse_utc(date + "T02:00:00Z").value();
}

/// The suite's base. `service` (of OfficeTest) are the accounts.
class ComplianceWorld : public officers::OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    if (IsSkipped()) return;
    clock.set(morning("2026-11-23"));
    start();
  }
  void TearDown() override {
    stop();
    OfficeTest::TearDown();
  }

  void stop() {
    office.reset();
    policy.reset();
  }
  /// A new program on the same database; what fails is what its lane meets.
  void start(std::optional<store::Fault> fault = {}) {
    stop();
    lane.reset();
    lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    service = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault}, trained_from);
    policy = std::make_unique<policy::Service>(
        policy::Service::House{*database_, *lane, recorder, clock, calendar},
        std::vector<policy::RegulatorKey>{{kRegulatorName, regulator.public_key()}});
    office = std::make_unique<DutiesOffice>(
        DutiesHouse{*database_, *lane, recorder, clock, ids, vault, calendar, *service, *policy}, exists,
        DutiesOffice::Effects(), DutiesOffice::Certificates(), std::vector<store::Statistic>(),
        [this](base::Time since) -> base::Result<bool> { return renewal_at && *renewal_at >= since; });
  }
  cases::Service& cases() { return *office->cases; }
  compliance::Service& compliance() { return office->compliance; }

  /// An account of a delegated body that may act as far as its own state goes.
  void enrol_of(const std::string& body, const std::string& id) {
    officers::NewOfficer officer = wanted(id, {Role::RegistrationOfficer});
    officer.body = body;
    store::WriteSet set;
    service->add_first(set, officer, certificate_for(officer.request));
    need(lane->commit(std::move(set)));
  }
  /// Why an account may not act now: code and article; empty: it may.
  std::string refusal(const std::string& id) const {
    const auto acting = service->acting(id);
    if (!acting) return acting.error().code;
    return acting->refused ? acting->refused->code + " " + acting->refused->article : "";
  }
  void import_licence(const std::string& valid_to = "2030-12-31",
                      const std::string& valid_from = "2026-01-01",
                      policy::LicenceStatus status = policy::LicenceStatus::Valid,
                      const std::string& said_on = "2025-12-20") {
    policy::Licence licence;
    licence.number = "测试-2026-0001";
    licence.holder_name = "云岭电子认证服务有限公司";
    licence.credit_code = "91110101MA00000005";  // constructed
    licence.scope = {"电子政务电子认证服务"};
    licence.valid_from = day(valid_from);
    licence.valid_to = day(valid_to);
    licence.issued_by = "国家密码管理局";
    licence.issued_on = day("2025-12-20");
    licence.status = status;
    licence.as_of = morning(said_on);
    proof::SignedNote note;
    note.body = policy::licence_text(licence);
    need(note.add(kRegulatorName, regulator.public_key(),
                  need(crypto::sm2_sign(regulator, base::as_bytes(note.body)))));
    base::Waiter<policy::Licence> waiter;
    policy->import_licence(note.to_text(), officer("comply-1", {Role::ComplianceOfficer}), {},
                           waiter.completion());
    need(waiter.wait());
  }
  std::int64_t count(const std::string& table) const { return number("SELECT count(*) FROM " + table); }
  std::int64_t acts_of(proof::ActCode code) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1", {static_cast<std::int64_t>(code)});
  }

  std::optional<base::Date> trained_from;  // taken by start()
  DutiesOffice::Exists exists;             // likewise
  std::optional<base::Time> renewal_at;    // when the provider applied for it
  base::WorkCalendar calendar =
      need(base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar"));
  crypto::Sm2PrivateKey regulator = crypto::Sm2PrivateKey::generate();
  std::unique_ptr<policy::Service> policy;
  std::unique_ptr<DutiesOffice> office;
};

}  // namespace yinxin::compliance_support
