// One connection to PostgreSQL 15. Private to store/.
//
// Statements go in pipeline mode: whatever run_all is given, with the PREPAREs it still needs, is one round
// trip. A connection that is lost is made again by the next begin() or by the next statement outside a
// transaction, never inside one.
#pragma once

#include <map>

#include "store/engine.hpp"
#include "store/postgres_wire.hpp"

namespace yinxin::store {

class PostgresConnection final : public Connection {
 public:
  /// Errors: Unavailable `store.connect`.
  static base::Result<std::unique_ptr<Connection>> open(const std::string& conninfo, Access access);

  Engine engine() const override { return Engine::Postgres; }
  base::Result<Rows> query(std::string_view sql, const Values& values) override;
  base::Result<void> query_each(std::string_view sql, const Values& values,
                                const std::function<base::Result<void>(const Row&)>& on_row) override;
  base::Result<std::int64_t> execute(std::string_view sql, const Values& values) override;
  base::Result<void> run_script(std::string_view sql) override;
  base::Result<void> run_all(std::span<const Command> commands, std::vector<Outcome>& outcomes) override;
  base::Result<void> begin() override;
  base::Result<void> commit() override;
  base::Result<void> rollback() override;

 private:
  /// What was put into the pipeline, in the order in which its results come back.
  struct Step {
    const Command* command = nullptr;
    std::string prepares;  // the key of the statement this step prepares; empty: it runs the command
  };

  PostgresConnection(std::string conninfo, Access access) : conninfo_(std::move(conninfo)), access_(access) {}

  base::Result<void> connect();
  base::Result<void> configure();
  bool lost() const { return PQstatus(handle_.get()) == CONNECTION_BAD; }  // also when there is no handle
  bool still_there();
  PostgresResult received(PGresult* result);
  base::Result<void> ready();
  base::Error lost_error() const;
  base::Error error_of(const PGresult* result) const;
  base::Result<PostgresResult> simple(const char* sql);

  base::Result<Outcome> run_one(const Command& command);
  base::Result<void> send(std::span<const Command> commands, std::vector<Step>& steps);
  bool send_command(const Command& command, std::vector<Step>& steps);
  bool flush();
  base::Result<void> receive(const std::vector<Step>& steps, std::vector<Outcome>& outcomes);
  base::Result<void> take(const Step& step, PGresult* result, std::vector<Outcome>& outcomes);
  base::Result<std::string> prepared(std::string_view sql, const Parameters& parameters);
  base::Result<void> stream(const std::function<base::Result<void>(const Row&)>& on_row);
  void abandon_results();

  const std::string conninfo_;
  const Access access_;
  PostgresHandle handle_;
  std::map<std::string, std::string, std::less<>> statements_;  // signature and text -> name on the server
  std::uint64_t names_ = 0;
  bool in_transaction_ = false;
  bool streaming_ = false;
};

}  // namespace yinxin::store
