// A lane under a test's control: held in its first transaction until the test has queued what it wants to see
// together.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "store/write_set.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {

inline constexpr const char* kInsert = "INSERT INTO things (id) VALUES ($1)";

inline WriteSet inserting(std::int64_t id) {
  WriteSet set;
  set.add(kInsert, {id});
  return set;
}

/// Holds the lane in its first begin until the test has queued what it wants to see together.
class Gate {
 public:
  void wait_here() {
    std::unique_lock lock(mutex_);
    reached_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reached_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reached_ = false;
  bool open_ = false;
};

/// An empty table things, a counter at 0, and a lane on a connection that can be held, made to fail and
/// listened to.
class LaneFixture : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY); CREATE TABLE counter (n BIGINT NOT NULL);"
        " INSERT INTO counter (n) VALUES (0)");
  }
  void TearDown() override {
    if (gate_ != nullptr) gate_->open();
    lane_.reset();
    BothEngines::TearDown();
  }

  void start(std::optional<Fault> fault = {}) {
    operations_.clear();
    lane_ = Lane::start(std::make_unique<FaultyConnection>(
        connect(), std::move(fault),
        [this](Operation operation, Connection&) { operations_.push_back(operation); }));
  }
  /// A lane that is at work on set 0 and stands at the gate.
  void start_held(std::optional<Fault> fault = {}) {
    gate_ = std::make_unique<Gate>();
    operations_.clear();
    lane_ = Lane::start(std::make_unique<FaultyConnection>(connect(), std::move(fault),
                                                           [this](Operation operation, Connection&) {
                                                             operations_.push_back(operation);
                                                             if (operations_.size() == 1) gate_->wait_here();
                                                           }));
    lane_->submit(inserting(0), [](const base::Result<Committed>&) {});
    gate_->wait_until_reached();
  }
  void submit(WriteSet set, Priority priority = Priority::Interactive) {
    const std::size_t which = waiters_.size();
    waiters_.emplace_back();
    lane_->submit(
        std::move(set),
        [this, which, done = waiters_.back().completion()](base::Result<Committed> result) {
          order_.push_back(which);
          done(std::move(result));
        },
        priority);
  }
  /// The answers to submit(), in its order.
  std::vector<std::string> answers() {
    std::vector<std::string> codes;
    for (auto& waiter : waiters_) codes.push_back(code_of(waiter.wait()));
    waiters_.clear();
    return codes;
  }
  std::int64_t count() const { return number("SELECT count(*) FROM things"); }
  /// After the lane's end.
  std::int64_t times(Operation operation) const {
    return std::count(operations_.begin(), operations_.end(), operation);
  }

  std::unique_ptr<Gate> gate_;
  std::vector<Operation> operations_;  // the lane's thread writes it
  std::vector<std::size_t> order_;     // of completion; likewise
  std::vector<base::Waiter<Committed>> waiters_;
  std::unique_ptr<Lane> lane_;
};

}  // namespace yinxin::store
