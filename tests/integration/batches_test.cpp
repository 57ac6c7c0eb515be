// Batches on both engines: each row its own outcome, and nothing of article 21 left out because an
// application came in by a file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using base::ErrorKind;
using proof::ActCode;
using registration::Batch;
using registration::BatchCounts;
using registration::BatchEntry;
using registration::BatchRow;
using store::code_of;
using testing::ElementsAre;

class BatchesTest : public RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    start_batches();
  }

  static registration::BatchFile file_of(std::vector<BatchEntry> entries) {
    return {registration::BatchFormat::Csv, crypto::sm3(base::as_bytes("file")), std::move(entries)};
  }
  base::Result<Batch> receive(std::vector<BatchEntry> entries, const Actor& actor = anna()) {
    base::Waiter<Batch> waiter;
    batches->receive(file_of(std::move(entries)), actor, {}, waiter.completion());
    return waiter.wait();
  }
  void finish(const std::string& number) {
    const auto finished = [&] { return need(batches->find(number)).finished_at.has_value(); };
    ASSERT_TRUE(house_support::eventually(finished));
  }
  /// Received and finished.
  std::string enter_all(std::vector<BatchEntry> entries) {
    std::string number = need(receive(std::move(entries))).number;
    finish(number);
    return number;
  }
  /// "SQ" for an application, or the code of the error.
  std::vector<std::string> outcomes(const std::string& number) const {
    std::vector<std::string> found;
    for (const BatchRow& row : need(batches->rows(number, 0, 10'000)))
      found.push_back(row.error ? row.error->code : row.application.substr(0, 2));
    return found;
  }
  /// The application of the only row.
  void enter(Applicant& applicant) {
    const std::string number = enter_all({applicant.form});
    applicant.number = need(batches->rows(number, 0, 1)).at(0).application;
    ASSERT_FALSE(applicant.number.empty());
  }
  /// With its material, and received.
  void bring_in_by_batch(Applicant& applicant) {
    enter(applicant);
    need(add_material(applicant.number, material_for(applicant), anna()));
    need(perform(applicant.number, "receive", anna()));
  }
};
YX_BOTH_ENGINES(BatchesTest);

TEST_P(BatchesTest, EachRowHasItsOwnOutcome) {
  const Applicant good = person();
  Applicant wrong_check = person();
  wrong_check.form.identities[0].number = "110101199003070031";
  Applicant unknown_class = person();
  unknown_class.form.profile = "device";
  Applicant no_proof = person();
  no_proof.form.request.back() ^= 1;
  Applicant too_long = person();
  too_long.form.validity_days = 366;
  Applicant bad_phone = person();
  bad_phone.form.phone = "no";
  const BatchEntry unread =
      base::make_error(ErrorKind::Malformed, "registration.batch.row", "phone: is missing");
  const std::string number = enter_all({good.form, wrong_check.form, unread, unknown_class.form,
                                        no_proof.form, too_long.form, bad_phone.form, organisation().form});
  EXPECT_THAT(outcomes(number), ElementsAre("SQ", "x509.identity.number", "registration.batch.row",
                                            "registration.class_not_offered", "x509.request.signature",
                                            "registration.validity", "registration.contact", "SQ"));
  const auto rows = need(batches->rows(number, 0, 100));
  EXPECT_EQ(rows[2].error->detail, "phone: is missing");
  EXPECT_EQ(rows[3].error->article, "17");
  const BatchCounts counts = need(batches->count(number));
  EXPECT_EQ(counts.waiting, 0);
  EXPECT_EQ(counts.entered, 2);
  EXPECT_EQ(counts.refused.size(), 6U);
  EXPECT_EQ(this->number("SELECT count(*) FROM application"), 2);
  EXPECT_EQ(this->number("SELECT count(*) FROM batch_row WHERE content IS NOT NULL"), 0) << "erased";
}

TEST_P(BatchesTest, AnApplicationSaysWhoEnteredItAndWhence) {
  Applicant zhang = person();
  const std::string number = enter_all({organisation().form, zhang.form});
  zhang.number = need(batches->rows(number, 1, 1)).at(0).application;
  const Application application = need(registration->find(zhang.number));
  EXPECT_EQ(application.state, "submitted");
  ASSERT_EQ(application.steps.size(), 1U);
  EXPECT_EQ(application.steps[0].event, "submit");
  EXPECT_EQ(application.steps[0].actor, "officer/anna");
  EXPECT_TRUE(base::equal(application.key, zhang.key.public_key().point()));
  EXPECT_EQ(records(ActCode::BatchReceived, "batch/" + number), 1);
  EXPECT_EQ(acts(ActCode::ApplicationSubmitted, zhang.number), 1);
  const auto row = rows("SELECT id, record, opening FROM act_record WHERE object = $1",
                        {authority::application_object(zhang.number)})
                       .at(0);
  const auto act = need(recorder.open(row.blob(0), row.blob(1), row.blob(2)));
  EXPECT_EQ(act.record.find("batch"), number);
  EXPECT_EQ(act.record.find("batch_position"), "2");
  EXPECT_EQ(act.record.find("actor"), "officer/anna");
  EXPECT_EQ(act.record.find("actor.signature"), "signature of anna") << "over the file's digest";
}

TEST_P(BatchesTest, AKeyServesOneApplication) {
  Applicant open = person();
  need(submit(open));
  const Applicant twice = person();
  const std::string number = enter_all({twice.form, open.form, twice.form, person().form});
  EXPECT_THAT(outcomes(number), ElementsAre("SQ", "registration.key_used", "registration.key_used", "SQ"));
  EXPECT_EQ(this->number("SELECT count(*) FROM application WHERE key_point = $1",
                         {base::to_bytes(twice.key.public_key().point())}),
            1);
}

TEST_P(BatchesTest, ARenewalComesByBatchAsWell) {
  Applicant zhang = person();
  bring_to_active(zhang);
  const x509::Serial serial = certificate(zhang.number).serial;
  Applicant next = successor_of(zhang, Purpose::Renewal, serial);
  Applicant stranger = successor_of(zhang, Purpose::Renewal, x509::Serial::random());
  clock.advance(std::chrono::hours(24 * 330));
  EXPECT_THAT(outcomes(enter_all({next.form, stranger.form})), ElementsAre("SQ", "authority.certificate"));
}

TEST_P(BatchesTest, OnlyForRegistrationOfficers) {
  for (const Actor& actor : {bo(), chen(), compliance(), person().actor()}) {
    const auto received = receive({person().form}, actor);
    EXPECT_EQ(code_of(received), "officers.role_needed") << actor.id;
  }
  EXPECT_EQ(number("SELECT count(*) FROM batch"), 0);
}

TEST_P(BatchesTest, BatchesAreListedNewestFirst) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 3; ++i) {
    numbers.push_back(enter_all({person().form}));
    clock.advance(std::chrono::seconds(1));
  }
  const auto page = need(batches->list("", 2));
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].number, numbers[2]);
  EXPECT_EQ(page[1].number, numbers[1]);
  const auto rest = need(batches->list(numbers[1], 2));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].number, numbers[0]);
  EXPECT_EQ(rest[0].actor, "officer/anna");
  EXPECT_EQ(rest[0].rows, 1);
  EXPECT_EQ(code_of(batches->find("PL-2026-00000000")), "registration.batch");
  EXPECT_TRUE(need(batches->rows("PL-2026-00000000", 0, 1)).empty());
}

// ---- article 21: batch import has no bypass

TEST_P(BatchesTest, AcceptanceNeedsEachOfTheThreeGates) {
  struct Missing {
    std::string event;
    std::string code;
  };
  for (const Missing& one : {Missing{"check_identity", "registration.gate.identity_missing"},
                             Missing{"review_material", "registration.gate.review_missing"},
                             Missing{"notify", "registration.gate.notification_missing"}}) {
    Applicant zhang = person();
    bring_in_by_batch(zhang);
    if (one.event != "check_identity") need(perform(zhang.number, "check_identity", anna(), checked()));
    if (one.event != "review_material")
      need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
    if (one.event != "notify") need(perform(zhang.number, "notify", zhang.actor(), notified()));
    EXPECT_EQ(code_of(perform(zhang.number, "accept", anna(), offered(zhang.number))), one.code);
    EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "procedure.state");
  }
}

TEST_P(BatchesTest, TheAgreementIsSignedByTheApplicantsKeyAndBeforeTheIssue) {
  Applicant zhang = person();
  bring_in_by_batch(zhang);
  accept(zhang);
  EXPECT_EQ(code_of(perform(zhang.number, "issue", chen())), "procedure.state");
  Applicant other;  // a key of its own
  other.number = zhang.number;
  EXPECT_EQ(code_of(perform(zhang.number, "sign_agreement", anna(), agreed(zhang))), "procedure.role");
  EXPECT_EQ(code_of(perform(zhang.number, "sign_agreement", other.actor(), agreed(other))),
            "registration.not_yours");
  EXPECT_EQ(code_of(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(other))),
            "registration.agreement");
  need(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang)));
  need(perform(zhang.number, "issue", chen()));
  EXPECT_EQ(need(perform(zhang.number, "accept_certificate", zhang.actor())).state, "active");
}

TEST_P(BatchesTest, AnOfficerCannotConfirmTheFourMattersForThem) {
  Applicant zhang = person();
  bring_in_by_batch(zhang);
  EXPECT_EQ(code_of(perform(zhang.number, "notify", anna(), notified())), "procedure.role");
}

TEST_P(BatchesTest, WhoEnteredItNeitherReviewsNorIssuesIt) {
  const Actor all = officer("anna", {Role::RegistrationOfficer, Role::ReviewOfficer, Role::IssuingOfficer});
  const Actor dora = officer("dora", {Role::RegistrationOfficer});
  Applicant zhang = person();
  enter(zhang);
  need(add_material(zhang.number, material_for(zhang), zhang.actor()));
  need(perform(zhang.number, "receive", dora));
  need(perform(zhang.number, "check_identity", dora, checked()));
  const auto review = perform(zhang.number, "review_material", all, {{"complete", true}});
  EXPECT_EQ(code_of(review), "registration.separation.entry_review");
  EXPECT_EQ(review.error().article, "21");
  need(perform(zhang.number, "review_material", bo(), {{"complete", true}}));
  need(perform(zhang.number, "notify", zhang.actor(), notified()));
  need(perform(zhang.number, "accept", dora, offered(zhang.number)));
  need(perform(zhang.number, "sign_agreement", zhang.actor(), agreed(zhang)));
  EXPECT_EQ(code_of(perform(zhang.number, "issue", all)), "registration.separation");
  need(perform(zhang.number, "issue", chen()));
}

// ---- stored content

TEST_P(BatchesTest, ARowThatWasChangedInTheDatabaseIsRefused) {
  batches.reset();
  start_lane(store::Fault{store::Operation::Commit, 2, store::Moment::Before});
  start_authority();
  start_registration();
  start_batches();
  const std::string batch = need(receive({person().form, person().form})).number;
  batches.reset();
  start_lane();
  start_authority();
  start_registration();
  run("UPDATE batch_row SET content = (SELECT content FROM batch_row WHERE position = 2) WHERE position = 1");
  start_batches();
  finish(batch);
  EXPECT_THAT(outcomes(batch), ElementsAre("privacy.sealed", "SQ"));
}

/// More than the worker reads at once and the lane commits at once, in the order of the file.
TEST_P(BatchesTest, AThousandRows) {
  constexpr std::size_t kMany = 1000;
  std::vector<BatchEntry> entries;
  const Applicant one = person();
  for (std::size_t i = 0; i < kMany; ++i) {
    Form form = one.form;
    form.request = request_of(crypto::Sm2PrivateKey::generate());
    entries.emplace_back(std::move(form));
  }
  entries.push_back(entries.front());
  const std::string number = enter_all(std::move(entries));
  EXPECT_EQ(need(batches->count(number)).entered, static_cast<std::int64_t>(kMany));
  EXPECT_EQ(need(batches->rows(number, kMany, 10)).at(0).error->code, "registration.key_used");
  EXPECT_EQ(this->number("SELECT count(*) FROM application"), static_cast<std::int64_t>(kMany));
}

}  // namespace
}  // namespace yinxin::registration_support
