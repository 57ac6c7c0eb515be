// signed-certificates: what the journal knows of a key's certificates, for a database that was restored
// (decisions.md 3). No secret is in them, so no class need be unlocked.
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::Result;

Result<Reply> handle_signed_certificates(Desk& desk, const Request& request) {
  YX_TRY(const SignedRequest asked, decode_signed_request(request.body));
  const StoredKey* key = desk.keys.find(asked.key_id);
  if (key == nullptr)
    return base::make_error(base::ErrorKind::NotFound, "signer.key", "no key " + asked.key_id);
  const KeyNumber number = desk.number_of(*key);
  const std::uint64_t count = desk.journal->certificate_count(number);
  std::vector<base::Bytes> page;
  std::size_t octets = 0;
  std::uint64_t next = asked.from;
  for (; next < count; ++next) {
    YX_TRY(const CertificateRecord record, desk.journal->certificate_at(number, next));
    base::Bytes one = encode_signed_certificate(record.at, record.tbs, record.signature);
    octets += one.size();
    if (octets > kMaxSignedBytes) break;
    page.push_back(std::move(one));
  }
  Reply reply;
  reply.body = encode_signed(next, page);
  return reply;
}

}  // namespace yinxin::signer
