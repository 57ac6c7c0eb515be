// Certificates and requests against the openssl command: it reads and verifies ours, we read and verify its.
// It takes the distinguishing id for the leaf only (standards.md 7.1, 2), so chains are verified link by
// link.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/key_file.hpp"
#include "interop/openssl_command.hpp"
#include "vectors/read_vectors.hpp"
#include "x509/request.hpp"
#include "x509_support/sample_authority.hpp"

namespace yinxin {
namespace {

using interop::WorkFolder;
using testing::HasSubstr;
using x509::Certificate;
using x509::CertificateRequest;
using x509_support::profiles;
using x509_support::SampleAuthority;
namespace oids = asn1::oids;

const std::string kSignId = " -sigopt distid:1234567812345678 ";
const std::string kVerifyId = " -vfyopt distid:1234567812345678 ";

class CertificatesAndOpenSsl : public testing::Test {
 protected:
  CertificatesAndOpenSsl() {
    folder_.write("root.pem", authority_.root().to_pem());
    folder_.write("issuing.pem", authority_.issuing().to_pem());
    folder_.write("key.pem", crypto::private_key_pem(authority_.holder_key()).reveal());
  }

  /// Verified as of a day on which all samples are valid.
  interop::CommandResult verify(const std::string& issuer, const std::string& leaf,
                                const std::string& more = "") const {
    return folder_.try_openssl("verify -partial_chain -attime 1796000000 -trusted " + issuer + kVerifyId +
                               more + leaf);
  }

  const SampleAuthority authority_;
  const WorkFolder folder_;
};

TEST_F(CertificatesAndOpenSsl, EveryProfileVerifiesUnderItsIssuer) {
  for (const auto& [id, profile] : profiles()) {
    SCOPED_TRACE(id);
    if (profile.self_issued) continue;
    folder_.write("leaf.pem", authority_.certify(id).to_pem());
    const std::string issuer = profile.basic_constraints.ca ? "root.pem" : "issuing.pem";
    const auto lenient = verify(issuer, "leaf.pem");
    EXPECT_EQ(lenient.status, 0) << lenient.output;
    const auto strict = verify(issuer, "leaf.pem", "-x509_strict ");
    EXPECT_EQ(strict.status, 0) << strict.output;
    EXPECT_NE(verify(issuer == "root.pem" ? "issuing.pem" : "root.pem", "leaf.pem").status, 0);
  }
}

// -check_ss_sig cannot be told the id (standards.md 7.1, 2), so the signature itself is checked with its own
// key.
TEST_F(CertificatesAndOpenSsl, TheRootVerifiesItself) {
  folder_.write("root.pub", folder_.openssl("x509 -in root.pem -noout -pubkey"));
  folder_.write("tbs", authority_.root().tbs_der());
  folder_.write("signature", authority_.root().signature().to_der());
  const std::string check = "dgst -sm3 -verify root.pub" + kSignId + "-signature signature tbs";
  EXPECT_THAT(folder_.openssl(check), HasSubstr("Verified OK"));
  folder_.write("tbs", authority_.issuing().tbs_der());
  EXPECT_NE(folder_.try_openssl(check).status, 0);
}

TEST_F(CertificatesAndOpenSsl, PurposesAreUnderstood) {
  const std::pair<const char*, const char*> table[] = {
      {"individual", "smimesign"},         {"device", "sslserver"},       {"officer", "sslclient"},
      {"timestamp-unit", "timestampsign"}, {"ocsp-signer", "ocsphelper"},
  };
  for (const auto& [profile, purpose] : table) {
    folder_.write("leaf.pem", authority_.certify(profile).to_pem());
    const auto result = verify("issuing.pem", "leaf.pem", std::string("-purpose ") + purpose + " ");
    EXPECT_EQ(result.status, 0) << profile << ": " << result.output;
  }
  folder_.write("leaf.pem", authority_.certify("individual").to_pem());
  EXPECT_NE(verify("issuing.pem", "leaf.pem", "-purpose sslserver ").status, 0);
}

TEST_F(CertificatesAndOpenSsl, AChangedCertificateDoesNotVerify) {
  const Certificate good = authority_.certify("individual");
  base::Bytes changed = base::to_bytes(good.der());
  changed[20] ^= 1;  // in the serial number
  folder_.write("leaf.pem", crypto::to_pem("CERTIFICATE", changed));
  EXPECT_NE(verify("issuing.pem", "leaf.pem").status, 0);
}

TEST_F(CertificatesAndOpenSsl, ShowsWhatWeWrote) {
  x509::DraftInput input = authority_.input("individual");
  input.subject = {
      {oids::kCountry, "CN"}, {oids::kStateOrProvince, "云南省"}, {oids::kCommonName, "买买提·𬭩"}};
  input.alt_names.emails = {"a@example.cn"};
  const base::Bytes tbs = x509::make_draft(profiles().at("individual"), input).value().to_der();
  const auto signature = crypto::sm2_sign(authority_.issuing_key(), tbs).value();
  folder_.write("leaf.pem", Certificate::assemble(tbs, signature).value().to_pem());
  const std::string text =
      folder_.openssl("x509 -in leaf.pem -noout -text -nameopt utf8,sep_comma_plus_space -certopt ext_dump");
  std::string serial;
  for (const char c : input.serial.to_hex())
    serial += (serial.size() % 3 == 2 ? ":" : "") + std::string(1, c);
  for (const std::string& expected : {
           std::string("Version: 3 (0x2)"),
           serial,
           std::string("Signature Algorithm: SM2-with-SM3"),
           std::string("Issuer: C=CN, O=云岭电子认证服务有限公司, CN=示例 issuing-authority"),
           std::string("Not Before: Nov 22 00:00:00 2026 GMT"),
           std::string("Not After : Nov 21 23:59:59 2027 GMT"),
           std::string("Subject: C=CN, ST=云南省, CN=买买提·𬭩"),
           std::string("ASN1 OID: SM2"),
           std::string("X509v3 Basic Constraints: critical\n                CA:FALSE"),
           std::string("X509v3 Key Usage: critical\n                Digital Signature, Non Repudiation"),
           std::string("TLS Web Client Authentication, E-mail Protection"),
           std::string("Policy: 2.999.156.1.4\n                  CPS: http://ca.example.cn/rules/cps"),
           std::string("email:a@example.cn"),
           std::string("URI:http://crl.example.cn/issuing-1/1.crl"),
           std::string("OCSP - URI:http://ocsp.example.cn"),
           std::string("CA Issuers - URI:http://ca.example.cn/ca/issuing-1.cer"),
           std::string("1.2.156.10260.4.1.1:"),
       }) {
    EXPECT_THAT(text, HasSubstr(expected));
  }
  EXPECT_THAT(text, testing::Not(HasSubstr(x509_support::kResidentId)));
}

TEST_F(CertificatesAndOpenSsl, ComputesTheSameFingerprint) {
  std::string shown = folder_.openssl("x509 -in root.pem -noout -fingerprint -sm3");
  shown.erase(0, shown.find('=') + 1);
  std::erase_if(shown, [](char c) { return c == ':' || c == '\n'; });
  EXPECT_EQ(base::to_bytes(authority_.root().fingerprint()), base::from_hex(shown).value());
}

TEST_F(CertificatesAndOpenSsl, ReadsTheStructureBackOctetForOctet) {
  for (const auto& [id, profile] : profiles()) {
    const Certificate certificate = id == "root" ? authority_.root() : authority_.certify(id);
    folder_.write("leaf.pem", certificate.to_pem());
    folder_.openssl("x509 -in leaf.pem -outform DER -out leaf.der");
    EXPECT_EQ(folder_.read("leaf.der"), base::to_bytes(certificate.der())) << id;
  }
}

TEST_F(CertificatesAndOpenSsl, ReadsItsRequestsAndProvesPossession) {
  folder_.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out other.pem");
  folder_.openssl("req -new -sm3 -utf8 -key other.pem" + kSignId +
                  "-subj /C=CN/O=某单位/CN=张三 -addext subjectAltName=DNS:a.example.cn -out request.pem");
  const auto request = CertificateRequest::parse_pem_or_der(folder_.read("request.pem"));
  ASSERT_TRUE(request) << base::describe(request.error());
  EXPECT_EQ(request->subject().to_text(), "C=CN, O=某单位, CN=张三");
  EXPECT_TRUE(request->verify_possession());
  const x509::Extension* names = x509::find_extension(request->requested_extensions(), oids::kSubjectAltName);
  ASSERT_NE(names, nullptr);
  EXPECT_EQ(x509::decode_subject_alt_names(names->value).value().dns,
            std::vector<std::string>{"a.example.cn"});
  folder_.openssl("req -in request.pem -outform DER -out request.der");
  EXPECT_EQ(CertificateRequest::parse_pem_or_der(folder_.read("request.der")).value().public_key(),
            request->public_key());
  // Signed with the empty id, as openssl does when it is told none: that proves nothing here.
  folder_.openssl("req -new -sm3 -key other.pem -subj /CN=a -out empty_id.pem");
  EXPECT_EQ(CertificateRequest::parse_pem_or_der(folder_.read("empty_id.pem"))
                .value()
                .verify_possession()
                .error()
                .code,
            "x509.request.signature");
  // A request with a key on another curve is not ours to certify.
  folder_.openssl(
      "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout p256.pem -subj /CN=a -out "
      "p256_request.pem");
  EXPECT_EQ(CertificateRequest::parse_pem_or_der(folder_.read("p256_request.pem")).error().code,
            "x509.algorithm");
}

TEST_F(CertificatesAndOpenSsl, VerifiesOurRequests) {
  const x509::Name subject =
      x509::Name::build({{oids::kCountry, "CN"}, {oids::kCommonName, "张三·𬭩"}}).value();
  const CertificateRequest request = CertificateRequest::create(subject, authority_.holder_key()).value();
  folder_.write("request.der", request.der());
  const std::string text = folder_.openssl(
      "req -inform DER -in request.der -verify -noout -subject -nameopt utf8" + kVerifyId + "-text");
  EXPECT_THAT(text, HasSubstr("self-signature verify OK"));
  EXPECT_THAT(text, HasSubstr("张三·𬭩"));
  EXPECT_THAT(text, HasSubstr("Signature Algorithm: SM2-with-SM3"));
}

TEST_F(CertificatesAndOpenSsl, ReadsItsCertificates) {
  folder_.openssl("req -x509 -new -sm3 -key key.pem" + kSignId + "-subj /C=CN/CN=a -days 30 -out theirs.pem");
  const auto der = crypto::from_pem("CERTIFICATE", folder_.read_text("theirs.pem")).value();
  const Certificate theirs = Certificate::parse(der).value();
  EXPECT_EQ(theirs.tbs().public_key, authority_.holder_key().public_key());
  EXPECT_TRUE(theirs.verify(authority_.holder_key().public_key()));
  EXPECT_FALSE(theirs.tbs().algorithm_parameters_null);
}

TEST_F(CertificatesAndOpenSsl, AgreesOnTheNationalRootAndSheca) {
  std::map<std::string, Certificate> by_name;
  for (const auto& record : vectors::read("x509_certificate.txt")) {
    if (record.has("refused")) continue;
    const Certificate certificate =
        Certificate::parse(base::from_base64(record.text("base64")).value()).value();
    folder_.write(record.text("name") + ".pem", certificate.to_pem());
    by_name.emplace(record.text("name"), certificate);
  }
  const Certificate& root = by_name.at("NRCAC");
  const Certificate& sheca = by_name.at("SHECA");
  // The SHA-256 that standards.md Annex A prints.
  EXPECT_EQ(base::to_hex(crypto::sha256(root.der())),
            "9c28d3847414bfff1a5749e7e2381146f82842083e8c592e16a612d04a5ba8cd");
  EXPECT_EQ(base::to_hex(crypto::sha256(sheca.der())),
            "d03f82e2dcfb65f883d9b549bd57989656a127246c1582979ce6bcb1f9aa1181");
  EXPECT_TRUE(root.verify(root.tbs().public_key));
  EXPECT_TRUE(sheca.verify(root.tbs().public_key));
  EXPECT_EQ(sheca.tbs().issuer, root.tbs().subject);
  const auto result = verify("NRCAC.pem", "SHECA.pem");
  EXPECT_EQ(result.status, 0) << result.output;
}

}  // namespace
}  // namespace yinxin
