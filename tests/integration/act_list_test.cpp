// What the audit administrator is told of the acts of everybody, and that nobody else is
// (requirements 6.5, 8.3).
#include <gmock/gmock.h>

#include "integration/applications_world.hpp"
#include "ledger/act_search.hpp"

namespace yinxin::endpoints {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ActListTest : public ApplicationsWorld {
 protected:
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    enrol("aud", {Role::AuditAdministrator});
    enrol("sec", {Role::SecurityAdministrator});
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
  }
  /// Everything done so far is numbered.
  void number_all() {
    sequencer->wake();
    ASSERT_TRUE(house_support::eventually(
        [&] { return number("SELECT count(*) FROM act_record WHERE seq IS NULL") == 0; }));
  }
  std::string asked(const std::string& query) const {
    const auto answer = get(officer("aud"), "/acts" + query);
    EXPECT_EQ(outcome(answer), "200") << answer.body_text();
    return std::string(answer.body_text());
  }
  void look(const std::string& number, const std::string& reason) const {
    EXPECT_EQ(outcome(post(officer("anna"), "/applications/" + number + "/looks",
                           R"({"fields":["phone"],"reason":")" + reason + "\"}")),
              "200");
  }
  std::vector<std::int64_t> found(const ledger::ActQuestion& question) const {
    std::vector<std::int64_t> numbers;
    for (const auto& act : need(ledger::find_acts(*database_, recorder, question)).acts)
      numbers.push_back(act.seq);
    return numbers;
  }
};
YX_BOTH_ENGINES(ActListTest);

TEST_P(ActListTest, LooksAreToldWithWhoWhatAndWhy) {
  const std::string number = submitted(registration_support::person());
  look(number, "核对联系电话");
  number_all();
  const std::string told = asked("?act=personal_data_viewed");
  EXPECT_THAT(told,
              AllOf(HasSubstr(R"("act":"personal_data_viewed","zh":"查看个人信息")"),
                    HasSubstr(R"("object":"application/)" + number), HasSubstr(R"("actor":"officer/anna")"),
                    HasSubstr(R"("fields":"phone","reason":"核对联系电话")")));
  EXPECT_THAT(told,
              AllOf(Not(HasSubstr("signature")), Not(HasSubstr("13800138000")), Not(HasSubstr("张晓明"))));
  EXPECT_THAT(asked("?act=revoked"), HasSubstr(R"({"acts":[])"));
}

TEST_P(ActListTest, OnlyTheAuditAdministratorIsTold) {
  number_all();
  for (const char* who : {"sys", "sec", "anna", "bo", "chen"})
    EXPECT_EQ(outcome(get(officer(who), "/acts")), "403 officers.role_needed") << who;
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(get(hand_of(stranger), "/acts")), "403 officers.role_needed");
  for (const char* bad : {"?act=none", "?group=0", "?group=12", "?group="})
    EXPECT_EQ(outcome(get(officer("aud"), std::string("/acts") + bad)), "400 ledger.acts.question") << bad;
  EXPECT_EQ(outcome(get(officer("aud"), "/acts?after=x")), "400 http.page");
  EXPECT_EQ(outcome(get(officer("aud"), "/acts?until=yesterday")), "400 base.date");
}

TEST_P(ActListTest, ByObjectPersonGroupAndPage) {
  const std::string first = submitted(registration_support::person());
  const std::string second = submitted(registration_support::person());
  for (const char* reason : {"一", "二", "三"}) look(second, reason);
  EXPECT_EQ(event(officer("anna"), first, R"({"event":"receive"})"), "200");
  number_all();
  const auto count = [](const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  };
  const std::string of_first = asked("?object=application/" + first);
  EXPECT_EQ(count(of_first, "\"seq\":"), 2U) << of_first;
  EXPECT_LT(of_first.find("application_received"), of_first.find("application_submitted")) << "newest first";
  EXPECT_EQ(count(asked("?actor=officer/anna&group=5"), "\"seq\":"), 3U);
  EXPECT_EQ(count(asked("?actor=officer/anna&object=application/" + first), "\"seq\":"), 1U);
  EXPECT_THAT(asked("?actor=officer/nobody"), HasSubstr(R"({"acts":[])"));

  std::string all;
  std::string after;
  for (int pages = 0; pages < 10; ++pages) {
    const std::string page = asked("?group=5&limit=2" + (after.empty() ? "" : "&after=" + after));
    all += page;
    const auto body = need(http::JsonReader::parse(base::as_bytes(page)));
    after = body.optional_text("next", 128).value_or("");
    if (after.empty()) break;
  }
  for (const char* reason : {"一", "二", "三"})
    EXPECT_EQ(count(all, "\"reason\":\"" + std::string(reason)), 1U) << reason;
}

TEST_P(ActListTest, FromADayBackwards) {
  const std::string number = submitted(registration_support::person());
  look(number, "当天");
  clock.advance(std::chrono::hours(48));
  look(number, "后天");
  number_all();
  const std::string day = base::format_date(base::beijing_date(clock.now() - std::chrono::hours(48)));
  const std::string told = asked("?act=personal_data_viewed&until=" + day);
  EXPECT_THAT(told, AllOf(HasSubstr("当天"), Not(HasSubstr("后天"))));
  EXPECT_THAT(asked("?act=personal_data_viewed&until=2000-01-01"), HasSubstr(R"({"acts":[]})"));
}

TEST_P(ActListTest, ASearchLooksAtSoManyAndSaysHowFarItCame) {
  number_all();
  const auto numbered = number("SELECT COALESCE(MAX(seq) + 1, 0) FROM act_record");
  ASSERT_GT(numbered, 2);
  ledger::ActQuestion question;
  question.limit = 2;
  EXPECT_THAT(found(question), ElementsAre(numbered - 1, numbered - 2));
  question.before = 1;
  EXPECT_THAT(found(question), ElementsAre(0));
  EXPECT_FALSE(need(ledger::find_acts(*database_, recorder, question)).next) << "the first one was looked at";
  question.before = 0;
  EXPECT_THAT(found(question), IsEmpty());
  question.before = std::int64_t{1} << 40;  // beyond what there is: from the newest
  EXPECT_THAT(found(question), SizeIs(2));
}

TEST_P(ActListTest, ARecordThatWasChangedIsNotTold) {
  look(submitted(registration_support::person()), "原来的原因");
  number_all();
  run("UPDATE act_record SET record = opening WHERE seq = (SELECT MAX(seq) FROM act_record WHERE act = 502)");
  EXPECT_EQ(outcome(get(officer("aud"), "/acts?act=personal_data_viewed")).substr(4), "ledger.record.sealed");
}

}  // namespace
}  // namespace yinxin::endpoints
