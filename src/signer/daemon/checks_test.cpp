#include "signer/daemon/checks.hpp"

#include <gtest/gtest.h>

#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::Result;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
namespace oids = asn1::oids;

const base::Time kNow = test_time();

Circumstances everyday() {
  Circumstances here;
  here.now = kNow;
  return here;
}

Circumstances ceremony() {
  Circumstances here = everyday();
  here.ceremony = true;
  return here;
}

Result<void> check(const x509::TbsCertificate& tbs, const KeySpec& key = issuing_spec(),
                   const Circumstances& here = everyday()) {
  return check_certificate(tbs, tbs.to_der(), key, here);
}

x509::TbsCertificate with_extension(const asn1::Oid& id, Bytes value) {
  x509::TbsCertificate tbs = test_tbs(1, kNow);
  tbs.extensions = {{id, true, std::move(value)}};
  return tbs;
}

x509::TbsCertificate with_usage(std::uint32_t bits) {
  return with_extension(oids::kKeyUsage, x509::encode_key_usage(bits));
}

x509::TbsCertificate with_validity(base::Time from, base::Time to) {
  x509::TbsCertificate tbs = test_tbs(1, kNow);
  tbs.validity = {from, to};
  return tbs;
}

TEST(CheckCertificate, AHoldersIsAllowed) {
  EXPECT_EQ(detail_of(check(test_tbs(1, kNow))), "");
  x509::BasicConstraints end_entity;
  EXPECT_EQ(
      detail_of(check(with_extension(oids::kBasicConstraints, x509::encode_basic_constraints(end_entity)))),
      "");
  EXPECT_EQ(detail_of(check(with_validity(kNow - minutes(10), kNow + days(300)))), "");
  EXPECT_EQ(detail_of(check(with_validity(kNow + minutes(10), kNow + days(300)))), "");
  EXPECT_EQ(detail_of(check(with_validity(kNow, kNow + days(366)))), "") << "the limit itself";
}

TEST(CheckCertificate, EachLimitRefusesAlone) {
  x509::BasicConstraints authority;
  authority.ca = true;
  x509::TbsCertificate other_issuer = test_tbs(1, kNow);
  other_issuer.issuer = test_name("Issuer 2");
  const struct {
    x509::TbsCertificate tbs;
    const char* reason;
  } kBad[] = {
      {other_issuer, "the issuer is not the key's"},
      {with_extension(oids::kBasicConstraints, x509::encode_basic_constraints(authority)),
       "not a purpose of this key"},
      {with_extension(oids::kBasicConstraints, Bytes{1}), "basicConstraints cannot be read"},
      {with_extension(oids::kKeyUsage, Bytes{1}), "keyUsage cannot be read"},
      {with_extension(oids::kExtKeyUsage, Bytes{1}), "extKeyUsage cannot be read"},
      {with_usage(x509::kDigitalSignature | x509::kKeyCertSign),
       "keyCertSign in a certificate that is not an authority's"},
      {with_usage(x509::kDigitalSignature | x509::kCrlSign),
       "cRLSign beside another use, or under another name than the authority's"},
      {with_usage(x509::kCrlSign), "cRLSign beside another use, or under another name than the authority's"},
      {with_validity(kNow, kNow + days(366) + seconds(1)), "the validity is longer than the key's limit"},
      {with_validity(kNow, kNow), "notAfter is not after notBefore"},
      {with_validity(kNow, kNow - days(1)), "notAfter is not after notBefore"},
      {with_validity(kNow - minutes(10) - seconds(1), kNow + days(1)),
       "notBefore is more than 10 minutes from the signer's clock"},
      {with_validity(kNow + minutes(10) + seconds(1), kNow + days(1)),
       "notBefore is more than 10 minutes from the signer's clock"},
  };
  for (const auto& bad : kBad) {
    const auto checked = check(bad.tbs);
    EXPECT_EQ(code_of(checked), "signer.refused") << bad.reason;
    EXPECT_EQ(detail_of(checked), bad.reason);
  }
}

TEST(CheckCertificate, PurposesAreHeldApart) {
  const x509::TbsCertificate leaf = test_tbs(1, kNow);
  const x509::TbsCertificate responder =
      with_extension(oids::kExtKeyUsage, x509::encode_ext_key_usage({oids::kOcspSigning}));
  const x509::TbsCertificate hidden =
      with_extension(oids::kExtKeyUsage, x509::encode_ext_key_usage({oids::kClientAuth, oids::kOcspSigning}));
  const KeySpec leaf_only = test_spec("k", KeyClass::Quorum, kSignCertificate);
  const KeySpec responder_only = test_spec("k", KeyClass::Quorum, kSignOcspSignerCertificate);
  EXPECT_TRUE(check(leaf, leaf_only));
  EXPECT_TRUE(check(responder, responder_only));
  for (const auto& result :
       {check(responder, leaf_only), check(hidden, leaf_only), check(leaf, responder_only),
        check(leaf, ocsp_spec()), check(leaf, test_spec("k", KeyClass::Quorum, kSignCrl))}) {
    EXPECT_EQ(code_of(result), "signer.refused");
  }
}

TEST(CheckCertificate, AnAuthoritysNeedsCeremonyAndKey) {
  const x509::TbsCertificate tbs = test_authority_tbs(1, kNow - days(2));
  EXPECT_EQ(detail_of(check(tbs, root_spec(), ceremony())), "") << "its dates are the ceremony's affair";
  EXPECT_EQ(detail_of(check(tbs, root_spec(), everyday())),
            "an authority's certificate is signed in a ceremony only");
  KeySpec quorum = root_spec();
  quorum.key_class = KeyClass::Quorum;
  EXPECT_EQ(detail_of(check(tbs, quorum, ceremony())),
            "an authority's certificate is signed in a ceremony only");
  EXPECT_EQ(detail_of(check(tbs, issuing_spec(), ceremony())), "not a purpose of this key");
  EXPECT_EQ(detail_of(check(test_tbs(1, kNow), root_spec(), ceremony())), "not a purpose of this key")
      << "a root does not sign holders' certificates";
}

TEST(CheckCertificate, AnAuthoritysMustSayWhatItIs) {
  x509::TbsCertificate tbs = test_authority_tbs(1, kNow);
  tbs.extensions[0].critical = false;
  EXPECT_EQ(detail_of(check(tbs, root_spec(), ceremony())), "basicConstraints is not critical");
  tbs = test_authority_tbs(1, kNow);
  tbs.extensions.pop_back();
  EXPECT_EQ(detail_of(check(tbs, root_spec(), ceremony())), "an authority without keyCertSign");
  tbs = test_authority_tbs(1, kNow);
  tbs.validity.not_after = kNow + days(367);
  EXPECT_EQ(detail_of(check(tbs, root_spec(), ceremony())), "the validity is longer than the key's limit");
}

TEST(CheckCertificate, OnlyTheFormThatWeWrite) {
  const x509::TbsCertificate tbs = test_tbs(1, kNow);
  Bytes der = tbs.to_der();
  der.push_back(0);
  EXPECT_EQ(detail_of(check_certificate(tbs, der, issuing_spec(), everyday())),
            "the certificate is not in the form that we write");
}

TEST(CheckSpec, LimitsMustFitTheKey) {
  for (const KeySpec& good : {issuing_spec(), ocsp_spec(), tree_spec(), data_spec()})
    EXPECT_EQ(detail_of(check_spec(good, false)), "");
  EXPECT_EQ(detail_of(check_spec(root_spec(), true)), "");
  EXPECT_FALSE(check_spec(root_spec(), false)) << "a ceremony key every day";
  EXPECT_FALSE(check_spec(issuing_spec(), true)) << "an everyday key in a ceremony";
  KeySpec spec = issuing_spec();
  spec.limits.purposes |= kSignAuthorityCertificate;
  EXPECT_EQ(detail_of(check_spec(spec, false)), "only a ceremony key signs authorities' certificates");
  for (const std::uint32_t more : {kSignOcsp, kSignPackage, kSignCertificate}) {
    spec = data_spec();
    spec.limits.purposes |= more;
    EXPECT_EQ(detail_of(check_spec(spec, false)),
              "a key for data keys is an online key without another purpose");
  }
  spec = data_spec();
  spec.key_class = KeyClass::Quorum;
  EXPECT_EQ(detail_of(check_spec(spec, false)),
            "a key for data keys is an online key without another purpose");
  spec = issuing_spec();
  spec.limits.purposes = 0;
  EXPECT_EQ(detail_of(check_spec(spec, false)), "a key without a purpose");
  for (const Bytes& name : {Bytes(), Bytes{0x30, 0x00}, Bytes{1, 2, 3}}) {
    spec = issuing_spec();
    spec.limits.issuer_name = name;
    EXPECT_EQ(detail_of(check_spec(spec, false)), "a key for certificates or lists needs an issuer name");
  }
  spec = issuing_spec();
  spec.limits.longest_validity = days(0);
  EXPECT_EQ(detail_of(check_spec(spec, false)), "a key for certificates needs a longest validity");
  for (const char* origin : {"", "two\nlines", "with space"}) {
    spec = tree_spec();
    spec.limits.origin = origin;
    EXPECT_EQ(detail_of(check_spec(spec, false)),
              "a key for tree heads needs an origin that a note can carry");
  }
}

TEST(CheckSpec, AKeyForLettersHasAnOrganisation) {
  const std::string reason =
      "a key for letters is an online key without another purpose, its origin an organisation";
  KeySpec spec = test_spec("exchange-1", KeyClass::Online, kSignSubmission);
  spec.limits.origin = "91530000TEST00001X";
  EXPECT_EQ(detail_of(check_spec(spec, false)), "");
  for (const char* origin : {"", "two words", "two\nlines"}) {
    KeySpec other = spec;
    other.limits.origin = origin;
    EXPECT_EQ(detail_of(check_spec(other, false)), reason);
  }
  KeySpec quorum = spec;
  quorum.key_class = KeyClass::Quorum;
  EXPECT_EQ(detail_of(check_spec(quorum, false)), reason);
  KeySpec both = spec;
  both.limits.purposes |= kSignTreeHead;
  EXPECT_EQ(detail_of(check_spec(both, false)), reason);
}

TEST(CheckOcsp, ResponderFormAndTime) {
  const crypto::Sm2PublicKey key = crypto::Sm2PrivateKey::generate().public_key();
  const auto run = [&](const x509::OcspResponseData& data) {
    return check_ocsp(data, data.to_der(), key, everyday());
  };
  EXPECT_EQ(detail_of(run(test_ocsp(key, kNow))), "");
  EXPECT_EQ(detail_of(run(test_ocsp(crypto::Sm2PrivateKey::generate().public_key(), kNow))),
            "the responder is another key");
  EXPECT_FALSE(run(test_ocsp(key, kNow - minutes(11))));
  EXPECT_FALSE(run(test_ocsp(key, kNow + minutes(11))));
  Bytes der = test_ocsp(key, kNow).to_der();
  der.push_back(0);
  EXPECT_FALSE(check_ocsp(test_ocsp(key, kNow), der, key, everyday()));
}

CrlRecord last_crl(std::int64_t number, base::Time this_update) {
  CrlRecord record;
  record.number = number;
  record.this_update = this_update;
  return record;
}

TEST(CheckCrl, EachFieldRefusesAlone) {
  const auto run = [](const x509::CrlInfo& info, const CrlTally& tally = {}) {
    return check_crl(info, tally, issuing_spec(), everyday(), nullptr, nullptr);
  };
  const x509::CrlInfo good = test_crl(1, kNow);
  EXPECT_EQ(detail_of(run(good)), "");
  x509::CrlInfo info = good;
  info.issuer = test_name("Issuer 2");
  EXPECT_EQ(detail_of(run(info)), "the issuer is not the key's");
  for (const minutes away : {minutes(-11), minutes(11)}) {
    EXPECT_EQ(detail_of(run(test_crl(1, kNow + away))),
              "thisUpdate is more than 10 minutes from the signer's clock");
  }
  info = good;
  info.next_update = info.this_update;
  EXPECT_EQ(detail_of(run(info)), "nextUpdate is not after thisUpdate");
  info.next_update = info.this_update + days(366) + seconds(1);
  EXPECT_EQ(detail_of(run(info)), "nextUpdate is more than 366 days away");
  CrlTally tally;
  tally.latest_revocation = kNow + minutes(11);
  EXPECT_EQ(detail_of(run(good, tally)), "a revocation ahead of the signer's clock");
  tally = {};
  tally.removes = true;
  EXPECT_EQ(detail_of(run(good, tally)), "removeFromCRL in a full list");
  EXPECT_EQ(detail_of(check_crl(good, {}, test_spec("k", KeyClass::Quorum, kSignCertificate), everyday(),
                                nullptr, nullptr)),
            "not a purpose of this key");
}

TEST(CheckCrl, FullAndDeltaShareTheirNumbers) {
  const CrlRecord full = last_crl(10, kNow);
  const CrlRecord delta = last_crl(12, kNow);
  const auto run = [&](std::int64_t number, std::optional<std::int64_t> base, base::Time this_update) {
    x509::CrlInfo info = test_crl(number, this_update);
    info.base_number = base;
    CrlTally tally;
    tally.removes = base.has_value();
    return detail_of(check_crl(info, tally, issuing_spec(), everyday(), &full, &delta));
  };
  EXPECT_EQ(run(13, {}, kNow), "");
  EXPECT_EQ(run(13, 10, kNow), "");
  EXPECT_EQ(run(12, {}, kNow), "") << "a full list issued at the same time as delta 12 (RFC 5280 5.2.3)";
  EXPECT_EQ(run(12, {}, kNow + seconds(1)), "the CRL number is used by a list of another time");
  EXPECT_EQ(run(11, {}, kNow), "the CRL number is used by a list of another time");
  EXPECT_EQ(run(10, {}, kNow), "the CRL number is not above the last one");
  EXPECT_EQ(run(12, 10, kNow), "the CRL number is not above the last one");
  EXPECT_EQ(run(13, 11, kNow), "a delta against a full list that this key has not signed");
  EXPECT_EQ(run(13, -1, kNow), "a delta against a full list that this key has not signed");
  EXPECT_EQ(run(13, {}, kNow - seconds(1)), "thisUpdate goes back");
  x509::CrlInfo first = test_crl(1, kNow);
  first.base_number = 0;
  EXPECT_EQ(detail_of(check_crl(first, {}, issuing_spec(), everyday(), nullptr, nullptr)),
            "a delta against a full list that this key has not signed");
  first.number = 10;
  first.base_number = 10;
  EXPECT_EQ(detail_of(check_crl(first, {}, issuing_spec(), everyday(), &full, nullptr)),
            "a delta that does not follow its base");
}

TEST(CheckCrl, EntriesAreCounted) {
  CrlTally tally;
  x509::CrlEntry entry;
  entry.revoked_at = kNow;
  for (std::size_t i = 0; i < kMaxCrlEntries; ++i) ASSERT_TRUE(check_crl_entry(entry, tally));
  EXPECT_EQ(code_of(check_crl_entry(entry, tally)), "signer.refused");
  EXPECT_EQ(tally.latest_revocation, kNow);
  EXPECT_FALSE(tally.removes);
}

TEST(CheckTreeHead, GrowsOnly) {
  TreeHeadRecord last;
  last.size = 10;
  last.root.fill(5);
  last.head_time = kNow;
  const auto run = [&](const proof::TreeHead& head) {
    return detail_of(check_tree_head(head, tree_spec(), everyday(), &last));
  };
  EXPECT_EQ(run(test_head(11, 6, kNow)), "");
  EXPECT_EQ(run(test_head(10, 5, kNow + seconds(1))), "") << "the same tree, later";
  EXPECT_EQ(run(test_head(9, 5, kNow)), "a tree smaller than the last one");
  EXPECT_EQ(run(test_head(10, 6, kNow)), "another root for a tree of the same size");
  EXPECT_EQ(run(test_head(11, 6, kNow - seconds(1))), "the head's time goes back");
  EXPECT_EQ(run(test_head(11, 6, kNow + minutes(11))), "the head's time is ahead of the signer's clock");
  proof::TreeHead other = test_head(11, 6, kNow);
  other.origin = "other.example";
  EXPECT_EQ(run(other), "the origin is not the key's");
  EXPECT_EQ(detail_of(check_tree_head(test_head(1, 1, kNow), ocsp_spec(), everyday(), nullptr)),
            "not a purpose of this key");
  EXPECT_TRUE(check_tree_head(test_head(1, 1, kNow - days(30)), tree_spec(), everyday(), nullptr));
}

}  // namespace
}  // namespace yinxin::signer
