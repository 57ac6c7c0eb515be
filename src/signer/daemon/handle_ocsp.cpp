// sign-ocsp: not recorded one by one but counted (decisions.md 3), and verified one in kVerifyOneIn.
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

constexpr std::uint64_t kVerifyOneIn = 256;  // decisions.md 2; the first after each start is always verified

Result<void> check_all(const std::vector<base::ByteView>& bodies, const StoredKey& key,
                       const Circumstances& here) {
  if ((key.spec.limits.purposes & kSignOcsp) == 0) return refused("not a purpose of this key");
  for (const base::ByteView body : bodies) {
    const auto data = x509::OcspResponseData::parse(body);
    if (!data) return refused("not a ResponseData: " + base::describe(data.error()));
    YX_CHECK(check_ocsp(*data, body, key.public_key, here));
  }
  return {};
}

Result<void> verify_some(Desk& desk, const StoredKey& key, const std::vector<base::ByteView>& bodies,
                         const std::vector<crypto::Sm2Signature>& signatures) {
  if (signatures.size() != bodies.size())
    return make_error(ErrorKind::Internal, "signer.backend", "signatures missing");
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (desk.ocsp_signed++ % kVerifyOneIn != 0) continue;
    if (!crypto::sm2_verify(key.public_key, bodies[i], signatures[i])) {
      return make_error(ErrorKind::Internal, "signer.verify", "a signature did not verify before release");
    }
  }
  return {};
}

}  // namespace

Result<Reply> handle_sign_ocsp(Desk& desk, const Request& request) {
  YX_TRY(const SignRequest sign, decode_sign(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  YX_CHECK(check_all(sign.items, *key, here));
  const auto digests = crypto::sm2_digest_batch(key->public_key, sign.items);
  crypto::Sm3 bodies;
  for (const base::ByteView item : sign.items) bodies.update(item);
  OcspRecord record;
  record.at = here.now;
  record.key = desk.number_of(*key);
  record.count = static_cast<std::uint32_t>(sign.items.size());
  record.bodies = bodies.finish();
  Reply reply;
  if (!desk.journal->note(record)) {
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  YX_TRY(const auto signatures, desk.backend->sign(key->spec.id, digests));
  YX_CHECK(verify_some(desk, *key, sign.items, signatures));
  reply.body = encode_signatures(signatures);
  return reply;
}

}  // namespace yinxin::signer
