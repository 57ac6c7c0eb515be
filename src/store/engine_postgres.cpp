// PostgreSQL 15 through libpq: the database named by a conninfo.
#include "store/postgres_connection.hpp"

namespace yinxin::store {
namespace {

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(std::string conninfo) : conninfo_(std::move(conninfo)) {}
  Engine engine() const override { return Engine::Postgres; }
  base::Result<std::unique_ptr<Connection>> connect() override {
    return PostgresConnection::open(conninfo_, Access::ReadWrite);
  }

 protected:
  base::Result<std::unique_ptr<Connection>> connect_reader() override {
    return PostgresConnection::open(conninfo_, Access::ReadOnly);
  }

 private:
  const std::string conninfo_;
};

}  // namespace

base::Result<std::shared_ptr<Database>> open_postgres(const std::string& conninfo) {
  PQconninfoOption* const options =
      PQconninfoParse(conninfo.c_str(), nullptr);  // its message may quote a password
  if (options == nullptr) {
    return base::make_error(base::ErrorKind::Malformed, "store.address", "postgres: takes a libpq conninfo");
  }
  PQconninfoFree(options);
  return std::shared_ptr<Database>(std::make_shared<PostgresDatabase>(conninfo));
}

}  // namespace yinxin::store
