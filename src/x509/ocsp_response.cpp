// OCSPResponse with a BasicOCSPResponse in it (RFC 6960 4.2.1).
#include "asn1/oids.hpp"
#include "x509/ocsp_fields.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::Result;

constexpr std::string_view kResponseError = "x509.ocsp.response";

constexpr std::uint8_t kGood = context(0, false);  // IMPLICIT NULL
constexpr std::uint8_t kRevoked = context(1, true);
constexpr std::uint8_t kUnknown = context(2, false);
constexpr std::uint8_t kByName = context(1, true);
constexpr std::uint8_t kByKey = context(2, true);

base::Error bad_response(std::string detail) {
  return base::make_error(ErrorKind::Malformed, kResponseError, std::move(detail));
}

void write_status(DerWriter& out, const SingleResponse& single) {
  if (single.status != CertStatus::Revoked) {
    out.primitive(single.status == CertStatus::Good ? kGood : kUnknown, {});
    return;
  }
  out.nested(kRevoked, [&](DerWriter& info) {
    info.generalized_time(single.revoked_at);
    if (single.reason == RevocationReason::Unspecified) return;
    info.nested(context(0, true), [&](DerWriter& wrapper) {
      wrapper.small_integer(static_cast<std::int64_t>(single.reason), asn1::kEnumerated);
    });
  });
}

void write_single(DerWriter& out, const SingleResponse& single) {
  out.sequence([&](DerWriter& fields) {
    fields.raw(single.id.der);
    write_status(fields, single);
    fields.generalized_time(single.this_update);
    if (!single.next_update) return;
    fields.nested(context(0, true),
                  [&](DerWriter& wrapper) { wrapper.generalized_time(*single.next_update); });
  });
}

/// All times of OCSP are GeneralizedTime, without a fraction (RFC 6960 4.2.2.1).
Result<base::Time> read_time(DerReader& fields) {
  if (fields.peek() != asn1::kGeneralizedTime) return bad_response("not a GeneralizedTime");
  return fields.time();
}

Result<void> read_revoked_info(DerReader info, SingleResponse& single) {
  YX_TRY(single.revoked_at, read_time(info));
  if (info.peek() == context(0, true)) {
    YX_TRY(DerReader wrapper, info.enter(context(0, true)));
    YX_TRY(const std::int64_t code, wrapper.small_integer(asn1::kEnumerated));
    YX_TRY(single.reason, revocation_reason(code));
    YX_CHECK(wrapper.expect_end());
  }
  return info.expect_end();
}

Result<void> read_status(DerReader& fields, SingleResponse& single) {
  YX_TRY(const asn1::Element choice, fields.any());
  if (choice.tag == kRevoked) {
    single.status = CertStatus::Revoked;
    YX_TRY(const DerReader info, fields.inside(choice));
    return read_revoked_info(info, single);
  }
  if ((choice.tag != kGood && choice.tag != kUnknown) || !choice.content.empty())
    return bad_response("not a CertStatus");
  single.status = choice.tag == kGood ? CertStatus::Good : CertStatus::Unknown;
  return {};
}

Result<SingleResponse> read_single_response(DerReader& list) {
  YX_TRY(DerReader fields, list.enter());
  SingleResponse single;
  YX_TRY(single.id, read_cert_id(fields));
  YX_CHECK(read_status(fields, single));
  YX_TRY(single.this_update, read_time(fields));
  if (fields.peek() == context(0, true)) {
    YX_TRY(DerReader wrapper, fields.enter(context(0, true)));
    YX_TRY(single.next_update, read_time(wrapper));
    YX_CHECK(wrapper.expect_end());
  }
  YX_CHECK(skip_extensions(fields, context(1, true)));
  YX_CHECK(fields.expect_end());
  return single;
}

/// ResponderID: the key's hash, or nothing when the responder is named.
Result<base::Bytes> read_responder(DerReader& fields) {
  const bool by_name = fields.peek() == kByName;
  YX_TRY(DerReader inner, fields.enter(by_name ? kByName : kByKey));
  base::Bytes key_hash;
  if (by_name) {
    YX_TRY(const asn1::Element name, inner.element(asn1::kSequence));
    YX_CHECK(Name::parse(name.whole));
  } else {
    YX_TRY(const base::ByteView hash, inner.octet_string());
    if (hash.size() != kResponderKeyHashBytes) return bad_response("a KeyHash that is not SHA-1");
    key_hash = base::to_bytes(hash);
  }
  YX_CHECK(inner.expect_end());
  return key_hash;
}

Result<OcspResponseData> read_data(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_CHECK(skip_version(fields));
  OcspResponseData data;
  YX_TRY(data.responder_key_hash, read_responder(fields));
  YX_TRY(data.produced_at, read_time(fields));
  YX_TRY(DerReader list, fields.enter());
  while (!list.at_end()) {
    YX_TRY(SingleResponse single, read_single_response(list));
    data.responses.push_back(std::move(single));
  }
  YX_TRY(data.nonce, read_nonce(fields, context(1, true)));
  YX_CHECK(fields.expect_end());
  return data;
}

Result<std::vector<Certificate>> read_certificates(DerReader& fields) {
  std::vector<Certificate> certificates;
  if (fields.peek() != context(0, true)) return certificates;
  YX_TRY(DerReader wrapper, fields.enter(context(0, true)));
  YX_TRY(DerReader list, wrapper.enter());
  YX_CHECK(wrapper.expect_end());
  while (!list.at_end()) {
    YX_TRY(const asn1::Element one, list.element(asn1::kSequence));
    YX_TRY(Certificate certificate, Certificate::parse(one.whole));
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

Result<void> read_basic(base::ByteView der, OcspResponse& response) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const asn1::Element data, fields.element(asn1::kSequence));
  response.response_data = base::to_bytes(data.whole);
  YX_TRY(response.data, read_data(data.whole));
  YX_TRY(const asn1::Element algorithm, fields.element(asn1::kSequence));
  bool parameters_null = false;
  YX_CHECK(parse_signature_algorithm(algorithm.whole, parameters_null));
  YX_TRY(const base::ByteView signature, fields.bit_string_octets());
  YX_TRY(response.signature, crypto::Sm2Signature::from_der(signature));
  YX_TRY(response.certificates, read_certificates(fields));
  return fields.expect_end();
}

/// [0] EXPLICIT ResponseBytes; its response is the DER of a BasicOCSPResponse.
Result<void> read_response_bytes(DerReader& fields, OcspResponse& response) {
  YX_TRY(DerReader wrapper, fields.enter(context(0, true)));
  YX_TRY(DerReader response_bytes, wrapper.enter());
  YX_CHECK(wrapper.expect_end());
  YX_TRY(const asn1::Oid type, response_bytes.oid());
  if (type != asn1::oids::kOcspBasic) return bad_response("a response of type " + type.to_text());
  YX_TRY(const base::ByteView basic, response_bytes.octet_string());
  YX_CHECK(response_bytes.expect_end());
  return read_basic(basic, response);
}

Result<OcspStatus> ocsp_status(std::int64_t code) {
  constexpr std::int64_t kNotUsed = 4;
  if (code > static_cast<std::int64_t>(OcspStatus::Unauthorized) || code == kNotUsed) {
    return bad_response("not an OCSPResponseStatus");
  }
  return static_cast<OcspStatus>(code);
}

Result<OcspResponse> read_response(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  OcspResponse response;
  YX_TRY(const std::int64_t code, fields.small_integer(asn1::kEnumerated));
  YX_TRY(response.status, ocsp_status(code));
  // RFC 6960 4.2.1: with an error status responseBytes is not set.
  if (response.status == OcspStatus::Successful) YX_CHECK(read_response_bytes(fields, response));
  YX_CHECK(fields.expect_end());
  return response;
}

}  // namespace

base::Bytes responder_key_hash(const crypto::Sm2PublicKey& key) {
  return base::to_bytes(crypto::sha1(key.point()));
}

base::Bytes OcspResponseData::to_der() const {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    fields.nested(kByKey, [&](DerWriter& by_key) { by_key.octet_string(responder_key_hash); });
    fields.generalized_time(produced_at);
    fields.sequence([&](DerWriter& list) {
      for (const SingleResponse& single : responses) write_single(list, single);
    });
    write_nonce(fields, context(1, true), nonce);
  });
  return std::move(out).take();
}

Result<OcspResponseData> OcspResponseData::parse(base::ByteView der) {
  return under_code(kResponseError, read_data(der));
}

base::Bytes assemble_ocsp_response(base::ByteView response_data, const crypto::Sm2Signature& signature,
                                   const Certificate& responder) {
  DerWriter out;
  out.sequence([&](DerWriter& response) {
    response.small_integer(static_cast<std::int64_t>(OcspStatus::Successful), asn1::kEnumerated);
    response.nested(context(0, true), [&](DerWriter& wrapper) {
      wrapper.sequence([&](DerWriter& bytes) {
        bytes.oid(asn1::oids::kOcspBasic);
        bytes.nested(asn1::kOctetString, [&](DerWriter& octets) {
          octets.sequence([&](DerWriter& basic) {
            basic.raw(response_data);
            write_signature_algorithm(basic);
            basic.bit_string(signature.to_der());
            basic.nested(context(0, true), [&](DerWriter& certs) {
              certs.sequence([&](DerWriter& list) { list.raw(responder.der()); });
            });
          });
        });
      });
    });
  });
  return std::move(out).take();
}

base::Bytes ocsp_error_response(OcspStatus status) {
  DerWriter out;
  out.sequence([&](DerWriter& response) {
    response.small_integer(static_cast<std::int64_t>(status), asn1::kEnumerated);
  });
  return std::move(out).take();
}

Result<OcspResponse> OcspResponse::parse(base::ByteView der) {
  return under_code(kResponseError, read_response(der));
}

bool OcspResponse::verify(const crypto::Sm2PublicKey& responder_key) const {
  return status == OcspStatus::Successful && crypto::sm2_verify(responder_key, response_data, signature);
}

}  // namespace yinxin::x509
