#include <gmock/gmock.h>

#include "asn1/oids.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerWriter;
using base::Bytes;
using base::ByteView;

Bytes hex(const std::string& text) {
  return base::from_hex(text).value();
}
base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}

template <class Body>
Bytes der(Body&& body) {
  DerWriter out;
  body(out);
  return std::move(out).take();
}

Certificate self_signed(const crypto::Sm2PrivateKey& key) {
  TbsCertificate tbs;
  tbs.serial = Serial::from_hex("0123").value();
  tbs.issuer = tbs.subject = Name::build({{asn1::oids::kCommonName, "R"}}).value();
  tbs.validity = {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")};
  tbs.public_key = key.public_key();
  const Bytes octets = tbs.to_der();
  return Certificate::assemble(octets, crypto::sm2_sign(key, octets).value()).value();
}

class OcspAnswer : public testing::Test {
 protected:
  OcspResponseData all_three() const {
    OcspResponseData data;
    data.responder_key_hash = responder_key_hash(key_.public_key());
    data.produced_at = at("2026-11-22T01:02:03Z");
    SingleResponse good;
    good.id = make_cert_id(CertIdHash::Sm3, certificate_, Serial::from_hex("01").value());
    good.status = CertStatus::Good;
    good.this_update = at("2026-11-22T01:00:00Z");
    good.next_update = at("2026-11-22T02:00:00Z");
    SingleResponse revoked = good;
    revoked.id = make_cert_id(CertIdHash::Sha1, certificate_, Serial::from_hex("ff").value());
    revoked.status = CertStatus::Revoked;
    revoked.revoked_at = at("2026-11-21T00:00:00Z");
    revoked.reason = RevocationReason::KeyCompromise;
    SingleResponse unknown = good;
    unknown.id = make_cert_id(CertIdHash::Sha256, certificate_, Serial::from_hex("0102").value());
    unknown.status = CertStatus::Unknown;
    unknown.next_update.reset();
    data.responses = {good, revoked, unknown};
    data.nonce = Bytes(16, 0x4E);
    return data;
  }
  Bytes signed_answer(ByteView data) const {
    return assemble_ocsp_response(data, crypto::sm2_sign(key_, data).value(), certificate_);
  }

  const crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
  const Certificate certificate_ = self_signed(key_);
};

TEST_F(OcspAnswer, CertIdsAreOfNameAndKey) {
  const CertId id = make_cert_id(CertIdHash::Sha1, certificate_, Serial::from_hex("ff").value());
  EXPECT_EQ(id.issuer_name_hash, base::to_bytes(crypto::sha1(certificate_.tbs().subject.der())));
  EXPECT_EQ(id.issuer_key_hash, base::to_bytes(crypto::sha1(key_.public_key().point())));
  EXPECT_EQ(base::to_hex(id.der),
            "303b"
            "300906052b0e03021a0500"
            "0414" +
                base::to_hex(id.issuer_name_hash) + "0414" + base::to_hex(id.issuer_key_hash) + "020200ff");
  const CertId sm3 = make_cert_id(CertIdHash::Sm3, certificate_, id.serial);
  EXPECT_EQ(sm3.issuer_name_hash, base::to_bytes(crypto::sm3(certificate_.tbs().subject.der())));
  EXPECT_EQ(make_cert_id(CertIdHash::Sha256, certificate_, id.serial).issuer_key_hash,
            base::to_bytes(crypto::sha256(key_.public_key().point())));
  EXPECT_FALSE(sm3 == id);
  EXPECT_TRUE(id == make_cert_id(CertIdHash::Sha1, certificate_, id.serial));
}

TEST_F(OcspAnswer, ReadsBack) {
  const OcspResponseData data = all_three();
  const Bytes octets = data.to_der();
  const auto answer = OcspResponse::parse(signed_answer(octets));
  ASSERT_TRUE(answer) << base::describe(answer.error());
  EXPECT_EQ(answer->status, OcspStatus::Successful);
  EXPECT_EQ(answer->response_data, octets);
  EXPECT_TRUE(answer->verify(key_.public_key()));
  EXPECT_FALSE(answer->verify(crypto::Sm2PrivateKey::generate().public_key()));
  ASSERT_EQ(answer->certificates.size(), 1U);
  EXPECT_TRUE(base::equal(answer->certificates[0].der(), certificate_.der()));
  EXPECT_EQ(answer->data.responder_key_hash, base::to_bytes(crypto::sha1(key_.public_key().point())));
  EXPECT_EQ(answer->data.produced_at, data.produced_at);
  EXPECT_EQ(answer->data.nonce, data.nonce);
  ASSERT_EQ(answer->data.responses.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(answer->data.responses[i].id, data.responses[i].id);
    EXPECT_EQ(answer->data.responses[i].status, data.responses[i].status);
    EXPECT_EQ(answer->data.responses[i].this_update, data.responses[i].this_update);
    EXPECT_EQ(answer->data.responses[i].next_update, data.responses[i].next_update);
  }
  EXPECT_EQ(answer->data.responses[1].revoked_at, at("2026-11-21T00:00:00Z"));
  EXPECT_EQ(answer->data.responses[1].reason, RevocationReason::KeyCompromise);
  EXPECT_EQ(answer->data.to_der(), octets);
}

TEST_F(OcspAnswer, DataAsTheStandardHasIt) {
  OcspResponseData data = all_three();
  data.responder_key_hash = Bytes(20, 0x4B);
  data.nonce.reset();
  const auto single = [&](std::size_t i) { return base::to_hex(data.responses[i].id.der); };
  const auto text = [](const char* time) { return "180f" + base::to_hex(base::as_bytes(time)); };
  const auto wrap = [](const char* tag, const std::string& content) {
    const std::size_t size = content.size() / 2;
    Bytes length = {static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)};
    if (size < 256) length.erase(length.begin());
    return tag + std::string(size < 128 ? "" : size < 256 ? "81" : "82") + base::to_hex(length) + content;
  };
  const std::string updates = text("20261122010000Z") + "a011" + text("20261122020000Z");
  const std::string expected =
      wrap("30",
           "a216"
           "0414" +
               base::to_hex(Bytes(20, 0x4B)) + text("20261122010203Z") +
               wrap("30", wrap("30", single(0) + "8000" + updates) +
                              wrap("30", single(1) + "a116" + text("20261121000000Z") +
                                             "a003"
                                             "0a0101" +
                                             updates) +
                              wrap("30", single(2) + "8200" + text("20261122010000Z"))));
  EXPECT_EQ(base::to_hex(data.to_der()), expected);
}

TEST_F(OcspAnswer, UnspecifiedIsNotWritten) {
  OcspResponseData data = all_three();
  data.responses[1].reason = RevocationReason::Unspecified;
  EXPECT_THAT(base::to_hex(data.to_der()), testing::HasSubstr("a111180f"));
  EXPECT_EQ(OcspResponseData::parse(data.to_der())->responses[1].reason, RevocationReason::Unspecified);
}

TEST_F(OcspAnswer, ErrorAnswersAreAStatusAlone) {
  struct Case {
    OcspStatus status;
    const char* octets;
  };
  for (const auto& [status, octets] : std::vector<Case>{{OcspStatus::MalformedRequest, "30030a0101"},
                                                        {OcspStatus::InternalError, "30030a0102"},
                                                        {OcspStatus::TryLater, "30030a0103"},
                                                        {OcspStatus::SigRequired, "30030a0105"},
                                                        {OcspStatus::Unauthorized, "30030a0106"}}) {
    EXPECT_EQ(base::to_hex(ocsp_error_response(status)), octets);
    const auto answer = OcspResponse::parse(hex(octets));
    ASSERT_TRUE(answer) << octets;
    EXPECT_EQ(answer->status, status);
    EXPECT_TRUE(answer->response_data.empty());
    EXPECT_FALSE(answer->verify(key_.public_key()));
  }
}

void expect_refused(const Bytes& octets, const std::string& what) {
  const auto answer = OcspResponse::parse(octets);
  ASSERT_FALSE(answer) << what;
  EXPECT_EQ(answer.error().code, "x509.ocsp.response") << what;
  EXPECT_EQ(answer.error().kind, base::ErrorKind::Malformed) << what;
}

TEST_F(OcspAnswer, RefusesTheOutside) {
  for (const char* bad :
       {"", "3000", "30030a0104", "30030a0107", "30030a01ff", "3003020101", "30030a0100", "30050a01010500",
        "30070a0101a0020500", "30030a010100", "300b0a0100a00630040601000400"}) {
    expect_refused(hex(bad), bad);
  }
  const Bytes whole = signed_answer(all_three().to_der());
  for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 13) {
    expect_refused(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "cut");
  }
}

/// ResponseData with one part replaced.
struct Parts {
  std::string version;
  std::string responder = "a2160414" + std::string(40, 'b');
  std::string produced = "180f32303236313132323031303230335a";
  std::string id =
      "303a300906052b0e03021a05000414" + std::string(40, '1') + "0414" + std::string(40, '2') + "020101";
  std::string status = "8000";
  std::string this_update = "180f32303236313132323031303230335a";
  std::string next_update;
  std::string single_extensions;
  std::string extensions;

  Bytes der() const {
    return x509::der([&](DerWriter& w) {
      w.sequence([&](DerWriter& f) {
        f.raw(hex(version)).raw(hex(responder)).raw(hex(produced));
        f.sequence([&](DerWriter& list) {
          list.sequence([&](DerWriter& single) {
            single.raw(hex(id)).raw(hex(status)).raw(hex(this_update)).raw(hex(next_update));
            single.raw(hex(single_extensions));
          });
        });
        f.raw(hex(extensions));
      });
    });
  }
};

TEST(OcspResponseData, AcceptsWhatOthersWrite) {
  Parts parts;
  parts.version = "a003020100";
  parts.responder =
      "a1"
      "10"
      "300e310c300a06035504030c03616263";  // byName
  parts.single_extensions =
      "a10b"
      "3009"
      "3007"
      "06032a0304"
      "0400";
  const auto data = OcspResponseData::parse(parts.der());
  ASSERT_TRUE(data) << base::describe(data.error());
  EXPECT_TRUE(data->responder_key_hash.empty());
  EXPECT_EQ(data->responses.at(0).status, CertStatus::Good);
}

TEST(OcspResponseData, Refuses) {
  struct Case {
    const char* what;
    std::string Parts::*part;
    std::string value;
  };
  const std::string utc = "170d3236313132323031303230335a";
  const std::vector<Case> cases = {
      {"version 2", &Parts::version, "a003020101"},
      {"no responder", &Parts::responder, ""},
      {"responder of another tag", &Parts::responder,
       "a302"
       "0400"},
      {"key hash of 32 octets", &Parts::responder, "a2220420" + std::string(64, 'b')},
      {"responder that is no name", &Parts::responder, "a1020500"},
      {"octets after the key hash", &Parts::responder, "a2180414" + std::string(40, 'b') + "0500"},
      {"producedAt as UTCTime", &Parts::produced, utc},
      {"producedAt with a fraction", &Parts::produced, "181132303236313132323031303230332e355a"},
      {"unknown status tag", &Parts::status, "8300"},
      {"good with content", &Parts::status, "800100"},
      {"revoked without a time", &Parts::status, "a100"},
      {"revoked at a UTCTime", &Parts::status, "a10f" + utc},
      {"reason 7", &Parts::status, "a116180f32303236313132323031303230335aa0030a0107"},
      {"a field after the reason", &Parts::status, "a118180f32303236313132323031303230335aa0030a01010500"},
      {"thisUpdate as UTCTime", &Parts::this_update, utc},
      {"nextUpdate as UTCTime", &Parts::next_update, "a00f" + utc},
      {"nextUpdate empty", &Parts::next_update, "a000"},
      {"critical extension of one answer", &Parts::single_extensions, "a10e300c300a06032a03040101ff0400"},
      {"critical extension", &Parts::extensions, "a10e300c300a06032a03040101ff0400"},
      {"extensions under another tag", &Parts::extensions, "a20b3009300706032a03040400"},
      {"CertID that is none", &Parts::id, "3000"},
  };
  ASSERT_TRUE(OcspResponseData::parse(Parts().der()));
  for (const auto& [what, part, value] : cases) {
    Parts parts;
    parts.*part = value;
    const auto data = OcspResponseData::parse(parts.der());
    ASSERT_FALSE(data) << what;
    EXPECT_EQ(data.error().code, "x509.ocsp.response") << what;
  }
  Parts md5;
  md5.id = "3035300c06082a864886f70d020505000410" + std::string(32, '1') + "0410" + std::string(32, '2') +
           "020101";
  const auto data = OcspResponseData::parse(md5.der());
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().code, "x509.ocsp.hash") << data.error().detail;
}

TEST_F(OcspAnswer, RefusesOtherSignatures) {
  const Bytes data = all_three().to_der();
  const auto with = [&](const char* algorithm, const char* signature) {
    return der([&](DerWriter& response) {
      response.sequence([&](DerWriter& f) {
        f.small_integer(0, asn1::kEnumerated).nested(context(0, true), [&](DerWriter& w) {
          w.sequence([&](DerWriter& bytes) {
            bytes.oid(asn1::oids::kOcspBasic).nested(asn1::kOctetString, [&](DerWriter& o) {
              o.sequence([&](DerWriter& b) { b.raw(data).raw(hex(algorithm)).raw(hex(signature)); });
            });
          });
        });
      });
    });
  };
  const char* sm2 = "300a06082a811ccf55018375";
  const char* signature = "0309003006020101020101";
  const auto answer = OcspResponse::parse(with(sm2, signature));
  ASSERT_TRUE(answer) << base::describe(answer.error());
  EXPECT_TRUE(answer->certificates.empty());
  EXPECT_FALSE(answer->verify(key_.public_key()));
  EXPECT_EQ(OcspResponse::parse(with("300d06092a864886f70d01010b0500", signature)).error().code,
            "x509.algorithm");
  expect_refused(with(sm2, "030100"), "no signature");
  expect_refused(with(sm2, "0309003006020101020100"), "s of zero");
}

}  // namespace
}  // namespace yinxin::x509
