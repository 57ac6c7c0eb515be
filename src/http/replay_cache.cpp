// Three views of the same entries; all change together.
#include "http/replay_cache.hpp"

namespace yinxin::http {

void ReplayCache::forget_old(base::Time now) {
  while (!by_end_.empty() && by_end_.begin()->first < now) {
    const Entry& entry = by_end_.begin()->second;
    const auto count = of_key_.find(entry.first);
    if (--count->second == 0) of_key_.erase(count);
    used_.erase(entry);
    by_end_.erase(by_end_.begin());
  }
}

base::Result<void> ReplayCache::use(const std::string& key_id, const std::string& nonce, base::Time until,
                                    base::Time now) {
  using base::ErrorKind;
  const std::lock_guard lock(mutex_);
  forget_old(now);
  const Entry entry(key_id, nonce);
  if (used_.contains(entry)) return base::make_error(ErrorKind::Unauthenticated, "http.signature.replayed");
  const auto count = of_key_.find(key_id);
  if (used_.size() >= max_entries_ || (count != of_key_.end() && count->second >= max_for_key_)) {
    return base::make_error(ErrorKind::TooMany, "http.signature.replay_full");
  }
  used_.insert(entry);
  by_end_.emplace(until, entry);
  ++of_key_[key_id];
  return {};
}

}  // namespace yinxin::http
