// Steps of verify_package() about certificates: who signed the package, and whether the disputed certificate
// holds.
#include "asn1/oids.hpp"
#include "proof/article19.hpp"
#include "proof/package_check.hpp"
#include "x509/request.hpp"

namespace yinxin::proof {
namespace {

using base::ByteView;
using x509::Certificate;

std::optional<Certificate> read_certificate(std::string_view file, ByteView der, Report& report) {
  auto certificate = Certificate::parse(der);
  if (certificate) return std::move(*certificate);
  report.failed(file, malformed("package.format", certificate.error()));
  return std::nullopt;
}

std::string organization(const x509::Name& name) {
  return std::string(name.find(asn1::oids::kOrganization).value_or(""));
}

std::optional<SignedNote> read_signature(const PackageContents& contents, Report& report) {
  if (!contents.signature) {
    report.failed(layout::kSignature, {"package.signature", "清单没有签名", "the manifest is not signed"});
    return std::nullopt;
  }
  auto note = SignedNote::parse(base::as_text(*contents.signature));
  if (note) return std::move(*note);
  report.failed(layout::kSignature, malformed("package.format", note.error()));
  return std::nullopt;
}

bool signed_by(const SignedNote& note, const crypto::Sm2PublicKey& key) {
  for (const NoteSignature& line : note.signatures) {
    if (note.signed_by(line.name, key)) return true;
  }
  return false;
}

void check_request(const PackageContents& contents, Report& report) {
  const auto octets = contents.expect_file(layout::kRequest, "证书请求", "the certificate request", report);
  if (!octets) return;
  const auto request = x509::CertificateRequest::parse(*octets);
  if (!request) return report.failed(layout::kRequest, malformed("package.format", request.error()));
  report.expect(
      request->public_key() == contents.certificate->tbs().public_key, layout::kRequest,
      {"package.request.key", "请求中的公钥与证书公钥相同", "the requested key is the certificate's key"},
      {"package.request.key", "请求中的公钥与证书公钥不同",
       "the requested key is not the certificate's key"});
  report.expect(
      request->verify_possession().has_value(), layout::kRequest,
      {"package.request.possession", "私钥持有证明成立", "possession of the private key is proved"},
      {"package.request.possession", "私钥持有证明不成立", "the proof of possession does not verify"});
}

}  // namespace

void read_certificates(PackageContents& contents, Report& report) {
  for (const auto& [file, der] :
       contents.expect_folder(layout::kAuthorities, "证书链", "the authorities' certificates", report)) {
    if (auto authority = read_certificate(file, der, report))
      contents.authorities.push_back(std::move(*authority));
  }
  const auto found = contents.files.find(layout::kCertificate);
  if (found == contents.files.end()) {
    return report.failed(layout::kCertificate,
                         {"package.certificate", "缺少所证明的证书或其已被改动",
                          "the certificate that the package is about is missing or changed"});
  }
  contents.certificate = read_certificate(layout::kCertificate, found->second, report);
  if (!contents.certificate) return;
  const bool same = contents.certificate->fingerprint() == contents.manifest.certificate &&
                    contents.certificate->serial().to_hex() == contents.manifest.serial;
  report.expect(same, layout::kCertificate,
                {"package.subject", "证书与清单所述一致，序列号 " + contents.manifest.serial,
                 "the certificate is the one that the manifest names, serial " + contents.manifest.serial},
                {"package.subject", "证书不是清单所述的证书",
                 "the certificate is not the one that the manifest names"});
}

bool check_service_certificate(const Certificate& service, std::string_view where,
                               const PackageContents& contents, const PackageTrust& trust, base::Time at,
                               Report& report) {
  if (!report.expect(
          is_service_certificate(service), where,
          {"package.service", "是机构的业务签名证书", "is a certificate of the provider's own services"},
          {"package.service", "不是机构的业务签名证书，无权签名",
           "is not a certificate of the provider's own services and may not sign this"})) {
    return false;
  }
  if (check_chain(service, where, contents.authorities, trust.roots, at, report) == nullptr) return false;
  if (!contents.certificate) return true;
  const std::string signer = organization(service.tbs().subject);
  const std::string provider = organization(contents.certificate->tbs().issuer);
  if (signer != provider) {
    report.noted(where, {"package.provider",
                         "签名机构“" + signer + "”与签发机构“" + provider + "”名称不同，请核实业务承接关系",
                         "signed by \"" + signer + "\", issued by \"" + provider +
                             "\": check who took over from whom"});
  }
  return true;
}

void check_signature(const PackageContents& contents, const PackageTrust& trust, Report& report) {
  const auto note = read_signature(contents, report);
  const auto found = contents.files.find(layout::kSigner);
  if (found == contents.files.end()) {
    return report.failed(layout::kSigner, {"package.signer", "缺少签名证书或其已被改动",
                                           "the signer's certificate is missing or changed"});
  }
  const auto signer = read_certificate(layout::kSigner, found->second, report);
  if (!note || !signer) return;
  const base::Time built = contents.manifest.info.built;
  const bool right = signed_by(*note, signer->tbs().public_key);
  report.expect(right, layout::kSignature,
                {"package.signature", "清单签名有效，签名者“" + subject_text(*signer) + "”",
                 "the manifest's signature is valid, by \"" + subject_text(*signer) + "\""},
                {"package.signature", "清单签名无效", "the manifest's signature is not valid"});
  report.expect(note->body == package_note_body(contents.manifest.to_json(), built), layout::kManifest,
                {"package.manifest", "清单与签名所述摘要相符", "the manifest is the one that was signed"},
                {"package.manifest", "清单不是签名所述的清单（被改动）",
                 "the manifest is not the one that was signed (it was changed)"});
  check_service_certificate(*signer, layout::kSigner, contents, trust, built, report);
}

void check_certificate(PackageContents& contents, const PackageTrust& trust, Report& report) {
  if (!contents.certificate) return;
  const Certificate& certificate = *contents.certificate;
  const base::Time issued = contents.issue_time();
  contents.issuer =
      check_chain(certificate, layout::kCertificate, contents.authorities, trust.roots, issued, report);
  check_article19(certificate, contents.issuer, layout::kCertificate, report);
  check_request(contents, report);
}

}  // namespace yinxin::proof
