// A connection whose n-th begin, batch of statements or commit fails: before it happens, or after it
// happened, as when the answer is lost on the way (exemplars.md 10, habit 8).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "store/connection.hpp"

namespace yinxin::store {

enum class Operation { Begin, RunAll, Commit, Rollback };
enum class Moment { Before, After };

struct Fault {
  Operation operation = Operation::Commit;
  int countdown = 1;  // 1: the next one
  Moment moment = Moment::Before;
  base::Error error = base::make_error(base::ErrorKind::Internal, "store.failed", "injected");
};

class FaultyConnection final : public Connection {
 public:
  explicit FaultyConnection(std::unique_ptr<Connection> inner, std::optional<Fault> fault = {},
                            std::function<void(Operation, Connection&)> before = {})
      : inner_(std::move(inner)), fault_(std::move(fault)), before_(std::move(before)) {}

  Engine engine() const override { return inner_->engine(); }
  base::Result<Rows> query(std::string_view sql, const Values& values) override {
    return inner_->query(sql, values);
  }
  base::Result<void> query_each(std::string_view sql, const Values& values,
                                const std::function<base::Result<void>(const Row&)>& on_row) override {
    return inner_->query_each(sql, values, on_row);
  }
  base::Result<std::int64_t> execute(std::string_view sql, const Values& values) override {
    return inner_->execute(sql, values);
  }
  base::Result<void> run_script(std::string_view sql) override { return inner_->run_script(sql); }
  base::Result<void> run_all(std::span<const Command> commands, std::vector<Outcome>& outcomes) override {
    return faulty(
        Operation::RunAll, [&] { return inner_->run_all(commands, outcomes); }, [&] { outcomes.clear(); });
  }
  base::Result<void> begin() override {
    return faulty(Operation::Begin, [&] { return inner_->begin(); });
  }
  base::Result<void> commit() override {
    return faulty(Operation::Commit, [&] { return inner_->commit(); });
  }
  base::Result<void> rollback() override {
    return faulty(Operation::Rollback, [&] { return inner_->rollback(); });
  }

 private:
  template <class Act, class Undo = void (*)()>
  base::Result<void> faulty(
      Operation operation, const Act& act, const Undo& undo = [] {}) {
    if (before_) before_(operation, *inner_);
    if (!fault_ || fault_->operation != operation || --fault_->countdown != 0) return act();
    if (fault_->moment == Moment::After) {
      YX_CHECK(act());
      undo();
    }
    return fault_->error;
  }

  const std::unique_ptr<Connection> inner_;
  std::optional<Fault> fault_;
  const std::function<void(Operation, Connection&)>
      before_;  // called before every operation, with the connection inside
};

}  // namespace yinxin::store
