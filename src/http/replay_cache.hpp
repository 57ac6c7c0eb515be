// Remembers the nonces of signatures for as long as their time window lasts, so that a signature counts once.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/clock.hpp"

namespace yinxin::http {

class ReplayCache {
 public:
  /// An entry takes some 200 octets.
  static constexpr std::size_t kMaxEntries = 262'144;  // 50 MB in all
  static constexpr std::size_t kMaxEntriesForKey =
      65'536;  // so that no key can use up the memory of the others

  explicit ReplayCache(std::size_t max_entries = kMaxEntries, std::size_t max_for_key = kMaxEntriesForKey)
      : max_entries_(max_entries), max_for_key_(max_for_key) {}

  /// Notes that `nonce` was used with this key; forgets it after `until`. Entries are never pushed out before
  /// that: a full cache refuses. Thread safe. Errors: Unauthenticated `http.signature.replayed` when it was
  /// used before, TooMany `http.signature.replay_full`.
  base::Result<void> use(const std::string& key_id, const std::string& nonce, base::Time until,
                         base::Time now);

 private:
  using Entry = std::pair<std::string, std::string>;  // key id, nonce
  void forget_old(base::Time now);

  const std::size_t max_entries_;
  const std::size_t max_for_key_;
  std::mutex mutex_;
  std::set<Entry> used_;                       // guarded by mutex_
  std::multimap<base::Time, Entry> by_end_;    // guarded by mutex_; the same entries
  std::map<std::string, std::size_t> of_key_;  // guarded by mutex_; how many each key has
};

}  // namespace yinxin::http
