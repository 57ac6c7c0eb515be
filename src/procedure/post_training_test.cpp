// rules/procedures/post_training.toml against requirements 2.15.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace post_training_test {

using testing::day;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& post_training() {
  static const Procedure kProcedure = testing::law_procedure("post_training");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"enrol",
     {{"person", text("某")},
      {"employer", text("own")},
      {"post", text("某")},
      {"required_hours", std::int64_t{8}},
      {"pass_mark", std::int64_t{60}}}},
    {"record_learning", {{"hours", std::int64_t{8}}, {"sign_in_sm3", kLawDigest}}},
    {"pass_test", {{"score", std::int64_t{60}}, {"paper_sm3", kLawDigest}}},
    {"fail_test", {{"score", std::int64_t{59}}, {"paper_sm3", kLawDigest}}},
    {"certify", {{"certificate_number", text("某")}, {"valid_to", day("2026-12-31")}}},
    {"renew", {{"new_score", std::int64_t{60}}, {"paper_sm3", kLawDigest}, {"valid_to", day("2027-12-31")}}},
    {"retrain", {{"reason", text("某")}}},
    {"end_post", {{"why", text("left")}, {"left_on", day("2026-03-02")}}},
    {"enrol:delegated",
     {{"person", text("某")},
      {"employer", text("delegated")},
      {"post", text("某")},
      {"required_hours", std::int64_t{8}},
      {"pass_mark", std::int64_t{60}},
      {"delegated_body", text("河北某公司")}}},
    {"enrol:of_whom",
     {{"person", text("某")},
      {"employer", text("delegated")},
      {"post", text("某")},
      {"required_hours", std::int64_t{8}},
      {"pass_mark", std::int64_t{60}}}},
    {"record_learning:few", {{"hours", std::int64_t{7}}, {"sign_in_sm3", kLawDigest}}},
    {"pass_test:low", {{"score", std::int64_t{59}}, {"paper_sm3", kLawDigest}}},
    {"fail_test:high", {{"score", std::int64_t{60}}, {"paper_sm3", kLawDigest}}},
    {"certify:past", {{"certificate_number", text("某")}, {"valid_to", day("2026-03-02")}}},
    {"renew:low",
     {{"new_score", std::int64_t{59}}, {"paper_sm3", kLawDigest}, {"valid_to", day("2027-12-31")}}},
    {"renew:same",
     {{"new_score", std::int64_t{60}}, {"paper_sm3", kLawDigest}, {"valid_to", day("2026-12-31")}}},
    {"certify:later", {{"certificate_number", text("某")}, {"valid_to", day("2027-12-31")}}},
};

const std::string kLearned = "enrol record_learning ";
const std::string kFailed = kLearned + "fail_test ";
const std::string kCertified = kLearned + "pass_test certify ";
const std::string kOnPost = kCertified + "authorise ";
const std::string kLapsed = kOnPost + ">2027-01-01 ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"enrol:delegated", "learning"},
    {"enrol:of_whom", "procedure.input"},
    {"enrol pass_test", "compliance.gate.learned"},
    {"enrol fail_test", "compliance.gate.learned"},
    {"enrol record_learning:few pass_test", "compliance.not_passed"},
    {kFailed + "pass_test", "passed"},
    {kFailed + "retrain", "procedure.state"},
    {"enrol record_learning pass_test@officer/a certify authorise@officer/a",
     "compliance.separation.test_authorise"},
    {kLearned + "pass_test certify:past", "compliance.past_day"},
    {kOnPost + ">2026-12-31", "on_post [validity]"},
    {kOnPost + ">2027-01-01", "lapsed"},
    {kCertified + ">2027-01-01", "lapsed"},
    {kOnPost + "renew >2027-01-01", "on_post [validity]"},
    {kOnPost + "renew >2028-01-01", "lapsed"},
    {kOnPost + "renew:low", "compliance.not_renewed"},
    {kOnPost + "renew:same", "compliance.not_renewed"},
    {kLapsed + "retrain pass_test", "compliance.gate.learned"},
    {kLapsed + "retrain record_learning pass_test certify:later authorise", "on_post [validity]"},
    {kLapsed + "retrain fail_test", "compliance.gate.learned"},
    {kFailed + "record_learning:few pass_test", "compliance.not_passed"},
    {kLapsed + "authorise", "procedure.state"},
    {kLearned + "fail_test:high", "compliance.passed"},
    {kFailed + ">2027-06-01 end_post", "ended"},
    {"enrol record_learning pass_test:low", "compliance.not_passed"},
    {kFailed + "pass_test:low", "compliance.not_passed"},
    {"enrol record_learning fail_test:high", "compliance.passed"},
    {kFailed + "fail_test:high", "compliance.passed"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"enrol", "learning"},
    {"enrol record_learning", "learning"},
    {kFailed + "record_learning", "to_resit"},
    {"enrol record_learning pass_test", "passed"},
    {"enrol record_learning fail_test", "to_resit"},
    {kFailed + "fail_test", "to_resit"},
    {kLearned + "pass_test certify", "certified [validity]"},
    {kCertified + "authorise", "on_post [validity]"},
    {kOnPost + "renew", "on_post [validity]"},
    {kLapsed + "retrain", "learning"},
    {"enrol end_post+training_officer", "ended"},
    {"enrol end_post+security_chief", "ended"},
    {kFailed + "end_post+training_officer", "ended"},
    {kFailed + "end_post+security_chief", "ended"},
    {kLearned + "pass_test end_post+training_officer", "ended"},
    {kLearned + "pass_test end_post+security_chief", "ended"},
    {kCertified + "end_post+training_officer", "ended"},
    {kCertified + "end_post+security_chief", "ended"},
    {kOnPost + "end_post+training_officer", "ended"},
    {kOnPost + "end_post+security_chief", "ended"},
    {kLapsed + "end_post+training_officer", "ended"},
    {kLapsed + "end_post+security_chief", "ended"},
};

TEST(PostTraining, HoldsTogether) {
  testing::expect_sound(post_training());
}

TEST(PostTraining, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(post_training(), kInputs, kScenes, Values());
}

TEST(PostTraining, EveryRowOfTheTable) {
  testing::expect_scenes(post_training(), kInputs, kRows, Values());
}

TEST(PostTraining, EveryWordIsMissed) {
  testing::LawMutation(post_training(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace post_training_test
}  // namespace yinxin::procedure
