// A provider that dies before or after each durable step of what its own cases bring about, on both engines:
// after the restart each effect is there once with its step, or neither is.
#include <gtest/gtest.h>

#include "compliance_support/duties_office.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

namespace duties = compliance_support;
using duties::by;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxDutyOperations = 40;  // more than any of these acts commits

/// One thing that is done, and what it has come to.
struct Deed {
  std::function<void()> prepare;
  std::function<bool()> act;  // whether it went through
  std::function<int()> done;  // how many times it is there: 0 or 1
};

class DutiesCrashTest : public RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    reopen();
  }
  void TearDown() override {
    office_.reset();
    officers_.reset();
    RegistrationWorld::TearDown();
  }

  /// A new program on the same database; what fails is what its lane meets.
  void reopen(std::optional<Fault> fault = {}) {
    office_.reset();
    officers_.reset();
    registration.reset();
    policy.reset();
    start_lane(std::move(fault));
    start_authority();
    start_registration();
    officers_ = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault});
    office_ = std::make_unique<duties::DutiesOffice>(
        duties::DutiesHouse{*database_, *lane, recorder, clock, ids, vault, calendar, *officers_, *policy},
        duties::DutiesOffice::Exists(), registration->case_effects());
  }
  cases::Service& cases() { return *office_->cases; }

  /// Dies at each operation in turn, before it and after it; each time on a world of its own making.
  void at_every_step(const Deed& deed) {
    int died = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxDutyOperations; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          reopen();
          deed.prepare();
          reopen(Fault{operation, countdown, moment});
          const bool went_through = deed.act();
          reopen();
          died += went_through ? 0 : 1;
          const int there = deed.done();
          ASSERT_TRUE(there == 0 || there == 1) << there;
          if (went_through) {
            ASSERT_EQ(there, 1);
          }
          if (there == 0) {
            ASSERT_TRUE(deed.act()) << "it may be done again";
          }
          ASSERT_EQ(deed.done(), 1);
          if (went_through) break;
        }
      }
    }
    EXPECT_GE(died, 4) << "before and after the beginning and the commit";
  }

  std::string state_of_case(const std::string& number) {
    return need(cases().read(number, by("x", {}))).found.state();
  }
  std::int64_t count(const std::string& table, const std::string& where) const {
    return number("SELECT count(*) FROM " + table + " WHERE " + where);
  }
  /// A person who has not been here yet.
  Applicant next_person() {
    const std::string body = "110101199003" + std::to_string(10000 + ++people_);
    return person(kPersonName, resident_id(body));
  }

  std::unique_ptr<officers::Service> officers_;
  std::unique_ptr<duties::DutiesOffice> office_;
  int people_ = 0;
};
YX_BOTH_ENGINES(DutiesCrashTest);

TEST_P(DutiesCrashTest, AClaimHoldsTheRecordsWithItsFirstStepOrNotAtAll) {
  Applicant applicant;
  std::string serial;
  const auto file = [&] {
    return duties::open_case(cases(), "claim", duties::claiming(serial, "2026-11-20"),
                             by("support-1", {"support_officer"}))
        .has_value();
  };
  at_every_step({[&] {
                   applicant = next_person();
                   serial = bring_to_active(applicant).serial->to_hex();
                 },
                 file,
                 [&] {
                   const auto application = need(registration->find(applicant.number));
                   const auto holds = need(registration->retention(application)).holds;
                   const int filed = static_cast<int>(acts(proof::ActCode::HoldSet, applicant.number));
                   EXPECT_EQ(static_cast<int>(holds.size()), filed);
                   return filed;
                 }});
}

TEST_P(DutiesCrashTest, AClaimThatIsOverReleasesItsHoldOnce) {
  Applicant applicant;
  std::string claim;
  at_every_step(
      {[&] {
         applicant = next_person();
         const std::string serial = bring_to_active(applicant).serial->to_hex();
         cases::Caller claimant;
         claimant.actor.id = claimant.party = "key/" + std::string(64, 'b');
         cases::Opening opening;
         opening.procedure = "claim";
         opening.party = claimant.party;
         opening.scope = "110000";
         opening.inputs = duties::claiming(serial, "2026-11-20");
         base::Waiter<cases::Case> waiter;
         cases().open_case(opening, claimant, {}, waiter.completion());
         claim = need(waiter.wait()).number;
       },
       [&] {
         cases::Caller claimant;
         claimant.actor.id = claimant.party = "key/" + std::string(64, 'b');
         return duties::perform(cases(), claim, "withdraw", {}, claimant).has_value();
       },
       [&] {
         const int released = static_cast<int>(acts(proof::ActCode::HoldReleased, applicant.number));
         EXPECT_EQ(state_of_case(claim), released == 1 ? "withdrawn" : "received");
         const auto application = need(registration->find(applicant.number));
         EXPECT_EQ(need(registration->retention(application)).holds.size(), released == 1 ? 0U : 1U);
         return released;
       }});
}

TEST_P(DutiesCrashTest, WhatWasNotReplacedInTimeIsRevokedOnce) {
  Applicant applicant;
  std::string number;
  const base::Time start = clock.now();
  at_every_step({[&] {
                   clock.set(start + std::chrono::hours(24 * 40 * people_));
                   applicant = next_person();
                   const std::string serial = bring_to_active(applicant).serial->to_hex();
                   number = need(duties::open_case(cases(), "holder_change",
                                                   duties::reporting_change(serial, "2026-11-20"),
                                                   by("support-1", {"support_officer"})))
                                .number;
                   const auto entry = by("entry-1", {"registration_officer"});
                   need(duties::perform(cases(), number, "confirm", {{"proof_sm3", duties::kDigest}}, entry));
                   need(duties::perform(cases(), number, "tell_holder", {}, entry));
                   clock.advance(std::chrono::hours(24 * 39));
                 },
                 [&] { return cases().fire_due().has_value(); },
                 [&] {
                   const auto certificate = this->certificate(applicant.number);
                   const bool revoked = certificate.revoked_at.has_value();
                   EXPECT_EQ(state(applicant.number), revoked ? "revoked" : "active");
                   EXPECT_EQ(state_of_case(number), revoked ? "revoked" : "waiting");
                   const std::string object =
                       authority::certificate_object(certificate.authority, certificate.serial);
                   EXPECT_EQ(records(proof::ActCode::Revoked, object), revoked ? 1 : 0);
                   return revoked ? 1 : 0;
                 }});
}

TEST_P(DutiesCrashTest, ABodysAccountsStartWithItsCaseOrNotAtAll) {
  std::string number;
  at_every_step(
      {[&] { number = need(duties::filed_body(cases(), "2026-11-20", "2027-12-31")); },
       [&] {
         return duties::perform(cases(), number, "activate", {}, by("head-1", {"responsible_person"}))
             .has_value();
       },
       [&] {
         const auto there = count("officer_body", "number = '" + number + "' AND standing = 'open'");
         EXPECT_EQ(state_of_case(number), there == 1 ? "active" : "filed");
         return static_cast<int>(there);
       }});
}

TEST_P(DutiesCrashTest, ARightToAPostComesWithItsTrainingOrNotAtAll) {
  std::string account, training;
  int made = 0;
  const auto enrol = [&] {
    account = "li-" + std::to_string(++made);
    officers::NewOfficer officer{
        account, "王小明", {Role::ReviewOfficer}, request_of(crypto::Sm2PrivateKey::generate())};
    const auto key = crypto::Sm2PrivateKey::generate();
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = tbs.subject = need(x509::Name::build({{asn1::oids::kCommonName, "ceremony"}}));
    tbs.validity = {clock.now(), clock.now() + std::chrono::hours(24 * 365)};
    tbs.public_key = need(x509::CertificateRequest::parse(officer.request)).public_key();
    const base::Bytes der = tbs.to_der();
    store::WriteSet set;
    officers_->add_first(set, officer,
                         need(x509::Certificate::assemble(der, need(crypto::sm2_sign(key, der)))));
    need(lane->commit(std::move(set)));
  };
  at_every_step(
      {[&] {
         enrol();
         const auto trainer = by("train-1", {"training_officer"});
         training = need(duties::open_case(cases(), "post_training",
                                           duties::enrolled(account, "review_officer"), trainer))
                        .number;
         need(duties::perform(cases(), training, "record_learning",
                              {{"hours", std::int64_t{8}}, {"sign_in_sm3", duties::kDigest}}, trainer));
         need(duties::perform(cases(), training, "pass_test",
                              {{"score", std::int64_t{80}}, {"paper_sm3", duties::kDigest}}, trainer));
         need(duties::perform(
             cases(), training, "certify",
             {{"certificate_number", std::string("P-1")}, {"valid_to", duties::day("2027-03-31")}}, trainer));
       },
       [&] {
         return duties::perform(cases(), training, "authorise", {}, by("chief-1", {"security_chief"}))
             .has_value();
       },
       [&] {
         const auto there = count("officer_post", "number = '" + training + "'");
         EXPECT_EQ(state_of_case(training), there == 1 ? "on_post" : "certified");
         return static_cast<int>(there);
       }});
}

TEST_P(DutiesCrashTest, AMonthsCaseAndSnapshotComeOnce) {
  const auto keep = [&] {
    return office_->compliance.open_due(cases()).has_value() &&
           office_->compliance.take_snapshot(cases()).has_value();
  };
  ASSERT_TRUE(keep());  // what began before
  std::string period;
  at_every_step({[&] {
                   ASSERT_TRUE(keep());  // of the month in which the last attempt ended
                   clock.advance(std::chrono::hours(24 * 31));
                   period = base::format_date(base::beijing_date(clock.now())).substr(0, 7);
                 },
                 keep,
                 [&] {
                   const auto cases_there =
                       count("duty_opening", "duty = 'conditions' AND period = '" + period + "'");
                   const auto taken = count("condition_snapshot", "period = '" + period + "'");
                   EXPECT_LE(taken, cases_there) << "the case goes first";
                   EXPECT_EQ(count("act_record", "object = 'conditions/" + period + "'"), taken);
                   return static_cast<int>(std::min(taken, cases_there));
                 }});
  EXPECT_EQ(number("SELECT count(*) FROM case_record WHERE procedure = 'conditions'"),
            number("SELECT count(*) FROM duty_opening WHERE duty = 'conditions'"))
      << "no case without its row";
}

TEST_P(DutiesCrashTest, TheFiguresOfAYearComeWithTheirActOrNotAtAll) {
  std::int64_t before = 0;
  at_every_step(
      {[&] {
         start_sequencer();
         need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), house_support::kPatience));
         sequencer.reset();
         before = count("annual_report", "year = 2026");
       },
       [&] {
         base::Waiter<compliance::AnnualNote> waiter;
         office_->compliance.make_report(2026, registration_support::compliance(), {}, waiter.completion());
         return waiter.wait().has_value();
       },
       [&] {
         const std::int64_t there = count("annual_report", "year = 2026");
         EXPECT_EQ(count("act_record", "act = 854"), there);
         EXPECT_EQ(static_cast<std::int64_t>(need(office_->compliance.reports()).size()), there);
         return static_cast<int>(there - before);
       }});
}

}  // namespace
}  // namespace yinxin::registration_support
