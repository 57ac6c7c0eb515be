// Any octets as an evidence package; and, since few of them get past the digests, also as the content of one
// file of a package whose manifest fits. The first octet chooses the file. The checker must answer, and an
// unsigned package must never pass.
#include <cstdlib>

#include "asn1/oids.hpp"
#include "proof/package.hpp"
#include "proof/ustar.hpp"

namespace {

using namespace yinxin;
using proof::layout::kActs;

void require(bool fact) {
  if (!fact) std::abort();
}

const std::string kFiles[] = {
    std::string(proof::layout::kManifest),
    std::string(proof::layout::kSignature),
    std::string(proof::layout::kLicence),
    std::string(proof::layout::kRules),
    std::string(proof::layout::kDuties),
    std::string(proof::layout::kTreeHead),
    std::string(kActs) + "1.json",
    std::string(proof::layout::kRequest),
    std::string(proof::layout::kCertificate),
    std::string(proof::layout::kSigner),
    std::string(proof::layout::kCrls) + "1.crl",
    std::string(proof::layout::kOcsp) + "1.ors",
    std::string(proof::layout::kAuthorities) + "1.cer",
    std::string(proof::layout::kIncidents),
    std::string(proof::layout::kConditions) + "2026-01.txt",
    std::string(proof::layout::kRights),
    std::string(proof::layout::kNotices),
    std::string(proof::layout::kCollected),
    proof::absent_file(proof::Part::Acceptance),
    "03-rules/cps-1.0.toml",
};

/// A self-signed certificate, so that the steps after reading it are reached.
x509::Certificate make_certificate() {
  const auto key = crypto::Sm2PrivateKey::generate();
  x509::TbsCertificate tbs;
  tbs.serial = x509::Serial::random();
  tbs.subject =
      x509::Name::build({{asn1::oids::kOrganization, "fuzz"}, {asn1::oids::kCommonName, "fuzz"}}).value();
  tbs.issuer = tbs.subject;
  tbs.validity.not_before = base::parse_utc("2026-01-01T00:00:00Z").value();
  tbs.validity.not_after = base::parse_utc("2027-01-01T00:00:00Z").value();
  tbs.public_key = key.public_key();
  x509::BasicConstraints constraints;
  constraints.ca = true;
  x509::Extension extension;
  extension.id = asn1::oids::kBasicConstraints;
  extension.value = x509::encode_basic_constraints(constraints);
  tbs.extensions.push_back(extension);
  const base::Bytes der = tbs.to_der();
  return x509::Certificate::assemble(der, crypto::sm2_sign(key, der).value()).value();
}

base::Bytes wrap(const x509::Certificate& certificate, const std::string& name, base::ByteView content) {
  std::map<std::string, base::Bytes> files;
  files[std::string(proof::layout::kCertificate)] = base::to_bytes(certificate.der());
  files[std::string(proof::layout::kAuthorities) + "0.cer"] = base::to_bytes(certificate.der());
  files[name] = base::to_bytes(content);
  proof::Manifest manifest;
  manifest.info.built = base::parse_utc("2026-07-01T00:00:00Z").value();
  manifest.certificate = certificate.fingerprint();
  manifest.serial = certificate.serial().to_hex();
  for (const auto& [file, octets] : files) {
    if (!proof::part_of(file)) continue;
    proof::ManifestFile row;
    row.name = file;
    row.size = octets.size();
    row.digest = crypto::sm3(octets);
    manifest.files.push_back(row);
  }
  const std::string json = manifest.to_json();
  files.emplace(proof::layout::kManifest, base::to_bytes(json));
  proof::TarWriter tar(manifest.info.built);
  for (const auto& [file, octets] : files) require(bool(tar.add(file, octets)));
  return std::move(tar).finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const x509::Certificate kCertificate = make_certificate();
  const base::ByteView input(data, size);
  require(!proof::verify_package(input, {}).findings().empty());
  if (input.empty()) return 0;
  const std::string& name = kFiles[input.front() % std::size(kFiles)];
  const proof::Report report = proof::verify_package(wrap(kCertificate, name, input.subspan(1)), {});
  require(!report.pass() && !report.to_text().empty() && !report.to_json().empty());
  return 0;
}
