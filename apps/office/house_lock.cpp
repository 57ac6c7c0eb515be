#include "office/house_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "base/files.hpp"

namespace yinxin::office {

using base::Result;

namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr mode_t kMode = 0640;
constexpr std::int64_t kKey = 0x79696E78696F;  // of our own among the database's advisory locks

base::Error in_use() {
  return base::make_error(base::ErrorKind::Conflict, "office.in_use",
                          "another program works with this database: stop yinxind first");
}

}  // namespace

Result<HouseLock> HouseLock::take(const base::Config& settings, store::Database& database, Mode mode) {
  HouseLock lock;
  if (database.engine() == store::Engine::Sqlite) {
    const std::string path = settings.text("store.address").substr(kSqlite.size()) + ".lock";
    lock.file_ = signer::Fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kMode));
    if (!lock.file_) return base::file_error(errno, "opening", path);
    if (::flock(lock.file_.get(), (mode == Mode::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) return in_use();
    return lock;
  }
  YX_TRY(lock.connection_, database.connect());
  const std::string_view sql = mode == Mode::Shared
                                   ? "SELECT CASE WHEN pg_try_advisory_lock_shared($1) THEN 1 ELSE 0 END"
                                   : "SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END";
  YX_TRY(const auto rows, lock.connection_->query(sql, {kKey}));
  if (rows.at(0).integer(0) == 0) return in_use();
  return lock;
}

}  // namespace yinxin::office
