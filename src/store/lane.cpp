// The lane: one thread, one connection, one transaction for everything that queued while the last one was
// committing.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "store/write_set.hpp"

namespace yinxin::store {
namespace {

struct Job {
  WriteSet set;
  base::Completion<Committed> done;
};

/// How one transaction over a batch ended.
struct Attempt {
  enum class End {
    Durable,
    NotBegun,      // nothing ran
    SetFailed,     // the set `failed` did; rolled back
    NotCommitted,  // all sets ran, the commit was refused; rolled back
    Unknown,
  };
  End end = End::Durable;
  base::Error error{};
  std::size_t failed = 0;
  std::vector<Committed> committed{};  // one for each set, when durable
};

base::Error stopped_error(const base::Error& cause) {
  return base::make_error(base::ErrorKind::Unavailable, "store.lane_stopped", describe(cause));
}

std::vector<Command> commands_of(std::span<const Job> jobs) {
  std::vector<Command> commands;
  for (const Job& job : jobs) {
    for (const WriteSet::Statement& statement : job.set.statements()) {
      commands.push_back(Command{statement.sql, &statement.values, statement.returning});
    }
  }
  return commands;
}

std::optional<base::Error> mismatch(const WriteSet::Statement& statement, const Outcome& outcome) {
  if (!statement.rows || *statement.rows == outcome.changed) return std::nullopt;
  base::Error error = statement.on_mismatch;
  if (error.detail.empty()) {
    error.detail = std::to_string(outcome.changed) + " rows instead of " + std::to_string(*statement.rows);
  }
  return error;
}

/// Sorts the outcomes back to their sets, up to the first set that is not satisfied. `outcomes` may end
/// early, at the statement that failed with `error`.
Attempt judge(std::span<const Job> jobs, std::vector<Outcome>& outcomes, const base::Result<void>& ran) {
  Attempt attempt;
  std::size_t next = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    Committed& committed = attempt.committed.emplace_back();
    for (const WriteSet::Statement& statement : jobs[i].set.statements()) {
      std::optional<base::Error> error;
      if (next < outcomes.size()) {
        error = mismatch(statement, outcomes[next]);
      } else {
        error = ran.error();
      }
      if (error) return Attempt{Attempt::End::SetFailed, *std::move(error), i, {}};
      if (statement.returning) committed.returned.push_back(std::move(outcomes[next].rows));
      ++next;
    }
  }
  return attempt;
}

Attempt rolled_back(Connection& connection, Attempt attempt) {
  const base::Result<void> ended = connection.rollback();
  if (!ended)
    return Attempt{Attempt::End::Unknown, ended.error(), 0, {}};  // no further transaction can be trusted
  return attempt;
}

Attempt attempt_batch(Connection& connection, std::span<const Job> jobs) {
  const base::Result<void> begun = connection.begin();
  if (!begun) return rolled_back(connection, Attempt{Attempt::End::NotBegun, begun.error(), 0, {}});
  const std::vector<Command> commands = commands_of(jobs);
  std::vector<Outcome> outcomes;
  const base::Result<void> ran = connection.run_all(commands, outcomes);
  Attempt attempt = judge(jobs, outcomes, ran);
  if (attempt.end != Attempt::End::Durable) return rolled_back(connection, std::move(attempt));
  const base::Result<void> committed = connection.commit();
  if (committed) return attempt;
  if (committed.error().kind == base::ErrorKind::Internal) {
    return Attempt{Attempt::End::Unknown, committed.error(), 0, {}};
  }
  return rolled_back(connection, Attempt{Attempt::End::NotCommitted, committed.error(), 0, {}});
}

void answer_all(std::span<Job> jobs, const base::Error& error) {
  for (Job& job : jobs) job.done(error);
}

}  // namespace

struct Lane::State {
  explicit State(std::unique_ptr<Connection> opened) : connection(std::move(opened)) {}

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job> interactive;         // guarded by mutex
  std::deque<Job> bulk;                // guarded by mutex
  bool closing = false;                // guarded by mutex
  std::optional<base::Error> stopped;  // guarded by mutex; written by the lane's thread only
  std::mutex watch_mutex;
  std::function<void()> durable;                  // guarded by watch_mutex
  std::function<void(const base::Error&)> ended;  // guarded by watch_mutex
  std::atomic<std::uint64_t> commits = 0;
  std::atomic<std::uint64_t> sets = 0;
  const std::unique_ptr<Connection> connection;  // only the lane's thread touches it
  std::thread thread;

  /// Takes the job over, or says why not and leaves it with the caller.
  std::optional<base::Error> enqueue(Job& job, Priority priority) {
    {
      const std::lock_guard lock(mutex);
      std::deque<Job>& queue = priority == Priority::Interactive ? interactive : bulk;
      if (stopped) return stopped;
      if (closing)
        return base::make_error(base::ErrorKind::Unavailable, "store.lane_stopped", "shutting down");
      if (queue.size() >= kMaxQueued) return base::make_error(base::ErrorKind::TooMany, "store.queue_full");
      queue.push_back(std::move(job));
    }
    changed.notify_one();
    return std::nullopt;
  }

  /// What a job's completion holds is given back before the next wait.
  void run() {
    while (true) {
      std::vector<Job> batch = take();
      if (batch.empty()) return;
      process(batch);
    }
  }

  /// The next batch; empty when the lane is closing and nothing is left.
  std::vector<Job> take() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return closing || !interactive.empty() || !bulk.empty(); });
    std::deque<Job>& queue = interactive.empty() ? bulk : interactive;
    const std::size_t count = std::min(queue.size(), interactive.empty() ? kMaxBulkBatchSets : kMaxBatchSets);
    const auto end = queue.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Job> batch(std::make_move_iterator(queue.begin()), std::make_move_iterator(end));
    queue.erase(queue.begin(), end);
    return batch;
  }

  /// Answers every job. Where a set fails, the batch falls into three parts; the last is tried in the next
  /// turn.
  void process(std::span<Job> jobs) {
    while (!jobs.empty()) {
      if (stopped) return answer_all(jobs, *stopped);
      Attempt attempt = attempt_batch(*connection, jobs);
      const bool alone = jobs.size() == 1;
      switch (attempt.end) {
        case Attempt::End::Durable:
          ++commits;
          sets += jobs.size();
          tell_durable();
          for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(attempt.committed[i]));
          return;
        case Attempt::End::NotBegun:
          return answer_all(jobs, attempt.error);
        case Attempt::End::Unknown:
          return stop(jobs, stopped_error(attempt.error));
        case Attempt::End::NotCommitted:
          // A deferred constraint or a full disk does not say which set it was.
          if (alone) return answer_all(jobs, attempt.error);
          for (std::size_t i = 0; i < jobs.size(); ++i) process(jobs.subspan(i, 1));
          return;
        case Attempt::End::SetFailed:
          if (alone) return answer_all(jobs, attempt.error);
          process(jobs.first(attempt.failed));
          process(jobs.subspan(attempt.failed, 1));
          jobs = jobs.subspan(attempt.failed + 1);
      }
    }
  }

  void tell_durable() {
    const std::lock_guard lock(watch_mutex);
    if (durable) durable();
  }

  void stop(std::span<Job> jobs, const base::Error& error) {
    std::deque<Job> waiting;
    {
      const std::lock_guard lock(mutex);
      stopped = error;
      waiting.swap(interactive);
      std::move(bulk.begin(), bulk.end(), std::back_inserter(waiting));
      bulk.clear();
    }
    answer_all(jobs, error);
    for (Job& job : waiting) job.done(error);
    const std::lock_guard lock(watch_mutex);
    if (ended) ended(error);
  }
};

Lane::Lane(std::unique_ptr<State> state) : state_(std::move(state)) {}

base::Result<std::unique_ptr<Lane>> Lane::start(Database& database) {
  YX_TRY(std::unique_ptr<Connection> connection, database.connect());
  return start(std::move(connection));
}

std::unique_ptr<Lane> Lane::start(std::unique_ptr<Connection> connection) {
  auto state = std::make_unique<State>(std::move(connection));
  state->thread = std::thread([lane = state.get()] { lane->run(); });
  return std::unique_ptr<Lane>(new Lane(std::move(state)));
}

Lane::~Lane() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->closing = true;
  }
  state_->changed.notify_one();
  state_->thread.join();
}

void Lane::submit(WriteSet set, base::Completion<Committed> done, Priority priority) {
  Job job{std::move(set), std::move(done)};
  const std::optional<base::Error> refusal = state_->enqueue(job, priority);
  if (refusal) job.done(*refusal);
}

base::Result<Committed> Lane::commit(WriteSet set) {
  if (std::this_thread::get_id() == state_->thread.get_id())
    throw std::logic_error("Lane::commit on the lane's thread");
  base::Waiter<Committed> waiter;
  submit(std::move(set), waiter.completion());
  return waiter.wait();
}

Lane::Counts Lane::counts() const {
  return {state_->commits, state_->sets};
}

void Lane::on_durable(std::function<void()> call) {
  const std::lock_guard lock(state_->watch_mutex);
  state_->durable = std::move(call);
}

void Lane::on_stopped(std::function<void(const base::Error&)> call) {
  const std::lock_guard lock(state_->watch_mutex);
  state_->ended = std::move(call);
}

}  // namespace yinxin::store
