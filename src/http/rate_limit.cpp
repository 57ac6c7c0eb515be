// Buckets are filled when they are looked at; a clock that goes back fills nothing and takes nothing.
#include "http/rate_limit.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/bytes.hpp"

namespace yinxin::http {

std::string client_key(const std::string& address) {
  constexpr std::size_t kPrefix = 8;  // octets of a /64
  in6_addr parsed{};
  if (inet_pton(AF_INET6, address.c_str(), &parsed) != 1 || IN6_IS_ADDR_V4MAPPED(&parsed)) return address;
  return base::to_hex(base::ByteView(parsed.s6_addr, kPrefix));
}

RateLimiter::RateLimiter(const base::Clock& clock, std::map<std::string, Rate> classes,
                         std::size_t max_buckets)
    : clock_(clock), classes_(std::move(classes)), max_buckets_(max_buckets) {
  for (const auto& [name, rate] : classes_) {
    if (!(rate.per_second > 0) || !(rate.burst >= 1)) throw std::invalid_argument("rate class " + name);
  }
}

RateLimiter::Bucket& RateLimiter::bucket_for(const std::string& key, const Rate& rate, base::Time now) {
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return by_use_.front();
  }
  if (by_use_.size() >= max_buckets_) {
    by_key_.erase(by_use_.back().key);
    by_use_.pop_back();
  }
  by_use_.push_front(Bucket{key, rate.burst, now});
  by_key_.emplace(key, by_use_.begin());
  return by_use_.front();
}

std::chrono::seconds RateLimiter::take(const std::string& address, const std::string& rate_class) {
  const Rate& rate = classes_.at(rate_class);
  const base::Time now = clock_.now();
  const std::lock_guard lock(mutex_);
  Bucket& bucket = bucket_for(rate_class + " " + client_key(address), rate, now);
  const double passed = std::chrono::duration<double>(now - bucket.filled).count();
  if (passed > 0) {
    bucket.tokens = std::min(rate.burst, bucket.tokens + passed * rate.per_second);
    bucket.filled = now;
  }
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::chrono::seconds(0);
  }
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / rate.per_second)));
}

}  // namespace yinxin::http
