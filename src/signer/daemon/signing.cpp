#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<crypto::Sm2Signature> sign_digest(Desk& desk, const StoredKey& key, const crypto::Sm3Digest& digest) {
  YX_TRY(const auto signatures, desk.backend->sign(key.spec.id, {&digest, 1}));
  if (signatures.size() != 1 || !crypto::sm2_verify_digest(key.public_key, digest, signatures[0]))
    return make_error(ErrorKind::Internal, "signer.verify", "a signature did not verify before release");
  return signatures[0];
}

Result<Reply> sign_note(Desk& desk, const StoredKey& key, base::ByteView octets, base::Time now) {
  YX_TRY(const auto signature, sign_digest(desk, key, crypto::sm2_digest(key.public_key, octets)));
  PackageRecord record;
  record.at = now;
  record.key = desk.number_of(key);
  record.note = crypto::sm3(octets);
  desk.journal->add(record);
  Reply reply;
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_signatures({signature});
  return reply;
}

}  // namespace yinxin::signer
