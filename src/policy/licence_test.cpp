// The licence on its way in, and the gate of article 4, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_support/policy_world.hpp"

namespace yinxin::policy {
namespace {

using store::code_of;
using store::detail_of;
using testing::HasSubstr;

const std::string kObject = "licence/测试-2026-0001";

class LicenceService : public PolicyWorld {
 protected:
  std::string gate(std::string_view at) const { return code_of(service_->licence_in_force(utc(at))); }
  std::string gate_now() const { return code_of(service_->licence_in_force(clock_.now())); }
};
YX_BOTH_ENGINES(LicenceService);

TEST_P(LicenceService, ImportIsRecordedWithItsActor) {
  const std::string note = signed_licence(sample_licence());
  const auto imported = import_note(note);
  ASSERT_TRUE(imported) << base::describe(imported.error());
  EXPECT_EQ(licence_text(*imported), licence_text(sample_licence()));
  const auto kept = service_->licence();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->note, note);
  EXPECT_EQ(kept->licence.number, "测试-2026-0001");
  const auto records = acts(kObject);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].first, proof::ActCode::LicenceImported);
  const proof::Record& record = records[0].second;
  EXPECT_EQ(record.find("actor"), "officer/compliance_officer");
  EXPECT_EQ(record.find("actor.signature_base"), "\"@method\": POST");
  EXPECT_EQ(record.find("actor.signature"), std::string_view("\x30\x00", 2));
  EXPECT_EQ(record.find("note"), note);
  EXPECT_EQ(record.find("note_sm3"), base::to_hex(crypto::sm3(base::as_bytes(note))));
  EXPECT_EQ(record.find("status"), "valid");
  EXPECT_EQ(remembered(), 1);
}

TEST_P(LicenceService, NoneIsNone) {
  const auto gate = service_->licence_in_force(clock_.now());
  EXPECT_EQ(code_of(gate), "policy.licence.none");
  EXPECT_EQ(gate.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(gate.error().article, "4");
  const auto kept = service_->licence();
  EXPECT_EQ(code_of(kept), "policy.licence.none");
  EXPECT_EQ(kept.error().kind, base::ErrorKind::NotFound);
}

TEST_P(LicenceService, OnlyTheRegulatorsSignatureCounts) {
  const auto stranger = crypto::Sm2PrivateKey::generate();
  const std::string body = licence_text(sample_licence());
  const std::string good = signed_note(body);
  const std::string kRefused[] = {
      signed_note(body, "somebody.example.cn", stranger),
      signed_note(body, kRegulator, stranger),                    // the name alone proves nothing
      signed_note(body, "somebody.example.cn", regulator_key()),  // nor the key under another name
      replaced(good, "status: valid", "status: expired"),         // changed after signing
      replaced(good, "2030-12-31", "2040-12-31"),
  };
  for (const std::string& note : kRefused) {
    const auto imported = import_note(note);
    EXPECT_EQ(code_of(imported), "policy.licence.signature") << note;
    EXPECT_EQ(imported.error().kind, base::ErrorKind::Refused);
  }
  for (const std::string& note :
       {body, body + "\n", std::string("x"), signed_note(replaced(body, "v1", "v2")),
        signed_note(body + "remark: x\n"), std::string(20000, 'x')}) {
    EXPECT_EQ(code_of(import_note(note)), "policy.licence.format") << note;
  }
  EXPECT_EQ(act_count(), 0);
  EXPECT_EQ(remembered(), 0);
  EXPECT_EQ(gate_now(), "policy.licence.none");
}

TEST_P(LicenceService, SignaturesOfOthersMayStandBeside) {
  const auto witness = crypto::Sm2PrivateKey::generate();
  auto note = proof::SignedNote::parse(signed_note(licence_text(sample_licence()), "a.example.cn", witness));
  ASSERT_TRUE(note);
  const auto signature = crypto::sm2_sign(regulator_key(), base::as_bytes(note->body));
  ASSERT_TRUE(note->add(kRegulator, regulator_key().public_key(), *signature));
  EXPECT_EQ(code_of(import_note(note->to_text())), "ok");
}

TEST_P(LicenceService, OnlyAComplianceOfficerImports) {
  for (const officers::Actor& actor :
       {responsible(), actor_with(officers::Role::SystemAdministrator), officers::system_actor("clock")}) {
    const auto imported = import_note(signed_licence(sample_licence()), actor);
    EXPECT_EQ(code_of(imported), "officers.role_needed");
    EXPECT_EQ(imported.error().kind, base::ErrorKind::Forbidden);
  }
  EXPECT_EQ(act_count(), 0);
}

TEST_P(LicenceService, NewerReplacesOlderNeverTheOtherWay) {
  Licence licence = sample_licence();
  ASSERT_TRUE(import(licence));
  licence.status = LicenceStatus::Rectifying;
  licence.as_of += std::chrono::hours(24);
  ASSERT_TRUE(import(licence));
  EXPECT_EQ(gate_now(), "policy.licence.not_valid");
  for (const auto back : {std::chrono::hours(0), std::chrono::hours(24)}) {
    Licence old = sample_licence();
    old.as_of = licence.as_of - back;
    const auto refused = import(old);
    EXPECT_EQ(code_of(refused), "policy.licence.older");
    EXPECT_EQ(refused.error().kind, base::ErrorKind::Conflict);
  }
  EXPECT_EQ(gate_now(), "policy.licence.not_valid");
  const auto records = acts(kObject);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].first, proof::ActCode::LicenceImported);
  EXPECT_EQ(records[1].first, proof::ActCode::LicenceChanged);
  EXPECT_EQ(records[1].second.find("status"), "rectifying");
  EXPECT_EQ(remembered(), 2);
}

TEST_P(LicenceService, EveryStatusButValidClosesTheGate) {
  Licence licence = sample_licence();
  for (const LicenceStatus status :
       {LicenceStatus::Valid, LicenceStatus::Rectifying, LicenceStatus::Revoked, LicenceStatus::Cancelled,
        LicenceStatus::Withdrawn, LicenceStatus::Expired, LicenceStatus::Deregistered}) {
    licence.status = status;
    licence.as_of += std::chrono::seconds(1);
    ASSERT_TRUE(import(licence));
    const auto gate = service_->licence_in_force(clock_.now());
    if (status == LicenceStatus::Valid) {
      ASSERT_TRUE(gate);
      EXPECT_EQ(gate->holder_name, licence.holder_name);
      continue;
    }
    EXPECT_EQ(code_of(gate), "policy.licence.not_valid");
    EXPECT_EQ(gate.error().kind, base::ErrorKind::Refused);
    EXPECT_EQ(gate.error().article, "4");
    EXPECT_THAT(gate.error().detail, HasSubstr(licence_status_name(status)));
  }
}

// Article 29: whoever has suspended or ended the service accepts and issues nothing.
TEST_P(LicenceService, AServiceThatStopsClosesTheGate) {
  ASSERT_TRUE(import(sample_licence()));
  const auto comes_to = [&](Serving serving, std::string_view at) {
    store::WriteSet set;
    Service::note_serving(set, "service_stop-2026-1", serving, utc(at));
    ASSERT_TRUE(lane_->commit(std::move(set)));
  };
  comes_to(Serving::Suspended, "2026-06-01T02:00:00Z");
  EXPECT_EQ(gate("2026-06-01T01:59:59Z"), "ok");
  const auto closed = service_->licence_in_force(utc("2026-06-01T02:00:00Z"));
  EXPECT_EQ(code_of(closed), "policy.service_stopped");
  EXPECT_EQ(closed.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(closed.error().article, "29");
  comes_to(Serving::Resumed, "2026-09-01T02:00:00Z");
  EXPECT_EQ(gate("2026-09-01T02:00:00Z"), "ok");
  comes_to(Serving::Terminated, "2026-12-01T02:00:00Z");
  EXPECT_EQ(gate("2026-12-01T02:00:00Z"), "policy.service_stopped");
  Licence later = sample_licence();
  later.number = "测试-2027-0009";
  later.valid_from = day("2027-03-01");
  later.valid_to = day("2032-02-28");
  later.as_of = utc("2027-02-20T00:00:00Z");
  ASSERT_TRUE(import(later));
  EXPECT_EQ(gate("2027-02-27T02:00:00Z"), "policy.service_stopped") << "of the licence that it ended under";
  EXPECT_EQ(gate("2027-03-02T02:00:00Z"), "ok") << "who is licensed again serves again";
}

TEST_P(LicenceService, DaysAreCountedInBeijing) {
  ASSERT_TRUE(import(sample_licence()));  // 2026-01-01 to 2030-12-31
  EXPECT_EQ(gate("2025-12-31T15:59:59Z"), "policy.licence.not_valid");
  EXPECT_EQ(gate("2025-12-31T16:00:00Z"), "ok");
  EXPECT_EQ(gate("2030-12-31T15:59:59Z"), "ok");
  EXPECT_EQ(gate("2030-12-31T16:00:00Z"), "policy.licence.not_valid");
  EXPECT_THAT(detail_of(service_->licence_in_force(utc("2030-12-31T16:00:00Z"))), HasSubstr("2031-01-01"));
}

// Renewal (article 15) may give a new number: both files are there, each decides over its own days.
TEST_P(LicenceService, RenewedLicenceTakesOverOnItsFirstDay) {
  ASSERT_TRUE(import(sample_licence()));
  Licence renewed = sample_licence();
  renewed.number = "测试-2031-0001";
  renewed.valid_from = day("2031-01-01");
  renewed.valid_to = day("2035-12-31");
  renewed.as_of = utc("2030-11-01T00:00:00Z");
  ASSERT_TRUE(import(renewed));
  EXPECT_EQ(service_->licence()->licence.number, renewed.number);
  EXPECT_EQ(service_->licence_in_force(utc("2030-12-31T15:59:59Z"))->number, "测试-2026-0001");
  EXPECT_EQ(service_->licence_in_force(utc("2030-12-31T16:00:00Z"))->number, renewed.number);
  EXPECT_EQ(acts("licence/" + renewed.number).at(0).first, proof::ActCode::LicenceImported);
}

// An older licence that still has days left does not save a newer one that was revoked.
TEST_P(LicenceService, NewestFileOfTheDayDecides) {
  ASSERT_TRUE(import(sample_licence()));
  Licence replacement = sample_licence();
  replacement.number = "测试-2027-0009";
  replacement.as_of = utc("2026-02-01T00:00:00Z");
  replacement.status = LicenceStatus::Revoked;
  ASSERT_TRUE(import(replacement));
  EXPECT_EQ(gate_now(), "policy.licence.not_valid");
}

TEST_P(LicenceService, OfTwoImportsAtOnceOneIsRecorded) {
  for (const auto later :
       {std::chrono::seconds(0), std::chrono::seconds(60)}) {  // a new number, then a known one
    store::Gate gate;
    hold(gate);
    Licence licence = sample_licence();
    licence.as_of += later;
    const std::string note = signed_licence(licence);
    base::Waiter<Licence> first;
    base::Waiter<Licence> second;
    service_->import_licence(note, compliance(), remembering<Licence>(), first.completion());
    service_->import_licence(note, compliance(), remembering<Licence>(), second.completion());
    gate.open();
    EXPECT_EQ(code_of(first.wait()), "ok");
    EXPECT_EQ(code_of(second.wait()), "policy.licence.older");
  }
  EXPECT_EQ(act_count(), 2);
  EXPECT_EQ(remembered(), 2);
}

// Another server imported it: this one asks the database each time.
TEST_P(LicenceService, GateSeesWhatAnotherServerImported) {
  EXPECT_EQ(gate_now(), "policy.licence.none");
  const auto lane = store::Lane::start(connect());
  Service other({*database_, *lane, recorder_, clock_, calendar_},
                {{std::string(kRegulator), regulator_key().public_key()}});
  base::Waiter<Licence> waiter;
  other.import_licence(signed_licence(sample_licence()), compliance(), {}, waiter.completion());
  ASSERT_TRUE(waiter.wait());
  EXPECT_EQ(gate_now(), "ok");
}

TEST_P(LicenceService, RowChangedByOtherHandsIsOurFault) {
  ASSERT_TRUE(import(sample_licence()));
  run("UPDATE licence SET note = 'x'");
  const auto gate = service_->licence_in_force(clock_.now());
  EXPECT_EQ(code_of(gate), "policy.stored");
  EXPECT_EQ(gate.error().kind, base::ErrorKind::Internal);
}

}  // namespace
}  // namespace yinxin::policy
