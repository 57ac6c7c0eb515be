#include "registration/papers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "crypto/random.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::registration {
namespace {

using store::code_of;
using store::detail_of;
using testing::HasSubstr;

/// A folder of texts, gone when the test ends.
class PapersTest : public testing::Test {
 protected:
  PapersTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("yx_papers_" + base::to_hex(crypto::random_bytes(8)))) {
    std::filesystem::create_directory(folder_);
  }
  ~PapersTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void add(const std::string& file, const std::string& id, const std::string& from,
           const std::string& body) const {
    std::ofstream(folder_ / file) << "id = \"" << id << "\"\nin_force_from = " << from << "\nbody = \""
                                  << body << "\"\n";
  }
  base::Result<Papers> load() const { return Papers::load(folder_); }

  const std::filesystem::path folder_;
};

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

TEST_F(PapersTest, TheVersionOfTheDayIsInForce) {
  add("a.toml", "agreement", "2024-11-01", "old");
  add("b.toml", "agreement", "2026-01-01", "new");
  const auto papers = load();
  ASSERT_TRUE(papers) << base::describe(papers.error());
  EXPECT_EQ(papers->find("agreement", day("2024-10-31")), nullptr);
  EXPECT_EQ(papers->find("agreement", day("2025-12-31"))->version, "agreement/2024-11-01");
  EXPECT_EQ(papers->find("agreement", day("2026-01-01"))->body, "new");
  EXPECT_EQ(papers->find("notification", day("2026-01-01")), nullptr);
}

TEST_F(PapersTest, LeavesTemplatesWithAKindToOthers) {
  add("a.toml", "agreement", "2024-11-01", "text");
  std::ofstream(folder_ / "b.toml") << "id = \"notice\"\nkind = \"letter\"\ntitle = \"x\"\n";
  const auto papers = load();
  ASSERT_TRUE(papers) << base::describe(papers.error());
  EXPECT_NE(papers->find("agreement", day("2026-01-01")), nullptr);
  EXPECT_EQ(papers->find("notice", day("2026-01-01")), nullptr);
}

TEST_F(PapersTest, FillsEveryPlaceholder) {
  add("a.toml", "agreement", "2024-11-01", "{number}: {applicant}, {number}.");
  const auto papers = load();
  ASSERT_TRUE(papers);
  const PaperTemplate& paper = *papers->find("agreement", day("2026-01-01"));
  // What is filled in is text, never a placeholder again.
  EXPECT_EQ(Papers::fill(paper, {{"number", "SQ-1"}, {"applicant", "{number}"}}), "SQ-1: {number}, SQ-1.");
  EXPECT_THROW(Papers::fill(paper, {{"number", "SQ-1"}}), std::logic_error);
}

TEST_F(PapersTest, RefusesWhatCannotBeFilled) {
  add("a.toml", "agreement", "2024-11-01", "{name}");
  EXPECT_EQ(code_of(load()), "registration.paper");
  EXPECT_THAT(detail_of(load()), HasSubstr("name"));
  add("a.toml", "agreement", "2024-11-01", "{number");
  EXPECT_EQ(code_of(load()), "registration.paper");
  add("a.toml", "agreement", "2024-11-01", "x");
  add("b.toml", "agreement", "2024-11-01", "y");
  EXPECT_EQ(code_of(load()), "registration.paper");
  std::ofstream(folder_ / "b.toml") << "id = \"agreement\"\nin_force_from = 2026-01-01\nbdy = \"x\"\n";
  EXPECT_EQ(code_of(load()), "base.toml.content");
}

TEST(Documents, SayWhatTheRegulationAsksFor) {
  const auto papers = Papers::load(YX_SOURCE_DIR "/rules/documents");
  ASSERT_TRUE(papers) << base::describe(papers.error());
  const PaperTemplate* notification = papers->find("notification", day("2026-11-22"));
  ASSERT_NE(notification, nullptr);
  // Article 21, word for word.
  for (const char* matter :
       {"证书和电子签名的使用条件", "电子签名所产生的法律责任", "保存和使用证书持有人信息的权限和责任",
        "电子政务电子认证服务机构和证书持有人的责任范围"}) {
    EXPECT_THAT(notification->body, HasSubstr(matter));
  }
  const PaperTemplate* agreement = papers->find("agreement", day("2026-11-22"));
  ASSERT_NE(agreement, nullptr);
  for (const char* section :
       {"第一条 ", "第二条 ", "第三条 ", "第四条 ", "第五条 ", "第六条 ", "第七条 ", "第八条 ", "第九条 ",
        "第十条 ", "第十一条 ", "第十二条 ", "第十三条 ", "第十四条 ", "第十五条 ", "第十六条 "}) {
    EXPECT_THAT(agreement->body, HasSubstr(section));  // requirements 5.1
  }
  EXPECT_THAT(agreement->body, HasSubstr("甲方不能证明自己无过错的，依法承担赔偿责任"));  // article 40
}

}  // namespace
}  // namespace yinxin::registration
