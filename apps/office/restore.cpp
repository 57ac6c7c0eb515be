#include "office/restore.hpp"
#include "office/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "base/files.hpp"
#include "office/house.hpp"
#include "office/house_lock.hpp"
#include "office/mapped_file.hpp"
#include "office/restore_state.hpp"
#include "office/settings.hpp"
#include "proof/ledger_entry.hpp"
#include "store/backup.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr mode_t kSecretMode = 0600;

base::Error wrong(std::string detail) {
  return make_error(ErrorKind::Refused, "restore.rows", std::move(detail));
}

/// The data keys of the backup: each must be one that the signer opens, and stand where the settings say.
struct DataKeys {
  std::vector<std::pair<fs::path, base::Bytes>> missing;  // to be written
  base::SecretBytes record;
};

Result<DataKeys> open_keys(const base::Config& settings, const proof::Backup& backup,
                           signer::Client& signer) {
  DataKeys keys;
  for (const std::string_view name : kDataKeys) {
    const proof::TarFile* file = backup.find(data_key_file(name));
    if (file == nullptr) return wrong(data_key_file(name) + " is missing");
    YX_TRY(base::SecretBytes key, signer.unwrap(settings.text("store.data_key_id"), file->content));
    if (name == kDataKeys[0]) keys.record = std::move(key);
    const fs::path path = settings.path(name);
    const auto there = base::read_file(path, kMaxWrappedKey);
    if (!there && there.error().kind != ErrorKind::NotFound) return there.error();
    if (!there) {
      keys.missing.emplace_back(path, base::to_bytes(file->content));
    } else if (!base::equal(*there, file->content)) {
      return make_error(ErrorKind::Conflict, "restore.keys", path.string() + " holds another key");
    }
  }
  return keys;
}

/// The parts of one table, in their order.
Result<void> load_table(Restoring& all, const store::TableShape& table, std::set<std::string>& loaded) {
  const std::string prefix = std::string(proof::backup_file::kTables) + table.name + "/";
  for (std::size_t i = 0; i < all.backup.files.size(); ++i) {
    const proof::TarFile& file = all.backup.files[i];
    if (!file.name.starts_with(prefix)) continue;
    const auto rows = store::load_part(all.connection, table, file.content);
    if (!rows) {
      base::Error error = rows.error();
      error.detail = file.name + ": " + error.detail;
      return error;
    }
    if (static_cast<std::uint64_t>(*rows) != all.backup.manifest.files[i].rows)
      return wrong(file.name + ": another number of rows");
    all.report.rows += *rows;
    loaded.insert(file.name);
  }
  return {};
}

/// Every table of the backup into the schema it was written from, which then goes on to today's.
Result<void> load(Restoring& all) {
  YX_TRY(const std::string filled, store::filled_table(all.connection));
  if (!filled.empty()) return make_error(ErrorKind::Conflict, "restore.not_empty", filled + " has rows");
  const std::string schema = all.settings.path("store.schema").string();
  YX_CHECK(
      store::migrate_here(all.connection, schema, static_cast<std::int64_t>(all.backup.manifest.schema)));
  YX_TRY(const auto tables, store::all_tables(all.connection));
  std::set<std::string> loaded;
  for (const store::TableShape& table : tables) YX_CHECK(load_table(all, table, loaded));
  for (const proof::TarFile& file : all.backup.files) {
    if (file.name.starts_with(proof::backup_file::kTables) && !loaded.contains(file.name))
      return wrong(file.name + ": no such table");
  }
  return store::migrate_here(all.connection, schema, 0);
}

/// Says for ever what was lost and what was found again; the checker of an export holds it to that.
Result<void> record(Restoring& all) {
  const RestoreReport& report = all.report;
  ledger::Act act;
  act.code = proof::ActCode::Restored;
  act.object = std::string(proof::kLedgerObject);
  act.record = ledger::facts({{"actor", Restoring::kActor},
                              {"from", std::to_string(report.loss.from)},
                              {"to", std::to_string(report.loss.to)},
                              {"lost", std::to_string(report.loss.lost)},
                              {"backup_made_at", base::format_utc(report.backup_made_at)},
                              {"manifest_sm3", base::to_hex(report.manifest)},
                              {"tree_head", all.backup.manifest.head},
                              {"recovered", std::to_string(report.recovered.size())},
                              {"revoked", std::to_string(report.revoked)},
                              {"resumed", std::to_string(report.resumed)}});
  store::WriteSet set;
  all.recorder.add(set, act, all.now);
  return all.apply(set);
}

Result<void> in_transaction(Restoring& all, const DataKeys& keys) {
  YX_CHECK(load(all));
  YX_CHECK(check_authorities(all));
  YX_CHECK(check_records(all));
  YX_CHECK(go_on_with_tree(all));
  YX_CHECK(replay_certificates(all));
  YX_CHECK(replay_lists(all));
  YX_CHECK(hold_recovered(all));
  YX_CHECK(suspend_officers(all));
  YX_CHECK(take_numbers(all));
  YX_CHECK(record(all));
  for (const auto& [path, wrapped] : keys.missing)
    YX_CHECK(base::write_file_durably(path, wrapped, kSecretMode));
  YX_CHECK(place_lists(all));
  return all.connection.commit();
}

}  // namespace

Result<void> Restoring::apply(const store::WriteSet& set) {
  for (const store::WriteSet::Statement& statement : set.statements()) {
    YX_TRY(const std::int64_t changed, connection.execute(statement.sql, statement.values));
    if (statement.rows && changed != *statement.rows) return statement.on_mismatch;
  }
  return {};
}

std::vector<const authority::Authority*> Restoring::issuers() const {
  std::vector<const authority::Authority*> issuers;
  for (const authority::Authority& one : authorities) {
    if (one.key_id.empty()) continue;  // of a provider that was taken over
    if (one.role == "issuing" || one.role == "operations") issuers.push_back(&one);
  }
  return issuers;
}

Result<RestoreReport> restore(const RestoreOptions& options) {
  YX_TRY(const MappedFile file, MappedFile::open(options.backup));
  YX_TRY(const proof::Backup backup, proof::open_backup(file.octets()));
  YX_TRY(const base::Config settings, load_settings(options.settings));
  YX_TRY(const auto database, store::Database::open(settings.text("store.address")));
  YX_TRY(const HouseLock lock, HouseLock::take(settings, *database, HouseLock::Mode::Alone));
  const auto signer = signer::Client::make(settings.path("signer.socket").string());
  YX_TRY(DataKeys keys, open_keys(settings, backup, *signer));
  const base::SystemClock machine;
  base::MovableClock clock(machine);
  if (settings.flag("demonstration")) {
    YX_TRY(const auto ahead, demonstration::clock_of_signer(*signer, std::chrono::microseconds(0)));
    clock.move_to(ahead);
  }
  base::IdSource ids(clock);
  const ledger::Recorder recorder(keys.record, ids);
  YX_TRY(const auto connection, database->connect());
  YX_CHECK(connection->begin());
  Restoring all{options, settings, backup, *connection, *signer, recorder, clock.now(), {}, {}};
  all.report.backup_made_at = backup.manifest.made_at;
  all.report.manifest = backup.digest;
  const auto done = in_transaction(all, keys);
  if (!done) {
    YX_CHECK(connection->rollback());
    return done.error();
  }
  return std::move(all.report);
}

}  // namespace yinxin::office
