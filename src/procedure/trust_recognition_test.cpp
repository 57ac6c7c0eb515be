// rules/procedures/trust_recognition.toml against requirements 1 (article 22) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace trust_recognition_test {

using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& trust_recognition() {
  static const Procedure kProcedure = testing::law_procedure("trust_recognition");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"propose",
     {{"anchor_kind", text("national")},
      {"anchor", text("某")},
      {"anchor_sm3", kLawDigest},
      {"fingerprint_source", text("某")}}},
    {"confirm_fingerprint",
     {{"fingerprint", text("abababababababababababababababababababababababababababababababab")}}},
    {"begin_test", {{"test_plan", text("某")}}},
    {"record_test", {{"tested", std::int64_t{5}}, {"failed", std::int64_t{0}}, {"test_sm3", kLawDigest}}},
    {"reject", {{"reason", text("某")}}},
    {"suspend_trust", {{"reason", text("某")}}},
    {"test_again", {{"reason", text("某")}}},
    {"remove", {{"reason", text("某")}}},
    {"record_test:bad", {{"tested", std::int64_t{5}}, {"failed", std::int64_t{1}}, {"test_sm3", kLawDigest}}},
    {"record_test:too_many",
     {{"tested", std::int64_t{5}}, {"failed", std::int64_t{6}}, {"test_sm3", kLawDigest}}},
};

const std::string kTesting =
    "propose confirm_fingerprint@officer/a confirm_fingerprint@officer/b begin_test ";
const std::string kTrusted = kTesting + "record_test trust ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"propose begin_test", "compliance.gate.fingerprints"},
    {"propose confirm_fingerprint@officer/a begin_test", "compliance.gate.fingerprints"},
    {"propose confirm_fingerprint@officer/a confirm_fingerprint@officer/a begin_test",
     "compliance.gate.fingerprints"},
    {kTesting + "record_test:too_many", "compliance.sample_count"},
    {kTesting + "trust", "compliance.gate.tested"},
    {kTesting + "record_test:bad trust", "compliance.test_failed"},
    {kTesting + "record_test@officer/a trust@officer/a", "compliance.separation.test_approve"},
    {kTrusted + "test_again trust", "compliance.gate.tested"},
    {kTrusted + "suspend_trust test_again record_test trust", "trusted [yearly_test]"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"propose", "proposed"},
    {"propose confirm_fingerprint+key_custodian", "proposed"},
    {"propose confirm_fingerprint+security_chief", "proposed"},
    {"propose confirm_fingerprint@officer/a confirm_fingerprint@officer/b begin_test", "testing"},
    {kTesting + "record_test", "testing"},
    {kTesting + "record_test trust", "trusted [yearly_test]"},
    {"propose reject", "rejected"},
    {kTesting + "reject", "rejected"},
    {kTrusted + "suspend_trust+security_chief", "suspended"},
    {kTrusted + "suspend_trust+key_custodian", "suspended"},
    {kTrusted + "test_again", "testing"},
    {kTrusted + "suspend_trust test_again", "testing"},
    {kTrusted + "remove", "removed"},
    {kTrusted + "suspend_trust remove", "removed"},
};

TEST(TrustRecognition, HoldsTogether) {
  testing::expect_sound(trust_recognition());
}

TEST(TrustRecognition, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(trust_recognition(), kInputs, kScenes, Values());
}

TEST(TrustRecognition, EveryRowOfTheTable) {
  testing::expect_scenes(trust_recognition(), kInputs, kRows, Values());
}

TEST(TrustRecognition, TestedEachYear) {
  EXPECT_EQ(due_after(trust_recognition(), kInputs, kTrusted, "yearly_test", Values()),
            "2027-03-02/2027-03-02?");
}

TEST(TrustRecognition, EveryWordIsMissed) {
  testing::LawMutation(trust_recognition(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace trust_recognition_test
}  // namespace yinxin::procedure
