// sign-request: that a key of this signer is ours, said to a provider that is to certify it
// (docs/decisions/0025).
#include "signer/daemon/handlers.hpp"
#include "x509/request.hpp"

namespace yinxin::signer {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<Reply> handle_sign_request(Desk& desk, const Request& request) {
  YX_TRY(const NamedRequest wish, decode_named_request(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(wish.key_id));
  YX_CHECK(check_request(key->spec));
  const auto subject = x509::Name::parse(wish.subject);
  if (!subject || subject->empty()) return refused("not a name");
  const base::Bytes info = x509::CertificateRequest::info(*subject, key->public_key);
  const crypto::Sm3Digest digest = crypto::sm2_digest(key->public_key, info);
  YX_TRY(const auto signatures, desk.backend->sign(key->spec.id, {&digest, 1}));
  if (signatures.size() != 1 || !crypto::sm2_verify(key->public_key, info, signatures[0])) {
    return make_error(ErrorKind::Internal, "signer.verify", "a signature did not verify before release");
  }
  PackageRecord record;
  record.at = here.now;
  record.key = desk.number_of(*key);
  record.note = crypto::sm3(info);
  desk.journal->add(record);
  Reply reply;
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_signatures(signatures);
  return reply;
}

}  // namespace yinxin::signer
