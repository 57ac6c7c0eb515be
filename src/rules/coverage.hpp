// Article by article: what the rules, the operations, the tests and the papers do about it, and what is still
// missing.
#pragma once

#include "rules/book.hpp"

namespace yinxin::rules {

/// One of the four columns of an article.
struct Part {
  std::string zh;
  std::string en;
  std::vector<std::string> covered;
  std::vector<std::string> not_yet;  // never counted as covered; each names its slice
  std::string needless;              // why there is nothing

  bool is_hole() const { return covered.empty() && not_yet.empty() && needless.empty(); }
};

struct ArticleCoverage {
  const Article* article = nullptr;  // into the book
  Part rules;
  Part operations;
  Part tests;
  Part documents;
};

/// Operations and tests as articles.toml names them.
std::vector<ArticleCoverage> cover(const Book& book, const Procedures& procedures);

/// What a checkout has: operationIds of api/openapi.yaml, "Suite.Name" of its tests.
struct Tree {
  std::set<std::string> operations;
  std::set<std::string> tests;  // with each "Suite" alone
};
/// Errors: NotFound `rules.tree` (no api/openapi.yaml there); those of base::read_file().
base::Result<Tree> read_tree(const std::filesystem::path& root);

/// The whole report in Markdown (docs/coverage.md), and what is wrong: holes, operations and tests that the
/// tree does not have.
struct Coverage {
  std::string text;
  std::vector<std::string> holes;
};
Coverage report_coverage(const Book& book, const Procedures& procedures, const Tree& tree);

/// What the law files say about an article ("21", "行政许可法 32"), in Chinese; empty: nothing.
std::string explain(const Book& book, const std::string& article);

}  // namespace yinxin::rules
