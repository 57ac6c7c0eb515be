// What registration refuses: each gate by itself, one person in two roles, wrong texts and signatures, bad
// forms, acts without licence or rules (articles 4, 16, 17, 21; requirements 13.1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using base::ErrorKind;
using store::code_of;
using store::detail_of;
using testing::HasSubstr;

class RegistrationRefusalsTest : public RegistrationWorld {
 protected:
  std::string submit_code(Applicant applicant) { return code_of(submit(applicant)); }
};
YX_BOTH_ENGINES(RegistrationRefusalsTest);

TEST_P(RegistrationRefusalsTest, AcceptanceNeedsEachOfTheThreeGates) {
  struct Missing {
    std::string event;
    std::string code;
  };
  for (const Missing& one : {Missing{"check_identity", "registration.gate.identity_missing"},
                             Missing{"review_material", "registration.gate.review_missing"},
                             Missing{"notify", "registration.gate.notification_missing"}}) {
    Applicant zhang = person();
    bring_in(zhang);
    if (one.event != "check_identity") need(perform(zhang.number, "check_identity", anna(), checked()));
    if (one.event != "review_material")
      need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
    if (one.event != "notify") need(perform(zhang.number, "notify", zhang.actor(), notified()));
    const auto accepted = perform(zhang.number, "accept", anna(), offered(zhang.number));
    ASSERT_EQ(code_of(accepted), one.code);
    EXPECT_EQ(accepted.error().kind, ErrorKind::NotYet);
    EXPECT_EQ(accepted.error().article, "21");
    EXPECT_EQ(state(zhang.number), "received");
    // There is no way around: what follows acceptance is closed as well.
    EXPECT_EQ(code_of(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang))),
              "procedure.state");
    EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "procedure.state");
  }
}

TEST_P(RegistrationRefusalsTest, IssueNeedsTheAgreement) {
  Applicant zhang = person();
  bring_in(zhang);
  accept(zhang);
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "procedure.state");
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE application = $1", {zhang.number}), 0);
}

TEST_P(RegistrationRefusalsTest, EntryReviewAndIssueAreThreePersons) {
  const Actor both = officer("both", {Role::RegistrationOfficer, Role::ReviewOfficer, Role::IssuingOfficer});
  Applicant zhang = person();
  bring_in(zhang);
  need(perform(zhang.number, "check_identity", both, checked()));
  const auto review = perform(zhang.number, "review_material", both, {{"complete", true}});
  EXPECT_EQ(code_of(review), "registration.separation.entry_review");
  need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
  need(perform(zhang.number, "notify", zhang.actor(), notified()));
  need(perform(zhang.number, "accept", anna(), offered(zhang.number)));
  need(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang)));
  const Actor reviewer = officer("bo", {Role::ReviewOfficer, Role::IssuingOfficer});
  EXPECT_EQ(code_of(perform(zhang.number, "issue", reviewer)), "registration.separation.review_issue");
  EXPECT_EQ(code_of(perform(zhang.number, "issue", both)), "registration.separation");
  EXPECT_EQ(state(zhang.number), "to_issue");
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "ok");
}

TEST_P(RegistrationRefusalsTest, NobodyActsOutsideTheirRole) {
  Applicant zhang = person();
  bring_in(zhang);
  const Actor administrators[] = {
      officer("sys", {Role::SystemAdministrator}), officer("sec", {Role::SecurityAdministrator}),
      officer("audit", {Role::AuditAdministrator}), officers::system_actor("anything")};
  for (const Actor& actor : administrators) {
    EXPECT_EQ(code_of(perform(zhang.number, "check_identity", actor, checked())), "procedure.role")
        << actor.id;
    EXPECT_NE(code_of(add_material(zhang.number, material_for(zhang), actor)), "ok") << actor.id;
  }
  EXPECT_EQ(code_of(perform(zhang.number, "check_identity", zhang.actor(), checked())), "procedure.role");
  EXPECT_EQ(code_of(perform(zhang.number, "notify", anna(), notified())), "procedure.role");
  EXPECT_EQ(code_of(perform(zhang.number, "withdraw", person().actor())), "registration.not_yours");
  EXPECT_EQ(code_of(add_material(zhang.number, material_for(zhang), person().actor())),
            "registration.not_yours");
  for (const char* timer : {"close_overdue", "expire", "replaced", "revoke_unaccepted"})
    EXPECT_NE(code_of(perform(zhang.number, timer, anna())), "ok") << timer;
  EXPECT_EQ(code_of(perform(zhang.number, "celebrate", anna())), "procedure.event");
  EXPECT_EQ(code_of(perform("SQ-2026-00000000", "receive", anna())), "registration.application");
}

TEST_P(RegistrationRefusalsTest, TheFourMattersInTheirPublishedVersion) {
  Applicant zhang = person();
  bring_in(zhang);
  const auto with = [&](const std::string& version, std::vector<std::string> matters) {
    return code_of(perform(zhang.number, "notify", zhang.actor(),
                           {{"text_version", version}, {"matters", std::move(matters)}}));
  };
  const std::vector<std::string> four{"use_conditions", "legal_liability", "holder_information",
                                      "scope_of_liability"};
  EXPECT_EQ(with("notification/2023-01-01", four), "registration.notification");
  EXPECT_EQ(with("agreement/2024-11-01", four), "registration.notification");
  EXPECT_EQ(with("notification/2024-11-01", {four[0], four[1], four[2]}), "procedure.input");
  EXPECT_EQ(with("notification/2024-11-01", {four[0], four[1], four[2], four[2]}), "procedure.input");
  EXPECT_EQ(with("notification/2024-11-01", {four[3], four[2], four[1], four[0]}), "ok");
}

TEST_P(RegistrationRefusalsTest, TheAgreementIsThatTextSignedByThatKey) {
  Applicant zhang = person();
  bring_in(zhang);
  need(perform(zhang.number, "check_identity", anna(), checked()));
  need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
  need(perform(zhang.number, "notify", zhang.actor(), notified()));
  EXPECT_EQ(code_of(perform(zhang.number, "accept", anna(), {{"agreement_sm3", std::string(64, '0')}})),
            "registration.agreement");
  need(perform(zhang.number, "accept", anna(), offered(zhang.number)));

  const auto sign = [&](Values inputs) {
    return perform(zhang.number, "sign_agreement", zhang.actor(), std::move(inputs));
  };
  Values wrong = agreed(zhang);
  wrong["agreement_sm3"] = std::string(64, '0');
  EXPECT_FALSE(sign(wrong));
  Applicant other = person();
  other.number = zhang.number;
  EXPECT_EQ(code_of(sign(agreed(other))), "registration.agreement");  // another key signed
  for (const std::string& bad : {std::string("!"), std::string("MAA="), std::string("AAAA")}) {
    wrong = agreed(zhang);
    wrong["agreement_signature"] = bad;
    EXPECT_EQ(code_of(sign(wrong)), "registration.agreement") << bad;
  }
  EXPECT_EQ(state(zhang.number), "accepted");
  EXPECT_EQ(code_of(sign(agreed(zhang))), "ok");
}

TEST_P(RegistrationRefusalsTest, IdentityByMethodsOfTheCpsOnly) {
  Applicant zhang = person();
  bring_in(zhang);
  const auto check = [&](Values inputs) {
    return perform(zhang.number, "check_identity", anna(), std::move(inputs));
  };
  EXPECT_EQ(code_of(check(checked("remote_video"))), "registration.identity_method");
  EXPECT_EQ(code_of(check(checked("existing_certificate"))), "registration.identity_method");
  EXPECT_EQ(code_of(check(checked("telephone"))), "procedure.input");
  Values mismatch = checked();
  mismatch["result"] = std::string("mismatch");
  EXPECT_EQ(code_of(check(mismatch)), "registration.identity_mismatch");
  Values garbled = checked();
  garbled["source_response"] = std::string("\xFF\xFE");
  EXPECT_EQ(code_of(check(garbled)), "procedure.input");
}

TEST_P(RegistrationRefusalsTest, MaterialsOfTheCpsMustBeThereAtReview) {
  Applicant zhang = person();
  need(submit(zhang));
  need(perform(zhang.number, "receive", anna()));
  const auto review = perform(zhang.number, "review_material", bo(), {{"complete", true}});
  EXPECT_EQ(code_of(review), "registration.materials_missing");
  EXPECT_EQ(detail_of(review), "identity_document");
  need(add_material(zhang.number, material_for(zhang), anna()));
  EXPECT_EQ(code_of(perform(zhang.number, "review_material", bo(), {{"complete", false}})),
            "registration.material_incomplete");
  need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
  // What was reviewed is what stays there.
  registration::Material more = material_for(zhang);
  more.content.push_back(1);
  EXPECT_EQ(code_of(add_material(zhang.number, more, zhang.actor())), "registration.materials_closed");
}

TEST_P(RegistrationRefusalsTest, MaterialsWithinTheirLimits) {
  Applicant zhang = person();
  need(submit(zhang));
  const auto add = [&](registration::Material material) {
    return code_of(add_material(zhang.number, material, zhang.actor()));
  };
  const registration::Material good = material_for(zhang);
  registration::Material bad = good;
  bad.content.assign(registration::kMaxMaterial + 1, 1);
  EXPECT_EQ(add(bad), "registration.material.size");
  bad = good;
  bad.content.clear();
  EXPECT_EQ(add(bad), "registration.material");
  bad = good;
  bad.kind = "Identity Document";
  EXPECT_EQ(add(bad), "registration.material");
  bad = good;
  bad.title = "a\nb";
  EXPECT_EQ(add(bad), "registration.material");
  bad = good;
  bad.media_type = "text/html";
  EXPECT_EQ(add(bad), "registration.material");
  EXPECT_EQ(add(good), "ok");
  EXPECT_EQ(add(good), "registration.material.repeated");
  registration::Material largest = good;
  largest.content.assign(registration::kMaxMaterial, 7);
  EXPECT_EQ(add(largest), "ok");
  for (std::size_t i = 2; i < registration::kMaxMaterials; ++i) {
    registration::Material one = good;
    one.content = base::to_bytes(std::to_string(i));
    ASSERT_EQ(add(one), "ok") << i;
  }
  registration::Material last = good;
  last.content = {1};
  EXPECT_EQ(add(last), "registration.material.count");
}

TEST_P(RegistrationRefusalsTest, FormsThatCouldFailLaterFailNow) {
  const auto with_name = [](const std::string& name) { return person(name); };
  EXPECT_NE(submit_code(with_name("张\n明")), "ok");
  EXPECT_NE(submit_code(with_name("张\xE2\x80\x8B明")), "ok");  // U+200B, cannot be seen
  EXPECT_NE(submit_code(with_name("")), "ok");
  EXPECT_NE(submit_code(with_name("\xFF")), "ok");
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "云";
  EXPECT_EQ(submit_code(with_name(longest)), "ok");
  EXPECT_NE(submit_code(with_name(longest + "云")), "ok");
  EXPECT_EQ(submit_code(with_name("𬭩䶮·阿依古丽")),
            "ok");  // beyond the basic plane; GB 18030 level 3

  std::string wrong_check = resident_id();
  wrong_check.back() = wrong_check.back() == '1' ? '2' : '1';
  EXPECT_EQ(submit_code(person(kPersonName, wrong_check)), "x509.identity.number");
  Applicant bad = person();
  bad.form.identities.push_back(bad.form.identities[0]);
  EXPECT_EQ(submit_code(std::move(bad)), "registration.identity");
  bad = person();
  bad.form.identities.clear();
  EXPECT_EQ(submit_code(std::move(bad)), "x509.profile.identity");
  bad = person();
  bad.form.phone = "not a number";
  EXPECT_EQ(submit_code(std::move(bad)), "registration.contact");
  bad = person();
  bad.form.mail = "a@b@c";
  EXPECT_EQ(submit_code(std::move(bad)), "registration.contact");
  bad = person();
  bad.form.subject.emplace_back(asn1::oids::kTitle, "科长");
  EXPECT_EQ(submit_code(std::move(bad)), "x509.profile.subject");
  bad = person();
  bad.form.profile = "device";
  EXPECT_EQ(submit_code(std::move(bad)), "registration.class_not_offered");
  bad = person();
  bad.form.replaces = x509::Serial::random();
  EXPECT_EQ(submit_code(std::move(bad)), "registration.replaces");
  EXPECT_EQ(number("SELECT count(*) FROM application"), 2);
}

TEST_P(RegistrationRefusalsTest, TheKeyIsProvedAndItsOwn) {
  Applicant bad = person();
  bad.form.request.back() ^= 1;
  EXPECT_NE(submit_code(std::move(bad)), "ok");
  bad = person();
  bad.form.request = {0x30, 0x00};
  EXPECT_EQ(submit_code(std::move(bad)), "x509.request");
  bad = person();
  bad.form.request = request_of(crypto::Sm2PrivateKey::generate());
  EXPECT_EQ(submit_code(std::move(bad)), "registration.key");
  Applicant zhang = person();
  need(submit(zhang));
  EXPECT_EQ(code_of(submit(zhang)), "registration.key_used");
}

TEST_P(RegistrationRefusalsTest, ValidityWithinTheCps) {
  Applicant zhang = person();
  zhang.form.validity_days = 366;
  const auto refused = submit(zhang);
  EXPECT_EQ(code_of(refused), "registration.validity");
  EXPECT_THAT(detail_of(refused), HasSubstr("CPS 1.0 3.2"));
  EXPECT_EQ(refused.error().article, "17");
  zhang.form.validity_days = -1;
  EXPECT_EQ(code_of(submit(zhang)), "registration.validity");
  zhang.form.validity_days = 365;
  bring_to_issue(zhang);
  CpsChoice stricter;
  stricter.max_validity_days = 100;
  change_rules(stricter);
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "registration.validity");
  EXPECT_EQ(state(zhang.number), "to_issue");
}

TEST_P(RegistrationRefusalsTest, WithoutALicenceNothingIsIssuedButRevocationGoesOn) {
  Applicant active = person();
  bring_to_active(active);
  Applicant waiting = person();
  bring_to_issue(waiting);
  auto suspended = licence(kLicensedName);
  suspended.status = policy::LicenceStatus::Rectifying;
  suspended.as_of = clock.now();
  import(suspended);
  const auto issued = perform(waiting.number, "issue", chen());
  EXPECT_EQ(code_of(issued), "policy.licence.not_valid");
  EXPECT_EQ(issued.error().article, "4");
  EXPECT_EQ(submit_code(person()), "policy.licence.not_valid");
  const auto revoked =
      perform(active.number, "revoke", chen(),
              {{"reason", std::string("key_compromise")}, {"cause", std::string("持有人申请")}});
  EXPECT_EQ(code_of(revoked), "ok");
  EXPECT_TRUE(certificate(active.number).revoked_at);
}

// Article 29: nothing new under a service that has stopped, and what is out can still be revoked.
TEST_P(RegistrationRefusalsTest, AServiceThatStoppedIssuesNothingButRevocationGoesOn) {
  Applicant active = person();
  bring_to_active(active);
  Applicant waiting = person();
  bring_to_issue(waiting);
  store::WriteSet stop;
  policy::Service::note_serving(stop, "service_stop-2026-1", policy::Serving::Terminated, clock.now());
  need(lane->commit(std::move(stop)));
  EXPECT_EQ(code_of(perform(waiting.number, "issue", chen())), "policy.service_stopped");
  EXPECT_EQ(submit_code(person()), "policy.service_stopped");
  need(perform(active.number, "revoke", chen(),
               {{"reason", std::string("key_compromise")}, {"cause", std::string("持有人申请")}}));
  EXPECT_TRUE(certificate(active.number).revoked_at);
}

TEST_P(RegistrationRefusalsTest, AnotherNameOnTheLicenceThanInTheIssuer) {
  Applicant zhang = person();
  bring_to_issue(zhang);
  auto renamed = licence("另一电子认证服务有限公司");
  renamed.as_of = clock.now();
  import(renamed);
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "registration.licence_holder");
}

/// Answers what it is told to, on a thread of its own.
class SourceOnAThread final : public registration::IdentitySource {
 public:
  ~SourceOnAThread() override {
    for (auto& thread : threads_) thread.join();
  }
  void ask(registration::IdentityQuery query, base::Completion<registration::IdentityReport> done) override {
    asked.push_back(std::move(query));
    threads_.emplace_back([answer = answer, done = std::move(done)] {
      if (!answer) return done(base::make_error(ErrorKind::Unavailable, "registration.identity_source"));
      done(registration::IdentityReport{*answer, "source.example.cn", "GA-1"});
    });
  }

  std::vector<registration::IdentityQuery> asked;
  std::optional<registration::IdentityAnswer> answer;

 private:
  std::vector<std::thread> threads_;
};

TEST_P(RegistrationRefusalsTest, TheSourceOfIdentitiesHasTheLastWord) {
  using registration::IdentityAnswer;
  SourceOnAThread source;
  start_registration(&source);
  Applicant zhang = person();
  bring_in(zhang);
  const auto check = [&](const std::string& method) {
    return perform(zhang.number, "check_identity", anna(), checked(method));
  };
  const auto silent = check("national_identity_source");
  EXPECT_EQ(code_of(silent), "registration.identity_source");
  EXPECT_EQ(silent.error().kind, ErrorKind::Unavailable);
  source.answer = IdentityAnswer::Mismatch;
  EXPECT_EQ(code_of(check("national_identity_source")), "registration.identity_mismatch");
  source.answer = IdentityAnswer::Unknown;
  EXPECT_EQ(code_of(check("national_identity_source")), "registration.identity_unknown");
  EXPECT_EQ(code_of(check("organisation_source")),
            "registration.identity_method");  // a person has no such number
  source.answer = IdentityAnswer::Match;
  const auto matched = check("national_identity_source");
  ASSERT_EQ(code_of(matched), "ok");
  EXPECT_EQ(matched->steps.back().inputs.at("source_response"), Value(std::string("source.example.cn GA-1")));
  ASSERT_EQ(source.asked.size(), 4U);
  EXPECT_EQ(source.asked[0].name, kPersonName);
  EXPECT_EQ(source.asked[0].number.number, resident_id());
  EXPECT_EQ(code_of(check("counter")), "ok");
  EXPECT_EQ(source.asked.size(), 4U);
  registration.reset();
}

}  // namespace
}  // namespace yinxin::registration_support
