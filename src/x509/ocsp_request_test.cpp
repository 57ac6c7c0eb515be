#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerWriter;
using base::Bytes;

Bytes hex(const std::string& text) {
  return base::from_hex(text).value();
}

template <class Body>
Bytes der(Body&& body) {
  DerWriter out;
  body(out);
  return std::move(out).take();
}

const std::string kSm3Null = "300c06082a811ccf550183110500";
const std::string kSm3Absent = "300a06082a811ccf55018311";
const std::string kSha1Null = "300906052b0e03021a0500";
const std::string kSha256Null = "300d06096086480165030402010500";
const std::string kMd5Null = "300c06082a864886f70d02050500";

Bytes cert_id(const std::string& algorithm, std::size_t hash_size, const std::string& serial = "02020080",
              const std::string& after = "") {
  return der([&](DerWriter& w) {
    w.sequence([&](DerWriter& f) {
      f.raw(hex(algorithm)).octet_string(Bytes(hash_size, 0x11)).octet_string(Bytes(hash_size, 0x22));
      f.raw(hex(serial)).raw(hex(after));
    });
  });
}

Bytes extensions(const asn1::Oid& id, bool critical, const std::string& value) {
  return der([&](DerWriter& w) { write_extensions(w, {{id, critical, hex(value)}}); });
}

/// The parts of an OCSPRequest, each as DER, to be spoiled one at a time. Absent: empty.
struct Parts {
  Bytes version;
  Bytes requestor;
  std::vector<Bytes> ids = {cert_id(kSm3Null, 32)};
  Bytes single_extensions;
  Bytes after_id;
  Bytes request_extensions;
  Bytes after_tbs;

  Bytes der() const {
    return x509::der([&](DerWriter& w) {
      w.sequence([&](DerWriter& request) {
        request.sequence([&](DerWriter& tbs) { write_tbs(tbs); });
        request.raw(after_tbs);
      });
    });
  }

 private:
  void write_tbs(DerWriter& tbs) const {
    tbs.raw(version).raw(requestor);
    tbs.sequence([&](DerWriter& list) {
      for (const Bytes& id : ids) {
        list.sequence([&](DerWriter& one) {
          one.raw(id).raw(after_id);
          if (single_extensions.empty()) return;
          one.nested(context(0, true), [&](DerWriter& w) { w.raw(single_extensions); });
        });
      }
    });
    if (request_extensions.empty()) return;
    tbs.nested(context(2, true), [&](DerWriter& w) { w.raw(request_extensions); });
  }
};

TEST(OcspRequest, ReadsAPlainQuestion) {
  const auto request = OcspRequest::parse(Parts().der());
  ASSERT_TRUE(request) << base::describe(request.error());
  ASSERT_EQ(request->queries.size(), 1U);
  const CertId& id = request->queries[0];
  EXPECT_EQ(id.hash, CertIdHash::Sm3);
  EXPECT_EQ(id.issuer_name_hash, Bytes(32, 0x11));
  EXPECT_EQ(id.issuer_key_hash, Bytes(32, 0x22));
  EXPECT_EQ(id.serial.to_hex(), "80");
  EXPECT_EQ(id.der, cert_id(kSm3Null, 32));
  EXPECT_FALSE(request->nonce);
  EXPECT_EQ(request->to_der(), Parts().der());
}

TEST(OcspRequest, HashesWithAndWithoutParametersAreEchoed) {
  struct Case {
    std::string algorithm;
    std::size_t size;
    CertIdHash hash;
  };
  Parts parts;
  parts.ids.clear();
  const std::vector<Case> cases = {
      {kSm3Null, 32, CertIdHash::Sm3},       {kSm3Absent, 32, CertIdHash::Sm3},
      {kSha1Null, 20, CertIdHash::Sha1},     {"300706052b0e03021a", 20, CertIdHash::Sha1},
      {kSha256Null, 32, CertIdHash::Sha256}, {"300b0609608648016503040201", 32, CertIdHash::Sha256}};
  for (const auto& [algorithm, size, hash] : cases) parts.ids.push_back(cert_id(algorithm, size));
  const auto request = OcspRequest::parse(parts.der());
  ASSERT_TRUE(request) << base::describe(request.error());
  ASSERT_EQ(request->queries.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(request->queries[i].hash, cases[i].hash);
    EXPECT_EQ(request->queries[i].der, parts.ids[i]);
  }
  EXPECT_EQ(request->to_der(), parts.der());
}

TEST(OcspRequest, StepsOverWhatIsNotOurConcern) {
  Parts parts;
  parts.version = hex("a003020100");  // the default, written all the same
  parts.requestor =
      hex("a10b"
          "a409"
          "3007"
          "3105"
          "3003"
          "060100");  // [1] directoryName
  parts.single_extensions =
      extensions(asn1::Oid::literal("1.3.6.1.5.5.7.48.1.7"), false, "3000");  // serviceLocator
  parts.request_extensions = extensions(asn1::Oid::literal("1.3.6.1.5.5.7.48.1.4"), false, "3000");
  parts.after_tbs = hex("a0023000");  // optionalSignature
  const auto request = OcspRequest::parse(parts.der());
  ASSERT_TRUE(request) << base::describe(request.error());
  EXPECT_EQ(request->queries.size(), 1U);
  EXPECT_FALSE(request->nonce);
}

TEST(OcspRequest, Nonces) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{16}, kMaxNonceBytes}) {
    for (const bool critical : {false, true}) {
      Parts parts;
      const Bytes nonce(size, 0x5A);
      const Bytes value = der([&](DerWriter& w) { w.octet_string(nonce); });
      parts.request_extensions = extensions(asn1::oids::kOcspNonce, critical, base::to_hex(value));
      const auto request = OcspRequest::parse(parts.der());
      ASSERT_TRUE(request) << size;
      EXPECT_EQ(request->nonce, nonce);
      if (critical) continue;  // which we never write
      EXPECT_EQ(request->to_der(), parts.der());
    }
  }
}

void expect_refused(const Bytes& octets, const std::string& what, base::ErrorKind kind,
                    const std::string& code) {
  const auto request = OcspRequest::parse(octets);
  ASSERT_FALSE(request) << what;
  EXPECT_EQ(request.error().code, code) << what;
  EXPECT_EQ(request.error().kind, kind) << what;
}
void expect_malformed(const Bytes& octets, const std::string& what) {
  expect_refused(octets, what, base::ErrorKind::Malformed, "x509.ocsp.request");
}

TEST(OcspRequest, RefusesMalformed) {
  struct Case {
    const char* what;
    void (*spoil)(Parts&);
  };
  const std::vector<Case> cases = {
      {"no question", [](Parts& p) { p.ids.clear(); }},
      {"version 2", [](Parts& p) { p.version = hex("a003020101"); }},
      {"version with octets after it", [](Parts& p) { p.version = hex("a0050201000500"); }},
      {"requestor that is primitive", [](Parts& p) { p.requestor = hex("8100"); }},
      {"name hash too short for SM3", [](Parts& p) { p.ids = {cert_id(kSm3Null, 20)}; }},
      {"name hash too long for SHA-1", [](Parts& p) { p.ids = {cert_id(kSha1Null, 32)}; }},
      {"hash parameters that are not NULL",
       [](Parts& p) { p.ids = {cert_id("300c06082a811ccf550183110400", 32)}; }},
      {"NULL and more as hash parameters",
       [](Parts& p) { p.ids = {cert_id("300e06082a811ccf5501831105000500", 32)}; }},
      {"serial zero", [](Parts& p) { p.ids = {cert_id(kSm3Null, 32, "020100")}; }},
      {"negative serial", [](Parts& p) { p.ids = {cert_id(kSm3Null, 32, "0201ff")}; }},
      {"serial of 21 octets",
       [](Parts& p) { p.ids = {cert_id(kSm3Null, 32, "0215" + std::string(42, '1'))}; }},
      {"a field too many in CertID", [](Parts& p) { p.ids = {cert_id(kSm3Null, 32, "020101", "0500")}; }},
      {"a field too many in Request", [](Parts& p) { p.after_id = hex("0500"); }},
      {"a field too many", [](Parts& p) { p.after_tbs = hex("0500"); }},
      {"empty extensions", [](Parts& p) { p.request_extensions = hex("3000"); }},
      {"nonce that is no OCTET STRING",
       [](Parts& p) { p.request_extensions = extensions(asn1::oids::kOcspNonce, false, "0102"); }},
      {"empty nonce",
       [](Parts& p) { p.request_extensions = extensions(asn1::oids::kOcspNonce, false, "0400"); }},
      {"nonce of 33 octets",
       [](Parts& p) {
         p.request_extensions = extensions(asn1::oids::kOcspNonce, false, "0421" + std::string(66, 'a'));
       }},
      {"nonce with octets after it",
       [](Parts& p) { p.request_extensions = extensions(asn1::oids::kOcspNonce, false, "0401aa00"); }},
      {"unknown critical extension",
       [](Parts& p) { p.request_extensions = extensions(asn1::Oid::literal("1.2.3"), true, "0500"); }},
      {"unknown critical extension of one question",
       [](Parts& p) { p.single_extensions = extensions(asn1::Oid::literal("1.2.3"), true, "0500"); }},
  };
  for (const auto& [what, spoil] : cases) {
    Parts parts;
    spoil(parts);
    expect_malformed(parts.der(), what);
  }
  expect_malformed({}, "nothing");
  expect_malformed(hex("3000"), "an empty SEQUENCE");
  Bytes longer = Parts().der();
  longer.push_back(0);
  expect_malformed(longer, "octets after it");
  const Bytes whole = Parts().der();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    expect_malformed(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "cut");
  }
}

TEST(OcspRequest, RefusesUnknownHashesAndTooMuch) {
  Parts md5;
  md5.ids = {cert_id(kMd5Null, 16)};
  expect_refused(md5.der(), "MD5", base::ErrorKind::Refused, "x509.ocsp.hash");
  Parts many;
  many.ids.assign(kMaxOcspQueries, cert_id(kSha1Null, 20));
  EXPECT_TRUE(OcspRequest::parse(many.der()));
  many.ids.push_back(cert_id(kSha1Null, 20));
  expect_refused(many.der(), "one question more", base::ErrorKind::TooLarge, "x509.ocsp.size");
  Parts large;
  large.request_extensions =
      extensions(asn1::Oid::literal("1.2.3"), false, std::string(2 * kMaxOcspRequestBytes, '0'));
  expect_refused(large.der(), "too many octets", base::ErrorKind::TooLarge, "x509.ocsp.size");
}

}  // namespace
}  // namespace yinxin::x509
