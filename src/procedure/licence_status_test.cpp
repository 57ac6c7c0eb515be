// rules/procedures/licence_status.toml against requirements 2.2 (corrected by 13.5).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_status_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::play_law;
using testing::text;

const Procedure& status() {
  static const Procedure kStatus = testing::law_procedure("licence_status");
  return kStatus;
}

const LawInputs& inputs() {
  static const LawInputs kInputs = [] {
    const Values reference{{"basis_reference", text("1号")}};
    const auto deregistered = [](std::string_view ground) {
      return Values{{"basis_reference", text("1号")}, {"ground", text(ground)}};
    };
    Values until = reference;
    until["suspended_to"] = day("2026-06-30");
    Values past = until;
    past["suspended_to"] = day("2026-03-02");
    return LawInputs{
        {"begin", {{"licence_number", text("测试0001")}, {"valid_to", day("2026-12-01")}}},
        {"begin:past", {{"licence_number", text("测试0001")}, {"valid_to", day("2026-03-01")}}},
        {"begin:leap", {{"licence_number", text("测试0001")}, {"valid_to", day("2027-12-31")}}},
        {"renewal_taken_up", {{"renewal", text("YX-1")}}},
        {"renewal_over", {{"renewal", text("YX-1")}}},
        {"renewed", {{"valid_to", day("2031-12-01")}}},
        {"renewed:leap", {{"valid_to", day("2032-12-31")}}},
        {"renewed:short", {{"valid_to", day("2030-12-01")}}},
        {"renewed:long", {{"valid_to", day("2032-12-01")}}},
        {"suspend_service", reference},
        {"resume_service", reference},
        {"suspend_business", until},
        {"suspend_business:past", past},
        {"revoke_licence", reference},
        {"rescind", reference},
        {"take_back", reference},
        {"restore", {{"basis_reference", text("1号")}, {"valid_to", day("2026-12-01")}}},
        {"restore:longer", {{"basis_reference", text("1号")}, {"valid_to", day("2027-12-01")}}},
        {"lift_suspension", reference},
        {"deregister", reference},
        {"deregister_decided", deregistered("requested")},
        {"deregister_decided:dissolved", deregistered("dissolved")},
        {"deregister_decided:service_ended", deregistered("service_ended")},
        {"deregister_decided:revoked", deregistered("revoked")},
        {"deregister_decided:expired", deregistered("expired")},
        {"apply_deregistration", {{"application_sm3", kLawDigest}}},
        {"deregister_on_request", reference},
    };
  }();
  return kInputs;
}

const std::vector<LawScene> kAlone{
    {"begin", "valid [validity renewal]"},
    {"begin suspend_service", "service_suspended [validity renewal]"},
    {"begin suspend_service resume_service", "valid [validity renewal]"},
    {"begin suspend_business", "business_suspended [validity business_suspension renewal]"},
    {"begin suspend_business:past", "licensing.past_day"},
    {"begin suspend_service suspend_business", "both_suspended [validity business_suspension renewal]"},
    {"begin suspend_business suspend_service", "both_suspended [validity business_suspension renewal]"},
    {"begin suspend_service suspend_business:past", "licensing.past_day"},
    // Neither suspension ends the other.
    {"begin suspend_service suspend_business resume_service",
     "business_suspended [validity business_suspension renewal]"},
    {"begin suspend_service suspend_business lift_suspension", "service_suspended [validity renewal]"},
    {"begin suspend_service suspend_business >2026-07-01", "service_suspended [validity]"},
    {"begin suspend_business >2026-06-30", "business_suspended [validity business_suspension]"},
    {"begin suspend_business >2026-07-01", "valid [validity]"},
    {"begin suspend_business lift_suspension", "valid [validity renewal]"},
    {"begin lift_suspension", "procedure.state"},
    {"begin suspend_business ^licence_renewal! >2026-12-02", "expired"},
    {"begin >2026-12-01", "valid [validity]"},
    // It does not expire while its renewal is under way.
    {"begin >2026-12-02", "licensing.gate.renewals_over"},
    {"begin ^licence_renewal >2026-12-02", "licensing.gate.renewals_over"},
    {"begin ^licence_renewal! >2026-12-02", "expired"},
    {"begin suspend_service ^licence_renewal! >2026-12-02", "expired"},
    {"begin suspend_service suspend_business >2026-06-03", "both_suspended [validity business_suspension]"},
    {"begin ^licence_renewal! >2026-12-02 deregister", "deregistered"},
    {"begin ^licence_renewal! >2026-12-02 deregister_decided:expired", "deregistered"},
    {"begin >2026-06-02", "valid [validity renewal]"},
    {"begin >2026-06-03", "valid [validity]"},
    {"begin suspend_service >2026-06-03", "service_suspended [validity]"},
    {"begin suspend_business >2026-06-03", "business_suspended [validity business_suspension]"},
    {"begin >2026-06-03 renewed", "valid [validity renewal]"},
    // Five years with 29 February in the first and in the last.
    {"begin:leap renewed:leap", "valid [validity renewal]"},
    // Deemed granted in a case that a letter began.
    {"begin ^licence_renewal! >2026-12-02 renewed", "valid [validity renewal]"},
    {"begin ^licence_renewal! >2026-12-02 renewed:short", "licensing.five_years"},
    {"begin deregister_decided:dissolved", "deregistered"},
    {"begin deregister_decided:service_ended", "deregistered"},
    {"begin renewed:short", "licensing.five_years"},
    {"begin renewed:long", "licensing.five_years"},
    {"begin deregister_on_request", "licensing.gate.asked"},
    {"begin apply_deregistration deregister_on_request", "deregistered"},
    {"begin suspend_service apply_deregistration deregister_on_request", "deregistered"},
    {"begin restore", "procedure.state"},
    {"begin deregister", "procedure.state"},
};

/// And from every state in which the licence stands, and every one in which it was taken away.
const std::vector<LawScene>& scenes() {
  static const std::vector<LawScene> kScenes = [] {
    std::vector<LawScene> made = kAlone;
    for (const std::string state :
         {"", "suspend_service ", "suspend_business ", "suspend_service suspend_business "}) {
      made.push_back({"begin " + state + "renewed >2026-12-02 >2031-12-01 deregister", "procedure.state"});
      made.push_back({"begin:past " + state + "^licence_renewal! lapse", "expired"});
      made.push_back({"begin " + state + "^licence_renewal! lapse", "licensing.not_ended"});
      made.push_back({"begin " + state + "^licence_renewal lapse", "licensing.gate.renewals_over"});
      made.push_back({"begin " + state + "deregister_decided", "deregistered"});
      made.push_back({"begin " + state + "deregister_decided:expired", "licensing.not_ended"});
      made.push_back({"begin " + state + "renewed:short", "licensing.five_years"});
      made.push_back({"begin " + state + "renewal_taken_up renewal_over revoke_licence", "revoked"});
      made.push_back({"begin " + state + "revoke_licence", "revoked"});
      made.push_back({"begin " + state + "rescind", "rescinded"});
      made.push_back({"begin " + state + "take_back", "taken_back"});
    }
    for (const std::string ending : {"revoke_licence ", "rescind ", "take_back "}) {
      made.push_back({"begin " + ending + "restore", "valid [validity renewal]"});
      made.push_back({"begin " + ending + "restore:longer", "licensing.same_end"});
      made.push_back({"begin " + ending + "restore ^licence_renewal! >2026-12-02", "expired"});
      made.push_back({"begin " + ending + "deregister", "deregistered"});
      made.push_back({"begin " + ending + "deregister_decided:revoked", "deregistered"});
    }
    return made;
  }();
  return kScenes;
}

TEST(LicenceStatus, HoldsTogether) {
  for (const Finding& finding : check(status(), testing::kLawWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(LicenceStatus, EverySceneEndsAsTheSpecificationSays) {
  for (const LawScene& scene : scenes())
    EXPECT_EQ(play_law(status(), inputs(), scene.script), scene.outcome) << scene.script;
}

TEST(LicenceStatus, ARenewalMovesTheEnd) {
  EXPECT_EQ(due_after(status(), inputs(), "begin", "validity").substr(0, 10), "2026-12-01");
  EXPECT_EQ(due_after(status(), inputs(), "begin renewed", "validity").substr(0, 10), "2031-12-01");
}

// The renewal's own clock reminds on E-180, a day after its case began.
TEST(LicenceStatus, TheTimeOfRenewalBeginsHalfAYearBefore) {
  EXPECT_EQ(due_after(status(), inputs(), "begin", "renewal").substr(0, 10), "2026-06-02");
  EXPECT_EQ(due_after(status(), inputs(), "begin >2026-06-03 renewed", "renewal").substr(0, 10),
            "2031-06-02");
}

TEST(LicenceStatus, EveryWordIsMissed) {
  testing::LawMutation(status(), inputs(), scenes()).everything();
}

}  // namespace licence_status_test
}  // namespace yinxin::procedure
