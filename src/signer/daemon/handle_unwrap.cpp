// unwrap: a data key that was encrypted to an online key of this purpose alone (decisions.md 1). Every one is
// in the journal before it leaves.
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::ErrorKind;
using base::Result;

Result<Reply> handle_unwrap(Desk& desk, const Request& request) {
  YX_TRY(const UnwrapRequest unwrap, decode_unwrap(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(unwrap.key_id));
  YX_CHECK(check_unwrap(key->spec));
  const auto data_key = desk.backend->unwrap(key->spec.id, unwrap.wrapped);
  if (!data_key && data_key.error().kind == ErrorKind::Internal) return data_key.error();
  if (!data_key || data_key->size() != kDataKeyBytes) {
    return refused("not 32 octets that were encrypted to this key");
  }
  UnwrapRecord record;
  record.at = here.now;
  record.key = desk.number_of(*key);
  record.wrapped = crypto::sm3(unwrap.wrapped);
  desk.journal->add(record);
  desk.log.info("signer.unwrapped", {{"key", key->spec.id}});
  Reply reply;
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_data_key(*data_key);
  return reply;
}

}  // namespace yinxin::signer
