// Accounts on both engines: who may create, authorise, suspend; what is refused; two at once.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "officers_support/test_office.hpp"

namespace yinxin::officers {
namespace {

using base::ErrorKind;
using proof::ActCode;
using store::code_of;

class ServiceTest : public OfficeTest {};
YX_BOTH_ENGINES(ServiceTest);

TEST_P(ServiceTest, AnAccountIsCreatedThenAuthorisedByAnother) {
  const auto made = create(wanted("li-7", {Role::ReviewOfficer, Role::RegistrationOfficer}));
  ASSERT_TRUE(made) << base::describe(made.error());
  EXPECT_EQ(made->state, OfficerState::Pending);
  EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");

  const Officer active = need(authorise("li-7"));
  EXPECT_EQ(active.state, OfficerState::Active);
  EXPECT_EQ(active.name, "张晓明");
  EXPECT_EQ(active.created_by, "officer/sys-1");
  EXPECT_EQ(active.authorised_by, "officer/sec-1");
  EXPECT_EQ(active.created_at, clock.now());
  EXPECT_THAT(active.roles, testing::ElementsAre(Role::RegistrationOfficer, Role::ReviewOfficer));
  ASSERT_TRUE(active.certificate.has_value());

  const auto acting = need(service->acting("li-7"));
  EXPECT_EQ(acting.key, active.certificate->tbs().public_key);
  EXPECT_EQ(acting.roles, active.roles);
}

TEST_P(ServiceTest, EveryActSaysWhoAndWhat) {
  const Officer made = need(create(wanted("li-7")));
  const auto created = record_of(ActCode::OfficerCreated, "li-7");
  EXPECT_EQ(created.find("actor"), "officer/sys-1");
  EXPECT_EQ(created.find("actor.signature_base"), "base of sys-1");
  EXPECT_EQ(created.find("actor.signature"), "signature of sys-1");
  EXPECT_EQ(created.find("roles"), "review_officer");
  EXPECT_EQ(created.find("request_sm3"), base::to_hex(crypto::sm3(made.request)));

  const Officer active = need(authorise("li-7"));
  const auto enrolled = record_of(ActCode::OfficerEnrolled, "li-7");
  EXPECT_EQ(enrolled.find("actor"), "officer/sec-1");
  EXPECT_EQ(enrolled.find("certificate_sm3"), base::to_hex(active.certificate->fingerprint()));
  EXPECT_EQ(rows("SELECT fingerprint FROM act_record WHERE act = $1",
                 {static_cast<std::int64_t>(ActCode::OfficerEnrolled)})
                .at(0)
                .blob(0),
            base::to_bytes(active.certificate->fingerprint()));

  need(change(OfficerChange::Suspend, "li-7", "证书介质遗失"));
  EXPECT_EQ(record_of(ActCode::OfficerSuspended, "li-7").find("reason"), "证书介质遗失");
  need(change(OfficerChange::Resume, "li-7", "介质已找回"));
  EXPECT_EQ(record_of(ActCode::OfficerResumed, "li-7").find("reason"), "介质已找回");
}

struct BadAccount {
  const char* code;
  ErrorKind kind;
  std::function<void(NewOfficer&, Actor&)> spoil;
};

TEST_P(ServiceTest, RefusesBadAccounts) {
  const std::string long_name = [] {
    std::string text;
    for (int i = 0; i < 201; ++i) text += "张";
    return text;
  }();
  const BadAccount bad[] = {
      {"officers.role_needed", ErrorKind::Forbidden,
       [](NewOfficer&, Actor& actor) { actor.roles = {Role::SecurityAdministrator}; }},
      {"officers.role_needed", ErrorKind::Forbidden, [](NewOfficer&, Actor& actor) { actor.roles.clear(); }},
      {"officers.id", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.id = "a"; }},
      {"officers.id", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.id = std::string(33, 'a'); }},
      {"officers.id", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.id = "Li-7"; }},
      {"officers.id", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.id = "li/7"; }},
      {"officers.id", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.id = "李七"; }},
      {"officers.name", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.name.clear(); }},
      {"officers.name", ErrorKind::Malformed, [&](NewOfficer& it, Actor&) { it.name = long_name; }},
      {"officers.name", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.name = "张\n明"; }},
      {"officers.name", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.name = "\xff"; }},
      {"officers.name", ErrorKind::Malformed, [](NewOfficer& it, Actor&) { it.name = "张\u202e明"; }},
      {"officers.roles", ErrorKind::Refused, [](NewOfficer& it, Actor&) { it.roles.clear(); }},
      {"officers.roles", ErrorKind::Refused,
       [](NewOfficer& it, Actor&) {
         it.roles = {Role::ReviewOfficer, Role::IssuingOfficer, Role::ReviewOfficer};
       }},
      {"officers.roles", ErrorKind::Refused,
       [](NewOfficer& it, Actor&) {
         it.roles = {Role::ReviewOfficer, Role::SystemAdministrator};
       }},
      {"officers.roles", ErrorKind::Refused,
       [](NewOfficer& it, Actor&) {
         it.roles = {Role::SecurityAdministrator, Role::AuditAdministrator};
       }},
      {"officers.roles", ErrorKind::Refused,
       [](NewOfficer& it, Actor&) {
         it.roles = {Role::AuditAdministrator, Role::ResponsiblePerson};
       }},
      {"officers.roles", ErrorKind::Refused,
       [](NewOfficer& it, Actor&) {  // 65 characters, one more than a certificate's title holds
         it.roles = {Role::RegistrationOfficer, Role::ReviewOfficer, Role::IssuingOfficer,
                     Role::KeyCustodian};
       }},
      {"x509.request.signature", ErrorKind::Refused, [](NewOfficer& it, Actor&) { it.request.back() ^= 1U; }},
      {"x509.request", ErrorKind::Malformed,
       [](NewOfficer& it, Actor&) {
         it.request = {0x30, 0x00};
       }},
  };
  for (const BadAccount& one : bad) {
    NewOfficer officer = wanted("li-7");
    Actor actor = system_administrator();
    one.spoil(officer, actor);
    const auto made = create(officer, actor);
    ASSERT_FALSE(made) << one.code;
    EXPECT_EQ(made.error().code, one.code) << made.error().detail;
    EXPECT_EQ(made.error().kind, one.kind) << one.code;
  }
  EXPECT_EQ(number("SELECT count(*) FROM officer"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM act_record"), 0);
}

TEST_P(ServiceTest, AcceptsTheWidestIdsNamesAndRoles) {
  NewOfficer officer = wanted("0-" + std::string(30, 'z'),
                              {Role::ResponsiblePerson, Role::ArchiveOfficer, Role::KeyCustodian,
                               Role::IssuingOfficer});  // 64 characters, as a certificate's title holds
  officer.name = "阿卜杜热合曼·买买提𠮷";
  EXPECT_EQ(need(create(officer)).roles.size(), 4U);
  for (const Role role : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator}) {
    EXPECT_EQ(code_of(create(wanted("admin-" + std::to_string(static_cast<int>(role)), {role}))), "ok");
  }
}

TEST_P(ServiceTest, AnIdAndAKeyBelongToOneOfficer) {
  const auto key = crypto::Sm2PrivateKey::generate();
  NewOfficer first = wanted("li-7");
  first.request = request_for(key);
  need(create(first));
  const auto same_id = create(wanted("li-7"));
  EXPECT_EQ(code_of(same_id), "officers.exists");
  EXPECT_EQ(same_id.error().kind, ErrorKind::Conflict);
  NewOfficer second = wanted("wang-2");
  second.request = request_for(key);  // another request, signed anew, for the same key
  const auto same_key = create(second);
  EXPECT_EQ(code_of(same_key), "officers.key_used");
  EXPECT_EQ(same_key.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(number("SELECT count(*) FROM officer"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM act_record"), 1);
}

TEST_P(ServiceTest, WhoMayAuthorise) {
  need(create(wanted("li-7")));
  EXPECT_EQ(code_of(service->check_authorise("li-7", system_administrator())), "officers.role_needed");
  EXPECT_EQ(code_of(service->check_authorise("nobody", security_administrator())), "officers.none");
  // Roles may have changed hands between the two steps: the person counts.
  EXPECT_EQ(code_of(service->check_authorise("li-7", officer("sys-1", {Role::SecurityAdministrator}))),
            "officers.same_person");
  EXPECT_EQ(code_of(service->check_authorise("li-7", officer("li-7", {Role::SecurityAdministrator}))),
            "officers.same_person");
  need(authorise("li-7"));
  EXPECT_EQ(code_of(service->check_authorise("li-7", security_administrator())), "officers.state");
}

TEST_P(ServiceTest, OfTwoWhoAuthoriseAtOnceOneSucceeds) {
  need(create(wanted("li-7")));
  const Officer officer = need(service->check_authorise("li-7", security_administrator()));
  std::vector<base::Waiter<store::Committed>> waiters(2);
  for (auto& waiter : waiters) {
    store::WriteSet set;
    service->add_authorise(set, officer, certificate_for(officer.request), security_administrator());
    lane->submit(std::move(set), waiter.completion());
  }
  std::vector<std::string> codes;
  for (auto& waiter : waiters) codes.push_back(code_of(waiter.wait()));
  EXPECT_THAT(codes, testing::UnorderedElementsAre("ok", "officers.state"));
  EXPECT_EQ(acts(ActCode::OfficerEnrolled, "li-7"), 1);
}

TEST_P(ServiceTest, SuspendsAndResumes) {
  need(create(wanted("li-7")));
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "li-7")), "officers.state") << "still pending";
  need(authorise("li-7"));
  EXPECT_EQ(code_of(change(OfficerChange::Resume, "li-7")), "officers.state") << "not suspended";
  EXPECT_EQ(need(change(OfficerChange::Suspend, "li-7")).state, OfficerState::Suspended);
  EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "li-7")), "officers.state");
  EXPECT_EQ(need(change(OfficerChange::Resume, "li-7")).state, OfficerState::Active);
  EXPECT_EQ(code_of(service->acting("li-7")), "ok");
  EXPECT_EQ(acts(ActCode::OfficerSuspended, "li-7"), 1);
  EXPECT_EQ(acts(ActCode::OfficerResumed, "li-7"), 1);
}

TEST_P(ServiceTest, RefusesBadSuspensions) {
  need(create(wanted("li-7")));
  need(authorise("li-7"));
  std::string long_reason;
  for (int i = 0; i < 500; ++i) long_reason += "因";
  const struct {
    const char* code;
    std::string id;
    std::string reason;
    Actor actor;
  } bad[] = {
      {"officers.role_needed", "li-7", "x", system_administrator()},
      {"officers.reason", "li-7", "", security_administrator()},
      {"officers.reason", "li-7", long_reason + "。", security_administrator()},
      {"officers.reason", "li-7", "\xff", security_administrator()},
      {"officers.none", "nobody", "x", security_administrator()},
      {"officers.same_person", "li-7", "x", officer("li-7", {Role::SecurityAdministrator})},
  };
  for (const auto& one : bad) {
    EXPECT_EQ(code_of(change(OfficerChange::Suspend, one.id, one.reason, one.actor)), one.code);
    EXPECT_EQ(code_of(change(OfficerChange::Resume, one.id, one.reason, one.actor)), one.code);
    EXPECT_EQ(code_of(change(OfficerChange::Close, one.id, one.reason, one.actor)), one.code);
  }
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "li-7", long_reason)), "ok");
}

TEST_P(ServiceTest, OfTwoWhoSuspendAtOnceOneSucceeds) {
  need(create(wanted("li-7")));
  need(authorise("li-7"));
  // Both have passed the checks before either is committed: the lane waits behind a set that waits.
  std::promise<void> checked;
  lane->submit({}, [ready = checked.get_future().share()](const auto&) { ready.wait(); });
  std::vector<base::Waiter<Officer>> waiters(2);
  for (auto& waiter : waiters) {
    service->change(OfficerChange::Suspend, need(service->find("li-7")), "离岗", security_administrator(), {},
                    waiter.completion());
  }
  checked.set_value();
  std::vector<std::string> codes;
  for (auto& waiter : waiters) codes.push_back(code_of(waiter.wait()));
  EXPECT_THAT(codes, testing::UnorderedElementsAre("ok", "officers.state"));
  EXPECT_EQ(acts(ActCode::OfficerSuspended, "li-7"), 1);
}

TEST_P(ServiceTest, ActsOnlyWithinTheCertificatesValidity) {
  const Officer pending = need(create(wanted("li-7")));
  store::WriteSet set;
  service->add_authorise(set, pending, certificate_for(pending.request, std::chrono::hours(1)),
                         security_administrator());
  need(lane->commit(std::move(set)));
  clock.advance(-std::chrono::seconds(1));
  EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(code_of(service->acting("li-7")), "ok");
  clock.advance(std::chrono::hours(1) + std::chrono::microseconds(999'999));
  EXPECT_EQ(code_of(service->acting("li-7")), "ok") << "the last second counts";
  clock.advance(std::chrono::microseconds(1));
  const auto expired = service->acting("li-7");
  EXPECT_EQ(code_of(expired), "officers.not_active");
  EXPECT_EQ(expired.error().kind, ErrorKind::Forbidden);
  EXPECT_EQ(code_of(service->acting("nobody")), "officers.none");
}

TEST_P(ServiceTest, TheFirstThreeComeFromTheCeremony) {
  const NewOfficer first = wanted("sys-1", {Role::SystemAdministrator});
  const auto add = [&](const NewOfficer& officer) {
    store::WriteSet set;
    service->add_first(set, officer, certificate_for(officer.request));
    return code_of(lane->commit(std::move(set)));
  };
  EXPECT_EQ(add(first), "ok");
  const Officer found = need(service->find("sys-1"));
  EXPECT_EQ(found.state, OfficerState::Active);
  EXPECT_EQ(found.created_by, "system/ceremony");
  EXPECT_EQ(found.authorised_by, "system/ceremony");
  EXPECT_TRUE(need(service->acting("sys-1")).roles == std::vector{Role::SystemAdministrator});
  EXPECT_EQ(record_of(ActCode::OfficerEnrolled, "sys-1").find("actor"), "system/ceremony");
  EXPECT_EQ(add(first), "officers.exists");
  EXPECT_THROW(add(wanted("sys-2", {Role::SystemAdministrator, Role::SecurityAdministrator})),
               std::invalid_argument);
}

TEST_P(ServiceTest, ListsInPages) {
  for (const char* id : {"b-1", "a-1", "c-1", "a-9"}) need(create(wanted(id)));
  const auto ids_of = [&](const std::string& after, std::int64_t limit) {
    std::vector<std::string> found;
    for (const Officer& one : need(service->list(after, limit))) found.push_back(one.id);
    return found;
  };
  EXPECT_THAT(ids_of("", 3), testing::ElementsAre("a-1", "a-9", "b-1"));
  EXPECT_THAT(ids_of("b-1", 3), testing::ElementsAre("c-1"));
  EXPECT_THAT(ids_of("c-1", 3), testing::IsEmpty());
}

TEST_P(ServiceTest, NamesAreSealedInTheDatabase) {
  NewOfficer officer = wanted("li-7");
  officer.name = "欧阳娜娜测试姓名";
  need(create(officer));
  need(authorise("li-7"));
  EXPECT_EQ(need(service->find("li-7")).name, officer.name);
  const std::string stored(base::as_text(rows("SELECT name FROM officer").at(0).blob(0)));
  EXPECT_EQ(stored.find(officer.name), std::string::npos);
  if (GetParam() != store::Engine::Sqlite) return;
  std::size_t octets = 0;
  for (const auto& file : std::filesystem::directory_iterator(test_database_->file().parent_path())) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    octets += content.size();
    EXPECT_EQ(content.find(officer.name), std::string::npos) << file.path();
  }
  EXPECT_GT(octets, 4096U);
}

TEST_P(ServiceTest, ANameMovedToAnotherRowIsNoticed) {
  need(create(wanted("li-7")));
  need(create(wanted("wang-2")));
  run("UPDATE officer SET name = (SELECT name FROM officer WHERE id = 'li-7') WHERE id = 'wang-2'");
  EXPECT_EQ(code_of(service->find("wang-2")), "privacy.sealed");
  EXPECT_EQ(code_of(service->find("li-7")), "ok");
}

TEST_P(ServiceTest, WhatIsRememberedStandsOrFallsWithTheAct) {
  const auto remembers = [](const std::string& note) -> store::Remember<Officer> {
    return [note](store::WriteSet& set, const Officer& outcome) {
      set.add(
          "INSERT INTO crl (issuer, part, number, this_update, next_update, followed) VALUES ($1, 1, 1, 1, "
          "1, 1)",
          {note + std::string(officer_state_name(outcome.state))});
    };
  };
  EXPECT_EQ(code_of(create(wanted("li-7"), system_administrator(), remembers("a "))), "ok");
  EXPECT_EQ(number("SELECT count(*) FROM crl WHERE issuer = 'a pending'"), 1);
  EXPECT_EQ(code_of(create(wanted("wang-2"), system_administrator(), remembers("a "))), "store.constraint");
  EXPECT_EQ(code_of(service->find("wang-2")), "officers.none");
}

}  // namespace
}  // namespace yinxin::officers
