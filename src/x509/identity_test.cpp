#include "x509/identity.hpp"

#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
using base::SecretBytes;
namespace oids = asn1::oids;

Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

const std::string kNumber = "11010519491231002X";  // the example of GB 11643-1999
const std::string kCode = "91350100M000100Y43";

SecretBytes opening(std::uint8_t first) {
  Bytes octets(kIdentityOpeningSize);
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(first + i);
  return SecretBytes::copy_of(octets);
}

constexpr IdentityKind kKinds[] = {IdentityKind::ResidentId,         IdentityKind::MilitaryOfficerId,
                                   IdentityKind::Passport,           IdentityKind::InsuranceNumber,
                                   IdentityKind::RegistrationNumber, IdentityKind::OrganizationCode,
                                   IdentityKind::TaxationNumber};

const char* number_of(IdentityKind kind) {
  if (kind == IdentityKind::ResidentId) return kNumber.c_str();
  if (kind == IdentityKind::OrganizationCode) return kCode.c_str();
  return kind == IdentityKind::MilitaryOfficerId ? "军字第0000000号" : "E00000000";
}

TEST(IdentityCommitment, IsHmacSm3OfKindAndNumber) {
  // openssl dgst -sm3 -mac HMAC -macopt hexkey:000102…1f over
  // "yinxin-certificate-identity-v1\0resident_id\0<number>".
  EXPECT_EQ(identity_commitment(IdentityKind::ResidentId, kNumber, opening(0)).value(),
            "SM3:aaae882a4a41c7c1755fb408c987d00f240a7208f83fd6308539e2968e230724");
  EXPECT_EQ(identity_commitment(IdentityKind::OrganizationCode, kCode, opening(0)).value(),
            "SM3:229283ddda25d173ad274fd21a5d7feb2886a3f2e47edbe589d4d5341bde9d42");
}

TEST(IdentityCommitment, DependsOnOpeningKindAndNumberOnly) {
  const std::string one = identity_commitment(IdentityKind::Passport, "E00000000", opening(0)).value();
  EXPECT_TRUE(is_identity_commitment(one));
  EXPECT_EQ(one, identity_commitment(IdentityKind::Passport, "e00000000", opening(0)).value());
  EXPECT_NE(one, identity_commitment(IdentityKind::Passport, "E00000000", opening(1)).value());
  EXPECT_NE(one, identity_commitment(IdentityKind::Passport, "E00000001", opening(0)).value());
  EXPECT_NE(one, identity_commitment(IdentityKind::TaxationNumber, "E00000000", opening(0)).value());
}

TEST(IdentityCommitment, IsRecognisedByItsExactForm) {
  const std::string good = "SM3:" + std::string(64, 'a');
  EXPECT_TRUE(is_identity_commitment(good));
  for (const std::string& bad : {std::string(), good + "0", good.substr(1), "SM3:" + std::string(64, 'A'),
                                 "SM3:" + std::string(63, 'a') + "g", "sm3:" + std::string(64, 'a')}) {
    EXPECT_FALSE(is_identity_commitment(bad)) << bad;
  }
}

TEST(IdentityNumber, IsCanonicalOrRefused) {
  EXPECT_EQ(canonical_identity_number(IdentityKind::ResidentId, "11010519491231002x").value(), kNumber);
  EXPECT_EQ(canonical_identity_number(IdentityKind::OrganizationCode, "91350100m000100y43").value(), kCode);
  EXPECT_EQ(canonical_identity_number(IdentityKind::MilitaryOfficerId, "军x").value(), "军x");
  const std::pair<IdentityKind, std::string> bad[] = {
      {IdentityKind::ResidentId, ""},
      {IdentityKind::ResidentId, "110105194912310021"},
      {IdentityKind::ResidentId, " 11010519491231002X"},
      {IdentityKind::OrganizationCode, "91350100M000100Y44"},
      {IdentityKind::Passport, "E_1"},
      {IdentityKind::Passport, "护照1"},
      {IdentityKind::Passport, std::string(kMaxIdentityCharacters + 1, '1')},
      {IdentityKind::MilitaryOfficerId, "军\n1"},
      {IdentityKind::MilitaryOfficerId, "\xFF"},
  };
  for (const auto& [kind, number] : bad) {
    const auto canonical = canonical_identity_number(kind, number);
    ASSERT_FALSE(canonical) << number;
    EXPECT_EQ(canonical.error().code, "x509.identity.number");
    if (!number.empty()) {
      EXPECT_EQ(canonical.error().detail.find(number), std::string::npos);
    }
    EXPECT_EQ(encode_identity_clear(kind, number).error().code, "x509.identity.number");
    EXPECT_EQ(encode_identity_commitment(kind, number, opening(0)).error().code, "x509.identity.number");
  }
}

TEST(Identity, OpeningHasThirtyTwoOctets) {
  for (const std::size_t size : {0U, 16U, 31U, 33U}) {
    const auto commitment =
        identity_commitment(IdentityKind::ResidentId, kNumber, crypto::random_secret(size));
    ASSERT_FALSE(commitment) << size;
    EXPECT_EQ(commitment.error().code, "x509.identity.opening");
  }
}

TEST(Identity, CommitmentHidesTheNumberAndOpens) {
  for (const IdentityKind kind : kKinds) {
    const Extension extension = encode_identity_commitment(kind, number_of(kind), opening(7)).value();
    EXPECT_FALSE(extension.critical);
    EXPECT_EQ(extension.id, identity_extension_id(kind));
    EXPECT_EQ(base::as_text(extension.value).find(number_of(kind)), std::string_view::npos);
    const Identity identity = decode_identity(extension).value();
    EXPECT_EQ(identity.kind, kind);
    EXPECT_EQ(identity.form, IdentityForm::Commitment);
    EXPECT_TRUE(opens_identity(identity, kind, number_of(kind), opening(7)));
    EXPECT_FALSE(opens_identity(identity, kind, number_of(kind), opening(8)));
    EXPECT_FALSE(opens_identity(identity, IdentityKind::ResidentId, "440524188001010014", opening(7)));
  }
}

TEST(Identity, ClearFormIsThatOfGmt0015) {
  EXPECT_EQ(encode_identity_clear(IdentityKind::ResidentId, kNumber).value(),
            (Extension{oids::kIdentifyCode, false,
                       hex("a0141312"
                           "313130313035313934393132333130303258")}));
  EXPECT_EQ(encode_identity_clear(IdentityKind::OrganizationCode, kCode).value(),
            (Extension{oids::kOrganizationCode, false,
                       hex("1312"
                           "39313335303130304d30303031303059"
                           "3433")}));
  EXPECT_EQ(encode_identity_clear(IdentityKind::MilitaryOfficerId, "军1").value(),
            (Extension{oids::kIdentifyCode, false, hex("a1060c04e5869b31")}));
  for (const IdentityKind kind : kKinds) {
    const Identity identity = decode_identity(encode_identity_clear(kind, number_of(kind)).value()).value();
    EXPECT_EQ(identity.kind, kind);
    EXPECT_EQ(identity.form, IdentityForm::Clear);
    EXPECT_EQ(identity.text, number_of(kind));
    EXPECT_FALSE(opens_identity(identity, kind, number_of(kind), opening(7)));
  }
}

TEST(DecodeIdentity, EveryFormThatIsMet) {
  struct Met {
    asn1::Oid id;
    const char* value;
    std::optional<IdentityKind> kind;
    const char* text;
  };
  const Met table[] = {
      {oids::kIdentifyCode,
       "a0031301"
       "31",
       IdentityKind::ResidentId, "1"},                                 // explicit
      {oids::kIdentifyCode, "800131", IdentityKind::ResidentId, "1"},  // implicit
      {oids::kIdentifyCode, "8104e5869b31", IdentityKind::MilitaryOfficerId, "军1"},
      {oids::kIdentifyCode, "820131", IdentityKind::Passport, "1"},
      {oids::kIdentifyCode,
       "a2031301"
       "31",
       IdentityKind::Passport, "1"},
      {oids::kIdentifyCode, "0c0131", std::nullopt, "1"},  // BJCA: UTF8String without the CHOICE
      {oids::kIdentifyCode, "130131", std::nullopt, "1"},
      {oids::kIdentifyCode, "313131323232333333", std::nullopt, "111222333"},  // ZJCA: digits, no DER
      {oids::kIdentifyCode,
       "30"
       "30303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030",
       std::nullopt, "00000000000000000000000000000000000000000000000000"},
      {oids::kIdentifyCode, "0500", std::nullopt, ""},                     // NULL
      {oids::kIdentifyCode, "3003800131", IdentityKind::ResidentId, "1"},  // fields of a SEQUENCE
      {oids::kIdentifyCode, "3005a003130131", IdentityKind::ResidentId, "1"},
      {oids::kIcRegistrationNumber, "130131", IdentityKind::RegistrationNumber, "1"},  // SHECA
      {oids::kOrganizationCode, "0c0131", IdentityKind::OrganizationCode, "1"},        // BJCA
      {oids::kOrganizationCode, "160131", IdentityKind::OrganizationCode, "1"},
      {oids::kInsuranceNumber, "31", IdentityKind::InsuranceNumber, "1"},
      {oids::kTaxationNumber, "130131", IdentityKind::TaxationNumber, "1"},
      {asn1::Oid::literal("1.2.156.10260.4.1.1.1"), "130131", IdentityKind::ResidentId, "1"},
      {asn1::Oid::literal("1.2.156.10260.4.1.1.2"), "130131", IdentityKind::Passport, "1"},
  };
  for (const Met& row : table) {
    EXPECT_TRUE(is_identity_extension(row.id));
    const auto identity = decode_identity({row.id, false, hex(row.value)});
    ASSERT_TRUE(identity) << row.value << base::describe(identity.error());
    EXPECT_EQ(identity->kind, row.kind) << row.value;
    EXPECT_EQ(identity->text, row.text) << row.value;
    EXPECT_EQ(identity->form, *row.text == 0 ? IdentityForm::Empty : IdentityForm::Clear) << row.value;
  }
  EXPECT_FALSE(is_identity_extension(oids::kKeyUsage));
  EXPECT_FALSE(is_identity_extension(asn1::Oid::literal("1.2.156.10260.4.1.6")));
}

TEST(DecodeIdentity, RefusesOtherOctets) {
  for (const char* value : {"", "020101", "a303130131", "830131", "a000", "a0020500", "a006130131130131",
                            "3000", "13013100", "0c01ff", "8101ff", "e5bca0", "0501ff", "300430020500"}) {
    const auto identity = decode_identity({oids::kIdentifyCode, false, hex(value)});
    ASSERT_FALSE(identity) << value;
    EXPECT_EQ(identity.error().code, "x509.extension") << value;
  }
}

TEST(IdentityKind, HasAWordEach) {
  for (const IdentityKind kind : kKinds) EXPECT_EQ(identity_kind(identity_word(kind)), kind);
  EXPECT_EQ(identity_kind("identity_card"), std::nullopt);
}

}  // namespace
}  // namespace yinxin::x509
