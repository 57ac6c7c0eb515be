#include "export_command.hpp"

#include <fstream>

#include "files.hpp"
#include "ledger/entries.hpp"
#include "office/house.hpp"
#include "proof/export.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// A text file written line by line; every failure is seen at the end.
class LineFile {
 public:
  explicit LineFile(const std::filesystem::path& file) : out_(file, std::ios::binary) {}
  void line(std::string_view text) { out_ << text << '\n'; }
  void text(std::string_view text) { out_ << text; }
  Result<void> finish() {
    out_.flush();
    if (out_) return {};
    return make_error(ErrorKind::Unavailable, "base.file.full", "the export cannot be written");
  }

 private:
  std::ofstream out_;
};

Result<void> write_entries(office::House& house, const std::filesystem::path& folder, std::int64_t size) {
  LineFile entries(folder / proof::export_file::kEntries);
  YX_CHECK(house.database->read([&](store::Connection& connection) {
    return ledger::each_entry(
        connection, *house.recorder, 0, size,
        [&](const proof::LedgerEntry& entry) -> Result<void> {
          entries.line(entry.to_json());
          return {};
        },
        [&](const proof::LostEntry& entry) -> Result<void> {
          entries.line(entry.to_json());
          return {};
        });
  }));
  return entries.finish();
}

Result<void> write_certificates(office::House& house, const std::filesystem::path& folder,
                                std::int64_t size) {
  LineFile certificates(folder / proof::export_file::kCertificates);
  YX_CHECK(house.database->read([&](store::Connection& connection) {
    return connection.query_each(
        "SELECT a.seq, c.der FROM act_record a JOIN certificate c ON a.object = c.object "
        "WHERE a.act IN ($1, $3) AND a.seq < $2 ORDER BY a.seq",
        {static_cast<std::int64_t>(proof::ActCode::Issued), size,
         static_cast<std::int64_t>(proof::ActCode::CertificateRecovered)},
        [&](const store::Row& row) -> Result<void> {
          certificates.line(
              proof::ExportedCertificate{static_cast<std::uint64_t>(row.integer(0)), row.blob(1)}.to_json());
          return {};
        });
  }));
  return certificates.finish();
}

Result<void> copy_tiles(const ledger::TileFolder& tiles, const std::filesystem::path& folder,
                        std::uint64_t size) {
  for (const proof::TileId& id : proof::changed_tiles(0, size)) {
    YX_TRY(const base::Bytes octets, tiles.read(id));
    const auto file = folder / id.path();
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    LineFile tile(file);
    tile.text(base::as_text(octets));
    YX_CHECK(tile.finish());
  }
  return {};
}

}  // namespace

Result<void> export_ledger(const ExportOptions& options, std::ostream& out) {
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_CHECK(house->open_authority());
  const std::filesystem::path folder = options.out;
  std::error_code failed;
  if (!std::filesystem::create_directories(folder, failed)) {
    return make_error(ErrorKind::Conflict, "yinxin.export.exists", options.out);
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  YX_TRY(const auto heads, ledger::signed_heads(*house->database));
  if (heads.empty()) return make_error(ErrorKind::NotYet, "ledger.head.none");
  YX_TRY(const proof::SignedTreeHead newest, proof::SignedTreeHead::parse(heads.back()));
  const auto size = static_cast<std::int64_t>(newest.head.size);
  YX_CHECK(write_entries(*house, folder, size));
  YX_CHECK(write_certificates(*house, folder, size));
  LineFile notes(folder / proof::export_file::kTreeHeads);
  for (std::size_t i = 0; i < heads.size(); ++i) notes.text((i == 0 ? "" : "\n") + heads[i]);
  YX_CHECK(notes.finish());
  LineFile authorities(folder / proof::export_file::kAuthorities);
  for (const authority::Authority& one : house->authority->authorities())
    authorities.text(one.certificate.to_pem());
  YX_CHECK(authorities.finish());
  YX_CHECK(copy_tiles(ledger::TileFolder(house->settings->path("ledger.folder")), folder, newest.head.size));
  out << "已导出 " << size << " 条存证记录、" << heads.size() << " 个树头到 " << options.out << "\n";
  return {};
}

}  // namespace yinxin::command_line
