// rules/procedures/secrecy_quarantine.toml against requirements 1 (article 23), 6.1 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace secrecy_quarantine_test {

using testing::day;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& secrecy_quarantine() {
  static const Procedure kProcedure = testing::law_procedure("secrecy_quarantine");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"quarantine",
     {{"object", text("某")}, {"handlers", std::vector<std::string>{"某"}}, {"how_found", text("某")}}},
    {"report", {{"told_to", text("某")}, {"told_on", day("2026-03-02")}}},
    {"judge", {{"judgment", text("none")}, {"judgment_number", text("某")}}},
    {"clear", {{"clearing_sm3", kLawDigest}}},
    {"judge:secret", {{"judgment", text("secret")}, {"judgment_number", text("某")}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"quarantine", "quarantined [report]"},
    {"quarantine report judge:secret release", "compliance.still_secret"},
    {"quarantine report judge:secret clear remove", "removed"},
    {"quarantine report judge remove", "compliance.gate.cleared"},
    {"quarantine report judge clear@officer/a remove@officer/a", "compliance.separation.clear_approve"},
    {"quarantine report judge@officer/a release@officer/a", "compliance.separation.judge_release"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"quarantine+security_chief", "quarantined [report]"},
    {"quarantine+registration_officer", "quarantined [report]"},
    {"quarantine+support_officer", "quarantined [report]"},
    {"quarantine+archive_officer", "quarantined [report]"},
    {"quarantine+compliance_officer", "quarantined [report]"},
    {"quarantine report", "reported"},
    {"quarantine report judge", "judged"},
    {"quarantine report judge release", "released"},
    {"quarantine report judge clear remove", "removed"},
    {"quarantine report judge clear+security_chief", "judged"},
    {"quarantine report judge clear+key_custodian", "judged"},
};

TEST(SecrecyQuarantine, HoldsTogether) {
  testing::expect_sound(secrecy_quarantine());
}

TEST(SecrecyQuarantine, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(secrecy_quarantine(), kInputs, kScenes, Values());
}

TEST(SecrecyQuarantine, EveryRowOfTheTable) {
  testing::expect_scenes(secrecy_quarantine(), kInputs, kRows, Values());
}

TEST(SecrecyQuarantine, EveryWordIsMissed) {
  testing::LawMutation(secrecy_quarantine(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace secrecy_quarantine_test
}  // namespace yinxin::procedure
