// The worker goes through a batch in order, with kInFlight rows on their way. A row's outcome stands in the
// commit of its application, so that no kill loses a row or enters it twice.
#include "registration/batches.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/in_flight.hpp"
#include "registration/batch_table.hpp"
#include "registration/service.hpp"
#include "registration/submission.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kRowsAtOnce = 256;  // read together

/// What keeps a row waiting is nothing that the applicant would be told.
bool must_wait(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TooMany ||
         error.kind == ErrorKind::Internal;
}

ledger::Act received_act(const Batch& batch, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::BatchReceived;
  act.object = "batch/" + batch.number;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"format", batch_format_name(batch.format)},
                              {"file_sm3", base::to_hex(batch.digest)},
                              {"rows", std::to_string(batch.rows)}});
  return act;
}

}  // namespace

struct Batches::State {
  State(House house_in, std::function<void(const base::Error&)> on_trouble_in)
      : house(house_in), on_trouble(std::move(on_trouble_in)) {}

  void run();
  /// True when nothing is left to do.
  bool round();
  bool work(const OpenBatch& batch);
  bool enter_all(const OpenBatch& batch);
  void enter(const OpenBatch& batch, const WaitingRow& row);
  void refuse(const BatchPlace& place, const base::Error& error);
  /// A row waits on: the round goes on without it, or ends when a part is away.
  void leave(const base::Error& error);
  bool finish(const std::string& number);

  bool take_place();
  void give_place();
  void drain();
  void wake();
  void stop();

  const House house;
  const std::function<void(const base::Error&)> on_trouble;
  base::InFlight receiving;

  std::mutex mutex;
  std::condition_variable changed;
  std::size_t in_flight = 0;  // guarded by mutex, as all below
  bool away = false;          // a part that we need, in this round
  bool left = false;          // a row of the batch at hand still waits
  bool woken = false;
  bool stopping = false;
  std::thread thread;
};

void Batches::State::run() {
  while (true) {
    const bool all_done = round();
    std::unique_lock lock(mutex);
    const auto roused = [this] { return stopping || woken; };
    if (all_done)
      changed.wait(lock, roused);
    else
      changed.wait_for(lock, kRetry, roused);
    if (stopping) return;
    woken = false;
  }
}

bool Batches::State::round() {
  {
    const std::lock_guard lock(mutex);
    away = false;
  }
  const auto open = find_open_batches(house.database);
  if (!open) {
    on_trouble(open.error());
    return false;
  }
  bool all_done = true;
  for (const OpenBatch& batch : *open) {
    all_done = work(batch) && all_done;
    const std::lock_guard lock(mutex);
    if (away || stopping) return false;
  }
  return all_done;
}

bool Batches::State::work(const OpenBatch& batch) {
  {
    const std::lock_guard lock(mutex);
    left = false;
  }
  const bool seen_all = enter_all(batch);
  drain();
  {
    const std::lock_guard lock(mutex);
    if (!seen_all || left) return false;
  }
  return finish(batch.number);
}

/// True when every row that waited was tried.
bool Batches::State::enter_all(const OpenBatch& batch) {
  std::int64_t after = 0;
  while (true) {
    const auto rows = find_waiting_rows(house.database, batch.number, after, kRowsAtOnce);
    if (!rows) {
      leave(rows.error());
      return false;
    }
    if (rows->empty()) return true;
    for (const WaitingRow& row : *rows) {
      if (!take_place()) return false;
      enter(batch, row);
      after = row.position;
    }
  }
}

void Batches::State::enter(const OpenBatch& batch, const WaitingRow& row) {
  const BatchPlace place{batch.number, row.position};
  auto form = open_row(house.vault, place, row.content);
  // Stored octets that were changed: the officer has the file and can hand the row in again.
  if (!form) return refuse(place, make_error(ErrorKind::Refused, form.error().code));
  house.registration.enter(
      std::move(*form), place, batch.actor,
      [place](store::WriteSet& set, const Application& application) {
        settle_row(set, place, application.number);
      },
      [this, place](Result<Application> entered) {
        if (entered) return give_place();
        if (!must_wait(entered.error())) return refuse(place, entered.error());
        leave(entered.error());
        give_place();
      });
}

void Batches::State::refuse(const BatchPlace& place, const base::Error& error) {
  store::WriteSet set;
  settle_row(set, place, error);
  house.lane.submit(
      std::move(set),
      [this](Result<store::Committed> committed) {
        if (!committed) leave(committed.error());
        give_place();
      },
      store::Priority::Bulk);
}

void Batches::State::leave(const base::Error& error) {
  on_trouble(error);
  const std::lock_guard lock(mutex);
  left = true;
  if (error.kind != ErrorKind::Internal) away = true;
}

bool Batches::State::finish(const std::string& number) {
  store::WriteSet set;
  finish_batch(set, number, house.clock.now());
  const auto finished = house.lane.commit(std::move(set));
  if (finished) return true;
  leave(finished.error());
  return false;
}

bool Batches::State::take_place() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return in_flight < kInFlight || away || stopping; });
  if (away || stopping) return false;
  ++in_flight;
  return true;
}

void Batches::State::give_place() {
  const std::lock_guard lock(mutex);
  --in_flight;
  changed.notify_all();  // under the lock: who waits for the last place may destroy this at once
}

void Batches::State::drain() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return in_flight == 0; });
}

void Batches::State::wake() {
  const std::lock_guard lock(mutex);
  woken = true;
  changed.notify_all();
}

void Batches::State::stop() {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
    changed.notify_all();
  }
  thread.join();
}

Batches::Batches(House house, std::function<void(const base::Error&)> on_trouble)
    : state_(std::make_unique<State>(house, std::move(on_trouble))) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Batches::~Batches() {
  state_->receiving.wait();
  state_->stop();
}

void Batches::receive(BatchFile file, officers::Actor actor, store::Remember<Batch> remember,
                      base::Completion<Batch> done) {
  const auto may = officers::require_role(actor, officers::Role::RegistrationOfficer);
  if (!may) return done(may.error());
  Batch batch;
  batch.received_at = state_->house.clock.now();
  batch.number = random_number("PL", batch.received_at);  // one that is taken meets the primary key
  batch.actor = actor.id;
  batch.format = file.format;
  batch.digest = file.digest;
  batch.rows = static_cast<std::int64_t>(file.entries.size());
  store::WriteSet set;
  insert_batch(set, state_->house.vault, batch, actor, file.entries);
  state_->house.recorder.add(set, received_act(batch, actor), batch.received_at);
  if (remember) remember(set, batch);
  state_->house.lane.submit(
      std::move(set),
      [state = state_.get(), batch = std::move(batch), done = std::move(done),
       token = state_->receiving.begin()](Result<store::Committed> committed) {
        if (!committed) return done(committed.error());
        state->wake();
        done(batch);
      },
      store::Priority::Bulk);
}

Result<Batch> Batches::find(const std::string& number) const {
  return find_batch(state_->house.database, number);
}

Result<BatchCounts> Batches::count(const std::string& number) const {
  return count_rows(state_->house.database, number);
}

Result<std::vector<Batch>> Batches::list(const std::string& after, std::int64_t limit) const {
  return list_batches(state_->house.database, after, limit);
}

Result<std::vector<BatchRow>> Batches::rows(const std::string& number, std::int64_t after,
                                            std::int64_t limit) const {
  return list_rows(state_->house.database, number, after, limit);
}

}  // namespace yinxin::registration
