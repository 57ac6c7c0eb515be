// Any octets as a certificate request, PEM or DER. What is accepted is accepted again as DER, with the same
// content.
#include <cstdlib>

#include "x509/request.hpp"

namespace {

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yinxin;
  const auto request = x509::CertificateRequest::parse_pem_or_der(base::ByteView(data, size));
  if (!request) return 0;
  const auto again = x509::CertificateRequest::parse(request->der());
  require(again && again->subject() == request->subject() && again->public_key() == request->public_key());
  require(again->requested_extensions() == request->requested_extensions());
  require(again->temporary_key() == request->temporary_key());
  require(bool(again->verify_possession()) == bool(request->verify_possession()));
  return 0;
}
