#include "x509/request.hpp"

#include <gtest/gtest.h>

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

constexpr const char* kSm2 = "300a06082a811ccf55018375";

TEST(StrangeRequests, OfCfcaAreReadAndVerify) {
  for (const auto& record : vectors::read("x509_request.txt")) {
    const auto request = CertificateRequest::parse(base::from_base64(record.text("base64")).value());
    ASSERT_TRUE(request) << base::describe(request.error());
    EXPECT_EQ(request->subject().to_text(), record.text("subject"));
    EXPECT_EQ(bool(request->verify_possession()), !record.has("possession")) << record.text("name");
    ASSERT_TRUE(request->temporary_key());
    EXPECT_EQ(base::to_hex(request->temporary_key()->point()), record.text("temporary"));
    EXPECT_EQ(request->requested_extensions().size(), record.has("dns") ? 1U : 0U);
    if (record.has("dns")) {
      const Extension* names = find_extension(request->requested_extensions(), oids::kSubjectAltName);
      ASSERT_NE(names, nullptr);
      EXPECT_EQ(decode_subject_alt_names(names->value).value().dns, std::vector{record.text("dns")});
    }
  }
}

class Request : public testing::Test {
 protected:
  Bytes key_info() const {
    DerWriter out;
    write_public_key_info(out, key_.public_key());
    return std::move(out).take();
  }

  /// A signed request around these parts; `attributes` is the whole [0] element, or nothing.
  Bytes request(const Bytes& attributes, const char* version = "020100", const char* algorithm = kSm2) const {
    DerWriter info;
    info.sequence(
        [&](DerWriter& to) { to.raw(hex(version)).raw(subject_.der()).raw(key_info()).raw(attributes); });
    const Bytes signature = crypto::sm2_sign(key_, info.bytes()).value().to_der();
    DerWriter out;
    out.sequence([&](DerWriter& to) { to.raw(info.bytes()).raw(hex(algorithm)).bit_string(signature); });
    return std::move(out).take();
  }

  static Bytes attributes(std::initializer_list<Bytes> list) {
    DerWriter out;
    out.nested(asn1::context(0, true), [&](DerWriter& to) {
      for (const Bytes& attribute : list) to.raw(attribute);
    });
    return std::move(out).take();
  }
  static Bytes attribute(const asn1::Oid& type, const Bytes& values) {
    DerWriter out;
    out.sequence([&](DerWriter& to) { to.oid(type).raw(values); });
    return std::move(out).take();
  }
  static Bytes in_set(const Bytes& value) {
    DerWriter out;
    out.set_of([&](DerWriter& to) { to.raw(value); });
    return std::move(out).take();
  }
  /// CFCA's temporary key around these 136 octets.
  static Bytes temporary(const Bytes& octets, std::int64_t version = 1) {
    DerWriter key;
    key.sequence([&](DerWriter& to) { to.small_integer(version).octet_string(octets); });
    DerWriter out;
    out.octet_string(key.bytes());
    return std::move(out).take();
  }
  static Bytes temporary_octets(const crypto::Sm2PublicKey& key) {
    Bytes octets = hex("00b4000000010000");
    octets.resize(8 + 128);
    std::copy_n(key.point().begin() + 1, 32, octets.begin() + 8);
    std::copy_n(key.point().begin() + 33, 32, octets.begin() + 72);
    return octets;
  }

  static void expect_refused(const Bytes& der, const char* what, const char* code = "x509.request") {
    const auto parsed = CertificateRequest::parse(der);
    ASSERT_FALSE(parsed) << what;
    EXPECT_EQ(parsed.error().code, code) << what;
  }

  const crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
  const Name subject_ = Name::build({{oids::kCountry, "CN"}, {oids::kCommonName, "张三"}}).value();
};

const Bytes kBasic =
    hex("300b300906"
        "03551d1304023000");  // Extensions: basicConstraints

TEST_F(Request, OursAreCompleteAndVerify) {
  const CertificateRequest request = CertificateRequest::create(subject_, key_).value();
  EXPECT_EQ(request.subject(), subject_);
  EXPECT_EQ(request.public_key(), key_.public_key());
  EXPECT_TRUE(request.requested_extensions().empty());
  EXPECT_FALSE(request.temporary_key());
  EXPECT_TRUE(request.verify_possession());
  const CertificateRequest again = CertificateRequest::parse(request.der()).value();
  EXPECT_TRUE(again.verify_possession());
}

TEST_F(Request, IsReadAsPemOrDer) {
  const CertificateRequest request = CertificateRequest::create(subject_, key_).value();
  const std::string pem = crypto::to_pem("CERTIFICATE REQUEST", request.der());
  const std::string old_pem = "comment\n" + crypto::to_pem("NEW CERTIFICATE REQUEST", request.der());
  for (const ByteView input : {request.der(), base::as_bytes(pem), base::as_bytes(old_pem)}) {
    const auto parsed = CertificateRequest::parse_pem_or_der(input);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->public_key(), key_.public_key());
  }
  for (const std::string& bad :
       {std::string(), std::string("hello"), crypto::to_pem("CERTIFICATE", request.der()),
        crypto::to_pem("CERTIFICATE REQUEST", hex("3000")), std::string("0")}) {
    EXPECT_EQ(CertificateRequest::parse_pem_or_der(base::as_bytes(bad)).error().code, "x509.request") << bad;
  }
  EXPECT_EQ(CertificateRequest::parse_pem_or_der(Bytes(1 << 20, 'A')).error().code, "x509.request.size");
  EXPECT_EQ(CertificateRequest::parse_pem_or_der(Bytes(kMaxRequestBytes + 1, 0x30)).error().code,
            "x509.request.size");
  EXPECT_EQ(CertificateRequest::parse(Bytes(kMaxRequestBytes + 1)).error().code, "x509.request.size");
}

TEST_F(Request, TakesTheVariantsThatAreMet) {
  const Bytes empty = attributes({});
  EXPECT_TRUE(CertificateRequest::parse(request({})));  // attributes absent
  EXPECT_TRUE(CertificateRequest::parse(request(empty, "020100", "300c06082a811ccf550183750500")));
  const auto extended =
      CertificateRequest::parse(request(attributes({attribute(oids::kExtensionRequest, in_set(kBasic))})));
  ASSERT_TRUE(extended);
  EXPECT_NE(find_extension(extended->requested_extensions(), oids::kBasicConstraints), nullptr);
  // challengePassword with and without SET; an attribute that we do not know.
  const Bytes text = hex("1306313131313131");
  for (const Bytes& attribute_der :
       {attribute(oids::kChallengePassword, in_set(text)), attribute(oids::kChallengePassword, text),
        attribute(oids::kEmailAddress, in_set(text))}) {
    EXPECT_TRUE(CertificateRequest::parse(request(attributes({attribute_der}))));
  }
  const auto temporary_key = crypto::Sm2PrivateKey::generate().public_key();
  const Bytes value = temporary(temporary_octets(temporary_key));
  for (const Bytes& values : {value, in_set(value)}) {
    const auto parsed =
        CertificateRequest::parse(request(attributes({attribute(oids::kCfcaTemporaryKey, values)})));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed->temporary_key(), temporary_key);
  }
}

TEST_F(Request, RefusesBrokenAttributes) {
  const auto key = crypto::Sm2PrivateKey::generate().public_key();
  const Bytes good = temporary_octets(key);
  Bytes padded = good;
  padded[8 + 32] = 1;
  Bytes header = good;
  header[1] = 0;
  Bytes off_curve = good;
  off_curve[8 + 31] ^= 1;
  const Bytes cut(good.begin(), good.end() - 1);
  const Bytes text = hex("1306313131313131");
  const auto cfca = [](const Bytes& values) { return attribute(oids::kCfcaTemporaryKey, values); };
  const std::pair<const char*, Bytes> table[] = {
      {"a value without SET", attributes({attribute(oids::kExtensionRequest, kBasic)})},
      {"an unknown attribute without SET", attributes({attribute(oids::kEmailAddress, text)})},
      {"extensionRequest twice", attributes({attribute(oids::kExtensionRequest, in_set(kBasic)),
                                             attribute(oids::kExtensionRequest, in_set(kBasic))})},
      {"no extensions in extensionRequest",
       attributes({attribute(oids::kExtensionRequest, in_set(hex("3000")))})},
      {"an empty extensionRequest", attributes({attribute(oids::kExtensionRequest, hex("3100"))})},
      {"two values",
       attributes({attribute(oids::kChallengePassword, hex("311013063131313131311306313131313131"))})},
      {"an attribute that is none", attributes({hex("0500")})},
      {"an attribute without value", attributes({hex("3009060355040306020000")})},
      {"two temporary keys", attributes({cfca(temporary(good)), cfca(temporary(good))})},
      {"a temporary key of version 2", attributes({cfca(temporary(good, 2))})},
      {"a temporary key with another header", attributes({cfca(temporary(header))})},
      {"a temporary key with long coordinates", attributes({cfca(temporary(padded))})},
      {"a temporary key off the curve", attributes({cfca(temporary(off_curve))})},
      {"a temporary key cut off", attributes({cfca(temporary(cut))})},
      {"a temporary key that is a string", attributes({cfca(text)})},
      {"another tag", hex("a100")},
      {"attributes and more", hex("a000a000")},
  };
  for (const auto& [what, list] : table) expect_refused(request(list), what);
}

TEST_F(Request, RefusesBrokenRequests) {
  expect_refused({}, "nothing");
  expect_refused(hex("3000"), "an empty sequence");
  expect_refused(request(attributes({}), "020101"), "v2");
  expect_refused(request(attributes({}), "020100", "300a06082a8648ce3d040302"), "ECDSA", "x509.algorithm");
  Bytes longer = request(attributes({}));
  longer.push_back(0);
  expect_refused(longer, "an octet after it");
  const Bytes whole = request(attributes({}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_FALSE(CertificateRequest::parse(ByteView(whole).first(size))) << size;
  }
}

TEST_F(Request, PossessionMeansThisKey) {
  const Bytes whole = request(attributes({}));
  const CertificateRequest good = CertificateRequest::parse(whole).value();
  ASSERT_TRUE(good.verify_possession());
  // The same request with another's key in it: the signature no longer fits.
  const auto other = crypto::Sm2PrivateKey::generate().public_key();
  Bytes stolen = whole;
  const auto at = std::search(stolen.begin(), stolen.end(), key_.public_key().point().begin(),
                              key_.public_key().point().end());
  ASSERT_NE(at, stolen.end());
  std::copy(other.point().begin(), other.point().end(), at);
  const auto possession = CertificateRequest::parse(stolen).value().verify_possession();
  ASSERT_FALSE(possession);
  EXPECT_EQ(possession.error().code, "x509.request.signature");
  EXPECT_EQ(possession.error().kind, base::ErrorKind::Refused);
}

}  // namespace
}  // namespace yinxin::x509
