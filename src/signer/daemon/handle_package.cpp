// sign-package: the note that states an absence, or that binds an evidence package's manifest
// (src/proof/PACKAGE.md).
#include "proof/package_layout.hpp"
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<Reply> handle_sign_package(Desk& desk, const Request& request) {
  YX_TRY(const TreeHeadRequest sign, decode_tree_head(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  const auto stated = proof::package_note_time(sign.note);
  if (!stated) return refused("not the note of a package");
  YX_CHECK(check_package(*stated, key->spec, here));
  const base::ByteView note = base::as_bytes(sign.note);
  const crypto::Sm3Digest digest = crypto::sm2_digest(key->public_key, note);
  YX_TRY(const auto signatures, desk.backend->sign(key->spec.id, {&digest, 1}));
  if (signatures.size() != 1 || !crypto::sm2_verify(key->public_key, note, signatures[0])) {
    return make_error(ErrorKind::Internal, "signer.verify", "a signature did not verify before release");
  }
  PackageRecord record;
  record.at = here.now;
  record.key = desk.number_of(*key);
  record.note = crypto::sm3(note);
  desk.journal->add(record);
  Reply reply;
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_signatures(signatures);
  return reply;
}

}  // namespace yinxin::signer
