// Duties that come again, and the calendar of a year (rules/duties.toml, requirements 3.4).
#include <gmock/gmock.h>

#include "compliance_support/compliance_world.hpp"

namespace yinxin::compliance {
namespace {

using compliance_support::by;
using compliance_support::day;
using compliance_support::filed_body;
using compliance_support::morning;
using compliance_support::need;
using officers::Role;
using store::code_of;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;

class DutiesTest : public compliance_support::ComplianceWorld {
 protected:
  /// "duty period case state" of every opening, by day.
  std::vector<std::string> opened() const {
    std::vector<std::string> all;
    for (const store::Row& row : rows("SELECT o.duty, o.period, r.procedure, r.state FROM duty_opening o "
                                      "JOIN case_record r ON r.number = "
                                      "o.case_number ORDER BY o.opens_on, o.duty"))
      all.push_back(row.text(0) + " " + row.text(1) + " " + row.text(2) + " " + row.text(3));
    return all;
  }
  std::vector<CalendarEntry> calendar_of(int year) {
    return need(compliance().calendar(year, cases(), by("comply-1", {"compliance_officer"})));
  }
};
YX_BOTH_ENGINES(DutiesTest);

TEST_P(DutiesTest, OpenTheirCasesOncePerPeriod) {
  EXPECT_EQ(need(compliance().open_due(cases())), 0U) << "no licence, no duties of a provider";
  import_licence();
  EXPECT_EQ(need(compliance().open_due(cases())), 3U) << "no report on 2025: the licence is of 2026";
  EXPECT_THAT(opened(), ElementsAre("assess 2026 assessment planned", "training 2026 training_plan to_plan",
                                    "conditions 2026-11 conditions open"));
  EXPECT_EQ(need(compliance().open_due(cases())), 0U);
  start();
  EXPECT_EQ(need(compliance().open_due(cases())), 0U) << "nor after a restart";
  clock.set(morning("2027-01-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 5U)
      << "two months, the report, the assessment, the training";
  EXPECT_THAT(opened(), Contains("conditions 2027-01 conditions open"));
  EXPECT_THAT(opened(), Contains("annual_report 2026 annual_report collecting"));
  EXPECT_EQ(count("duty_opening"), 8);
  EXPECT_EQ(number("SELECT count(*) FROM case_record WHERE party = 'office' AND scope = '110000'"), 8);
}

TEST_P(DutiesTest, NothingIsOwedOfATimeBeforeTheLicence) {
  import_licence("2031-12-31", "2027-01-01");
  EXPECT_EQ(need(compliance().open_due(cases())), 0U) << "granted, and not yet in force";
  EXPECT_THAT(calendar_of(2026), Not(Contains(Field(&CalendarEntry::opens, true))));
  clock.set(morning("2026-12-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 0U);
  clock.set(morning("2027-01-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 3U);
  EXPECT_THAT(opened(), ElementsAre("assess 2027 assessment planned", "conditions 2027-01 conditions open",
                                    "training 2027 training_plan to_plan"));
  EXPECT_EQ(need(compliance().open_due(cases())), 0U) << "nor the report on 2026 in the next round";
  clock.set(morning("2027-12-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 12U) << "eleven months, and the first report";
  EXPECT_THAT(opened(), Contains("annual_report 2027 annual_report collecting"));
}

TEST_P(DutiesTest, NothingIsOwedOfATimeAfterTheLicence) {
  import_licence();
  EXPECT_EQ(need(compliance().open_due(cases())), 3U);
  clock.set(morning("2026-12-01"));
  import_licence("2030-12-31", "2026-01-01", policy::LicenceStatus::Deregistered, "2026-11-30");
  clock.set(morning("2027-02-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 1U);
  EXPECT_THAT(opened(), Contains("annual_report 2026 annual_report collecting")) << "licensed in that year";
}

TEST_P(DutiesTest, ARenewalThatIsHereBeforeItBeginsLosesNoDuty) {
  import_licence("2026-12-31");
  EXPECT_EQ(need(compliance().open_due(cases())), 3U);
  import_licence("2031-12-31", "2027-01-01", policy::LicenceStatus::Valid, "2026-11-23");
  clock.set(morning("2026-12-02"));
  EXPECT_EQ(need(compliance().open_due(cases())), 2U) << "December, and the report on 2026";
}

TEST_P(DutiesTest, TwoServersOpenOnePeriodOnce) {
  import_licence();
  auto other_lane = store::Lane::start(connect());
  compliance_support::DutiesOffice other(
      {*database_, *other_lane, recorder, clock, ids, vault, calendar, *service, *policy});
  EXPECT_EQ(need(compliance().open_due(cases())), 3U);
  // The other has not seen the month yet.
  run("UPDATE duty_opening SET opens_on = '2026-10-31' WHERE duty = 'conditions'");
  EXPECT_EQ(need(other.compliance.open_due(*other.cases)), 0U);
  EXPECT_EQ(count("case_record"), 3) << "and left nothing behind";
}

TEST_P(DutiesTest, ADutyThatFailsHoldsUpNoOther) {
  import_licence();
  need(compliance().open_due(cases()));
  run("UPDATE duty_opening SET opens_on = 'nonsense' WHERE duty = 'training'");
  clock.set(morning("2027-01-02"));
  EXPECT_FALSE(compliance().open_due(cases())) << "it is said";
  EXPECT_EQ(number("SELECT count(*) FROM duty_opening WHERE duty <> 'training'"), 6)
      << "two months more, the report, the assessment";
}

TEST_P(DutiesTest, TheYearHasOpeningsPeriodsLicenceAndFilings) {
  import_licence("2026-12-31");
  need(compliance().open_due(cases()));
  const std::string body =
      need(compliance_support::open_case(cases(), "delegated_body", compliance_support::intended(),
                                         by("comply-1", {"compliance_officer"})))
          .number;
  need(compliance_support::perform(cases(), body, "sign_agreement",
                                   compliance_support::agreed("2026-11-20", "2027-12-31"),
                                   by("head-1", {"responsible_person"})));
  const auto entries = calendar_of(2026);
  const auto entry = [](const std::string& on, const std::string& clock, CalendarEntry::State state) {
    return AllOf(Field(&CalendarEntry::day, day(on)), Field(&CalendarEntry::statutory, clock),
                 Field(&CalendarEntry::state, state));
  };
  using State = CalendarEntry::State;
  EXPECT_THAT(entries,
              Contains(AllOf(
                  entry("2026-12-20", "C12", State::Open), Field(&CalendarEntry::case_number, body),
                  Field(&CalendarEntry::duty, "file_delegated_body"), Field(&CalendarEntry::penalty, "39-2"),
                  Field(&CalendarEntry::cites, ElementsAre("25")))))
      << "article 25: thirty days from the agreement";
  EXPECT_THAT(entries, Contains(entry("2026-12-31", "C06", State::Open))) << "the licence ends";
  EXPECT_THAT(entries, Contains(entry("2026-11-01", "C08", State::Overdue))) << "sixty days before";
  EXPECT_THAT(entries,
              Contains(AllOf(Field(&CalendarEntry::day, day("2026-12-01")),
                             Field(&CalendarEntry::opens, true), Field(&CalendarEntry::state, State::Coming),
                             Field(&CalendarEntry::duty, "annual_report"))));
  EXPECT_THAT(
      entries,
      Contains(AllOf(Field(&CalendarEntry::day, day("2026-11-01")), Field(&CalendarEntry::opens, true),
                     Field(&CalendarEntry::state, State::Open), Field(&CalendarEntry::duty, "conditions"))));
  EXPECT_TRUE(std::is_sorted(entries.begin(), entries.end(),
                             [](const CalendarEntry& a, const CalendarEntry& b) { return a.day < b.day; }));
  EXPECT_THAT(calendar_of(2029), Contains(Field(&CalendarEntry::state, State::Coming)));
  EXPECT_EQ(code_of(compliance().calendar(2023, cases(), by("x", {}))), "compliance.year");
  EXPECT_EQ(code_of(compliance().calendar(2100, cases(), by("x", {}))), "compliance.year");
}

TEST_P(DutiesTest, ARenewalThatWasAppliedForIsDone) {
  import_licence("2026-12-31");
  const auto renewal = [&] {
    for (const CalendarEntry& entry : calendar_of(2026))
      if (entry.statutory == "C08" && entry.case_number.empty()) return entry.state;
    throw std::runtime_error("no renewal in the calendar");
  };
  EXPECT_EQ(renewal(), CalendarEntry::State::Overdue);
  renewal_at = morning("2025-12-30");
  EXPECT_EQ(renewal(), CalendarEntry::State::Overdue) << "of the licence before";
  renewal_at = morning("2026-10-20");
  EXPECT_EQ(renewal(), CalendarEntry::State::Done);
}

TEST_P(DutiesTest, WhoSeesNoCasesSeesNoneInTheCalendar) {
  import_licence();
  need(compliance().open_due(cases()));
  cases::Caller elsewhere = by("x", {"compliance_officer"});
  elsewhere.reach = "530000";
  for (const CalendarEntry& entry : need(compliance().calendar(2026, cases(), elsewhere)))
    EXPECT_EQ(entry.case_number, "") << entry.name.zh;
}

TEST_P(DutiesTest, AreAllOfAProviders) {
  const auto duties = compliance().duties();
  EXPECT_GT(duties.size(), 20U);
  for (const rules::Duty* duty : duties) EXPECT_EQ(duty->by, "provider");
}

}  // namespace
}  // namespace yinxin::compliance
