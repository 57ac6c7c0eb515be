// The life of applications on both engines with a real signer: from submission to destruction, by different
// persons, each act in the ledger (articles 20, 21, 24; requirements 2.12, 13.3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using proof::ActCode;
using store::code_of;
using store::detail_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class RegistrationTest : public RegistrationWorld {
 protected:
  std::vector<std::string> events(const std::string& number) const {
    std::vector<std::string> names;
    for (const auto& step : need(registration->find(number)).steps) names.push_back(step.event);
    return names;
  }
  std::vector<std::string> possible(const std::string& number, const Actor& actor) const {
    std::vector<std::string> names;
    for (const auto* transition : registration->possible(need(registration->find(number)), actor))
      names.push_back(transition->event);
    return names;
  }
};
YX_BOTH_ENGINES(RegistrationTest);

TEST_P(RegistrationTest, APersonGetsACertificate) {
  Applicant zhang = person();
  const Application active = bring_to_active(zhang);
  EXPECT_THAT(zhang.number, testing::MatchesRegex("SQ-2026-[0-9A-HJKMNP-TV-Z]{8}"));
  EXPECT_EQ(active.state, "active");
  EXPECT_EQ(active.version, 10);
  EXPECT_EQ(active.rules_version, "1.0");
  EXPECT_EQ(active.procedure_version, "certificate/2024-11-01");
  EXPECT_THAT(events(zhang.number),
              ElementsAre("submit", "receive", "check_identity", "review_material", "notify", "accept",
                          "sign_agreement", "issue", "accept_certificate"));

  const auto record = certificate(zhang.number);
  ASSERT_TRUE(active.serial);
  EXPECT_EQ(record.serial, *active.serial);
  const auto issued = need(x509::Certificate::parse(record.der));
  EXPECT_TRUE(issued.verify(issuing_certificate().tbs().public_key));
  EXPECT_EQ(issued.tbs().public_key, zhang.key.public_key());
  EXPECT_EQ(issued.tbs().subject.find(asn1::oids::kCommonName), kPersonName);
  const auto length =
      issued.tbs().validity.not_after - issued.tbs().validity.not_before + std::chrono::seconds(1);
  EXPECT_EQ(length, std::chrono::days(365));
  EXPECT_EQ(need(registration->number_of(record.serial)), zhang.number);
}

TEST_P(RegistrationTest, EveryActIsInTheLedger) {
  Applicant zhang = person();
  bring_to_active(zhang);
  for (const ActCode code :
       {ActCode::ApplicationSubmitted, ActCode::MaterialAdded, ActCode::ApplicationReceived,
        ActCode::IdentityChecked, ActCode::MaterialReviewed, ActCode::Notified, ActCode::ApplicationAccepted,
        ActCode::AgreementSigned, ActCode::AcceptedByHolder}) {
    EXPECT_EQ(acts(code, zhang.number), 1) << proof::act_info(code).name;
  }
  const auto record = certificate(zhang.number);
  EXPECT_EQ(records(ActCode::Issued, authority::certificate_object(record.authority, record.serial)), 1);

  // What the act of issue says: who, by which gates.
  const auto row = rows("SELECT id, record, opening FROM act_record WHERE act = $1 AND object = $2",
                        {static_cast<std::int64_t>(ActCode::Issued),
                         authority::certificate_object(record.authority, record.serial)})
                       .at(0);
  const auto opened = need(recorder.open(row.blob(0), row.blob(1), row.blob(2)));
  EXPECT_EQ(opened.record.find("actor"), "officer/chen");
  EXPECT_EQ(opened.record.find("rules"), "1.0");
  EXPECT_EQ(opened.record.find("application"), "application/" + zhang.number);
  EXPECT_THAT(std::string(opened.record.find("gate.identity_check").value_or("")),
              HasSubstr("officer/anna 2026-11-22T"));
  EXPECT_THAT(std::string(opened.record.find("gate.material_review").value_or("")), HasSubstr("officer/bo"));
  EXPECT_THAT(std::string(opened.record.find("gate.agreement").value_or("")),
              HasSubstr("applicant/" + zhang.number));
  EXPECT_EQ(opened.record.find("gate.licence"), "测试-2026-0001");
}

TEST_P(RegistrationTest, WhatOfficersOweIsListedByItsClock) {
  const auto owed = [&](const std::string& in) {
    std::vector<std::string> numbers;
    registration::Service::Filter filter{in, {}};
    filter.owed_after = base::Time{};
    for (const Application& one : need(registration->list(filter, "", 50))) numbers.push_back(one.number);
    return numbers;
  };
  Applicant zhang = person();
  const auto submitted = need(submit(zhang));
  ASSERT_TRUE(submitted.owed_at) << "to be received within two working days";
  EXPECT_THAT(owed("submitted"), ElementsAre(zhang.number));
  need(add_material(zhang.number, material_for(zhang), zhang.actor()));
  EXPECT_FALSE(need(perform(zhang.number, "receive", anna())).owed_at);
  accept(zhang);
  EXPECT_THAT(owed(""), testing::IsEmpty()) << "the applicant has the agreement to sign";
  need(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang)));
  EXPECT_THAT(owed("to_issue"), ElementsAre(zhang.number));
  need(perform(zhang.number, "issue", chen()));
  EXPECT_THAT(owed(""), testing::IsEmpty()) << "the holder has the certificate to accept";
  need(perform(zhang.number, "accept_certificate", zhang.actor()));

  Applicant other = person();
  bring_to_active(other);
  const Values cause{{"reason", std::string("key_compromise")}, {"cause", std::string("遗失")}};
  const auto asked = need(perform(other.number, "request_revocation", other.actor(), cause));
  ASSERT_TRUE(asked.owed_at);
  EXPECT_GT(*asked.owed_at, clock.now());
  clock.advance(std::chrono::minutes(1));
  need(perform(zhang.number, "request_revocation", anna(), cause));
  EXPECT_EQ(need(perform(other.number, "request_revocation", other.actor(), cause)).owed_at, asked.owed_at)
      << "to ask again gives no more time";
  EXPECT_THAT(owed("active"), ElementsAre(other.number, zhang.number));
  EXPECT_THAT(owed("suspended"), testing::IsEmpty());
  EXPECT_FALSE(need(perform(other.number, "revoke", chen(), cause)).owed_at);
  EXPECT_THAT(owed(""), ElementsAre(zhang.number));
}

TEST_P(RegistrationTest, AnOrganisationGetsACertificateWithItsCodeInClear) {
  Applicant office = organisation();
  bring_to_active(office);
  const auto issued = need(x509::Certificate::parse(certificate(office.number).der));
  EXPECT_EQ(issued.tbs().subject.find(asn1::oids::kOrganization), "云岭县人民政府办公室");
  EXPECT_THAT(std::string(base::as_text(issued.der())), HasSubstr(kCreditCode));
}

TEST_P(RegistrationTest, NothingPersonalStandsInTheDatabaseFile) {
  if (GetParam() != store::Engine::Sqlite) GTEST_SKIP() << "octets of one file";
  Applicant zhang = person();
  bring_to_active(zhang);
  need(perform(
      zhang.number, "request_revocation", zhang.actor(),
      {{"reason", std::string("cessation_of_operation")}, {"cause", std::string("张晓明的U盾不用了")}}));
  run("PRAGMA wal_checkpoint(TRUNCATE)");
  const auto octets = need(base::read_file(test_database_->file(), std::size_t{64} << 20));
  const std::string_view file = base::as_text(octets);
  for (const std::string& secret :
       {resident_id(), std::string("13800138000"), std::string("xiaoming@example.cn"), std::string("U盾"),
        std::string("证件扫描件"), std::string("scan of ")}) {
    EXPECT_EQ(file.find(secret), std::string_view::npos) << secret;
  }
  // The certificate itself holds the name: that is what it is for.
  EXPECT_NE(file.find(zhang.number), std::string_view::npos);
}

TEST_P(RegistrationTest, WhatIsStoredComesBackWhole) {
  Applicant zhang = person();
  zhang.form.alt_names.emails = {"xiaoming@example.cn"};
  need(submit(zhang));
  const auto material = material_for(zhang);
  need(add_material(zhang.number, material, zhang.actor()));
  const Application found = need(registration->find(zhang.number));
  EXPECT_EQ(found.form.subject, zhang.form.subject);
  EXPECT_EQ(found.form.alt_names.emails, zhang.form.alt_names.emails);
  ASSERT_THAT(found.form.identities, SizeIs(1));
  EXPECT_EQ(found.form.identities[0].number, resident_id());
  EXPECT_EQ(found.form.phone, "13800138000");
  EXPECT_EQ(found.form.validity_days, 365);
  EXPECT_EQ(found.form.request, zhang.form.request);
  EXPECT_EQ(found.key, base::to_bytes(zhang.key.public_key().point()));
  ASSERT_THAT(found.materials, SizeIs(1));
  EXPECT_EQ(found.materials[0].title, "证件扫描件");
  EXPECT_EQ(found.materials[0].digest, crypto::sm3(material.content));
  EXPECT_EQ(need(registration->material(zhang.number, found.materials[0].digest)).content, material.content);
  EXPECT_EQ(code_of(registration->material(zhang.number, crypto::Sm3Digest{})), "registration.material");
  EXPECT_EQ(code_of(registration->find("SQ-2026-00000000")), "registration.application");
}

TEST_P(RegistrationTest, ListsNewestFirstByStateAndByNumberOfPapers) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 3; ++i) {
    Applicant one = i < 2 ? person() : organisation();
    need(submit(one));
    numbers.push_back(one.number);
    clock.advance(std::chrono::seconds(1));
  }
  need(perform(numbers[0], "receive", anna()));
  const auto list = [&](const registration::Service::Filter& filter, const std::string& after = "") {
    std::vector<std::string> found;
    for (const auto& one : need(registration->list(filter, after, 2))) found.push_back(one.number);
    return found;
  };
  EXPECT_THAT(list({}), ElementsAre(numbers[2], numbers[1]));
  EXPECT_THAT(list({}, numbers[1]), ElementsAre(numbers[0]));
  EXPECT_THAT(list({"submitted", {}}), ElementsAre(numbers[2], numbers[1]));
  const registration::IdentityNumber number{x509::IdentityKind::ResidentId, resident_id()};
  EXPECT_THAT(list({"", number}), ElementsAre(numbers[1], numbers[0]));
  EXPECT_THAT(list({"received", number}), ElementsAre(numbers[0]));
  EXPECT_EQ(code_of(registration->list(
                {"", registration::IdentityNumber{x509::IdentityKind::ResidentId, "1"}}, "", 5)),
            "x509.identity.number");
}

TEST_P(RegistrationTest, ASupplementUndoesCheckReviewAndAgreement) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  need(perform(zhang.number, "request_supplement", bo(), {{"missing", std::string("证件背面")}}));
  registration::Material more{"identity_document", "证件背面", "image/jpeg",
                              base::to_bytes(std::string("back"))};
  need(add_material(zhang.number, more, zhang.actor()));
  need(perform(zhang.number, "supplement", zhang.actor()));
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "procedure.state");
  const auto early = perform(zhang.number, "accept", anna(), offered(zhang.number));
  EXPECT_EQ(code_of(early), "registration.gate.identity_missing");
  EXPECT_THAT(detail_of(early),
              AllOf(HasSubstr("identity"), HasSubstr("review"), Not(HasSubstr("notification"))));

  need(perform(zhang.number, "check_identity", anna(), checked()));
  need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
  need(perform(zhang.number, "accept", anna(), offered(zhang.number)));
  need(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang)));
  EXPECT_EQ(need(perform(zhang.number, "issue", chen())).state, "issued");
}

TEST_P(RegistrationTest, AnApplicantMayWithdrawAndUseTheKeyAgain) {
  Applicant zhang = person();
  need(submit(zhang));
  Applicant again = person();
  again.key =
      need(crypto::Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(zhang.key.scalar().reveal())));
  again.form.request = zhang.form.request;
  EXPECT_EQ(code_of(submit(again)), "registration.key_used");
  EXPECT_EQ(need(perform(zhang.number, "withdraw", zhang.actor())).state, "withdrawn");
  EXPECT_EQ(code_of(submit(again)), "ok");
  EXPECT_NE(again.number, zhang.number);
}

TEST_P(RegistrationTest, ARefusalNeedsItsReason) {
  Applicant zhang = person();
  bring_in(zhang);
  EXPECT_EQ(code_of(perform(zhang.number, "refuse", bo())), "procedure.input");
  EXPECT_EQ(code_of(perform(zhang.number, "refuse", bo(),
                            {{"reason_code", std::string("other")}, {"reason", std::string(" ")}})),
            "procedure.input");
  const auto refused =
      perform(zhang.number, "refuse", bo(),
              {{"reason_code", std::string("material_expired")}, {"reason", std::string("证件已过期")}});
  ASSERT_EQ(code_of(refused), "ok");
  EXPECT_EQ(refused->state, "refused");
  EXPECT_EQ(acts(ActCode::ApplicationRefused, zhang.number), 1);
  EXPECT_EQ(code_of(perform(zhang.number, "receive", anna())), "procedure.state");
}

TEST_P(RegistrationTest, OfTwoOfficersAtOnceOneWins) {
  Applicant zhang = person();
  bring_in(zhang);
  const auto seen = need(registration->find(zhang.number)).version;
  constexpr std::size_t kMany = 8;
  std::vector<base::Waiter<Application>> waiters(kMany);
  for (std::size_t i = 0; i < kMany; ++i) {
    registration->perform({zhang.number, "check_identity", checked(), seen},
                          officer("o" + std::to_string(i), {Role::RegistrationOfficer}), {},
                          waiters[i].completion());
  }
  std::size_t won = 0;
  for (auto& waiter : waiters) {
    const auto result = waiter.wait();
    won += result ? 1 : 0;
    EXPECT_THAT(code_of(result), testing::AnyOf("ok", "registration.changed"));
  }
  EXPECT_EQ(won, 1U);
  EXPECT_EQ(acts(ActCode::IdentityChecked, zhang.number), 1);
  EXPECT_EQ(need(registration->find(zhang.number)).version, seen + 1);
}

TEST_P(RegistrationTest, TwoOfficersIssuingAtOnceMakeOneCertificate) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  std::vector<base::Waiter<Application>> waiters(4);
  for (std::size_t i = 0; i < waiters.size(); ++i) {
    registration->perform({zhang.number, "issue", key_of(zhang.number), {}},
                          officer("i" + std::to_string(i), {Role::IssuingOfficer}), {},
                          waiters[i].completion());
  }
  int won = 0;
  for (auto& waiter : waiters) won += waiter.wait() ? 1 : 0;
  EXPECT_EQ(won, 1);
  EXPECT_EQ(state(zhang.number), "issued");
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE application = $1", {zhang.number}), 1);
}

TEST_P(RegistrationTest, WhatTheCallerWantsRememberedStandsInTheSameCommit) {
  run("CREATE TABLE remembered (number TEXT NOT NULL, version BIGINT NOT NULL)");
  const store::Remember<Application> remember = [](store::WriteSet& set, const Application& outcome) {
    set.add("INSERT INTO remembered (number, version) VALUES ($1, $2)", {outcome.number, outcome.version});
  };
  Applicant zhang = person();
  bring_to_issue(zhang);
  base::Waiter<Application> waiter;
  registration->perform({zhang.number, "issue", key_of(zhang.number), {}}, chen(), remember,
                        waiter.completion());
  const Application issued = need(waiter.wait());
  EXPECT_EQ(number("SELECT version FROM remembered WHERE number = $1", {zhang.number}), issued.version);
  EXPECT_EQ(issued.serial, need(registration->find(zhang.number)).serial);
}

TEST_P(RegistrationTest, ALockedSignerLeavesItToBeIssuedUnderTheSameSerial) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  signer->stop();
  const auto failed = perform(zhang.number, "issue", chen());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, base::ErrorKind::Unavailable);
  EXPECT_EQ(state(zhang.number), "to_issue");
  const auto intent = certificate(zhang.number);
  EXPECT_EQ(intent.state, authority::CertificateState::Intended);
  signer->start();
  const auto issued = perform(zhang.number, "issue", officer("another", {Role::IssuingOfficer}));
  ASSERT_EQ(code_of(issued), "ok");
  EXPECT_EQ(issued->serial, intent.serial);
}

TEST_P(RegistrationTest, LooksAreRecordedWithTheirReason) {
  Applicant zhang = person();
  need(submit(zhang));
  const auto look = [&](const Actor& actor, std::vector<std::string> fields, const std::string& reason) {
    base::Waiter<Application> waiter;
    registration->record_look(zhang.number, std::move(fields), reason, actor, {}, waiter.completion());
    return code_of(waiter.wait());
  };
  EXPECT_EQ(look(anna(), {"identities"}, "窗口核对证件"), "ok");
  EXPECT_EQ(acts(ActCode::PersonalDataViewed, zhang.number), 1);
  EXPECT_EQ(look(anna(), {"identities"}, " "), "registration.look.reason");
  EXPECT_EQ(look(anna(), {}, "核对"), "registration.look.reason");
  EXPECT_EQ(look(officer("audit", {Role::AuditAdministrator}), {"identities"}, "核对"), "registration.look");
  EXPECT_EQ(look(zhang.actor(), {"identities"}, "核对"), "registration.look");
}

TEST_P(RegistrationTest, SaysWhatMayBeDoneByWhom) {
  Applicant zhang = person();
  bring_in(zhang);
  EXPECT_THAT(possible(zhang.number, anna()), testing::IsSupersetOf({"check_identity", "accept", "refuse"}));
  EXPECT_THAT(possible(zhang.number, bo()), testing::IsSupersetOf({"review_material", "request_supplement"}));
  EXPECT_THAT(possible(zhang.number, zhang.actor()), ElementsAre("notify", "withdraw"));
  EXPECT_THAT(possible(zhang.number, person().actor()), testing::IsEmpty());
  EXPECT_THAT(possible(zhang.number, officer("sys", {Role::SystemAdministrator})), testing::IsEmpty());
}

}  // namespace
}  // namespace yinxin::registration_support
