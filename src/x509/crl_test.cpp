#include "x509/crl.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "asn1/oids.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
using base::ByteView;
using base::Result;

Serial serial(std::string_view hex) {
  return Serial::from_hex(hex).value();
}

TEST(RevocationReason, ValuesOfRfc5280) {
  for (const std::int64_t code : {0, 1, 2, 3, 4, 5, 6, 8, 9, 10}) {
    const auto reason = revocation_reason(code);
    ASSERT_TRUE(reason) << code;
    EXPECT_EQ(static_cast<std::int64_t>(*reason), code);
  }
  for (const std::int64_t code :
       {std::int64_t{-1}, std::int64_t{7}, std::int64_t{11}, std::int64_t{256}, INT64_MAX}) {
    const auto reason = revocation_reason(code);
    ASSERT_FALSE(reason) << code;
    EXPECT_EQ(reason.error().code, "x509.crl.reason");
  }
}

class CrlParse : public testing::Test {
 protected:
  CrlParse() {
    CrlInfo info;
    info.issuer = Name::build({{asn1::oids::kCommonName, "A"}}).value();
    info.authority_key_id = key_identifier(key_.public_key());
    info.this_update = base::parse_utc("2026-11-22T00:00:00Z").value();
    info.next_update = base::parse_utc("2026-11-23T00:00:00Z").value();
    info.number = 1;
    CrlWriter writer = CrlWriter::start(info, testing::TempDir()).value();
    for (const char* hex : {"05", "80", "0102"}) {
      EXPECT_TRUE(writer.add({serial(hex), info.this_update, RevocationReason::KeyCompromise, {}}));
    }
    EXPECT_TRUE(writer.tbs(into(tbs_)));
    EXPECT_TRUE(writer.write(crypto::sm2_sign(key_, tbs_).value(), into(der_)));
  }

  static ChunkSink into(Bytes& bytes) {
    return [&bytes](ByteView octets) {
      base::append(bytes, octets);
      return Result<void>();
    };
  }

  /// The list around these parts.
  static Bytes list(ByteView tbs, const char* algorithm_hex, ByteView signature, const char* after_hex = "") {
    asn1::DerWriter out;
    out.sequence([&](asn1::DerWriter& w) {
      w.raw(tbs).raw(base::from_hex(algorithm_hex).value()).bit_string(signature);
      w.raw(base::from_hex(after_hex).value());
    });
    return std::move(out).take();
  }

  static void expect_refused(const Bytes& der, const std::string& what,
                             const std::string& code = "x509.crl") {
    const auto crl = Crl::parse(der);
    ASSERT_FALSE(crl) << what;
    EXPECT_EQ(crl.error().code, code) << what;
  }

  const crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
  Bytes tbs_;
  Bytes der_;
};

constexpr const char* kSm2 = "300a06082a811ccf55018375";
constexpr const char* kSm2WithNull = "300c06082a811ccf550183750500";
constexpr const char* kRsa = "300d06092a864886f70d01010b0500";

TEST_F(CrlParse, ReadsAndVerifies) {
  const auto crl = Crl::parse(der_);
  ASSERT_TRUE(crl) << base::describe(crl.error());
  EXPECT_EQ(crl->tbs, tbs_);
  EXPECT_EQ(crl->info.number, 1);
  ASSERT_EQ(crl->entries.size(), 3U);
  EXPECT_TRUE(crl->verify(key_.public_key()));
  EXPECT_FALSE(crl->verify(crypto::Sm2PrivateKey::generate().public_key()));
  ASSERT_NE(crl->find(serial("80")), nullptr);
  EXPECT_EQ(crl->find(serial("80"))->serial, serial("80"));
  EXPECT_EQ(crl->find(serial("81")), nullptr);
  Bytes changed = der_;
  changed[der_.size() / 2] ^= 1;
  const auto other = Crl::parse(changed);
  EXPECT_FALSE(other && other->verify(key_.public_key()));
}

TEST_F(CrlParse, RefusesTheOutside) {
  const Bytes signature = crypto::sm2_sign(key_, tbs_)->to_der();
  EXPECT_TRUE(Crl::parse(list(tbs_, kSm2, signature)));
  expect_refused(list(tbs_, kSm2WithNull, signature), "parameters outside, none inside");
  expect_refused(list(tbs_, kRsa, signature), "RSA outside", "x509.algorithm");
  expect_refused(list(tbs_, kSm2, signature, "0500"), "a field too many");
  expect_refused(list(tbs_, kSm2, ByteView(signature).first(10)), "half a signature");
  expect_refused(list(tbs_, kSm2, {}), "no signature");
  expect_refused(list(base::from_hex("0500").value(), kSm2, signature), "no list");
  expect_refused({}, "nothing");
  Bytes longer = der_;
  longer.push_back(0);
  expect_refused(longer, "octets after it");
  for (std::size_t size = 0; size < der_.size(); ++size) {
    expect_refused(Bytes(der_.begin(), der_.begin() + static_cast<std::ptrdiff_t>(size)), "cut");
  }
}

TEST_F(CrlParse, SameParametersInsideAndOutside) {
  // The algorithm stands after the header (two or three octets of length) and the version.
  Bytes tbs = tbs_;
  const Bytes plain = base::from_hex(kSm2).value();
  const Bytes with_null = base::from_hex(kSm2WithNull).value();
  const auto at = std::search(tbs.begin(), tbs.end(), plain.begin(), plain.end());
  ASSERT_NE(at, tbs.end());
  const Bytes before(tbs.begin() + 3, at);
  asn1::DerWriter out;
  out.sequence([&](asn1::DerWriter& w) {
    w.raw(before).raw(with_null).raw(
        {&*at + plain.size(), static_cast<std::size_t>(tbs.end() - at) - plain.size()});
  });
  const Bytes signature = crypto::sm2_sign(key_, out.bytes())->to_der();
  const auto crl = Crl::parse(list(out.bytes(), kSm2WithNull, signature));
  ASSERT_TRUE(crl) << base::describe(crl.error());
  EXPECT_TRUE(crl->verify(key_.public_key()));
  expect_refused(list(out.bytes(), kSm2, signature), "parameters inside, none outside");
}

}  // namespace
}  // namespace yinxin::x509
