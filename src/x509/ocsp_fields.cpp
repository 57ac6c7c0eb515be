#include "x509/ocsp_fields.hpp"

#include <array>

#include "asn1/oids.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::Result;

namespace oids = asn1::oids;

struct HashRow {
  CertIdHash hash;
  asn1::Oid id;
  std::size_t octets;
};
constexpr std::array<HashRow, 3> kHashes = {{{CertIdHash::Sha1, oids::kSha1, 20},
                                             {CertIdHash::Sha256, oids::kSha256, 32},
                                             {CertIdHash::Sm3, oids::kSm3, crypto::kSm3Size}}};

base::Error bad_ocsp(std::string detail) {
  // The readers of requests and responses put their own code in front.
  return base::make_error(ErrorKind::Malformed, "x509.ocsp", std::move(detail));
}

/// AlgorithmIdentifier; parameters NULL or absent, both are met.
Result<const HashRow*> read_hash(DerReader& fields) {
  YX_TRY(DerReader algorithm, fields.enter());
  YX_TRY(const asn1::Oid id, algorithm.oid());
  if (!algorithm.at_end()) YX_CHECK(algorithm.null());
  YX_CHECK(algorithm.expect_end());
  for (const HashRow& row : kHashes) {
    if (row.id == id) return &row;
  }
  return base::make_error(ErrorKind::Refused, "x509.ocsp.hash", id.to_text());
}

base::Bytes digest(CertIdHash hash, base::ByteView octets) {
  switch (hash) {
    case CertIdHash::Sha1:
      return base::to_bytes(crypto::sha1(octets));
    case CertIdHash::Sha256:
      return base::to_bytes(crypto::sha256(octets));
    case CertIdHash::Sm3:
      break;
  }
  return base::to_bytes(crypto::sm3(octets));
}

const asn1::Oid& id_of(CertIdHash hash) {
  for (const HashRow& row : kHashes) {
    if (row.hash == hash) return row.id;
  }
  return oids::kSm3;
}

/// RFC 8954 2.1: Nonce ::= OCTET STRING (SIZE (1..32)).
Result<base::Bytes> decode_nonce(base::ByteView value) {
  YX_TRY(const asn1::Element nonce, asn1::read_single(value, asn1::kOctetString));
  if (nonce.content.empty() || nonce.content.size() > kMaxNonceBytes)
    return bad_ocsp("a nonce not of 1 to 32 octets");
  return base::to_bytes(nonce.content);
}

/// The list under an EXPLICIT tag, if it is next.
Result<std::vector<Extension>> read_tagged_extensions(DerReader& fields, std::uint8_t tag) {
  if (fields.peek() != tag) return std::vector<Extension>();
  YX_TRY(DerReader wrapper, fields.enter(tag));
  YX_TRY(std::vector<Extension> extensions, parse_extensions(wrapper));
  YX_CHECK(wrapper.expect_end());
  return extensions;
}

}  // namespace

CertId make_cert_id(CertIdHash hash, const Certificate& issuer, const Serial& serial) {
  CertId id{hash,
            digest(hash, issuer.tbs().subject.der()),
            digest(hash, issuer.tbs().public_key.point()),
            serial,
            {}};
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    fields.sequence(
        [&](DerWriter& algorithm) { algorithm.oid(id_of(hash)).null(); });  // NULL, as openssl writes it
    fields.octet_string(id.issuer_name_hash).octet_string(id.issuer_key_hash);
    fields.unsigned_integer(serial.magnitude());
  });
  id.der = std::move(out).take();
  return id;
}

Result<CertId> read_cert_id(DerReader& fields) {
  YX_TRY(const asn1::Element whole, fields.element(asn1::kSequence));
  YX_TRY(DerReader parts, fields.inside(whole));
  YX_TRY(const HashRow* const row, read_hash(parts));
  YX_TRY(const base::ByteView name_hash, parts.octet_string());
  YX_TRY(const base::ByteView key_hash, parts.octet_string());
  if (name_hash.size() != row->octets || key_hash.size() != row->octets)
    return bad_ocsp("a hash of the wrong length");
  YX_TRY(const base::ByteView magnitude, parts.unsigned_integer());
  YX_CHECK(parts.expect_end());
  YX_TRY(Serial serial, Serial::from_magnitude(magnitude));
  return CertId{row->hash, base::to_bytes(name_hash), base::to_bytes(key_hash), std::move(serial),
                base::to_bytes(whole.whole)};
}

void write_nonce(DerWriter& out, std::uint8_t tag, const std::optional<base::Bytes>& nonce) {
  if (!nonce) return;
  DerWriter value;
  value.octet_string(*nonce);
  out.nested(tag, [&](DerWriter& wrapper) {
    write_extensions(wrapper, {{oids::kOcspNonce, false, std::move(value).take()}});
  });
}

Result<std::optional<base::Bytes>> read_nonce(DerReader& fields, std::uint8_t tag) {
  YX_TRY(const std::vector<Extension> extensions, read_tagged_extensions(fields, tag));
  std::optional<base::Bytes> nonce;
  for (const Extension& extension : extensions) {
    if (extension.id == oids::kOcspNonce) {
      YX_TRY(nonce, decode_nonce(extension.value));
    } else if (extension.critical) {
      return bad_ocsp("the critical extension " + extension.id.to_text());
    }
  }
  return nonce;
}

Result<void> skip_extensions(DerReader& fields, std::uint8_t tag) {
  YX_TRY(const std::vector<Extension> extensions, read_tagged_extensions(fields, tag));
  for (const Extension& extension : extensions) {
    if (extension.critical) return bad_ocsp("the critical extension " + extension.id.to_text());
  }
  return {};
}

Result<void> skip_version(DerReader& fields) {
  if (fields.peek() != context(0, true)) return {};
  YX_TRY(DerReader wrapper, fields.enter(context(0, true)));
  YX_TRY(const std::int64_t version, wrapper.small_integer());
  if (version != 0) return bad_ocsp("a version other than v1");
  return wrapper.expect_end();
}

}  // namespace yinxin::x509
