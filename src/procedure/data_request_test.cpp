// rules/procedures/data_request.toml against requirements 6.4 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace data_request_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& data_request() {
  static const Procedure kProcedure = testing::law_procedure("data_request");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"receive",
     {{"inspection_number", text("某")},
      {"officers", std::vector<std::string>{"甲", "乙"}},
      {"purpose", text("某")},
      {"items", Rows{{{"what", std::string("某")}, {"persons", std::int64_t{1}}}}},
      {"letter_sm3", kLawDigest},
      {"due_on", day("2026-03-10")}}},
    {"decline", {{"reason", text("某")}}},
    {"accept", {{"minimum", text("某")}}},
    {"prepare", {{"package_sm3", kLawDigest}, {"redaction_sm3", kLawDigest}}},
    {"return_preparation", {{"reason", text("某")}}},
    {"deliver", {{"watermark", text("某")}, {"use_until", day("2026-06-01")}}},
    {"take_back", {{"return_sm3", kLawDigest}}},
    {"close_unreturned", {{"reason", text("某")}}},
    {"receive:one_officer",
     {{"inspection_number", text("某")},
      {"officers", std::vector<std::string>{"甲"}},
      {"purpose", text("某")},
      {"items", Rows{{{"what", std::string("某")}, {"persons", std::int64_t{1}}}}},
      {"letter_sm3", kLawDigest},
      {"due_on", day("2026-03-10")}}},
    {"deliver:past", {{"watermark", text("某")}, {"use_until", day("2026-03-02")}}},
};

const std::string kPrepared = "receive accept prepare ";
const std::string kApproved = kPrepared + "approve_compliance approve_security ";
const std::string kDelivered = kApproved + "deliver ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"receive", "received [delivery]"},
    {"receive:one_officer", "compliance.two_officers_named"},
    {kPrepared + "approve_compliance deliver", "compliance.gate.security_approved"},
    {kPrepared + "approve_security deliver", "compliance.gate.compliance_approved"},
    {kApproved + "deliver:past", "compliance.past_day"},
    {kPrepared + "approve_compliance@officer/a approve_security@officer/a",
     "compliance.separation.two_approvals"},
    {"receive accept prepare@officer/a approve_compliance@officer/a",
     "compliance.separation.prepare_approve"},
    {"receive accept prepare@officer/a approve_security@officer/a", "compliance.separation.prepare_approve"},
    {kApproved + "return_preparation prepare approve_security deliver",
     "compliance.gate.compliance_approved"},
    {kApproved + "return_preparation prepare approve_compliance deliver",
     "compliance.gate.security_approved"},
    {"receive accept prepare@officer/a return_preparation prepare approve_compliance@officer/a",
     "prepared [delivery]"},
    {kDelivered + "close_unreturned", "compliance.gate.use_over"},
    {kDelivered + ">2026-06-01", "delivered [use]"},
    {kDelivered + ">2026-06-02", "delivered"},
    {"receive decline", "declined"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"receive accept decline", "declined"},
    {"receive accept", "accepted [delivery]"},
    {"receive accept prepare", "prepared [delivery]"},
    {kPrepared + "approve_compliance", "prepared [delivery]"},
    {kPrepared + "approve_security", "prepared [delivery]"},
    {kPrepared + "return_preparation+compliance_officer", "accepted [delivery]"},
    {kPrepared + "return_preparation+security_chief", "accepted [delivery]"},
    {kPrepared + "approve_compliance approve_security deliver", "delivered [use]"},
    {kDelivered + "take_back", "closed"},
    {kDelivered + ">2026-06-02 close_unreturned", "closed"},
};

TEST(DataRequest, HoldsTogether) {
  testing::expect_sound(data_request());
}

TEST(DataRequest, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(data_request(), kInputs, kScenes, Values());
}

TEST(DataRequest, EveryRowOfTheTable) {
  testing::expect_scenes(data_request(), kInputs, kRows, Values());
}

TEST(DataRequest, ByTheDayThatIsAskedFor) {
  EXPECT_EQ(due_after(data_request(), kInputs, "receive", "delivery", Values()), "2026-03-10/2026-03-10");
}

TEST(DataRequest, EveryWordIsMissed) {
  testing::LawMutation(data_request(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace data_request_test
}  // namespace yinxin::procedure
