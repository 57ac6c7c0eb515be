#include "ledger/sequencer.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "ledger/leaves.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;
using std::chrono::steady_clock;

namespace {

constexpr std::int64_t kNumberedAtOnce =
    8192;                           // rows a numbering commit takes, so that others get their turn
constexpr int kNumberedInARow = 8;  // commits before a head gets its turn, however many acts come in
constexpr std::chrono::seconds kHeadInterval{1};  // decisions.md 7: at most one head a second
constexpr std::chrono::seconds kLookInterval{1};  // acts of other processes are found within this

const std::string kNumber =
    "UPDATE act_record SET seq = w.first + w.place "
    "FROM (SELECT id AS waiting, row_number() OVER (ORDER BY id) - 1 AS place, " +
    std::string(kNumberedSql) +
    " AS first FROM act_record WHERE seq IS NULL ORDER BY id LIMIT $1) AS w "
    "WHERE act_record.id = w.waiting";
constexpr std::string_view kWaiting = "SELECT 1 FROM act_record WHERE seq IS NULL LIMIT 1";
const std::string kNumbered = "SELECT " + std::string(kNumberedSql);
constexpr std::string_view kNewestHead =
    "SELECT size, root, at, note FROM tree_head ORDER BY size DESC LIMIT 1";
constexpr std::string_view kNewestNote =
    "SELECT size, note FROM tree_head WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1";
constexpr std::string_view kIntendHead = "INSERT INTO tree_head (size, root, at) VALUES ($1, $2, $3)";
constexpr std::string_view kSignedHead = "UPDATE tree_head SET note = $2 WHERE size = $1 AND note IS NULL";

}  // namespace

struct Sequencer::State {
  State(store::Database& database_in, store::Lane& lane_in, signer::Client& signer_in,
        const base::Clock& clock_in, Options options_in)
      : database(database_in),
        lane(lane_in),
        signer(signer_in),
        clock(clock_in),
        options(std::move(options_in)),
        tiles(options.folder) {}

  store::Database& database;
  store::Lane& lane;
  signer::Client& signer;
  const base::Clock& clock;
  const Options options;
  const TileFolder tiles;
  std::unique_ptr<store::Connection> election;  // holds the advisory lock; sequencer thread only
  std::int64_t election_session = 0;            // in which it was taken; sequencer thread only

  // Sequencer thread only.
  std::optional<proof::TileWriter> writer;
  std::optional<proof::TreeHead> intended;  // durable, not signed yet
  proof::Hash covered_root{};               // of the newest signed head, when there is one
  base::Time newest_head_at{};
  std::uint64_t head_before = 0;  // size of the head before the newest: readers may still be at it
  steady_clock::time_point next_head{};
  bool doubtful = false;  // the last round failed: what it meant to write may be durable or not

  mutable std::mutex mutex;
  std::condition_variable changed;
  bool awake = false, stopping = false;  // guarded by mutex
  std::int64_t numbered = 0;             // guarded by mutex
  std::int64_t covered = 0;              // guarded by mutex

  std::thread thread;

  Result<bool> elected();
  Result<void> follow();
  Result<void> recover();
  Result<void> number_waiting();
  bool tiles_give(std::uint64_t size, const proof::Hash& root) const;
  Result<void> open_tiles();
  Result<void> append_rows(std::int64_t size);
  Result<void> extend_tiles(std::int64_t size);
  Result<void> intend_head(std::int64_t size);
  Result<void> finish_head();
  Result<void> one_round();
  void run();
};

/// The lock goes with its connection. Two that take themselves for elected while one has not noticed cannot
/// harm the tree: numbers are unique, and the signer gives no two heads of one size.
Result<bool> Sequencer::State::elected() {
  if (database.engine() == store::Engine::Sqlite) return true;
  constexpr std::string_view kSession = "SELECT CAST(pg_backend_pid() AS BIGINT)";
  if (election) {
    const auto session = election->query(kSession, {});  // a connection that was lost is silently made again
    if (session && session->at(0).integer(0) == election_session) return true;
    election.reset();
  }
  YX_TRY(auto connection, database.connect());
  YX_TRY(const auto session, connection->query(kSession, {}));
  const std::string try_it =
      "SELECT CASE WHEN pg_try_advisory_lock(" + std::string(kElection) + ") THEN 1 ELSE 0 END";
  YX_TRY(const auto rows, connection->query(try_it, {}));
  if (rows.at(0).integer(0) == 0) return false;
  election = std::move(connection);
  election_session = session.at(0).integer(0);
  doubtful = true;
  return true;
}

/// What another server numbered and covered.
Result<void> Sequencer::State::follow() {
  YX_TRY(const auto numbers, database.query(kNumbered, {}));
  YX_TRY(const auto notes, database.query(kNewestNote, {}));
  const std::int64_t end = numbers.at(0).integer(0);
  bool grown = false;
  {
    const std::lock_guard lock(mutex);
    grown = end != std::exchange(numbered, end);
    covered = notes.empty() ? 0 : notes[0].integer(0);
  }
  changed.notify_all();
  if (grown && options.on_numbered) options.on_numbered(end);
  return {};
}

Result<void> Sequencer::State::recover() {
  YX_TRY(const auto numbers, database.query(kNumbered, {}));
  YX_TRY(const auto notes, database.query(kNewestNote, {}));
  YX_TRY(const auto heads, database.query(kNewestHead, {}));
  {
    const std::lock_guard lock(mutex);
    numbered = numbers.at(0).integer(0);
    covered = notes.empty() ? 0 : notes[0].integer(0);
  }
  if (!notes.empty()) {
    YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(notes[0].text(1)));
    covered_root = head.head.root;
    YX_CHECK(open_tiles());
    YX_CHECK(tiles.write_checkpoint(notes[0].text(1)));
  }
  if (heads.empty()) return {};
  newest_head_at = base::from_micros(heads[0].integer(2));
  if (!heads[0].is_null(3)) return {};
  const std::int64_t size = heads[0].integer(0);
  YX_TRY(const proof::Hash root, proof::to_hash(heads[0].blob(1)));
  intended = proof::TreeHead{options.origin, static_cast<std::uint64_t>(size), root, newest_head_at};
  return {};
}

Result<void> Sequencer::State::number_waiting() {
  for (int turn = 0; turn < kNumberedInARow; ++turn) {
    YX_TRY(const auto waiting, database.query(kWaiting, {}));
    if (waiting.empty()) break;
    store::WriteSet set;
    set.add_any(kNumber, {kNumberedAtOnce});
    YX_TRY(const auto committed, lane.commit(std::move(set)));
    static_cast<void>(committed);
  }
  YX_TRY(const auto numbers, database.query(kNumbered, {}));
  const std::int64_t end = numbers.at(0).integer(0);
  {
    const std::lock_guard lock(mutex);
    if (end == numbered) return {};
    numbered = end;
  }
  if (options.on_numbered) options.on_numbered(end);
  return {};
}

/// False also when tiles are missing or cannot be read.
bool Sequencer::State::tiles_give(std::uint64_t size, const proof::Hash& root) const {
  const auto nodes =
      proof::nodes_from_tiles([this](const proof::TileId& id) { return tiles.read(id); }, size);
  const auto found = proof::tree_root(nodes, size);
  return found && *found == root;
}

/// Opens the tree at the newest signed head. Tiles that do not give its root are made again from the rows;
/// rows that do not give it either must not be built upon.
Result<void> Sequencer::State::open_tiles() {
  const auto write = [this](const proof::TileId& id, std::span<const proof::Hash> hashes) {
    return tiles.write(id, hashes);
  };
  std::int64_t have = 0;
  {
    const std::lock_guard lock(mutex);
    have = covered;
  }
  const auto size = static_cast<std::uint64_t>(have);
  auto resumed = proof::TileWriter::resume(
      size, [this](const proof::TileId& id) { return tiles.read(id); }, write);
  if (resumed && (have == 0 || tiles_give(size, covered_root))) {
    writer.emplace(std::move(*resumed));
    return {};
  }
  writer.emplace(write);
  YX_CHECK(append_rows(have));
  if (tiles_give(size, covered_root)) return {};
  writer.reset();
  return make_error(ErrorKind::Internal, "ledger.tree",
                    "the records no longer give the root of a signed head");
}

/// Brings the tiles up to `size` from the rows.
Result<void> Sequencer::State::extend_tiles(std::int64_t size) {
  if (!writer) YX_CHECK(open_tiles());
  return append_rows(size);
}

Result<void> Sequencer::State::append_rows(std::int64_t size) {
  YX_TRY(auto connection, database.connect());
  auto appended =
      each_leaf_hash(*connection, static_cast<std::int64_t>(writer->size()), size,
                     [this](std::int64_t, const proof::Hash& hash) { return writer->append(hash); });
  if (appended) appended = writer->flush();
  if (appended && writer->size() != static_cast<std::uint64_t>(size)) {
    appended = make_error(ErrorKind::Internal, "ledger.tree", "numbered records have a hole");
  }
  if (!appended) writer.reset();
  return appended;
}

Result<void> Sequencer::State::intend_head(std::int64_t size) {
  YX_CHECK(extend_tiles(size));
  const auto nodes = proof::nodes_from_tiles([this](const proof::TileId& id) { return tiles.read(id); },
                                             static_cast<std::uint64_t>(size));
  YX_TRY(const proof::Hash root, proof::tree_root(nodes, static_cast<std::uint64_t>(size)));
  // A head never carries an earlier time than the one before it, whatever the clock did.
  const base::Time at =
      std::max<base::Time>(std::chrono::floor<std::chrono::seconds>(clock.now()), newest_head_at);
  store::WriteSet set;
  set.add(kIntendHead, {size, base::to_bytes(root), base::to_micros(at)});
  YX_TRY(const auto committed, lane.commit(std::move(set)));
  static_cast<void>(committed);
  newest_head_at = at;
  intended = proof::TreeHead{options.origin, static_cast<std::uint64_t>(size), root, at};
  return {};
}

/// Signs the intended head and publishes it. The tiles are on disk before: after a crash they are made again
/// and must give the root that was intended.
Result<void> Sequencer::State::finish_head() {
  const auto size = static_cast<std::int64_t>(intended->size);
  if (!writer || writer->size() < intended->size) {
    YX_CHECK(extend_tiles(size));
  }
  const auto nodes =
      proof::nodes_from_tiles([this](const proof::TileId& id) { return tiles.read(id); }, intended->size);
  YX_TRY(const proof::Hash root, proof::tree_root(nodes, intended->size));
  if (root != intended->root)
    return make_error(ErrorKind::Internal, "ledger.tree",
                      "the records no longer give the root of an intended head");
  const std::string body = intended->body();
  YX_TRY(const crypto::Sm2Signature signature, signer.sign_tree_head(options.key_id, body));
  YX_TRY(const signer::KeyInfo key, signer.key(options.key_id));
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::make(*intended, key.public_key, signature));
  const std::string note = head.to_text();
  store::WriteSet set;
  set.add(kSignedHead, {size, note});
  YX_TRY(const auto committed, lane.commit(std::move(set)));
  static_cast<void>(committed);
  YX_CHECK(tiles.write_checkpoint(note));
  covered_root = intended->root;
  intended.reset();
  std::uint64_t previous = 0;
  {
    const std::lock_guard lock(mutex);
    previous = static_cast<std::uint64_t>(std::exchange(covered, size));
  }
  tiles.drop_partial(head_before, previous);
  head_before = previous;
  changed.notify_all();
  return {};
}

Result<void> Sequencer::State::one_round() {
  YX_TRY(const bool mine, elected());
  if (!mine) return follow();
  if (doubtful) YX_CHECK(follow());
  YX_CHECK(number_waiting());
  if (steady_clock::now() < next_head) return {};
  next_head = steady_clock::now() + kHeadInterval;  // a round that fails is tried no sooner either
  if (doubtful) {
    writer.reset();
    intended.reset();
    YX_CHECK(recover());
    doubtful = false;
  }
  if (intended) return finish_head();
  std::int64_t size = 0;
  {
    const std::lock_guard lock(mutex);
    if (numbered == covered) {
      next_head = {};
      return {};
    }
    size = numbered;
  }
  YX_CHECK(intend_head(size));
  return finish_head();
}

void Sequencer::State::run() {
  while (true) {
    // The signer or the database may be away for a while. What must not go on (a contradicting tree) fails
    // each time anew.
    const Result<void> round = one_round();
    if (!round) {
      if (options.on_failed) options.on_failed(round.error());
      doubtful = true;
    }
    std::unique_lock lock(mutex);
    const auto until =
        std::min(steady_clock::now() + kLookInterval,
                 numbered != covered ? std::max(next_head, steady_clock::now() + std::chrono::milliseconds(5))
                                     : steady_clock::now() + kLookInterval);
    changed.wait_until(lock, until, [this] { return awake || stopping; });
    if (stopping) return;
    awake = false;
  }
}

Sequencer::Sequencer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Sequencer>> Sequencer::start(store::Database& database, store::Lane& lane,
                                                    signer::Client& signer, const base::Clock& clock,
                                                    Options options) {
  auto state = std::make_unique<State>(database, lane, signer, clock, std::move(options));
  YX_CHECK(state->recover());
  State* running = state.get();
  std::unique_ptr<Sequencer> sequencer(new Sequencer(std::move(state)));
  running->thread = std::thread([running] { running->run(); });
  lane.on_durable([watching = sequencer.get()] { watching->wake(); });
  return sequencer;
}

Sequencer::~Sequencer() {
  state_->lane.on_durable({});
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  state_->thread.join();
}

void Sequencer::wake() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->awake = true;
  }
  state_->changed.notify_all();
}

std::int64_t Sequencer::numbered() const {
  const std::lock_guard lock(state_->mutex);
  return state_->numbered;
}

std::int64_t Sequencer::covered() const {
  const std::lock_guard lock(state_->mutex);
  return state_->covered;
}

Result<void> Sequencer::wait_covered(std::int64_t count, std::chrono::milliseconds patience) {
  wake();
  std::unique_lock lock(state_->mutex);
  if (state_->changed.wait_for(lock, patience, [&] { return state_->covered >= count; })) return {};
  return make_error(ErrorKind::Unavailable, "ledger.head_late", "no signed head covers the record yet");
}

Result<Inclusion> prove(store::Database& database, const TileFolder& tiles, base::ByteView record_id) {
  YX_TRY(const auto records,
         database.query("SELECT seq FROM act_record WHERE id = $1", {base::to_bytes(record_id)}));
  if (records.empty()) return make_error(ErrorKind::NotFound, "ledger.record");
  YX_TRY(const auto heads, database.query(kNewestNote, {}));
  if (records[0].is_null(0) || heads.empty() || heads[0].integer(0) <= records[0].integer(0)) {
    return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  }
  Inclusion inclusion;
  inclusion.index = static_cast<std::uint64_t>(records[0].integer(0));
  inclusion.size = static_cast<std::uint64_t>(heads[0].integer(0));
  inclusion.head = heads[0].text(1);
  const auto nodes =
      proof::nodes_from_tiles([&](const proof::TileId& id) { return tiles.read(id); }, inclusion.size);
  YX_TRY(inclusion.path, proof::inclusion_proof(nodes, inclusion.index, inclusion.size));
  return inclusion;
}

Result<std::string> newest_head(store::Database& database) {
  YX_TRY(const auto heads, database.query(kNewestNote, {}));
  if (heads.empty()) return make_error(ErrorKind::NotYet, "ledger.head.none");
  return heads[0].text(1);
}

}  // namespace yinxin::ledger
