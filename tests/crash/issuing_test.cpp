// Issuing and revoking on both engines: what is recorded when all goes well, and what is left when the signer
// is away or a commit fails at any of its moments (architecture.md 3, laws 1 and 2).
#include <gtest/gtest.h>

#include <set>

#include "house_support/provider_world.hpp"

namespace yinxin::authority {
namespace {

using base::ErrorKind;
using proof::ActCode;
using store::code_of;
using x509::RevocationReason;

class IssuingTest : public house_support::ProviderWorld {
 protected:
  std::set<base::Bytes> known_serials() const {
    std::set<base::Bytes> serials;
    for (const store::Row& row : rows("SELECT serial FROM certificate")) serials.insert(row.blob(0));
    return serials;
  }
  /// Nothing was signed that the database does not know, and nothing twice.
  void expect_journal_known() {
    signer->stop();
    const auto known = known_serials();
    std::set<base::Bytes> seen;
    for (const base::Bytes& serial : signer->signed_serials()) {
      EXPECT_TRUE(known.contains(serial)) << base::to_hex(serial);
      EXPECT_TRUE(seen.insert(serial).second) << base::to_hex(serial);
    }
  }
  std::int64_t assigned() const {
    return number("SELECT assigned FROM crl_partition WHERE issuer = 'issuing-1' AND number = 0");
  }
  std::int64_t certificates_of(const std::string& application) const {
    return number("SELECT count(*) FROM certificate WHERE application = $1", {application});
  }
  /// Leaves an intent behind, as a signer that is away does.
  CertificateRecord interrupt(const std::string& application) {
    signer->stop();
    EXPECT_FALSE(try_issue(application));
    return house_support::need(authority->find_by_application(application));
  }
};
YX_BOTH_ENGINES(IssuingTest);

TEST_P(IssuingTest, AnIssuedCertificateVerifiesAndIsRecorded) {
  const auto issued = try_issue("SQ-1");
  ASSERT_TRUE(issued) << base::describe(issued.error());
  const x509::Certificate& certificate = issued->certificate;
  EXPECT_EQ(issued->authority, "issuing-1");
  EXPECT_TRUE(certificate.verify(issuing_certificate().tbs().public_key));
  const auto record = authority->find_by_application("SQ-1");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->state, CertificateState::Issued);
  EXPECT_EQ(record->serial, certificate.serial());
  EXPECT_EQ(record->der, base::to_bytes(certificate.der()));
  EXPECT_TRUE(record->tbs.empty());
  EXPECT_EQ(records(ActCode::Issued, certificate_object("issuing-1", certificate.serial())), 1);
  EXPECT_EQ(assigned(), 2) << "the OCSP signer's and this one";
}

TEST_P(IssuingTest, AnApplicationGetsOneCertificate) {
  issue("SQ-1");
  const auto again = try_issue("SQ-1");
  EXPECT_EQ(code_of(again), "authority.already_issued");
  EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(certificates_of("SQ-1"), 1);
}

TEST_P(IssuingTest, WhatLintRefusesLeavesNothing) {
  CertificateOrder wrong = order("SQ-1");
  wrong.subject.pop_back();
  // The shape of a citizen's number, in clear; nobody has this one.
  wrong.subject.emplace_back(asn1::oids::kCommonName, "440101190001010000");
  base::Waiter<IssuedCertificate> waiter;
  authority->issue(permit(std::move(wrong)), officers::system_actor("test"), {}, waiter.completion());
  EXPECT_EQ(code_of(waiter.wait()), "x509.lint");
  EXPECT_EQ(certificates_of("SQ-1"), 0);
  CertificateOrder unknown = order("SQ-1");
  unknown.profile = "nothing";
  base::Waiter<IssuedCertificate> other;
  authority->issue(permit(std::move(unknown)), officers::system_actor("test"), {}, other.completion());
  EXPECT_EQ(code_of(other.wait()), "authority.profile");
}

TEST_P(IssuingTest, ManyAtOnceAreAllDistinctAndRecorded) {
  constexpr int kMany = 200;
  const std::int64_t before = assigned();
  std::vector<base::Waiter<IssuedCertificate>> waiters(kMany);
  for (int i = 0; i < kMany; ++i) {
    authority->issue(permit(order("SQ-" + std::to_string(i))), officers::system_actor("test"), {},
                     waiters[static_cast<std::size_t>(i)].completion());
  }
  std::set<std::string> serials;
  for (auto& waiter : waiters) {
    const auto issued = waiter.wait();
    ASSERT_TRUE(issued) << base::describe(issued.error());
    serials.insert(issued->certificate.serial().to_hex());
    EXPECT_EQ(records(ActCode::Issued, certificate_object("issuing-1", issued->certificate.serial())), 1);
  }
  EXPECT_EQ(serials.size(), static_cast<std::size_t>(kMany));
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE state = 'issued' AND application IS NOT NULL"),
            kMany);
  EXPECT_EQ(assigned(), before + kMany);
  expect_journal_known();
}

TEST_P(IssuingTest, TheSameApplicationManyTimesAtOnceGetsOneCertificate) {
  constexpr std::size_t kMany = 16;
  std::vector<base::Waiter<IssuedCertificate>> waiters(kMany);
  for (auto& waiter : waiters) {
    authority->issue(permit(order("SQ-1")), officers::system_actor("test"), {}, waiter.completion());
  }
  std::set<base::Bytes> ders;
  for (auto& waiter : waiters) {
    const auto issued = waiter.wait();
    if (issued) {
      ders.insert(base::to_bytes(issued->certificate.der()));
    } else {
      EXPECT_EQ(issued.error().kind, ErrorKind::Conflict) << base::describe(issued.error());
    }
  }
  EXPECT_EQ(ders.size(), 1U);
  EXPECT_EQ(certificates_of("SQ-1"), 1);
  expect_journal_known();
}

TEST_P(IssuingTest, AFullPartitionIsFollowedByTheNext) {
  store::WriteSet fill;
  fill.add("UPDATE crl_partition SET assigned = 49999 WHERE issuer = 'issuing-1' AND number = 0", {});
  ASSERT_TRUE(lane->commit(std::move(fill)));
  issue("SQ-1");  // the service counts for itself and does not know of the others
  const x509::Certificate second = issue("SQ-2");
  EXPECT_EQ(assigned(), 50'000);
  EXPECT_EQ(authority->find("issuing-1", second.serial())->crl_partition, 1);
  start_authority();
  EXPECT_EQ(authority->find("issuing-1", issue("SQ-3").serial())->crl_partition, 1);
  EXPECT_EQ(number("SELECT assigned FROM crl_partition WHERE issuer = 'issuing-1' AND number = 1"), 2);
}

TEST_P(IssuingTest, AnIntentOutlivesTheSignersAbsenceAndKeepsItsSerial) {
  signer->stop();
  const auto absent = try_issue("SQ-1");
  EXPECT_EQ(code_of(absent), "signer.unreachable");
  EXPECT_EQ(absent.error().kind, ErrorKind::Unavailable);
  const auto intents = authority->interrupted(std::chrono::seconds(0));
  ASSERT_TRUE(intents);
  ASSERT_EQ(intents->size(), 1U);
  EXPECT_EQ(state_of(intents->at(0).serial), "intended");
  EXPECT_TRUE(authority->interrupted(std::chrono::seconds(5))->empty()) << "it may still be on its way";
  signer->start();
  const x509::Certificate certificate = issue("SQ-1");
  EXPECT_EQ(certificate.serial(), intents->at(0).serial);
  EXPECT_EQ(base::to_bytes(certificate.tbs_der()), intents->at(0).tbs);
  EXPECT_EQ(certificates_of("SQ-1"), 1);
  EXPECT_TRUE(authority->interrupted(std::chrono::seconds(0))->empty());
}

struct CommitFault {
  int commit;
  store::Moment moment;
};

TEST_P(IssuingTest, AFailedCommitIsFinishedAfterARestart) {
  std::set<std::string> all;
  int number_of_case = 0;
  for (const CommitFault fault :
       {CommitFault{1, store::Moment::Before}, CommitFault{1, store::Moment::After},
        CommitFault{2, store::Moment::Before}, CommitFault{2, store::Moment::After}}) {
    const std::string application = "SQ-" + std::to_string(++number_of_case);
    SCOPED_TRACE(application);
    start_lane(store::Fault{store::Operation::Commit, fault.commit, fault.moment});
    start_authority();
    const auto failed = try_issue(application);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "store.lane_stopped");
    start_lane();
    start_authority();
    const bool intended = fault.commit == 2 || fault.moment == store::Moment::After;
    const auto left = authority->find_by_application(application);
    ASSERT_EQ(left.has_value(), intended);
    const auto again = try_issue(application);
    const bool complete = fault.commit == 2 && fault.moment == store::Moment::After;
    EXPECT_EQ(code_of(again), complete ? "authority.already_issued" : "ok");
    const auto record = authority->find_by_application(application);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->state, CertificateState::Issued);
    if (left) {
      EXPECT_EQ(record->serial, left->serial);
    }
    EXPECT_EQ(certificates_of(application), 1);
    EXPECT_EQ(records(ActCode::Issued, certificate_object("issuing-1", record->serial)), 1);
    EXPECT_TRUE(all.insert(record->serial.to_hex()).second);
  }
  expect_journal_known();
}

TEST_P(IssuingTest, ASignedIntentThatIsAbandonedIsRevokedAndFreesTheApplication) {
  start_lane(store::Fault{store::Operation::Commit, 2, store::Moment::Before});
  start_authority();
  ASSERT_FALSE(try_issue("SQ-1"));  // signed, and its certificate lost
  start_lane();
  start_authority();
  const auto intent = authority->find_by_application("SQ-1");
  ASSERT_TRUE(intent);
  const auto given_up = abandon(*intent);
  ASSERT_TRUE(given_up) << base::describe(given_up.error());
  EXPECT_EQ(code_of(abandon(*intent)), "authority.not_intended");
  const auto record = authority->find("issuing-1", intent->serial);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->state, CertificateState::Abandoned);
  ASSERT_TRUE(record->revoked_at) << "it goes on the CRL: a signature exists";
  EXPECT_EQ(*record->revoked_at, clock.now());
  EXPECT_EQ(record->reason, RevocationReason::CessationOfOperation);
  EXPECT_EQ(records(ActCode::IntentAbandoned, certificate_object("issuing-1", intent->serial)), 1);
  EXPECT_NE(issue("SQ-1").serial(), intent->serial);
  expect_journal_known();
}

TEST_P(IssuingTest, AnIssuedCertificateCannotBeAbandoned) {
  const CertificateRecord intent = interrupt("SQ-1");
  signer->start();
  const x509::Certificate certificate = issue("SQ-1");
  EXPECT_EQ(code_of(abandon(intent)), "authority.not_intended");
  EXPECT_EQ(state_of(certificate.serial()), "issued");
  EXPECT_EQ(records(ActCode::IntentAbandoned, certificate_object("issuing-1", certificate.serial())), 0);
}

TEST_P(IssuingTest, AnIntentIsNothingToRevoke) {
  const CertificateRecord intent = interrupt("SQ-1");
  EXPECT_EQ(code_of(revoke(intent.serial)), "authority.certificate");
  EXPECT_EQ(code_of(revoke(x509::Serial::random())), "authority.certificate");
}

TEST_P(IssuingTest, RevocationIsOnceAndRecorded) {
  const x509::Certificate certificate = issue("SQ-1");
  clock.advance(std::chrono::microseconds(1'700'000));
  const auto revoked = revoke(certificate.serial());
  ASSERT_TRUE(revoked) << base::describe(revoked.error());
  EXPECT_EQ(*revoked->revoked_at, base::parse_utc("2026-11-22T08:00:01Z").value()) << "whole seconds";
  EXPECT_EQ(authority->find("issuing-1", certificate.serial())->revoked_at, revoked->revoked_at);
  const auto again = revoke(certificate.serial());
  EXPECT_EQ(code_of(again), "authority.already_revoked");
  EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(code_of(suspend(certificate.serial())), "authority.already_revoked");
  EXPECT_EQ(code_of(resume(certificate.serial())), "authority.not_suspended");
  const std::string object = certificate_object("issuing-1", certificate.serial());
  EXPECT_EQ(records(ActCode::Revoked, object), 1) << "a refused act leaves no record";
  EXPECT_EQ(records(ActCode::Suspended, object) + records(ActCode::Resumed, object), 0);
}

TEST_P(IssuingTest, AHoldIsLiftedOrBecomesARevocation) {
  const x509::Certificate certificate = issue("SQ-1");
  const auto stored = [&] { return authority->find("issuing-1", certificate.serial()).value(); };
  EXPECT_EQ(code_of(resume(certificate.serial())), "authority.not_suspended");
  ASSERT_TRUE(suspend(certificate.serial()));
  EXPECT_EQ(stored().reason, RevocationReason::CertificateHold);
  EXPECT_EQ(code_of(suspend(certificate.serial())), "authority.already_revoked");
  ASSERT_TRUE(resume(certificate.serial()));
  EXPECT_FALSE(stored().revoked_at);
  ASSERT_TRUE(suspend(certificate.serial()));
  ASSERT_TRUE(revoke(certificate.serial()));
  EXPECT_EQ(stored().reason, RevocationReason::KeyCompromise);
  EXPECT_EQ(code_of(resume(certificate.serial())), "authority.not_suspended");
  const std::string object = certificate_object("issuing-1", certificate.serial());
  EXPECT_EQ(records(ActCode::Suspended, object), 2);
  EXPECT_EQ(records(ActCode::Resumed, object), 1);
  EXPECT_EQ(records(ActCode::Revoked, object), 1);
}

TEST_P(IssuingTest, ReasonsThatAreNotForHoldersAreRefused) {
  const x509::Certificate certificate = issue("SQ-1");
  for (const auto reason : {RevocationReason::CaCompromise, RevocationReason::CertificateHold,
                            RevocationReason::RemoveFromCrl, RevocationReason::AaCompromise}) {
    const auto refused = change(&Service::revoke, revocation(certificate.serial(), reason));
    EXPECT_EQ(code_of(refused), "authority.reason") << static_cast<int>(reason);
    EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  }
  EXPECT_FALSE(authority->find("issuing-1", certificate.serial())->revoked_at);
}

TEST_P(IssuingTest, AuthoritiesAreImportedOnceAndOnlyWithTheirChain) {
  EXPECT_EQ(code_of(import_authorities(*lane, recorder, clock, authorities)), "authority.exists");
  Authority stranger = authorities.at(1);
  stranger.id = "stranger";
  stranger.certificate = issue("SQ-1");
  stranger.issuer = "root";
  EXPECT_EQ(code_of(import_authorities(*lane, recorder, clock, {authorities.at(0), stranger})),
            "authority.chain");
  EXPECT_EQ(number("SELECT count(*) FROM authority WHERE id = 'stranger'"), 0);
}

}  // namespace
}  // namespace yinxin::authority
