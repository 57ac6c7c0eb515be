#include "registration/material_table.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;

namespace {

constexpr std::string_view kInsertMaterial =
    "INSERT INTO material (number, digest, kind, title, media_type, size, content, added_by, added_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kEraseMaterial = "DELETE FROM material WHERE number = $1";
constexpr std::string_view kFindAll =
    "SELECT digest, kind, title, media_type, size, added_at FROM material WHERE number = $1 ORDER BY "
    "added_at, digest";
constexpr std::string_view kFindMaterial =
    "SELECT kind, title, media_type, content FROM material WHERE number = $1 AND digest = $2";

std::string row_name(const std::string& number, base::ByteView digest) {
  return number + "/" + base::to_hex(digest);
}

Result<std::string> open_title(const privacy::Vault& vault, const std::string& row, base::ByteView sealed) {
  YX_TRY(const base::Bytes title, vault.open_bytes(Level::L2, Cell{"material", "title", row}, sealed));
  return std::string(base::as_text(title));
}

}  // namespace

void insert_material(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                     const Material& material, const MaterialNote& note, const std::string& added_by) {
  const std::string row = row_name(number, note.digest);
  set.add(kInsertMaterial,
          {number, base::to_bytes(note.digest), material.kind,
           vault.seal(Level::L2, Cell{"material", "title", row}, base::as_bytes(material.title)),
           material.media_type, note.size,
           vault.seal(Level::L3, Cell{"material", "content", row}, material.content), added_by,
           base::to_micros(note.added_at)});
}

void erase_materials(store::WriteSet& set, const std::string& number) {
  set.add_any(kEraseMaterial, {number});
}

Result<std::vector<MaterialNote>> find_materials(store::Connection& connection, const privacy::Vault& vault,
                                                 const std::string& number) {
  YX_TRY(const auto rows, connection.query(kFindAll, {number}));
  std::vector<MaterialNote> notes;
  for (const store::Row& row : rows) {
    MaterialNote note;
    const base::Bytes& digest = row.blob(0);
    if (digest.size() != note.digest.size())
      return make_error(ErrorKind::Internal, "registration.stored", "digest");
    std::copy(digest.begin(), digest.end(), note.digest.begin());
    note.kind = row.text(1);
    YX_TRY(note.title, open_title(vault, row_name(number, digest), row.blob(2)));
    note.media_type = row.text(3);
    note.size = row.integer(4);
    note.added_at = base::from_micros(row.integer(5));
    notes.push_back(std::move(note));
  }
  return notes;
}

Result<Material> find_material(store::Database& database, const privacy::Vault& vault,
                               const std::string& number, const crypto::Sm3Digest& digest) {
  YX_TRY(const auto rows, database.query(kFindMaterial, {number, base::to_bytes(digest)}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.material");
  const store::Row& row = rows.front();
  const std::string name = row_name(number, digest);
  Material material;
  material.kind = row.text(0);
  YX_TRY(material.title, open_title(vault, name, row.blob(1)));
  material.media_type = row.text(2);
  YX_TRY(material.content, vault.open_bytes(Level::L3, Cell{"material", "content", name}, row.blob(3)));
  return material;
}

}  // namespace yinxin::registration
