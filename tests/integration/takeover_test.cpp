// A service that was taken over (article 29, docs/decisions/0025), on both engines: the status of the
// sender's certificates is stated by the taker's keys up to the old root, numbers of lists go on, holder and
// officer revoke, and a bundle that is not whole, or not ours, changes nothing.
#include <gmock/gmock.h>

#include "handover/service.hpp"
#include "proof/single_checks.hpp"
#include "proof/test_handover.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::handover {
namespace {

using house_support::eventually;
using house_support::kPatience;
using house_support::need;
using registration_support::chen;
using testing::HasSubstr;
using x509::CertStatus;

constexpr const char* kTaken = "taken-1-issuing-1";

class TakeoverTest : public registration_support::RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    make(signer::kUnwrapData, "data-1", signer::KeyClass::Online);
    make(signer::kSignOcsp, "taken-ocsp-1", signer::KeyClass::Online);
  }
  crypto::Sm2PublicKey make(std::uint32_t purposes, const std::string& id, signer::KeyClass key_class,
                            base::Bytes issuer_name = {}) {
    signer::KeySpec spec{id, key_class, {}};
    spec.limits.purposes = purposes;
    spec.limits.issuer_name = std::move(issuer_name);
    return need(signer->client->generate(spec)).public_key;
  }
  /// A bundle for this provider's keys.
  std::unique_ptr<proof::test::Sender> sender(bool revoked) {
    auto made = std::make_unique<proof::test::Sender>(revoked);
    const auto lists = make(signer::kSignCrl, "taken-lists-1", signer::KeyClass::Quorum,
                            base::to_bytes(made->world.issuing.tbs.subject.der()));
    made->hand_to(need(signer->client->key("taken-ocsp-1")).public_key, lists,
                  need(signer->client->key("data-1")).public_key);
    return made;
  }
  base::Result<Imported> import_it(const proof::test::Sender& from) {
    const base::Bytes archive = from.bundle();
    return import_bundle({*database_, *lane, *signer->client, recorder, clock},
                         {{*from.world.root.certificate}, "data-1"}, archive);
  }
  /// The server starts again.
  void serve() {
    registration.reset();
    policy.reset();
    stop_services();
    start_authority();
    start_registration();
    status::Service::Options options;
    options.folder = *folder / "crl";
    options.crl_url = profiles.at("device").urls.crl;
    options.site = house_support::kSite;
    options.full_coalesce = std::chrono::seconds(0);
    status = need(
        status::Service::start({*database_, *lane, *signer->client, recorder, clock, *authority}, options));
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
    ASSERT_TRUE(eventually([&] { return status->table_complete(); }));
    ASSERT_TRUE(eventually([&] { return status->crl(kTaken, 1, false).has_value(); }));
  }
  void TearDown() override {
    sequencer.reset();
    status.reset();
    RegistrationWorld::TearDown();
  }
  void follow() {
    const auto count = number("SELECT count(*) FROM act_record");
    sequencer->wake();
    need(status->wait_followed(count, kPatience));
  }
  base::Bytes ask(const proof::test::Sender& from) {
    x509::OcspRequest request;
    request.queries = {
        x509::make_cert_id(x509::CertIdHash::Sm3, *from.world.issuing.certificate, from.line.serial)};
    base::Waiter<status::OcspAnswer> waiter;
    status->ocsp(request.to_der(),
                 [done = waiter.completion()](status::OcspAnswer answer) { done(std::move(answer)); });
    return *need(waiter.wait()).octets;
  }
  CertStatus status_of(const proof::test::Sender& from) {
    return need(x509::OcspResponse::parse(ask(from))).data.responses.at(0).status;
  }
  x509::Crl list(bool delta = false) const {
    return need(x509::Crl::parse(*need(status->crl(kTaken, 1, delta))));
  }
  /// What somebody who has the old certificates alone finds of an answer and of a list.
  static bool holds(const proof::test::Sender& from, base::ByteView answer, base::ByteView crl) {
    const std::vector<x509::Certificate> roots{*from.world.root.certificate};
    const std::vector<x509::Certificate> issuers{*from.world.issuing.certificate, *from.lists.certificate};
    const proof::Report ocsp = proof::verify_ocsp(answer, issuers, roots, from.line.serial);
    const proof::Report lists = proof::verify_crl(crl, issuers, roots, from.line.serial);
    EXPECT_TRUE(ocsp.pass()) << ocsp.to_text();
    EXPECT_TRUE(lists.pass()) << lists.to_text();
    return ocsp.pass() && lists.pass();
  }
  base::Result<authority::CertificateRecord> revoke_as(officers::Actor actor, const x509::Serial& serial) {
    base::Waiter<authority::CertificateRecord> waiter;
    registration->perform_on_recovered(
        serial, "revoke", {{"reason", std::string("key_compromise")}, {"cause", std::string("私钥可能泄露")}},
        std::move(actor), {}, waiter.completion());
    return waiter.wait();
  }
  static officers::Actor holder_of(const crypto::Sm2PrivateKey& key) {
    return officers::key_actor(key.public_key().point(), base::to_bytes("base"), base::to_bytes("signature"));
  }
};
YX_BOTH_ENGINES(TakeoverTest);

TEST_P(TakeoverTest, StatusGoesOnUnderTheOldRoot) {
  const auto from = sender(true);
  const auto imported = import_it(*from);
  ASSERT_TRUE(imported) << base::describe(imported.error());
  EXPECT_EQ(imported->authority, kTaken);
  EXPECT_EQ(imported->certificates, 1U);
  EXPECT_FALSE(imported->before);
  EXPECT_TRUE(need(import_it(*from)).before) << "once";
  EXPECT_EQ(records(proof::ActCode::HandoverImported, std::string("authority/") + kTaken), 1);
  serve();
  EXPECT_EQ(authority->issuing().id, "issuing-1") << "what was taken issues nothing";
  EXPECT_EQ(status_of(*from), CertStatus::Revoked);
  const x509::Crl crl = list();
  EXPECT_EQ(crl.info.number, 8) << "above the sender's 7";
  EXPECT_TRUE(crl.info.distribution_point->indirect);
  EXPECT_EQ(crl.info.distribution_point->uri, "http://crl.test.invalid/1.crl") << "as certificates say";
  EXPECT_EQ(crl.info.issuer, from->world.issuing.tbs.subject);
  ASSERT_NE(crl.find(from->line.serial), nullptr);
  EXPECT_TRUE(holds(*from, ask(*from), *need(status->crl(kTaken, 1, false))));
  EXPECT_EQ(authority->served_as("crl.test.invalid", "issuing-1"), kTaken);
  EXPECT_EQ(authority->served_as("ca.example.cn", "issuing-1"), "issuing-1");
  EXPECT_EQ(authority->count({}, clock.now()).value().issued, 0) << "none of our own";
}

TEST_P(TakeoverTest, HolderAndOfficerRevoke) {
  const auto from = sender(false);
  need(import_it(*from));
  serve();
  EXPECT_EQ(status_of(*from), CertStatus::Good);
  const std::int64_t first = list().info.number;
  EXPECT_EQ(store::code_of(revoke_as(holder_of(crypto::Sm2PrivateKey::generate()), from->line.serial)),
            "officers.role_needed")
      << "somebody else's key";
  ASSERT_TRUE(revoke_as(holder_of(from->world.holder.key), from->line.serial));
  follow();
  EXPECT_EQ(status_of(*from), CertStatus::Revoked);
  ASSERT_TRUE(
      eventually([&] { return list().info.number > first && list().find(from->line.serial) != nullptr; }));
  EXPECT_TRUE(holds(*from, ask(*from), *need(status->crl(kTaken, 1, false))));
  EXPECT_EQ(store::code_of(revoke_as(chen(), from->line.serial)), "authority.already_revoked");
}

TEST_P(TakeoverTest, AnOfficerRevokes) {
  const auto from = sender(false);
  need(import_it(*from));
  serve();
  ASSERT_TRUE(revoke_as(chen(), from->line.serial));
  follow();
  EXPECT_EQ(status_of(*from), CertStatus::Revoked);
}

TEST_P(TakeoverTest, WhatIsNotWholeOrNotOursChangesNothing) {
  const auto from = sender(true);
  const base::Bytes archive = from->bundle();
  const TakerHouse house{*database_, *lane, *signer->client, recorder, clock};
  const ImportOrder order{{*from->world.root.certificate}, "data-1"};
  base::Bytes cut = archive;
  cut[archive.size() / 2] ^= 1;
  EXPECT_FALSE(import_bundle(house, order, cut));
  const auto stranger = import_bundle(house, {{authorities.at(0).certificate}, "data-1"}, archive);
  EXPECT_EQ(store::code_of(stranger), "handover.bundle") << "another root";
  proof::test::Sender others;
  others.hand_to(crypto::Sm2PrivateKey::generate().public_key(),
                 crypto::Sm2PrivateKey::generate().public_key(),
                 need(signer->client->key("data-1")).public_key);
  EXPECT_EQ(store::code_of(import_it(others)), "handover.not_ours") << "certificates of another taker's keys";
  from->files[proof::test::kRecord][20] ^= 1;
  const auto sealed = import_it(*from);
  ASSERT_EQ(store::code_of(sealed), "handover.bundle");
  EXPECT_THAT(sealed.error().detail, HasSubstr(proof::test::kRecord));
  EXPECT_EQ(number("SELECT count(*) FROM taken_authority"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM taken_file"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE issuer LIKE 'taken-%'"), 0);
}

TEST_P(TakeoverTest, RecordsAreOpenedOnRecord) {
  const auto from = sender(true);
  need(import_it(*from));
  const TakerHouse house{*database_, *lane, *signer->client, recorder, clock};
  const auto opened = open_record(house, "data-1", kTaken, proof::test::kRecord, "核对持有人身份");
  ASSERT_TRUE(opened) << base::describe(opened.error());
  EXPECT_EQ(base::as_text(opened->reveal()), std::string("of ") + proof::test::kRecord);
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, std::string("authority/") + kTaken), 1);
  EXPECT_EQ(store::code_of(open_record(house, "data-1", kTaken, "sealed/records/none.tar", "x")),
            "handover.file");
}

}  // namespace
}  // namespace yinxin::handover
