// The ledger on SQLite with synchronous=FULL: act records from Recorder::add to a durable signed head,
// against plain inserts of the same rows with two commits a batch (bar: half their speed); then proofs of
// inclusion (bar: 1 ms).
#include <atomic>
#include <random>

#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "ledger/recorder.hpp"
#include "ledger/sequencer.hpp"
#include "signer_thread.hpp"
#include "store/write_set.hpp"

namespace yinxin::bench {
namespace {

const std::string kOrigin = "ledger.benchmark";
constexpr int kRounds = 3;
constexpr std::size_t kActs = 100'000;  // a round's: long enough that a head a second is not what is measured
constexpr std::size_t kBatch = store::Lane::kMaxBatchSets;
constexpr std::size_t kEntries = 100'000;
constexpr std::size_t kLargeEntries = 1'000'000;
constexpr int kProofs = 500;
constexpr std::chrono::minutes kPatience{10};

std::shared_ptr<store::Database> open_database(const std::filesystem::path& file) {
  auto database = need(store::Database::open("sqlite:" + file.string()));
  need(store::migrate(*need(database->connect()), std::string(YX_SOURCE_DIR) + "/schema"));
  return database;
}

ledger::Act make_act(std::size_t index) {
  ledger::Act act;
  act.code = proof::ActCode::IdentityChecked;
  act.object = "application/" + std::to_string(index);
  act.record = ledger::facts({{"officer", "officer-1"},
                              {"basis", "material examined against the register"},
                              {"result", "consistent"}});
  return act;
}

/// The ledger as the server runs it.
class House {
 public:
  House() {
    signer_.make_key("tree-head-1", signer::kSignTreeHead, kOrigin);
    sequencer_ = need(ledger::Sequencer::start(*database, *lane_, *signer_.client, clock,
                                               {kOrigin, "tree-head-1", data / "ledger", {}}));
  }

  /// Returns when a signed head covers `count` more acts.
  void record(std::size_t count) {
    std::atomic<bool> failed = false;
    InFlight in_flight(2 * kBatch);  // one batch is committed while the next gathers
    for (std::size_t i = 0; i < count; ++i) {
      store::WriteSet set;
      ids.push_back(recorder.add(set, make_act(total_ + i), clock.now()));
      in_flight.enter();
      lane_->submit(std::move(set), [&](base::Result<store::Committed> result) {
        if (!result) failed = true;
        in_flight.leave();
      });
    }
    in_flight.wait_empty();
    if (failed) throw std::runtime_error("an act was not committed");
    total_ += count;
    need(sequencer_->wait_covered(static_cast<std::int64_t>(total_), kPatience));
  }
  std::size_t total() const { return total_; }

  base::SystemClock clock;
  Folder data{program_folder() + "/bench-data"};
  std::shared_ptr<store::Database> database = open_database(data / "ledger.db");
  base::IdSource id_source{clock};
  ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), id_source};
  std::vector<ledger::ActRecordId> ids;

 private:
  SignerThread signer_{data, clock};
  std::unique_ptr<store::Lane> lane_ = need(store::Lane::start(*database));
  std::unique_ptr<ledger::Sequencer> sequencer_;
  std::size_t total_ = 0;
};

/// Plain inserts: rows made beforehand, one commit for a batch and one for its numbers, no tree and no head.
class PlainInserts {
 public:
  explicit PlainInserts(const Folder& data)
      : database_(open_database(data / "plain.db")), connection_(need(database_->connect())) {}

  void insert(const std::vector<store::WriteSet>& sets) {
    for (std::size_t at = 0; at < sets.size(); at += kBatch) {
      const std::size_t end = std::min(at + kBatch, sets.size());
      need(connection_->begin());
      for (std::size_t i = at; i < end; ++i) {
        const auto& statement = sets[i].statements().at(0);
        need(connection_->execute(statement.sql, statement.values));
      }
      need(connection_->commit());
      number(sets, at, end);
    }
  }

 private:
  void number(const std::vector<store::WriteSet>& sets, std::size_t at, std::size_t end) {
    need(connection_->begin());
    for (std::size_t i = at; i < end; ++i) {
      need(connection_->execute("UPDATE act_record SET seq = $2 WHERE id = $1",
                                {sets[i].statements().at(0).values.at(0), next_++}));
    }
    need(connection_->commit());
  }

  std::shared_ptr<store::Database> database_;
  std::unique_ptr<store::Connection> connection_;
  std::int64_t next_ = 0;
};

void measure_recording(House& house, Report& report) {
  PlainInserts plain(house.data);
  std::vector<double> ours;
  std::vector<double> reference;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(spent(wall_seconds, [&] { house.record(kActs); }));
    std::vector<store::WriteSet> sets(kActs);
    for (std::size_t i = 0; i < kActs; ++i) house.recorder.add(sets[i], make_act(i), house.clock.now());
    reference.push_back(spent(wall_seconds, [&] { plain.insert(sets); }));
  }
  report.row({"record_to_head", kActs / median(ours), "acts/s", "plain inserts, two commits a batch of 1024",
              kActs / median(reference), 0.5, Better::Higher, true});
}

void measure_proofs(House& house, Report& report, std::size_t entries) {
  while (house.total() < entries) house.record(std::min(kActs * 5, entries - house.total()));
  const ledger::TileFolder tiles(house.data / "ledger");
  std::mt19937_64 random(20261122);
  std::vector<double> proofs;
  std::vector<double> reads;
  for (int i = 0; i < kProofs; ++i) {
    const base::ByteView id = house.ids.at(random() % house.ids.size()).bytes();
    proofs.push_back(1000 * spent(wall_seconds, [&] { need(ledger::prove(*house.database, tiles, id)); }));
    reads.push_back(1000 * spent(wall_seconds, [&] {
                      need(house.database->query("SELECT seq, record FROM act_record WHERE id = $1",
                                                 {base::to_bytes(id)}));
                    }));
  }
  report.row({"inclusion_proof." + std::to_string(entries), median(proofs), "ms", "one row read by its key",
              median(reads), 1.0});
}

void measure(const Arguments& arguments) {
  House house;
  Report report("ledger", arguments.json);
  measure_recording(house, report);
  measure_proofs(house, report, kEntries);
  if (arguments.large) measure_proofs(house, report, kLargeEntries);
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
