// What a caller who lost the key is asked, and how their words are compared (requirements 2.12, 3.2).
#include "registration/loss_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::registration {
namespace {

using testing::ElementsAre;

Application of_person() {
  Application application;
  application.number = "SQ-2026-7K3M9QAX";
  application.form.identities = {{x509::IdentityKind::ResidentId, "11010119900307003X"}};
  application.form.phone = "13800138000";
  application.form.mail = "xiaoming@example.cn";
  return application;
}

policy::LossReportRules all_questions() {
  policy::LossReportRules rules;
  rules.questions.assign(std::begin(policy::kLossQuestions), std::end(policy::kLossQuestions));
  rules.asked = rules.right = 3;
  rules.opens = 9;
  rules.closes = 17;
  return rules;
}

base::Time moment_of(std::string_view utc) {
  return base::parse_utc(utc).value();
}

TEST(LossReport, OfficeHoursAreThoseOfAWorkingDayInBeijing) {
  const auto calendar = base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar");
  ASSERT_TRUE(calendar);
  const auto closed = [&](std::string_view utc) {
    return office_closed(all_questions(), moment_of(utc), *calendar);
  };
  EXPECT_TRUE(closed("2026-11-22T14:00:00Z"));   // Sunday, 22:00
  EXPECT_TRUE(closed("2026-11-22T02:00:00Z"));   // Sunday, 10:00
  EXPECT_TRUE(closed("2026-11-23T00:59:59Z"));   // Monday, 08:59:59
  EXPECT_FALSE(closed("2026-11-23T01:00:00Z"));  // 09:00
  EXPECT_FALSE(closed("2026-11-23T08:59:59Z"));  // 16:59:59
  EXPECT_TRUE(closed("2026-11-23T09:00:00Z"));   // 17:00
  EXPECT_TRUE(closed("2026-11-22T17:00:00Z"));   // Monday, 01:00
  EXPECT_TRUE(closed("2026-10-01T02:00:00Z"));   // National Day, a Thursday
  EXPECT_FALSE(closed("2026-10-10T02:00:00Z"));  // a Saturday on which people work
}

TEST(LossReport, WordsAreComparedAsPeopleSayThem) {
  EXPECT_EQ(as_said(" 138 0013-8000"), "13800138000");
  EXPECT_EQ(as_said("+86 13800138000"), "13800138000");
  EXPECT_EQ(as_said("8613800138000"), "13800138000");
  EXPECT_EQ(as_said("１３８００１３８０００"), "13800138000");
  EXPECT_EQ(as_said("11010119900307003x"), "11010119900307003X");
  EXPECT_EQ(as_said("ｓｑ－2026　7k3m9qax"), "SQ20267K3M9QAX");
  EXPECT_EQ(as_said("Xiaoming@Example.cn"), "XIAOMING@EXAMPLE.CN");
  EXPECT_EQ(as_said("张晓明"), "张晓明");
  EXPECT_EQ(as_said("\xEF\xBC"), "\xEF\xBC");  // cut short: taken as it is
  EXPECT_EQ(as_said(" - "), "");
}

TEST(LossReport, EachAnswerIsComparedWithWhatIsKept) {
  const Application application = of_person();
  EXPECT_TRUE(is_right({"identity_number", "110101 19900307 003x"}, application));
  EXPECT_FALSE(is_right({"identity_number", "110101199003070031"}, application));
  EXPECT_TRUE(is_right({"phone", "138-0013-8000"}, application));
  EXPECT_FALSE(is_right({"phone", "138****8000"}, application));
  EXPECT_TRUE(is_right({"mail", "XIAOMING@example.cn"}, application));
  EXPECT_TRUE(is_right({"application_number", "sq 2026 7k3m9qax"}, application));
  EXPECT_FALSE(is_right({"application_number", "7K3M9QAX"}, application));
  EXPECT_FALSE(is_right({"birthday", ""}, application));
}

TEST(LossReport, NothingIsRightWhereNothingIsKept) {
  Application application = of_person();
  application.form.mail.clear();
  EXPECT_FALSE(is_right({"mail", ""}, application));
  EXPECT_FALSE(is_right({"mail", "-"}, application));
}

TEST(LossReport, OnlyWhatIsKeptAndNotPublicIsAsked) {
  Application application = of_person();
  EXPECT_THAT(askable(all_questions(), application),
              ElementsAre("identity_number", "phone", "mail", "application_number"));
  application.form.mail.clear();
  EXPECT_THAT(askable(all_questions(), application),
              ElementsAre("identity_number", "phone", "application_number"));
  application.form.identities = {{x509::IdentityKind::OrganizationCode, "91110101MA00000005"}};
  EXPECT_THAT(askable(all_questions(), application), ElementsAre("phone", "application_number"));
  EXPECT_FALSE(is_right({"identity_number", "91110101MA00000005"}, application));
}

}  // namespace
}  // namespace yinxin::registration
