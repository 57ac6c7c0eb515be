// Closing, and the last administrator of a kind, on both engines; two who leave at once.
#include <gmock/gmock.h>

#include "officers_support/test_office.hpp"
#include "store_support/faulty_connection.hpp"

namespace yinxin::officers {
namespace {

using base::ErrorKind;
using proof::ActCode;
using store::code_of;

constexpr OfficerChange kChanges[] = {OfficerChange::Suspend, OfficerChange::Resume, OfficerChange::Close};

class StandingTest : public OfficeTest {
 protected:
  std::string state_of(const std::string& id) const {
    return std::string(officer_state_name(need(service->find(id)).state));
  }
  std::int64_t active(Role kind) const {
    return number("SELECT count(*) FROM officer WHERE state = 'active' AND roles = $1",
                  {std::string(role_name(kind))});
  }
};
YX_BOTH_ENGINES(StandingTest);

TEST_P(StandingTest, AClosedAccountStaysClosed) {
  need(create(wanted("li-7")));
  need(authorise("li-7"));
  EXPECT_EQ(need(change(OfficerChange::Close, "li-7", "离职")).state, OfficerState::Closed);
  EXPECT_EQ(record_of(ActCode::OfficerClosed, "li-7").find("reason"), "离职");
  EXPECT_EQ(record_of(ActCode::OfficerClosed, "li-7").find("actor"), "officer/sec-1");
  EXPECT_EQ(code_of(service->acting("li-7")), "officers.not_active");
  for (const OfficerChange what : kChanges) EXPECT_EQ(code_of(change(what, "li-7")), "officers.state");
  EXPECT_EQ(code_of(service->check_authorise("li-7", security_administrator())), "officers.state");
  EXPECT_EQ(code_of(create(wanted("li-7"))), "officers.exists") << "an id stands in act records for ever";
}

TEST_P(StandingTest, PendingAndSuspendedAccountsMayBeClosed) {
  need(create(wanted("li-7")));
  EXPECT_EQ(need(change(OfficerChange::Close, "li-7")).state, OfficerState::Closed);
  EXPECT_EQ(code_of(authorise("li-7")), "officers.state");
  need(create(wanted("wang-2")));
  need(authorise("wang-2"));
  need(change(OfficerChange::Suspend, "wang-2"));
  EXPECT_EQ(need(change(OfficerChange::Close, "wang-2")).state, OfficerState::Closed);
}

TEST_P(StandingTest, AnAccountClosedWhileItIsAuthorisedStaysClosed) {
  const Officer pending = need(create(wanted("li-7")));
  need(change(OfficerChange::Close, "li-7"));
  store::WriteSet set;
  service->add_authorise(set, pending, certificate_for(pending.request), security_administrator());
  EXPECT_EQ(code_of(lane->commit(std::move(set))), "officers.state");
  EXPECT_EQ(state_of("li-7"), "closed");
}

TEST_P(StandingTest, TheLastAdministratorOfAKindStays) {
  const Actor by = officer("sec-9", {Role::SecurityAdministrator});
  for (const Role kind : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator}) {
    SCOPED_TRACE(role_name(kind));
    const std::string first = "a-" + std::to_string(static_cast<int>(kind));
    const std::string second = "b-" + std::to_string(static_cast<int>(kind));
    enrol(first, {kind});
    for (const OfficerChange what : {OfficerChange::Suspend, OfficerChange::Close}) {
      const auto refused = change(what, first, "x", by);
      EXPECT_EQ(code_of(refused), "officers.last_administrator");
      EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
    }
    EXPECT_EQ(state_of(first), "active") << "nothing of a refused act is written";
    EXPECT_EQ(acts(ActCode::OfficerSuspended, first) + acts(ActCode::OfficerClosed, first), 0);
    enrol(second, {kind});
    need(change(OfficerChange::Suspend, first, "x", by));
    EXPECT_EQ(code_of(change(OfficerChange::Close, second, "x", by)), "officers.last_administrator");
    need(change(OfficerChange::Close, first, "x", by));  // acted no longer
    EXPECT_EQ(active(kind), 1);
  }
}

TEST_P(StandingTest, OnlyWhoMayActCounts) {
  enrol("sys-1", {Role::SystemAdministrator});
  need(create(wanted("sys-2", {Role::SystemAdministrator})));
  enrol("sys-3", {Role::SystemAdministrator}, std::chrono::hours(1));
  enrol("audit-1", {Role::AuditAdministrator});
  clock.advance(std::chrono::hours(2));  // the third one's certificate has run out
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "sys-1")), "officers.last_administrator");
  need(authorise("sys-2", officer("sec-9", {Role::SecurityAdministrator})));
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "sys-1")), "ok");
}

TEST_P(StandingTest, OfficersOfTheBusinessMayAllLeave) {
  enrol("li-7", {Role::ReviewOfficer});
  EXPECT_EQ(code_of(change(OfficerChange::Suspend, "li-7")), "ok");
  EXPECT_EQ(code_of(change(OfficerChange::Close, "li-7")), "ok");
}

TEST_P(StandingTest, OfTheLastTwoWhoLeaveAtOnceOneStays) {
  enrol("sys-1", {Role::SystemAdministrator});
  enrol("sys-2", {Role::SystemAdministrator});
  std::promise<void> checked;
  lane->submit({}, [ready = checked.get_future().share()](const auto&) { ready.wait(); });
  base::Waiter<Officer> first, second;
  service->change(OfficerChange::Suspend, need(service->find("sys-1")), "x", security_administrator(), {},
                  first.completion());
  service->change(OfficerChange::Close, need(service->find("sys-2")), "x", security_administrator(), {},
                  second.completion());
  checked.set_value();
  EXPECT_EQ(code_of(first.wait()), "ok");
  EXPECT_EQ(code_of(second.wait()), "officers.last_administrator");
  EXPECT_EQ(active(Role::SystemAdministrator), 1);
}

/// Two servers on one database: the first has run its statements and is about to commit when the second
/// comes. Without the rows of the kind being locked, each would find the other's administrator still there.
TEST_P(StandingTest, OfTheLastTwoWhoLeaveThroughTwoServersAtOnceOneStays) {
  enrol("sys-1", {Role::SystemAdministrator});
  enrol("sys-2", {Role::SystemAdministrator});
  std::promise<void> at_commit, go_on, begun;
  const auto hold = [&](store::Operation operation, store::Connection&) {
    if (operation != store::Operation::Commit) return;
    at_commit.set_value();
    go_on.get_future().wait();
  };
  const auto notice = [&](store::Operation operation, store::Connection&) {
    if (operation == store::Operation::Begin) begun.set_value();
  };
  auto lane_a = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::nullopt, hold));
  auto lane_b =
      store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::nullopt, notice));
  Service a(Service::House{*database_, *lane_a, recorder, clock, vault});
  Service b(Service::House{*database_, *lane_b, recorder, clock, vault});
  base::Waiter<Officer> first, second;
  a.change(OfficerChange::Suspend, need(a.find("sys-1")), "x", security_administrator(), {},
           first.completion());
  at_commit.get_future().wait();
  std::promise<void> answered;
  const Officer other = need(b.find("sys-2"));
  b.change(OfficerChange::Suspend, other, "x", security_administrator(), {},
           [&, done = second.completion()](base::Result<Officer> result) {
             answered.set_value();
             done(std::move(result));
           });
  begun.get_future().wait();
  auto too_early = answered.get_future();
  // SQLite lets the second begin only after the first's commit; on PostgreSQL its first statement must wait.
  const auto waits = [&] {
    return GetParam() == store::Engine::Sqlite ||
           number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
  };
  while (!waits() && too_early.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
  }
  go_on.set_value();
  EXPECT_EQ(code_of(first.wait()), "ok");
  EXPECT_EQ(code_of(second.wait()), "officers.last_administrator");
  EXPECT_EQ(active(Role::SystemAdministrator), 1);
}

}  // namespace
}  // namespace yinxin::officers
