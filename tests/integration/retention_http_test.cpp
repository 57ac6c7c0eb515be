// What is told of retention, holds and destruction over HTTP, and to whom; and the holder's openings
// (articles 23, 24; decisions.md 7).
#include <gmock/gmock.h>

#include "integration/applications_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;

class RetentionHttpTest : public ApplicationsWorld {
 protected:
  void SetUp() override {
    ApplicationsWorld::SetUp();
    if (IsSkipped()) return;
    start_sequencer();
    enrol_deciders("");
  }
  /// Officers' certificates live a year here: those who act later are others.
  void enrol_deciders(const std::string& suffix) {
    enrol("archive" + suffix, {Role::ArchiveOfficer});
    enrol("comply" + suffix, {Role::ComplianceOfficer});
    enrol("head" + suffix, {Role::ResponsiblePerson});
  }
  std::string text_of(const http::Response& response) const { return std::string(response.body_text()); }
  static std::string hold(const std::string& reference) {
    return R"({"event":"place_hold","inputs":{"hold_authority":"某某人民法院","hold_basis":"调查取证",)"
           R"("hold_reference":")" +
           reference + "\"}}";
  }
  void withdraw(const Applicant& applicant, const std::string& number) {
    ASSERT_EQ(event(hand_of(applicant.key), number, R"({"event":"withdraw"})"), "200");
  }
  /// Three years on, by officers of then.
  std::string destroy(const std::string& number) {
    clock.set(base::parse_utc("2029-11-23T02:00:00Z").value());
    enrol_deciders("-29");
    for (const auto& [who, what] : {std::pair("archive-29", "archive"), std::pair("comply-29", "compliance"),
                                    std::pair("head-29", "responsible")})
      EXPECT_EQ(event(officer(who), number, R"({"event":"approve_destruction_)" + std::string(what) + "\"}"),
                "200");
    need(sequencer->wait_covered(this->number("SELECT count(*) FROM act_record"), house_support::kPatience));
    return event(officer("archive-29"), number, R"({"event":"destroy"})");
  }
};
YX_BOTH_ENGINES(RetentionHttpTest);

TEST_P(RetentionHttpTest, OfficersSeeUntilWhenAndWhatHoldsTheHolderDoesNot) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  const std::string path = "/applications/" + number;
  EXPECT_FALSE(json(get(officer("anna"), path)).object("retention").has("retain_until"));
  withdraw(applicant, number);
  EXPECT_EQ(event(officer("anna"), number, hold("甲一号")), "403 procedure.role");
  EXPECT_EQ(event(officer("comply"), number, hold("甲一号")), "200");

  const auto retention = json(get(officer("bo"), path)).object("retention");
  EXPECT_EQ(retention.text("retain_until"), "2029-11-22");
  EXPECT_FALSE(retention.boolean("ended"));
  const auto holds = retention.objects("holds", 9);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds[0].text("reference"), "甲一号");
  EXPECT_EQ(holds[0].text("by"), "officer/comply");

  const std::string told = text_of(get(hand_of(applicant.key), path));
  EXPECT_THAT(told, HasSubstr("\"event\":\"withdraw\""));
  for (const char* hidden : {"retention", "place_hold", "甲一号", "officer/comply"})
    EXPECT_THAT(told, Not(HasSubstr(hidden)));
  EXPECT_THAT(text_of(get(officer("bo"), path)), HasSubstr("\"event\":\"place_hold\""));

  EXPECT_EQ(event(officer("head"), number,
                  R"({"event":"release_hold","inputs":{"hold_reference":"乙","release_reason":"已结"}})"),
            "422 registration.hold_unknown");
  EXPECT_EQ(event(officer("head"), number,
                  R"({"event":"release_hold","inputs":{"hold_reference":"甲一号","release_reason":"已结"}})"),
            "200");
  EXPECT_TRUE(json(get(officer("bo"), path)).object("retention").objects("holds", 9).empty());
}

TEST_P(RetentionHttpTest, TheListIsThereForOfficersAndTheHolderOnceThereIsADestruction) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  const std::string path = "/applications/" + number;
  EXPECT_EQ(outcome(get(officer("anna"), path + "/destruction-list")), "404 ledger.record.none");
  withdraw(applicant, number);
  ASSERT_EQ(destroy(number), "200");
  const auto list = get(officer("comply-29"), path + "/destruction-list");
  ASSERT_EQ(outcome(list), "200");
  EXPECT_EQ(json(list).text("title"), "销毁清册");
  EXPECT_EQ(json(list).objects("approvals", 9).size(), 3U);
  enrol("sys-29", {Role::SystemAdministrator});
  EXPECT_EQ(outcome(get(officer("sys-29"), path + "/destruction-list")), "403 officers.role_needed");
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(get(hand_of(stranger), path + "/destruction-list")), "403 registration.not_yours");
  // Nothing came of it, so its key was set free and belongs to nobody here any more.
  EXPECT_EQ(outcome(get(hand_of(applicant.key), path)), "403 registration.not_yours");
  EXPECT_EQ(json(get(officer("comply-29"), path)).object("state").text("id"), "destroyed");
}

TEST_P(RetentionHttpTest, WhatIsDestroyedIsFoundAndRepeatedNoMore) {
  const Applicant applicant = registration_support::person();
  const std::string number = submitted(applicant);
  withdraw(applicant, number);
  clock.set(base::parse_utc("2029-11-23T02:00:00Z").value());
  enrol("anna-29", {Role::RegistrationOfficer});
  const std::string wanted = R"({"kind":"resident_id","number":")" + resident_id() + "\"}";
  EXPECT_THAT(text_of(post(officer("anna-29"), "/applications/search", wanted)), HasSubstr(number));
  const std::string look = R"({"fields":["identities"],"reason":"核对"})";
  const std::string key = random_text();
  const std::string path = "/applications/" + number + "/looks";
  ASSERT_EQ(outcome(post(officer("anna-29"), path, look, key)), "200");
  EXPECT_TRUE(post(officer("anna-29"), path, look, key).headers.find("Idempotency-Replayed"));
  ASSERT_EQ(destroy(number), "200");
  EXPECT_EQ(post(officer("anna-29"), "/applications/search", wanted).body_text(), R"({"applications":[]})");
  // The answer that told the number in clear went with the records.
  EXPECT_EQ(outcome(post(officer("anna-29"), path, look, key)), "404 registration.destroyed");
  EXPECT_EQ(this->number("SELECT count(*) FROM signed_request WHERE operation = 'applicationLook'"), 0);
}

TEST_P(RetentionHttpTest, OpeningsAreTheHoldersAlone) {
  Applicant applicant = registration_support::person();
  bring_to_active(applicant);
  const std::string path = "/applications/" + applicant.number + "/identity-openings";
  enrol("he", {Role::ComplianceOfficer, Role::ReviewOfficer, Role::RegistrationOfficer});
  EXPECT_EQ(outcome(get(officer("he"), path)), "403 registration.not_yours");
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(get(hand_of(stranger), path)), "403 registration.not_yours");
  EXPECT_EQ(outcome(get(hand_of(applicant.key), "/applications/SQ-2026-00000000/identity-openings")),
            "404 registration.application");

  const auto acts_before = number("SELECT count(*) FROM act_record");
  const auto told = get(hand_of(applicant.key), path);
  ASSERT_EQ(outcome(told), "200");
  EXPECT_EQ(told.headers.find("Cache-Control"), "no-store");
  EXPECT_EQ(number("SELECT count(*) FROM act_record"), acts_before);
  const auto identities = json(told).objects("identities", 9);
  ASSERT_EQ(identities.size(), 1U);
  EXPECT_EQ(identities[0].text("number"), resident_id());
  const auto opening = base::SecretBytes::copy_of(need(base::from_base64(identities[0].text("opening"))));

  const auto record = certificate(applicant.number);
  EXPECT_EQ(json(told).text("serial"), record.serial.to_hex());
  const auto issued = need(x509::Certificate::parse(record.der));
  bool opened = false;
  for (const x509::Extension& extension : issued.tbs().extensions) {
    if (!x509::is_identity_extension(extension.id)) continue;
    const auto identity = need(x509::decode_identity(extension));
    const auto opens = [&](const std::string& number) {
      return x509::opens_identity(identity, x509::IdentityKind::ResidentId, number, opening);
    };
    opened = opens(resident_id());
    EXPECT_FALSE(opens(resident_id("11010119900307005")));
  }
  EXPECT_TRUE(opened);
}

}  // namespace
}  // namespace yinxin::endpoints
