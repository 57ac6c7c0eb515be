// Stored answers on both engines: the same request once, another request under the same key never.
#include "officers/requests.hpp"

#include <gmock/gmock.h>

#include "officers_support/test_office.hpp"

namespace yinxin::officers {
namespace {

using base::ErrorKind;
using store::code_of;

class RequestsTest : public OfficeTest {
 protected:
  static RequestName name(const std::string& body = "{}", const std::string& key = "0123456789abcdef") {
    return {"officer/sys-1", "officerCreate", key,
            crypto::sm3(base::as_bytes("POST\nhttp://x/officers\n" + body))};
  }
  base::Result<void> add(const RequestName& name, const StoredAnswer& answer) {
    store::WriteSet set;
    requests->add(set, name, answer);
    const auto committed = lane->commit(std::move(set));
    return committed ? base::Result<void>() : base::Result<void>(committed.error());
  }
  std::int64_t count() const { return number("SELECT count(*) FROM signed_request"); }
};
YX_BOTH_ENGINES(RequestsTest);

TEST_P(RequestsTest, KeepsAnAnswer) {
  EXPECT_FALSE(need(requests->find(name())).has_value());
  need(add(name(), {201, R"({"name":"张晓明"})"}));
  const auto answer = need(requests->find(name()));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->json, R"({"name":"张晓明"})");
}

TEST_P(RequestsTest, AnotherRequestUnderTheSameKeyIsRefused) {
  need(add(name("{}"), {200, "{}"}));
  const auto other = requests->find(name("{\"reason\":1}"));
  EXPECT_EQ(code_of(other), "officers.request.reused");
  EXPECT_EQ(other.error().kind, ErrorKind::Refused);
}

TEST_P(RequestsTest, ActorsOperationsAndKeysAreApart) {
  need(add(name(), {200, "{}"}));
  RequestName other_actor = name();
  other_actor.actor = "officer/sys-2";
  RequestName other_operation = name();
  other_operation.operation = "officerSuspend";
  for (const RequestName& other : {other_actor, other_operation, name("{}", "fedcba9876543210")}) {
    EXPECT_FALSE(need(requests->find(other)).has_value());
    EXPECT_EQ(code_of(add(other, {200, "{}"})), "ok");
  }
  EXPECT_EQ(count(), 4);
}

TEST_P(RequestsTest, TheSecondOfTwoIsToldSo) {
  need(add(name(), {200, "{\"first\":true}"}));
  const auto second = add(name(), {200, "{\"first\":false}"});
  EXPECT_EQ(code_of(second), "officers.request.repeated");
  EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(need(requests->find(name()))->json, "{\"first\":true}");
}

TEST_P(RequestsTest, AnswersEndAfterADay) {
  need(add(name(), {200, "{}"}));
  clock.advance(Requests::kKept - std::chrono::microseconds(1));
  EXPECT_TRUE(need(requests->find(name())).has_value());
  EXPECT_EQ(code_of(add(name("other"), {200, "{}"})), "officers.request.repeated");
  clock.advance(std::chrono::microseconds(1));
  EXPECT_FALSE(need(requests->find(name())).has_value());
  EXPECT_EQ(code_of(add(name("other"), {202, "{}"})), "ok") << "the old row gives way";
  EXPECT_EQ(need(requests->find(name("other")))->status, 202);
  EXPECT_EQ(count(), 1);
}

TEST_P(RequestsTest, ForgetsTheOldestFirstAndOnlyOldOnes) {
  for (const char* key : {"key-0000000000-1", "key-0000000000-2", "key-0000000000-3"}) {
    need(add(name("{}", key), {200, "{}"}));
    clock.advance(std::chrono::hours(1));
  }
  clock.advance(Requests::kKept - std::chrono::hours(2));  // 1 and 2 are a day old now
  const auto forget = [&](std::int64_t limit) {
    store::WriteSet set;
    requests->forget_old(set, limit);
    need(lane->commit(std::move(set)));
    std::vector<std::string> left;
    for (const auto& row : rows("SELECT idempotency_key FROM signed_request ORDER BY idempotency_key"))
      left.push_back(row.text(0));
    return left;
  };
  EXPECT_THAT(forget(1), testing::ElementsAre("key-0000000000-2", "key-0000000000-3"));
  EXPECT_THAT(forget(100), testing::ElementsAre("key-0000000000-3"));
  EXPECT_THAT(forget(100), testing::ElementsAre("key-0000000000-3"));
}

TEST_P(RequestsTest, NeitherAnswersNorDigestsStandInClear) {
  const RequestName asked = name();
  need(add(asked, {200, "{\"name\":\"欧阳娜娜测试姓名\"}"}));
  const auto row = rows("SELECT request_mac, answer FROM signed_request").at(0);
  EXPECT_NE(row.blob(0), base::to_bytes(asked.digest));
  EXPECT_EQ(base::as_text(row.blob(1)).find("欧阳"), std::string::npos);
  run("UPDATE signed_request SET operation = 'officerSuspend'");
  RequestName moved = asked;
  moved.operation = "officerSuspend";
  EXPECT_EQ(code_of(requests->find(moved)), "privacy.sealed");
}

TEST_P(RequestsTest, TwoIdenticalRequestsAtOnceAreOneAct) {
  const NewOfficer officer = wanted("li-7");
  const store::Remember<Officer> remember = [this](store::WriteSet& set, const Officer& outcome) {
    requests->add(set, name(), {201, "{\"id\":\"" + outcome.id + "\"}"});
  };
  std::vector<base::Waiter<Officer>> waiters(2);
  for (auto& waiter : waiters)
    service->create(officer, system_administrator(), remember, waiter.completion());
  std::vector<std::string> codes;
  for (auto& waiter : waiters) codes.push_back(code_of(waiter.wait()));
  EXPECT_THAT(codes, testing::UnorderedElementsAre("ok", "officers.request.repeated"));
  EXPECT_EQ(acts(proof::ActCode::OfficerCreated, "li-7"), 1);
  EXPECT_EQ(need(requests->find(name()))->json, "{\"id\":\"li-7\"}");
}

}  // namespace
}  // namespace yinxin::officers
