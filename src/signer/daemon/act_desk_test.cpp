// Acts through the dispatch table: who must bring one, that each is used once, and who is enrolled
// (docs/decisions/0009).
#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "signer/daemon/test_act.hpp"

namespace yinxin::signer {
namespace {

namespace oids = asn1::oids;
using base::Bytes;

/// A desk after its ceremony: both authorities ask for acts, three administrators are enrolled, an issuing
/// officer has a certificate; then opened as on any other day.
class ActDeskTest : public testing::Test {
 protected:
  void SetUp() override {
    unlock();
    for (const KeySpec& spec : {authority_spec("issuing-1", "Issuer"),
                                authority_spec("operations-1", "Operations"), ocsp_spec(), tree_spec()}) {
      must(desk.ask(MessageType::Generate, encode_generate(spec)));
    }
    for (TestOfficer* who : {&sec, &sys, &li}) {
      const Bytes body = body_of(*who).to_der();
      const auto signature = desk.sign_certificates({body}, "operations-1");
      must(signature);
      who->certificate = base::to_bytes(x509::Certificate::assemble(body, signature->at(0)).value().der());
    }
    for (const TestOfficer* who : {&sec, &sys}) must(enrol(who->id, who->title, who->key.public_key()));
    desk.options.initialise = false;
    reopen();
  }
  static KeySpec authority_spec(const std::string& id, const std::string& name) {
    KeySpec spec = issuing_spec();
    spec.id = id;
    spec.limits.issuer_name = base::to_bytes(test_name(name).der());
    spec.limits.acts_by = "operations-1";
    return spec;
  }
  static TestOfficer make(const std::string& id, const std::string& title) {
    TestOfficer made;
    made.id = id;
    made.title = title;
    return made;
  }
  void unlock() {
    must(desk.ask(MessageType::Unlock, TestDesk::unlock_body(KeyClass::Online)));
    for (const KeyShare& share : shares) must(desk.give(share));
  }
  void reopen() {
    desk.open();
    unlock();
  }
  x509::TbsCertificate body_of(const TestOfficer& who) {
    return officer_tbs(next_serial++, test_name("Operations"), who.id, who.title, who.key.public_key(),
                       desk.clock.now());
  }
  x509::TbsCertificate holder() { return test_tbs(next_serial++, desk.clock.now()); }
  base::Result<void> enrol(const std::string& id, const std::string& roles, const crypto::Sm2PublicKey& key) {
    YX_TRY(const Bytes done, desk.ask(MessageType::Enrol, encode_enrol({id, roles, key})));
    return decode_empty(done);
  }
  std::vector<Enrolled> enrolled() {
    return decode_enrolled(desk.ask(MessageType::Enrolled, {}).value()).value();
  }
  ActPlan issue_plan(const x509::TbsCertificate& tbs) {
    ActPlan plan;
    plan.content = issue_content(tbs.public_key);
    plan.created = desk.clock.now();
    plan.nonce = base::to_hex(crypto::random_bytes(16));
    return plan;
  }
  ActPlan officer_plan(const x509::TbsCertificate& tbs, const TestOfficer& whom, const std::string& path) {
    ActPlan plan = issue_plan(tbs);
    plan.target = "https://ca.example/officers/" + whom.id + path;
    plan.content = authorise_content(tbs.public_key, whom.title);
    return plan;
  }
  base::Result<std::vector<crypto::Sm2Signature>> sign(const x509::TbsCertificate& tbs, const Act& act,
                                                       const std::string& key = "issuing-1") {
    return desk.sign_certificates({tbs.to_der()}, key, {act});
  }

  std::uint8_t next_serial = 1;
  TestOfficer sec = make("sec-1", "security_administrator");
  TestOfficer sys = make("sys-1", "system_administrator");
  TestOfficer li = make("li", "issuing_officer");
  std::vector<KeyShare> shares = share_credential(crypto::random_secret(32), 2, 2);
  TestDesk desk;
};

TEST_F(ActDeskTest, NoCertificateWithoutAnAct) {
  const x509::TbsCertificate tbs = holder();
  const auto without = desk.sign_certificates({tbs.to_der()});
  EXPECT_EQ(code_of(without), "signer.act");
  EXPECT_EQ(without.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(detail_of(without), "certificate 1: no act");
  EXPECT_EQ(detail_of(desk.sign_certificates({body_of(li).to_der()}, "operations-1")),
            "certificate 1: no act");
  const auto with = sign(tbs, li.sign(issue_plan(tbs)));
  ASSERT_TRUE(with) << base::describe(with.error());
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("issuing-1"), tbs.to_der(), with->at(0)));
}

/// docs/decisions/0031.
TEST_F(ActDeskTest, AnActForManyServesEachKeyOnceAndNoOther) {
  x509::TbsCertificate bodies[3] = {holder(), holder(), holder()};
  for (x509::TbsCertificate& one : bodies) one.public_key = crypto::Sm2PrivateKey::generate().public_key();
  const auto leaf = [&](int i) { return proof::leaf_hash(crypto::sm3(bodies[i].public_key.point())); };
  ActPlan plan = issue_plan(bodies[0]);
  plan.target = "https://ca.example/rosters/MC-2026-0001/issue";
  plan.content = R"({"event":"issue","keys":2,"keys_root":")" +
                 base::to_hex(proof::node_hash(leaf(0), leaf(1))) + R"("})";
  const Act act = li.sign(plan);
  const auto for_key = [&](std::uint64_t index, int sibling) {
    Act placed = act;
    placed.place = encode_act_place({index, {leaf(sibling)}});
    return placed;
  };
  const auto both = desk.sign_certificates({bodies[0].to_der(), bodies[1].to_der()}, "issuing-1",
                                           {for_key(0, 1), for_key(1, 0)});
  ASSERT_TRUE(both) << base::describe(both.error());
  EXPECT_EQ(both->size(), 2U);
  EXPECT_EQ(detail_of(sign(bodies[2], for_key(0, 1))), "certificate 1: for other keys");
  x509::TbsCertificate again = holder();
  again.public_key = bodies[0].public_key;
  EXPECT_EQ(detail_of(sign(again, for_key(0, 1))), "certificate 1: used for another certificate");
  const auto same = sign(bodies[0], for_key(0, 1));
  ASSERT_TRUE(same) << "the same octets get their signature again";
  EXPECT_EQ(same->at(0), both->at(0));
}

TEST_F(ActDeskTest, TheRestOfAnIssuersWorkNeedsNone) {
  EXPECT_TRUE(desk.sign_crl(test_crl(1, desk.clock.now())));
  x509::TbsCertificate responder = with_use(holder(), {oids::kOcspSigning});
  responder.public_key = desk.public_key("ocsp-1");
  EXPECT_TRUE(desk.sign_certificates({responder.to_der()}));
}

TEST_F(ActDeskTest, AServicesCertificateIsForOurOwnKeysOnly) {
  for (const asn1::Oid& use : {oids::kOcspSigning, oids::kTimeStamping}) {
    const x509::TbsCertificate tbs = with_use(holder(), {oids::kClientAuth, use});
    for (const Act& act : {Act{}, li.sign(issue_plan(tbs))}) {
      EXPECT_EQ(detail_of(sign(tbs, act)), "certificate 1: a service's certificate for a key of another's");
    }
  }
}

/// What a provider that takes the service over is given (docs/decisions/0025): only on a security
/// administrator's act, in the ceremony too.
TEST_F(ActDeskTest, ATakersCertificatesNeedAnActOfTheirOwn) {
  const auto plan_for = [&](const x509::TbsCertificate& tbs) {
    ActPlan plan = issue_plan(tbs);
    plan.target = "https://ca.example/ca/issuing-1/takers";
    plan.content = R"({"key_sm3":")" + key_sm3(tbs.public_key) + R"("})";
    return plan;
  };
  x509::TbsCertificate lists = holder();
  lists.subject = lists.issuer;
  lists.extensions = {{oids::kKeyUsage, true, x509::encode_key_usage(x509::kCrlSign)}};
  const x509::TbsCertificate responder = with_use(holder(), {oids::kOcspSigning});
  for (const x509::TbsCertificate& tbs : {lists, responder}) {
    EXPECT_EQ(detail_of(sign(tbs, {})), "certificate 1: no act");
    EXPECT_EQ(detail_of(sign(tbs, li.sign(issue_plan(tbs)))),
              "certificate 1: for a certificate of another kind");
    EXPECT_EQ(detail_of(sign(tbs, sys.sign(plan_for(tbs)))),
              "certificate 1: not by an enrolled security administrator");
    const auto signed_one = sign(tbs, sec.sign(plan_for(tbs)));
    EXPECT_TRUE(signed_one) << base::describe(signed_one.error());
  }
  desk.options.initialise = true;
  reopen();
  x509::TbsCertificate more = lists;
  more.serial = holder().serial;
  EXPECT_EQ(detail_of(sign(more, {})), "certificate 1: no act");
  more.subject = test_name("Taker");
  EXPECT_EQ(code_of(sign(more, sec.sign(plan_for(more)))), "signer.refused") << "under a name of its own";
}

TEST_F(ActDeskTest, TheSameCertificateAgainHasTheSameSignatureWithWhateverAct) {
  const x509::TbsCertificate tbs = holder();
  const auto first = sign(tbs, li.sign(issue_plan(tbs)));
  ASSERT_TRUE(first);
  EXPECT_EQ(sign(tbs, li.sign(issue_plan(tbs))).value(), *first) << "a fresh act";
  EXPECT_EQ(sign(tbs, {}).value(), *first);
  reopen();
  desk.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(sign(tbs, {}).value(), *first);
}

TEST_F(ActDeskTest, OneActOneCertificate) {
  const x509::TbsCertificate first = holder();
  const x509::TbsCertificate second = holder();
  const Act act = li.sign(issue_plan(first));
  EXPECT_EQ(detail_of(desk.sign_certificates({first.to_der(), second.to_der()}, "issuing-1", {act, act})),
            "used for two certificates of a message");
  ASSERT_TRUE(sign(first, act));
  EXPECT_EQ(code_of(sign(second, act)), "signer.act");
  EXPECT_EQ(detail_of(sign(second, act)), "certificate 1: used for another certificate");
  reopen();
  EXPECT_EQ(detail_of(sign(second, act)), "certificate 1: used for another certificate")
      << "after a new start";
  EXPECT_TRUE(desk.sign_certificates({first.to_der(), second.to_der()}, "issuing-1",
                                     {act, li.sign(issue_plan(second))}));
}

TEST_F(ActDeskTest, AnActOfTheSameRoundIsUsedToo) {
  const x509::TbsCertificate first = holder();
  const x509::TbsCertificate second = holder();
  const Act act = li.sign(issue_plan(first));
  const auto ask = [&](const x509::TbsCertificate& tbs) {
    return desk.dispatch(MessageType::SignCertificates,
                         certificates_body("issuing-1", {tbs.to_der()}, {act}));
  };
  EXPECT_TRUE(ask(first).after_commit);
  EXPECT_EQ(decode_error(ask(second).body).detail, "certificate 1: used for another certificate");
}

TEST_F(ActDeskTest, OfManyOneWithoutAnActStopsAll) {
  const std::vector<x509::TbsCertificate> all = {holder(), holder()};
  const Act act = li.sign(issue_plan(all[0]));
  const auto refused_all = desk.sign_certificates({all[0].to_der(), all[1].to_der()}, "issuing-1", {act});
  EXPECT_EQ(detail_of(refused_all), "certificate 2: no act");
  EXPECT_TRUE(sign(all[0], act)) << "the act is not used up";
}

TEST_F(ActDeskTest, AnActByAStrangersCertificateIsNone) {
  TestOfficer stranger = make("li", "issuing_officer");
  stranger.certificate = li.certificate;
  const x509::TbsCertificate tbs = holder();
  EXPECT_EQ(detail_of(sign(tbs, stranger.sign(issue_plan(tbs)))),
            "certificate 1: its signature is not the officer's");
  const Bytes own = body_of(stranger).to_der();
  stranger.certificate = base::to_bytes(
      x509::Certificate::assemble(own, crypto::sm2_sign(stranger.key, own).value()).value().der());
  EXPECT_EQ(detail_of(sign(tbs, stranger.sign(issue_plan(tbs)))),
            "certificate 1: not an officer's certificate of ours");
}

TEST_F(ActDeskTest, AHoldersCertificateMakesNoOfficer) {
  TestOfficer holder_of_ours = make("li", "issuing_officer");
  x509::TbsCertificate tbs = officer_tbs(next_serial++, test_name("Issuer"), "li", "issuing_officer",
                                         holder_of_ours.key.public_key(), desk.clock.now());
  const auto signature = sign(tbs, li.sign(issue_plan(tbs)));
  ASSERT_TRUE(signature);
  holder_of_ours.certificate =
      base::to_bytes(x509::Certificate::assemble(tbs.to_der(), signature->at(0)).value().der());
  const x509::TbsCertificate next = holder();
  EXPECT_EQ(detail_of(sign(next, holder_of_ours.sign(issue_plan(next)))),
            "certificate 1: not an officer's certificate of ours");
}

TEST_F(ActDeskTest, ANewOfficerIsVouchedForAndCanVouch) {
  TestOfficer wang = make("wang", "review_officer issuing_officer");
  const x509::TbsCertificate body = body_of(wang);
  const ActPlan plan = officer_plan(body, wang, "/authorisation");
  EXPECT_EQ(detail_of(sign(body, li.sign(plan), "operations-1")),
            "certificate 1: not by an enrolled administrator");
  const auto signature = sign(body, sec.sign(plan), "operations-1");
  ASSERT_TRUE(signature) << base::describe(signature.error());
  wang.certificate =
      base::to_bytes(x509::Certificate::assemble(body.to_der(), signature->at(0)).value().der());
  const x509::TbsCertificate tbs = holder();
  EXPECT_TRUE(sign(tbs, wang.sign(issue_plan(tbs))));
  desk.clock.advance(std::chrono::days(366));
  const x509::TbsCertificate later = holder();
  EXPECT_EQ(detail_of(sign(later, wang.sign(issue_plan(later)))),
            "certificate 1: the officer's certificate is not in force");
}

TEST_F(ActDeskTest, ARenewedAdministratorIsTheEnrolledOne) {
  TestOfficer renewed = make("sec-1", sec.title);
  const x509::TbsCertificate body = body_of(renewed);
  const auto signature =
      sign(body, sys.sign(officer_plan(body, renewed, "/renewal/authorise")), "operations-1");
  ASSERT_TRUE(signature) << base::describe(signature.error());
  renewed.certificate =
      base::to_bytes(x509::Certificate::assemble(body.to_der(), signature->at(0)).value().der());
  for (const bool again : {false, true}) {
    const TestOfficer wang = make("wang", "review_officer");
    const x509::TbsCertificate next = body_of(wang);
    const ActPlan plan = officer_plan(next, wang, "/authorisation");
    EXPECT_EQ(detail_of(sign(next, sec.sign(plan), "operations-1")),
              "certificate 1: not by an enrolled administrator");
    EXPECT_TRUE(sign(next, renewed.sign(plan), "operations-1"));
    if (!again) reopen();
  }
  EXPECT_EQ(enrolled().size(), 2U);
}

TEST_F(ActDeskTest, EnrollingBelongsToTheCeremony) {
  const auto late = enrol("sec-2", "security_administrator", li.key.public_key());
  EXPECT_EQ(code_of(late), "signer.refused");
  ASSERT_EQ(enrolled().size(), 2U);
  EXPECT_EQ(enrolled()[0].id, "sec-1");
  EXPECT_EQ(enrolled()[0].roles, "security_administrator");
  EXPECT_TRUE(enrolled()[0].public_key == sec.key.public_key());
  desk.options.initialise = true;
  reopen();
  const x509::TbsCertificate tbs = holder();
  EXPECT_TRUE(sign(tbs, {})) << "no act is asked for in a ceremony";
  EXPECT_EQ(code_of(enrol("sec-2", "security_administrator", sec.key.public_key())), "signer.enrolled");
  EXPECT_TRUE(enrol("sec-2", "security_administrator", li.key.public_key()));
  EXPECT_TRUE(enrol("sec-2", "", li.key.public_key())) << "and taken off";
  EXPECT_EQ(enrolled().size(), 2U);
  EXPECT_TRUE(enrol("sys-1", "system_administrator", li.key.public_key())) << "another key";
  EXPECT_TRUE(enrolled()[1].public_key == li.key.public_key());
}

TEST_F(ActDeskTest, OnlySoManyAreEnrolled) {
  desk.options.initialise = true;
  reopen();
  const auto another = [&](std::size_t i) {
    return enrol("a-" + std::to_string(i), "audit_administrator",
                 crypto::Sm2PrivateKey::generate().public_key());
  };
  desk.clock.advance(std::chrono::minutes(1));
  for (std::size_t i = enrolled().size(); i < kMaxEnrolled; ++i) {
    if (i % 30 == 0) desk.clock.advance(std::chrono::minutes(1));
    ASSERT_TRUE(another(i)) << i;
  }
  EXPECT_EQ(detail_of(another(kMaxEnrolled)), "too many are enrolled");
  EXPECT_EQ(enrolled().size(), kMaxEnrolled);
}

TEST_F(ActDeskTest, AKeyWhoseOfficersHaveNoKeyHereSignsNothing) {
  KeySpec lonely = authority_spec("issuing-2", "Issuer");
  lonely.limits.acts_by = "operations-2";
  must(desk.ask(MessageType::Generate, encode_generate(lonely)));
  const x509::TbsCertificate tbs = holder();
  EXPECT_EQ(detail_of(sign(tbs, li.sign(issue_plan(tbs)), "issuing-2")),
            "certificate 1: this signer has no key operations-2");
  reopen();
  EXPECT_EQ(
      decode_key_info(desk.ask(MessageType::Key, encode_key_id("issuing-2")).value())->spec.limits.acts_by,
      "operations-2")
      << "kept with the key";
}

}  // namespace
}  // namespace yinxin::signer
