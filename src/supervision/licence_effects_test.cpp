// What cases do to a licence, and what the register says of it (requirements 2.2 to 2.4, 2.9, 2.14, 13.5;
// scenario 3).
#include "supervision/licence_effects.hpp"

#include <gmock/gmock.h>

#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using proof::ActCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class LicenceEffectsTest : public LicenceWorld {
 protected:
  /// A penalty case that has come to where it is decided.
  std::string penalty(const std::string& way, const std::string& party = kParty) {
    const std::string number = must(begin("penalty", "propose_case", party)).number;
    EXPECT_EQ(go(number, way), "");
    return number;
  }
  /// Until the renewal has begun, on E-181.
  std::string renewal_of(const std::string& licence) {
    move_to("2031-04-02");
    const auto begun = children(licence, "licence_renewal");
    EXPECT_THAT(begun, SizeIs(1));
    return begun.at(0);
  }
};
YX_BOTH_ENGINES(LicenceEffectsTest);

// ---- 延续 ----

TEST_P(LicenceEffectsTest, ARenewalBeginsByItselfHalfAYearBefore) {
  const std::string licence = licensed();
  move_to("2031-04-01");
  EXPECT_THAT(children(licence, "licence_renewal"), IsEmpty());
  const std::string renewal = renewal_of(licence);
  const cases::Case begun = view(renewal).found;
  EXPECT_EQ(begun.parent, licence);
  EXPECT_EQ(begun.party, kParty);
  EXPECT_EQ(std::get<base::Date>(begun.played.values.at("valid_to")), cases_support::day("2031-09-30"));
  move_to("2031-04-03");
  const auto reminders =
      must(service->reminders("responsible_person", officer("responsible_person"), "", 10));
  ASSERT_THAT(reminders, SizeIs(1)) << "on E-180";
  EXPECT_EQ(reminders[0].number, renewal);
}

TEST_P(LicenceEffectsTest, AGrantMovesTheEndAndTheCertificateIsForThatEnd) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, "apply examine review_opinion"), "");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2031-09-30"));
  EXPECT_EQ(go(renewal, "grant"), "");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2036-09-30"));
  // The certificate may come after the old end: the licence stands.
  EXPECT_EQ(go(renewal, ">2031-10-02"), "");
  EXPECT_EQ(state(licence), "valid");
  EXPECT_EQ(go(renewal, "issue_licence:shorter"), "supervision.renewal_end");
  EXPECT_EQ(must(office->licence_register()).at(0).valid_from, "2026-10-01");
  EXPECT_EQ(go(renewal, "issue_licence"), "");
  EXPECT_EQ(must(office->licence_register()).at(0).valid_from, "2031-10-01") << "as the new certificate says";
  EXPECT_EQ(state(renewal), "renewed");
  EXPECT_THAT(entries(), ElementsAre("测试0002 valid 2036-09-30")) << "a new number";
  EXPECT_THAT(changes("测试0001"), ElementsAre("entered valid", "renewed valid", "reissued valid"));
  EXPECT_EQ(changes("测试0002"), changes("测试0001")) << "one licence";
}

TEST_P(LicenceEffectsTest, ANumberThatAnotherLicenceHasIsRefused) {
  const std::string licence = licensed();
  licensed("测试0002", "key/" + std::string(64, 'c'));
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, "apply examine review_opinion grant issue_licence"), "supervision.licence_number");
  EXPECT_EQ(go(renewal, "issue_licence:same"), "");
}

TEST_P(LicenceEffectsTest, ATimelyApplicationThatNobodyDecidesIsDeemedGranted) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, "apply"), "");
  move_to("2031-09-30");
  EXPECT_EQ(state(renewal), "received");
  move_to("2031-10-01");
  EXPECT_EQ(state(renewal), "deemed_granted");
  EXPECT_EQ(state(licence), "valid");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2036-09-30"));
  EXPECT_THAT(changes(), ElementsAre("entered valid", "renewed valid")) << "it never expired";
  EXPECT_EQ(go(renewal, "issue_licence:same"), "");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "renewed valid", "reissued valid"));
  // Its periods run on: the next renewal begins, and lapses with the licence.
  move_to("2036-04-03");
  EXPECT_THAT(children(licence, "licence_renewal"), SizeIs(2));
  move_to("2036-10-01");
  EXPECT_EQ(state(licence), "expired");
}

TEST_P(LicenceEffectsTest, NotAppliedForItLapsesAndTheLicenceWithIt) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  move_to("2031-09-30");
  EXPECT_EQ(state(licence), "valid");
  move_to("2031-10-03");  // the program was down at the end
  EXPECT_EQ(state(renewal), "lapsed");
  EXPECT_EQ(state(licence), "expired");
  EXPECT_THAT(entries("2031-09-30"), ElementsAre("测试0001 valid 2031-09-30"));
  EXPECT_THAT(entries("2031-10-01"), ElementsAre("测试0001 expired 2031-09-30"));
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status expired")) << "once";
}

TEST_P(LicenceEffectsTest, ALateApplicationUndecidedLapsesToo) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, ">2031-08-02 apply_late >2031-10-01"), "");
  EXPECT_EQ(state(renewal), "lapsed");
  EXPECT_EQ(state(licence), "expired");
}

TEST_P(LicenceEffectsTest, ARefusedRenewalLeavesTheLicenceUntilItsEnd) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, "apply examine review_opinion refuse"), "");
  EXPECT_EQ(state(licence), "valid");
  move_to("2031-10-01");
  EXPECT_EQ(state(licence), "expired");
}

TEST_P(LicenceEffectsTest, ALicenceThatIsTakenAwayEndsItsRenewal) {
  const std::string licence = licensed();
  const std::string renewal = renewal_of(licence);
  EXPECT_EQ(go(renewal, "apply"), "");
  EXPECT_EQ(go(penalty(kRevokingPenalty), "decide_revocation deliver"), "");
  EXPECT_EQ(state(licence), "revoked");
  EXPECT_EQ(state(renewal), "lapsed");
  EXPECT_EQ(go(renewal, "examine"), "procedure.state");
}

// ---- 处罚 ----

TEST_P(LicenceEffectsTest, ARevocationIsOneCommitWithItsDelivery) {
  const std::string licence = licensed();
  const std::string number = penalty(kRevokingPenalty);
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2031-09-30"));
  EXPECT_EQ(go(number, "decide_revocation"), "");
  EXPECT_EQ(state(licence), "valid") << "a decision takes effect by its delivery";
  EXPECT_EQ(go(number, "deliver"), "");
  EXPECT_EQ(state(licence), "revoked");
  EXPECT_THAT(entries(), ElementsAre("测试0001 revoked 2031-09-30"));
  const cases::StepNote last = view(licence).found.steps.back();
  EXPECT_EQ(last.event, "revoke_licence");
  EXPECT_EQ(last.actor, "case/" + number);
  EXPECT_EQ(std::get<std::string>(last.inputs.at("basis_reference")), "演密罚决〔2026〕1号");
  EXPECT_EQ(rows("SELECT basis FROM licence_register_history WHERE change = 'status'").at(0).text(0), number);
  EXPECT_EQ(go(penalty(kRevokingPenalty), "decide_revocation"), "supervision.licence_ended")
      << "it is revoked";
}

TEST_P(LicenceEffectsTest, AFineLeavesTheLicenceAsItIs) {
  const std::string licence = licensed();
  EXPECT_EQ(go(penalty(kFiningPenalty), "decide"), "");
  EXPECT_THAT(changes(), ElementsAre("entered valid"));
  EXPECT_EQ(view(licence).found.steps.size(), 1U);
}

TEST_P(LicenceEffectsTest, NothingIsDecidedAboutALicenceThatIsNotThere) {
  const std::string number = penalty(kRevokingPenalty);
  EXPECT_EQ(go(number, "decide_revocation"), "supervision.register");
  EXPECT_EQ(state(number), "to_decide") << "and nothing is left of it";
  const std::string suspending = penalty(kSuspendingPenalty);
  EXPECT_EQ(go(suspending, "decide:suspends"), "supervision.register");
  EXPECT_EQ(acts(ActCode::PenaltyDecided, number), 0);
}

TEST_P(LicenceEffectsTest, APartyWithTwoLicencesNeedsANumber) {
  licensed("测试0001");
  licensed("测试0002");
  EXPECT_EQ(go(penalty(kRevokingPenalty), "decide_revocation"), "supervision.licence_unclear");
}

// ---- 撤销、撤回、注销 ----

TEST_P(LicenceEffectsTest, EndingsMoveTheLicenceByTheirKind) {
  const std::string licence = licensed();
  const auto ending = [&](const std::string& variant) {
    const std::string number = must(begin("licence_ending", "propose" + variant)).number;
    EXPECT_EQ(go(number, variant == ":take_back" || variant.empty()
                             ? "tell_beforehand waive review_lawfulness"
                             : "deregister_without_notice review_lawfulness"),
              "");
    return number;
  };
  const std::string early = ending(":expired");
  EXPECT_EQ(go(early, "decide"), "licensing.not_ended") << "it has not expired";
  const std::string rescission = ending("");
  EXPECT_EQ(go(rescission, "decide"), "");
  EXPECT_EQ(state(licence), "rescinded");
  EXPECT_EQ(go(ending(":take_back"), "decide:take_back"), "procedure.state");
  EXPECT_EQ(go(ending(":revoked"), "decide"), "");
  EXPECT_EQ(state(licence), "deregistered");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status rescinded", "status deregistered"));
}

TEST_P(LicenceEffectsTest, WhoAsksForItIsDeregisteredAndTheEndIsAnnounced) {
  const std::string licence = licensed();
  const std::string number = must(begin("licence_ending", "propose:requested")).number;
  EXPECT_EQ(go(number, "deregister_without_notice review_lawfulness decide"), "");
  EXPECT_EQ(state(licence), "deregistered");
  // Delivered, then announced: the register says so, and the licence stays as it is.
  const auto delivered = perform(
      {number,
       "deliver",
       {{"decision_delivered_on", cases_support::day("2026-09-28")}, {"licence_returned_sm3", kFileDigest}},
       "",
       {},
       false},
      officer("case_officer"));
  ASSERT_EQ(code_of(delivered), "ok");
  EXPECT_EQ(go(number, "announce"), "");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status deregistered", "announced deregistered"));
}

TEST_P(LicenceEffectsTest, ALicenceTakenBackMayBeRestored) {
  const std::string licence = licensed();
  const std::string number = must(begin("licence_ending", "propose:take_back")).number;
  EXPECT_EQ(go(number, "tell_beforehand waive review_lawfulness decide:take_back"), "");
  EXPECT_EQ(state(licence), "taken_back");
  const auto restored =
      perform({licence,
               "restore",
               {{"basis_reference", words("复议1号")}, {"valid_to", cases_support::day("2031-09-30")}},
               "",
               {},
               false},
              officer("deciding_officer"));
  ASSERT_EQ(code_of(restored), "ok");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2031-09-30"));
}

TEST_P(LicenceEffectsTest, NobodyElsesNumberAndNoneThatIsNotThere) {
  licensed("测试0001", "key/" + std::string(64, 'c'));
  const auto ending = [&](const std::string& variant) {
    const std::string number = must(begin("licence_ending", "propose" + variant)).number;
    return go(number, "tell_beforehand waive review_lawfulness decide");
  };
  EXPECT_EQ(ending(""), "supervision.licence_of_other");
  EXPECT_EQ(ending(":unknown"), "supervision.register");
}

// Who decides is a case of its own: no officer takes a licence with one step.
TEST_P(LicenceEffectsTest, NoOfficerEndsALicenceInItsOwnCase) {
  const std::string licence = licensed();
  for (const std::string event :
       {"revoke_licence", "rescind", "take_back", "suspend_service", "renewed", "deregister_decided"}) {
    const auto done = perform({licence, event, {{"basis_reference", words("1号")}}, "", {}, false},
                              officer("deciding_officer"));
    EXPECT_EQ(code_of(done), "procedure.role") << event;
  }
}

// ---- 暂停、终止服务 ----

TEST_P(LicenceEffectsTest, AStopOfTheServiceSuspendsAndResumes) {
  const std::string licence = licensed();
  const std::string number = must(begin("service_stop", "intend")).number;
  EXPECT_EQ(go(number, kHandedOver), "");
  move_to(base::format_date(days_after(base::beijing_date(clock.now()), 1)));
  EXPECT_EQ(go(number, "suspend"), "");
  EXPECT_EQ(state(licence), "service_suspended");
  EXPECT_EQ(go(number, "report_resumption resume"), "");
  EXPECT_EQ(state(licence), "valid");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status service_suspended", "status valid"));
}

TEST_P(LicenceEffectsTest, WhoEndsTheServiceIsDeregistered) {
  const std::string ended = licensed();
  const std::string number = must(begin("service_stop", "intend:terminate")).number;
  EXPECT_EQ(go(number, kHandedOver), "");
  move_to(base::format_date(days_after(base::beijing_date(clock.now()), 1)));
  EXPECT_EQ(go(number, "terminate"), "");
  EXPECT_EQ(state(ended), "deregistered");
  EXPECT_EQ(std::get<std::string>(view(ended).found.played.values.at("ground")), "service_ended");
}

TEST_P(LicenceEffectsTest, ASuspensionMayTurnIntoTheEndAndAStopMayBeOrdered) {
  const std::string licence = licensed();
  const std::string number = must(begin("service_stop", "intend")).number;
  EXPECT_EQ(go(number, kHandedOver), "");
  move_to(base::format_date(days_after(base::beijing_date(clock.now()), 1)));
  EXPECT_EQ(go(number, "suspend turn_into_termination"), "");
  EXPECT_EQ(state(licence), "deregistered");
  const std::string other = licensed("测试0003", "key/" + std::string(64, 'd'));
  licensed("测试0002", "key/" + std::string(64, 'e'));  // who is ordered to take over
  const std::string stop =
      must(begin("service_stop", "intend:terminate", "key/" + std::string(64, 'd'))).number;
  EXPECT_EQ(go(stop, "end_unaccomplished"), "");
  EXPECT_EQ(state(other), "deregistered");
}

TEST_P(LicenceEffectsTest, AServiceEndsAlsoWhereItsLicenceIsDeregisteredAlready) {
  const std::string licence = licensed();
  const std::string stop = must(begin("service_stop", "intend:terminate")).number;
  EXPECT_EQ(go(stop, kHandedOver), "");
  const std::string ending = must(begin("licence_ending", "propose:requested")).number;
  EXPECT_EQ(go(ending, "deregister_without_notice review_lawfulness decide"), "");
  EXPECT_EQ(state(licence), "deregistered");
  move_to(base::format_date(days_after(base::beijing_date(clock.now()), 1)));
  EXPECT_EQ(go(stop, "terminate"), "");
  EXPECT_EQ(state(stop), "terminated");
}

// ---- 变更、补发 ----

TEST_P(LicenceEffectsTest, ChangesEnterTheRegisterWhenTheyAreClosed) {
  const std::string licence = licensed();
  const std::string number = must(begin("licence_change", "open_package")).number;
  EXPECT_EQ(go(number,
               "add_change#c1 add_change:earlier#c2 add_change:moved#c3 submit receive keep_on_file reissue"),
            "");
  EXPECT_EQ(must(office->licence_register()).at(0).organisation, kHolder);
  EXPECT_EQ(go(number, "close"), "");
  const RegisterEntry entry = must(office->licence_register()).at(0);
  EXPECT_EQ(entry.organisation, "北京新名认证有限公司") << "the latest of two";
  EXPECT_EQ(entry.domicile, "510000");
  EXPECT_EQ(entry.valid_to, "2031-09-30");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "changed valid"));
  EXPECT_EQ(must(office->register_history("测试0001")).at(0).entry.organisation, kHolder) << "as it stood";
  EXPECT_EQ(view(licence).found.steps.size(), 1U);
}

TEST_P(LicenceEffectsTest, NothingIsChangedOrReissuedOfALicenceThatHasEnded) {
  licensed();
  const std::string change = must(begin("licence_change", "open_package")).number;
  EXPECT_EQ(go(change, "add_change#c1 submit receive keep_on_file"), "");
  const std::string reissue = must(begin("licence_reissue", "apply")).number;
  EXPECT_EQ(go(reissue, "approve"), "");
  EXPECT_EQ(go(penalty(kRevokingPenalty), "decide_revocation deliver"), "");
  EXPECT_EQ(go(change, "close"), "supervision.licence_ended");
  EXPECT_EQ(go(reissue, "issue"), "supervision.licence_ended");
}

TEST_P(LicenceEffectsTest, AReissueIsToldAndOnlyOfOnesOwn) {
  licensed();
  const std::string reissue = must(begin("licence_reissue", "apply")).number;
  EXPECT_EQ(go(reissue, "approve issue"), "");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "reissued valid"));
  const std::string stranger = must(begin("licence_reissue", "apply", "key/" + std::string(64, 'e'))).number;
  EXPECT_EQ(go(stranger, "approve issue"), "supervision.licence_of_other");
}

TEST_P(LicenceEffectsTest, ANumberIsGivenOnce) {
  licensed();
  EXPECT_THROW(licensed("测试0001", "key/" + std::string(64, 'f')), std::runtime_error);
  EXPECT_THAT(entries(), SizeIs(1));
}

// ---- 中断 ----

// The delivery and what it does to the licence are there together or not at all, and come once.
TEST_P(LicenceEffectsTest, ACrashLeavesTheDeliveryAndTheLicenceAsOne) {
  for (const store::Moment moment : {store::Moment::Before, store::Moment::After}) {
    const std::string party = "key/" + std::string(64, moment == store::Moment::Before ? '1' : '2');
    const std::string number = moment == store::Moment::Before ? "测试0011" : "测试0012";
    const std::string licence = licensed(number, party);
    const std::string decided = penalty(kRevokingPenalty, party);
    EXPECT_EQ(go(decided, "decide_revocation"), "");
    start_office(store::Fault{store::Operation::Commit, 1, moment});
    EXPECT_NE(go(decided, "deliver"), "");
    start_office();
    const bool done = moment == store::Moment::After;
    EXPECT_EQ(state(decided), done ? "delivered" : "decided");
    EXPECT_EQ(state(licence), done ? "revoked" : "valid");
    EXPECT_EQ(go(decided, "deliver"), done ? "procedure.state" : "");
    EXPECT_EQ(state(licence), "revoked");
    EXPECT_THAT(changes(number), ElementsAre("entered valid", "status revoked"));
    EXPECT_EQ(acts(ActCode::PenaltyDecided, decided), 1);
  }
}

TEST(RenewedEnd, IsTheSameDayFiveYearsLater) {
  EXPECT_EQ(renewed_end(cases_support::day("2026-12-01")), cases_support::day("2031-12-01"));
  EXPECT_EQ(renewed_end(cases_support::day("2028-02-29")), cases_support::day("2033-02-28"));
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
