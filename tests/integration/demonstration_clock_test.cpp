// A demonstration's clock over HTTP on both engines: moved forward by a system administrator with one act,
// and what the law says happens on the way happens once, on its own day (docs/decisions/0026; articles 8, 15;
// requirements 12, scenario 2).
#include <gmock/gmock.h>

#include "endpoints/demonstration/operations.hpp"
#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using demonstration::kClockField;
using house_support::eventually;
using house_support::kPatience;
using house_support::need;
using house_support::Signer;
using testing::SizeIs;

constexpr std::int64_t kHoursOfDay = 24;
constexpr std::int64_t kSecondsOfDay = 86'400;

/// The clock of everything in the test follows the one that is moved, as all of a program uses the one.
class DemonstrationClockTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    wall = std::make_unique<base::ManualClock>(clock.now());
    documents = need(documents::Service::open(std::string(YX_SOURCE_DIR) + "/rules",
                                              {"http://regulator.example.cn", true}, clock));
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    wall->set(clock.now());
    restart();
  }
  void TearDown() override {
    server.reset();
    if (service) service->on_moved({});
    RegulatorWorld::TearDown();
  }
  const base::Clock& machine() const override { return *wall; }
  /// Server and clock anew, from what is stored.
  void restart() {
    server.reset();
    moving = std::make_unique<base::MovableClock>(*wall);
    service = need(demonstration::Service::open({*database_, *lane, *signer->client, recorder, *moving}));
    service->on_moved([this] { clock.set(moving->now()); });
    clock.set(moving->now());
    regulator->demonstration = service.get();
    http::Router router;
    add_routes(router, *regulator);
    start_server(std::move(router), [this] { return clock_field(*moving); });
  }
  http::Response move(std::int64_t hours, const std::string& by = "administrator",
                      const std::string& key = random_text()) {
    return send(write(officer(by), "/demonstration/clock",
                      R"({"forward_hours":)" + std::to_string(hours) + "}", key));
  }
  /// Then upkeep's round.
  void move_and_settle(std::int64_t hours, const std::string& by = "administrator") {
    const http::Response response = move(hours, by);
    if (outcome(response) != "200") throw std::runtime_error(std::string(response.body_text()));
    const auto round = need(service->begin_round());
    need(case_office->cases->fire_due());
    service->end_round(round);
  }
  http::JsonReader facts() const {
    const http::Response response = send(client().request(http::Method::Get, "/demonstration/clock"));
    EXPECT_EQ(outcome(response), "200");
    return need(http::JsonReader::parse(*response.body));
  }
  std::int64_t ahead() const { return facts().integer("ahead_seconds", 0, INT64_MAX); }
  std::int64_t moves() const {
    return records(proof::ActCode::DemonstrationClockMoved, "demonstration/clock");
  }

  std::int64_t number_of_steps(const std::string& number) const {
    return this->number("SELECT count(*) FROM case_step WHERE number = $1", {number});
  }

  std::unique_ptr<base::ManualClock> wall;
  std::unique_ptr<base::MovableClock> moving;
  std::unique_ptr<demonstration::Service> service;
};
YX_BOTH_ENGINES(DemonstrationClockTest);

TEST_P(DemonstrationClockTest, IsMovedByOneActAndSaysSoEverywhere) {
  const base::Time before = clock.now();
  EXPECT_EQ(ahead(), 0);
  const http::Response first = send(client().request(http::Method::Get, "/demonstration/clock"));
  EXPECT_FALSE(first.headers.find(kClockField)) << "nothing to say";
  ASSERT_EQ(outcome(move(20 * kHoursOfDay, "administrator", "0123456789abcdef")), "200");
  EXPECT_EQ(moves(), 1);
  EXPECT_EQ(clock.now(), before + std::chrono::hours(20 * kHoursOfDay));
  EXPECT_EQ(ahead(), 20 * kSecondsOfDay);
  EXPECT_EQ(facts().text("now"), base::format_utc(clock.now()));
  EXPECT_FALSE(facts().boolean("caught_up"));
  service->end_round(need(service->begin_round()));
  EXPECT_TRUE(facts().boolean("caught_up"));
  const http::Response any = send(client().request(http::Method::Get, "/nowhere"));
  EXPECT_EQ(any.headers.find(kClockField), std::to_string(20 * kSecondsOfDay)) << "errors, too";
  EXPECT_EQ(need(signer->client->move_clock(std::chrono::hours(1))), std::chrono::hours(20 * kHoursOfDay));
  const auto row = rows("SELECT ahead, moved_at, moved_by FROM demonstration_clock", {}).at(0);
  EXPECT_EQ(row.integer(0), 20 * kSecondsOfDay * 1'000'000);
  EXPECT_EQ(base::from_micros(row.integer(1)), before);
  EXPECT_EQ(row.text(2), "officer/administrator");
}

TEST_P(DemonstrationClockTest, ARepeatMovesNothing) {
  const std::string body = R"({"forward_hours":24})";
  const http::Request request =
      write(officer("administrator"), "/demonstration/clock", body, "0123456789abcdef");
  ASSERT_EQ(outcome(send(request)), "200");
  const http::Response again =
      send(write(officer("administrator"), "/demonstration/clock", body, "0123456789abcdef"));
  EXPECT_EQ(outcome(again), "200");
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(ahead(), kSecondsOfDay);
  EXPECT_EQ(moves(), 1);
}

TEST_P(DemonstrationClockTest, StandsAfterARestartAndNeverGoesBack) {
  ASSERT_EQ(outcome(move(36)), "200");
  ASSERT_EQ(outcome(move(12)), "200");
  const base::Time now = clock.now();
  wall->advance(std::chrono::minutes(5));
  restart();
  EXPECT_EQ(ahead(), 2 * kSecondsOfDay);
  EXPECT_EQ(clock.now(), now + std::chrono::minutes(5));
  EXPECT_FALSE(facts().boolean("caught_up")) << "upkeep has not been round";
  for (const char* body : {R"({"forward_hours":0})", R"({"forward_hours":-24})", R"({"forward_hours":8785})",
                           R"({"forward_hours":"24"})", R"({})"}) {
    EXPECT_EQ(outcome(send(write(officer("administrator"), "/demonstration/clock", body))),
              "400 http.json.content")
        << body;
  }
  EXPECT_EQ(ahead(), 2 * kSecondsOfDay);
  EXPECT_EQ(moves(), 2);
}

TEST_P(DemonstrationClockTest, IsForASystemAdministratorWhoCanStillAct) {
  EXPECT_EQ(outcome(move(24, "province-intake-officer")), "403 officers.role_needed");
  EXPECT_EQ(outcome(move(366 * kHoursOfDay)), "422 demonstration.clock.certificate");
  EXPECT_EQ(moves(), 0);
  EXPECT_EQ(ahead(), 0);
  for (int year = 0; year < 6; ++year) {
    const std::string account = "admin-" + std::to_string(year);
    enrol(account, {officers::Role::SystemAdministrator});
    ASSERT_EQ(outcome(move(364 * kHoursOfDay, account)), "200");
  }
  enrol("admin-last", {officers::Role::SystemAdministrator});
  EXPECT_EQ(outcome(move(13 * kHoursOfDay, "admin-last")), "409 demonstration.clock.most");
  EXPECT_EQ(outcome(move(12 * kHoursOfDay, "admin-last")), "200") << "2196 days are the limit";
}

TEST_P(DemonstrationClockTest, ARequestByTheOldTimeIsToldTheNewOne) {
  http::Request request = client().request(http::Method::Get, "/cases");
  need(http::sign(request, *officer("province-intake-officer").key,
                  {officer("province-intake-officer").key_id, clock.now(), random_text(), {}}));
  ASSERT_EQ(outcome(move(24)), "200");
  const http::Response stale = send(request);
  EXPECT_EQ(outcome(stale), "401 http.signature.stale");
  EXPECT_EQ(stale.headers.find(kClockField), std::to_string(kSecondsOfDay));
}

TEST_P(DemonstrationClockTest, IsNowhereElse) {
  ASSERT_EQ(outcome(move(24)), "200");
  EXPECT_EQ(demonstration::refuse_moved(*database_).error().code, "demonstration.clock.moved");
  server.reset();
  regulator->demonstration = nullptr;
  http::Router router;
  add_routes(router, *regulator);
  start_server(std::move(router));
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, "/demonstration/clock"))), "404 http.no_route");
  EXPECT_EQ(outcome(move(24)), "404 http.no_route");
  EXPECT_EQ(moves(), 1);
}

// Five working days from Monday 2026-09-28 end on 2026-10-10.
TEST_P(DemonstrationClockTest, SilenceOverADeemedAcceptanceAcceptsOnceOnItsDay) {
  const std::string number = opened();
  move_and_settle(20 * kHoursOfDay);
  const http::JsonReader shown = this->shown(number);
  EXPECT_EQ(shown.object("state").text("id"), "accepted");
  std::vector<http::JsonReader> deemed;
  for (const http::JsonReader& step : shown.objects("steps", 100)) {
    if (step.text("event") == "deem_accepted") deemed.push_back(step);
  }
  ASSERT_THAT(deemed, SizeIs(1));
  EXPECT_EQ(deemed[0].text("origin"), "timer");
  EXPECT_EQ(deemed[0].text("counts_on"), "2026-09-28");
  EXPECT_EQ(number_of_steps(number), 2);
  move_and_settle(24);
  EXPECT_EQ(number_of_steps(number), 2) << "once";
  EXPECT_EQ(outcome(act(number, "accept", by_role("province_review_officer"))), "409 procedure.state");
}

// Article 15: a licence of five years; its renewal is reminded of on E-181 and before the last day to apply.
TEST_P(DemonstrationClockTest, ARenewalIsRemindedOfOnTheWay) {
  const std::string application = opened();
  play(application,
       "examine_form accept forward sign_for propose review_opinion legal_review grant deliver_licence "
       "enter_register publish");
  for (int year = 0; year < 5; ++year) {
    const std::string account = "admin-" + std::to_string(year);
    enrol(account, {officers::Role::SystemAdministrator});
    move_and_settle((year < 4 ? 364 : 200) * kHoursOfDay, account);
  }
  const Signer holder = by_role("applicant");
  const http::Response list = send(read(holder, "/cases?procedure=licence_renewal"));
  const auto renewals = need(http::JsonReader::parse(*list.body)).objects("cases", 10);
  ASSERT_THAT(renewals, SizeIs(1));
  const std::string renewal = renewals[0].text("number");
  EXPECT_GE(
      this->number(
          "SELECT count(*) FROM case_reminder WHERE number = $1 AND clock = 'application' AND days = 120",
          {renewal}),
      1)
      << "to each role that may apply";
}

TEST_P(DemonstrationClockTest, OcspAnswersAreOfTheMovedTime) {
  const x509::Certificate holder = issue("SQ-1");
  start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
  need(status->wait_followed(number("SELECT count(*) FROM act_record"), kPatience));
  ASSERT_TRUE(eventually([&] { return status->table_complete(); }));
  x509::OcspRequest request;
  request.queries = {x509::make_cert_id(x509::CertIdHash::Sm3, issuing_certificate(), holder.serial())};
  const auto this_update = [&] {
    base::Waiter<status::OcspAnswer> waiter;
    status->ocsp(request.to_der(),
                 [done = waiter.completion()](status::OcspAnswer answer) { done(std::move(answer)); });
    const auto response = need(x509::OcspResponse::parse(*need(waiter.wait()).octets));
    EXPECT_TRUE(response.verify(response.certificates.at(0).tbs().public_key));
    return response.data.responses.at(0).this_update;
  };
  const base::Time before = this_update();
  ASSERT_EQ(outcome(move(20 * kHoursOfDay)), "200");
  EXPECT_EQ(this_update(), before + std::chrono::hours(20 * kHoursOfDay));
}

}  // namespace
}  // namespace yinxin::endpoints
