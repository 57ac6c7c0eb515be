#include "evidence/package_table.hpp"

namespace yinxin::evidence {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kPutPackage =
    "INSERT INTO evidence_package (sm3, serial, application, claim, built_at, size, content) VALUES ($1, $2, "
    "$3, $4, $5, $6, $7)";
constexpr std::string_view kFindPackage =
    "SELECT sm3, serial, application, claim, built_at, size FROM evidence_package WHERE sm3 = $1";
constexpr std::string_view kReadPackage =
    "SELECT content FROM evidence_package WHERE sm3 = $1 AND content IS NOT NULL";
constexpr std::string_view kKeptPackages =
    "SELECT sm3, serial, application, claim, built_at, size FROM evidence_package WHERE content IS NOT NULL "
    "AND application <> '' ORDER BY built_at";
constexpr std::string_view kDropPackage =
    "UPDATE evidence_package SET content = NULL WHERE sm3 = $1 AND content IS NOT NULL";

privacy::Cell archive_cell(const std::string& sm3) {
  return {"evidence_package", "content", sm3};
}

base::Error no_package() {
  return make_error(ErrorKind::NotFound, "evidence.package");
}

Result<KeptPackage> to_package(const store::Row& row) {
  KeptPackage package;
  YX_TRY(const base::Bytes sm3, base::from_hex(row.text(0)));
  if (sm3.size() != package.sm3.size()) return make_error(ErrorKind::Internal, "evidence.stored", "sm3");
  std::copy(sm3.begin(), sm3.end(), package.sm3.begin());
  package.serial = row.text(1);
  package.application = row.text(2);
  package.claim = row.text(3);
  package.built_at = base::Time(std::chrono::microseconds(row.integer(4)));
  package.size = row.integer(5);
  return package;
}

}  // namespace

void insert_package(store::WriteSet& set, const privacy::Vault& vault, const KeptPackage& package,
                    base::ByteView archive) {
  const std::string sm3 = base::to_hex(package.sm3);
  const auto built_at =
      std::chrono::duration_cast<std::chrono::microseconds>(package.built_at.time_since_epoch()).count();
  set.add(kPutPackage, {sm3, package.serial, package.application, package.claim, built_at, package.size,
                        vault.seal(privacy::Level::L3, archive_cell(sm3), archive)});
}

Result<KeptPackage> find_package(store::Database& database, const crypto::Sm3Digest& sm3) {
  YX_TRY(const auto rows, database.query(kFindPackage, {base::to_hex(sm3)}));
  if (rows.empty()) return no_package();
  return to_package(rows.front());
}

Result<base::Bytes> read_package(store::Database& database, const privacy::Vault& vault,
                                 const crypto::Sm3Digest& sm3) {
  const std::string name = base::to_hex(sm3);
  YX_TRY(const auto rows, database.query(kReadPackage, {name}));
  if (rows.empty()) return no_package();
  return vault.open_bytes(privacy::Level::L3, archive_cell(name), rows.front().blob(0));
}

Result<std::vector<KeptPackage>> kept_of_applications(store::Database& database) {
  YX_TRY(const auto rows, database.query(kKeptPackages, {}));
  std::vector<KeptPackage> packages;
  for (const store::Row& row : rows) {
    YX_TRY(KeptPackage package, to_package(row));
    packages.push_back(std::move(package));
  }
  return packages;
}

void drop_content(store::WriteSet& set, const crypto::Sm3Digest& sm3) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "evidence.dropped"), kDropPackage,
                    {base::to_hex(sm3)});
}

}  // namespace yinxin::evidence
