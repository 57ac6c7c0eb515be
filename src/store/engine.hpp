// What database.cpp knows of the two engines. Private to store/.
#pragma once

#include "store/connection.hpp"

namespace yinxin::store {

enum class Access { ReadWrite, ReadOnly };

/// How long a statement waits for another's lock before it answers Unavailable `store.busy`, both engines.
/// Five seconds: some seven thousand commits at the slowest disk measured (1.4 k fdatasync a second), and
/// below any HTTP timeout.
inline constexpr int kLockWaitMilliseconds = 5000;

/// Statements kept prepared on one connection. SQL texts are part of the program, so this is reached only
/// where texts are composed; then all are dropped and the useful ones come back by use.
inline constexpr std::size_t kMaxStatements = 512;

base::Result<std::shared_ptr<Database>> open_sqlite(const std::string& path);
base::Result<std::shared_ptr<Database>> open_postgres(const std::string& conninfo);

inline base::Error failed(std::string detail) {
  return base::make_error(base::ErrorKind::Internal, "store.failed", std::move(detail));
}
inline base::Error busy(std::string detail) {
  return base::make_error(base::ErrorKind::Unavailable, "store.busy", std::move(detail));
}
inline base::Error not_connected(std::string detail) {
  return base::make_error(base::ErrorKind::Unavailable, "store.connect", std::move(detail));
}

}  // namespace yinxin::store
