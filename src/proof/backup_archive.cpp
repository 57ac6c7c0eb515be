#include "proof/backup_archive.hpp"

#include <boost/json.hpp>

#include "proof/json_object.hpp"

namespace yinxin::proof {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

base::Error bad_backup(std::string detail) {
  return base::make_error(ErrorKind::Malformed, "proof.backup", std::move(detail));
}

std::string digest_line(const Hash& digest) {
  return base::to_hex(digest) + "\n";
}

Result<void> read_lists(const JsonObject& object, BackupManifest& manifest) {
  YX_TRY(const auto keys, object.objects("keys"));
  for (const JsonObject& key : keys) {
    YX_CHECK(key.only({"id", "certificates"}));
    BackupManifest::Key& to = manifest.keys.emplace_back();
    YX_TRY(to.id, key.text("id"));
    YX_TRY(to.certificates, key.number("certificates"));
  }
  YX_TRY(const auto files, object.objects("files"));
  for (const JsonObject& file : files) {
    YX_CHECK(file.only({"name", "size", "sm3", "rows"}));
    BackupManifest::File& to = manifest.files.emplace_back();
    YX_TRY(to.name, file.text("name"));
    YX_TRY(to.size, file.number("size"));
    YX_TRY(to.rows, file.number("rows"));
    YX_TRY(const std::string digest, file.text("sm3"));
    YX_TRY(const base::Bytes octets, base::from_hex(digest));
    YX_TRY(to.digest, to_hash(octets));
  }
  return {};
}

}  // namespace

std::string BackupManifest::to_json() const {
  json::array key_list;
  for (const Key& key : keys) key_list.push_back({{"id", key.id}, {"certificates", key.certificates}});
  json::array file_list;
  for (const File& file : files) {
    file_list.push_back(
        {{"name", file.name}, {"size", file.size}, {"sm3", base::to_hex(file.digest)}, {"rows", file.rows}});
  }
  const json::object whole{{"format", kFormat},
                           {"schema", schema},
                           {"software", software},
                           {"engine", engine},
                           {"made_at", base::format_utc(made_at)},
                           {"head", head},
                           {"keys", std::move(key_list)},
                           {"files", std::move(file_list)}};
  return indent_json(json::serialize(whole));
}

Result<BackupManifest> BackupManifest::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxBackupManifestBytes));
  YX_TRY(const std::uint64_t format, object.number("format"));
  if (format != kFormat) {
    return base::make_error(ErrorKind::Refused, "proof.backup.newer",
                            "the backup has format " + std::to_string(format) + ", this program reads " +
                                std::to_string(kFormat) + ": restore with the release that made it");
  }
  YX_CHECK(object.only({"format", "schema", "software", "engine", "made_at", "head", "keys", "files"}));
  BackupManifest manifest;
  YX_TRY(manifest.schema, object.number("schema"));
  YX_TRY(manifest.software, object.text("software"));
  YX_TRY(manifest.engine, object.text("engine"));
  YX_TRY(const std::string made_at, object.text("made_at"));
  YX_TRY(manifest.made_at, base::parse_utc(made_at));
  YX_TRY(manifest.head, object.text("head"));
  YX_CHECK(read_lists(object, manifest));
  return manifest;
}

Result<void> BackupWriter::add(const std::string& name, base::ByteView content, std::uint64_t rows) {
  YX_CHECK(tar_.add(name, content));
  BackupManifest::File& file = files_.emplace_back();
  file.name = name;
  file.size = content.size();
  file.digest = crypto::sm3(content);
  file.rows = rows;
  ++count_;
  rows_ += rows;
  return {};
}

Result<Hash> BackupWriter::finish(BackupManifest manifest) {
  manifest.files = std::move(files_);
  const std::string text = manifest.to_json();
  const Hash digest = crypto::sm3(base::as_bytes(text));
  YX_CHECK(tar_.add(backup_file::kManifest, base::as_bytes(text)));
  YX_CHECK(tar_.add(backup_file::kManifestDigest, base::as_bytes(digest_line(digest))));
  YX_CHECK(tar_.finish());
  return digest;
}

const TarFile* Backup::find(std::string_view name) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const TarFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

Result<Backup> open_backup(base::ByteView archive) {
  YX_TRY(TarArchive read, read_tar(archive, kBackupLimits));
  if (read.files.size() < 2 || read.files.end()[-2].name != backup_file::kManifest ||
      read.files.back().name != backup_file::kManifestDigest) {
    return bad_backup("does not end with " + std::string(backup_file::kManifest));
  }
  Backup backup;
  const base::ByteView text = read.files.end()[-2].content;
  backup.digest = crypto::sm3(text);
  if (base::as_text(read.files.back().content) != digest_line(backup.digest))
    return bad_backup(std::string(backup_file::kManifest) + " is changed");
  YX_TRY(backup.manifest, BackupManifest::parse(base::as_text(text)));
  read.files.resize(read.files.size() - 2);
  backup.files = std::move(read.files);
  const auto& stated = backup.manifest.files;
  for (std::size_t i = 0; i < std::max(stated.size(), backup.files.size()); ++i) {
    if (i >= backup.files.size()) return bad_backup(stated[i].name + " is missing");
    const TarFile& file = backup.files[i];
    if (i >= stated.size() || stated[i].name != file.name)
      return bad_backup(file.name + " is not in the manifest");
    if (stated[i].size != file.content.size() || stated[i].digest != crypto::sm3(file.content))
      return bad_backup(file.name + " is changed");
  }
  return backup;
}

}  // namespace yinxin::proof
