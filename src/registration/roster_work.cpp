#include "registration/roster_work.hpp"

#include "registration/service.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::Result;

namespace {

/// What keeps a row waiting is nothing that its officer would be told.
bool row_waits(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TooMany ||
         error.kind == ErrorKind::Internal;
}

procedure::Values inputs_for(const OpenOrder& order, const WaitingTarget& row) {
  if (order.event == "issue") return {{"key_sm3", base::to_hex(row.key)}};
  return {{"reason", order.reason}, {"cause", order.cause}};
}

}  // namespace

RosterWork::RosterWork(Rosters::House house, std::function<void(const base::Error&)> on_trouble)
    : house_(house), on_trouble_(std::move(on_trouble)), thread_([this] { run(); }) {}

RosterWork::~RosterWork() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void RosterWork::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

bool RosterWork::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void RosterWork::run() {
  while (true) {
    const bool all_done = round();
    std::unique_lock lock(mutex_);
    const auto roused = [this] { return stopping_ || woken_; };
    if (all_done)
      changed_.wait(lock, roused);
    else
      changed_.wait_for(lock, Rosters::kRetry, roused);
    if (stopping_) return;
    woken_ = false;
  }
}

bool RosterWork::round() {
  const auto open = find_open_orders(house_.database, house_.vault);
  if (!open) {
    on_trouble_(open.error());
    return false;
  }
  bool all_done = true;
  for (const OpenOrder& order : *open) {
    all_done = work(order) && all_done;
    if (is_stopping()) return false;
  }
  return all_done;
}

bool RosterWork::work(const OpenOrder& order) {
  left_ = false;
  if (!try_all(order) || left_) return false;
  store::WriteSet set;
  finish_order(set, order.number, house_.clock.now());
  const auto finished = house_.lane.commit(std::move(set));
  if (!finished) on_trouble_(finished.error());
  return finished.has_value();
}

bool RosterWork::try_all(const OpenOrder& order) {
  std::int64_t after = 0;
  while (!is_stopping()) {
    const auto rows = find_waiting_targets(house_.database, order.number, after, Rosters::kInFlight);
    if (!rows) {
      leave(rows.error());
      return false;
    }
    if (rows->empty()) return true;
    for (const WaitingTarget& row : *rows) try_row(order, row);
    after = rows->back().position;
    under_way_.wait();  // one round of the lane and of the signer for all of them
  }
  return false;
}

void RosterWork::try_row(const OpenOrder& order, const WaitingTarget& row) {
  const OrderPlace place{order.number, row.position};
  officers::Actor actor = order.actor;
  actor.place = row.place;
  house_.registration.perform(
      Deed{row.application, order.event, inputs_for(order, row), {}}, std::move(actor),
      [place](store::WriteSet& set, const Application&) { settle_order_row(set, place); },
      [this, place, token = under_way_.begin()](Result<Application> outcome) {
        if (outcome) return;
        if (row_waits(outcome.error())) return leave(outcome.error());
        refuse(place, outcome.error(), token);
      });
}

void RosterWork::refuse(const OrderPlace& place, const base::Error& error, base::InFlight::Token token) {
  store::WriteSet set;
  settle_order_row(set, place, error);
  house_.lane.submit(
      std::move(set),
      [this, token = std::move(token)](Result<store::Committed> committed) {
        if (!committed) leave(committed.error());
      },
      store::Priority::Bulk);
}

void RosterWork::leave(const base::Error& error) {
  left_ = true;
  on_trouble_(error);
}

}  // namespace yinxin::registration
