// Turns single signing wishes into batches: whatever came while the previous batch was away goes out as the
// next one, so that a wish alone waits for nobody and a crowd shares one trip (decisions.md 4).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "signer/client.hpp"

namespace yinxin::signer {

class Gather {
 public:
  /// How many wishes may wait; one more is answered TooMany `signer.queue_full` at once.
  static constexpr std::size_t kMaxWaiting = 4096;
  /// Octets of one message to the daemon, with room for its frame and lengths (PROTOCOL.md: 256 KiB).
  static constexpr std::size_t kMaxBatchBytes = 240 * 1024;
  /// Sends one batch of bodies, each with the act that vouches for it or an empty one, and hands back one
  /// signature each, in order.
  using Send = std::function<void(std::vector<base::Bytes>, std::vector<Act>, base::Completion<Signatures>)>;

  /// With `checked_by`, what comes back is verified under that key, a batch at once, before any of it is
  /// handed on: the asker's own check, apart from the daemon's.
  explicit Gather(Send send, std::optional<crypto::Sm2PublicKey> checked_by = {});

  /// `done` is called on the client's thread. An error of the batch is the error of each wish in it, except
  /// that a batch of several that is refused as a whole (not Unavailable) is asked again one by one, so that
  /// one bad body fails alone. Internal `signer.answer`: not one signature each, or (for that wish alone) one
  /// that does not verify.
  void submit(base::Bytes body, base::Completion<crypto::Sm2Signature> done) {
    submit(std::move(body), {}, std::move(done));
  }
  void submit(base::Bytes body, Act act, base::Completion<crypto::Sm2Signature> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace yinxin::signer
