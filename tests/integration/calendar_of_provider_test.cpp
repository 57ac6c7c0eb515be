// A notice of days off at a provider: the compliance officer enters it, the responsible person confirms it
// (requirements 3.2; docs/decisions/0034).
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::SizeIs;

class CalendarOfProviderTest : public DutiesWorld {
 protected:
  /// 2027, which is provisional, made official with two more days off at the end of December.
  std::string year_2027() const {
    std::string text = "year = 2027\nstatus = \"official\"\nsource = \"虚构通知（虚构发1号）\"\n";
    const auto now = duties_->cases->calendar();
    for (const auto& [day, name] : now->find_year(std::chrono::year(2027))->off)
      text += "[[holiday]]\nname = \"" + name + "\"\nfrom = " + base::format_date(day) + "\n";
    return text + "[[holiday]]\nname = \"虚构\"\nfrom = 2027-12-30\nto = 2027-12-31\n";
  }
  http::Response propose(const Hand& by) const {
    http::JsonWriter json;
    json.object([&] { json.text("notice", "虚构发1号").text("content", year_2027()); });
    return post(by, "/calendar/notices", json.text());
  }
  bool works_on_30_december() const {
    return duties_->cases->calendar()->is_working_day(base::parse_date("2027-12-30").value());
  }
};
YX_BOTH_ENGINES(CalendarOfProviderTest);

TEST_P(CalendarOfProviderTest, TwoOfItsOfficersImportIt) {
  ASSERT_TRUE(duties_->cases->fire_due());
  EXPECT_EQ(outcome(propose(officer("head"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(propose(officer("trainer"))), "403 officers.role_needed");
  ASSERT_EQ(outcome(propose(officer("comply"))), "201");
  EXPECT_EQ(outcome(post(officer("comply"), "/calendar/notices/1/confirmation", "{}")),
            "403 officers.role_needed");
  EXPECT_TRUE(works_on_30_december());
  EXPECT_EQ(outcome(get(officer("head"), "/calendar/notices/1/moves")), "200");
  ASSERT_EQ(outcome(post(officer("head"), "/calendar/notices/1/confirmation", "{}")), "200");
  ASSERT_TRUE(duties_->cases->fire_due());
  EXPECT_FALSE(works_on_30_december());
  const auto shown = json(get(officer("trainer"), "/calendar")).objects("notices", 10);
  ASSERT_THAT(shown, SizeIs(1));
  EXPECT_TRUE(shown[0].boolean("counted"));
  EXPECT_EQ(shown[0].text("confirmed_by"), "officer/head");
  open_duties();  // a new program on the same database
  EXPECT_FALSE(works_on_30_december());
}

}  // namespace
}  // namespace yinxin::endpoints
