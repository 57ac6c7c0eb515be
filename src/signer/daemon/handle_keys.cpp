// status, keys, key, generate.
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

constexpr std::size_t kPageBytes = 192 * 1024;  // of a keys answer; with one more key it is still a frame
constexpr std::size_t kMostInfoBytes = kMaxIssuerNameBytes + kMaxOriginBytes + 512;
static_assert(kPageBytes + kMostInfoBytes < kMaxFrameBytes);

Reply reply_now(base::Bytes body) {
  Reply reply;
  reply.body = std::move(body);
  return reply;
}

}  // namespace

Result<Reply> handle_status(Desk& desk, const Request& request) {
  YX_CHECK(decode_empty(request.body));
  DaemonStatus status;
  status.ceremony = desk.options.ceremony;
  status.quorum_unlocked = desk.keys.is_unlocked(KeyClass::Quorum);
  status.online_unlocked = desk.keys.is_unlocked(KeyClass::Online);
  status.memory_locked = desk.keys.memory_locked();
  status.demonstration = desk.options.demonstration;
  return reply_now(encode_status(status));
}

Result<Reply> handle_keys(Desk& desk, const Request& request) {
  YX_TRY(const std::string after, decode_keys_request(request.body));
  const auto& keys = desk.keys.keys();
  std::vector<KeyInfo> page;
  std::size_t octets = 0;
  for (auto key = keys.upper_bound(after); key != keys.end() && octets < kPageBytes; ++key) {
    page.push_back(desk.info_of(key->second));
    octets += encode_key_info(page.back()).size();
  }
  return reply_now(encode_key_infos(page));
}

Result<Reply> handle_key(Desk& desk, const Request& request) {
  YX_TRY(const std::string id, decode_key_id(request.body));
  const StoredKey* key = desk.keys.find(id);
  if (key == nullptr) return make_error(ErrorKind::NotFound, "signer.key", "no key " + id);
  return reply_now(encode_key_info(desk.info_of(*key)));
}

/// The journal knows of a key before its file exists: after a crash in between, the id can be made again.
Result<Reply> handle_generate(Desk& desk, const Request& request) {
  YX_TRY(const KeySpec spec, decode_generate(request.body));
  YX_CHECK(check_spec(spec, desk.options.ceremony));
  if (!desk.keys.is_unlocked(spec.key_class))
    return make_error(ErrorKind::Refused, "signer.locked", "its class is locked");
  if (desk.keys.find(spec.id) != nullptr)
    return make_error(ErrorKind::Conflict, "signer.key_exists", spec.id);
  if (desk.keys.keys().size() >= KeyStore::kMaxKeys || !desk.journal->has_room_for_key()) {
    return refused("this signer holds no more keys");
  }
  if (!desk.journal->round_empty()) {
    Reply reply;
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const MadeKey made, desk.backend->generate());
  KeyRecord record;
  record.at = here.now;
  record.id = spec.id;
  record.point = base::to_bytes(made.public_key.point());
  desk.journal->add(std::move(record));
  YX_CHECK(desk.journal->commit());
  YX_CHECK(desk.keys.enter(spec, made, *desk.backend));
  desk.log.info("signer.key.made", {{"id", spec.id}, {"class", class_name(spec.key_class)}});
  return reply_now(encode_key_info(desk.info_of(*desk.keys.find(spec.id))));
}

}  // namespace yinxin::signer
