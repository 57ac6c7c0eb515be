// How often one client may ask: a token bucket for each address and class, in bounded memory.
#pragma once

#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.hpp"

namespace yinxin::http {

class RateLimiter {
 public:
  /// `burst` requests at once, `per_second` in the long run; both above 0.
  struct Rate {
    double per_second;
    double burst;
  };
  /// A bucket takes some 200 octets: 20 MB in all. When full, the bucket used longest ago is forgotten.
  static constexpr std::size_t kMaxBuckets = 100'000;

  /// Throws std::invalid_argument when a rate is not above 0. `clock` must outlive this.
  RateLimiter(const base::Clock& clock, std::map<std::string, Rate> classes,
              std::size_t max_buckets = kMaxBuckets);

  bool knows(const std::string& rate_class) const { return classes_.contains(rate_class); }

  /// Takes one token. Zero: go on. Otherwise how long until there is one, rounded up. A class that is not
  /// known is a broken invariant (throws std::out_of_range). Thread safe. IPv6 clients count by their /64,
  /// which is what one subscriber is given (RFC 6177).
  std::chrono::seconds take(const std::string& address, const std::string& rate_class);

 private:
  struct Bucket {
    std::string key;
    double tokens;
    base::Time filled;
  };
  Bucket& bucket_for(const std::string& key, const Rate& rate, base::Time now);

  const base::Clock& clock_;
  const std::map<std::string, Rate> classes_;
  const std::size_t max_buckets_;
  std::mutex mutex_;
  std::list<Bucket> by_use_;  // guarded by mutex_; the last used first
  std::unordered_map<std::string, std::list<Bucket>::iterator> by_key_;  // guarded by mutex_
};

/// The part of an address that stands for one client: IPv4 whole, IPv6 its first 64 bits, anything else as it
/// is.
std::string client_key(const std::string& address);

}  // namespace yinxin::http
