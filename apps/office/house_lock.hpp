// Keeps a restore away from a server that is up: the server shares the house, `yinxin restore` and `yinxin
// init` have it alone.
#pragma once

#include "base/config.hpp"
#include "signer/unix_socket.hpp"
#include "store/connection.hpp"

namespace yinxin::office {

/// Held until it is destroyed, or the program ends however it ends. SQLite: flock(2) on "<database>.lock";
/// PostgreSQL: an advisory lock of a connection of its own.
class HouseLock {
 public:
  enum class Mode { Shared, Alone };
  /// Never waits. Errors: Conflict `office.in_use`; those of the store and of base::file_error().
  static base::Result<HouseLock> take(const base::Config& settings, store::Database& database, Mode mode);

 private:
  signer::Fd file_;
  std::unique_ptr<store::Connection> connection_;
};

}  // namespace yinxin::office
