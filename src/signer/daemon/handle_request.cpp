// sign-request: that a key of this signer is ours, said to a provider that is to certify it
// (docs/decisions/0025).
#include "signer/daemon/handlers.hpp"
#include "x509/request.hpp"

namespace yinxin::signer {

using base::Result;

Result<Reply> handle_sign_request(Desk& desk, const Request& request) {
  YX_TRY(const NamedRequest wish, decode_named_request(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(wish.key_id));
  YX_CHECK(check_request(key->spec));
  const auto subject = x509::Name::parse(wish.subject);
  if (!subject || subject->empty()) return refused("not a name");
  const base::Bytes info = x509::CertificateRequest::info(*subject, key->public_key);
  return sign_note(desk, *key, info, here.now);
}

}  // namespace yinxin::signer
