// Online status as strangers send it: questions and answers. What was read is written and read again.
#include <cstdlib>

#include "x509/ocsp.hpp"

namespace {

using namespace yinxin;
using base::ByteView;

void require(bool fact) {
  if (!fact) std::abort();
}

void ask(ByteView octets) {
  const auto request = x509::OcspRequest::parse(octets);
  if (!request) return;
  require(!request->queries.empty() && request->queries.size() <= x509::kMaxOcspQueries);
  require(!request->nonce || (!request->nonce->empty() && request->nonce->size() <= x509::kMaxNonceBytes));
  const auto again = x509::OcspRequest::parse(request->to_der());
  require(again && again->queries == request->queries && again->nonce == request->nonce);
}

bool same(const x509::SingleResponse& a, const x509::SingleResponse& b) {
  const bool same_revocation =
      a.status != x509::CertStatus::Revoked || (a.revoked_at == b.revoked_at && a.reason == b.reason);
  return a.id == b.id && a.status == b.status && a.this_update == b.this_update &&
         a.next_update == b.next_update && same_revocation;
}

void write_and_read(x509::OcspResponseData data) {
  // We always name the responder by its key.
  if (data.responder_key_hash.empty()) data.responder_key_hash.assign(x509::kResponderKeyHashBytes, 0);
  const auto again = x509::OcspResponseData::parse(data.to_der());
  require(again && again->responder_key_hash == data.responder_key_hash &&
          again->produced_at == data.produced_at);
  require(again->nonce == data.nonce);
  require(std::equal(data.responses.begin(), data.responses.end(), again->responses.begin(),
                     again->responses.end(), [](const auto& a, const auto& b) { return same(a, b); }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(data, size);
  ask(octets);
  if (const auto response_data = x509::OcspResponseData::parse(octets)) write_and_read(*response_data);
  if (const auto response = x509::OcspResponse::parse(octets)) {
    const bool successful = response->status == x509::OcspStatus::Successful;
    require(successful == !response->response_data.empty());
    if (successful) write_and_read(response->data);
  }
  return 0;
}
