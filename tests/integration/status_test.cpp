// Status for everybody on both engines: OCSP answers and CRLs that follow what the ledger says, across
// revocations, holds and restarts (RFC 6960, RFC 5280 5, decisions.md 9).
#include "status/service.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "house_support/provider_world.hpp"

namespace yinxin::status {
namespace {

using house_support::eventually;
using house_support::kPatience;
using house_support::need;
using store::code_of;
using x509::CertIdHash;
using x509::CertStatus;
using x509::OcspStatus;
using x509::RevocationReason;

class StatusTest : public house_support::ProviderWorld {
 protected:
  void start_status() {
    Service::Options options;
    options.folder = *folder / "crl";
    options.crl_url = profiles.at("device").urls.crl;
    options.site = house_support::kSite;
    status = need(Service::start({*database_, *lane, *signer->client, recorder, clock, *authority}, options));
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
  }
  void start_complete() {
    start_status();
    ASSERT_TRUE(eventually([&] { return status->table_complete(); }));
  }
  void restart() {
    stop_services();
    start_authority();
    start_complete();
  }
  /// All that was done so far is in OCSP and on lists.
  void follow() {
    const auto count = number("SELECT count(*) FROM act_record");
    sequencer->wake();
    need(status->wait_followed(count, kPatience));
  }
  OcspAnswer ask(base::ByteView request) {
    base::Waiter<OcspAnswer> waiter;
    status->ocsp(request, [done = waiter.completion()](OcspAnswer answer) { done(std::move(answer)); });
    return need(waiter.wait());
  }
  x509::OcspRequest about(const x509::Serial& serial, CertIdHash hash = CertIdHash::Sm3) const {
    x509::OcspRequest request;
    request.queries = {x509::make_cert_id(hash, issuing_certificate(), serial)};
    return request;
  }
  x509::OcspResponse response(const x509::OcspRequest& request) {
    return need(x509::OcspResponse::parse(*ask(request.to_der()).octets));
  }
  x509::SingleResponse single(const x509::Serial& serial) {
    return response(about(serial)).data.responses.at(0);
  }
  x509::Crl list(bool delta) const {
    return need(x509::Crl::parse(*need(status->crl("issuing-1", 0, delta))));
  }
  /// Until the list that is served is numbered above `number`.
  bool newer(bool delta, std::int64_t number) const {
    return eventually(
        [&] { return status->crl("issuing-1", 0, delta).has_value() && list(delta).info.number > number; });
  }
};
YX_BOTH_ENGINES(StatusTest);

TEST_P(StatusTest, OcspSaysGoodRevokedAndUnknown) {
  const x509::Certificate good = issue("SQ-1");
  const x509::Certificate bad = issue("SQ-2");
  need(revoke(bad.serial()));
  start_complete();
  for (const auto hash : {CertIdHash::Sha1, CertIdHash::Sha256, CertIdHash::Sm3}) {
    x509::OcspRequest request = about(good.serial(), hash);
    request.queries.push_back(about(bad.serial(), hash).queries[0]);
    request.queries.push_back(about(x509::Serial::random(), hash).queries[0]);
    const auto answer = response(request);
    ASSERT_EQ(answer.status, OcspStatus::Successful);
    ASSERT_EQ(answer.certificates.size(), 1U);
    EXPECT_TRUE(answer.certificates[0].verify(issuing_certificate().tbs().public_key));
    EXPECT_TRUE(answer.verify(answer.certificates[0].tbs().public_key));
    ASSERT_EQ(answer.data.responses.size(), 3U);
    EXPECT_EQ(answer.data.responses[0].status, CertStatus::Good);
    EXPECT_EQ(answer.data.responses[0].id, request.queries[0]);
    EXPECT_EQ(answer.data.responses[1].status, CertStatus::Revoked);
    EXPECT_EQ(answer.data.responses[1].revoked_at, clock.now());
    EXPECT_EQ(answer.data.responses[1].reason, RevocationReason::KeyCompromise);
    EXPECT_EQ(answer.data.responses[2].status, CertStatus::Unknown);
    EXPECT_EQ(answer.data.responses[0].next_update, clock.now() + std::chrono::minutes(10));
  }
}

TEST_P(StatusTest, EveryListServedIsToldWithItsNumberAndTimes) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  ASSERT_TRUE(eventually([&] { return status->crl("issuing-1", 0, false).has_value(); }));
  need(revoke(certificate.serial()));
  follow();
  const auto told = [&](bool delta) -> std::optional<ListNote> {
    for (const ListNote& note : status->lists()) {
      if (note.authority == "issuing-1" && note.partition == 0 && note.base_number.has_value() == delta)
        return note;
    }
    return std::nullopt;
  };
  const auto agrees = [&](bool delta) {
    const auto note = told(delta);
    ASSERT_TRUE(note);
    const x509::Crl served = list(delta);
    EXPECT_EQ(note->number, served.info.number);
    EXPECT_EQ(note->base_number, served.info.base_number);
    EXPECT_EQ(note->this_update, served.info.this_update);
    EXPECT_EQ(note->next_update, served.info.next_update);
    EXPECT_EQ(note->entries, static_cast<std::int64_t>(served.entries.size()));
    EXPECT_EQ(note->size, static_cast<std::int64_t>(need(status->crl("issuing-1", 0, delta))->size()));
  };
  agrees(false);
  agrees(true);
  EXPECT_EQ(told(true)->entries, 1);
  const auto before = status->lists();
  restart();
  agrees(false);
  agrees(true);
  EXPECT_EQ(status->lists().size(), before.size());
}

TEST_P(StatusTest, AListDamagedOnDiskIsMadeAgain) {
  issue("SQ-1");
  start_complete();
  ASSERT_TRUE(eventually([&] { return status->crl("issuing-1", 0, false).has_value(); }));
  const std::int64_t number = list(false).info.number;
  stop_services();
  need(base::write_file_durably(*folder / "crl" / "issuing-1" / "0.crl", base::Bytes{0x30, 0x00}, 0644));
  start_authority();
  start_complete();
  ASSERT_TRUE(newer(false, number));
  EXPECT_TRUE(list(false).verify(issuing_certificate().tbs().public_key));
}

TEST_P(StatusTest, AListUnderAnotherNameOnDiskIsNotServed) {
  issue("SQ-1");
  start_complete();
  ASSERT_TRUE(eventually([&] { return status->crl("issuing-1", 0, false).has_value(); }));
  const std::int64_t number = list(false).info.number;
  stop_services();
  const auto lists = *folder / "crl" / "issuing-1";
  std::filesystem::rename(lists / "0.crl", lists / "0 (1).crl");
  start_authority();
  start_complete();
  ASSERT_TRUE(newer(false, number));
}

TEST_P(StatusTest, OcspRefusesWhatIsNotOursAndWhatIsNoRequest) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  x509::OcspRequest foreign;
  foreign.queries = {x509::make_cert_id(CertIdHash::Sm3, certificate, x509::Serial::random())};
  EXPECT_EQ(response(foreign).status, OcspStatus::Unauthorized);
  x509::OcspRequest mixed = about(certificate.serial());
  mixed.queries.push_back(
      x509::make_cert_id(CertIdHash::Sm3, authorities.at(2).certificate, x509::Serial::random()));
  EXPECT_EQ(response(mixed).status, OcspStatus::Unauthorized) << "one answer has one signer";
  const auto malformed = ask(base::Bytes{0x30, 0x01});
  EXPECT_EQ(need(x509::OcspResponse::parse(*malformed.octets)).status, OcspStatus::MalformedRequest);
  EXPECT_EQ(malformed.next_update, malformed.produced_at);
  signer->stop();
  EXPECT_EQ(response(about(certificate.serial())).status, OcspStatus::TryLater);
  signer->start();
  EXPECT_EQ(single(certificate.serial()).status, CertStatus::Good);
}

TEST_P(StatusTest, ANonceIsEchoedAndItsAnswerNotKept) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  for (const std::uint8_t octet : {std::uint8_t{1}, std::uint8_t{2}}) {
    x509::OcspRequest request = about(certificate.serial());
    request.nonce = base::Bytes(16, octet);
    const OcspAnswer answer = ask(request.to_der());
    EXPECT_EQ(need(x509::OcspResponse::parse(*answer.octets)).data.nonce, request.nonce);
    EXPECT_EQ(answer.next_update, answer.produced_at);
  }
  EXPECT_EQ(status->counts().ocsp_cache_hits, 0U);
  EXPECT_FALSE(response(about(certificate.serial())).data.nonce);
}

TEST_P(StatusTest, ACachedAnswerStandsUntilTheStatusChangesOrItEnds) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  follow();
  const auto request = about(certificate.serial()).to_der();
  const auto first = ask(request);
  EXPECT_EQ(*ask(request).octets, *first.octets);
  EXPECT_EQ(status->counts().ocsp_cache_hits, 1U);
  clock.advance(std::chrono::minutes(10));
  const auto second = ask(request);
  EXPECT_NE(*second.octets, *first.octets);
  need(revoke(certificate.serial()));
  follow();
  EXPECT_EQ(single(certificate.serial()).status, CertStatus::Revoked);
}

TEST_P(StatusTest, OnlyWhatWasAskedBeforeIsAtHand) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  follow();
  x509::OcspRequest request = about(certificate.serial());
  const auto octets = request.to_der();
  EXPECT_FALSE(status->ocsp_at_hand(octets));
  const auto first = ask(octets);
  const auto kept = status->ocsp_at_hand(octets);
  ASSERT_TRUE(kept);
  EXPECT_EQ(*kept->octets, *first.octets);
  EXPECT_EQ(kept->next_update, first.next_update);
  EXPECT_FALSE(status->ocsp_at_hand(base::Bytes{0x30, 0x01}));
  request.nonce = base::Bytes(16, 1);
  EXPECT_FALSE(status->ocsp_at_hand(request.to_der()));
  clock.advance(std::chrono::minutes(10));
  EXPECT_FALSE(status->ocsp_at_hand(octets)) << "it has run out";
  ask(octets);
  EXPECT_TRUE(status->ocsp_at_hand(octets));
  need(revoke(certificate.serial()));
  follow();
  EXPECT_FALSE(status->ocsp_at_hand(octets)) << "it says good";
}

TEST_P(StatusTest, TheTableFollowsIssueHoldAndResumption) {
  start_complete();
  const x509::Certificate certificate = issue("SQ-1");
  follow();
  EXPECT_EQ(single(certificate.serial()).status, CertStatus::Good);
  EXPECT_EQ(need(status->status(certificate.serial())).standing, Standing::Valid);
  need(suspend(certificate.serial()));
  follow();
  EXPECT_EQ(single(certificate.serial()).reason, RevocationReason::CertificateHold);
  EXPECT_EQ(need(status->status(certificate.serial())).standing, Standing::Suspended);
  need(resume(certificate.serial()));
  follow();
  EXPECT_EQ(single(certificate.serial()).status, CertStatus::Good);
  need(revoke(certificate.serial()));
  follow();
  EXPECT_EQ(need(status->status(certificate.serial())).standing, Standing::Revoked);
  EXPECT_EQ(code_of(status->status(x509::Serial::random())), "status.certificate");
}

TEST_P(StatusTest, ChangesDuringAFillStand) {
  std::vector<x509::Serial> held;
  for (int i = 0; i < 20; ++i) {
    held.push_back(issue("SQ-" + std::to_string(i)).serial());
    need(suspend(held.back()));
  }
  start_status();  // the fill runs beside what follows, and the table never goes back
  for (const x509::Serial& serial : held) {
    EXPECT_EQ(single(serial).status, CertStatus::Revoked) << "complete or not";
    need(resume(serial));
  }
  follow();
  ASSERT_TRUE(eventually([&] { return status->table_complete(); }));
  for (const x509::Serial& serial : held) EXPECT_EQ(single(serial).status, CertStatus::Good);
}

TEST_P(StatusTest, AnAbandonedSerialIsRevokedEverywhere) {
  signer->stop();
  ASSERT_FALSE(try_issue("SQ-1"));
  signer->start();
  const auto intent = need(authority->find_by_application("SQ-1"));
  start_complete();
  ASSERT_TRUE(newer(false, 0));
  EXPECT_EQ(single(intent.serial).status, CertStatus::Unknown);
  need(abandon(intent));
  follow();
  EXPECT_EQ(single(intent.serial).status, CertStatus::Revoked);
  EXPECT_NE(list(true).find(intent.serial), nullptr);
}

TEST_P(StatusTest, ListsGoFromFullToDeltaToFull) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  ASSERT_TRUE(newer(false, 0));
  const x509::Crl first = list(false);
  EXPECT_TRUE(first.verify(issuing_certificate().tbs().public_key));
  EXPECT_TRUE(first.entries.empty());
  EXPECT_EQ(first.info.next_update, clock.now() + std::chrono::hours(25));
  EXPECT_EQ(first.info.distribution_point->uri, house_support::kSite + "/crl/issuing-1/0.crl");
  EXPECT_EQ(code_of(status->crl("issuing-1", 0, true)), "status.crl");
  EXPECT_EQ(code_of(status->crl("issuing-1", 7, false)), "status.crl");
  need(suspend(certificate.serial()));
  follow();
  const x509::Crl held = list(true);
  EXPECT_TRUE(held.verify(issuing_certificate().tbs().public_key));
  EXPECT_EQ(held.info.base_number, first.info.number);
  EXPECT_GT(held.info.number, first.info.number);
  ASSERT_NE(held.find(certificate.serial()), nullptr);
  EXPECT_EQ(held.find(certificate.serial())->reason, RevocationReason::CertificateHold);
  clock.advance(std::chrono::seconds(61));
  ASSERT_TRUE(newer(false, held.info.number)) << "a full list follows the delta";
  const x509::Crl second = list(false);
  EXPECT_NE(second.find(certificate.serial()), nullptr);
  need(resume(certificate.serial()));
  follow();
  const x509::Crl lifted = list(true);
  EXPECT_EQ(lifted.info.base_number, second.info.number);
  ASSERT_NE(lifted.find(certificate.serial()), nullptr);
  EXPECT_EQ(lifted.find(certificate.serial())->reason, RevocationReason::RemoveFromCrl);
  clock.advance(std::chrono::seconds(61));
  ASSERT_TRUE(newer(false, lifted.info.number));
  EXPECT_TRUE(list(false).entries.empty());
}

TEST_P(StatusTest, NumbersGrowAcrossARestartAndFilesAreWhatIsServed) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  ASSERT_TRUE(newer(false, 0));
  need(revoke(certificate.serial()));
  follow();
  const auto on_disk = [&](const std::string& name) {
    return need(base::read_file(*folder / "crl/issuing-1" / name, 1 << 20));
  };
  EXPECT_EQ(on_disk("0.crl"), *need(status->crl("issuing-1", 0, false)));
  EXPECT_EQ(on_disk("0.delta.crl"), *need(status->crl("issuing-1", 0, true)));
  const std::int64_t highest = list(true).info.number;
  restart();
  EXPECT_GE(list(true).info.number, highest) << "what was published is served at once";
  clock.advance(std::chrono::hours(24));
  ASSERT_TRUE(newer(false, highest));
  EXPECT_NE(list(false).find(certificate.serial()), nullptr);
  const auto repeated =
      number("SELECT count(*) - count(DISTINCT number) FROM crl WHERE issuer = 'issuing-1'");
  EXPECT_EQ(repeated, 0);
}

TEST_P(StatusTest, WhatAStopKeptFromBeingPublishedIsOnADeltaAfterTheStart) {
  const x509::Certificate certificate = issue("SQ-1");
  start_complete();
  follow();
  ASSERT_TRUE(newer(false, 0));
  stop_services();
  start_authority();
  start_sequencer();  // numbers the revocation; nobody makes lists
  need(revoke(certificate.serial()));
  need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), kPatience));
  restart();
  follow();
  ASSERT_TRUE(status->crl("issuing-1", 0, true)) << "without waiting for the next full list";
  EXPECT_NE(list(true).find(certificate.serial()), nullptr);
}

}  // namespace
}  // namespace yinxin::status
