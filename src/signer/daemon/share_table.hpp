// The custodians' shares that have come so far (decisions.md 1), for as long as it takes the others to bring
// theirs and no longer.
#pragma once

#include <chrono>
#include <map>

#include "base/clock.hpp"
#include "signer/key_share.hpp"

namespace yinxin::signer {

class ShareTable {
 public:
  /// How long a share is kept: the time in which three people at one table type or paste theirs.
  static constexpr std::chrono::minutes kLongestWait{10};

  /// A share with an index that is there takes its place. Errors: Refused `signer.refused` (shares of another
  /// set are waiting).
  base::Result<void> add(KeyShare share, base::Time now);
  std::size_t count() const { return shares_.size(); }
  /// Wipes every share that is older than kLongestWait, or newer than `now` (the clock was set back).
  void drop_old(base::Time now);
  /// What the shares give together; none is left afterwards. Errors: those of crypto::combine_shares().
  base::Result<base::SecretBytes> take();

 private:
  struct Waiting {
    base::Time since;
    crypto::SecretShare share;
  };
  ShareSet set_;  // of all that wait
  std::map<std::uint8_t, Waiting> shares_;
};

}  // namespace yinxin::signer
