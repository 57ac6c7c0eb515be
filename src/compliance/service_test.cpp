#include "compliance/service.hpp"

#include <gtest/gtest.h>

namespace yinxin::compliance {
namespace {

TEST(Compliance, EveryEffectRefusesItsEventUntilThereIsSomethingBehindIt) {
  const Service service({}, {"accounts", "post_right"});
  const auto effects = service.effects();
  ASSERT_EQ(effects.size(), 2u);
  const cases::Case the_case;
  const procedure::Transition transition;
  const cases::StepNote step;
  for (const auto& [word, effect] : effects) {
    cases::Consequences consequences;
    const auto done = effect(cases::Happening{the_case, transition, step}, consequences);
    ASSERT_FALSE(done) << word;
    EXPECT_EQ(done.error().code, "compliance.effect_unavailable");
    EXPECT_EQ(done.error().kind, base::ErrorKind::Refused);
    EXPECT_EQ(done.error().detail, word);
    EXPECT_TRUE(consequences.set.empty());
  }
}

TEST(Compliance, SettingsAreTheReadings) {
  const Service service({{"reading.q09_complaint_days", std::int64_t{15}}}, {});
  const auto read = service.settings()(cases::Case());
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (procedure::Values{{"reading.q09_complaint_days", std::int64_t{15}}}));
}

}  // namespace
}  // namespace yinxin::compliance
