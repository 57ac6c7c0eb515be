// The provider's duties over HTTP: posts and training, quarantine, claims, changed data, conditions, staff
// and the calendar (articles 6, 20, 23, 28, 34, 40).
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DutiesHttpTest : public DutiesWorld {
 protected:
  std::string trained(const std::string& account, const std::string& post_word, const std::string& to) const {
    const std::string number = opened(officer("trainer"), "post_training",
                                      R"({"person":")" + account + R"(","employer":"own","post":")" +
                                          post_word + R"(","required_hours":8,"pass_mark":60})");
    EXPECT_EQ(
        act(officer("trainer"), number, "record_learning", R"({"hours":8,"sign_in_sm3":")" + kSm3 + "\"}"),
        "200");
    EXPECT_EQ(act(officer("trainer"), number, "pass_test", R"({"score":80,"paper_sm3":")" + kSm3 + "\"}"),
              "200");
    EXPECT_EQ(act(officer("trainer"), number, "certify",
                  R"({"certificate_number":"P-1","valid_to":")" + to + "\"}"),
              "200");
    EXPECT_EQ(act(officer("chief"), number, "authorise"), "200");
    return number;
  }
  std::string claim_about(const std::string& serial) const {
    return R"({"claimant_kind":"holder","claimant":"张某","contact":"13800138000","serial":")" + serial +
           R"(","relied_on":"2026-11-20","loss_fen":100,"facts":"损失"})";
  }
  std::vector<http::JsonReader> holds(const std::string& number) const {
    return json(get(officer("comply"), "/applications/" + number)).object("retention").objects("holds", 10);
  }
};
YX_BOTH_ENGINES(DutiesHttpTest);

TEST_P(DutiesHttpTest, WhoseTrainingHasLapsedIsRefusedTheActsOfThePost) {
  enrol("wu", {Role::RegistrationOfficer, Role::SupportOfficer});
  trained("wu", "registration_officer", "2026-12-31");
  Applicant applicant = registration_support::person();
  applicant.number = submitted(applicant);
  need(add_material(applicant.number, material_for(applicant), applicant.actor()));
  clock.set(base::parse_utc("2026-12-31T16:00:00Z").value());
  const http::Response refused =
      post(officer("wu"), "/applications/" + applicant.number + "/events", R"({"event":"receive"})");
  EXPECT_EQ(outcome(refused), "403 officers.post_right");
  EXPECT_EQ(article(refused), "28");
  EXPECT_EQ(outcome(get(officer("wu"), "/applications")), "403 officers.post_right");
  EXPECT_EQ(outcome(get(officer("wu"), "/cases")), "200") << "there is another post";
  EXPECT_EQ(event(officer("anna"), applicant.number, R"({"event":"receive"})"), "200");
}

TEST_P(DutiesHttpTest, WhatIsQuarantinedNobodySeesButItsHandlers) {
  Applicant applicant = registration_support::person();
  applicant.number = submitted(applicant);
  const std::string path = "/applications/" + applicant.number;
  EXPECT_EQ(outcome(open(officer("anna"), "secrecy_quarantine",
                         R"({"object":"application/SQ-0","handlers":["chief"],"how_found":"巡检"})")),
            "422 compliance.quarantine.object");
  const std::string number = opened(
      officer("anna"), "secrecy_quarantine",
      R"({"object":"application/)" + applicant.number + R"(","handlers":["bo"],"how_found":"受理时发现"})");
  const http::Response refused = get(officer("anna"), path);
  EXPECT_EQ(outcome(refused), "403 compliance.quarantined");
  EXPECT_EQ(article(refused), "23");
  EXPECT_EQ(outcome(get(hand_of(applicant.key), path)), "403 compliance.quarantined") << "nor the applicant";
  for (const std::string part : {"/notification", "/agreement"})
    EXPECT_EQ(outcome(get(officer("anna"), path + part)), "403 compliance.quarantined") << part;
  EXPECT_EQ(outcome(get(hand_of(applicant.key), path + "/identity-openings")), "403 compliance.quarantined");
  EXPECT_EQ(outcome(post(officer("anna"), path + "/looks", R"({"fields":["subject"],"reason":"看"})")),
            "403 compliance.quarantined");
  EXPECT_EQ(event(officer("anna"), applicant.number, R"({"event":"receive"})"), "403 compliance.quarantined");
  EXPECT_EQ(outcome(post(
                hand_of(applicant.key), path + "/materials",
                R"({"kind":"identity_document","title":"证件","media_type":"image/png","content":"AAAA"})")),
            "403 compliance.quarantined");
  const auto in_list = [&](const std::string& who) {
    return json(get(officer(who), "/applications")).objects("applications", 10).at(0).objects("subject", 10);
  };
  EXPECT_THAT(in_list("anna"), IsEmpty()) << "that it is there, and not whose";
  EXPECT_EQ(in_list("bo").size(), 1U);
  EXPECT_EQ(outcome(get(officer("bo"), path)), "200");

  EXPECT_EQ(act(officer("chief"), number, "report", R"({"told_to":"保密办","told_on":"2026-11-22"})"), "200");
  EXPECT_EQ(act(officer("chief"), number, "judge", R"({"judgment":"none","judgment_number":"鉴1"})"), "200");
  EXPECT_EQ(act(officer("head"), number, "release"), "200");
  EXPECT_EQ(outcome(get(officer("anna"), path)), "200");
}

TEST_P(DutiesHttpTest, ACaseIsSealedAsWell) {
  Applicant applicant = registration_support::person();
  bring_to_active(applicant);
  const std::string serial = certificate(applicant.number).serial.to_hex();
  const std::string claim = opened(officer("help"), "claim", claim_about(serial));
  opened(officer("comply"), "secrecy_quarantine",
         R"({"object":"case/)" + claim + R"(","handlers":["chief"],"how_found":"证据材料"})");
  EXPECT_EQ(outcome(get(officer("help"), "/cases/" + claim)), "403 compliance.quarantined");
  EXPECT_EQ(act(officer("help"), claim, "accept"), "403 compliance.quarantined");
  EXPECT_EQ(outcome(get(officer("chief"), "/cases/" + claim)), "200");
}

// Article 40: all records of the certificate are held from the claim to its end.
TEST_P(DutiesHttpTest, AClaimHoldsTheRecordsUntilItIsOver) {
  Applicant applicant = registration_support::person();
  bring_to_active(applicant);
  const std::string serial = certificate(applicant.number).serial.to_hex();
  const http::Response unknown =
      open(officer("help"), "claim", claim_about("0123456789abcdef0123456789abcdef"));
  EXPECT_EQ(outcome(unknown), "422 registration.certificate_unknown");
  EXPECT_EQ(article(unknown), "40");
  EXPECT_EQ(outcome(open(officer("help"), "claim", claim_about("zz"))),
            "422 registration.certificate_unknown");

  const std::string claim = json(post(hand_of(applicant.key), "/cases",
                                      R"({"procedure":"claim","inputs":)" + claim_about(serial) + "}"))
                                .text("number");
  const auto held = holds(applicant.number);
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].text("reference"), claim);
  EXPECT_EQ(held[0].text("by"), "case/" + claim);
  const auto seen = json(get(hand_of(applicant.key), "/applications/" + applicant.number));
  for (const http::JsonReader& step : seen.objects("steps", 50))
    EXPECT_NE(step.text("event"), "hold_for_claim");
  EXPECT_EQ(event(officer("head"), applicant.number,
                  R"({"event":"release_hold","inputs":{"hold_reference":")" + claim +
                      R"(","release_reason":"不需要"}})"),
            "422 registration.hold_unknown")
      << "a claim's hold goes with the claim alone";
  EXPECT_EQ(act(hand_of(applicant.key), claim, "withdraw"), "200");
  EXPECT_TRUE(holds(applicant.number).empty());
  EXPECT_EQ(acts(proof::ActCode::HoldSet, applicant.number), 1);
  EXPECT_EQ(acts(proof::ActCode::HoldReleased, applicant.number), 1);
}

TEST_P(DutiesHttpTest, EachClaimHasItsOwnHold) {
  Applicant applicant = registration_support::person();
  bring_to_active(applicant);
  const std::string serial = certificate(applicant.number).serial.to_hex();
  const std::string body = R"({"procedure":"claim","inputs":)" + claim_about(serial) + "}";
  const std::string one = json(post(hand_of(applicant.key), "/cases", body)).text("number");
  const std::string other = json(post(hand_of(applicant.key), "/cases", body)).text("number");
  EXPECT_EQ(act(hand_of(applicant.key), one, "withdraw"), "200");
  ASSERT_EQ(holds(applicant.number).size(), 1U);
  EXPECT_EQ(holds(applicant.number)[0].text("reference"), other);
}

// Article 20: what is no longer true is revoked, by the officer's signed act or when the time to replace is
// over.
TEST_P(DutiesHttpTest, ChangedDataRevokeWhatStillSaysThem) {
  Applicant first = registration_support::person();
  bring_to_active(first);
  Applicant second = registration_support::person();  // the same person, another key
  bring_to_active(second);
  Applicant stranger =
      registration_support::person("李小红", registration_support::resident_id("11010119900307011"));
  bring_to_active(stranger);
  clock.advance(std::chrono::minutes(1));  // what was issued before the report
  const std::string number =
      opened(officer("anna"), "holder_change",
             R"({"serial":")" + certificate(first.number).serial.to_hex() +
                 R"(","changed":"name","source":"recheck","changed_on":"2026-11-20","new_data":"张大明"})");
  EXPECT_EQ(act(officer("anna"), number, "confirm", R"({"proof_sm3":")" + kSm3 + "\"}"), "200");
  clock.advance(std::chrono::minutes(5));
  Applicant later = registration_support::person();  // checked after the change was reported
  bring_to_active(later);
  EXPECT_EQ(act(officer("chen"), number, "revoke", R"({"reason":"名称已变更"})"), "200");
  EXPECT_EQ(state(first.number), "revoked");
  EXPECT_EQ(state(second.number), "revoked") << "it says the same";
  EXPECT_EQ(state(stranger.number), "active");
  EXPECT_EQ(state(later.number), "active");
  const auto revoked = certificate(second.number);
  EXPECT_EQ(revoked.reason, x509::RevocationReason::AffiliationChanged);
}

TEST_P(DutiesHttpTest, ACaseThatNothingIsLeftToRevokeForEndsAllTheSame) {
  Applicant applicant = registration_support::person();
  bring_to_active(applicant);
  const std::string serial = certificate(applicant.number).serial.to_hex();
  const std::string number =
      opened(officer("anna"), "holder_change",
             R"({"serial":")" + serial +
                 R"(","changed":"name","source":"recheck","changed_on":"2026-11-20","new_data":"张大明"})");
  EXPECT_EQ(act(officer("anna"), number, "confirm", R"({"proof_sm3":")" + kSm3 + "\"}"), "200");
  need(perform(applicant.number, "revoke", registration_support::chen(),
               {{"reason", std::string("key_compromise")}, {"cause", std::string("丢失")}}));
  EXPECT_EQ(act(officer("chen"), number, "revoke", R"({"reason":"名称已变更"})"), "200");
  EXPECT_EQ(certificate(applicant.number).reason, x509::RevocationReason::KeyCompromise)
      << "it stays as it ended";
}

TEST_P(DutiesHttpTest, ConditionsAreDeclaredShownAndKeptByTheMonth) {
  EXPECT_EQ(outcome(get(officer("anna"), "/conditions")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("sys"), "/conditions")), "403 officers.role_needed");
  const std::string entry =
      R"({"met":true,"value":"注册资本 5000 万元","verified_on":"2026-11-20","proof_sm3":")" + kSm3 + "\"}";
  EXPECT_EQ(outcome(post(officer("head"), "/conditions/funds", entry)), "403 officers.role_needed");
  EXPECT_EQ(outcome(post(officer("comply"), "/conditions/staff", entry)), "404 compliance.condition_none");
  EXPECT_EQ(outcome(post(officer("comply"), "/conditions/funds",
                         R"({"met":true,"value":"x","verified_on":"2026-13-20"})")),
            "400 http.json.content");
  EXPECT_EQ(outcome(post(officer("comply"), "/conditions/funds", entry)), "200");
  const auto shown = json(get(officer("head"), "/conditions"));
  const auto lights = shown.objects("conditions", 10);
  ASSERT_EQ(lights.size(), 7U);
  EXPECT_EQ(lights[1].text("state"), "green");
  EXPECT_EQ(lights[1].text("value"), "注册资本 5000 万元");
  EXPECT_EQ(lights[1].text("proof_sm3"), kSm3);
  EXPECT_EQ(lights[4].text("state"), "red");
  EXPECT_EQ(shown.object("staff").integer("needed", 0, 100), 30);

  EXPECT_TRUE(need(duties_->compliance.take_snapshot(*duties_->cases)));
  const auto list = json(get(officer("comply"), "/condition-snapshots")).objects("snapshots", 10);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].text("period"), "2026-11");
  const http::Response octets = get(officer("comply"), "/condition-snapshots/2026-11");
  EXPECT_EQ(octets.status, 200);
  EXPECT_EQ(base::to_hex(crypto::sm3(base::as_bytes(octets.body_text()))), list[0].text("sm3"));
  EXPECT_EQ(outcome(get(officer("comply"), "/condition-snapshots/2026-10")), "404 compliance.snapshot_none");
}

TEST_P(DutiesHttpTest, TheFiguresOfAYearAreMadeListedAndRead) {
  start_sequencer();
  need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), house_support::kPatience));
  EXPECT_EQ(outcome(post(officer("anna"), "/annual-reports", R"({"year":2026})")),
            "403 officers.role_needed");
  EXPECT_EQ(outcome(post(officer("comply"), "/annual-reports", R"({"year":2028})")),
            "400 compliance.report_year");
  const http::Response made = post(officer("comply"), "/annual-reports", R"({"year":2026})");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_FALSE(json(made).boolean("complete")) << "the year is not over";
  EXPECT_THAT(json(made).texts("broken", 10), IsEmpty());
  const auto list = json(get(officer("head"), "/annual-reports")).objects("reports", 10);
  ASSERT_EQ(list.size(), 1U);
  const http::Response octets = get(officer("head"), "/annual-reports/2026/1");
  EXPECT_EQ(octets.status, 200);
  EXPECT_EQ(base::to_hex(crypto::sm3(base::as_bytes(octets.body_text()))), list[0].text("sm3"));
  EXPECT_EQ(outcome(get(officer("head"), "/annual-reports/2026/2")), "404 compliance.report_none");
  EXPECT_EQ(outcome(get(officer("head"), "/annual-reports/2026/x")), "404 compliance.report_none");
  EXPECT_EQ(outcome(get(officer("anna"), "/annual-reports")), "403 officers.role_needed");
}

TEST_P(DutiesHttpTest, PeopleAreEnteredAndShownMasked) {
  const std::string paper = resident_id();
  const std::string person =
      R"({"id":"p-1","name":"王小明","identity":")" + paper +
      R"(","kind":"technical","post":"运维","key_post":true,"full_time":true,"insured":true,)"
      R"("background_on":"2025-01-01","started_on":"2025-01-06"})";
  EXPECT_EQ(outcome(post(officer("comply"), "/staff", person)), "403 officers.role_needed");
  const http::Response entered = post(officer("trainer"), "/staff", person);
  EXPECT_EQ(outcome(entered), "201");
  EXPECT_THAT(std::string(entered.body_text()), Not(HasSubstr(paper)));
  EXPECT_EQ(json(get(officer("trainer"), "/staff")).objects("staff", 10).at(0).text("name"), "王小明");
  EXPECT_EQ(json(get(officer("comply"), "/staff")).objects("staff", 10).at(0).text("name"), "王*明");
  EXPECT_EQ(outcome(post(officer("trainer"), "/staff/p-2/leaving", R"({"left_on":"2026-11-20"})")),
            "404 compliance.staff_none");
  EXPECT_EQ(outcome(post(officer("trainer"), "/staff/p-1/leaving", R"({"left_on":"2026-11-20"})")), "200");
  EXPECT_EQ(outcome(get(officer("anna"), "/staff")), "403 officers.role_needed");
}

TEST_P(DutiesHttpTest, TheYearsCalendarIsForWhoAnswersForDuties) {
  need(duties_->compliance.open_due(*duties_->cases));
  EXPECT_EQ(outcome(get(officer("anna"), "/duties")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("comply"), "/duties?year=1999")), "400 compliance.year");
  EXPECT_EQ(outcome(get(officer("comply"), "/duties?year=x")), "400 compliance.year");
  const auto shown = json(get(officer("comply"), "/duties"));
  EXPECT_EQ(shown.integer("year", 0, 9999), 2026);
  EXPECT_EQ(shown.text("today"), "2026-11-22");
  std::vector<std::string> open_cases;
  for (const http::JsonReader& entry : shown.objects("entries", 1000)) {
    if (entry.boolean("opens") && entry.has("case"))
      open_cases.push_back(entry.text("day") + " " + entry.text("duty") + " " + entry.text("state"));
  }
  EXPECT_THAT(open_cases, ElementsAre("2026-01-01 assess open", "2026-01-01 training open",
                                      "2026-11-01 conditions open"));
  EXPECT_FALSE(shown.objects("duties", 100).empty());
}

}  // namespace
}  // namespace yinxin::endpoints
