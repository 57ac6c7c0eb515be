// Renewal on both engines: who may ask, who may authorise, which keys act before and after, two at once
// (docs/decisions/0010).
#include <gmock/gmock.h>

#include "officers_support/test_office.hpp"

namespace yinxin::officers {
namespace {

using proof::ActCode;
using store::code_of;

constexpr std::chrono::hours kYear{24 * 365};

class RenewalTest : public OfficeTest {
 protected:
  static Actor li() { return officer("li-7", {Role::ReviewOfficer}); }
  crypto::Sm2PublicKey acting_key(const std::string& id) const { return need(service->acting(id)).key; }
  std::int64_t waiting() const { return number("SELECT count(*) FROM officer_renewal"); }
};
YX_BOTH_ENGINES(RenewalTest);

TEST_P(RenewalTest, TheOldKeyActsUntilTheNewOneIsAuthorisedAndNoLonger) {
  const auto old_key = enrol("li-7", {Role::ReviewOfficer});
  const auto new_key = crypto::Sm2PrivateKey::generate();
  clock.advance(std::chrono::hours(24 * 340));
  EXPECT_EQ(acting_key("li-7"), old_key.public_key());

  const Officer asked = need(ask("li-7", li(), false, request_for(new_key)));
  ASSERT_TRUE(asked.renewal.has_value());
  EXPECT_EQ(asked.renewal->key, base::to_bytes(new_key.public_key().point()));
  EXPECT_EQ(asked.renewal->requested_by, "officer/li-7");
  EXPECT_EQ(asked.renewal->requested_at, clock.now());
  EXPECT_FALSE(asked.renewal->key_lost);
  EXPECT_EQ(acting_key("li-7"), old_key.public_key());
  EXPECT_EQ(need(service->find("li-7")).renewal->request, asked.renewal->request);
  EXPECT_TRUE(need(service->list("", 10)).at(0).renewal.has_value());

  const Officer renewed = need(authorise_renewal("li-7"));
  EXPECT_EQ(renewed.state, OfficerState::Active);
  EXPECT_FALSE(renewed.renewal.has_value());
  EXPECT_EQ(renewed.request, asked.renewal->request);
  EXPECT_EQ(renewed.certificate->tbs().public_key, new_key.public_key());
  EXPECT_EQ(acting_key("li-7"), new_key.public_key()) << "the prepared old key is not served";
  EXPECT_EQ(waiting(), 0);
  clock.advance(std::chrono::hours(24 * 340));
  EXPECT_EQ(acting_key("li-7"), new_key.public_key()) << "a year from the renewal";
}

TEST_P(RenewalTest, EveryActSaysWhoAndWhat) {
  enrol("li-7", {Role::ReviewOfficer});
  const Officer asked = need(ask("li-7", officer("sys-1", {Role::SystemAdministrator}), true));
  const auto request = record_of(ActCode::OfficerRenewalRequested, "li-7");
  EXPECT_EQ(request.find("actor"), "officer/sys-1");
  EXPECT_EQ(request.find("actor.signature"), "signature of sys-1");
  EXPECT_EQ(request.find("renewal.key_lost"), "yes");
  EXPECT_EQ(request.find("renewal.request_sm3"), base::to_hex(crypto::sm3(asked.renewal->request)));
  const std::string old = base::to_hex(asked.certificate->fingerprint());

  const Officer renewed = need(authorise_renewal("li-7"));
  const auto record = record_of(ActCode::OfficerRenewed, "li-7");
  EXPECT_EQ(record.find("actor"), "officer/sec-1");
  EXPECT_EQ(record.find("requested_by"), "officer/sys-1");
  EXPECT_EQ(record.find("request_sm3"), base::to_hex(crypto::sm3(renewed.request)));
  EXPECT_EQ(record.find("certificate_sm3"), base::to_hex(renewed.certificate->fingerprint()));
  EXPECT_EQ(record.find("replaced_sm3"), old);
}

TEST_P(RenewalTest, WhoMayAsk) {
  enrol("li-7", {Role::ReviewOfficer});
  base::Bytes spoilt = request_for(crypto::Sm2PrivateKey::generate());
  spoilt.back() ^= 1U;
  const struct {
    const char* code;
    std::string id;
    Actor actor;
    bool key_lost;
    base::Bytes request;
  } bad[] = {
      {"officers.role_needed", "li-7", officer("wang-2", {Role::ReviewOfficer}), true, {}},
      {"officers.role_needed", "li-7", security_administrator(), true, {}},
      {"officers.role_needed", "nobody", security_administrator(), true, {}},
      {"officers.none", "nobody", system_administrator(), true, {}},
      {"officers.none", "nobody", officer("nobody", {}), false, {}},
      {"officers.renewal.by_whom", "li-7", li(), true, {}},
      {"officers.renewal.by_whom", "li-7", system_administrator(), false, {}},
      {"x509.request.signature", "li-7", li(), false, spoilt},
      {"x509.request", "li-7", li(), false, {0x30, 0x00}},
  };
  for (const auto& one : bad) EXPECT_EQ(code_of(ask(one.id, one.actor, one.key_lost, one.request)), one.code);
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(acts(ActCode::OfficerRenewalRequested, "li-7"), 0);
}

TEST_P(RenewalTest, WhatHasRunOutASystemAdministratorMayAskFor) {
  enrol("li-7", {Role::ReviewOfficer}, std::chrono::hours(1));
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(code_of(ask("li-7", system_administrator())), "officers.renewal.by_whom") << "the last second";
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");
  need(ask("li-7", system_administrator()));
  need(authorise_renewal("li-7"));
  EXPECT_EQ(code_of(service->acting("li-7")), "ok");
}

TEST_P(RenewalTest, AKeyServesOneAccountOnce) {
  const auto own = enrol("li-7", {Role::ReviewOfficer});
  const auto other = enrol("wang-2", {Role::ReviewOfficer});
  const auto wang = officer("wang-2", {Role::ReviewOfficer});
  EXPECT_EQ(code_of(ask("li-7", li(), false, request_for(own))), "officers.key_used");
  EXPECT_EQ(code_of(ask("li-7", li(), false, request_for(other))), "officers.key_used");
  const auto next = crypto::Sm2PrivateKey::generate();
  need(ask("li-7", li(), false, request_for(next)));
  EXPECT_EQ(code_of(ask("wang-2", wang, false, request_for(next))), "officers.key_used");
  NewOfficer third = wanted("zhao-1");
  third.request = request_for(next);
  EXPECT_EQ(code_of(create(third)), "officers.key_used");
  need(authorise_renewal("li-7"));
  for (const auto* past : {&own, &next}) {
    EXPECT_EQ(code_of(ask("wang-2", wang, false, request_for(*past))), "officers.key_used");
    third.request = request_for(*past);
    EXPECT_EQ(code_of(create(third)), "officers.key_used");
  }
  EXPECT_EQ(code_of(service->find("zhao-1")), "officers.none");
}

TEST_P(RenewalTest, OnlyAccountsThatMayActAreRenewedAndThoseWhoseKeyIsLost) {
  need(create(wanted("li-7")));
  EXPECT_EQ(code_of(ask("li-7", system_administrator(), true)), "officers.state") << "pending";
  need(authorise("li-7"));
  need(change(OfficerChange::Suspend, "li-7"));
  EXPECT_EQ(code_of(ask("li-7", li())), "officers.state");
  clock.advance(kYear + std::chrono::hours(1));
  EXPECT_EQ(code_of(ask("li-7", system_administrator())), "officers.state") << "resumed first";
  need(ask("li-7", system_administrator(), true));
  EXPECT_EQ(need(service->find("li-7")).state, OfficerState::Suspended);
  EXPECT_EQ(need(authorise_renewal("li-7")).state, OfficerState::Active);
  EXPECT_EQ(code_of(service->acting("li-7")), "ok");
  need(ask("li-7", li()));
  need(change(OfficerChange::Close, "li-7"));
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(code_of(service->check_renewal("li-7", security_administrator())), "officers.renewal.none");
  EXPECT_EQ(code_of(ask("li-7", system_administrator(), true)), "officers.state") << "closed";
}

TEST_P(RenewalTest, WhoMayAuthorise) {
  enrol("li-7", {Role::ReviewOfficer});
  const auto check = [&](const Actor& actor) { return code_of(service->check_renewal("li-7", actor)); };
  EXPECT_EQ(check(security_administrator()), "officers.renewal.none");
  EXPECT_EQ(code_of(service->check_renewal("nobody", security_administrator())), "officers.none");
  need(ask("li-7", system_administrator(), true));
  EXPECT_EQ(check(li()), "officers.role_needed");
  EXPECT_EQ(check(officer("audit-1", {Role::AuditAdministrator})), "officers.role_needed");
  EXPECT_EQ(check(system_administrator()), "officers.role_needed");
  EXPECT_EQ(check(officer("sys-2", {Role::SystemAdministrator})), "officers.role_needed")
      << "there is no security administrator, and still";
  // Roles may have changed hands between the two steps: the person counts.
  EXPECT_EQ(check(officer("sys-1", {Role::SecurityAdministrator})), "officers.same_person");
  EXPECT_EQ(check(officer("li-7", {Role::SecurityAdministrator})), "officers.same_person");
  EXPECT_EQ(check(security_administrator()), "ok");
}

TEST_P(RenewalTest, ASystemAdministratorStandsInWhereNoOtherSecurityAdministratorMayAct) {
  enrol("sec-1", {Role::SecurityAdministrator});
  const auto check = [&](const Actor& actor) { return code_of(service->check_renewal("sec-1", actor)); };
  need(ask("sec-1", security_administrator()));
  EXPECT_EQ(check(security_administrator()), "officers.same_person");
  EXPECT_EQ(check(officer("audit-1", {Role::AuditAdministrator})), "officers.role_needed");
  EXPECT_EQ(check(system_administrator()), "ok");

  need(create(wanted("sec-2", {Role::SecurityAdministrator})));
  EXPECT_EQ(check(system_administrator()), "ok") << "the other one is pending";
  enrol("sec-3", {Role::SecurityAdministrator}, std::chrono::hours(1));
  EXPECT_EQ(check(system_administrator()), "officers.role_needed");
  EXPECT_EQ(check(officer("sec-3", {Role::SecurityAdministrator})), "ok");
  need(change(OfficerChange::Suspend, "sec-3"));
  EXPECT_EQ(check(system_administrator()), "ok");
  need(change(OfficerChange::Resume, "sec-3"));
  clock.advance(std::chrono::hours(2));
  EXPECT_EQ(check(system_administrator()), "ok") << "the other one's certificate has run out";
  need(authorise_renewal("sec-1", system_administrator()));
  EXPECT_EQ(record_of(ActCode::OfficerRenewed, "sec-1").find("actor"), "officer/sys-1");
}

TEST_P(RenewalTest, SystemAdministratorsCannotTakeTheSecurityAdministratorsAccountOver) {
  enrol("sec-1", {Role::SecurityAdministrator});
  need(ask("sec-1", system_administrator(), true));
  EXPECT_EQ(code_of(service->check_renewal("sec-1", officer("sys-2", {Role::SystemAdministrator}))),
            "officers.role_needed");
}

TEST_P(RenewalTest, ANewerRequestTakesThePlaceOfTheOlder) {
  enrol("li-7", {Role::ReviewOfficer});
  need(ask("li-7", li()));
  const Officer older = need(service->check_renewal("li-7", security_administrator()));
  need(ask("li-7", system_administrator(), true));
  store::WriteSet set;
  service->add_renewal(set, older, certificate_for(older.renewal->request), security_administrator());
  EXPECT_EQ(code_of(lane->commit(std::move(set))), "officers.state");
  const Officer newer = need(service->find("li-7"));
  EXPECT_NE(newer.renewal->key, older.renewal->key);
  EXPECT_EQ(newer.renewal->requested_by, "officer/sys-1");
  EXPECT_TRUE(newer.renewal->key_lost);
  EXPECT_EQ(acts(ActCode::OfficerRenewed, "li-7"), 0);
  EXPECT_EQ(acts(ActCode::OfficerRenewalRequested, "li-7"), 2);
}

TEST_P(RenewalTest, OfTwoWhoAuthoriseAtOnceOneSucceeds) {
  enrol("li-7", {Role::ReviewOfficer});
  need(ask("li-7", li()));
  const Officer officer = need(service->check_renewal("li-7", security_administrator()));
  std::vector<base::Waiter<store::Committed>> waiters(2);
  for (auto& waiter : waiters) {
    store::WriteSet set;
    service->add_renewal(set, officer, certificate_for(officer.renewal->request), security_administrator());
    lane->submit(std::move(set), waiter.completion());
  }
  std::vector<std::string> codes;
  for (auto& waiter : waiters) codes.push_back(code_of(waiter.wait()));
  EXPECT_THAT(codes, testing::UnorderedElementsAre("ok", "officers.state"));
  EXPECT_EQ(acts(ActCode::OfficerRenewed, "li-7"), 1);
}

TEST_P(RenewalTest, WhatHappenedToTheAccountMeanwhileCounts) {
  enrol("li-7", {Role::ReviewOfficer});
  for (const OfficerChange what : {OfficerChange::Suspend, OfficerChange::Close}) {
    need(ask("li-7", li()));
    const Officer officer = need(service->check_renewal("li-7", security_administrator()));
    need(change(what, "li-7"));
    store::WriteSet set;
    service->add_renewal(set, officer, certificate_for(officer.renewal->request), security_administrator());
    EXPECT_EQ(code_of(lane->commit(std::move(set))), "officers.state");
    EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");
    if (what == OfficerChange::Close) return;
    EXPECT_EQ(code_of(service->check_renewal("li-7", security_administrator())), "officers.state")
        << "its key is not lost: resumed first";
    need(change(OfficerChange::Resume, "li-7"));
  }
}

TEST_P(RenewalTest, NobodyAsksForAnAccountThatIsClosedMeanwhile) {
  enrol("li-7", {Role::ReviewOfficer});
  std::promise<void> checked;
  lane->submit({}, [ready = checked.get_future().share()](const auto&) { ready.wait(); });
  base::Waiter<Officer> closed, asked;
  service->change(OfficerChange::Close, need(service->find("li-7")), "离职", security_administrator(), {},
                  closed.completion());
  service->request_renewal({"li-7", request_for(crypto::Sm2PrivateKey::generate()), false}, li(), {},
                           asked.completion());
  checked.set_value();
  EXPECT_EQ(code_of(closed.wait()), "ok");
  EXPECT_EQ(code_of(asked.wait()), "officers.state");
  EXPECT_EQ(waiting(), 0);
}

TEST_P(RenewalTest, AdministratorsWhoseCertificatesEndSoonAreTold) {
  enrol("sys-1", {Role::SystemAdministrator}, std::chrono::hours(24 * 29));
  enrol("sec-1", {Role::SecurityAdministrator}, std::chrono::hours(24 * 31));
  enrol("audit-1", {Role::AuditAdministrator}, std::chrono::hours(1));
  enrol("audit-2", {Role::AuditAdministrator}, std::chrono::hours(2));
  enrol("li-7", {Role::ReviewOfficer}, std::chrono::hours(1));
  need(change(OfficerChange::Suspend, "audit-2"));
  const base::Time start = clock.now();
  clock.advance(std::chrono::hours(3));
  const auto found = need(service->administrators_ending(clock.now() + kEndsSoon));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "audit-1") << "has ended, and nobody has noticed";
  EXPECT_EQ(found[0].not_after, start + std::chrono::hours(1));
  EXPECT_EQ(found[1].id, "sys-1");
}

/// A database as it was before officers' certificates could be renewed.
class OlderSchemaTest : public store::BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    older_ = std::filesystem::temp_directory_path() /
             ("yx_schema_" + std::to_string(::getpid()) + store::engine_name({GetParam(), 0}));
    std::filesystem::create_directory(older_);
    for (const auto& file : std::filesystem::directory_iterator(kSchema)) {
      if (file.path().filename() < "0009") std::filesystem::copy(file.path(), older_);
    }
    need(store::migrate(*connect(), older_));
  }
  void TearDown() override {
    std::filesystem::remove_all(older_);
    BothEngines::TearDown();
  }
  const std::string kSchema = std::string(YX_SOURCE_DIR) + "/schema";

 private:
  std::filesystem::path older_;
};
YX_BOTH_ENGINES(OlderSchemaTest);

TEST_P(OlderSchemaTest, AccountsKeepTheirKeys) {
  const base::Bytes key(65, 4);
  const auto added = connect()->execute(
      "INSERT INTO officer (id, name, roles, state, created_by, created_at, request, public_key) VALUES "
      "('li-7', $1, 'review_officer', 'pending', 'officer/sys-1', 1, $1, $2)",
      {base::Bytes{1}, key});
  ASSERT_TRUE(added) << base::describe(added.error());
  need(store::migrate(*connect(), kSchema));
  EXPECT_EQ(rows("SELECT officer FROM officer_key WHERE public_key = $1", {key}).at(0).text(0), "li-7");
}

}  // namespace
}  // namespace yinxin::officers
