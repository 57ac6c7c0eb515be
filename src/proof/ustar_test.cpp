#include "proof/ustar.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace yinxin::proof {
namespace {

const base::Time kMade = base::parse_utc("2026-11-22T15:41:49Z").value();

base::Bytes sample() {
  TarWriter writer(kMade);
  EXPECT_TRUE(writer.add("manifest.json", base::as_bytes("{}")));
  EXPECT_TRUE(writer.add("03-rules/电子认证业务规则.txt", base::as_bytes(std::string(513, 'x'))));
  EXPECT_TRUE(writer.add("empty", {}));
  EXPECT_TRUE(writer.add("block", base::as_bytes(std::string(512, 'y'))));
  return std::move(writer).finish();
}

std::string run(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output.push_back(static_cast<char>(c));
  return pclose(pipe) == 0 ? output : "failed: " + output;
}

TEST(Ustar, ReadsBackWhatWasWritten) {
  const base::Bytes octets = sample();
  EXPECT_EQ(octets.size(), 512U * (2 + 3 + 1 + 2 + 2));
  const TarArchive archive = read_tar(octets).value();
  EXPECT_EQ(archive.mtime, kMade);
  ASSERT_EQ(archive.files.size(), 4U);
  EXPECT_EQ(archive.files[0].name, "manifest.json");
  EXPECT_EQ(base::as_text(archive.files[0].content), "{}");
  EXPECT_EQ(archive.files[1].name, "03-rules/电子认证业务规则.txt");
  EXPECT_EQ(archive.files[1].content.size(), 513U);
  EXPECT_TRUE(archive.files[2].content.empty());
  EXPECT_EQ(octets, sample()) << "one content, one form";
  EXPECT_TRUE(read_tar(TarWriter(kMade).finish()).value().files.empty());
}

TEST(Ustar, TheSystemsTarReadsIt) {
  std::string folder = (std::filesystem::temp_directory_path() / "yx-ustar-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string file = folder + "/a.tar";
  const base::Bytes octets = sample();
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
  EXPECT_EQ(run("LC_ALL=C.UTF-8 tar --quoting-style=literal -tf " + file),
            "manifest.json\n03-rules/电子认证业务规则.txt\nempty\nblock\n");
  EXPECT_NE(
      run("TZ=UTC0 tar -tvf " + file).find("-rw-r--r-- 0/0               2 2026-11-22 15:41 manifest.json"),
      std::string::npos);
  EXPECT_EQ(run("tar -xOf " + file + " block"), std::string(512, 'y'));
  std::filesystem::remove_all(folder);
}

TEST(Ustar, AnyOctetOfTheFrameChangedIsAnError) {
  const base::Bytes good = sample();
  const TarArchive archive = read_tar(good).value();
  std::vector<bool> is_content(good.size(), false);
  for (const TarFile& file : archive.files) {
    const auto at = static_cast<std::size_t>(file.content.data() - good.data());
    for (std::size_t i = 0; i < file.content.size(); ++i) is_content[at + i] = true;
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (is_content[i]) continue;
    base::Bytes bad = good;
    bad[i] ^= 1;
    EXPECT_EQ(read_tar(bad).error().code, "proof.tar") << i;
  }
}

TEST(Ustar, CutShortOrLengthenedIsAnError) {
  const base::Bytes good = sample();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{511}, std::size_t{512},
                                 good.size() - 512, good.size() - 1}) {
    EXPECT_EQ(read_tar(base::ByteView(good).first(size)).error().code, "proof.tar") << size;
  }
  base::Bytes longer = good;
  longer.resize(good.size() + 512, 0);
  EXPECT_EQ(read_tar(longer).error().code, "proof.tar");
}

TEST(Ustar, WhatSystemTarWritesIsNotOurForm) {
  std::string folder = (std::filesystem::temp_directory_path() / "yx-ustar-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  ASSERT_EQ(run("cd " + folder + " && echo x > f && ln -s f l && tar --format=ustar -cf a.tar f l"), "");
  std::ifstream in(folder + "/a.tar", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_EQ(read_tar(base::as_bytes(text)).error().code, "proof.tar");
  std::filesystem::remove_all(folder);
}

TEST(Ustar, NamesThatCouldLandElsewhere) {
  for (const char* name : {"a", "a/b", "a.b-c_d/e", "..a", "a..", "...", "材料/身份证明.pdf", "01-scope/x"}) {
    EXPECT_TRUE(is_tar_name(name)) << name;
  }
  for (const std::string& name : {std::string(),
                                  std::string("/a"),
                                  std::string("a/"),
                                  std::string("a//b"),
                                  std::string("."),
                                  std::string(".."),
                                  std::string("../a"),
                                  std::string("a/../b"),
                                  std::string("a/."),
                                  std::string("./a"),
                                  std::string("a b"),
                                  std::string("a\nb"),
                                  std::string("a\0b", 3),
                                  std::string("a\\b"),
                                  std::string("C:a"),
                                  std::string("a?"),
                                  std::string("\xE2\x80\xAE"
                                              "fdp.exe"),
                                  std::string("\xFF"),
                                  std::string("\xC0\xAF"),
                                  std::string(101, 'a')}) {
    EXPECT_FALSE(is_tar_name(name)) << name;
    EXPECT_EQ(TarWriter(kMade).add(name, {}).error().code, "proof.tar.name") << name;
  }
}

TEST(Ustar, NamesThatCouldOverwriteEachOther) {
  TarWriter writer(kMade);
  ASSERT_TRUE(writer.add("a/b", {}));
  for (const char* name : {"a/b", "A/B", "a", "A", "a/b/c"}) {
    EXPECT_EQ(writer.add(name, {}).error().code, "proof.tar.repeated") << name;
  }
  EXPECT_TRUE(writer.add("a/bc", {}));
}

TEST(Ustar, LimitsHold) {
  TarWriter writer(kMade);
  EXPECT_EQ(writer.add("big", base::Bytes(kMaxTarFileBytes + 1)).error().code, "proof.tar.size");
  for (std::size_t i = 0; i < kMaxTarFiles; ++i) ASSERT_TRUE(writer.add(std::to_string(i), {}));
  EXPECT_EQ(writer.add("one-more", {}).error().code, "proof.tar.size");
  EXPECT_TRUE(read_tar(std::move(writer).finish()));
  EXPECT_THROW(TarWriter(base::from_micros(-1)), std::logic_error);
}

TEST(Ustar, ASizeBeyondTheLimitIsRefusedBeforeItIsBelieved) {
  TarWriter writer(kMade);
  ASSERT_TRUE(writer.add("a", {}));
  base::Bytes octets = std::move(writer).finish();
  const std::string_view digits = "77777777777";
  std::copy(digits.begin(), digits.end(), octets.begin() + 124);
  const std::size_t more = 11 * 7;  // each digit rose from '0' to '7'
  unsigned sum = 0;
  for (std::size_t i = 148; i < 154; ++i) sum = sum * 8 + (octets[i] - '0');
  sum += more;
  for (std::size_t i = 154; i-- > 148; sum /= 8) octets[i] = static_cast<std::uint8_t>('0' + sum % 8);
  EXPECT_EQ(read_tar(octets).error().code, "proof.tar.size");
}

}  // namespace
}  // namespace yinxin::proof
