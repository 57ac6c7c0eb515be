// OCSPRequest (RFC 6960 4.1.1).
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

constexpr std::string_view kRequestError = "x509.ocsp.request";

base::Error bad_request(std::string detail) {
  return base::make_error(ErrorKind::Malformed, kRequestError, std::move(detail));
}
base::Error too_large(std::string detail) {
  return base::make_error(ErrorKind::TooLarge, "x509.ocsp.size", std::move(detail));
}

Result<std::vector<CertId>> read_queries(DerReader& fields) {
  YX_TRY(DerReader list, fields.enter());
  if (list.at_end()) return bad_request("no question");
  std::vector<CertId> queries;
  while (!list.at_end()) {
    if (queries.size() == kMaxOcspQueries) return too_large("too many questions");
    YX_TRY(DerReader request, list.enter());
    YX_TRY(CertId id, read_cert_id(request));
    YX_CHECK(skip_extensions(request, context(0, true)));  // serviceLocator, at most
    YX_CHECK(request.expect_end());
    queries.push_back(std::move(id));
  }
  return queries;
}

Result<OcspRequest> read_tbs(DerReader fields) {
  YX_CHECK(skip_version(fields));
  YX_CHECK(fields.optional(context(1, true)));  // requestorName: who asks is not our concern
  OcspRequest request;
  YX_TRY(request.queries, read_queries(fields));
  YX_TRY(request.nonce, read_nonce(fields, context(2, true)));
  YX_CHECK(fields.expect_end());
  return request;
}

Result<OcspRequest> read_request(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const DerReader tbs, fields.enter());
  YX_CHECK(fields.optional(context(0, true)));  // optionalSignature
  YX_CHECK(fields.expect_end());
  return read_tbs(tbs);
}

}  // namespace

Result<OcspRequest> OcspRequest::parse(base::ByteView der) {
  if (der.size() > kMaxOcspRequestBytes) return too_large("too many octets");
  return under_code(kRequestError, read_request(der));
}

base::Bytes OcspRequest::to_der() const {
  DerWriter out;
  out.sequence([&](DerWriter& request) {
    request.sequence([&](DerWriter& tbs) {
      tbs.sequence([&](DerWriter& list) {
        for (const CertId& id : queries) list.sequence([&](DerWriter& one) { one.raw(id.der); });
      });
      write_nonce(tbs, context(2, true), nonce);
    });
  });
  return std::move(out).take();
}

}  // namespace yinxin::x509
