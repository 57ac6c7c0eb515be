// Notices of days off over HTTP at a regulator: entered by one officer, looked at before, confirmed by
// another, counted with (requirements 3.1.11, 3.2; docs/decisions/0034).
#include <gmock/gmock.h>

#include "cases_support/notice_files.hpp"
#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kNotice = "国办发明电〔2026〕99号";

/// 2026 from 28 September on without National Day; what is before as in rules/calendar.
std::string without_national_day() {
  return cases_support::notice_of_2026("虚构通知（" + kNotice + "）");
}

class CalendarHttpTest : public house_support::RegulatorWorld {
 protected:
  http::Response propose(const Signer& by, const std::string& content, const std::string& notice = kNotice,
                         const std::string& key = random_text()) const {
    http::JsonWriter json;
    json.object([&] { json.text("notice", notice).text("content", content); });
    return send(write(by, "/calendar/notices", json.text(), key));
  }
  http::Response confirm(const Signer& by, const std::string& number = "1") const {
    return send(write(by, "/calendar/notices/" + number + "/confirmation", "{}"));
  }
  http::JsonReader body(const http::Response& response) const {
    EXPECT_EQ(response.status / 100, 2) << response.body_text();
    return need(http::JsonReader::parse(*response.body));
  }
  std::string examined_until(const std::string& number) const {
    for (const http::JsonReader& clock : shown(number).objects("clocks", 50)) {
      if (clock.text("id") == "examination") return clock.text("effective");
    }
    return "none";
  }
};
YX_BOTH_ENGINES(CalendarHttpTest);

TEST_P(CalendarHttpTest, IsLookedAtConfirmedAndCountedWith) {
  need(case_office->cases->fire_due());
  const std::string number = opened();
  EXPECT_EQ(examined_until(number), "2026-10-10");
  ASSERT_EQ(outcome(propose(by_role("case_officer"), without_national_day())), "201");
  const auto moves = body(send(read(by_role("province_head"), "/calendar/notices/1/moves")));
  ASSERT_THAT(moves.objects("moves", 10), SizeIs(1));
  EXPECT_EQ(moves.objects("moves", 10)[0].text("case"), number);
  EXPECT_EQ(moves.objects("moves", 10)[0].text("old"), "2026-10-10");
  EXPECT_EQ(moves.objects("moves", 10)[0].text("new"), "2026-10-05");
  EXPECT_FALSE(moves.has("next"));
  EXPECT_THAT(body(send(read(officer("sichuan"), "/calendar/notices/1/moves"))).objects("moves", 10),
              IsEmpty());
  ASSERT_EQ(outcome(confirm(by_role("province_head"))), "200");
  need(case_office->cases->fire_due());
  EXPECT_EQ(examined_until(number), "2026-10-05");
  const auto told = shown(number).objects("moves", 10);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_NE(told[0].text("reason").find(kNotice), std::string::npos);
  const auto calendar = body(send(read(by_role("case_officer"), "/calendar")));
  const auto notices = calendar.objects("notices", 10);
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].text("proposed_by"), "officer/case-officer");
  EXPECT_EQ(notices[0].text("confirmed_by"), "officer/province-head");
  EXPECT_TRUE(notices[0].boolean("counted"));
  EXPECT_EQ(notices[0].integer("moved", 0, 10), 1);
  EXPECT_EQ(notices[0].text("content"), without_national_day());
  bool seen = false;
  for (const http::JsonReader& year : calendar.objects("years", 20)) {
    if (year.integer("year", 0, 9999) != 2026) continue;
    seen = true;
    EXPECT_NE(year.text("source").find(kNotice), std::string::npos);
  }
  EXPECT_TRUE(seen);
  EXPECT_THAT(body(send(read(by_role("case_officer"), "/calendar?after=1"))).objects("notices", 10),
              IsEmpty());
}

TEST_P(CalendarHttpTest, WhoMayNotAndWhatIsWrong) {
  const std::string content = without_national_day();
  EXPECT_EQ(outcome(propose(by_role("province_head"), content)), "403 officers.role_needed");
  EXPECT_EQ(outcome(propose(officer("administrator"), content)), "403 officers.role_needed");
  EXPECT_EQ(outcome(propose(by_role("applicant"), content)), "403 officers.role_needed");
  EXPECT_EQ(outcome(propose(by_role("case_officer"), "year = ")), "400 cases.calendar.content");
  EXPECT_EQ(outcome(propose(by_role("case_officer"), content, "别的文号")), "400 cases.calendar.number");
  EXPECT_EQ(outcome(confirm(by_role("province_head"))), "404 cases.calendar.none");
  EXPECT_EQ(outcome(confirm(by_role("province_head"), "x")), "404 cases.calendar.none");
  ASSERT_EQ(outcome(propose(by_role("case_officer"), content)), "201");
  EXPECT_EQ(outcome(confirm(by_role("case_officer"))), "403 officers.role_needed");
  for (const char* target : {"/calendar", "/calendar/notices/1/moves"}) {
    EXPECT_EQ(outcome(send(read(by_role("applicant"), target))), "403 procedure.role");
    EXPECT_EQ(outcome(send(read(by_role("review_expert"), target))), "403 procedure.role");
    EXPECT_EQ(outcome(send(read(officer("administrator"), target))), "403 officers.role_needed");
  }
  EXPECT_EQ(outcome(send(read(by_role("case_officer"), "/calendar?after=x"))), "400 http.page");
  EXPECT_EQ(outcome(send(read(by_role("case_officer"), "/calendar/notices/9/moves"))),
            "404 cases.calendar.none");
  clock.set(at("2026-10-08T02:00:00Z"));
  EXPECT_EQ(outcome(confirm(by_role("province_head"))), "422 cases.calendar.past");
  EXPECT_EQ(number("SELECT count(*) FROM case_recalculation"), 0);
}

TEST_P(CalendarHttpTest, ARepeatEntersItOnce) {
  const std::string key = "0123456789abcdef";
  ASSERT_EQ(outcome(propose(by_role("case_officer"), without_national_day(), kNotice, key)), "201");
  EXPECT_EQ(outcome(propose(by_role("case_officer"), without_national_day(), kNotice, key)), "201");
  EXPECT_EQ(number("SELECT count(*) FROM calendar_notice"), 1);
}

}  // namespace
}  // namespace yinxin::endpoints
