// rules/procedures/personal_information_request.toml against requirements 6.3 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace personal_information_request_test {

using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& personal_information_request() {
  static const Procedure kProcedure = testing::law_procedure("personal_information_request");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"ask", {{"right", text("access")}, {"matter", text("某")}, {"requester", text("某")}}},
    {"verify_identity", {{"identity_sm3", kLawDigest}}},
    {"prepare", {{"prepared", text("某")}, {"kept_by_law", true}}},
    {"answer", {{"stored_only", true}, {"answer_sm3", kLawDigest}}},
    {"refuse", {{"reason", text("某")}}},
    {"ask:delete", {{"right", text("delete")}, {"matter", text("某")}, {"requester", text("某")}}},
    {"prepare:over", {{"prepared", text("某")}, {"kept_by_law", false}}},
    {"answer:deleted", {{"stored_only", false}, {"answer_sm3", kLawDigest}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"ask:delete verify_identity prepare answer:deleted", "compliance.kept_by_law"},
    {"ask:delete verify_identity prepare answer", "answered"},
    {"ask:delete verify_identity prepare:over answer:deleted", "answered"},
    {"ask verify_identity prepare@officer/a answer@officer/a", "compliance.separation.handling_review"},
    {"ask >2026-03-16", "received [answer verification]"},
    {"ask >2026-03-17", "closed"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"ask+applicant", "received [answer verification]"},
    {"ask+support_officer", "received [answer verification]"},
    {"ask verify_identity+support_officer", "verified [answer]"},
    {"ask verify_identity+registration_officer", "verified [answer]"},
    {"ask verify_identity prepare+archive_officer", "prepared [answer]"},
    {"ask verify_identity prepare+support_officer", "prepared [answer]"},
    {"ask verify_identity prepare answer", "answered"},
    {"ask verify_identity refuse", "refused"},
    {"ask verify_identity prepare refuse", "refused"},
    {"ask withdraw", "withdrawn"},
    {"ask verify_identity withdraw", "withdrawn"},
    {"ask verify_identity prepare withdraw", "withdrawn"},
};

TEST(PersonalInformationRequest, HoldsTogether) {
  testing::expect_sound(personal_information_request());
}

TEST(PersonalInformationRequest, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(personal_information_request(), kInputs, kScenes, Values());
}

TEST(PersonalInformationRequest, EveryRowOfTheTable) {
  testing::expect_scenes(personal_information_request(), kInputs, kRows, Values());
}

TEST(PersonalInformationRequest, FifteenWorkingDays) {
  EXPECT_EQ(due_after(personal_information_request(), kInputs, ">2026-09-28 ask", "answer", Values()),
            "2026-10-23/2026-10-23");
}

TEST(PersonalInformationRequest, EveryWordIsMissed) {
  testing::LawMutation(personal_information_request(), kInputs, testing::both(kScenes, kRows), Values())
      .everything();
}

}  // namespace personal_information_request_test
}  // namespace yinxin::procedure
