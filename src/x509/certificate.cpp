#include "x509/certificate.hpp"

#include <algorithm>

#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::Result;

constexpr std::size_t kMaxSerialOctets = 20;  // RFC 5280 4.1.2.2
constexpr std::size_t kOurSerialOctets = 16;  // decisions.md 3
constexpr std::size_t kKeyIdentifierOctets = 20;

constexpr std::string_view kCode = "x509.certificate";

base::Error malformed(std::string detail) {
  return base::make_error(ErrorKind::Malformed, kCode, std::move(detail));
}
base::Error refused(std::string detail) {
  return base::make_error(ErrorKind::Refused, "x509.algorithm", std::move(detail));
}

/// Version ::= [0] EXPLICIT INTEGER DEFAULT v1; the number people say, not the one written.
Result<int> read_version(DerReader& fields) {
  if (fields.peek() != context(0, true)) return 1;
  YX_TRY(DerReader inner, fields.enter(context(0, true)));
  YX_TRY(const std::int64_t version, inner.small_integer());
  YX_CHECK(inner.expect_end());
  if (version != 1 && version != 2) return malformed("a version other than v1 (by default), v2 and v3");
  return static_cast<int>(version) + 1;
}

Result<Validity> read_validity(DerReader& fields) {
  YX_TRY(DerReader times, fields.enter());
  Validity validity;
  YX_TRY(validity.not_before, times.time());
  YX_TRY(validity.not_after, times.time());
  YX_CHECK(times.expect_end());
  return validity;
}

Result<TbsCertificate> read_tbs(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  TbsCertificate tbs;
  YX_TRY(tbs.version, read_version(fields));
  YX_TRY(const base::ByteView serial, fields.unsigned_integer());
  YX_TRY(tbs.serial, Serial::from_magnitude(serial));
  YX_TRY(const asn1::Element algorithm, fields.element(asn1::kSequence));
  YX_CHECK(parse_signature_algorithm(algorithm.whole, tbs.algorithm_parameters_null));
  YX_TRY(const asn1::Element issuer, fields.element(asn1::kSequence));
  YX_TRY(tbs.issuer, Name::parse(issuer.whole));
  YX_TRY(tbs.validity, read_validity(fields));
  YX_TRY(const asn1::Element subject, fields.element(asn1::kSequence));
  YX_TRY(tbs.subject, Name::parse(subject.whole));
  YX_TRY(const asn1::Element key, fields.element(asn1::kSequence));
  YX_TRY(tbs.public_key, parse_public_key_info(key.whole));
  // issuerUniqueID and subjectUniqueID: read past, never written (RFC 5280 4.1.2.8).
  YX_TRY([[maybe_unused]] const auto issuer_id, fields.optional(context(1, false)));
  YX_TRY([[maybe_unused]] const auto subject_id, fields.optional(context(2, false)));
  if (fields.peek() == context(3, true)) {
    if (tbs.version != 3) return malformed("extensions in a certificate that is not v3");
    YX_TRY(DerReader wrapper, fields.enter(context(3, true)));
    YX_TRY(tbs.extensions, parse_extensions(wrapper));
    YX_CHECK(wrapper.expect_end());
  }
  YX_CHECK(fields.expect_end());
  return tbs;
}

/// The curve's name as parameters, or with algorithm 301 nothing: the algorithm names the curve then.
Result<void> check_key_algorithm(DerReader algorithm) {
  YX_TRY(const asn1::Oid id, algorithm.oid());
  const bool named_by_curve = id == asn1::oids::kSm2Curve;
  if (id != asn1::oids::kEcPublicKey && !named_by_curve) return refused("a key of another algorithm");
  if (named_by_curve && algorithm.at_end()) return {};
  if (algorithm.peek() != asn1::kObjectIdentifier) return refused("a key without the name of its curve");
  YX_TRY(const asn1::Oid curve, algorithm.oid());
  YX_CHECK(algorithm.expect_end());
  if (curve != asn1::oids::kSm2Curve) return refused("a key on another curve");
  return {};
}

Result<crypto::Sm2PublicKey> read_public_key_info(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const DerReader algorithm, fields.enter());
  YX_CHECK(check_key_algorithm(algorithm));
  YX_TRY(const base::ByteView point, fields.bit_string_octets());
  YX_CHECK(fields.expect_end());
  return crypto::Sm2PublicKey::from_point(point);
}

Result<void> read_signature_algorithm(base::ByteView der, bool& parameters_null) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const asn1::Oid id, fields.oid());
  if (id != asn1::oids::kSm2SignWithSm3) return refused("a signature that is not SM2 with SM3");
  parameters_null = !fields.at_end();
  if (!parameters_null) return {};
  if (fields.peek() != asn1::kNull) return refused("SM2 with SM3 with parameters");
  YX_CHECK(fields.null());
  return fields.expect_end();
}

}  // namespace

Result<Serial> Serial::from_magnitude(base::ByteView magnitude) {
  if (magnitude.empty() || magnitude.size() > kMaxSerialOctets || magnitude[0] == 0) {
    return base::make_error(ErrorKind::Malformed, "x509.serial", "not 1 to 20 octets of a positive number");
  }
  Serial serial;
  serial.magnitude_ = base::to_bytes(magnitude);
  return serial;
}

Result<Serial> Serial::from_hex(std::string_view text) {
  const auto octets = base::from_hex(text);
  if (!octets) return base::make_error(ErrorKind::Malformed, "x509.serial", octets.error().detail);
  return from_magnitude(*octets);
}

Serial Serial::random() {
  Serial serial;
  serial.magnitude_.resize(kOurSerialOctets);
  do {
    crypto::random_bytes(serial.magnitude_);
    serial.magnitude_[0] &= 0x7F;
  } while (serial.magnitude_[0] == 0);
  return serial;
}

base::Bytes TbsCertificate::to_der() const {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    if (version != 1) {
      fields.nested(context(0, true),
                    [&](DerWriter& explicit_version) { explicit_version.small_integer(version - 1); });
    }
    fields.unsigned_integer(serial.magnitude());
    write_signature_algorithm(fields);
    fields.raw(issuer.der());
    fields.sequence([&](DerWriter& times) { times.time(validity.not_before).time(validity.not_after); });
    fields.raw(subject.der());
    write_public_key_info(fields, public_key);
    if (extensions.empty()) return;
    fields.nested(context(3, true), [&](DerWriter& wrapper) { write_extensions(wrapper, extensions); });
  });
  return std::move(out).take();
}

Result<TbsCertificate> TbsCertificate::parse(base::ByteView der) {
  return under_code(kCode, read_tbs(der));
}

void write_public_key_info(DerWriter& out, const crypto::Sm2PublicKey& key) {
  out.sequence([&](DerWriter& fields) {
    fields.sequence(
        [](DerWriter& algorithm) { algorithm.oid(asn1::oids::kEcPublicKey).oid(asn1::oids::kSm2Curve); });
    fields.bit_string(key.point());
  });
}

Result<crypto::Sm2PublicKey> parse_public_key_info(base::ByteView der) {
  return under_code(kCode, read_public_key_info(der));
}

void write_signature_algorithm(DerWriter& out) {
  out.sequence([](DerWriter& algorithm) { algorithm.oid(asn1::oids::kSm2SignWithSm3); });
}

Result<void> parse_signature_algorithm(base::ByteView der, bool& parameters_null) {
  return under_code(kCode, read_signature_algorithm(der, parameters_null));
}

base::Bytes key_identifier(const crypto::Sm2PublicKey& key) {
  const crypto::Sm3Digest digest = crypto::sm3(key.point());
  return {digest.begin(), digest.begin() + kKeyIdentifierOctets};
}

/// Reads certificate.der_ in place, so that the octets are copied once.
struct CertificateReader {
  static Result<void> read(Certificate& certificate) {
    const base::ByteView der = certificate.der_;
    DerReader outer(der);
    YX_TRY(DerReader fields, outer.enter());
    YX_CHECK(outer.expect_end());
    YX_TRY(const asn1::Element tbs, fields.element(asn1::kSequence));
    YX_TRY(const asn1::Element algorithm, fields.element(asn1::kSequence));
    YX_TRY(const base::ByteView signature, fields.bit_string_octets());
    YX_CHECK(fields.expect_end());
    certificate.tbs_offset_ = static_cast<std::size_t>(tbs.whole.data() - der.data());
    certificate.tbs_size_ = tbs.whole.size();
    YX_TRY(certificate.tbs_, read_tbs(tbs.whole));
    bool parameters_null = false;
    YX_CHECK(parse_signature_algorithm(algorithm.whole, parameters_null));
    if (parameters_null != certificate.tbs_.algorithm_parameters_null) {
      return malformed("the two signature algorithms differ");  // RFC 5280 4.1.1.2
    }
    YX_TRY(certificate.signature_, crypto::Sm2Signature::from_der(signature));
    return {};
  }

  static Result<Certificate> from(base::Bytes der) {
    if (der.size() > kMaxCertificateBytes)
      return base::make_error(ErrorKind::TooLarge, "x509.certificate.size");
    Certificate certificate;
    certificate.der_ = std::move(der);
    YX_CHECK(under_code(kCode, read(certificate)));
    return certificate;
  }
};

Result<Certificate> Certificate::parse(base::ByteView der) {
  if (der.size() > kMaxCertificateBytes)
    return base::make_error(ErrorKind::TooLarge, "x509.certificate.size");
  return CertificateReader::from(base::to_bytes(der));
}

Result<Certificate> Certificate::assemble(base::ByteView tbs, const crypto::Sm2Signature& signature) {
  return CertificateReader::from(assemble_signed(tbs, signature));
}

bool Certificate::verify(const crypto::Sm2PublicKey& issuer_key) const {
  return crypto::sm2_verify(issuer_key, tbs_der(), signature_);
}

std::string Certificate::to_pem() const {
  return crypto::to_pem("CERTIFICATE", der_);
}

base::Bytes assemble_signed(base::ByteView tbs, const crypto::Sm2Signature& signature) {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    fields.raw(tbs);
    write_signature_algorithm(fields);
    fields.bit_string(signature.to_der());
  });
  return std::move(out).take();
}

}  // namespace yinxin::x509
