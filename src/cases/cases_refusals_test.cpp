// What cases refuse, and that a refusal leaves nothing: every event of the licence application by the wrong
// role, twice, in the wrong state, with something missing; other provinces; rules that do not fit.
#include <gmock/gmock.h>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

class CasesRefusalsTest : public CasesWorld {
 protected:
  std::string played(const std::string& script) {
    std::string number;
    const std::string code = play(number, script);
    if (!code.empty()) throw std::runtime_error(script + ": " + code);
    return number;
  }
  /// As often as steps, acts, clocks and versions are there.
  std::string written(const std::string& number) const {
    std::string text;
    for (const std::string table : {"case_record", "case_step", "case_clock", "act_record"})
      text += std::to_string(count(table)) + " ";
    return text + std::to_string(view(number).found.version);
  }
};
YX_BOTH_ENGINES(CasesRefusalsTest);

/// Every event of the procedure, where it may happen: what it says to the wrong role, to a missing input, to
/// whom it is for, and to being done again.
struct EventScene {
  std::string before;
  std::string word;
  std::string again;  // code; empty: it may be done twice
};

const std::vector<EventScene>& event_scenes() {
  static const std::vector<EventScene> kScenes{
      {"submit ", "correct_on_the_spot", ""},
      {"submit ", "examine_form", ""},
      {kExamined, "request_supplement", "procedure.state"},
      {kToSupplement + "supplement examine_form ", "request_again", "procedure.state"},
      {kToSupplement, "supplement", "procedure.state"},
      {kToSupplement, "urge_supplement", ""},
      {kToSupplement + ">2026-12-01 urge_supplement ", "end_unsupplemented", "procedure.state"},
      {kExamined, "accept", "procedure.state"},
      {kExamined, "not_accept", "procedure.state"},
      {kAccepted, "forward", ""},
      {kAccepted + "forward ", "sign_for", "procedure.state"},
      {kReviewing, "start_review", "procedure.state"},
      {kTechnical, "deliver_review_notice", ""},
      {kTechnical, "assign_reviewer#r1", "procedure.item"},
      {kTechnical + "assign_reviewer#r1 ", "sign_report#r1", ""},
      {kTechnical, "rectify_in_review", ""},
      {kSigned, "receive_report", "procedure.state"},
      {kReviewing, "record_foreign_review", ""},
      {kReviewing, "request_hearing", "procedure.state"},
      {kReviewing + "request_hearing ", "end_hearing", "procedure.state"},
      {kReviewing, "propose", "procedure.state"},
      {kToDecide, "review_opinion", ""},
      {kToDecide, "legal_review", ""},
      {kToDecide, "return_to_review", "procedure.state"},
      {kReviewed, "grant", "procedure.state"},
      {kReviewing + "propose:refuse review_opinion legal_review ", "refuse", "procedure.state"},
      {kGranted, "deliver_licence", "procedure.state"},
      {kIssued, "enter_register", ""},
      {kIssued + "enter_register ", "publish", "procedure.state"},
      {"submit ", "withdraw", "procedure.state"},
      {"submit ", "end_dissolved", "procedure.state"},
  };
  return kScenes;
}

TEST_P(CasesRefusalsTest, EveryEventRefusesWhatItMust) {
  const procedure::Procedure rules = law("licence_application");
  std::string ended = played("submit withdraw");
  for (const EventScene& scene : event_scenes()) {
    SCOPED_TRACE(scene.before + scene.word);
    clock.set(morning("2026-09-28"));
    std::string number = played(scene.before);
    const std::string before = written(number);
    EXPECT_EQ(play(number, scene.word + "+nobody"), "procedure.role");
    auto [deed, caller] = deed_of(number, scene.word);
    const auto* transition = rules.find(deed.event, view(number).found.state());
    ASSERT_NE(transition, nullptr);
    for (const procedure::Input& input : transition->inputs) {
      if (!input.required || input.required_when) continue;
      Deed lacking = deed;
      lacking.inputs.erase(input.id);
      EXPECT_EQ(code_of(perform(lacking, caller)), "procedure.input") << input.id;
    }
    Deed strange = deed;
    strange.inputs["no_such_input"] = true;
    EXPECT_EQ(code_of(perform(strange, caller)), "procedure.input");
    Deed other = deed;
    other.number = ended;
    EXPECT_EQ(code_of(perform(other, caller)), "procedure.state");
    EXPECT_EQ(written(number), before) << "a refusal leaves nothing";
    EXPECT_EQ(play(number, scene.word), "");
    EXPECT_EQ(play(number, scene.word), scene.again);
  }
}

TEST_P(CasesRefusalsTest, EveryEventOfAPersonHasAScene) {
  for (const procedure::Transition& transition : law("licence_application").transitions) {
    if (transition.origin != procedure::Origin::Person || transition.from.empty()) continue;
    const bool there =
        std::any_of(event_scenes().begin(), event_scenes().end(), [&](const EventScene& scene) {
          return scene.word.substr(0, scene.word.find('#')) == transition.event;
        });
    EXPECT_TRUE(there) << transition.event;
  }
}

TEST_P(CasesRefusalsTest, UnknownEventsTimersAndCasesAreRefused) {
  std::string number = submit();
  EXPECT_EQ(play(number, "no_such_event+case_officer"), "procedure.event");
  EXPECT_EQ(play(number, "deem_accepted+province_head"), "procedure.role");
  EXPECT_EQ(code_of(perform({"XK-2026-99", "withdraw", {}, "", {}, false}, applicant())), "cases.none");
  Deed submitted{number, "correct_on_the_spot", licence_inputs().at("correct_on_the_spot"), "", {}, true};
  EXPECT_EQ(code_of(perform(submitted, applicant())), "procedure.role")
      << "a submission acts by the roles of who signed it";
}

TEST_P(CasesRefusalsTest, SeparationsHoldInStoredCases) {
  std::string number = played("submit examine_form@officer/x");
  start();
  EXPECT_EQ(play(number, "accept@officer/x"), "licensing.separation.intake_review");
  EXPECT_EQ(play(number, "accept@officer/y"), "");
}

TEST_P(CasesRefusalsTest, AnotherProvincesCaseIsNotThere) {
  const std::string number = submit();
  const std::string before = written(number);
  const Caller sichuan = officer("province_intake_officer", kSichuan);
  EXPECT_EQ(code_of(service->read(number, sichuan)), "cases.none");
  Deed deed = deed_of(number, "examine_form").first;
  EXPECT_EQ(code_of(perform(deed, sichuan)), "cases.none");
  EXPECT_EQ(code_of(service->read(number, applicant("key/another"))), "cases.none");
  EXPECT_EQ(code_of(perform(deed_of(number, "withdraw").first, applicant("key/another"))), "cases.none");
  EXPECT_EQ(code_of(service->read(number, Caller{})), "cases.none");
  EXPECT_EQ(code_of(open_case(application("submit", kYunnan), sichuan)), "procedure.role");
  EXPECT_EQ(written(number), before);
  EXPECT_EQ(code_of(service->read(number, officer("province_intake_officer", kYunnan))), "ok");
  EXPECT_EQ(code_of(service->read(number, applicant())), "ok");
  EXPECT_EQ(code_of(perform(deed, officer("province_intake_officer", kYunnan))), "ok");
}

TEST_P(CasesRefusalsTest, RulesThatDoNotFitTheProgramAreToldAtStart) {
  const auto opened = [&](const std::function<void(Service::Options&)>& change) {
    const Service::Options before = options;
    change(options);
    const auto outcome = open();
    options = before;
    return outcome ? std::string() : outcome.error().code + ": " + outcome.error().detail;
  };
  EXPECT_EQ(opened([](Service::Options&) {}), "");
  EXPECT_EQ(opened([](Service::Options& to) { to.effects.erase("register_entry"); }),
            "cases.rules: effect register_entry");
  EXPECT_EQ(opened([](Service::Options& to) { to.effects["register_entry"] = nullptr; }),
            "cases.rules: effect register_entry does nothing");
  EXPECT_EQ(opened([](Service::Options& to) { to.procedures.erase("licence_status"); }),
            "cases.rules: opens licence_status");
  EXPECT_EQ(opened([](Service::Options& to) { to.settings = nullptr; }),
            "cases.rules: settings of licence_application/2024-11-01");
  EXPECT_EQ(opened([](Service::Options& to) { to.prefixes["licence_status"] = "a/b"; }),
            "cases.rules: prefix of licence_status");
  EXPECT_EQ(opened([](Service::Options& to) {
              to.procedures["licence_application"].front().transitions.front().record = "no_such_act";
            }),
            "cases.rules: act no_such_act");
  EXPECT_EQ(opened([](Service::Options& to) {
              to.procedures["licence_status"].front().transitions.front().origin = procedure::Origin::Person;
            }),
            "cases.rules: opens licence_status, which cases do not open");
}

}  // namespace
}  // namespace yinxin::cases_support
