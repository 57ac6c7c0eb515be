#include "authority/partitions.hpp"

namespace yinxin::authority {

base::Result<Partitions::Place> Partitions::take(store::Database& database, const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  auto found = current_.find(issuer);
  if (found == current_.end()) {
    YX_TRY(const auto newest, newest_partition(database, issuer));
    const Current current = newest ? Current{newest->number, newest->assigned, true} : Current{};
    found = current_.emplace(issuer, current).first;
  }
  Current& current = found->second;
  if (current.assigned >= kPartitionSize) current = {current.number + 1, 0, false};
  ++current.assigned;
  return Place{current.number, !current.exists};
}

void Partitions::full(const std::string& issuer, std::int64_t number) {
  const std::lock_guard lock(mutex_);
  Current& current = current_[issuer];
  if (current.number == number) current = {number + 1, 0, false};
}

void Partitions::exists(const std::string& issuer, std::int64_t number) {
  const std::lock_guard lock(mutex_);
  Current& current = current_[issuer];
  if (current.number == number) current.exists = true;
}

}  // namespace yinxin::authority
