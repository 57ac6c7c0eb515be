#include "signer/gather.hpp"

#include <deque>
#include <mutex>

namespace yinxin::signer {

using base::Bytes;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

struct Wish {
  Bytes body;
  Act act;
  base::Completion<crypto::Sm2Signature> done;
  bool alone = false;  // was in a batch that was refused: goes by itself now

  std::size_t size() const { return body.size() + act.size(); }
};

}  // namespace

struct Gather::State : std::enable_shared_from_this<Gather::State> {
  Send send;
  std::optional<crypto::Sm2PublicKey> checked_by;
  std::mutex mutex;
  std::deque<Wish> waiting;  // guarded by mutex
  bool away = false;         // guarded by mutex: a batch is with the daemon

  /// Takes the next batch off the queue; the caller holds the mutex.
  std::vector<Wish> take() {
    std::vector<Wish> batch;
    std::size_t octets = 0;
    while (!waiting.empty() && batch.size() < Client::kMaxBatch) {
      Wish& next = waiting.front();
      if (!batch.empty() && (next.alone || octets + next.size() > kMaxBatchBytes)) break;
      octets += next.size();
      const bool alone = next.alone;
      batch.push_back(std::move(next));
      waiting.pop_front();
      if (alone) break;
    }
    return batch;
  }

  void pump() {
    std::vector<Wish> batch;
    {
      const std::lock_guard lock(mutex);
      if (away || waiting.empty()) return;
      batch = take();
      away = true;
    }
    std::vector<Bytes> bodies;
    std::vector<Act> acts;
    for (const Wish& wish : batch) {
      bodies.push_back(wish.body);
      acts.push_back(wish.act);
    }
    auto held = std::make_shared<std::vector<Wish>>(std::move(batch));
    send(std::move(bodies), std::move(acts),
         [self = shared_from_this(), held](Result<Signatures> signatures) {
           {
             const std::lock_guard lock(self->mutex);
             self->away = false;
           }
           self->pump();  // the next batch leaves before the answers of this one are worked on
           self->hand_back(*held, std::move(signatures));
         });
  }

  std::vector<bool> check(const std::vector<Wish>& batch, const Signatures& signatures) const {
    if (!checked_by) return std::vector<bool>(batch.size(), true);
    std::vector<crypto::Sm2VerifyItem> items;
    for (std::size_t i = 0; i < batch.size(); ++i)
      items.push_back({&*checked_by, batch[i].body, &signatures[i]});
    return crypto::sm2_verify_batch(items);
  }

  void hand_out(std::vector<Wish>& batch, const Signatures& signatures) {
    const std::vector<bool> valid = check(batch, signatures);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (valid[i])
        batch[i].done(signatures[i]);
      else
        batch[i].done(make_error(ErrorKind::Internal, "signer.answer", "the signature does not verify"));
    }
  }

  void hand_back(std::vector<Wish>& batch, Result<Signatures> signatures) {
    if (signatures && signatures->size() != batch.size()) {
      signatures = make_error(ErrorKind::Internal, "signer.answer", "not one signature for each body");
    }
    if (signatures) return hand_out(batch, *signatures);
    const bool retry_singly = batch.size() > 1 && signatures.error().kind != ErrorKind::Unavailable;
    if (!retry_singly) {
      for (Wish& wish : batch) wish.done(signatures.error());
      return;
    }
    {
      const std::lock_guard lock(mutex);
      for (auto wish = batch.rbegin(); wish != batch.rend(); ++wish) {
        wish->alone = true;
        waiting.push_front(std::move(*wish));
      }
    }
    pump();
  }
};

Gather::Gather(Send send, std::optional<crypto::Sm2PublicKey> checked_by)
    : state_(std::make_shared<State>()) {
  state_->send = std::move(send);
  state_->checked_by = std::move(checked_by);
}

void Gather::submit(Bytes body, Act act, base::Completion<crypto::Sm2Signature> done) {
  {
    std::unique_lock lock(state_->mutex);
    if (state_->waiting.size() >= kMaxWaiting) {
      lock.unlock();
      done(make_error(ErrorKind::TooMany, "signer.queue_full", "too many bodies wait to be signed"));
      return;
    }
    state_->waiting.push_back({std::move(body), std::move(act), std::move(done)});
  }
  state_->pump();
}

}  // namespace yinxin::signer
