// Files of `yinxin backup`: whole ones open; cut or changed anywhere they do not, and the file is named.
#include "proof/backup_archive.hpp"

#include <gmock/gmock.h>

namespace yinxin::proof {
namespace {

using testing::HasSubstr;

base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}

struct Written {
  base::Bytes archive;
  Hash digest{};
};

Written write(const std::vector<std::pair<std::string, std::string>>& files) {
  Written written;
  const base::Time made_at = at("2026-11-22T08:00:00Z");
  BackupWriter writer(made_at, [&](base::ByteView octets) -> base::Result<void> {
    base::append(written.archive, octets);
    return {};
  });
  for (const auto& [name, content] : files) {
    EXPECT_TRUE(writer.add(name, base::as_bytes(content), name.starts_with("tables/") ? 7 : 0)) << name;
  }
  BackupManifest manifest;
  manifest.schema = 8;
  manifest.software = "yinxin 0.1.0";
  manifest.engine = "sqlite";
  manifest.made_at = made_at;
  manifest.head = "一个\n";
  manifest.keys = {{"issuing-1", 12}};
  written.digest = writer.finish(manifest).value();
  return written;
}

const std::vector<std::pair<std::string, std::string>> kFiles = {
    {"settings.toml", "x = 1\n"},
    {"keys/record.key", std::string(111, 'k')},
    {"tables/a/000000.rows", std::string(600, 'r')},
    {"tables/b/000000.rows", ""}};

std::string fault(base::ByteView archive) {
  const auto opened = open_backup(archive);
  return opened ? "ok" : opened.error().code + ": " + opened.error().detail;
}

TEST(BackupArchive, AWholeOneOpens) {
  const Written written = write(kFiles);
  const auto backup = open_backup(written.archive);
  ASSERT_TRUE(backup) << base::describe(backup.error());
  EXPECT_EQ(backup->digest, written.digest);
  ASSERT_EQ(backup->files.size(), kFiles.size());
  for (const auto& [name, content] : kFiles) {
    ASSERT_NE(backup->find(name), nullptr) << name;
    EXPECT_EQ(base::as_text(backup->find(name)->content), content);
  }
  EXPECT_EQ(backup->find("tables/c/000000.rows"), nullptr);
  const BackupManifest& manifest = backup->manifest;
  EXPECT_EQ(manifest.schema, 8U);
  EXPECT_EQ(manifest.head, "一个\n");
  EXPECT_EQ(manifest.made_at, at("2026-11-22T08:00:00Z"));
  EXPECT_EQ(manifest.keys.at(0).id, "issuing-1");
  EXPECT_EQ(manifest.keys.at(0).certificates, 12U);
  EXPECT_EQ(manifest.files.at(2).rows, 7U);
}

TEST(BackupArchive, CutShortAnywhereItDoesNotOpen) {
  const base::Bytes whole = write(kFiles).archive;
  for (std::size_t size = 0; size < whole.size(); size += 256) {
    const auto opened = open_backup(base::ByteView(whole).first(size));
    ASSERT_FALSE(opened) << size;
    EXPECT_TRUE(opened.error().code == "proof.tar" || opened.error().code == "proof.backup") << size;
  }
}

TEST(BackupArchive, AFlippedOctetNamesItsFile) {
  const base::Bytes whole = write(kFiles).archive;
  const auto names = open_backup(whole);
  ASSERT_TRUE(names);
  const auto archive = read_tar(whole, kBackupLimits).value();
  for (const TarFile& file : archive.files) {
    if (file.content.empty()) continue;
    const auto offset = static_cast<std::size_t>(file.content.data() - whole.data());
    for (const std::size_t at : {offset, offset + file.content.size() - 1, offset - 400}) {
      base::Bytes changed = whole;
      changed[at] ^= 1;
      const std::string said = fault(changed);
      const std::string named = file.name == "manifest.sm3" && at >= offset ? "manifest.json" : file.name;
      EXPECT_THAT(said, HasSubstr(named)) << at;
    }
  }
}

TEST(BackupArchive, FilesMissingAddedOrSwapped) {
  const Written written = write(kFiles);
  const auto archive = read_tar(written.archive, kBackupLimits).value();
  const auto rebuilt = [&](auto change) {
    std::vector<TarFile> files = archive.files;
    change(files);
    base::Bytes octets;
    TarStream tar(archive.mtime, [&](base::ByteView more) -> base::Result<void> {
      base::append(octets, more);
      return {};
    });
    for (const TarFile& file : files) EXPECT_TRUE(tar.add(file.name, file.content));
    EXPECT_TRUE(tar.finish());
    return octets;
  };
  using Files = std::vector<TarFile>;
  EXPECT_EQ(fault(rebuilt([](Files&) {})), "ok");
  EXPECT_THAT(fault(rebuilt([](Files& files) { files.erase(files.begin() + 3); })),
              HasSubstr("tables/b/000000.rows is missing"));
  EXPECT_THAT(fault(rebuilt([](Files& files) {
                files.insert(files.begin(), {"more", {}});
              })),
              HasSubstr("more is not in the manifest"));
  EXPECT_THAT(fault(rebuilt([](Files& files) { std::swap(files[0], files[1]); })),
              HasSubstr("is not in the manifest"));
  EXPECT_THAT(fault(rebuilt([](Files& files) { files.pop_back(); })),
              HasSubstr("does not end with manifest.json"));
}

TEST(BackupArchive, AnotherFormatIsRefusedWithInstructions) {
  std::string text = BackupManifest().to_json();
  text.replace(text.find("\"format\": 1"), 11, "\"format\": 2");
  const auto newer = BackupManifest::parse(text);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().code, "proof.backup.newer");
  EXPECT_EQ(BackupManifest::parse("{}").error().code, "proof.json");
  EXPECT_EQ(BackupManifest::parse(BackupManifest().to_json() + "\n").error().code, "proof.json");
}

TEST(BackupArchive, WhatTheStreamWritesIsWhatTheWriterWrites) {
  TarWriter writer(at("2026-11-22T08:00:00Z"));
  base::Bytes streamed;
  TarStream stream(at("2026-11-22T08:00:00Z"), [&](base::ByteView more) -> base::Result<void> {
    base::append(streamed, more);
    return {};
  });
  for (const auto& [name, content] : kFiles) {
    ASSERT_TRUE(writer.add(name, base::as_bytes(content)));
    ASSERT_TRUE(stream.add(name, base::as_bytes(content)));
  }
  EXPECT_EQ(stream.add("KEYS/record.key", {}).error().code, "proof.tar.repeated");
  EXPECT_EQ(stream.add("../x", {}).error().code, "proof.tar.name");
  ASSERT_TRUE(stream.finish());
  EXPECT_EQ(streamed, std::move(writer).finish());
  TarLimits small;
  small.files = 3;
  EXPECT_EQ(read_tar(streamed, small).error().code, "proof.tar.size");
}

}  // namespace
}  // namespace yinxin::proof
