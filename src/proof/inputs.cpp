#include "proof/inputs.hpp"

#include "asn1/der_reader.hpp"
#include "crypto/key_file.hpp"

namespace yinxin::proof {

using base::Result;
using x509::Certificate;

Result<std::vector<Certificate>> read_certificates(base::ByteView input) {
  std::vector<Certificate> certificates;
  if (!input.empty() && input.front() == asn1::kSequence) {
    YX_TRY(Certificate certificate, Certificate::parse(input));
    certificates.push_back(std::move(certificate));
    return certificates;
  }
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  std::string_view pem = base::as_text(input);
  do {
    const std::size_t end = pem.find(kEnd);
    const std::size_t size = end == std::string_view::npos ? pem.size() : end + kEnd.size();
    YX_TRY(const base::Bytes der, crypto::from_pem("CERTIFICATE", pem.substr(0, size)));
    YX_TRY(Certificate certificate, Certificate::parse(der));
    certificates.push_back(std::move(certificate));
    pem.remove_prefix(size);
  } while (pem.find(kEnd) != std::string_view::npos);
  return certificates;
}

Result<crypto::Sm2PublicKey> read_public_key(base::ByteView input) {
  constexpr std::string_view kLabel = "PUBLIC KEY";
  if (base::as_text(input).find("-----BEGIN PUBLIC KEY-----") != std::string_view::npos) {
    YX_TRY(const base::Bytes der, crypto::from_pem(kLabel, base::as_text(input)));
    return x509::parse_public_key_info(der);
  }
  YX_TRY(const std::vector<Certificate> certificates, read_certificates(input));
  return certificates.front().tbs().public_key;
}

}  // namespace yinxin::proof
