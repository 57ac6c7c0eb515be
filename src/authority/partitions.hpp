// Which CRL partition the next certificate of an issuer goes to.
#pragma once

#include <map>
#include <mutex>

#include "authority/certificate_table.hpp"

namespace yinxin::authority {

/// Counts in memory; the database's own count, checked in commit 1, has the last word. Thread safe.
class Partitions {
 public:
  struct Place {
    std::int64_t number = 0;
    bool maybe_new = false;  // its row may not be there yet: ensure_partition()
  };
  base::Result<Place> take(store::Database& database, const std::string& issuer);
  /// The database says that this one is full (another server filled it).
  void full(const std::string& issuer, std::int64_t number);
  /// A certificate in this one is durable: its row is there.
  void exists(const std::string& issuer, std::int64_t number);

 private:
  struct Current {
    std::int64_t number = 0;
    std::int64_t assigned = 0;
    bool exists = false;
  };
  std::mutex mutex_;
  std::map<std::string, Current> current_;  // guarded by mutex_
};

}  // namespace yinxin::authority
