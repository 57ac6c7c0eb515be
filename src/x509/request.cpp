#include "x509/request.hpp"

#include <algorithm>

#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::Result;

namespace oids = asn1::oids;

// CFCA's temporary key (standards.md 3.2): eight fixed octets, then X and Y, each at the front of a field of
// 64 octets.
constexpr std::array<std::uint8_t, 8> kCfcaKeyHeader{0x00, 0xB4, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00};
constexpr std::size_t kCoordinate = 32;
constexpr std::size_t kCfcaField = 64;
constexpr std::size_t kCfcaKeySize = kCfcaKeyHeader.size() + 2 * kCfcaField;

// PEM is a third longer than DER, and has line ends and two label lines.
constexpr std::size_t kMaxPemBytes = kMaxRequestBytes / 2 * 3;

constexpr std::string_view kRequestCode = "x509.request";

base::Error malformed_request(std::string detail) {
  return base::make_error(ErrorKind::Malformed, kRequestCode, std::move(detail));
}

/// The value of an attribute that has exactly one: inside its SET, or without one as CFCA writes it.
Result<asn1::Element> single_value(DerReader attribute, bool set_may_be_missing) {
  YX_TRY(const asn1::Element value, attribute.any());
  YX_CHECK(attribute.expect_end());
  if (value.tag != asn1::kSet && set_may_be_missing) return value;
  if (value.tag != asn1::kSet) return malformed_request("an attribute whose values are not in a SET");
  YX_TRY(DerReader values, attribute.inside(value));
  YX_TRY(const asn1::Element only, values.any());
  YX_CHECK(values.expect_end());
  return only;
}

/// OCTET STRING around SEQUENCE { INTEGER 1, OCTET STRING of kCfcaKeySize }.
Result<crypto::Sm2PublicKey> cfca_temporary_key(const asn1::Element& value) {
  if (value.tag != asn1::kOctetString)
    return malformed_request("a temporary key that is not an OCTET STRING");
  DerReader outer(value.content);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const std::int64_t version, fields.small_integer());
  YX_TRY(const base::ByteView key, fields.octet_string());
  YX_CHECK(fields.expect_end());
  if (version != 1 || key.size() != kCfcaKeySize ||
      !base::equal(key.first(kCfcaKeyHeader.size()), kCfcaKeyHeader)) {
    return malformed_request("a temporary key of another form");
  }
  std::array<std::uint8_t, crypto::Sm2PublicKey::kPointSize> point{};
  point[0] = 0x04;
  for (std::size_t i = 0; i < 2; ++i) {
    const base::ByteView field = key.subspan(kCfcaKeyHeader.size() + i * kCfcaField, kCfcaField);
    const base::ByteView padding = field.subspan(kCoordinate);
    if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t octet) { return octet != 0; })) {
      return malformed_request("a temporary key with coordinates over 32 octets");
    }
    std::copy_n(field.begin(), kCoordinate, point.begin() + static_cast<std::ptrdiff_t>(1 + i * kCoordinate));
  }
  return crypto::Sm2PublicKey::from_point(point);
}

struct Attributes {
  std::vector<Extension> extensions;
  std::optional<crypto::Sm2PublicKey> temporary_key;
};

Result<void> read_attribute(DerReader attribute, Attributes& to) {
  YX_TRY(const asn1::Oid type, attribute.oid());
  if (type == oids::kExtensionRequest) {
    if (!to.extensions.empty()) return malformed_request("extensionRequest twice");
    YX_TRY(const asn1::Element value, single_value(attribute, false));
    DerReader list(value.whole);
    YX_TRY(to.extensions, parse_extensions(list));
    return {};
  }
  if (type == oids::kCfcaTemporaryKey) {
    if (to.temporary_key) return malformed_request("two temporary keys");
    YX_TRY(const asn1::Element value, single_value(attribute, true));
    YX_TRY(to.temporary_key, cfca_temporary_key(value));
    return {};
  }
  if (type == oids::kChallengePassword) {  // not used; GM/T 0092 gives it to the authority's own devices
    YX_TRY([[maybe_unused]] const asn1::Element value, single_value(attribute, true));
    return {};
  }
  YX_TRY([[maybe_unused]] const DerReader values, attribute.enter(asn1::kSet));
  return attribute.expect_end();
}

/// attributes [0] IMPLICIT SET OF Attribute; absent though RFC 2986 asks for an empty one.
Result<Attributes> read_attributes(DerReader& info) {
  Attributes read;
  if (info.at_end()) return read;
  YX_TRY(DerReader list, info.enter(context(0, true)));
  while (!list.at_end()) {
    YX_TRY(const DerReader attribute, list.enter());
    YX_CHECK(read_attribute(attribute, read));
  }
  return read;
}

}  // namespace

/// Reads request.der_ in place.
struct RequestReader {
  static Result<void> read_info(DerReader info, CertificateRequest& request) {
    YX_TRY(const std::int64_t version, info.small_integer());
    if (version != 0) return malformed_request("a version other than v1");
    YX_TRY(const asn1::Element subject, info.element(asn1::kSequence));
    YX_TRY(request.subject_, Name::parse(subject.whole));
    YX_TRY(const asn1::Element key, info.element(asn1::kSequence));
    YX_TRY(request.public_key_, parse_public_key_info(key.whole));
    YX_TRY(Attributes attributes, read_attributes(info));
    YX_CHECK(info.expect_end());
    request.requested_extensions_ = std::move(attributes.extensions);
    request.temporary_key_ = std::move(attributes.temporary_key);
    return {};
  }

  static Result<void> read(CertificateRequest& request) {
    const base::ByteView der = request.der_;
    DerReader outer(der);
    YX_TRY(DerReader fields, outer.enter());
    YX_CHECK(outer.expect_end());
    YX_TRY(const asn1::Element info, fields.element(asn1::kSequence));
    request.info_offset_ = static_cast<std::size_t>(info.whole.data() - der.data());
    request.info_size_ = info.whole.size();
    YX_TRY(const DerReader inside, fields.inside(info));
    YX_CHECK(read_info(inside, request));
    YX_TRY(const asn1::Element algorithm, fields.element(asn1::kSequence));
    bool parameters_null = false;  // both are met (standards.md 3.1)
    YX_CHECK(parse_signature_algorithm(algorithm.whole, parameters_null));
    YX_TRY(const base::ByteView signature, fields.bit_string_octets());
    YX_TRY(request.signature_, crypto::Sm2Signature::from_der(signature));
    return fields.expect_end();
  }

  static Result<CertificateRequest> from(base::Bytes der) {
    CertificateRequest request;
    request.der_ = std::move(der);
    YX_CHECK(under_code(kRequestCode, read(request)));
    return request;
  }
};

Result<CertificateRequest> CertificateRequest::parse(base::ByteView der) {
  if (der.size() > kMaxRequestBytes) return base::make_error(ErrorKind::TooLarge, "x509.request.size");
  return RequestReader::from(base::to_bytes(der));
}

Result<CertificateRequest> CertificateRequest::parse_pem_or_der(base::ByteView input) {
  if (!input.empty() && input[0] == asn1::kSequence) return parse(input);
  if (input.size() > kMaxPemBytes) return base::make_error(ErrorKind::TooLarge, "x509.request.size");
  for (const std::string_view label : {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}) {
    const auto der = crypto::from_pem(label, base::as_text(input));
    if (der) return parse(*der);
  }
  return malformed_request("neither DER nor PEM of a certificate request");
}

base::Bytes CertificateRequest::info(const Name& subject, const crypto::Sm2PublicKey& key) {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    fields.small_integer(0);
    fields.raw(subject.der());
    write_public_key_info(fields, key);
    fields.nested(context(0, true), [](DerWriter&) {});
  });
  return std::move(out).take();
}

Result<CertificateRequest> CertificateRequest::assemble(base::ByteView info,
                                                        const crypto::Sm2Signature& signature) {
  return RequestReader::from(assemble_signed(info, signature));
}

Result<CertificateRequest> CertificateRequest::create(const Name& subject, const crypto::Sm2PrivateKey& key) {
  const base::Bytes tbs = info(subject, key.public_key());
  YX_TRY(const crypto::Sm2Signature signature, crypto::sm2_sign(key, tbs));
  return assemble(tbs, signature);
}

Result<void> CertificateRequest::verify_possession() const {
  const base::ByteView info = base::ByteView(der_).subspan(info_offset_, info_size_);
  if (crypto::sm2_verify(public_key_, info, signature_)) return {};
  return base::make_error(ErrorKind::Refused, "x509.request.signature");
}

}  // namespace yinxin::x509
