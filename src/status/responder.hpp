// The OCSP responder (RFC 6960, RFC 5019 where it narrows): one request in, one signed answer out.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "base/completion.hpp"
#include "signer/gather.hpp"
#include "status/answer_cache.hpp"
#include "status/table.hpp"
#include "status/types.hpp"

namespace yinxin::status {

/// An authority we answer for, and the delegated signer that answers (RFC 6960 4.2.2.2).
struct ResponderIdentity {
  std::string authority;  // "issuing-1"
  x509::Certificate issuer;
  x509::Certificate signer;
  std::string key_id;  // the signer's key
};

class Responder {
 public:
  struct Options {
    std::chrono::minutes validity{10};  // of an answer: the CPS says it
  };
  using Lookup =
      std::function<base::Result<Table::Answer>(const std::string& authority, const x509::Serial& serial)>;
  using Send = std::function<signer::Gather::Send(const std::string& key_id)>;

  Responder(Lookup lookup, Send send, const base::Clock& clock, Options options);

  /// Replaces the identities, as when an OCSP signer's certificate is renewed.
  void set_identities(std::vector<ResponderIdentity> identities);

  /// Never fails: what goes wrong is an OCSP error answer (malformed request, unauthorized for an issuer that
  /// is not ours, tryLater while the signer is away or busy, internalError). `done` may be called before
  /// answer() returns. One CertID without a nonce may be answered from the cache.
  void answer(base::ByteView request, std::function<void(OcspAnswer)> done);

  /// The cached answer to one CertID without a nonce, if there is one. Does not block.
  std::optional<OcspAnswer> at_hand(base::ByteView request) const;

  /// The status of this serial has changed: cached answers about it are dropped, also such as are being
  /// signed right now.
  void changed(const x509::Serial& serial) { cache_->forget(serial); }
  std::uint64_t cache_hits() const { return cache_->hits(); }

 private:
  struct Known;
  base::Result<std::vector<x509::SingleResponse>> look_up(const x509::OcspRequest& request,
                                                          const Known& known, base::Time now) const;
  void sign(const x509::OcspRequest& request, std::vector<x509::SingleResponse> responses,
            std::shared_ptr<Known> known, base::Time now, std::uint64_t version,
            std::function<void(OcspAnswer)> done);

  const Lookup lookup_;
  const Send send_;
  const base::Clock& clock_;
  const Options options_;
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Known>> identities_;  // guarded by mutex_; replaced as a whole
  // Shared with answers on their way to the signer, which may come back after this object is gone.
  const std::shared_ptr<AnswerCache> cache_ = std::make_shared<AnswerCache>();
};

}  // namespace yinxin::status
