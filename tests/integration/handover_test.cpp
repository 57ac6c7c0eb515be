// A bundle that a provider writes (article 29, docs/decisions/0025), on both engines: the taker's
// certificates come first, everything must be under a signed head, and what is written holds for a checker
// who has the root alone, whose records only the taker opens.
#include "handover/service.hpp"

#include <gmock/gmock.h>

#include "crypto/sm2_encryption.hpp"
#include "registration_support/registration_world.hpp"
#include "signer/daemon/test_act.hpp"

namespace yinxin::handover {
namespace {

using house_support::eventually;
using house_support::need;
using registration_support::kLicensedName;
using registration_support::organisation;
using registration_support::person;
using registration_support::resident_id;
using testing::HasSubstr;
using testing::Not;

class HandoverTest : public registration_support::RegistrationWorld {
 protected:
  void SetUp() override {
    asks_for_acts = true;
    RegistrationWorld::SetUp();
    if (IsSkipped()) return;
    signer::KeySpec spec{"tree-head-2", signer::KeyClass::Online, {}};
    spec.limits.purposes = signer::kSignTreeHead | signer::kSignPackage;
    spec.limits.origin = house_support::kOrigin;
    const auto key = need(signer->client->generate(spec));
    certify("timestamp-unit", key.public_key, "tree-head-2", "tree_head");
    enrol_administrator();
  }
  /// A security administrator whom the signer itself knows.
  void enrol_administrator() {
    sec.id = "sec-1";
    sec.title = "security_administrator";
    need(signer->client->enrol({sec.id, sec.title, sec.key.public_key()}));
    authority::Service::ServiceOrder order;
    order.issuer = "operations-1";
    order.profile = "officer";
    order.subject = {{asn1::oids::kCountry, "CN"},
                     {asn1::oids::kOrganization, kLicensedName},
                     {asn1::oids::kTitle, sec.title},
                     {asn1::oids::kSerialNumber, sec.id},
                     {asn1::oids::kCommonName, sec.id}};
    order.public_key = sec.key.public_key();
    order.licence_holder = kLicensedName;
    order.rules_version = "-";
    order.actor = officers::system_actor("test");
    base::Waiter<authority::IssuedCertificate> waiter;
    authority->issue_service(std::move(order), waiter.completion());
    sec.certificate = base::to_bytes(need(waiter.wait()).certificate.der());
  }
  /// The administrator's signed request for this key.
  officers::Actor act_for(const crypto::Sm2PublicKey& key) const {
    signer::ActPlan plan;
    plan.target = "https://ca.example/ca/issuing-1/takers";
    plan.content = R"({"key_sm3":")" + signer::key_sm3(key) + R"("})";
    plan.created = clock.now();
    const signer::Act act = sec.sign(plan);
    return {"officer/sec-1",
            {officers::Role::SecurityAdministrator},
            base::to_bytes(sec.key.public_key().point()),
            act.signature_base,
            act.signature,
            act.content,
            act.certificate};
  }
  void TearDown() override {
    sequencer.reset();
    RegistrationWorld::TearDown();
  }
  void certify(const std::string& profile, const crypto::Sm2PublicKey& key, const std::string& name,
               const std::string& role = "", officers::Actor actor = officers::system_actor("test")) {
    authority::Service::ServiceOrder order;
    order.issuer = "issuing-1";
    order.profile = profile;
    order.id = order.key_id = name;
    order.role = role;
    order.subject = {{asn1::oids::kCountry, "CN"},
                     {asn1::oids::kOrganization, kLicensedName},
                     {asn1::oids::kCommonName, name}};
    order.public_key = key;
    order.licence_holder = kLicensedName;
    order.rules_version = "-";
    order.actor = std::move(actor);
    base::Waiter<authority::IssuedCertificate> waiter;
    authority->issue_service(std::move(order), waiter.completion());
    need(waiter.wait());
  }
  /// The list key's certificate has the authority's own name.
  void certify_taker() {
    const auto ocsp = crypto::Sm2PrivateKey::generate().public_key();
    const auto lists = crypto::Sm2PrivateKey::generate().public_key();
    certify("takeover-ocsp-signer", ocsp, "taken-ocsp-1", "", act_for(ocsp));
    certify("takeover-crl-issuer", lists, "issuing-1", "", act_for(lists));
  }
  /// Every act comes under a signed head.
  void cover() {
    ledger::Sequencer::Options options{house_support::kOrigin, "tree-head-2", *folder / "ledger", {}};
    sequencer = need(ledger::Sequencer::start(*database_, *lane, *signer->client, clock, std::move(options)));
    const auto count = number("SELECT count(*) FROM act_record");
    ASSERT_TRUE(eventually([&] {
      clock.advance(std::chrono::seconds(1));
      sequencer->wake();
      return sequencer->covered() >= count;
    }));
    sequencer.reset();
  }
  SenderHouse house() const {
    return {*database_, *lane, *signer->client, recorder, clock, *authority, *policy, *registration};
  }
  base::Result<Exported> write() {
    archive.clear();
    const ExportOrder order{data.public_key(), "http://ca.example.cn/crl/issuing-1/", *folder / "crl"};
    return write_bundle(house(), order, [this](base::ByteView octets) -> base::Result<void> {
      base::append(archive, octets);
      return {};
    });
  }

  signer::TestOfficer sec;
  const crypto::Sm2PrivateKey data = crypto::Sm2PrivateKey::generate();
  base::Bytes archive;
};
YX_BOTH_ENGINES(HandoverTest);

TEST_P(HandoverTest, WhatIsWrittenHoldsUnderTheRoot) {
  auto one = person();
  auto two = organisation();
  bring_to_active(one);
  bring_to_active(two);
  auto waiting = person("李晓红", resident_id("11010119900307012"));
  bring_in(waiting);
  need(revoke(need(authority->find_by_application(one.number)).serial));
  certify_taker();
  cover();
  const auto exported = write();
  ASSERT_TRUE(exported) << base::describe(exported.error());
  EXPECT_EQ(exported->records, 3U) << "an application that waits goes over as well";
  const std::vector<x509::Certificate> roots{authorities.at(0).certificate};
  const proof::Report report = proof::verify_handover(archive, roots);
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(std::string(base::as_text(archive)), Not(HasSubstr(resident_id())));
  EXPECT_THAT(std::string(base::as_text(archive)), Not(HasSubstr(one.form.phone)));

  const auto bundle = need(proof::open_handover(archive));
  EXPECT_EQ(bundle.digest, exported->manifest);
  const auto secret = need(crypto::sm2_decrypt(data, bundle.find(proof::handover_file::kSealedKey)->content));
  const std::string name = "sealed/records/" + one.number + ".tar";
  ASSERT_NE(bundle.find(name), nullptr);
  const auto record = need(crypto::open(secret, bundle.find(name)->content, proof::handover_place(name)));
  EXPECT_THAT(std::string(base::as_text(record.reveal())), HasSubstr(resident_id()))
      << "the taker has the number";
  need(record_export(house(), *exported));
  EXPECT_EQ(records(proof::ActCode::HandoverExported, "authority/issuing-1"), 1);
}

TEST_P(HandoverTest, NotBeforeItsTime) {
  certify_taker();
  EXPECT_EQ(store::code_of(write()), "handover.not_covered");
  cover();
  EXPECT_TRUE(write());
  auto one = person();
  bring_in(one);
  EXPECT_EQ(store::code_of(write()), "handover.not_covered") << "an act that no head covers";
}

TEST_P(HandoverTest, NotWithoutTheTakersCertificates) {
  cover();
  EXPECT_EQ(store::code_of(write()), "handover.not_certified");
}

}  // namespace
}  // namespace yinxin::handover
