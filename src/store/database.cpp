// Addresses, and the pool of reading connections that both engines share.
#include <condition_variable>
#include <mutex>
#include <utility>

#include "store/engine.hpp"

namespace yinxin::store {

struct Database::Pool {
  std::mutex mutex;
  std::condition_variable given_back;
  std::vector<std::unique_ptr<Connection>> idle;  // guarded by mutex
  std::size_t lent = 0;                           // guarded by mutex
};

/// A reader on loan. It goes back to the pool only after keep(): one that ended in doubt is closed instead.
class Database::Lease {
 public:
  static base::Result<Lease> take(Database& database) {
    Lease lease(database.pool_);
    if (lease.connection_ == nullptr) {
      YX_TRY(lease.connection_, database.connect_reader());
    }
    return lease;
  }

  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (pool_ == nullptr) return;
    {
      const std::lock_guard lock(pool_->mutex);
      --pool_->lent;
      if (keep_) pool_->idle.push_back(std::move(connection_));
    }
    pool_->given_back.notify_one();
  }

  Connection& operator*() { return *connection_; }
  Connection* operator->() { return connection_.get(); }
  void keep() { keep_ = true; }

 private:
  explicit Lease(std::shared_ptr<Pool> pool) : pool_(std::move(pool)) {
    std::unique_lock lock(pool_->mutex);
    pool_->given_back.wait(lock, [&] { return pool_->lent < kMaxReaders; });
    ++pool_->lent;
    if (pool_->idle.empty()) return;
    connection_ = std::move(pool_->idle.back());
    pool_->idle.pop_back();
  }

  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;
  bool keep_ = false;
};

Database::Database() : pool_(std::make_shared<Pool>()) {}

base::Result<std::shared_ptr<Database>> Database::open(const std::string& address) {
  const std::size_t colon = address.find(':');
  const std::string scheme = address.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : address.substr(colon + 1);
  std::shared_ptr<Database> database;
  if (scheme == "sqlite") {
    YX_TRY(database, open_sqlite(rest));
  } else if (scheme == "postgres") {
    YX_TRY(database, open_postgres(rest));
  } else {
    return base::make_error(base::ErrorKind::Malformed, "store.address", "neither sqlite: nor postgres:");
  }
  YX_TRY(Lease first, Lease::take(*database));
  first.keep();
  return database;
}

namespace {

/// The read() that this thread is inside of; the outer ones of other databases behind it.
struct Reading {
  Reading(const Database& database_in, Connection& connection_in)
      : database(&database_in), connection(&connection_in), outer(std::exchange(innermost, this)) {}
  ~Reading() { innermost = outer; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  /// Null: none of this database.
  static Connection* of(const Database& database) {
    const Reading* one = innermost;
    while (one != nullptr && one->database != &database) one = one->outer;
    return one == nullptr ? nullptr : one->connection;
  }

  const Database* const database;
  Connection* const connection;
  Reading* const outer;
  static thread_local Reading* innermost;
};

thread_local Reading* Reading::innermost = nullptr;

}  // namespace

base::Result<void> Database::read(const std::function<base::Result<void>(Connection&)>& read) {
  if (Connection* const joined = Reading::of(*this)) return read(*joined);
  YX_TRY(Lease lease, Lease::take(*this));
  YX_CHECK(lease->begin());
  base::Result<void> outcome;
  {
    const Reading reading(*this, *lease);
    outcome = read(*lease);
  }
  if (lease->rollback()) lease.keep();
  return outcome;
}

base::Result<Rows> Database::query(std::string_view sql, const Values& values) {
  if (Connection* const joined = Reading::of(*this)) return joined->query(sql, values);
  YX_TRY(Lease lease, Lease::take(*this));
  base::Result<Rows> rows = lease->query(sql, values);
  if (!rows && rows.error().code == "store.busy") rows = lease->query(sql, values);
  lease.keep();
  return rows;
}

}  // namespace yinxin::store
