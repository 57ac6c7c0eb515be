#include "proof/case_archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.hpp"

namespace yinxin::proof {
namespace {

using testing::HasSubstr;

CaseCatalogue catalogue() {
  CaseCatalogue made;
  made.number = "XK-2026-1";
  made.title = "资质申请";
  made.made_by = "officer/review-1";
  made.made_at = base::parse_utc("2026-10-12T02:00:00Z").value();
  made.steps.push_back({0, "submit", "提交", "2026-09-28T02:00:00Z", "officer/intake-1"});
  return made;
}
base::Bytes archive() {
  CaseArchiveWriter writer(catalogue());
  EXPECT_TRUE(writer.add("case.json", "案件", base::as_bytes("{}")));
  EXPECT_TRUE(writer.add("files/1a.pdf", "申请材料.pdf", base::as_bytes("%PDF")));
  writer.lacks("文件 2 份", "无权查看");
  return std::move(writer).finish().value();
}
/// An archive of the same files, one of them with another name or content.
base::Bytes repacked(const std::function<void(TarFile&)>& change, bool drop_changed = false) {
  const base::Bytes whole = archive();
  const TarArchive read = read_tar(whole).value();
  TarWriter writer(read.mtime);
  for (TarFile file : read.files) {
    const std::string name = file.name;
    const auto content = file.content;
    change(file);
    const bool changed = file.name != name || !base::equal(file.content, content);
    if (changed && drop_changed) continue;
    EXPECT_TRUE(writer.add(file.name, file.content));
  }
  return std::move(writer).finish();
}
std::vector<std::string> failures(base::ByteView octets) {
  std::vector<std::string> codes;
  const Report report = check_case_archive(octets);
  for (const Finding& finding : report.findings()) {
    if (finding.severity == Severity::Failed) codes.push_back(finding.code + " " + finding.where);
  }
  return codes;
}

TEST(CaseArchive, IsReadBackAsItWasWritten) {
  const base::Bytes whole = archive();
  const Report report = check_case_archive(whole);
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(report.to_text(), HasSubstr("申请材料.pdf"));
  EXPECT_THAT(report.to_text(), HasSubstr("无权查看"));
  const TarArchive read = read_tar(whole).value();
  ASSERT_EQ(read.files.size(), 4U);
  EXPECT_EQ(read.files[2].name, kCaseContents);
  const std::string contents(base::as_text(read.files[2].content));
  EXPECT_THAT(contents, HasSubstr("提交"));
  EXPECT_THAT(contents, HasSubstr(base::to_hex(crypto::sm3(base::as_bytes("%PDF")))));
}

// Written by Python (tests/fuzz/corpus/case_archive), digests by its OpenSSL.
TEST(CaseArchive, AnotherProgramsArchiveIsRead) {
  const auto octets =
      base::read_file(std::string(YX_SOURCE_DIR) + "/tests/fuzz/corpus/case_archive/whole.tar", 1 << 20);
  ASSERT_TRUE(octets);
  EXPECT_EQ(*octets, archive()) << "ours, octet for octet";
  EXPECT_TRUE(check_case_archive(*octets).pass()) << check_case_archive(*octets).to_text();
}

TEST(CaseArchive, TheCatalogueHasOneForm) {
  const std::string text = catalogue().to_json();
  EXPECT_EQ(CaseCatalogue::parse(text).value().to_json(), text);
  std::string newer = text;
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 2");
  EXPECT_EQ(CaseCatalogue::parse(newer).error().code, "proof.case.newer");
  for (const char* member : {"number", "title", "made_by", "made_at", "steps", "entries", "absent"}) {
    std::string lacking = text;
    lacking.replace(lacking.find("\"" + std::string(member) + "\""), 2, "\"x");
    EXPECT_EQ(CaseCatalogue::parse(lacking).error().code, "proof.json") << member;
  }
}

TEST(CaseArchive, WhatWasChangedMovedDroppedOrAddedIsFound) {
  EXPECT_THAT(failures(repacked([](TarFile& file) {
                if (file.name == "files/1a.pdf") file.content = base::as_bytes("%PDG");
              })),
              testing::ElementsAre("case.file.digest files/1a.pdf"));
  EXPECT_THAT(failures(repacked([](TarFile& file) {
                if (file.name == "files/1a.pdf") file.name = "files/1b.pdf";
              })),
              testing::ElementsAre("case.file.missing files/1a.pdf"));
  const auto rename_case = [](TarFile& file) {
    if (file.name == "case.json") file.name = "x";
  };
  EXPECT_THAT(failures(repacked(rename_case, true)), testing::ElementsAre("case.file.missing case.json"));
  TarWriter more(catalogue().made_at);
  const base::Bytes whole = archive();
  const TarArchive read = read_tar(whole).value();
  for (std::size_t i = 0; i + 1 < read.files.size(); ++i)
    ASSERT_TRUE(more.add(read.files[i].name, read.files[i].content));
  ASSERT_TRUE(more.add("files/more.pdf", base::as_bytes("x")));
  ASSERT_TRUE(more.add(kCaseCatalogue, read.files.back().content));
  EXPECT_THAT(failures(std::move(more).finish()),
              testing::ElementsAre("case.file.unlisted files/more.pdf", "case.contents 目录.txt"));
}

TEST(CaseArchive, AnythingElseIsNoArchive) {
  EXPECT_THAT(failures(base::as_bytes("PK\x03\x04")), testing::ElementsAre("case.archive "));
  TarWriter empty(catalogue().made_at);
  EXPECT_THAT(failures(std::move(empty).finish()), testing::ElementsAre("case.catalogue catalogue.json"));
  const base::Bytes whole = archive();
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    base::Bytes flipped = whole;
    flipped[i] ^= 1;
    EXPECT_FALSE(check_case_archive(flipped).pass()) << i;
  }
}

}  // namespace
}  // namespace yinxin::proof
