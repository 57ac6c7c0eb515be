// Certificates in their later life on both engines: suspension, revocation, renewal, rekey, change, the
// clocks of the procedure (articles 17, 20; requirements 2.12).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using proof::ActCode;
using std::chrono::days;
using store::code_of;
using store::detail_of;
using testing::HasSubstr;
using x509::RevocationReason;

class RegistrationReplacingTest : public RegistrationWorld {
 protected:
  /// An active certificate's holder, and its serial.
  x509::Serial active(Applicant& applicant) { return *bring_to_active(applicant).serial; }
  Applicant next(const Applicant& old, Purpose purpose) const {
    return successor_of(old, purpose, certificate(old.number).serial);
  }
  base::Bytes signed_by(const Applicant& old, const Applicant& applicant) const {
    return need(crypto::sm2_sign(old.key, applicant.form.request)).to_der();
  }
  std::size_t fire() { return need(registration->fire_due()); }
  Values revocation(const std::string& reason = "key_compromise") const {
    return {{"reason", reason}, {"cause", std::string("持有人申请")}};
  }
};
YX_BOTH_ENGINES(RegistrationReplacingTest);

TEST_P(RegistrationReplacingTest, RevocationIsForGood) {
  Applicant zhang = person();
  active(zhang);
  need(perform(zhang.number, "request_revocation", zhang.actor(), revocation()));
  EXPECT_EQ(code_of(perform(zhang.number, "revoke", zhang.actor(), revocation())), "procedure.role");
  Values inputs = revocation();
  inputs["invalidity_date"] = base::parse_date("2026-11-24").value();
  EXPECT_EQ(code_of(perform(zhang.number, "revoke", chen(), inputs)), "registration.invalidity_date");
  inputs["invalidity_date"] = base::parse_date("2026-11-21").value();
  need(perform(zhang.number, "revoke", chen(), inputs));
  const auto record = certificate(zhang.number);
  EXPECT_EQ(record.reason, RevocationReason::KeyCompromise);
  ASSERT_TRUE(record.revoked_at && record.invalidity_date);
  EXPECT_EQ(*record.invalidity_date, base::parse_utc("2026-11-20T16:00:00Z").value());
  EXPECT_EQ(records(ActCode::Revoked, authority::certificate_object(record.authority, record.serial)), 1);
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_EQ(code_of(perform(zhang.number, "revoke", chen(), revocation())), "procedure.state");
  EXPECT_EQ(code_of(perform(zhang.number, "resume", chen())), "procedure.state");
}

TEST_P(RegistrationReplacingTest, SuspensionOnlyWhereTheCpsHasIt) {
  Applicant zhang = person();
  active(zhang);
  const Values cause{{"cause", std::string("设备送修")}};
  const auto off = perform(zhang.number, "suspend", zhang.actor(), cause);
  EXPECT_EQ(code_of(off), "registration.suspension_off");
  EXPECT_EQ(off.error().article, "17");
  CpsChoice choice;
  choice.suspension_allowed = true;
  change_rules(choice);
  Applicant li = person("李明");
  active(li);
  need(perform(li.number, "suspend", li.actor(), cause));
  EXPECT_EQ(certificate(li.number).reason, RevocationReason::CertificateHold);
  EXPECT_EQ(code_of(perform(li.number, "resume", li.actor())), "procedure.role");
  EXPECT_EQ(need(perform(li.number, "resume", chen())).state, "active");
  EXPECT_FALSE(certificate(li.number).revoked_at);
  need(perform(li.number, "suspend", chen(), cause));
  EXPECT_EQ(need(perform(li.number, "revoke", chen(), revocation("cessation_of_operation"))).state,
            "revoked");
}

TEST_P(RegistrationReplacingTest, ARenewalKeepsHolderAndDataAndComesInTime) {
  Applicant zhang = person();
  const auto serial = active(zhang);
  Applicant renewed = next(zhang, Purpose::Renewal);
  const auto early = submit(renewed);
  EXPECT_EQ(code_of(early), "registration.replaces");
  EXPECT_THAT(detail_of(early), HasSubstr("too early"));
  clock.set(certificate(zhang.number).validity.not_after - days(59));

  Applicant other = next(zhang, Purpose::Renewal);
  other.form.subject[0].second = "王晓明";
  EXPECT_EQ(code_of(submit(other)), "registration.replaces");
  other = next(zhang, Purpose::Renewal);
  other.form.identities[0].number = resident_id("11010119900307004");
  EXPECT_EQ(code_of(submit(other)), "registration.replaces");
  other = successor_of(zhang, Purpose::Renewal, x509::Serial::random());
  EXPECT_EQ(code_of(submit(other)), "authority.certificate");
  other = next(zhang, Purpose::Renewal);
  other.form.reason = "lost";
  EXPECT_EQ(code_of(submit(other)), "registration.replaces");

  bring_to_issue(renewed);
  const auto issued = need(perform(renewed.number, "issue", chen()));
  EXPECT_NE(issued.serial, serial);
  EXPECT_EQ(acts(ActCode::Renewed, renewed.number), 1);
  // This CPS lets the old one run to its end.
  EXPECT_EQ(state(zhang.number), "active");
  EXPECT_FALSE(certificate(zhang.number).revoked_at);
}

TEST_P(RegistrationReplacingTest, TheOldCertificateEndsWithTheNewWhereTheCpsSaysSo) {
  CpsChoice choice;
  choice.renewal_revokes = true;
  change_rules(choice);
  Applicant zhang = person();
  active(zhang);
  clock.set(certificate(zhang.number).validity.not_after - days(30));
  Applicant renewed = next(zhang, Purpose::Renewal);
  bring_to_issue(renewed);
  EXPECT_FALSE(certificate(zhang.number).revoked_at);
  need(perform(renewed.number, "issue", chen()));
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_EQ(certificate(zhang.number).reason, RevocationReason::Superseded);
  EXPECT_EQ(number("SELECT count(*) FROM application WHERE ends IS NOT NULL"), 0);
  EXPECT_EQ(fire(), 0U);
}

TEST_P(RegistrationReplacingTest, TheExistingCertificateProvesWhereTheCpsLetsIt) {
  CpsChoice choice;
  choice.renewal_by_certificate = true;
  change_rules(choice);
  Applicant zhang = person();
  active(zhang);
  clock.set(certificate(zhang.number).validity.not_after - days(30));
  Applicant renewed = next(zhang, Purpose::Renewal);
  EXPECT_EQ(code_of(submit(renewed)), "registration.replaced_signature");
  renewed.form.replaced_signature = need(crypto::sm2_sign(renewed.key, renewed.form.request)).to_der();
  EXPECT_EQ(code_of(submit(renewed)), "registration.replaced_signature");
  renewed.form.replaced_signature = {0x30, 0x00};
  EXPECT_EQ(code_of(submit(renewed)), "registration.replaced_signature");
  renewed.form.replaced_signature = signed_by(zhang, renewed);
  bring_in(renewed);
  EXPECT_EQ(code_of(perform(renewed.number, "check_identity", anna(), checked("existing_certificate"))),
            "ok");
}

TEST_P(RegistrationReplacingTest, ARekeyForALostKeyRevokesTheOldOneAsCompromised) {
  Applicant zhang = person();
  active(zhang);
  Applicant rekeyed = next(zhang, Purpose::Rekey);
  rekeyed.form.reason = "broken heart";
  EXPECT_EQ(code_of(submit(rekeyed)), "registration.replaces");
  rekeyed.form.reason = "lost";
  bring_to_issue(rekeyed);
  need(perform(rekeyed.number, "issue", chen()));
  EXPECT_EQ(acts(ActCode::Rekeyed, rekeyed.number), 1);
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_EQ(certificate(zhang.number).reason, RevocationReason::KeyCompromise);
}

TEST_P(RegistrationReplacingTest, AChangeTakesNewDataOfTheSameHolder) {
  Applicant zhang = person();
  active(zhang);
  Applicant changed = next(zhang, Purpose::Change);
  changed.form.subject[0].second = "张小明";
  Applicant stranger = next(zhang, Purpose::Change);
  stranger.form.identities[0].number = resident_id("11010119900307004");
  EXPECT_EQ(code_of(submit(stranger)), "registration.replaces");
  bring_to_issue(changed);
  need(perform(changed.number, "issue", chen()));
  EXPECT_EQ(acts(ActCode::Changed, changed.number), 1);
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_EQ(certificate(zhang.number).reason, RevocationReason::AffiliationChanged);
  // What is ended cannot be replaced again.
  Applicant late = next(zhang, Purpose::Change);
  EXPECT_EQ(code_of(submit(late)), "registration.replaces");
}

TEST_P(RegistrationReplacingTest, WhatACrashLeftBetweenTheTwoCommitsIsCaughtUp) {
  Applicant zhang = person();
  active(zhang);
  Applicant changed = next(zhang, Purpose::Change);
  bring_to_issue(changed);
  need(perform(changed.number, "issue", chen()));
  // As if the process had died after the first commit.
  run("UPDATE application SET ends = '" + zhang.number + "' WHERE number = '" + changed.number + "'");
  run("UPDATE application SET state = 'active' WHERE number = '" + zhang.number + "'");
  run("UPDATE certificate SET revoked_at = NULL, reason = NULL WHERE application = '" + zhang.number + "'");
  run("DELETE FROM application_step WHERE event = 'replaced'");
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_TRUE(certificate(zhang.number).revoked_at);
  EXPECT_EQ(fire(), 0U);
  // And what somebody else had ended meanwhile is let be.
  run("UPDATE application SET ends = '" + zhang.number + "' WHERE number = '" + changed.number + "'");
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(number("SELECT count(*) FROM application WHERE ends IS NOT NULL"), 0);
}

TEST_P(RegistrationReplacingTest, AnOverdueSupplementClosesTheApplication) {
  Applicant zhang = person();
  bring_in(zhang);
  const auto asked =
      need(perform(zhang.number, "request_supplement", anna(), {{"missing", std::string("证件背面")}}));
  // 30 calendar days after 2026-11-22 is a Tuesday; the day runs to its end in Beijing.
  EXPECT_EQ(asked.due_at, base::parse_utc("2026-12-22T16:00:00Z").value());
  clock.set(*asked.due_at - std::chrono::seconds(1));
  EXPECT_EQ(fire(), 0U);
  clock.set(*asked.due_at);
  EXPECT_EQ(fire(), 1U);
  const auto closed = need(registration->find(zhang.number));
  EXPECT_EQ(closed.state, "closed");
  EXPECT_EQ(closed.steps.back().actor, "system/clock");
  EXPECT_FALSE(closed.due_at);
  EXPECT_EQ(acts(ActCode::ApplicationClosed, zhang.number), 1);
  EXPECT_EQ(fire(), 0U);
}

TEST_P(RegistrationReplacingTest, WhoDoesNotSignTheAgreementIsClosed) {
  Applicant zhang = person();
  bring_in(zhang);
  accept(zhang);
  clock.advance(days(20));
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(state(zhang.number), "closed");
}

TEST_P(RegistrationReplacingTest, ACertificateNobodyAcceptsIsRevoked) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  const auto issued = need(perform(zhang.number, "issue", chen()));
  EXPECT_EQ(issued.due_at, base::parse_utc("2026-12-07T16:00:00Z").value());
  EXPECT_EQ(need(registration->clocks(issued)).size(), 1U);
  clock.set(*issued.due_at);
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(state(zhang.number), "revoked");
  EXPECT_EQ(certificate(zhang.number).reason, RevocationReason::CessationOfOperation);
}

TEST_P(RegistrationReplacingTest, ACertificateExpiresAtItsLastSecond) {
  Applicant zhang = person();
  active(zhang);
  const auto last = certificate(zhang.number).validity.not_after;
  clock.set(last);
  EXPECT_EQ(fire(), 0U);
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(state(zhang.number), "expired");
  EXPECT_EQ(acts(ActCode::Expired, zhang.number), 1);
}

TEST_P(RegistrationReplacingTest, AnIntentLeftBehindIsGivenUpAfterTenMinutes) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  signer->stop();
  ASSERT_FALSE(perform(zhang.number, "issue", chen()));
  const auto intent = certificate(zhang.number);
  EXPECT_EQ(fire(), 0U);
  clock.advance(std::chrono::minutes(10));
  EXPECT_EQ(fire(), 1U);
  EXPECT_EQ(state_of(intent.serial), "abandoned");
  signer->start();
  const auto issued = need(perform(zhang.number, "issue", chen()));
  EXPECT_NE(issued.serial, intent.serial);
}

TEST_P(RegistrationReplacingTest, EvidenceHoldsThePapersAsTheyWereSigned) {
  Applicant zhang = person();
  active(zhang);
  const std::string agreement = need(registration->agreement_text(zhang.number));
  clock.advance(days(400));  // the texts are those of the day of submission
  std::map<std::string, base::Bytes> files;
  for (auto& file : need(registration->evidence(zhang.number))) files.emplace(file.name, file.content);
  const auto text = [&](const std::string& name) { return std::string(base::as_text(files.at(name))); };
  EXPECT_EQ(text("05-agreement/agreement.txt"), agreement);
  EXPECT_THAT(agreement, HasSubstr("协议编号：" + zhang.number));
  EXPECT_THAT(agreement, HasSubstr(kLicensedName));
  EXPECT_THAT(agreement, HasSubstr("申请日期：2026-11-22"));
  EXPECT_THAT(agreement, testing::Not(HasSubstr("{")));
  const auto signature = need(crypto::Sm2Signature::from_der(files.at("05-agreement/agreement.sig")));
  EXPECT_TRUE(crypto::sm2_verify(zhang.key.public_key(), files.at("05-agreement/agreement.txt"), signature));
  EXPECT_EQ(text("05-agreement/notification.txt"), need(registration->notification_text(zhang.number)));
  EXPECT_EQ(files.at("06-issue/request.p10"), zhang.form.request);
  EXPECT_THAT(text("04-application/form.json"), HasSubstr(kPersonName));
  EXPECT_THAT(text("04-application/form.json"), testing::Not(HasSubstr(resident_id())));
  EXPECT_THAT(text("04-application/form.json"), HasSubstr("110***********"));
  EXPECT_THAT(text("04-application/steps.json"), HasSubstr("\"officer/bo\""));
  EXPECT_THAT(text("04-application/materials.json"), HasSubstr("identity_document"));
  EXPECT_THAT(text("07-acceptance/acceptance.json"), HasSubstr("accept_certificate"));
}

}  // namespace
}  // namespace yinxin::registration_support
