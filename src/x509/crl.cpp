#include "x509/crl.hpp"

#include <algorithm>

#include "x509/crl_fields.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerReader;
using base::Result;

base::Error bad_list(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, kCrlError, std::move(detail));
}

/// RFC 5280 5.1.1.2: the algorithm outside is the one inside.
Result<void> check_algorithm(base::ByteView tbs, const asn1::Element& outside) {
  bool parameters_null = false;
  YX_CHECK(parse_signature_algorithm(outside.whole, parameters_null));
  DerReader reader(tbs);
  YX_TRY(DerReader fields, reader.enter());
  YX_CHECK(fields.any());  // version, checked by the parser
  YX_TRY(const asn1::Element inside, fields.any());
  if (!base::equal(inside.whole, outside.whole)) return bad_list("the two signature algorithms differ");
  return {};
}

Result<void> read_tbs(base::ByteView tbs, Crl& crl) {
  CrlStreamParser parser([&](const CrlEntry& entry) {
    crl.entries.push_back(entry);
    return Result<void>();
  });
  YX_CHECK(parser.feed(tbs));
  YX_TRY(crl.info, parser.finish());
  crl.tbs = base::to_bytes(tbs);
  return {};
}

Result<Crl> read_crl(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const asn1::Element tbs, fields.element(asn1::kSequence));
  YX_TRY(const asn1::Element algorithm, fields.element(asn1::kSequence));
  YX_TRY(const base::ByteView signature, fields.bit_string_octets());
  YX_CHECK(fields.expect_end());
  Crl crl;
  YX_CHECK(read_tbs(tbs.whole, crl));
  YX_CHECK(check_algorithm(tbs.whole, algorithm));
  YX_TRY(crl.signature, crypto::Sm2Signature::from_der(signature));
  return crl;
}

}  // namespace

Result<RevocationReason> revocation_reason(std::int64_t code) {
  constexpr std::int64_t kNotUsed = 7;
  constexpr std::int64_t kLast = 10;
  if (code < 0 || code > kLast || code == kNotUsed) {
    return base::make_error(base::ErrorKind::Malformed, "x509.crl.reason", "not a CRLReason");
  }
  return static_cast<RevocationReason>(code);
}

Result<Crl> Crl::parse(base::ByteView der) {
  return under_code(kCrlError, read_crl(der));
}

bool Crl::verify(const crypto::Sm2PublicKey& issuer_key) const {
  return crypto::sm2_verify(issuer_key, tbs, signature);
}

const CrlEntry* Crl::find(const Serial& serial) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const CrlEntry& entry) { return entry.serial == serial; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace yinxin::x509
