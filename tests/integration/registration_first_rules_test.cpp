// Registration before the first CPS and CP: nothing is taken in until both are published and filed (article
// 16).
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using store::code_of;

/// Nothing is published when the test begins.
class RegistrationWithoutRulesTest : public RegistrationWorld {
 protected:
  RegistrationWithoutRulesTest() { publishes_rules = false; }
};
YX_BOTH_ENGINES(RegistrationWithoutRulesTest);

TEST_P(RegistrationWithoutRulesTest, NothingIsTakenInBeforeTheFirstRulesAreFiled) {
  Applicant zhang = person();
  EXPECT_EQ(code_of(submit(zhang)), "policy.rules.not_published");
  publish(policy::RulesKind::Cp, "1.0", kCpProfile);
  publish(policy::RulesKind::Cps, "1.0", cps_profile("1.0", {}));
  EXPECT_EQ(code_of(submit(zhang)), "policy.rules.not_filed");
  file(policy::RulesKind::Cp, "1.0");
  file(policy::RulesKind::Cps, "1.0");
  EXPECT_EQ(code_of(submit(zhang)), "ok");
}

}  // namespace
}  // namespace yinxin::registration_support
