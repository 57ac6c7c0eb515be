#include "rules/coverage.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/files.hpp"

namespace yinxin::rules {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::size_t kMaxSourceBytes = std::size_t{4} * 1024 * 1024;

Result<std::string> text_of(const fs::path& file) {
  YX_TRY(const base::Bytes octets, base::read_file(file, kMaxSourceBytes));
  return std::string(base::as_text(octets));
}

bool is_word(char octet) {
  return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9') ||
         octet == '_';
}

std::string take_word(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && is_word(text[length])) ++length;
  std::string word(text.substr(0, length));
  text.remove_prefix(length);
  return word;
}

/// "TEST(Suite, Name)", "TEST_F(" and "TEST_P(" at the beginning of a line.
void collect_tests(std::string_view text, std::set<std::string>& tests) {
  constexpr std::string_view kMark = "\nTEST";
  for (std::size_t at = text.find(kMark); at != std::string_view::npos; at = text.find(kMark, at + 1)) {
    std::string_view rest = text.substr(at + kMark.size());
    take_word(rest);  // _F, _P
    if (rest.empty() || rest.front() != '(') continue;
    rest.remove_prefix(1);
    const std::string suite = take_word(rest);
    if (rest.empty() || rest.front() != ',') continue;
    rest.remove_prefix(1);
    tests.insert(suite);
    tests.insert(suite + "." + take_word(rest));
  }
}

void collect_operations(std::string_view yaml, std::set<std::string>& operations) {
  constexpr std::string_view kMark = "operationId: ";
  for (std::size_t at = yaml.find(kMark); at != std::string_view::npos; at = yaml.find(kMark, at + 1)) {
    std::string_view rest = yaml.substr(at + kMark.size());
    operations.insert(take_word(rest));
  }
}

Result<void> read_tests(const fs::path& folder, std::set<std::string>& tests) {
  constexpr std::string_view kEnd = "_test.cpp";
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (name.size() <= kEnd.size() || name.substr(name.size() - kEnd.size()) != kEnd) continue;
    YX_TRY(const std::string text, text_of(entry->path()));
    collect_tests(text, tests);
  }
  return {};
}

/// "yinxin rules check" is a verb of the program, kept by its own tests.
bool is_verb(const std::string& operation) {
  return operation.rfind("yinxin ", 0) == 0;
}

class Report {
 public:
  explicit Report(const Tree& tree) : tree_(tree) {}

  void add(const ArticleCoverage& coverage) {
    const Article& article = *coverage.article;
    const std::string number = std::to_string(article.number);
    text_ += "\n## 第" + number + "条\n\n" + article.summary.zh + " " + article.summary.en + "\n\n";
    text_ += "- 由何保证：" + article.enforced_by + "\n";
    bool whole = true;
    for (const Part* part : {&coverage.rules, &coverage.operations, &coverage.tests, &coverage.documents}) {
      add(*part, number);
      whole = whole && part->not_yet.empty() && !part->is_hole();
    }
    (whole ? whole_ : partly_).push_back(number);
    for (const std::string& operation : article.operations) {
      if (!is_verb(operation) && tree_.operations.count(operation) == 0)
        holes_.push_back("第" + number + "条：没有操作 " + operation);
    }
    for (const std::string& test : article.tests) {
      if (tree_.tests.count(test) == 0) holes_.push_back("第" + number + "条：没有测试 " + test);
    }
  }

  Coverage finish() {
    std::string head =
        "# 条文落实情况 / Coverage of the 42 articles\n\n"
        "由 `yinxin rules coverage` 生成，不手工修改。“待办”是尚未完成的，按工作批次列明，不计入已落实。\n"
        "Printed by `yinxin rules coverage`. What stands under 待办 is not done yet and is not counted.\n\n";
    head += "- 四栏齐备 / whole: " + std::to_string(whole_.size()) + "（" + listed(whole_, "、") + "）\n";
    head += "- 部分落实 / partly: " + std::to_string(partly_.size()) + "（" + listed(partly_, "、") + "）\n";
    head += "- 缺口 / holes: " + std::to_string(holes_.size()) + "\n";
    for (const std::string& hole : holes_) head += "  - " + hole + "\n";
    return Coverage{head + text_, std::move(holes_)};
  }

 private:
  static std::string listed(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text.empty() ? "—" : text;
  }

  void add(const Part& part, const std::string& number) {
    if (!part.covered.empty()) text_ += "- " + part.zh + "：" + listed(part.covered, "；") + "\n";
    if (!part.not_yet.empty()) text_ += "- " + part.zh + "待办：" + listed(part.not_yet, "；") + "\n";
    if (part.covered.empty() && !part.needless.empty())
      text_ += "- " + part.zh + "：不需要，" + part.needless + "\n";
    if (part.is_hole()) holes_.push_back("第" + number + "条：" + part.zh + "一栏空白");
  }

  const Tree& tree_;
  std::string text_;
  std::vector<std::string> whole_;
  std::vector<std::string> partly_;
  std::vector<std::string> holes_;
};

}  // namespace

Result<Tree> read_tree(const fs::path& root) {
  Tree tree;
  const fs::path contract = root / "api/openapi.yaml";
  std::error_code ignored;
  if (!fs::exists(contract, ignored))
    return base::make_error(base::ErrorKind::NotFound, "rules.tree", contract.string());
  YX_TRY(const std::string yaml, text_of(contract));
  collect_operations(yaml, tree.operations);
  for (const char* folder : {"src", "tests"}) YX_CHECK(read_tests(root / folder, tree.tests));
  return tree;
}

Coverage report_coverage(const Book& book, const Procedures& procedures, const Tree& tree) {
  Report report(tree);
  for (const ArticleCoverage& coverage : cover(book, procedures)) report.add(coverage);
  return report.finish();
}

}  // namespace yinxin::rules
