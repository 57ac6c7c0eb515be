// Records destroyed so that the ledger still proves everything else, on both engines (article 24;
// decisions.md 7; src/proof/EXPORT.md).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/retention_world.hpp"
#include "ledger/destruction.hpp"

namespace yinxin::registration_support {
namespace {

using http::JsonReader;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DestructionTest : public RetentionWorld {};
YX_BOTH_ENGINES(DestructionTest);

TEST_P(DestructionTest, NothingThatNamesAPersonIsLeft) {
  const Applicant zhang = archived();
  Applicant li = person("李明", resident_id("11010119900307005"));
  bring_to_active(li);
  approve(zhang.number);
  EXPECT_EQ(found_by(resident_id()), 1U);
  const std::string application = authority::application_object(zhang.number);
  const std::string issued = certificate_object(zhang.number);
  const auto others = open_records(authority::application_object(li.number));
  ASSERT_GT(open_records(application), 10);
  ASSERT_GT(open_records(issued), 1);
  go_to("2031-11-23T02:00:00Z");
  ASSERT_EQ(destroy(zhang.number), "ok");

  const auto left = need(registration->find(zhang.number));
  EXPECT_EQ(left.state, "destroyed");
  EXPECT_TRUE(left.form.subject.empty());
  EXPECT_TRUE(left.form.identities.empty());
  EXPECT_TRUE(left.materials.empty());
  for (const auto& step : left.steps) EXPECT_TRUE(step.inputs.empty()) << step.event;
  EXPECT_EQ(found_by(resident_id()), 0U);
  for (const char* sql : {"SELECT count(*) FROM application_identity WHERE number = $1",
                          "SELECT count(*) FROM material WHERE number = $1",
                          "SELECT count(*) FROM application_step WHERE number = $1 AND inputs IS NOT NULL",
                          "SELECT count(*) FROM application WHERE number = $1 AND form IS NOT NULL"})
    EXPECT_EQ(number(sql, {zhang.number}), 0) << sql;
  EXPECT_EQ(code_of(registration->agreement_text(zhang.number)), "registration.destroyed");
  EXPECT_EQ(code_of(registration->evidence(zhang.number)), "registration.destroyed");
  EXPECT_EQ(code_of(registration->openings(zhang.number)), "registration.destroyed");
  base::Waiter<Application> looked;
  registration->record_look(zhang.number, {"phone"}, "核对", anna(), {}, looked.completion());
  EXPECT_EQ(code_of(looked.wait()), "registration.destroyed");
  // Of its acts only the destruction says anything, one for each object; those of others say all.
  EXPECT_EQ(open_records(application), 1);
  EXPECT_EQ(open_records(issued), 1);
  EXPECT_EQ(records(ActCode::Destroyed, application), 1);
  EXPECT_EQ(records(ActCode::Destroyed, issued), 1);
  EXPECT_EQ(open_records(authority::application_object(li.number)), others);
  // The certificate and its status were public and stay so.
  EXPECT_EQ(certificate(zhang.number).state, authority::CertificateState::Issued);
  EXPECT_TRUE(certificate(zhang.number).revoked_at);
  EXPECT_EQ(code_of(perform(zhang.number, "place_hold", compliance(), hold())), "procedure.state");
}

TEST_P(DestructionTest, TheTreeStaysProvableAndOnlyADestructionExcusesAMissingRecord) {
  const Applicant zhang = archived();
  Applicant li = person("李明", resident_id("11010119900307005"));
  bring_in(li);
  approve(zhang.number);
  EXPECT_THAT(faults(exported()), IsEmpty());
  go_to("2031-11-23T02:00:00Z");
  ASSERT_EQ(destroy(zhang.number), "ok");
  EXPECT_THAT(faults(exported()), IsEmpty());

  // Taken away without an act: of another application, and of this one's certificate after its act is undone.
  const auto hidden = rows("SELECT seq FROM act_record WHERE object = $1 ORDER BY seq",
                           {authority::application_object(li.number)});
  run("UPDATE act_record SET record = NULL, opening = NULL WHERE object = '" +
      authority::application_object(li.number) + "'");
  EXPECT_THAT(faults(exported()),
              ElementsAre("seq " + std::to_string(hidden.at(0).integer(0)) + ": ledger.destroyed"));
}

TEST_P(DestructionTest, AnActOfDestructionCoversItsOwnObjectOnly) {
  const Applicant zhang = archived();
  approve(zhang.number);
  go_to("2031-11-23T02:00:00Z");
  ASSERT_EQ(destroy(zhang.number), "ok");
  MemoryExport shown = exported();
  // As if only the application's act had been written: the certificate's last act is another one.
  std::string& entries = shown.files["entries.jsonl"];
  const std::string issued = certificate_object(zhang.number);
  ASSERT_THAT(faults(shown), IsEmpty());
  const auto seq = rows("SELECT seq FROM act_record WHERE object = $1 AND act = $2",
                        {issued, static_cast<std::int64_t>(ActCode::Destroyed)});
  const std::string start = "{\"seq\":" + std::to_string(seq.at(0).integer(0)) + ",";
  const std::size_t at = entries.find(start);
  ASSERT_NE(at, std::string::npos);
  const std::size_t end = entries.find('\n', at);
  std::string line = entries.substr(at, end - at);
  // Another act code in the leaf: 213 is 00d5, 212 is 00d4.
  const std::size_t leaf = line.find("\"leaf\":\"") + 8 + 18;
  ASSERT_EQ(line.substr(leaf, 4), "00d5");
  line.replace(leaf, 4, "00d4");
  entries.replace(at, end - at, line);
  EXPECT_THAT(faults(shown), testing::Contains(testing::EndsWith(": ledger.destroyed")));
}

TEST_P(DestructionTest, AnIntentThatWasGivenUpGoesWithTheRest) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  signer->stop();
  ASSERT_FALSE(perform(zhang.number, "issue", chen()));
  const std::string intended = certificate_object(zhang.number);
  clock.advance(std::chrono::minutes(10));
  need(registration->fire_due());
  signer->start();
  ASSERT_EQ(records(ActCode::IntentAbandoned, intended), 1);
  need(perform(zhang.number, "withdraw", zhang.actor()));
  approve(zhang.number);
  go_to("2030-01-01T00:00:00Z");
  ASSERT_EQ(destroy(zhang.number), "ok");
  EXPECT_EQ(records(ActCode::Destroyed, intended), 1);
  EXPECT_EQ(open_records(intended), 1);
  EXPECT_THAT(faults(exported()), IsEmpty());
}

TEST_P(DestructionTest, TheListSaysWhatWentAndWhoAgreed) {
  const Applicant zhang = archived();
  EXPECT_EQ(code_of(registration->destruction_list(zhang.number)), "ledger.record.none");
  approve(zhang.number);
  go_to("2031-11-23T02:00:00Z");
  const auto material = rows("SELECT title, content FROM material WHERE number = $1", {zhang.number}).at(0);
  crypto::Sm3 sealed;
  sealed.update(material.blob(0)).update(material.blob(1));
  const std::string digest = base::to_hex(sealed.finish());
  ASSERT_EQ(destroy(zhang.number), "ok");
  const std::string text = need(registration->destruction_list(zhang.number));
  for (const std::string& person : {std::string(kPersonName), resident_id(), std::string("13800138000")})
    EXPECT_THAT(text, Not(HasSubstr(person)));

  const JsonReader list = destruction_list(zhang.number);
  EXPECT_EQ(list.text("title"), "销毁清册");
  EXPECT_EQ(list.text("retain_until"), "2031-11-22");
  EXPECT_EQ(list.text("destroyed_by"), "officer/dong");
  EXPECT_EQ(list.text("destroyed_at"), "2031-11-23T02:00:00Z");
  EXPECT_EQ(list.object("certificate").text("serial"), certificate(zhang.number).serial.to_hex());
  std::vector<std::string> approvals;
  for (const JsonReader& one : list.objects("approvals", 9)) approvals.push_back(one.text("actor"));
  EXPECT_THAT(approvals, ElementsAre("officer/dong", "officer/compliance", "officer/responsible"));
  std::map<std::string, std::int64_t> gone;
  for (const JsonReader& one : list.objects("destroyed", 20)) {
    gone[one.text("what") + " " + one.text("object")] = one.integer("count", 0, 1000);
    if (one.text("what") == "materials") {
      EXPECT_EQ(one.text("sealed_sm3"), digest);
    }
  }
  const std::string application = authority::application_object(zhang.number);
  EXPECT_EQ(gone["form " + application], 1);
  EXPECT_EQ(gone["identities " + application], 1);
  EXPECT_EQ(gone["materials " + application], 1);
  EXPECT_EQ(gone["act_records " + application],
            number("SELECT count(*) FROM act_record WHERE object = $1 AND record IS NULL", {application}));
  EXPECT_EQ(gone["act_records " + certificate_object(zhang.number)], 3);  // intended, issued, revoked

  // The act on the certificate names the list by its digest.
  const auto act =
      need(ledger::newest_record(*database_, recorder, certificate_object(zhang.number), ActCode::Destroyed));
  EXPECT_EQ(act.find("destruction_list_sm3"), base::to_hex(crypto::sm3(base::as_bytes(text))));
  EXPECT_FALSE(act.find("destruction_list"));
}

// ---- the ledger's part ----

TEST_P(DestructionTest, RecordsWithoutANumberCannotGo) {
  const Applicant zhang = archived();
  approve(zhang.number);
  go_to("2031-11-23T02:00:00Z");
  cover();
  sequencer.reset();
  need(perform(zhang.number, "approve_destruction_archive", dong()));  // waits for a number
  EXPECT_EQ(code_of(perform(zhang.number, "destroy", dong())), "ledger.record.not_covered");
  EXPECT_EQ(state(zhang.number), "archived");
  start_sequencer();
  EXPECT_EQ(destroy(zhang.number), "ok");
}

TEST_P(DestructionTest, AnActRecordedMeanwhileKeepsTheRecords) {
  const Applicant zhang = archived();
  cover();
  const std::string application = authority::application_object(zhang.number);
  ledger::OpenRecords open;
  need(database_->read([&](store::Connection& connection) -> base::Result<void> {
    YX_TRY(open, ledger::open_records(connection, application));
    return {};
  }));
  EXPECT_EQ(open.count, open_records(application));
  base::Waiter<Application> looked;
  registration->record_look(zhang.number, {"phone"}, "核对", anna(), {}, looked.completion());
  need(looked.wait());
  store::WriteSet late;
  ledger::destroy_records(late, open);
  EXPECT_EQ(code_of(lane->commit(std::move(late))), "ledger.record.added");
  EXPECT_EQ(open_records(application), open.count + 1);
}

}  // namespace
}  // namespace yinxin::registration_support
