// Any octets as a certificate. What is accepted keeps its octets, and what is read of it can be written and
// read again.
#include <cstdlib>

#include "x509/certificate.hpp"
#include "x509/identity.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

/// Every decoder on every value: which extension it belongs to must not matter for safety.
void decode_all(const x509::Extension& extension) {
  if (const auto value = x509::decode_key_usage(extension.value)) {
    require(x509::decode_key_usage(x509::encode_key_usage(*value)).value() == *value);
  }
  if (const auto value = x509::decode_basic_constraints(extension.value)) {
    const auto again = x509::decode_basic_constraints(x509::encode_basic_constraints(*value)).value();
    require(again.ca == value->ca && again.path_length == value->path_length);
  }
  if (const auto value = x509::decode_ext_key_usage(extension.value)) {
    require(x509::encode_ext_key_usage(*value) == extension.value);
  }
  if (const auto value = x509::decode_key_identifier(extension.value)) {
    require(x509::encode_key_identifier(*value) == extension.value);
  }
  if (const auto value = x509::decode_policies(extension.value)) {
    require(x509::decode_policies(x509::encode_policies(*value)).value().size() == value->size());
  }
  if (const auto value = x509::decode_subject_alt_names(extension.value)) {
    const base::Bytes again = x509::encode_subject_alt_names(*value);
    if (again.size() > 2) require(x509::decode_subject_alt_names(again).value().dns == value->dns);
  }
  (void)x509::decode_authority_key_identifier(extension.value);
  (void)x509::decode_distribution_points(extension.value);
  (void)x509::decode_authority_info_access(extension.value);
  (void)x509::decode_issuing_distribution_point(extension.value);
  if (x509::is_identity_extension(extension.id)) (void)x509::decode_identity(extension);
}

/// Unique identifiers and a NULL parameter are read past and never written; everything else comes back.
void write_again(const x509::TbsCertificate& tbs) {
  const base::Bytes der = tbs.to_der();
  const auto again = x509::TbsCertificate::parse(der);
  require(again && again->to_der() == der);
  require(again->serial == tbs.serial && again->subject == tbs.subject &&
          again->public_key == tbs.public_key);
  require(again->validity.not_before == tbs.validity.not_before && again->extensions == tbs.extensions);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView input(data, size);
  if (const auto tbs = x509::TbsCertificate::parse(input)) write_again(*tbs);
  const auto certificate = x509::Certificate::parse(input);
  if (!certificate) return 0;
  require(base::equal(certificate->der(), input));
  write_again(certificate->tbs());
  for (const x509::Extension& extension : certificate->tbs().extensions) decode_all(extension);
  (void)certificate->tbs().subject.to_text();
  (void)certificate->verify(certificate->tbs().public_key);
  return 0;
}
