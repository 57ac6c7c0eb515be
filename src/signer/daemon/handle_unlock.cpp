// unlock and unlock-share: what makes a class of keys usable (decisions.md 1).
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

Result<void> say_how_it_went(const Desk& desk, KeyClass key_class, Result<void> opened) {
  if (opened) {
    desk.log.info("signer.unlocked", {{"class", class_name(key_class)}});
  } else {
    desk.log.warning("signer.unlock.refused", {{"class", class_name(key_class)}, {"error", opened.error()}});
  }
  return opened;
}

/// With enough shares there: opens the class, or wipes them all.
Result<void> open_with_shares(Desk& desk, KeyClass key_class, const ShareSet& set) {
  YX_TRY(const base::SecretBytes credential, desk.shares.take());
  return desk.keys.unlock_shared(key_class, set, credential.reveal(), *desk.backend);
}

Reply progress_reply(std::size_t there, const ShareSet& set, bool unlocked) {
  ShareProgress progress;
  progress.there = static_cast<std::uint8_t>(there);
  progress.needed = set.threshold;
  progress.unlocked = unlocked;
  Reply reply;
  reply.body = encode_share_progress(progress);
  return reply;
}

KeyShare share_of(const ShareRequest& request) {
  KeyShare share;
  share.set = request.set;
  share.share.index = request.index;
  share.share.octets = base::SecretBytes::copy_of(request.octets);
  return share;
}

}  // namespace

Result<Reply> handle_unlock(Desk& desk, const Request& request) {
  YX_TRY(const UnlockRequest unlock, decode_unlock(request.body));
  const Result<void> opened = desk.keys.unlock(unlock.key_class, unlock.credential, *desk.backend);
  YX_CHECK(say_how_it_went(desk, unlock.key_class, opened));
  return Reply{};
}

Result<Reply> handle_unlock_share(Desk& desk, const Request& request) {
  YX_TRY(const ShareRequest asked, decode_unlock_share(request.body));
  if (asked.octets.size() != kCredentialBytes)
    return base::make_error(base::ErrorKind::Refused, "signer.credential", "a share of another length");
  YX_CHECK(desk.keys.check_share_set(asked.key_class, asked.set));
  // A share that is not needed any more is not kept either.
  if (desk.keys.is_unlocked(asked.key_class)) return progress_reply(asked.set.threshold, asked.set, true);
  YX_CHECK(desk.shares.add(share_of(asked), desk.clock.now()));
  const std::size_t there = desk.shares.count();
  desk.log.info("signer.share", {{"index", asked.index}, {"there", there}, {"needed", asked.set.threshold}});
  if (there < asked.set.threshold) return progress_reply(there, asked.set, false);
  YX_CHECK(say_how_it_went(desk, asked.key_class, open_with_shares(desk, asked.key_class, asked.set)));
  return progress_reply(there, asked.set, true);
}

}  // namespace yinxin::signer
