// sign-tree-head: the ledger's tree only grows (decisions.md 3).
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

TreeHeadRecord make_record(const Desk& desk, const StoredKey& key, const Circumstances& here,
                           const proof::TreeHead& head, const crypto::Sm3Digest& note) {
  TreeHeadRecord record;
  record.at = here.now;
  record.key = desk.number_of(key);
  record.size = head.size;
  record.root = head.root;
  record.head_time = head.time;
  record.note = note;
  return record;
}

}  // namespace

Result<Reply> handle_sign_tree_head(Desk& desk, const Request& request) {
  YX_TRY(const TreeHeadRequest sign, decode_tree_head(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  const auto head = proof::TreeHead::parse_body(sign.note);
  if (!head) return refused("not a tree head: " + base::describe(head.error()));
  Reply reply;
  if (!desk.journal->round_empty()) {
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  const base::ByteView note = base::as_bytes(sign.note);
  const crypto::Sm3Digest digest = crypto::sm3(note);
  const TreeHeadRecord* newest = desk.journal->newest_tree_head(desk.number_of(*key));
  if (newest != nullptr && newest->note == digest) {
    reply.body = encode_signatures({newest->signature});
    return reply;
  }
  YX_CHECK(check_tree_head(*head, key->spec, here, newest));
  TreeHeadRecord record = make_record(desk, *key, here, *head, digest);
  YX_TRY(record.signature, sign_digest(desk, *key, crypto::sm2_digest(key->public_key, note)));
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_signatures({record.signature});
  desk.journal->add(record);
  return reply;
}

}  // namespace yinxin::signer
