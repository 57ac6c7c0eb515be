// Carries out orders for many rows of a roster, on a thread of its own. Private to this folder.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/in_flight.hpp"
#include "registration/roster_order_table.hpp"

namespace yinxin::registration {

/// A row's outcome stands in the commit of its certificate or revocation, so that no kill loses a row or
/// carries it out twice.
class RosterWork {
 public:
  RosterWork(Rosters::House house, std::function<void(const base::Error&)> on_trouble);
  ~RosterWork();  // waits for the rows that are on their way
  /// There is a new order.
  void wake();

 private:
  void run();
  /// True when nothing is left to do.
  bool round();
  bool work(const OpenOrder& order);
  /// True when every row that waited was tried.
  bool try_all(const OpenOrder& order);
  void try_row(const OpenOrder& order, const WaitingTarget& row);
  void refuse(const OrderPlace& place, const base::Error& error, base::InFlight::Token token);
  /// A row waits on.
  void leave(const base::Error& error);
  bool is_stopping();

  const Rosters::House house_;
  const std::function<void(const base::Error&)> on_trouble_;
  std::atomic<bool> left_ = false;  // a row of the order at hand still waits
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;     // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  base::InFlight under_way_;
  std::thread thread_;
};

}  // namespace yinxin::registration
