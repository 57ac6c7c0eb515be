// rules/procedures/complaint.toml against requirements 2.10.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace complaint_test {

using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& complaint() {
  static const Procedure kProcedure = testing::law_procedure("complaint");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"complain",
     {{"channel", text("web")},
      {"anonymous", true},
      {"kind", text("issue")},
      {"serial", text("某")},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest},
      {"urgent", true}}},
    {"not_accept", {{"reason", text("某")}}},
    {"investigate", {{"findings", text("某")}, {"findings_sm3", kLawDigest}}},
    {"extend", {{"extension_reason", text("某")}}},
    {"propose", {{"proposal", text("某")}, {"upheld", text("upheld")}}},
    {"return_proposal", {{"reason", text("某")}}},
    {"answer", {{"answer_sm3", kLawDigest}}},
    {"link_case", {{"fork", text("major_event")}, {"forked_case", text("某")}}},
    {"rate", {{"satisfaction", text("satisfied")}}},
    {"object", {{"objection", text("某")}}},
    {"review_answer", {{"review_answer_sm3", kLawDigest}, {"review_opinion", text("某")}}},
    {"complain:named",
     {{"channel", text("web")},
      {"anonymous", false},
      {"kind", text("issue")},
      {"serial", text("某")},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest},
      {"urgent", true},
      {"complainant", text("张某")},
      {"contact", text("电话")}}},
    {"complain:nameless",
     {{"channel", text("web")},
      {"anonymous", false},
      {"kind", text("issue")},
      {"serial", text("某")},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest},
      {"urgent", true}}},
    {"complain:idle",
     {{"channel", text("web")},
      {"anonymous", true},
      {"kind", text("issue")},
      {"serial", text("某")},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest},
      {"urgent", true},
      {"complainant", text("张某")}}},
};

const std::string kAccepted = "complain accept ";
const std::string kInvestigated = kAccepted + "investigate ";
const std::string kProposed = kInvestigated + "propose ";
const std::string kAnswered = kProposed + "answer ";
const std::string kObjected = kAnswered + "object ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"complain:named", "received [acknowledgement answer]"},
    {"complain:nameless", "procedure.input"},
    {"complain:idle", "procedure.input"},
    {kAccepted + "propose", "compliance.gate.investigated"},
    {kProposed + "return_proposal propose", "compliance.gate.investigated"},
    {kProposed + "return_proposal investigate propose", "proposed [answer overdue_answer]"},
    {kInvestigated + "propose@officer/a answer@officer/a", "compliance.separation.handling_review"},
    {kInvestigated + "propose@officer/a return_proposal investigate propose answer@officer/a",
     "answered [objection]"},
    {kProposed + "answer@officer/a object review_answer@officer/a", "compliance.separation.answer_review"},
    {kAccepted + ">2026-03-23", "accepted [answer overdue_answer]"},
    {kAccepted + ">2026-03-24", "accepted [answer]"},
    {kProposed + ">2026-03-24", "proposed [answer]"},
    {kAccepted + "extend >2026-03-24", "accepted"},
    {kProposed + "extend >2026-03-24", "proposed"},
    {kAnswered + ">2026-03-16", "answered [objection]"},
    {kAnswered + ">2026-03-17", "closed"},
    {kObjected + ">2026-05-01", "objected [review]"},
    {kAccepted + "extend withdraw", "withdrawn"},
    {kInvestigated + "extend propose answer", "answered [objection]"},
    {"complain withdraw", "withdrawn"},
    {"complain not_accept", "not_accepted"},
    {kAnswered + "withdraw", "procedure.state"},
    {kAccepted + "extend extend", "compliance.extended_once"},
    {kProposed + "extend extend", "compliance.extended_once"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"complain+applicant", "received [acknowledgement answer]"},
    {"complain+visitor", "received [acknowledgement answer]"},
    {"complain+support_officer", "received [acknowledgement answer]"},
    {"complain accept", "accepted [answer overdue_answer]"},
    {kAccepted + "withdraw", "withdrawn"},
    {kProposed + "withdraw", "withdrawn"},
    {kAccepted + "investigate+support_officer", "accepted [answer overdue_answer]"},
    {kAccepted + "investigate+compliance_officer", "accepted [answer overdue_answer]"},
    {kAccepted + "extend", "accepted [extended_answer]"},
    {kProposed + "extend", "proposed [extended_answer]"},
    {kAccepted + "investigate propose", "proposed [answer overdue_answer]"},
    {kProposed + "return_proposal", "accepted [answer overdue_answer]"},
    {kProposed + "answer", "answered [objection]"},
    {kAccepted + "link_case", "accepted [answer overdue_answer]"},
    {kProposed + "link_case", "proposed [answer overdue_answer]"},
    {kAnswered + "link_case", "answered [objection]"},
    {kObjected + "link_case", "objected [review]"},
    {kAnswered + "rate", "closed"},
    {kAnswered + "object", "objected [review]"},
    {kObjected + "review_answer", "closed"},
};

TEST(Complaint, HoldsTogether) {
  testing::expect_sound(complaint());
}

TEST(Complaint, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(complaint(), kInputs, kScenes, Values());
}

TEST(Complaint, EveryRowOfTheTable) {
  testing::expect_scenes(complaint(), kInputs, kRows, Values());
}

// Q9: fifteen working days, from receipt; over the National Day as requirements 3.3 count.
TEST(Complaint, FifteenWorkingDaysFromReceipt) {
  EXPECT_EQ(due_after(complaint(), kInputs, ">2026-09-28 complain >2026-09-30 accept", "answer", Values()),
            "2026-10-23/2026-10-23");
  EXPECT_EQ(due_after(complaint(), kInputs, ">2026-09-28 complain", "acknowledgement", Values()),
            "2026-09-30/2026-09-30");
  EXPECT_EQ(due_after(complaint(), kInputs, ">2026-09-28 complain accept >2026-10-20 extend",
                      "extended_answer", Values()),
            "2026-11-10/2026-11-10");
}

TEST(Complaint, EveryWordIsMissed) {
  testing::LawMutation(complaint(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace complaint_test
}  // namespace yinxin::procedure
