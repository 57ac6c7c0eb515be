#include "office/backup.hpp"

#include <set>

#include "base/files.hpp"
#include "office/house.hpp"
#include "office/new_file.hpp"
#include "office/settings.hpp"
#include "store/backup.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace fs = std::filesystem;
namespace backup_file = proof::backup_file;

namespace {

constexpr std::size_t kMaxSmallFile = 1024 * 1024;  // settings, wrapped keys
constexpr std::size_t kMaxList = 64 * 1024 * 1024;  // as status publishes them

/// What comes from one snapshot of the database.
Result<void> write_tables(store::Database& database, proof::BackupWriter& writer,
                          proof::BackupManifest& manifest, std::vector<std::string>& signing_keys) {
  return database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(const std::int64_t schema, store::schema_number(connection));
    if (schema == 0) return make_error(ErrorKind::NotFound, "authority.none", "the database is empty");
    manifest.schema = static_cast<std::uint64_t>(schema);
    YX_TRY(const auto tables, store::all_tables(connection));
    for (const store::TableShape& table : tables) {
      YX_CHECK(store::dump_table(connection, table, [&](const store::RowsPart& part) {
        return writer.add(std::string(backup_file::kTables) + part.name, part.octets,
                          static_cast<std::uint64_t>(part.rows));
      }));
    }
    YX_TRY(
        const auto heads,
        connection.query("SELECT note FROM tree_head WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1", {}));
    if (!heads.empty()) manifest.head = heads[0].text(0);
    YX_TRY(
        const auto keys,
        connection.query(
            "SELECT DISTINCT key_id FROM authority WHERE role IN ('issuing', 'operations') AND key_id <> '' "
            "ORDER BY key_id",
            {}));
    if (keys.empty()) return make_error(ErrorKind::NotFound, "authority.none", "nothing to back up");
    for (const store::Row& row : keys) signing_keys.push_back(row.text(0));
    return {};
  });
}

Result<void> write_keys(const base::Config& settings, proof::BackupWriter& writer) {
  for (const std::string_view name : kDataKeys) {
    YX_TRY(const base::Bytes wrapped, base::read_file(settings.path(name), kMaxSmallFile));
    YX_CHECK(writer.add(data_key_file(name), wrapped));
  }
  return {};
}

/// Lists that are being replaced meanwhile are read whole, the old one or the new one.
Result<void> write_lists(const fs::path& folder, proof::BackupWriter& writer) {
  std::set<fs::path> lists;
  std::error_code none;
  for (const auto& authority : fs::directory_iterator(folder, none)) {
    for (const auto& file : fs::directory_iterator(authority.path(), none)) {
      if (file.path().extension() == ".crl") lists.insert(file.path());
    }
  }
  for (const fs::path& list : lists) {
    YX_TRY(const base::Bytes octets, base::read_file(list, kMaxList));
    YX_CHECK(writer.add(std::string(backup_file::kLists) + list.lexically_relative(folder).generic_string(),
                        octets));
  }
  return {};
}

}  // namespace

Result<BackupMade> make_backup(const fs::path& settings_file, const fs::path& out,
                               const std::string& software) {
  YX_TRY(const base::Config settings, load_settings(settings_file));
  if (fs::exists(out)) return make_error(ErrorKind::Conflict, "office.backup.exists", out.string());
  YX_TRY(const auto database, store::Database::open(settings.text("store.address")));
  const auto signer = signer::Client::make(settings.path("signer.socket").string());
  const base::SystemClock machine;
  base::MovableClock clock(machine);
  if (settings.flag("demonstration")) {
    YX_TRY(const auto ahead, demonstration::moved_so_far(*database));
    clock.move_to(ahead);
  }
  proof::BackupManifest manifest;
  manifest.software = software;
  manifest.engine = database->engine() == store::Engine::Sqlite ? "sqlite" : "postgres";
  manifest.made_at = std::chrono::floor<std::chrono::seconds>(clock.now());
  YX_TRY(NewFile file, NewFile::start(out));
  proof::BackupWriter writer(manifest.made_at, [&](base::ByteView octets) { return file.write(octets); });
  YX_TRY(const base::Bytes settings_text, base::read_file(settings_file, kMaxSmallFile));
  YX_CHECK(writer.add(std::string(backup_file::kSettings), settings_text));
  YX_CHECK(write_keys(settings, writer));
  std::vector<std::string> signing_keys;
  YX_CHECK(write_tables(*database, writer, manifest, signing_keys));
  YX_CHECK(write_lists(settings.path("status.folder"), writer));
  // After the snapshot: the signer had signed at least what the snapshot shows.
  for (const std::string& key : signing_keys) {
    YX_TRY(const signer::LastSigned last, signer->last_signed(key));
    manifest.keys.push_back({key, last.certificates});
  }
  BackupMade made;
  made.head = manifest.head;
  YX_TRY(made.manifest, writer.finish(std::move(manifest)));
  YX_CHECK(file.keep());
  made.octets = file.size();
  made.files = writer.files();
  made.rows = writer.rows();
  return made;
}

}  // namespace yinxin::office
