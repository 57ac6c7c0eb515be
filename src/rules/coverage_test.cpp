// docs/coverage.md is what `yinxin rules coverage` prints; a hole is never passed over.
#include "rules/test_rules.hpp"

namespace yinxin::rules {
namespace {

using testing::book;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::procedures;

const Tree& tree() {
  static const Tree kTree = [] {
    auto read = read_tree(YX_SOURCE_DIR);
    if (!read) throw std::runtime_error(base::describe(read.error()));
    return *std::move(read);
  }();
  return kTree;
}

TEST(RulesCoverage, HasNoHole) {
  EXPECT_THAT(report_coverage(book(), procedures(), tree()).holes, IsEmpty());
}

TEST(RulesCoverage, ThePublishedPageIsUpToDate) {
  std::ostringstream page;
  page << std::ifstream(YX_SOURCE_DIR "/docs/coverage.md").rdbuf();
  EXPECT_TRUE(page.str() == report_coverage(book(), procedures(), tree()).text)
      << "docs/coverage.md is out of date: yinxin rules coverage > docs/coverage.md";
}

TEST(RulesCoverage, FindsTestsAndOperationsThatAreNotThere) {
  Book changed = book();
  changed.articles.front().tests = {"NoSuchSuite.Name"};
  changed.articles.front().operations = {"noSuchOperation", "yinxin rules check"};
  const auto holes = report_coverage(changed, procedures(), tree()).holes;
  EXPECT_THAT(holes, Contains(HasSubstr("没有测试 NoSuchSuite.Name")));
  EXPECT_THAT(holes, Contains(HasSubstr("没有操作 noSuchOperation")));
  EXPECT_EQ(holes.size(), 2U);
}

TEST(RulesCoverage, FindsAnEmptyPart) {
  Book changed = book();
  Article& article = changed.articles.at(17);  // article 18
  article.tests.clear();
  article.operations.clear();
  article.not_yet.clear();
  const auto holes = report_coverage(changed, procedures(), tree()).holes;
  EXPECT_THAT(holes, Contains(HasSubstr("第18条：测试一栏空白")));
  EXPECT_THAT(holes, Contains(HasSubstr("第18条：操作一栏空白")));
}

TEST(RulesCoverage, NotYetIsNamedAndNotCounted) {
  Book changed = book();
  Article& scope = changed.articles.at(1);  // article 2
  scope.operations.clear();
  scope.not_yet.push_back(Missing{"operations", 3, "某项操作"});
  for (Duty& duty : changed.duties) {
    if (duty.id == "territory") duty.not_yet = 3;
  }
  const auto parts = cover(changed, procedures());
  ASSERT_EQ(parts.size(), 42U);
  EXPECT_THAT(parts.at(1).rules.not_yet, Contains(HasSubstr("系统、密钥、日志在境内")));
  EXPECT_THAT(parts.at(1).operations.not_yet, Contains(HasSubstr("某项操作")));
  EXPECT_THAT(parts.at(1).operations.covered, IsEmpty());
  const ArticleCoverage& report = parts.at(34);  // article 35
  EXPECT_THAT(report.rules.not_yet, IsEmpty());
  EXPECT_THAT(report.rules.covered, Contains("期限 C17"));
}

TEST(RulesCoverage, NeedsACheckout) {
  EXPECT_EQ(read_tree("/nowhere").error().code, "rules.tree");
}

TEST(RulesExplain, SaysWhatTheLawFilesSay) {
  const std::string text = explain(book(), "8");
  for (const std::string_view part : {"期限 C01", "5个工作日", "自收到之日起视为受理", "文书 《受理通知书》",
                                      "理解 Q38", "受理机关", "义务 五个工作日内形式审查", "待办"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(explain(book(), "行政许可法 44"), HasSubstr("期限 C03"));
  EXPECT_THAT(explain(book(), "39"), HasSubstr("罚则幅度 L39"));
  EXPECT_THAT(explain(book(), "15"), HasSubstr("前 60日"));
  EXPECT_THAT(explain(book(), "35"), HasSubstr("每年 01-15"));
  EXPECT_EQ(explain(book(), "民法典 1"), "");
}

}  // namespace
}  // namespace yinxin::rules
