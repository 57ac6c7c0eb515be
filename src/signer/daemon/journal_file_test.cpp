#include "signer/daemon/journal_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "base/files.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;
using base::Result;

constexpr std::size_t kOverhead = 8 + 32;
constexpr std::size_t kHeadBytes = 16;

struct Opened {
  Result<JournalFile> file;
  std::vector<Bytes> bodies;
};

Opened open_all(const std::string& path) {
  std::vector<Bytes> bodies;
  auto file = JournalFile::open(path, [&](std::uint64_t, ByteView body) -> Result<void> {
    bodies.push_back(base::to_bytes(body));
    return {};
  });
  return Opened{std::move(file), std::move(bodies)};
}

void write_raw(const std::string& path, ByteView octets) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
}

class JournalFileTest : public testing::Test {
 protected:
  /// A journal of three records, closed.
  Bytes three_records() {
    auto opened = open_all(path);
    EXPECT_TRUE(opened.file);
    const std::vector<Bytes> first = {Bytes(10, 1)};
    const std::vector<Bytes> more = {Bytes(20, 2), Bytes(30, 3)};
    EXPECT_TRUE(opened.file->append(first));
    EXPECT_TRUE(opened.file->append(more));
    opened.file = base::make_error(ErrorKind::Internal, "closed");
    return base::read_file(path, 1 << 20).value();
  }

  TestFolder folder;
  const std::string path = folder / "journal";
};

TEST_F(JournalFileTest, KeepsWhatWasAppended) {
  EXPECT_EQ(three_records().size(), kHeadBytes + 60 + 3 * kOverhead);
  const auto opened = open_all(path);
  ASSERT_TRUE(opened.file);
  EXPECT_EQ(opened.bodies, (std::vector<Bytes>{Bytes(10, 1), Bytes(20, 2), Bytes(30, 3)}));
  EXPECT_EQ(opened.file->removed_bytes(), 0U);
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600));
}

TEST_F(JournalFileTest, ReadsByOffset) {
  auto opened = open_all(path);
  const std::vector<Bytes> bodies = {Bytes(10, 1), Bytes(20, 2)};
  const auto offsets = opened.file->append(bodies);
  ASSERT_TRUE(offsets);
  EXPECT_EQ(opened.file->read((*offsets)[1]).value(), Bytes(20, 2));
  EXPECT_EQ(opened.file->read((*offsets)[0]).value(), Bytes(10, 1));
  EXPECT_EQ(code_of(opened.file->read((*offsets)[1] + 1)), "signer.journal_damaged");
  EXPECT_EQ(code_of(opened.file->read(1 << 20)), "signer.journal_damaged");
}

TEST_F(JournalFileTest, OneDaemonAtATime) {
  const auto first = open_all(path);
  const auto second = open_all(path);
  EXPECT_EQ(code_of(second.file), "signer.journal_in_use");
}

TEST_F(JournalFileTest, ATailCutAnywhereIsRemovedAndNothingElse) {
  const Bytes whole = three_records();
  const std::size_t last = whole.size() - (30 + kOverhead);
  for (std::size_t size = last; size < whole.size(); ++size) {
    write_raw(path, ByteView(whole).first(size));
    auto opened = open_all(path);
    ASSERT_TRUE(opened.file) << size;
    EXPECT_EQ(opened.bodies.size(), 2U) << size;
    EXPECT_EQ(opened.file->removed_bytes(), size - last);
    EXPECT_EQ(std::filesystem::file_size(path), last);
    const std::vector<Bytes> again = {Bytes(30, 3)};
    ASSERT_TRUE(opened.file->append(again));
    EXPECT_EQ(base::read_file(path, 1 << 20).value(), whole) << "the chain goes on as if nothing had been";
  }
}

TEST_F(JournalFileTest, AnyChangedOctetIsRefused) {
  const Bytes whole = three_records();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes changed = whole;
    changed[at] ^= 0x01;
    write_raw(path, changed);
    const auto opened = open_all(path);
    const bool version = at == kHeadBytes - 1;
    EXPECT_EQ(code_of(opened.file), version ? "signer.journal_version" : "signer.journal_damaged")
        << "octet " << at;
    EXPECT_EQ(base::read_file(path, 1 << 20).value(), changed) << "and the file is left as it was";
  }
}

TEST_F(JournalFileTest, ARecordTakenOutOrSwappedIsRefused) {
  const Bytes whole = three_records();
  const std::size_t first = 10 + kOverhead;
  const std::size_t second = 20 + kOverhead;
  Bytes without = whole;
  without.erase(without.begin() + kHeadBytes,
                without.begin() + static_cast<std::ptrdiff_t>(kHeadBytes + first));
  write_raw(path, without);
  EXPECT_EQ(code_of(open_all(path).file), "signer.journal_damaged");
  Bytes swapped(whole.begin(), whole.begin() + kHeadBytes);
  base::append(swapped, ByteView(whole).subspan(kHeadBytes + first, second));
  base::append(swapped, ByteView(whole).subspan(kHeadBytes, first));
  write_raw(path, swapped);
  EXPECT_EQ(code_of(open_all(path).file), "signer.journal_damaged");
}

TEST_F(JournalFileTest, ZerosAfterTheLastRecordAreNotATornRecord) {
  Bytes whole = three_records();
  whole.resize(whole.size() + 100);
  write_raw(path, whole);
  EXPECT_EQ(code_of(open_all(path).file), "signer.journal_damaged");
}

TEST_F(JournalFileTest, AnotherFileIsNotAJournal) {
  for (const char* content : {"", "yinxin journal", "yinxin journal x", "something else altogether"}) {
    write_raw(path, base::as_bytes(content));
    EXPECT_EQ(code_of(open_all(path).file), "signer.journal_damaged") << content;
  }
}

TEST_F(JournalFileTest, AnOlderOrNewerFormatIsRefusedAndLeftAlone) {
  for (const char* content : {"yinxin journal 2", "yinxin journal 4"}) {
    write_raw(path, base::as_bytes(content));
    const auto opened = open_all(path);
    EXPECT_EQ(code_of(opened.file), "signer.journal_version") << content;
    EXPECT_EQ(opened.file.error().kind, ErrorKind::Refused);
    EXPECT_NE(opened.file.error().detail.find(content[15]), std::string::npos);
    EXPECT_EQ(base::read_file(path, 1 << 20).value(), base::to_bytes(content));
  }
}

TEST_F(JournalFileTest, AFullDiskLeavesTheJournalAsItWas) {
  auto opened = open_all(path);
  const std::vector<Bytes> small = {Bytes(10, 1)};
  ASSERT_TRUE(opened.file->append(small));
  const auto before = std::filesystem::file_size(path);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit tight{before + 60, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &tight);
  const std::vector<Bytes> large = {Bytes(10, 2), Bytes(1000, 3)};  // the first would still fit
  const auto refused_append = opened.file->append(large);
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code_of(refused_append), "signer.journal");
  EXPECT_EQ(refused_append.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(std::filesystem::file_size(path), before);
  EXPECT_TRUE(opened.file->append(large)) << "with room again it goes on";
  opened.file = base::make_error(ErrorKind::Internal, "closed");
  EXPECT_EQ(open_all(path).bodies.size(), 3U);
}

TEST_F(JournalFileTest, OversizedRecordsAreRefused) {
  auto opened = open_all(path);
  const std::vector<Bytes> none = {Bytes()};
  const std::vector<Bytes> huge = {Bytes(JournalFile::kMaxBodyBytes + 1)};
  EXPECT_FALSE(opened.file->append(none));
  EXPECT_FALSE(opened.file->append(huge));
  EXPECT_EQ(std::filesystem::file_size(path), kHeadBytes);
}

TEST_F(JournalFileTest, WhatTheReaderRefusesStopsTheOpening) {
  three_records();
  const auto opened = JournalFile::open(path, [](std::uint64_t, ByteView) -> Result<void> {
    return base::make_error(ErrorKind::Internal, "no.such.record");
  });
  EXPECT_EQ(code_of(opened), "no.such.record");
}

}  // namespace
}  // namespace yinxin::signer
