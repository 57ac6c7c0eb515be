#include "base/files.hpp"

#include <errno.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace yinxin::base {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() {
    std::string name = testing::TempDir() + "yx_files_XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~Files() override { fs::remove_all(folder_); }

  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  mode_t mode_of(const fs::path& path) const {
    struct stat status = {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 07777;
  }

  fs::path folder_;
};

TEST_F(Files, RoundTrip) {
  const fs::path path = folder_ / "a";
  for (const std::size_t size : {0U, 1U, 4096U, 200'000U}) {
    Bytes content(size);
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    ASSERT_TRUE(write_file_durably(path, content, 0600));
    EXPECT_EQ(*read_file(path, size), content);
    EXPECT_EQ(*read_file(path, size + 1), content);
  }
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, ReadHoldsToItsLimit) {
  const fs::path path = folder_ / "a";
  ASSERT_TRUE(write_file_durably(path, to_bytes("12345"), 0600));
  for (const std::size_t limit : {0U, 1U, 4U}) {
    const auto content = read_file(path, limit);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().code, "base.file.too_large");
    EXPECT_EQ(content.error().kind, ErrorKind::TooLarge);
  }
  EXPECT_EQ(as_text(*read_file(path, 5)), "12345");
}

TEST_F(Files, ReadsFilesThatDoNotTellTheirSize) {
  EXPECT_FALSE(read_file("/proc/self/status", 1'000'000)->empty());
  EXPECT_EQ(read_file("/proc/self/status", 10).error().code, "base.file.too_large");
}

TEST_F(Files, ReadSaysWhyNot) {
  const auto missing = read_file(folder_ / "absent", 10);
  EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(missing.error().code, "base.file.missing");
  EXPECT_THAT(missing.error().detail, testing::HasSubstr("absent"));
  EXPECT_EQ(read_file(folder_, 10).error().code, "base.file.not_regular");
  EXPECT_EQ(read_file("/dev/zero", 10).error().code, "base.file.not_regular");
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(read_file(pipe, 10).error().code, "base.file.not_regular");  // and does not wait for a writer
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(read_file(folder_ / "file" / "below", 10).error().code, "base.file.failed");
}

TEST_F(Files, WriteGivesExactlyTheMode) {
  const mode_t before = ::umask(077);
  for (const mode_t mode : {mode_t{0644}, mode_t{0600}, mode_t{0755}}) {
    ASSERT_TRUE(write_file_durably(folder_ / "a", to_bytes("x"), mode));
    EXPECT_EQ(mode_of(folder_ / "a"), mode);
  }
  ::umask(before);
}

TEST_F(Files, WriteReplacesALinkNotWhatItPointsTo) {
  ASSERT_TRUE(write_file_durably(folder_ / "target", to_bytes("old"), 0600));
  fs::create_symlink(folder_ / "target", folder_ / "link");
  ASSERT_TRUE(write_file_durably(folder_ / "link", to_bytes("new"), 0600));
  EXPECT_EQ(as_text(*read_file(folder_ / "target", 10)), "old");
  EXPECT_FALSE(fs::is_symlink(folder_ / "link"));
}

TEST_F(Files, WriteTakesARelativeName) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_);
  EXPECT_TRUE(write_file_durably("bare", to_bytes("x"), 0600));
  fs::current_path(before);
  EXPECT_EQ(as_text(*read_file(folder_ / "bare", 1)), "x");
}

TEST_F(Files, AFailedWriteLeavesNothingBehind) {
  fs::create_directory(folder_ / "taken");
  std::ofstream(folder_ / "taken" / "child") << "x";
  const auto onto_folder = write_file_durably(folder_ / "taken", to_bytes("x"), 0600);
  EXPECT_EQ(onto_folder.error().code, "base.file.failed");
  EXPECT_EQ(onto_folder.error().kind, ErrorKind::Internal);
  EXPECT_EQ(entries(), 1U);
  EXPECT_EQ(write_file_durably(folder_ / "no" / "a", to_bytes("x"), 0600).error().code, "base.file.missing");
}

/// Runs in a child with a 64 KiB file system of its own; 0 when all held, 77 when the kernel gives it none.
int fill_a_small_disk(const fs::path& folder) {
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return 77;
  std::ofstream("/proc/self/uid_map") << user << " " << user << " 1";
  std::ofstream("/proc/self/setgroups") << "deny";
  std::ofstream("/proc/self/gid_map") << group << " " << group << " 1";
  if (::mount("none", folder.c_str(), "tmpfs", 0, "size=64k") != 0) return 77;
  const fs::path path = folder / "a";
  if (!write_file_durably(path, to_bytes("old"), 0600)) return 1;
  const auto full = write_file_durably(path, Bytes(1'000'000), 0600);
  if (full) return 2;
  if (full.error().code != "base.file.full" || full.error().kind != ErrorKind::Unavailable) return 3;
  const auto still = read_file(path, 10);
  if (!still || as_text(*still) != "old") return 4;
  if (std::distance(fs::directory_iterator(folder), fs::directory_iterator()) != 1) return 5;
  return 0;
}

TEST_F(Files, AFullDiskKeepsTheOldFile) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(fill_a_small_disk(folder_));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no file system of our own here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(FileError, MapsTheKernelsNumbers) {
  const struct {
    int number;
    ErrorKind kind;
    const char* code;
  } cases[] = {
      {ENOENT, ErrorKind::NotFound, "base.file.missing"}, {ENOSPC, ErrorKind::Unavailable, "base.file.full"},
      {EDQUOT, ErrorKind::Unavailable, "base.file.full"}, {EACCES, ErrorKind::Internal, "base.file.failed"},
      {EIO, ErrorKind::Internal, "base.file.failed"},     {EROFS, ErrorKind::Internal, "base.file.failed"}};
  for (const auto& [number, kind, code] : cases) {
    const Error error = file_error(number, "write", "/x/y");
    EXPECT_EQ(error.kind, kind) << number;
    EXPECT_EQ(error.code, code) << number;
    EXPECT_THAT(error.detail, testing::StartsWith("write /x/y: ")) << number;
  }
}

}  // namespace
}  // namespace yinxin::base
