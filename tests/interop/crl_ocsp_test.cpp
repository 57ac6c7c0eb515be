// Revocation lists and online status: openssl reads ours and checks the signatures, we read openssl's and
// check them. openssl's own commands for verifying lists and answers have no way to set the distinguishing id
// (standards.md 7.1, 6), so that signatures of ours are checked by `openssl dgst` over the signed octets.
#include <gmock/gmock.h>

#include "crypto/key_file.hpp"
#include "openssl_command.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::interop {
namespace {

using namespace x509;
using base::Bytes;
using base::ByteView;
using base::Result;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kId = "distid:1234567812345678";

constexpr const char* kAuthorityConfig = R"([ca]
default_ca = authority
[authority]
database = index.txt
crlnumber = crlnumber
default_md = sm3
default_crl_days = 7
crl_extensions = list
policy = any
new_certs_dir = .
[any]
commonName = optional
[list]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical,@scope
freshestCRL = URI:http://a/1d.crl
[scope]
fullname = URI:http://a/1.crl
onlyuser = TRUE
)";

base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}

Serial serial(const char* hex) {
  return Serial::from_hex(hex).value();
}

/// An authority made by openssl, and two certificates of it: 80AA revoked for keyCompromise, 0102 good.
class CrlOcspInterop : public testing::Test {
 protected:
  CrlOcspInterop() {
    make_key("ca");
    openssl("req -x509 -new -key ca.key -sm3 -sigopt " + id() +
            " -subj /C=CN/O=Test/CN=CA -days 30 -out ca.pem");
    openssl("x509 -in ca.pem -pubkey -noout -out pub.pem");
    openssl("x509 -in ca.pem -outform DER -out ca.der");
    certify("revoked", "0x80AA");
    certify("good", "0x0102");
    folder_.write("authority.cnf", std::string_view(kAuthorityConfig));
    folder_.write("index.txt", std::string_view());
    folder_.write("crlnumber", std::string_view("1234\n"));
    openssl(authority("-revoke revoked.pem -crl_reason keyCompromise"));
    openssl(authority("-valid good.pem"));
  }

  static std::string id() { return kId; }
  static std::string authority(const std::string& words) {
    return "ca -config authority.cnf -cert ca.pem -keyfile ca.key -sigopt " + id() + " " + words;
  }
  std::string openssl(const std::string& words) const { return folder_.openssl(words); }

  void make_key(const std::string& name) const {
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out " + name + ".key");
  }
  void certify(const std::string& name, const std::string& serial) const {
    make_key(name);
    openssl("req -new -key " + name + ".key -sm3 -sigopt " + id() + " -subj /CN=" + name + " -out " + name +
            ".csr");
    openssl("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -sm3 -sigopt " + id() + " -vfyopt " +
            id() + " -set_serial " + serial + " -days 30 -out " + name + ".pem");
  }

  Certificate ca() const { return Certificate::parse(folder_.read("ca.der")).value(); }
  crypto::Sm2PrivateKey ca_key() const {
    return crypto::read_private_key_pem(folder_.read("ca.key"), base::SecretBytes()).value();
  }

  /// Whether openssl takes `signature` of the authority's key over `octets`.
  std::string checked(ByteView octets, const crypto::Sm2Signature& signature) const {
    folder_.write("tbs.der", octets);
    folder_.write("signature.der", signature.to_der());
    return folder_
        .try_openssl("dgst -sm3 -verify pub.pem -sigopt " + id() + " -signature signature.der tbs.der")
        .output;
  }

  CrlInfo info() const {
    CrlInfo info;
    info.issuer = ca().tbs().subject;
    info.authority_key_id = key_identifier(ca().tbs().public_key);
    info.this_update = at("2026-11-22T00:00:00Z");
    info.next_update = at("2050-01-01T00:00:00Z");
    info.number = 4711;
    return info;
  }

  /// Our list, signed with the authority's key.
  Bytes list(const CrlInfo& info, const std::vector<CrlEntry>& entries) const {
    CrlWriter writer = CrlWriter::start(info, testing::TempDir()).value();
    for (const CrlEntry& entry : entries) EXPECT_TRUE(writer.add(entry));
    Bytes tbs;
    EXPECT_TRUE(writer.tbs(into(tbs)));
    Bytes whole;
    EXPECT_TRUE(writer.write(crypto::sm2_sign(ca_key(), tbs).value(), into(whole)));
    return whole;
  }
  static ChunkSink into(Bytes& bytes) {
    return [&bytes](ByteView octets) {
      base::append(bytes, octets);
      return Result<void>();
    };
  }
  std::string list_as_text(const Bytes& list) const {
    folder_.write("ours.crl", list);
    return openssl("crl -inform DER -in ours.crl -noout -text");
  }

  WorkFolder folder_;
};

TEST_F(CrlOcspInterop, OpensslReadsOurList) {
  CrlInfo full = info();
  full.distribution_point = IssuingDistributionPoint{"http://a/1.crl", true, false};
  full.freshest_uris = {"http://a/1d.crl"};
  std::vector<CrlEntry> entries;
  constexpr std::int64_t kReasons[] = {0, 1, 2, 3, 4, 5, 6, 9, 10};
  for (const std::int64_t reason : kReasons) {
    const Bytes magnitude = {0x80, static_cast<std::uint8_t>(reason)};
    entries.push_back({Serial::from_magnitude(magnitude).value(),
                       at("2026-11-20T01:02:03Z"),
                       revocation_reason(reason).value(),
                       {}});
  }
  entries.back().invalidity_date = at("2026-10-01T00:00:00Z");
  const Bytes whole = list(full, entries);
  const std::string text = list_as_text(whole);
  EXPECT_THAT(text, AllOf(HasSubstr("Version 2"), HasSubstr("Signature Algorithm: SM2-with-SM3"),
                          HasSubstr("Issuer: C = CN, O = Test, CN = CA"),
                          HasSubstr("Last Update: Nov 22 00:00:00 2026 GMT"),
                          HasSubstr("Next Update: Jan  1 00:00:00 2050 GMT")));
  EXPECT_THAT(text,
              AllOf(HasSubstr("X509v3 CRL Number: \n                4711"),
                    HasSubstr("X509v3 Issuing Distribution Point: critical"), HasSubstr("URI:http://a/1.crl"),
                    HasSubstr("Only User Certificates"), HasSubstr("X509v3 Freshest CRL"),
                    HasSubstr("URI:http://a/1d.crl"), HasSubstr("X509v3 Authority Key Identifier")));
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("Serial Number: 8001"), HasSubstr("Revocation Date: Nov 20 01:02:03 2026 GMT"),
            HasSubstr("Key Compromise"), HasSubstr("CA Compromise"), HasSubstr("Affiliation Changed"),
            HasSubstr("Superseded"), HasSubstr("Cessation Of Operation"), HasSubstr("Certificate Hold")));
  EXPECT_THAT(
      text, AllOf(HasSubstr("Privilege Withdrawn"), HasSubstr("AA Compromise"), Not(HasSubstr("Unspecified")),
                  HasSubstr("Invalidity Date"), HasSubstr("Oct  1 00:00:00 2026 GMT")));
  const Crl crl = Crl::parse(whole).value();
  EXPECT_EQ(checked(crl.tbs, crl.signature), "Verified OK\n");
  crypto::Sm2Signature wrong = crl.signature;
  wrong.s[31] ^= 1;
  EXPECT_THAT(checked(crl.tbs, wrong), HasSubstr("Verification failure"));
}

TEST_F(CrlOcspInterop, OpensslReadsOurDeltaAndOurEmptyList) {
  CrlInfo delta = info();
  delta.base_number = 4700;
  delta.distribution_point = IssuingDistributionPoint{"", false, true};
  const std::string text = list_as_text(
      list(delta, {{serial("01"), at("2026-11-20T00:00:00Z"), RevocationReason::RemoveFromCrl, {}}}));
  EXPECT_THAT(text, AllOf(HasSubstr("X509v3 Delta CRL Indicator: critical\n                4700"),
                          HasSubstr("Only CA Certificates"), HasSubstr("Remove From CRL")));
  EXPECT_THAT(list_as_text(list(info(), {})), HasSubstr("No Revoked Certificates."));
}

TEST_F(CrlOcspInterop, WeReadTheListOfOpenssl) {
  openssl(authority("-gencrl -out theirs.pem"));
  openssl("crl -in theirs.pem -outform DER -out theirs.crl");
  const auto crl = Crl::parse(folder_.read("theirs.crl"));
  ASSERT_TRUE(crl) << base::describe(crl.error());
  EXPECT_EQ(crl->info.issuer, ca().tbs().subject);
  EXPECT_EQ(crl->info.number, 0x1234);
  EXPECT_FALSE(crl->info.base_number);
  EXPECT_EQ(crl->info.next_update - crl->info.this_update, std::chrono::days(7));
  ASSERT_TRUE(crl->info.distribution_point);
  EXPECT_EQ(crl->info.distribution_point->uri, "http://a/1.crl");
  EXPECT_TRUE(crl->info.distribution_point->only_user_certificates);
  EXPECT_EQ(crl->info.freshest_uris, std::vector<std::string>{"http://a/1d.crl"});
  EXPECT_EQ(crl->entries.size(), 1U);
  ASSERT_NE(crl->find(serial("80aa")), nullptr);
  EXPECT_EQ(crl->find(serial("80aa"))->reason, RevocationReason::KeyCompromise);
  EXPECT_TRUE(crl->verify(ca().tbs().public_key));
  EXPECT_FALSE(crl->verify(crypto::Sm2PrivateKey::generate().public_key()));
}

struct Hash {
  std::string option;
  CertIdHash hash;
};
const std::vector<Hash>& hashes() {
  static const std::vector<Hash> kAll = {
      {"", CertIdHash::Sha1}, {"-sha256 ", CertIdHash::Sha256}, {"-sm3 ", CertIdHash::Sm3}};
  return kAll;
}

TEST_F(CrlOcspInterop, WeReadTheRequestsOfOpenssl) {
  for (const auto& [option, hash] : hashes()) {
    for (const bool with_nonce : {false, true}) {
      openssl("ocsp " + option + "-issuer ca.pem -cert revoked.pem " + option + "-cert good.pem " +
              (with_nonce ? "-nonce" : "-no_nonce") + " -reqout theirs.req");
      const auto request = OcspRequest::parse(folder_.read("theirs.req"));
      ASSERT_TRUE(request) << option << base::describe(request.error());
      ASSERT_EQ(request->queries.size(), 2U);
      EXPECT_EQ(request->queries[0], make_cert_id(hash, ca(), serial("80aa"))) << option;
      EXPECT_EQ(request->queries[1], make_cert_id(hash, ca(), serial("0102"))) << option;
      EXPECT_EQ(request->nonce.has_value(), with_nonce);
      EXPECT_EQ(request->to_der(), folder_.read("theirs.req"));
    }
  }
  openssl(
      "ocsp -sm3 -issuer ca.pem -cert good.pem -signer ca.pem -signkey ca.key -sign_other ca.pem -reqout "
      "signed.req");
  const auto request = OcspRequest::parse(folder_.read("signed.req"));
  ASSERT_TRUE(request) << base::describe(request.error());
  EXPECT_EQ(request->queries.size(), 1U);
}

TEST_F(CrlOcspInterop, OpensslReadsOurRequest) {
  OcspRequest request;
  request.queries = {make_cert_id(CertIdHash::Sm3, ca(), serial("80aa"))};
  request.nonce = Bytes(16, 0xC5);
  folder_.write("ours.req", request.to_der());
  EXPECT_THAT(openssl("ocsp -reqin ours.req -req_text -noverify"),
              AllOf(HasSubstr("Hash Algorithm: sm3"), HasSubstr("Serial Number: 80AA"),
                    HasSubstr("OCSP Nonce"), HasSubstr("0410C5C5C5C5")));
}

/// What we answer to `request`: 80AA revoked, 0102 good, anything else unknown.
OcspResponseData answer_to(const OcspRequest& request, const crypto::Sm2PublicKey& responder) {
  OcspResponseData data;
  data.responder_key_hash = responder_key_hash(responder);
  data.produced_at = at("2026-11-22T01:02:03Z");
  data.nonce = request.nonce;
  for (const CertId& id : request.queries) {
    SingleResponse single;
    single.id = id;
    single.status = id.serial == serial("80aa")   ? CertStatus::Revoked
                    : id.serial == serial("0102") ? CertStatus::Good
                                                  : CertStatus::Unknown;
    single.revoked_at = at("2026-11-20T00:00:00Z");
    single.reason = RevocationReason::KeyCompromise;
    single.this_update = at("2026-11-22T01:00:00Z");
    single.next_update = at("2126-11-22T01:00:00Z");
    data.responses.push_back(std::move(single));
  }
  return data;
}

TEST_F(CrlOcspInterop, OpensslReadsOurAnswers) {
  for (const auto& [option, hash] : hashes()) {
    const std::string questions =
        option + "-issuer ca.pem -serial 0x80AA " + option + "-serial 0x0102 " + option + "-serial 0x77";
    openssl("ocsp " + questions + " -nonce -reqout theirs.req");
    const OcspRequest request = OcspRequest::parse(folder_.read("theirs.req")).value();
    const Bytes data = answer_to(request, ca().tbs().public_key).to_der();
    const auto signature = crypto::sm2_sign(ca_key(), data).value();
    folder_.write("ours.resp", assemble_ocsp_response(data, signature, ca()));
    EXPECT_EQ(checked(data, signature), "Verified OK\n");
    const std::string text = openssl("ocsp -respin ours.resp -resp_text -noverify");
    EXPECT_THAT(text,
                AllOf(HasSubstr("OCSP Response Status: successful (0x0)"),
                      HasSubstr("Produced At: Nov 22 01:02:03 2026 GMT"), HasSubstr("Cert Status: good"),
                      HasSubstr("Cert Status: revoked"), HasSubstr("Cert Status: unknown"),
                      HasSubstr("Revocation Reason: keyCompromise (0x1)"), HasSubstr("OCSP Nonce")));
    EXPECT_THAT(text, AllOf(HasSubstr("Signature Algorithm: SM2-with-SM3"),
                            HasSubstr("Subject: C=CN, O=Test, CN=CA"), HasSubstr("Responder Id: ")));
    // With the request beside it, openssl compares the nonce and looks its own CertIDs up.
    const std::string found = openssl("ocsp -reqin theirs.req -respin ours.resp -noverify " + questions);
    EXPECT_THAT(found,
                AllOf(HasSubstr("0x80AA: revoked"), HasSubstr("0x0102: good"), HasSubstr("0x77: unknown"),
                      HasSubstr("Reason: keyCompromise"), Not(HasSubstr("WARNING"))));
  }
}

TEST_F(CrlOcspInterop, OpensslReadsOurErrorAnswers) {
  folder_.write("later.resp", ocsp_error_response(OcspStatus::TryLater));
  EXPECT_THAT(folder_.try_openssl("ocsp -respin later.resp").output, HasSubstr("trylater (3)"));
  folder_.write("unauthorized.resp", ocsp_error_response(OcspStatus::Unauthorized));
  EXPECT_THAT(folder_.try_openssl("ocsp -respin unauthorized.resp").output, HasSubstr("unauthorized (6)"));
}

TEST_F(CrlOcspInterop, WeReadTheAnswersOfOpenssl) {
  for (const auto& [option, hash] : hashes()) {
    for (const bool by_key : {false, true}) {
      openssl("ocsp " + option + "-issuer ca.pem -serial 0x80AA " + option + "-serial 0x0102 " + option +
              "-serial 0x77 -nonce -reqout theirs.req");
      openssl(
          std::string(
              "ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -rmd sm3 -ndays 1 -rsigopt ") +
          kId + (by_key ? " -resp_key_id" : "") + " -reqin theirs.req -respout theirs.resp");
      const OcspRequest request = OcspRequest::parse(folder_.read("theirs.req")).value();
      const auto answer = OcspResponse::parse(folder_.read("theirs.resp"));
      ASSERT_TRUE(answer) << option << base::describe(answer.error());
      EXPECT_EQ(answer->status, OcspStatus::Successful);
      EXPECT_TRUE(answer->verify(ca().tbs().public_key));
      EXPECT_FALSE(answer->verify(crypto::Sm2PrivateKey::generate().public_key()));
      EXPECT_EQ(answer->data.nonce, request.nonce);
      EXPECT_EQ(answer->data.responder_key_hash,
                by_key ? responder_key_hash(ca().tbs().public_key) : Bytes());
      ASSERT_EQ(answer->data.responses.size(), 3U);
      const CertStatus expected[] = {CertStatus::Revoked, CertStatus::Good, CertStatus::Unknown};
      for (std::size_t i = 0; i < 3; ++i) {
        const SingleResponse& single = answer->data.responses[i];
        EXPECT_EQ(single.id, request.queries[i]);
        EXPECT_EQ(single.status, expected[i]);
        EXPECT_EQ(single.next_update.value() - single.this_update, std::chrono::days(1));
      }
      EXPECT_EQ(answer->data.responses[0].reason, RevocationReason::KeyCompromise);
      ASSERT_EQ(answer->certificates.size(), 1U);
      EXPECT_TRUE(base::equal(answer->certificates[0].der(), ca().der()));
      if (by_key) {
        EXPECT_EQ(answer->data.to_der(), answer->response_data);
      }
    }
  }
}

}  // namespace
}  // namespace yinxin::interop
