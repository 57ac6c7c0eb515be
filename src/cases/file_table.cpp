#include "cases/file_table.hpp"

#include <algorithm>

#include "base/ids.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;

namespace {

using FileId = base::Id<struct FileTag>;

constexpr std::string_view kInsertFile =
    "INSERT INTO case_file (id, number, procedure, input, level, sm3, media_type, size, name, added_by, "
    "added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
constexpr std::string_view kInsertContent = "INSERT INTO case_file_content (file, content) VALUES ($1, $2)";
constexpr std::string_view kRaise =
    "UPDATE case_file SET level = $3, input = $4 WHERE id = $1 AND level = $2";
constexpr std::string_view kReplaceContent = "UPDATE case_file_content SET content = $2 WHERE file = $1";
constexpr std::string_view kName =
    "UPDATE case_file SET number = $2, named_at = COALESCE(named_at, $3) WHERE id = $1 AND (number IS NULL "
    "OR number = $2)";
constexpr std::string_view kDropContent = "DELETE FROM case_file_content WHERE file = $1";
constexpr std::string_view kDrop = "DELETE FROM case_file WHERE id = $1 AND named_at IS NULL";

#define YX_COLUMNS                                                                                         \
  "SELECT id, number, procedure, input, level, sm3, media_type, size, name, added_by, added_at, named_at " \
  "FROM case_file WHERE "
constexpr std::string_view kFindInCase = YX_COLUMNS "number = $1 AND sm3 = $2";
constexpr std::string_view kFindOfOpening =
    YX_COLUMNS "number IS NULL AND added_by = $1 AND procedure = $2 AND sm3 = $3";
constexpr std::string_view kFindAllFiles = YX_COLUMNS "number = $1 ORDER BY added_at, id";
constexpr std::string_view kFindWaitingFiles = YX_COLUMNS
    "named_at IS NULL AND (added_at < $1 OR (number IS NULL AND added_by NOT LIKE 'officer/%' AND added_at < "
    "$3)) ORDER BY added_at, id LIMIT $2";
#undef YX_COLUMNS
constexpr std::string_view kReadContent = "SELECT content FROM case_file_content WHERE file = $1";

#define YX_USE "SELECT count(*), CAST(COALESCE(sum(size), 0) AS BIGINT) FROM case_file WHERE "
constexpr std::string_view kUseOfCase = YX_USE "number = $1";
constexpr std::string_view kUseOfOpening = YX_USE "number IS NULL AND added_by = $1 AND procedure = $2";
constexpr std::string_view kUseByOpenings = YX_USE "number IS NULL AND named_at IS NULL";
constexpr std::string_view kUseByKeys =
    YX_USE "number IS NULL AND named_at IS NULL AND added_by NOT LIKE 'officer/%'";
constexpr std::string_view kOfficer = "officer/";  // as an actor
#undef YX_USE

base::Error changed() {
  return make_error(ErrorKind::Conflict, "cases.changed");
}

/// An id of ours, as stored.
base::Bytes key_of(const std::string& id) {
  return base::to_bytes(FileId::parse(id).value().bytes());
}

Cell name_cell(const std::string& id) {
  return {"case_file", "name", id};
}
Level level_of(const FileNote& note) {
  return note.level == "L3" ? Level::L3 : Level::L2;
}
Cell content_cell(const std::string& id) {
  return {"case_file_content", "content", id};
}
base::Bytes sealed_content(const privacy::Vault& vault, const FileNote& note, base::ByteView content) {
  return vault.seal(level_of(note), content_cell(note.id), content);
}

store::Value number_value(const FileNote& note) {
  if (note.number.empty()) return store::kNull;
  return note.number;
}

Result<FileNote> to_note(const store::Row& row, const privacy::Vault& vault) {
  FileNote note;
  YX_TRY(const FileId id, FileId::from_bytes(row.blob(0)));
  note.id = id.text();
  if (!row.is_null(1)) note.number = row.text(1);
  note.procedure = row.text(2);
  note.input = row.text(3);
  note.level = row.text(4);
  const base::Bytes& sm3 = row.blob(5);
  if (sm3.size() != note.sm3.size()) return make_error(ErrorKind::Internal, "cases.stored", "a file's SM3");
  std::copy(sm3.begin(), sm3.end(), note.sm3.begin());
  note.media_type = row.text(6);
  note.size = row.integer(7);
  YX_TRY(note.name, vault.open_text(Level::L2, name_cell(note.id), row.blob(8)));
  note.added_by = row.text(9);
  note.added_at = base::from_micros(row.integer(10));
  if (const auto named = row.optional_integer(11)) note.named_at = base::from_micros(*named);
  return note;
}

Result<std::vector<FileNote>> to_notes(const store::Rows& rows, const privacy::Vault& vault) {
  std::vector<FileNote> notes;
  for (const store::Row& row : rows) {
    YX_TRY(FileNote note, to_note(row, vault));
    notes.push_back(std::move(note));
  }
  return notes;
}

FileUse to_use(const store::Rows& rows) {
  return {rows.front().integer(0), rows.front().integer(1)};
}

}  // namespace

void insert_file(store::WriteSet& set, const privacy::Vault& vault, const FileNote& note,
                 base::ByteView content) {
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "cases.file.again"), kInsertFile,
      {key_of(note.id), number_value(note), note.procedure, note.input, note.level, base::to_bytes(note.sm3),
       note.media_type, note.size, vault.seal(Level::L2, name_cell(note.id), base::as_bytes(note.name)),
       note.added_by, base::to_micros(note.added_at)});
  set.add(kInsertContent, {key_of(note.id), sealed_content(vault, note, content)});
}

void raise_file(store::WriteSet& set, const privacy::Vault& vault, const FileNote& before,
                const FileNote& after, base::ByteView content) {
  set.add_expecting(1, changed(), kRaise, {key_of(after.id), before.level, after.level, after.input});
  set.add(kReplaceContent, {key_of(after.id), sealed_content(vault, after, content)});
}

void name_file(store::WriteSet& set, const std::string& id, const std::string& number, base::Time at) {
  set.add_expecting(1, changed(), kName, {key_of(id), number, base::to_micros(at)});
}

void drop_file(store::WriteSet& set, const std::string& id) {
  set.add(kDropContent, {key_of(id)});
  set.add_expecting(1, changed(), kDrop, {key_of(id)});
}

Result<std::optional<FileNote>> find_file(store::Database& database, const privacy::Vault& vault,
                                          const FilePlace& place, const crypto::Sm3Digest& sm3) {
  auto found = place.number.empty()
                   ? database.query(kFindOfOpening, {place.actor, place.procedure, base::to_bytes(sm3)})
                   : database.query(kFindInCase, {place.number, base::to_bytes(sm3)});
  if (!found) return std::move(found).error();
  if (found->empty()) return std::optional<FileNote>();
  YX_TRY(FileNote note, to_note(found->front(), vault));
  return std::optional(std::move(note));
}

Result<std::vector<FileNote>> find_files(store::Database& database, const privacy::Vault& vault,
                                         const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindAllFiles, {number}));
  return to_notes(rows, vault);
}

Result<std::vector<FileNote>> find_waiting(store::Database& database, const privacy::Vault& vault,
                                           base::Time before, base::Time keys_before, std::int64_t limit) {
  YX_TRY(const auto rows,
         database.query(kFindWaitingFiles, {base::to_micros(before), limit, base::to_micros(keys_before)}));
  return to_notes(rows, vault);
}

Result<base::Bytes> read_content(store::Database& database, const privacy::Vault& vault,
                                 const FileNote& note) {
  YX_TRY(const auto rows, database.query(kReadContent, {key_of(note.id)}));
  if (rows.empty()) return make_error(ErrorKind::Internal, "cases.stored", "a file's content");
  return vault.open_bytes(level_of(note), content_cell(note.id), rows.front().blob(0));
}

Result<FileUse> use_of(store::Database& database, const FilePlace& place) {
  auto rows = place.number.empty() ? database.query(kUseOfOpening, {place.actor, place.procedure})
                                   : database.query(kUseOfCase, {place.number});
  if (!rows) return std::move(rows).error();
  return to_use(*rows);
}

Result<OpeningsUse> use_by_openings(store::Database& database) {
  YX_TRY(const auto all, database.query(kUseByOpenings, {}));
  YX_TRY(const auto of_keys, database.query(kUseByKeys, {}));
  return OpeningsUse{to_use(all), to_use(of_keys)};
}

bool is_officer(std::string_view actor) {
  return actor.starts_with(kOfficer);
}

}  // namespace yinxin::cases
