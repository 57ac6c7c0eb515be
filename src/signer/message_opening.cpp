// The messages that carry secrets: unlock, unlock-share, unwrap. Their bodies are made in one allocation, so
// that wiping it leaves nothing behind.
#include "signer/message.hpp"

namespace yinxin::signer {
namespace {

constexpr std::size_t kRoom = 512;  // more than any of these bodies
static_assert(kRoom > kMaxKeyIdBytes + kMaxWrappedBytes + kCredentialBytes + 64);

FieldWriter with_room() {
  return FieldWriter(kRoom);
}

}  // namespace

base::Bytes encode_unlock(const UnlockRequest& request) {
  FieldWriter out = with_room();
  out.u8(static_cast<std::uint8_t>(request.key_class)).octets(request.credential);
  return std::move(out).take();
}

base::Result<UnlockRequest> decode_unlock(base::ByteView body) {
  FieldReader in(body);
  UnlockRequest request;
  request.key_class = read_key_class(in);
  request.credential = in.octets(kCredentialBytes);
  return all_of(in, request, "unlock");
}

base::Bytes encode_unlock_share(const ShareRequest& request) {
  FieldWriter out = with_room();
  out.u8(static_cast<std::uint8_t>(request.key_class)).fixed(request.set.id).u8(request.set.threshold);
  out.u8(request.index).octets(request.octets);
  return std::move(out).take();
}

base::Result<ShareRequest> decode_unlock_share(base::ByteView body) {
  FieldReader in(body);
  ShareRequest request;
  request.key_class = read_key_class(in);
  std::ranges::copy(in.fixed(request.set.id.size()), request.set.id.begin());
  request.set.threshold = in.u8();
  request.index = in.u8();
  request.octets = in.octets(kCredentialBytes);
  if (request.set.threshold < crypto::kLeastThreshold || request.index == 0) in.fail();
  return all_of(in, request, "unlock-share");
}

base::Bytes encode_share_progress(const ShareProgress& progress) {
  FieldWriter out;
  out.u8(progress.there).u8(progress.needed).u8(progress.unlocked ? 1 : 0);
  return std::move(out).take();
}

base::Result<ShareProgress> decode_share_progress(base::ByteView body) {
  FieldReader in(body);
  ShareProgress progress;
  progress.there = in.u8();
  progress.needed = in.u8();
  progress.unlocked = read_flag(in);
  return all_of(in, progress, "unlock-share");
}

base::Bytes encode_unwrap(const UnwrapRequest& request) {
  FieldWriter out;
  out.text(request.key_id).octets(request.wrapped);
  return std::move(out).take();
}

base::Result<UnwrapRequest> decode_unwrap(base::ByteView body) {
  FieldReader in(body);
  UnwrapRequest request;
  request.key_id = read_key_id(in);
  request.wrapped = in.octets(kMaxWrappedBytes);
  return all_of(in, std::move(request), "unwrap");
}

base::Bytes encode_named_request(const NamedRequest& request) {
  FieldWriter out;
  out.text(request.key_id).octets(request.subject);
  return std::move(out).take();
}

base::Result<NamedRequest> decode_named_request(base::ByteView body) {
  FieldReader in(body);
  NamedRequest request;
  request.key_id = read_key_id(in);
  request.subject = in.octets(kMaxIssuerNameBytes);
  return all_of(in, std::move(request), "sign-request");
}

base::Bytes encode_data_key(const base::SecretBytes& key) {
  FieldWriter out = with_room();
  out.fixed(key.reveal());
  return std::move(out).take();
}

base::Result<base::SecretBytes> decode_data_key(base::ByteView body) {
  if (body.size() != kDataKeyBytes) return malformed_message("unwrap");
  return base::SecretBytes::copy_of(body);
}

}  // namespace yinxin::signer
