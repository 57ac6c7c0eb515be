#include "store/postgres_connection.hpp"

#include <poll.h>

#include <cerrno>
#include <stdexcept>

namespace yinxin::store {
namespace {

constexpr int kBinary = 1;

std::string statement_key(std::string_view sql, const Parameters& parameters) {
  std::string key = parameters.signature();
  key.push_back(' ');
  return key.append(sql);
}

// Waits for what `events` names; 0 milliseconds: only looks, -1: as long as it takes.
short poll_socket(PGconn* connection, short events, int milliseconds) {
  pollfd socket{PQsocket(connection), events, 0};
  int ready = 0;
  do {
    ready = ::poll(&socket, 1, milliseconds);
  } while (ready < 0 && errno == EINTR);
  return ready > 0 ? socket.revents : short{0};
}

bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

base::Result<std::unique_ptr<Connection>> PostgresConnection::open(const std::string& conninfo,
                                                                   Access access) {
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(conninfo, access));
  YX_CHECK(connection->connect());
  return std::unique_ptr<Connection>(std::move(connection));
}

base::Result<void> PostgresConnection::connect() {
  // What stands before dbname are defaults that the conninfo overrides. Without the time limits a dead
  // network would hold a thread for hours.
  const char* const keywords[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                                  "dbname",           "client_encoding",  nullptr};
  const char* const values[] = {"10", "30", "10", "3", "30000", "yinxin", conninfo_.c_str(), "UTF8", nullptr};
  statements_.clear();
  handle_.reset(PQconnectdbParams(keywords, values, 1));
  base::Result<void> configured = configure();
  if (!configured) handle_.reset();
  return configured;
}

base::Result<void> PostgresConnection::configure() {
  if (lost()) return not_connected(PQerrorMessage(handle_.get()));
  const char* encoding = PQparameterStatus(handle_.get(), "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8")
    return not_connected("the database is not UTF8");
  PQsetNoticeProcessor(
      handle_.get(), [](void*, const char*) {}, nullptr);  // the default writes to stderr
  PQsetnonblocking(handle_.get(), 1);
  std::string settings =
      "SET synchronous_commit = on; SET lock_timeout = " + std::to_string(kLockWaitMilliseconds);
  if (access_ == Access::ReadOnly) settings += "; SET default_transaction_read_only = on";
  const PostgresResult set(PQexec(handle_.get(), settings.c_str()));
  if (!succeeded(set.get())) return not_connected(PQerrorMessage(handle_.get()));
  return {};
}

/// A FATAL error is the server's last word; the end of the connection itself may be seen only later.
PostgresResult PostgresConnection::received(PGresult* result) {
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::string_view(severity) != "ERROR") handle_.reset();
  return PostgresResult(result);
}

/// Notices what arrived while idle: a server that went away has said so, and costs no round trip to find out.
bool PostgresConnection::still_there() {
  while (!lost() && poll_socket(handle_.get(), POLLIN, 0) != 0) {
    if (PQconsumeInput(handle_.get()) == 0) return false;
  }
  return !lost();
}

/// Before anything is sent.
base::Result<void> PostgresConnection::ready() {
  if (streaming_) throw std::logic_error("connection used from on_row");
  if (in_transaction_) {
    if (lost()) return lost_error();
  } else if (!still_there()) {
    YX_CHECK(connect());
  }
  if (statements_.size() < kMaxStatements) return {};
  YX_CHECK(simple("DEALLOCATE ALL"));
  statements_.clear();
  return {};
}

base::Error PostgresConnection::lost_error() const {
  if (in_transaction_ || access_ == Access::ReadOnly) return busy("connection lost");
  return failed("connection lost; whether the statement ran is unknown");
}

base::Error PostgresConnection::error_of(const PGresult* result) const {
  return lost() || result == nullptr ? lost_error() : postgres_error(result);
}

base::Result<PostgresResult> PostgresConnection::simple(const char* sql) {
  PostgresResult result = received(PQexec(handle_.get(), sql));
  if (!succeeded(result.get())) return error_of(result.get());
  return result;
}

base::Result<Rows> PostgresConnection::query(std::string_view sql, const Values& values) {
  YX_TRY(Outcome outcome, run_one(Command{sql, &values, true}));
  return std::move(outcome.rows);
}

base::Result<std::int64_t> PostgresConnection::execute(std::string_view sql, const Values& values) {
  YX_TRY(const Outcome outcome, run_one(Command{sql, &values, false}));
  return outcome.changed;
}

base::Result<Outcome> PostgresConnection::run_one(const Command& command) {
  std::vector<Outcome> outcomes;
  YX_CHECK(run_all(std::span(&command, 1), outcomes));
  return std::move(outcomes.front());
}

base::Result<void> PostgresConnection::run_script(std::string_view sql) {
  YX_CHECK(ready());
  YX_CHECK(simple(std::string(sql).c_str()));
  return {};
}

base::Result<void> PostgresConnection::run_all(std::span<const Command> commands,
                                               std::vector<Outcome>& outcomes) {
  outcomes.clear();
  YX_CHECK(ready());
  std::vector<Step> steps;
  // A command with values that cannot be sent ends the pipeline; those before it have run all the same.
  base::Result<void> sent = send(commands, steps);
  YX_CHECK(receive(steps, outcomes));
  return sent;
}

base::Result<void> PostgresConnection::send(std::span<const Command> commands, std::vector<Step>& steps) {
  base::Result<void> sent;
  PQenterPipelineMode(handle_.get());
  for (const Command& command : commands) {
    sent = check_values(*command.values);
    if (!sent) break;
    if (!send_command(command, steps)) break;
  }
  PQpipelineSync(handle_.get());
  flush();  // a connection that fails here fails in receive() as well
  return sent;
}

bool PostgresConnection::send_command(const Command& command, std::vector<Step>& steps) {
  const Parameters parameters(*command.values);
  std::string key = statement_key(command.sql, parameters);
  auto found = statements_.find(key);
  if (found == statements_.end()) {
    found = statements_.emplace(key, "s" + std::to_string(++names_)).first;
    steps.push_back(Step{&command, std::move(key)});
    if (PQsendPrepare(handle_.get(), found->second.c_str(), std::string(command.sql).c_str(),
                      parameters.count(), parameters.types()) == 0) {
      return false;
    }
  }
  steps.push_back(Step{&command, {}});
  return PQsendQueryPrepared(handle_.get(), found->second.c_str(), parameters.count(), parameters.pointers(),
                             parameters.lengths(), parameters.formats(), kBinary) != 0;
}

/// Sends what libpq has buffered, and takes in what the server answers meanwhile: both would otherwise wait
/// for the other with full buffers (PostgreSQL 15, section 34.5.1.1).
bool PostgresConnection::flush() {
  for (;;) {
    const int left = PQflush(handle_.get());
    if (left <= 0) return left == 0;
    const short ready = poll_socket(handle_.get(), POLLIN | POLLOUT, -1);
    if ((ready & ~POLLOUT) != 0 && PQconsumeInput(handle_.get()) == 0) return false;
  }
}

base::Result<void> PostgresConnection::receive(const std::vector<Step>& steps,
                                               std::vector<Outcome>& outcomes) {
  base::Result<void> outcome;
  for (const Step& step : steps) {
    const PostgresResult result = received(PQgetResult(handle_.get()));
    if (result == nullptr) handle_.reset();  // out of step with the server
    if (lost()) return lost_error();
    const PostgresResult separator(PQgetResult(handle_.get()));  // null ends the results of one step
    if (outcome) {
      outcome = take(step, result.get(), outcomes);
    } else if (!step.prepares.empty()) {
      statements_.erase(step.prepares);  // skipped by the server
    }
  }
  const PostgresResult sync = received(PQgetResult(handle_.get()));
  if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(handle_.get()) == 0)
    handle_.reset();
  if (lost()) return lost_error();
  return outcome;
}

base::Result<void> PostgresConnection::take(const Step& step, PGresult* result,
                                            std::vector<Outcome>& outcomes) {
  if (!step.prepares.empty()) {
    if (succeeded(result)) return {};
    statements_.erase(step.prepares);
    return error_of(result);
  }
  if (!succeeded(result)) return error_of(result);
  Outcome outcome;
  outcome.changed = postgres_changed(result);
  if (step.command->returning) {
    YX_TRY(outcome.rows, postgres_rows(result));
    outcome.changed = static_cast<std::int64_t>(outcome.rows.size());
  }
  outcomes.push_back(std::move(outcome));
  return {};
}

base::Result<void> PostgresConnection::query_each(
    std::string_view sql, const Values& values, const std::function<base::Result<void>(const Row&)>& on_row) {
  YX_CHECK(ready());
  YX_CHECK(check_values(values));
  const Parameters parameters(values);
  YX_TRY(const std::string name, prepared(sql, parameters));
  const int sent = PQsendQueryPrepared(handle_.get(), name.c_str(), parameters.count(), parameters.pointers(),
                                       parameters.lengths(), parameters.formats(), kBinary);
  if (sent == 0 || PQsetSingleRowMode(handle_.get()) == 0 || !flush()) handle_.reset();
  if (lost()) return lost_error();
  struct Ended {
    PostgresConnection* connection;
    ~Ended() {
      connection->abandon_results();
      connection->streaming_ = false;
    }
  } const ended{this};
  streaming_ = true;
  YX_CHECK(stream(on_row));
  // libpq leaves its single-row mode on for the first statement of a pipeline; an empty query ends it.
  if (!lost()) static_cast<void>(PostgresResult(PQexec(handle_.get(), "")));
  return {};
}

base::Result<std::string> PostgresConnection::prepared(std::string_view sql, const Parameters& parameters) {
  std::string key = statement_key(sql, parameters);
  const auto found = statements_.find(key);
  if (found != statements_.end()) return found->second;
  std::string name = "s" + std::to_string(++names_);
  const PostgresResult result = received(PQprepare(handle_.get(), name.c_str(), std::string(sql).c_str(),
                                                   parameters.count(), parameters.types()));
  if (!succeeded(result.get())) return error_of(result.get());
  return statements_.emplace(std::move(key), std::move(name)).first->second;
}

base::Result<void> PostgresConnection::stream(const std::function<base::Result<void>(const Row&)>& on_row) {
  for (;;) {
    const PostgresResult result = received(PQgetResult(handle_.get()));
    if (result == nullptr) return lost() ? base::Result<void>(lost_error()) : base::Result<void>();
    if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE) {
      YX_TRY(const Row row, postgres_row(result.get(), 0));
      YX_CHECK(on_row(row));
    } else if (!succeeded(result.get())) {
      return error_of(result.get());
    }
  }
}

/// The rest of a large table would have to be read otherwise, and a request to cancel may arrive late and hit
/// the statement after. The next use outside a transaction connects again.
void PostgresConnection::abandon_results() {
  if (PQtransactionStatus(handle_.get()) == PQTRANS_ACTIVE) handle_.reset();
}

base::Result<void> PostgresConnection::begin() {
  YX_CHECK(ready());
  if (in_transaction_) return failed("a transaction is open already");
  const char* const sql = access_ == Access::ReadOnly ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                                      : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
  base::Result<PostgresResult> begun = simple(sql);
  if (lost()) {  // since ready() looked; a BEGIN alone has changed nothing
    YX_CHECK(connect());
    begun = simple(sql);
  }
  if (lost()) return busy("connection lost");
  if (!begun) return std::move(begun).error();
  in_transaction_ = true;
  return {};
}

base::Result<void> PostgresConnection::commit() {
  if (streaming_) throw std::logic_error("connection used from on_row");
  if (!in_transaction_) return failed("no transaction is open");
  if (!still_there()) return lost_error();  // before COMMIT was sent
  const base::Result<PostgresResult> result = simple("COMMIT");
  in_transaction_ = false;
  if (lost()) return failed("connection lost in a commit; whether it is durable is unknown");
  if (!result) return result.error();
  // The server answers the COMMIT of a failed transaction with success and another word.
  if (std::string_view(PQcmdStatus(result->get())) != "COMMIT")
    return failed("the transaction has failed; roll back");
  return {};
}

base::Result<void> PostgresConnection::rollback() {
  if (streaming_) throw std::logic_error("connection used from on_row");
  const bool open = in_transaction_;
  in_transaction_ = false;
  if (!open || lost()) return {};
  const base::Result<PostgresResult> result = simple("ROLLBACK");
  if (lost() || result) return {};  // a connection that is gone has rolled back on the server
  return result.error();
}

}  // namespace yinxin::store
