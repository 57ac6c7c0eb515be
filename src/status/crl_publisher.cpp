#include "status/crl_publisher.hpp"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/files.hpp"

namespace yinxin::status {

using base::Bytes;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::chrono::seconds kLookInterval{1};
constexpr std::size_t kMaxPublishedBytes = 64 * 1024 * 1024;
constexpr unsigned kPublicMode = 0644;

std::string file_name(std::int64_t part, bool delta) {
  return std::to_string(part) + (delta ? ".delta.crl" : ".crl");
}

/// Partition, and delta or not; nothing when it is no name of file_name().
std::optional<std::pair<std::int64_t, bool>> parse_file_name(const std::string& name) {
  std::int64_t part = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), part);
  if (parsed.ec != std::errc()) return std::nullopt;
  for (const bool delta : {false, true}) {
    if (name == file_name(part, delta)) return std::pair(part, delta);
  }
  return std::nullopt;
}

/// A list as it is served.
struct Published {
  std::shared_ptr<const Bytes> octets;
  ListNote note;
};

/// What a file says of itself. Errors: those of x509::Crl.
Result<Published> read_published(const std::string& authority, std::int64_t part, Bytes octets) {
  YX_TRY(const x509::Crl list, x509::Crl::parse(octets));
  ListNote note{authority,
                part,
                list.info.number,
                list.info.base_number,
                list.info.this_update,
                list.info.next_update,
                static_cast<std::int64_t>(list.entries.size()),
                static_cast<std::int64_t>(octets.size())};
  return Published{std::make_shared<const Bytes>(std::move(octets)), std::move(note)};
}

}  // namespace

struct CrlPublisher::State {
  State(store::Database& database_in, store::Lane& lane_in, signer::Client& signer_in,
        const ledger::Recorder& recorder_in, const base::Clock& clock_in, Options options_in)
      : database(database_in),
        lane(lane_in),
        signer(signer_in),
        recorder(recorder_in),
        clock(clock_in),
        options(std::move(options_in)) {}

  store::Database& database;
  store::Lane& lane;
  signer::Client& signer;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
  const Options options;

  /// What the thread knows of a partition.
  struct Known {
    std::optional<CrlRow> full;  // the newest published one
    std::int64_t delta_to = 0;   // the newest list of either kind has the changes below this record
  };
  using Key = std::pair<std::string, std::int64_t>;
  std::map<Key, Known> known;  // publisher thread only

  mutable std::mutex mutex;
  mutable std::condition_variable woken;
  std::map<Key, std::int64_t> waiting;  // guarded by mutex: partitions with changes below that record
  std::int64_t numbered = 0;            // guarded by mutex
  std::int64_t published_to = 0;        // guarded by mutex
  std::uint64_t published = 0;          // guarded by mutex
  bool stopping = false;                // guarded by mutex
  std::map<std::pair<Key, bool>, Published> lists;  // guarded by mutex; by delta or not
  std::thread thread;

  Result<void> read_folder();
  Result<void> catch_up();
  Result<void> publish(const Partition& partition, std::int64_t until, const CrlRow* base);
  Result<std::pair<Bytes, std::int64_t>> make_list(const Partition& partition, const CrlRow& row,
                                                   const CrlRow* base);
  Result<void> do_changes(const std::map<Key, std::int64_t>& changes);
  Result<void> do_schedule(std::int64_t until);
  bool full_due(const Known& one) const;
  void run();
};

Result<void> CrlPublisher::State::read_folder() {
  std::error_code none;
  for (const auto& authority : std::filesystem::directory_iterator(options.folder, none)) {
    for (const auto& file : std::filesystem::directory_iterator(authority.path(), none)) {
      const auto name = parse_file_name(file.path().filename().string());
      if (!name) continue;
      const auto [part, delta] = *name;
      YX_TRY(Bytes octets, base::read_file(file.path(), kMaxPublishedBytes));
      const Key key{authority.path().filename().string(), part};
      auto list = read_published(key.first, key.second, std::move(octets));
      if (list) lists[{key, delta}] = std::move(*list);  // a damaged one is as good as none
    }
  }
  YX_TRY(const auto partitions, all_partitions(database));
  for (const Partition& partition : partitions) {
    Known& one = known[{partition.issuer, partition.part}];
    YX_TRY(one.full, newest_full(database, partition.issuer, partition.part));
    // The file may be older than the row, or gone: after a restore both are made again.
    if (!lists.contains({{partition.issuer, partition.part}, false})) one.full.reset();
    if (one.full) one.delta_to = one.full->followed;
  }
  return {};
}

/// Before the thread runs.
Result<void> CrlPublisher::State::catch_up() {
  std::int64_t oldest = numbered;
  for (const auto& [key, one] : known) {
    if (one.full) oldest = std::min(oldest, one.full->followed);
  }
  YX_TRY(const auto changes, changed_partitions(database, oldest, numbered));
  for (const PartitionChange& change : changes) {
    const auto found = known.find({change.partition.issuer, change.partition.part});
    if (found == known.end() || !found->second.full) continue;
    if (change.last >= found->second.full->followed) waiting[found->first] = numbered;
  }
  return {};
}

Result<std::pair<Bytes, std::int64_t>> CrlPublisher::State::make_list(const Partition& partition,
                                                                      const CrlRow& row, const CrlRow* base) {
  YX_TRY(const Issuer issuer, options.issuer(partition.issuer));
  YX_TRY(const std::string url, options.url(partition));
  x509::CrlInfo info;
  info.issuer = issuer.name;
  info.authority_key_id = issuer.key_identifier;
  info.this_update = row.this_update;
  info.next_update = row.next_update;
  info.number = row.number;
  info.base_number = row.base_number;
  info.distribution_point = x509::IssuingDistributionPoint{url, false, false, issuer.indirect};
  if (base == nullptr) {
    // <site>/…/0.crl has its deltas at <site>/…/0.delta.crl
    info.freshest_uris = {url.substr(0, url.size() - 4) + ".delta.crl"};
  }
  YX_TRY(x509::CrlWriter writer, x509::CrlWriter::start(std::move(info), options.folder.string()));
  const auto add = [&](const x509::CrlEntry& entry) { return writer.add(entry); };
  YX_CHECK(database.read([&](store::Connection& connection) {
    return base != nullptr
               ? each_change(connection, partition, base->followed, row.followed, add)
               : each_revoked(connection, partition, row.this_update - options.period - options.overlap, add);
  }));
  YX_TRY(const crypto::Sm2Signature signature, signer.sign_crl(issuer.key_id, writer));
  Bytes octets;
  YX_CHECK(writer.write(signature, [&](base::ByteView chunk) -> Result<void> {
    base::append(octets, chunk);
    return {};
  }));
  return std::pair(std::move(octets), static_cast<std::int64_t>(writer.entries()));
}

/// One list from its number to its file. `base`: a delta against that full list.
Result<void> CrlPublisher::State::publish(const Partition& partition, std::int64_t until,
                                          const CrlRow* base) {
  YX_TRY(const std::int64_t highest, highest_number(database, partition.issuer, partition.part));
  CrlRow row;
  row.issuer = partition.issuer;
  row.part = partition.part;
  row.number = highest + 1;
  if (base != nullptr) row.base_number = base->number;
  row.this_update = std::chrono::floor<std::chrono::seconds>(clock.now());
  row.next_update = row.this_update + options.period + options.overlap;
  row.followed = until;
  store::WriteSet intent;
  insert_crl(intent, row);
  YX_TRY(const auto taken, lane.commit(std::move(intent)));
  static_cast<void>(taken);
  YX_TRY(const auto made, make_list(partition, row, base));
  const auto folder = options.folder / partition.issuer;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return make_error(ErrorKind::Internal, "status.crl.folder", failed.message());
  YX_CHECK(
      base::write_file_durably(folder / file_name(partition.part, base != nullptr), made.first, kPublicMode));
  const crypto::Sm3Digest digest = crypto::sm3(made.first);
  store::WriteSet set;
  mark_published(set, row, made.second, digest);
  ledger::Act act;
  act.code = proof::ActCode::CrlIssued;
  act.object = "crl/" + row.issuer + "/" + std::to_string(row.part) + "/" + std::to_string(row.number);
  act.record = ledger::facts({{"actor", "system/status"},
                              {"authority", row.issuer},
                              {"number", std::to_string(row.number)},
                              {"base", base != nullptr ? std::to_string(base->number) : ""},
                              {"entries", std::to_string(made.second)},
                              {"crl_sm3", base::to_hex(digest)}});
  recorder.add(set, act, clock.now());
  YX_TRY(const auto marked, lane.commit(std::move(set)));
  static_cast<void>(marked);
  const Key key{partition.issuer, partition.part};
  if (base == nullptr) known[key].full = row;
  known[key].delta_to = until;
  const std::lock_guard lock(mutex);
  lists[{key, base != nullptr}] = {
      std::make_shared<const Bytes>(made.first),
      {row.issuer, row.part, row.number, row.base_number, row.this_update, row.next_update, made.second,
       static_cast<std::int64_t>(made.first.size())}};
  ++published;
  return {};
}

bool CrlPublisher::State::full_due(const Known& one) const {
  if (!one.full) return true;
  const base::Time now = clock.now();
  if (now >= one.full->this_update + options.period) return true;
  return one.delta_to > one.full->followed && now >= one.full->this_update + options.full_coalesce;
}

Result<void> CrlPublisher::State::do_changes(const std::map<Key, std::int64_t>& changes) {
  for (const auto& [key, until] : changes) {
    Known& one = known[key];
    const Partition partition{key.first, key.second};
    if (!one.full) {
      YX_CHECK(publish(partition, until, nullptr));
    } else if (one.delta_to < until) {
      const CrlRow base = *one.full;
      YX_CHECK(publish(partition, until, &base));
    }
  }
  return {};
}

Result<void> CrlPublisher::State::do_schedule(std::int64_t until) {
  YX_TRY(const auto partitions, all_partitions(database));
  for (const Partition& partition : partitions) {
    if (full_due(known[{partition.issuer, partition.part}])) YX_CHECK(publish(partition, until, nullptr));
  }
  return {};
}

void CrlPublisher::State::run() {
  while (true) {
    std::map<Key, std::int64_t> changes;
    std::int64_t until = 0;
    {
      const std::lock_guard lock(mutex);
      changes = waiting;
      until = numbered;
    }
    // What fails (signer away, disk full) is tried again on the next round; the numbers it took stay taken.
    const Result<void> changed = do_changes(changes);
    const bool done = changed.has_value();
    if (done) {
      const std::lock_guard lock(mutex);
      published_to = until;
      for (const auto& [key, upto] : changes) {
        if (waiting[key] == upto) waiting.erase(key);
      }
    }
    woken.notify_all();
    const Result<void> round = done ? do_schedule(until) : changed;
    if (!round && options.on_failed) options.on_failed(round.error());
    std::unique_lock lock(mutex);
    woken.wait_for(lock, kLookInterval, [&] { return stopping || (done && numbered > published_to); });
    if (stopping) return;
  }
}

CrlPublisher::CrlPublisher(store::Database& database, store::Lane& lane, signer::Client& signer,
                           const ledger::Recorder& recorder, const base::Clock& clock, Options options)
    : state_(std::make_unique<State>(database, lane, signer, recorder, clock, std::move(options))) {}

CrlPublisher::~CrlPublisher() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->woken.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

Result<void> CrlPublisher::start(std::int64_t numbered) {
  std::error_code failed;
  std::filesystem::create_directories(state_->options.folder, failed);
  if (failed) return make_error(ErrorKind::Internal, "status.crl.folder", failed.message());
  YX_CHECK(state_->read_folder());
  state_->numbered = numbered;
  YX_CHECK(state_->catch_up());
  state_->thread = std::thread([state = state_.get()] { state->run(); });
  return {};
}

void CrlPublisher::changed(std::int64_t numbered, const std::vector<Partition>& partitions) {
  {
    const std::lock_guard lock(state_->mutex);
    for (const Partition& partition : partitions)
      state_->waiting[{partition.issuer, partition.part}] = numbered;
    state_->numbered = numbered;
  }
  state_->woken.notify_all();
}

Result<std::shared_ptr<const Bytes>> CrlPublisher::list(const std::string& authority, std::int64_t part,
                                                        bool delta) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->lists.find({{authority, part}, delta});
  if (found == state_->lists.end()) return make_error(ErrorKind::NotFound, "status.crl");
  return found->second.octets;
}

std::vector<ListNote> CrlPublisher::notes() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<ListNote> notes;
  for (const auto& [place, published] : state_->lists) notes.push_back(published.note);
  return notes;
}

std::int64_t CrlPublisher::published_to() const {
  const std::lock_guard lock(state_->mutex);
  return state_->published_to;
}

Result<void> CrlPublisher::wait_published(std::int64_t numbered, std::chrono::milliseconds patience) const {
  std::unique_lock lock(state_->mutex);
  if (state_->woken.wait_for(lock, patience, [&] { return state_->published_to >= numbered; })) return {};
  return make_error(ErrorKind::Unavailable, "status.crl.late", "the change is not on a published list yet");
}

std::uint64_t CrlPublisher::published() const {
  const std::lock_guard lock(state_->mutex);
  return state_->published;
}

}  // namespace yinxin::status
