// The register as of a day, its daily snapshots, the list of focused supervision, what penalty cases are told
// of fines (requirements 4.4, 2.13, 2.14).
#include <gmock/gmock.h>

#include "crypto/sm3.hpp"
#include "supervision/snapshots.hpp"
#include "supervision_support/licence_world.hpp"

namespace yinxin::supervision::licence_test {
namespace {

using proof::ActCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kBegunInspection =
    "approve notify show_credentials@officer/a show_credentials@officer/b begin ";

class RegisterTest : public LicenceWorld {
 protected:
  std::int64_t snapshot_acts(const std::string& day) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                  {static_cast<std::int64_t>(ActCode::ResultPublished), "register/" + day});
  }
};
YX_BOTH_ENGINES(RegisterTest);

TEST_P(RegisterTest, StandsAsItStoodAtTheEndOfADay) {
  licensed();
  EXPECT_THAT(entries("2026-09-27"), IsEmpty());
  EXPECT_THAT(entries("2026-09-28"), ElementsAre("测试0001 valid 2031-09-30"));
  clock.set(cases_support::at("2026-10-20T16:30:00Z"));  // the 21st in Beijing
  const std::string number = must(begin("penalty", "propose_case")).number;
  ASSERT_EQ(go(number, kRevokingPenalty + "decide_revocation deliver"), "");
  EXPECT_THAT(entries("2026-10-20"), ElementsAre("测试0001 valid 2031-09-30"));
  EXPECT_THAT(entries("2026-10-21"), ElementsAre("测试0001 revoked 2031-09-30"));
  EXPECT_EQ(code_of(office->register_history("测试0002")), "supervision.register");
}

TEST_P(RegisterTest, OfADelegatedBodyTheCaseGoesOnAndWhatIsNotThereRefuses) {
  const auto effects = office->effects();
  const auto happens = [&](const char* word) {
    const cases::Case the_case;
    const procedure::Transition transition;
    const cases::StepNote step;
    cases::Consequences consequences;
    const auto done = effects.at(word)(cases::Happening{the_case, transition, step}, consequences);
    EXPECT_TRUE(consequences.set.empty()) << word;
    return done ? std::string() : done.error().code;
  };
  EXPECT_EQ(happens("accounts"), "");
  for (const char* word : {"hold", "post_right", "quarantine", "bulk_revoke"})
    EXPECT_EQ(happens(word), "supervision.effect_unavailable") << word;
}

TEST_P(RegisterTest, OfEveryDayThatIsOverOneSnapshotIsKept) {
  EXPECT_EQ(must(office->take_snapshots()), 0U) << "there is no register yet";
  licensed();
  EXPECT_EQ(must(office->take_snapshots()), 0U) << "the day is not over";
  clock.set(morning("2026-09-30"));
  EXPECT_EQ(must(office->take_snapshots()), 2U);
  EXPECT_EQ(must(office->take_snapshots()), 0U);
  const auto kept = must(office->snapshots({}, 10));
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(kept[0].day, cases_support::day("2026-09-29"));
  EXPECT_THAT(must(office->snapshots(kept[0].day, 10)), SizeIs(1));
  EXPECT_THAT(must(office->snapshots({}, 1)), SizeIs(1));
  const base::Bytes octets = must(office->snapshot(kept[1].day));
  EXPECT_EQ(base::to_hex(crypto::sm3(octets)), kept[1].sm3);
  EXPECT_EQ(octets.size(), kept[1].size);
  EXPECT_THAT(std::string(base::as_text(octets)),
              HasSubstr("\n测试0001\t" + kHolder + "\t91110000600037341L\t"));
  EXPECT_EQ(snapshot_acts("2026-09-28"), 1);
  const auto act = rows("SELECT id, record, opening FROM act_record WHERE object = 'register/2026-09-28'");
  const auto said = must(recorder.open(act.at(0).blob(0), act.at(0).blob(1), act.at(0).blob(2))).record;
  EXPECT_EQ(said.find("sm3"), kept[1].sm3);
  EXPECT_EQ(said.find("entries"), "1");
  EXPECT_EQ(code_of(office->snapshot(cases_support::day("2026-09-27"))), "supervision.snapshot");
}

TEST_P(RegisterTest, ALongAbsenceIsMadeUpForInPieces) {
  licensed();
  clock.set(morning("2026-12-31"));
  EXPECT_EQ(must(office->take_snapshots()), 31U);
  EXPECT_EQ(must(office->take_snapshots()), 31U);
  EXPECT_EQ(must(office->take_snapshots()), 31U);
  EXPECT_EQ(must(office->take_snapshots()), 1U) << "from the 28th of September on";
  EXPECT_EQ(must(office->snapshots({}, 1)).at(0).day, cases_support::day("2026-12-30"));
}

TEST_P(RegisterTest, ASnapshotAndItsActAreThereTogether) {
  licensed();
  clock.set(morning("2026-09-29"));
  for (const store::Moment moment : {store::Moment::Before, store::Moment::After}) {
    start_office(store::Fault{store::Operation::Commit, 1, moment});
    EXPECT_FALSE(office->take_snapshots());
    start_office();
    const std::int64_t there = moment == store::Moment::After ? 1 : 0;
    EXPECT_EQ(count("register_snapshot"), there);
    EXPECT_EQ(snapshot_acts("2026-09-28"), there);
  }
  EXPECT_EQ(must(office->take_snapshots()), 0U);
}

TEST(RegisterSnapshot, HasOneForm) {
  const base::Time since = base::parse_utc("2026-09-28T02:00:00Z").value();
  const std::vector<RegisterEntry> entries{{"测试0001", "甲\t乙\\丙\n丁\r", "91110000600037341L", "530000",
                                            "valid", "2026-10-01", "2031-09-30", since}};
  EXPECT_EQ(snapshot_text(cases_support::day("2026-09-28"), entries),
            "yinxin register 1\nday\t2026-09-28\nentries\t1\n"
            "测试0001\t甲\\t乙\\\\丙\\n丁\\r\t91110000600037341L\t530000\tvalid\t2026-10-01\t2031-09-30\t"
            "2026-09-28T02:00:00Z\n");
  EXPECT_EQ(snapshot_text(cases_support::day("2026-09-28"), {}),
            "yinxin register 1\nday\t2026-09-28\nentries\t0\n");
}

// ---- 重点监督检查 ----

TEST_P(RegisterTest, AProviderIsListedWithWhatLedToIt) {
  licensed();
  must(begin("focused_supervision", "list_by_decision"));
  const auto list = must(office->focus_list(kCountry, false));
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].organisation, kHolder);
  EXPECT_EQ(list[0].ground, "other");
  EXPECT_EQ(list[0].other, "outage");
  EXPECT_EQ(list[0].counted_from, "2026-09-26");
  EXPECT_EQ(list[0].listed_on, "2026-09-28");
  EXPECT_THAT(must(office->focus_list(kYunnan, false)), SizeIs(1));
  EXPECT_THAT(must(office->focus_list("510000", false)), IsEmpty()) << "another province's";
}

TEST_P(RegisterTest, APenaltyListsOnItsDelivery) {
  const std::string number = must(begin("penalty", "propose_case")).number;
  ASSERT_EQ(go(number, kFiningPenalty + "decide"), "");
  EXPECT_THAT(must(office->focus_list(kCountry, false)), IsEmpty());
  ASSERT_EQ(go(number, "deliver"), "");
  const auto list = must(office->focus_list(kCountry, false));
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].ground, "penalty");
  EXPECT_EQ(list[0].source, number);
  EXPECT_EQ(list[0].case_number, children(number, "focused_supervision").at(0));
}

TEST_P(RegisterTest, OnlyTheRemovalTakesAProviderOffTheList) {
  const std::string number = must(begin("focused_supervision", "list_by_decision")).number;
  ASSERT_EQ(go(number, "tell arrange"), "");
  ASSERT_EQ(go(children(number, "inspection").at(0), "drop"), "");
  ASSERT_EQ(go(number, "finish_inspection find_conforming"), "");
  EXPECT_EQ(go(number, "remove"), "supervision.gate.term_over");
  ASSERT_EQ(go(number, ">2027-09-27"), "") << "the term is over, and it is on the list still";
  EXPECT_THAT(must(office->focus_list(kCountry, false)), SizeIs(1));
  EXPECT_EQ(go(number, "remove@officer/head"), "");
  EXPECT_THAT(must(office->focus_list(kCountry, false)), IsEmpty());
  const auto past = must(office->focus_list(kCountry, true));
  ASSERT_THAT(past, SizeIs(1));
  EXPECT_EQ(past[0].removed_on, "2027-09-27");
}

// A procedure that persons and cases open has an opening for each.
TEST_P(RegisterTest, AnInspectionOpensAPenaltyCase) {
  const std::string number = must(begin("inspection", "plan")).number;
  ASSERT_EQ(
      go(number, kBegunInspection + "write_record sign_record@officer/a sign_record@officer/b note_refusal "
                                    "settle_record conclude inform open_case"),
      "");
  const std::string opened = children(number, "penalty").at(0);
  EXPECT_EQ(state(opened), "proposed");
  EXPECT_EQ(view(opened).found.steps.at(0).event, "receive_case");
  EXPECT_EQ(view(opened).found.parent, number);
}

// Who signs for the inspected is known by the key that the record's step named, and by nothing else.
TEST_P(RegisterTest, TheNamedKeySignsForTheInspectedParty) {
  const std::string number = must(begin("inspection", "plan")).number;
  cases::Caller signatory;
  signatory.actor = cases_support::signed_actor("key/" + std::string(64, 'c'));
  signatory.party = signatory.actor.id;
  const auto signs = [&] {
    const auto done =
        perform(cases::Deed{number,
                            "sign_for_party",
                            inputs_on(base::beijing_date(clock.now())).at("inspection.sign_for_party"),
                            "",
                            {},
                            false},
                signatory);
    return done ? "" : done.error().code;
  };
  ASSERT_EQ(go(number, kBegunInspection + "write_record"), "");
  EXPECT_EQ(code_of(service->read(number, signatory)), "cases.none") << "no key was named";
  EXPECT_EQ(signs(), "cases.none");
  ASSERT_EQ(go(number, "write_record:keyed"), "");
  const auto seen = must(service->read(number, signatory)).possible;
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen.front()->event, "sign_for_party");
  EXPECT_EQ(signs(), "");
  EXPECT_EQ(view(number).found.steps.back().actor, signatory.actor.id);
  EXPECT_EQ(go(number, "settle_record:signed"), "supervision.gate.two_signatures");
  EXPECT_EQ(go(number, "sign_record@officer/a sign_record@officer/b settle_record:signed"), "");
}

// ---- 罚款幅度 ----

TEST_P(RegisterTest, ThePenaltyCaseIsToldTheRangeOfItsFine) {
  const std::string number = must(begin("penalty", "propose_case")).number;
  EXPECT_THAT(view(number).settings, IsEmpty()) << "neither scale nor gain is known";
  ASSERT_EQ(
      go(number,
         "add_act#x1 judge_act#x1 open_case show_credentials@officer/a show_credentials@officer/b collect "
         "conclude_investigation"),
      "");
  const auto range = [&] {
    const procedure::Values said = view(number).settings;
    return std::to_string(std::get<std::int64_t>(said.at("penalty.range_min_fen"))) + "-" +
           std::to_string(std::get<std::int64_t>(said.at("penalty.range_max_fen")));
  };
  EXPECT_EQ(range(), "10000000-30000000");
  EXPECT_EQ(go(number, "draft_penalty:over"), "supervision.penalty_draft");
  EXPECT_EQ(go(number, "draft_penalty"), "");
  const std::string other = must(begin("penalty", "propose_case")).number;
  ASSERT_EQ(
      go(other,
         "add_act#x1 judge_act#x1 open_case show_credentials@officer/a show_credentials@officer/b collect "
         "conclude_investigation:gain"),
      "");
  EXPECT_EQ(std::get<std::int64_t>(view(other).settings.at("penalty.range_max_fen")), 370'370'367)
      << "three times the gain (requirements 2.14)";
}

TEST_P(RegisterTest, AYearlyReportIsToldItsLastDayByThePeriodThatIsEntered) {
  const auto said = [&](const std::string& procedure, const std::string& period) {
    cases::Case the_case;
    the_case.procedure = procedure;
    the_case.played.values = {{"period", period}};
    return must(office->settings()(the_case));
  };
  EXPECT_EQ(std::get<base::Date>(said("annual_report", "2026").at("duty.last_day")),
            cases_support::day("2027-01-15"));
  EXPECT_EQ(said("annual_report", "last").count("duty.last_day"), 0U);
  EXPECT_EQ(said("conditions", "2026").count("duty.last_day"), 0U);
}

}  // namespace
}  // namespace yinxin::supervision::licence_test
