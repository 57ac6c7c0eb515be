#include <algorithm>

#include "rules/coverage.hpp"

namespace yinxin::rules {
namespace {

bool cited(const std::vector<std::string>& cites, const std::string& article) {
  return std::find(cites.begin(), cites.end(), article) != cites.end();
}

std::string slice_text(std::int64_t slice) {
  return "（第" + std::to_string(slice) + "批）";
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

/// What of one procedure rests on the article, counted.
std::string of_procedure(const procedure::Procedure& procedure, const std::string& article) {
  const auto count = [&](const auto& list, const auto& cites) {
    return std::count_if(list.begin(), list.end(), cites);
  };
  const auto by_list = [&](const auto& entry) { return cited(entry.cites, article); };
  const auto by_one = [&](const auto& entry) { return entry.article == article; };
  const std::pair<std::string_view, std::ptrdiff_t> counts[] = {
      {"环节", count(procedure.transitions, by_list)},
      {"关口", count(procedure.gates, by_one)},
      {"回避", count(procedure.separations, by_one)},
      {"期限", count(procedure.clocks, by_list)},
  };
  std::string text;
  for (const auto& [name, number] : counts) {
    if (number != 0) text += (text.empty() ? "" : "，") + std::string(name) + " " + std::to_string(number);
  }
  return text.empty() ? text : "程序 " + procedure.id + "（" + text + "）";
}

void cover_rules(const Book& book, const Procedures& procedures, const std::string& article, Part& part) {
  for (const auto& [id, versions] : procedures) {
    std::string text = of_procedure(versions.back(), article);
    if (!text.empty()) part.covered.push_back(std::move(text));
  }
  for (const StatutoryClock& clock : book.clocks) {
    if (!cited(clock.cites, article)) continue;
    if (clock.not_yet == 0) {
      part.covered.push_back("期限 " + clock.id);
    } else {
      part.not_yet.push_back("期限 " + clock.id + " " + clock.name.zh + slice_text(clock.not_yet));
    }
  }
  for (const Route& route : book.routes) {
    if (cited(route.cites, article)) part.covered.push_back("受理机关 " + route.matter);
  }
  for (const Duty& duty : book.duties) {
    if (!cited(duty.cites, article)) continue;
    if (duty.not_yet == 0) {
      part.covered.push_back("义务 " + duty.id);
    } else {
      part.not_yet.push_back("义务 " + duty.name.zh + slice_text(duty.not_yet));
    }
  }
}

void cover_documents(const Book& book, const std::string& article, Part& part) {
  for (const Document& document : book.documents) {
    if (!cited(document.cites, article)) continue;
    if (document.template_id.empty()) {
      part.not_yet.push_back("《" + document.name.zh + "》模板" + slice_text(document.not_yet));
    } else {
      part.covered.push_back("《" + document.name.zh + "》");
    }
  }
}

Part* part_of(ArticleCoverage& coverage, const std::string& name) {
  for (Part* part : {&coverage.rules, &coverage.operations, &coverage.tests, &coverage.documents}) {
    if (part->en == name) return part;
  }
  return nullptr;
}

ArticleCoverage cover_article(const Book& book, const Procedures& procedures, const Article& article) {
  ArticleCoverage coverage;
  coverage.article = &article;
  coverage.rules = Part{"规则", "rules", {}, {}, {}};
  coverage.operations = Part{"操作", "operations", article.operations, {}, {}};
  coverage.tests = Part{"测试", "tests", article.tests, {}, {}};
  coverage.documents = Part{"文书", "documents", {}, {}, {}};
  const std::string number = std::to_string(article.number);
  cover_rules(book, procedures, number, coverage.rules);
  cover_documents(book, number, coverage.documents);
  for (const Missing& missing : article.not_yet) {
    if (Part* part = part_of(coverage, missing.part))
      add_once(part->not_yet, missing.what + slice_text(missing.slice));
  }
  for (const Needless& needless : article.not_needed) {
    if (Part* part = part_of(coverage, needless.part)) part->needless = needless.why;
  }
  return coverage;
}

}  // namespace

std::vector<ArticleCoverage> cover(const Book& book, const Procedures& procedures) {
  std::vector<ArticleCoverage> all;
  for (const Article& article : book.articles) all.push_back(cover_article(book, procedures, article));
  std::sort(all.begin(), all.end(), [](const ArticleCoverage& a, const ArticleCoverage& b) {
    return a.article->number < b.article->number;
  });
  return all;
}

}  // namespace yinxin::rules
