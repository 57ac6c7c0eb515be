#include "registration/retention.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::registration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// requirements 3.1: item 3 the start day is not counted, 6 the same-numbered day or the last of the month;
// the middle row is its own example. Days are those of Beijing.
TEST(RetentionDays, EndWithTheSameNumberedDay) {
  const struct {
    const char* ended;
    std::int64_t years;
    const char* last;
  } kCases[] = {
      {"2026-11-22T08:00:00Z", 5, "2031-11-22"}, {"2026-11-22T15:59:59Z", 5, "2031-11-22"},
      {"2026-11-22T16:00:00Z", 5, "2031-11-23"}, {"2028-02-29T04:00:00Z", 5, "2033-02-28"},
      {"2028-02-29T04:00:00Z", 8, "2036-02-29"}, {"2028-02-28T04:00:00Z", 5, "2033-02-28"},
      {"2027-12-31T16:00:00Z", 3, "2031-01-01"}, {"2027-12-31T15:59:59Z", 3, "2030-12-31"},
  };
  for (const auto& one : kCases) {
    const base::Time ended = base::parse_utc(one.ended).value();
    EXPECT_EQ(base::format_date(last_day(ended, one.years)), one.last) << one.ended;
  }
}

StepNote step(const std::string& event, const std::string& reference) {
  StepNote note;
  note.event = event;
  note.actor = "officer/he";
  note.inputs = {{"hold_reference", reference},
                 {"hold_authority", std::string("某某人民法院")},
                 {"hold_basis", std::string("调查取证")}};
  return note;
}

std::vector<std::string> references(const std::vector<StepNote>& steps) {
  std::vector<std::string> found;
  for (const Hold& hold : standing_holds(steps)) found.push_back(hold.reference);
  return found;
}

TEST(RetentionHolds, StandUntilTheirReferenceIsReleased) {
  EXPECT_THAT(references({}), IsEmpty());
  EXPECT_THAT(references({step("submit", "1"), step("suspend", "1")}), IsEmpty());
  EXPECT_THAT(references({step("place_hold", "1"), step("place_hold", "2")}), ElementsAre("1", "2"));
  EXPECT_THAT(references({step("place_hold", "1"), step("place_hold", "2"), step("release_hold", "1")}),
              ElementsAre("2"));
  EXPECT_THAT(references({step("place_hold", "1"), step("release_hold", "2")}), ElementsAre("1"));
  EXPECT_THAT(references({step("place_hold", "1"), step("release_hold", "1"), step("place_hold", "1")}),
              ElementsAre("1"));
  EXPECT_THAT(references({step("place_hold", "1"), step("place_hold", "1"), step("release_hold", "1")}),
              IsEmpty());
}

TEST(RetentionHolds, SayWhoAskedAndOnWhatBasis) {
  const Hold hold = standing_holds({step("place_hold", "1")}).at(0);
  EXPECT_EQ(hold.authority, "某某人民法院");
  EXPECT_EQ(hold.basis, "调查取证");
  EXPECT_EQ(hold.by, "officer/he");
}

/// What was entered is gone when the records are: then nothing holds any more.
TEST(RetentionHolds, AreNothingWithoutWhatWasEntered) {
  StepNote empty = step("place_hold", "1");
  empty.inputs.clear();
  StepNote released = step("release_hold", "1");
  released.inputs.clear();
  EXPECT_THAT(references({empty, released}), IsEmpty());
}

}  // namespace
}  // namespace yinxin::registration
