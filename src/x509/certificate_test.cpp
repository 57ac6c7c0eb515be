#include "x509/certificate.hpp"

#include <gtest/gtest.h>

#include <set>

#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerWriter;
using base::Bytes;
using base::ByteView;
namespace oids = asn1::oids;

Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}
base::Time at(std::string_view text) {
  return base::parse_utc(text).value();
}

constexpr const char* kSm2 = "300a06082a811ccf55018375";
constexpr const char* kSm2WithNull = "300c06082a811ccf550183750500";

TEST(Serial, TakesOneToTwentyOctets) {
  for (const char* good : {"01", "7f", "80", "0100", "ffffffffffffffffffffffffffffffffffffffff"}) {
    EXPECT_EQ(Serial::from_hex(good).value().to_hex(), good);
  }
  for (const char* bad :
       {"", "00", "0001", "1", "g1", "01 02", "010000000000000000000000000000000000000000"}) {
    const auto serial = Serial::from_hex(bad);
    ASSERT_FALSE(serial) << bad;
    EXPECT_EQ(serial.error().code, "x509.serial") << bad;
  }
  EXPECT_EQ(Serial::from_hex("AB").value(), Serial::from_hex("ab").value());
}

TEST(Serial, OursAreSixteenOctetsThatNeedNoSignOctet) {
  std::set<Serial> seen;
  for (int i = 0; i < 2000; ++i) {  // the first octet would be 0 or over 7F in more than half of these
    const Serial serial = Serial::random();
    ASSERT_EQ(serial.magnitude().size(), 16U);
    ASSERT_NE(serial.magnitude()[0], 0);
    ASSERT_LT(serial.magnitude()[0], 0x80);
    ASSERT_TRUE(seen.insert(serial).second);
  }
}

TEST(KeyIdentifier, IsTheFrontOfSm3) {
  const auto key = crypto::Sm2PrivateKey::generate().public_key();
  const auto digest = crypto::sm3(key.point());
  EXPECT_EQ(key_identifier(key), Bytes(digest.begin(), digest.begin() + 20));
}

class StrangeCertificates : public testing::Test {
 protected:
  const std::vector<vectors::Record> records_ = vectors::read("x509_certificate.txt");

  static Bytes der(const vectors::Record& record) { return base::from_base64(record.text("base64")).value(); }
  Certificate named(const std::string& name) const {
    for (const auto& record : records_) {
      if (record.text("name") == name) return Certificate::parse(der(record)).value();
    }
    throw std::runtime_error("no certificate of " + name);
  }
};

TEST_F(StrangeCertificates, AreReadAsTheyAre) {
  for (const auto& record : records_) {
    const auto certificate = Certificate::parse(der(record));
    ASSERT_EQ(bool(certificate), !record.has("refused")) << record.text("name");
    if (!certificate) {
      EXPECT_EQ(certificate.error().code, record.text("refused"));
      continue;
    }
    const TbsCertificate& tbs = certificate->tbs();
    EXPECT_EQ(tbs.version, 3);
    EXPECT_EQ(certificate->serial().to_hex(), record.text("serial"));
    EXPECT_EQ(tbs.subject.to_text(), record.text("subject"));
    EXPECT_EQ(base::format_utc(tbs.validity.not_before), record.text("not_before"));
    EXPECT_EQ(base::format_utc(tbs.validity.not_after), record.text("not_after"));
    EXPECT_EQ(tbs.algorithm_parameters_null, record.text("parameters") == "null");
    EXPECT_EQ(base::to_bytes(certificate->der()), der(record));
    EXPECT_EQ(crypto::from_pem("CERTIFICATE", certificate->to_pem()).value(), der(record));
    EXPECT_EQ(certificate->fingerprint(), crypto::sm3(der(record)));
  }
}

TEST_F(StrangeCertificates, VerifyUnderTheirIssuersOnly) {
  std::size_t verified = 0;
  for (const auto& record : records_) {
    if (!record.has("issuer")) continue;
    const Certificate certificate = named(record.text("name"));
    EXPECT_TRUE(certificate.verify(named(record.text("issuer")).tbs().public_key)) << record.text("name");
    EXPECT_FALSE(certificate.verify(named("Tongsuo server").tbs().public_key)) << record.text("name");
    ++verified;
  }
  EXPECT_EQ(verified, 3U);
}

class Tbs : public testing::Test {
 protected:
  Tbs() {
    tbs_.serial = Serial::from_hex("05").value();
    tbs_.issuer = Name::build({{oids::kCommonName, "A"}}).value();
    tbs_.subject = Name::build({{oids::kCommonName, "B"}}).value();
    tbs_.validity = {at("2026-11-22T00:00:00Z"), at("2050-01-01T00:00:00Z")};
    tbs_.public_key = key_.public_key();
    tbs_.extensions = {{oids::kBasicConstraints, true, hex("3000")}};
  }

  /// The TBSCertificate with some fields replaced (by nothing: left out), and `last` after the others.
  Bytes fields(const std::vector<std::pair<std::size_t, Bytes>>& replaced, const Bytes& last = {}) const {
    const Bytes whole = tbs_.to_der();
    asn1::DerReader outer(whole);
    asn1::DerReader inner = outer.enter().value();
    DerWriter out;
    out.sequence([&](DerWriter& to) {
      for (std::size_t i = 0; !inner.at_end(); ++i) {
        ByteView field = inner.any().value().whole;
        for (const auto& [index, other] : replaced) {
          if (index == i) field = other;
        }
        to.raw(field);
      }
      to.raw(last);
    });
    return std::move(out).take();
  }

  static void expect_refused(const Bytes& der, const char* what, const char* code = "x509.certificate") {
    const auto tbs = TbsCertificate::parse(der);
    ASSERT_FALSE(tbs) << what;
    EXPECT_EQ(tbs.error().code, code) << what;
  }

  const crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
  TbsCertificate tbs_;
};

enum Field : std::size_t { kVersion, kSerial, kAlgorithm, kIssuer, kValidity, kSubject, kKey, kExtensions };

TEST_F(Tbs, WritesAndReadsBack) {
  const Bytes der = tbs_.to_der();
  const TbsCertificate again = TbsCertificate::parse(der).value();
  EXPECT_EQ(again.version, 3);
  EXPECT_EQ(again.serial, tbs_.serial);
  EXPECT_FALSE(again.algorithm_parameters_null);
  EXPECT_EQ(again.issuer, tbs_.issuer);
  EXPECT_EQ(again.subject, tbs_.subject);
  EXPECT_EQ(again.validity.not_before, tbs_.validity.not_before);
  EXPECT_EQ(again.validity.not_after, tbs_.validity.not_after);
  EXPECT_EQ(again.public_key, tbs_.public_key);
  EXPECT_EQ(again.extensions, tbs_.extensions);
  EXPECT_EQ(again.to_der(), der);
  EXPECT_EQ(fields({}), der);
}

TEST_F(Tbs, ReadsOlderVersionsAndUniqueIdentifiers) {
  tbs_.extensions.clear();
  tbs_.version = 1;
  EXPECT_EQ(TbsCertificate::parse(tbs_.to_der()).value().version, 1);
  tbs_.version = 2;
  EXPECT_EQ(TbsCertificate::parse(fields({}, hex("81020001820200ff"))).value().version, 2);
}

TEST_F(Tbs, ReadsKeyAlgorithmsThatAreMet) {
  const std::string point = base::to_hex(key_.public_key().point());
  const std::string curve = "06082a811ccf5501822d";
  const std::string bits = "034200" + point;
  for (const std::string& good : {"3059301306072a8648ce3d0201" + curve + bits, "3050300a" + curve + bits,
                                  "305a3014" + curve + curve + bits}) {
    EXPECT_EQ(parse_public_key_info(hex(good)).value(), key_.public_key()) << good;
  }
  DerWriter ours;
  write_public_key_info(ours, key_.public_key());
  EXPECT_EQ(base::to_hex(ours.bytes()), "3059301306072a8648ce3d0201" + curve + bits);
}

TEST_F(Tbs, RefusesOtherKeys) {
  const std::string point = base::to_hex(key_.public_key().point());
  const std::string bits = "034200" + point;
  std::string off_curve = bits;
  off_curve.back() = off_curve.back() == '0' ? '1' : '0';
  struct Bad {
    const char* what;
    std::string der;
    const char* code;
  };
  const Bad table[] = {
      {"P-256", "3059301306072a8648ce3d020106082a8648ce3d030107" + bits, "x509.algorithm"},
      {"RSA", "3053300d06092a864886f70d0101010500" + bits, "x509.algorithm"},
      {"EC without parameters", "304f300906072a8648ce3d0201" + bits, "x509.algorithm"},
      {"EC with implicit parameters", "3051300b06072a8648ce3d02010500" + bits, "x509.algorithm"},
      {"EC with explicit parameters", "3051300b06072a8648ce3d02013000" + bits, "x509.algorithm"},
      {"301 with NULL", "3052300c06082a811ccf5501822d0500" + bits, "x509.algorithm"},
      {"something after the curve", "305b301506072a8648ce3d020106082a811ccf5501822d0500" + bits,
       "x509.certificate"},
      {"a point off the curve", "3059301306072a8648ce3d020106082a811ccf5501822d" + off_curve,
       "x509.certificate"},
      {"a compressed point", "3038301306072a8648ce3d020106082a811ccf5501822d03210002" + point.substr(2, 64),
       "x509.certificate"},
      {"unused bits", "3059301306072a8648ce3d020106082a811ccf5501822d034201" + point.substr(0, 128) + "00",
       "x509.certificate"},
      {"something after the key", "305b301306072a8648ce3d020106082a811ccf5501822d" + bits + "0500",
       "x509.certificate"},
      {"nothing", "", "x509.certificate"},
  };
  for (const Bad& row : table) {
    const auto key = parse_public_key_info(hex(row.der));
    ASSERT_FALSE(key) << row.what;
    EXPECT_EQ(key.error().code, row.code) << row.what;
    expect_refused(fields({{kKey, hex(row.der)}}), row.what, row.code);
  }
}

TEST_F(Tbs, ReadsAndRefusesSignatureAlgorithms) {
  bool parameters_null = true;
  EXPECT_TRUE(parse_signature_algorithm(hex(kSm2), parameters_null));
  EXPECT_FALSE(parameters_null);
  EXPECT_TRUE(parse_signature_algorithm(hex(kSm2WithNull), parameters_null));
  EXPECT_TRUE(parameters_null);
  const std::pair<const char*, const char*> table[] = {
      {"300d06092a864886f70d01010b0500", "x509.algorithm"},      // RSA with SHA-256
      {"300a06082a8648ce3d040302", "x509.algorithm"},            // ECDSA with SHA-256
      {"300b06092a811ccf5501822d01", "x509.algorithm"},          // SM2 without a hash
      {"300d06082a811ccf55018375020101", "x509.algorithm"},      // parameters
      {"300e06082a811ccf5501837505000500", "x509.certificate"},  // two
      {"300d06082a811ccf550183750501ff", "x509.certificate"},    // NULL with content
      {"310a06082a811ccf55018375", "x509.certificate"},         {"", "x509.certificate"},
  };
  for (const auto& [der, code] : table) {
    const auto parsed = parse_signature_algorithm(hex(der), parameters_null);
    ASSERT_FALSE(parsed) << der;
    EXPECT_EQ(parsed.error().code, code) << der;
    expect_refused(fields({{kAlgorithm, hex(der)}}), der, code);
  }
}

TEST_F(Tbs, RefusesBrokenFields) {
  const Bytes none;
  const std::pair<const char*, Bytes> table[] = {
      {"nothing", none},
      {"not a sequence", hex("3100")},
      {"an empty sequence", hex("3000")},
      {"v1 written out", fields({{kVersion, hex("a003020100")}})},
      {"v4", fields({{kVersion, hex("a003020103")}})},
      {"version with something after it", fields({{kVersion, hex("a0060201020201"
                                                                 "02")}})},
      {"v2 with extensions", fields({{kVersion, hex("a003020101")}})},
      {"v1 with extensions", fields({{kVersion, none}})},
      {"serial zero", fields({{kSerial, hex("020100")}})},
      {"serial negative", fields({{kSerial, hex("0201ff")}})},
      {"serial padded", fields({{kSerial, hex("02020001")}})},
      {"serial of 21 octets", fields({{kSerial, hex("0215010000000000000000000000000000000000000000")}})},
      {"no algorithm", fields({{kAlgorithm, none}})},
      {"issuer broken", fields({{kIssuer, hex("30023100")}})},
      {"subject broken", fields({{kSubject, hex("30023100")}})},
      {"one time", fields({{kValidity, hex("300f170d3236313132323030303030305a")}})},
      {"no such day",
       fields({{kValidity, hex("301e170d3236303233303030303030305a170d3237303232303030303030305a")}})},
      {"three times",
       fields({{kValidity, hex("302d170d3236303232303030303030305a170d3237303232303030303030305a"
                               "170d3237303232303030303030305a")}})},
      {"extensions empty", fields({{kExtensions, hex("a3023000")}})},
      {"two lists of extensions",
       fields({{kExtensions, hex("a31630093007060355040304003009300706035504040400")}})},
      {"extensions under another tag", fields({{kExtensions, hex("a40b3009300706035504030400")}})},
      {"something after the extensions", fields({}, hex("0500"))},
  };
  for (const auto& [what, der] : table) expect_refused(der, what);
  Bytes longer = tbs_.to_der();
  longer.push_back(0);
  expect_refused(longer, "an octet after it");
}

TEST_F(Tbs, EveryCutOffIsRefused) {
  const Bytes whole = tbs_.to_der();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_FALSE(TbsCertificate::parse(ByteView(whole).first(size))) << size;
  }
}

TEST_F(Tbs, AssemblesAndVerifies) {
  const Bytes tbs = tbs_.to_der();
  const auto signature = crypto::sm2_sign(key_, tbs).value();
  const Certificate certificate = Certificate::assemble(tbs, signature).value();
  EXPECT_EQ(base::to_bytes(certificate.tbs_der()), tbs);
  EXPECT_EQ(certificate.signature(), signature);
  EXPECT_TRUE(certificate.verify(key_.public_key()));
  EXPECT_FALSE(certificate.verify(crypto::Sm2PrivateKey::generate().public_key()));
  const Certificate again = Certificate::parse(certificate.der()).value();
  EXPECT_EQ(base::to_bytes(again.der()), base::to_bytes(certificate.der()));
  // Its own octets, also after it moved.
  const Certificate moved = Certificate(again);
  EXPECT_EQ(base::to_bytes(moved.tbs_der()), tbs);
}

TEST_F(Tbs, OneChangedOctetBreaksTheSignature) {
  const Bytes tbs = tbs_.to_der();
  const Bytes der = assemble_signed(tbs, crypto::sm2_sign(key_, tbs).value());
  for (std::size_t i = 0; i < der.size(); ++i) {
    Bytes changed = der;
    changed[i] ^= 0x01;
    const auto certificate = Certificate::parse(changed);
    EXPECT_FALSE(certificate && certificate->verify(key_.public_key())) << i;
  }
}

TEST_F(Tbs, CertificateRefusesWhatDoesNotBelong) {
  const Bytes tbs = tbs_.to_der();
  const Bytes signature = crypto::sm2_sign(key_, tbs).value().to_der();
  const auto whole = [&](ByteView body, const char* algorithm, ByteView bits, const char* after = "") {
    DerWriter out;
    out.sequence([&](DerWriter& to) { to.raw(body).raw(hex(algorithm)).bit_string(bits).raw(hex(after)); });
    return std::move(out).take();
  };
  ASSERT_TRUE(Certificate::parse(whole(tbs, kSm2, signature)));
  struct Bad {
    const char* what;
    Bytes der;
    const char* code;
  };
  Bytes loose = signature;
  loose.push_back(0);
  const Bytes with_null = fields({{kAlgorithm, hex(kSm2WithNull)}});
  ASSERT_TRUE(Certificate::parse(whole(with_null, kSm2WithNull, signature)));
  const Bad table[] = {
      {"two signature algorithms", whole(tbs, kSm2WithNull, signature), "x509.certificate"},
      {"two signature algorithms", whole(with_null, kSm2, signature), "x509.certificate"},
      {"another signature algorithm", whole(tbs, "300a06082a8648ce3d040302", signature), "x509.algorithm"},
      {"a signature that is not DER", whole(tbs, kSm2, loose), "x509.certificate"},
      {"no signature", whole(tbs, kSm2, {}), "x509.certificate"},
      {"something after the signature", whole(tbs, kSm2, signature, "0500"), "x509.certificate"},
      {"a body that is none", whole(hex("3000"), kSm2, signature), "x509.certificate"},
      {"nothing", {}, "x509.certificate"},
      {"too much", Bytes(kMaxCertificateBytes + 1), "x509.certificate.size"},
  };
  for (const Bad& row : table) {
    const auto certificate = Certificate::parse(row.der);
    ASSERT_FALSE(certificate) << row.what;
    EXPECT_EQ(certificate.error().code, row.code) << row.what;
  }
  EXPECT_EQ(Certificate::assemble(with_null, crypto::sm2_sign(key_, tbs).value()).error().code,
            "x509.certificate");
  EXPECT_EQ(Certificate::assemble(hex("3000"), crypto::sm2_sign(key_, tbs).value()).error().code,
            "x509.certificate");
}

}  // namespace
}  // namespace yinxin::x509
