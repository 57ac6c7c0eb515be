// What follows from the provider's own cases: accounts of delegated bodies, rights to posts, quarantine.
#include <gmock/gmock.h>

#include "compliance_support/compliance_world.hpp"

namespace yinxin::compliance {
namespace {

using compliance_support::by;
using compliance_support::filed_body;
using compliance_support::morning;
using compliance_support::need;
using compliance_support::open_case;
using compliance_support::operating;
using compliance_support::packed;
using compliance_support::perform;
using compliance_support::quarantining;
using compliance_support::Values;
using officers::Role;
using store::code_of;

class EffectsTest : public compliance_support::ComplianceWorld {
 protected:
  /// One event by whoever usually does it.
  base::Result<cases::Case> act(const std::string& number, const std::string& event, Values inputs = {},
                                const std::string& item = "") {
    const bool by_head = event == "activate" || event == "suspend" || event == "resume" ||
                         event == "end_early" || event == "release" || event == "remove";
    const bool by_chief = event == "report" || event == "judge" || event == "clear";
    const auto caller = by_head    ? by("head-1", {"responsible_person"})
                        : by_chief ? by("chief-1", {"security_chief"})
                                   : by("comply-1", {"compliance_officer", "training_officer"});
    return perform(cases(), number, event, std::move(inputs), caller, item);
  }
  std::string active_body(const std::string& account, const std::string& trained_to = "2027-06-30") {
    const std::string number = need(filed_body(cases(), "2026-11-20", "2027-12-31"));
    enrol_of(number, account);
    need(act(number, "activate"));
    need(act(number, "add_operator", operating(account, trained_to), "o1"));
    return number;
  }
};
YX_BOTH_ENGINES(EffectsTest);

TEST_P(EffectsTest, WhatIsAnotherDepartmentsRefusesItsEvent) {
  const auto effects = compliance().effects();
  for (const std::string word : {"licence_status", "register_entry", "focus_list", "hold", "bulk_revoke"}) {
    const cases::Case the_case;
    const procedure::Transition transition;
    const cases::StepNote step;
    cases::Consequences consequences;
    const auto done = effects.at(word)(cases::Happening{the_case, transition, step}, consequences);
    EXPECT_EQ(code_of(done), "compliance.effect_unavailable") << word;
    EXPECT_TRUE(consequences.set.empty());
  }
}

// Article 29: the provider's own case of service_stop comes to what the authority took or told.
TEST_P(EffectsTest, AServiceThatStopsAcceptsNothingUntilItResumes) {
  import_licence();
  const auto comes_to = [&](const std::string& state, procedure::Origin origin) {
    cases::Case the_case;
    the_case.number = "service_stop-2026-1";
    the_case.procedure = "service_stop";
    the_case.played.state = state;
    const procedure::Transition transition;
    cases::StepNote step;
    step.origin = origin;
    step.at = clock.now();
    cases::Consequences consequences;
    need(compliance().effects().at("licence_status")(cases::Happening{the_case, transition, step},
                                                     consequences));
    need(lane->commit(std::move(consequences.set)));
    return code_of(policy->licence_in_force(clock.now()));
  };
  EXPECT_EQ(code_of(policy->licence_in_force(clock.now())), "ok");
  EXPECT_EQ(comes_to("suspended", procedure::Origin::Submission), "policy.service_stopped");
  EXPECT_EQ(comes_to("resumed", procedure::Origin::Submission), "ok");
  EXPECT_EQ(comes_to("terminated", procedure::Origin::Person), "policy.service_stopped");
}

// Requirements 13.5: accounts may start from the submitted filing; the end of the agreement stops them.
TEST_P(EffectsTest, ABodysAccountActsBetweenItsFilingAndItsEnd) {
  const std::string number = need(filed_body(cases(), "2026-11-20", "2027-12-31"));
  enrol_of(number, "body-1");
  EXPECT_EQ(refusal("body-1"), "officers.body.unfiled 25") << "filed, and not started";
  need(act(number, "activate"));
  EXPECT_EQ(refusal("body-1"), "officers.body.operator 25") << "nobody authorised it";
  need(act(number, "add_operator", operating("body-1", "2027-06-30"), "o1"));
  EXPECT_EQ(refusal("body-1"), "");
  const auto acting = need(service->acting("body-1"));
  EXPECT_EQ(acting.body, number);
  EXPECT_EQ(acting.site, "某市政务服务中心");
  need(act(number, "suspend", {{"reason", std::string("整顿")}}));
  EXPECT_EQ(refusal("body-1"), "officers.body.suspended 25");
  need(act(number, "resume", {{"resume_basis", std::string("整顿完毕")}}));
  EXPECT_EQ(refusal("body-1"), "");
  need(act(number, "stop_operator", {{"reason", std::string("离岗")}}, "o1"));
  EXPECT_EQ(refusal("body-1"), "officers.body.operator 25");
  need(act(number, "add_operator", operating("body-1", "2027-06-30"), "o2"));
  EXPECT_EQ(refusal("body-1"), "") << "authorised again";
  need(act(number, "end_early", {{"reason", std::string("到此为止")}}));
  EXPECT_EQ(refusal("body-1"), "officers.body.ended 25");
}

TEST_P(EffectsTest, DaysCountWhetherOrNotTheCaseHasTakenNote) {
  const std::string number = active_body("body-1");
  clock.set(morning("2027-06-30"));
  EXPECT_EQ(code_of(service->acting("body-1")), "ok") << "the last day counts to its end";
  EXPECT_EQ(refusal("body-1"), "");
  clock.set(morning("2027-07-01"));
  EXPECT_EQ(refusal("body-1"), "officers.body.training 28") << "before any timer event";
  need(cases().fire_due());
  EXPECT_EQ(refusal("body-1"), "officers.body.training 28") << "and after it";
  clock.set(morning("2027-11-01"));
  enrol_of(number, "body-2");  // the certificate of the other has its own end
  need(act(number, "add_operator", operating("body-2", "2028-06-30"), "o2"));
  EXPECT_EQ(refusal("body-2"), "");
  clock.set(morning("2028-01-01"));
  EXPECT_EQ(refusal("body-2"), "officers.body.ended 25");
  need(cases().fire_due());
  EXPECT_EQ(refusal("body-2"), "officers.body.ended 25");
}

TEST_P(EffectsTest, AFilingThatLapsesStopsTheAccounts) {
  const std::string number = active_body("body-1");
  need(perform(cases(), number, "return_filing", {{"missing", std::string("协议复印件")}},
               by("intake-1", {"province_intake_officer"})));
  clock.set(morning("2026-12-08"));  // ten working days after the 23rd are over
  need(cases().fire_due());
  EXPECT_EQ(refusal("body-1"), "officers.body.unfiled 25");
  need(act(number, "submit_filing", packed()));
  need(act(number, "resume", {{"resume_basis", std::string("已补正")}}));
  EXPECT_EQ(refusal("body-1"), "");
}

TEST_P(EffectsTest, NobodysAccountButTheBodysIsItsOperator) {
  const std::string number = need(filed_body(cases(), "2026-11-20", "2027-12-31"));
  enrol("li-7", {Role::RegistrationOfficer});
  need(act(number, "activate"));
  for (const std::string account : {"li-7", "nobody"}) {
    EXPECT_EQ(code_of(act(number, "add_operator", operating(account, "2027-06-30"), "o1")),
              "officers.body.account");
  }
  EXPECT_EQ(count("officer_operator"), 0);
  enrol_of(number, "body-1");
  need(act(number, "add_operator", operating("body-1", "2027-06-30"), "o1"));
  EXPECT_EQ(code_of(act(number, "add_operator", operating("body-1", "2027-06-30"), "o2")),
            "officers.body.account")
      << "it is authorised";
}

TEST_P(EffectsTest, ARightToAPostFollowsItsTraining) {
  enrol("li-7", {Role::ReviewOfficer, Role::SupportOfficer});
  const std::string number = need(compliance_support::trained(cases(), "li-7", "审核员", "2027-03-31"));
  const auto roles = [&] { return need(service->acting("li-7")).roles; };
  using testing::ElementsAre;
  EXPECT_THAT(roles(), ElementsAre(Role::ReviewOfficer, Role::SupportOfficer));
  clock.set(morning("2027-04-01"));
  EXPECT_THAT(roles(), ElementsAre(Role::SupportOfficer)) << "on the day, before the case takes note";
  EXPECT_THAT(need(service->acting("li-7")).untrained, ElementsAre(Role::ReviewOfficer));
  need(cases().fire_due());
  EXPECT_EQ(need(cases().read(number, by("x", {}))).found.state(), "lapsed");
  EXPECT_THAT(roles(), ElementsAre(Role::SupportOfficer));
  EXPECT_EQ(refusal("li-7"), "") << "there is another post";
  need(compliance_support::trained(cases(), "li-7", "support_officer", "2027-12-31"));
  need(compliance_support::trained(cases(), "li-7", "review_officer", "2027-12-31"));
  EXPECT_THAT(roles(), ElementsAre(Role::ReviewOfficer, Role::SupportOfficer)) << "by a new case";
}

TEST_P(EffectsTest, ATrainingRenewsItsRightAndEndsIt) {
  enrol("li-7", {Role::IssuingOfficer});
  const std::string number =
      need(compliance_support::trained(cases(), "li-7", "issuing_officer", "2027-03-31"));
  need(act(number, "renew",
           {{"new_score", std::int64_t{90}},
            {"paper_sm3", compliance_support::kDigest},
            {"valid_to", compliance_support::day("2027-09-30")}}));
  clock.set(morning("2027-04-01"));
  EXPECT_EQ(refusal("li-7"), "");
  need(act(number, "end_post",
           {{"why", std::string("moved")}, {"left_on", compliance_support::day("2027-04-01")}}));
  EXPECT_EQ(refusal("li-7"), "officers.post_right 28") << "no role is left";
}

TEST_P(EffectsTest, ARightIsForAnAccountAndForOneTrainingAtATime) {
  EXPECT_EQ(code_of(compliance_support::trained(cases(), "nobody", "review_officer", "2027-03-31")),
            "officers.post_account");
  enrol("li-7", {Role::ReviewOfficer});
  need(compliance_support::trained(cases(), "li-7", "review_officer", "2027-03-31"));
  EXPECT_EQ(code_of(compliance_support::trained(cases(), "li-7", "review_officer", "2027-06-30")),
            "officers.post_account");
  need(compliance_support::trained(cases(), "zhang", "机房值班员", "2027-03-31"));
  EXPECT_EQ(count("officer_post"), 1) << "a post that is no role of accounts is recorded by its case alone";
}

// Requirements 1, article 28: "no RA/CA right without valid training for that post".
TEST_P(EffectsTest, WhereTrainingIsAskedForNobodyWorksWithoutIt) {
  enrol("li-7", {Role::RegistrationOfficer});
  enrol("wang-1", {Role::ComplianceOfficer});
  EXPECT_EQ(refusal("li-7"), "");
  trained_from = compliance_support::day("2026-11-23");
  start();
  EXPECT_EQ(refusal("li-7"), "officers.post_right 28");
  EXPECT_EQ(refusal("wang-1"), "") << "no post of registration or issuing";
  need(compliance_support::trained(cases(), "li-7", "registration_officer", "2027-03-31"));
  EXPECT_EQ(refusal("li-7"), "");
  trained_from = compliance_support::day("2026-11-24");
  enrol("zhao-1", {Role::RegistrationOfficer});
  start();
  EXPECT_EQ(refusal("zhao-1"), "") << "from the day on";
}

TEST_P(EffectsTest, WhoIsNotTrainedIsRefusedTheActsOfThePostWithTheArticle) {
  enrol("li-7", {Role::TrainingOfficer});
  cases::Caller caller = by("li-7", {});
  caller.actor.untrained = {Role::TrainingOfficer};
  const auto opened = open_case(cases(), "post_training", compliance_support::enrolled("x", "y"), caller);
  ASSERT_EQ(code_of(opened), "officers.post_right");
  EXPECT_EQ(opened.error().article, "28");
  EXPECT_EQ(opened.error().detail, "training_officer");
  caller.actor.untrained = {Role::ReviewOfficer};
  EXPECT_EQ(code_of(open_case(cases(), "post_training", compliance_support::enrolled("x", "y"), caller)),
            "procedure.role")
      << "another post would not help";
}

TEST_P(EffectsTest, WhatIsQuarantinedIsSealedFromAllButItsHandlers) {
  enrol("chief-1", {Role::SecurityChief});
  enrol("head-1", {Role::ResponsiblePerson});
  enrol("sec-1", {Role::SecurityAdministrator});
  const auto finder = by("entry-1", {"registration_officer"});
  const auto quarantine = [&](const std::string& object, std::vector<std::string> handlers) {
    return open_case(cases(), "secrecy_quarantine", quarantining(object, std::move(handlers)), finder);
  };
  for (const std::string object : {"SQ-1", "application/", "material/x"})
    EXPECT_EQ(code_of(quarantine(object, {"chief-1"})), "compliance.quarantine.object") << object;
  for (const std::string handler : {"nobody", "sec-1"})
    EXPECT_EQ(code_of(quarantine("application/SQ-1", {"chief-1", handler})), "compliance.quarantine.handlers")
        << handler;
  EXPECT_EQ(count("case_record"), 0);

  const officers::Actor chief = officer("chief-1", {Role::SecurityChief});
  const officers::Actor other = officer("head-1", {Role::ResponsiblePerson});
  EXPECT_TRUE(compliance().check_open("application/SQ-1", other));
  const std::string number = need(quarantine("application/SQ-1", {"chief-1"})).number;
  EXPECT_TRUE(compliance().check_open("application/SQ-1", chief));
  const auto refused = compliance().check_open("application/SQ-1", other);
  ASSERT_EQ(code_of(refused), "compliance.quarantined");
  EXPECT_EQ(refused.error().article, "23");
  EXPECT_TRUE(compliance().check_open("application/SQ-2", other));
  EXPECT_THAT(need(compliance().sealed_from(other)), testing::ElementsAre("application/SQ-1"));
  EXPECT_THAT(need(compliance().sealed_from(chief)), testing::IsEmpty());

  need(act(number, "report",
           {{"told_to", std::string("保密办")}, {"told_on", compliance_support::day("2026-11-23")}}));
  need(act(number, "judge", {{"judgment", std::string("none")}, {"judgment_number", std::string("鉴1")}}));
  EXPECT_EQ(code_of(compliance().check_open("application/SQ-1", other)), "compliance.quarantined");
  need(act(number, "release"));
  EXPECT_TRUE(compliance().check_open("application/SQ-1", other));
}

TEST_P(EffectsTest, WhatIsRemovedIsSealedFromEverybody) {
  enrol("chief-1", {Role::SecurityChief});
  const officers::Actor chief = officer("chief-1", {Role::SecurityChief});
  exists = [](const std::string& object) -> base::Result<bool> { return object == "case/claim-2026-1"; };
  start();
  const auto finder = by("entry-1", {"registration_officer"});
  EXPECT_EQ(code_of(open_case(cases(), "secrecy_quarantine", quarantining("case/claim-2026-2", {"chief-1"}),
                              finder)),
            "compliance.quarantine.object");
  const std::string number =
      need(open_case(cases(), "secrecy_quarantine", quarantining("case/claim-2026-1", {"chief-1"}), finder))
          .number;
  need(act(number, "report",
           {{"told_to", std::string("保密办")}, {"told_on", compliance_support::day("2026-11-23")}}));
  need(act(number, "judge", {{"judgment", std::string("secret")}, {"judgment_number", std::string("鉴1")}}));
  need(act(number, "clear", {{"clearing_sm3", compliance_support::kDigest}}));
  EXPECT_TRUE(compliance().check_open("case/claim-2026-1", chief));
  need(act(number, "remove"));
  EXPECT_EQ(code_of(compliance().check_open("case/claim-2026-1", chief)), "compliance.quarantined");
}

// Article 16: each identifier belongs to one line of certificate policies.
TEST_P(EffectsTest, ANewLineOfPoliciesTakesNoIdentifierOfAnother) {
  policy::RulesProposal proposal;
  proposal.kind = policy::RulesKind::Cp;
  proposal.version = "1.0";
  proposal.title = "证书策略";
  proposal.effective_at = clock.now();
  proposal.document = "# 证书策略\n";
  proposal.profile = "version = \"1.0\"\n[[policies]]\nid = \"2.999.156.1.4\"\nname = \"个人证书\"\n";
  base::Waiter<policy::RulesVersion> waiter;
  policy->propose_rules(proposal, officer("comply-1", {Role::ComplianceOfficer}), {}, waiter.completion());
  need(waiter.wait());
  const auto draft = [&](const std::string& oid, bool first) {
    Values inputs{{"kind", std::string("cp")},
                  {"version", std::string("1.1")},
                  {"first_version", first},
                  {"oids", std::vector<std::string>{oid}},
                  {"text_sm3", compliance_support::kDigest}};
    if (!first) inputs["changes_sm3"] = compliance_support::kDigest;
    return open_case(cases(), "rules_filing", inputs, by("comply-1", {"compliance_officer"}));
  };
  EXPECT_EQ(code_of(draft("2.999.156.1.4", true)), "compliance.oid_of_other_line");
  EXPECT_TRUE(draft("2.999.156.1.9", true));
  EXPECT_TRUE(draft("2.999.156.1.4", false)) << "the next version of its own line";
}

}  // namespace
}  // namespace yinxin::compliance
