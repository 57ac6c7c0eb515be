#include "rules/check_parts.hpp"

#include <algorithm>
#include <charconv>

#include "rules/coverage.hpp"

namespace yinxin::rules {
namespace {

bool is_number(std::string_view text, std::int64_t last) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() && text.front() != '0' && number >= 1 &&
         (last == 0 || number <= last);
}

template <class Entry, class Member>
void check_once(const std::vector<Entry>& entries, Member Entry::*member, const std::string& kind,
                Findings& findings) {
  std::set<Member> met;
  for (const Entry& entry : entries) {
    if (!met.insert(entry.*member).second)
      add_finding(findings, entry.place, kind, "重复：前面已有同一" + kind + "。",
                  "This " + kind + " is there twice.");
  }
}

void check_articles(const Book& book, Findings& findings) {
  std::set<std::int64_t> met;
  for (const Article& article : book.articles) {
    if (!met.insert(article.number).second)
      add_finding(findings, article.place, "article " + std::to_string(article.number), "该条重复。",
                  "This article is there twice.");
  }
  for (std::int64_t number = 1; number <= kArticles; ++number) {
    if (met.count(number) == 0)
      add_finding(findings, Place{"rules/articles.toml", 1}, "article " + std::to_string(number),
                  "缺少第" + std::to_string(number) + "条。", "This article is missing.");
  }
}

}  // namespace

References::References(const Book& book, Findings& findings) : book_(book), findings_(findings) {}

void References::missing(const Place& place, const std::string& where, const std::string& zh,
                         const std::string& en, const std::string& id) {
  add_finding(findings_, place, where, "没有" + zh + "“" + id + "”。", "There is no " + en + " " + id + ".");
}

void References::cites(const Place& place, const std::string& where, const std::vector<std::string>& cites) {
  if (cites.empty()) add_finding(findings_, place, where, "没有引用条文。", "No article is cited.");
  for (const std::string& text : cites) article(place, where, text);
}

void References::article(const Place& place, const std::string& where, const std::string& text) {
  const std::size_t space = text.rfind(' ');
  if (space == std::string::npos) {
    if (text.empty() || !is_number(text, kArticles)) missing(place, where, "条文", "article", text);
    return;
  }
  const Law* law = find_by(book_.laws, &Law::name, text.substr(0, space));
  if (law == nullptr) return missing(place, where, "登记过的法律", "law of laws.toml", text);
  const std::string number = text.substr(space + 1);
  if (number.empty() || !is_number(number, law->last_article)) missing(place, where, "条文", "article", text);
}

void References::readings(const Place& place, const std::string& where, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) one(place, where, book_.readings, &Reading::id, id, "理解", "reading");
}

void References::setting(const Place& place, const std::string& where, const std::string& name) {
  if (name.rfind("reading.", 0) == 0)
    one(place, where, book_.readings, &Reading::setting, name, "理解设置项", "reading's setting");
}

Findings check(const Book& book, const Procedures& procedures, const std::filesystem::path& rules) {
  Findings findings;
  check_articles(book, findings);
  check_once(book.laws, &Law::name, "law", findings);
  check_once(book.clocks, &StatutoryClock::id, "clock", findings);
  check_once(book.duties, &Duty::id, "duty", findings);
  check_once(book.readings, &Reading::id, "reading", findings);
  check_once(book.lists, &CodeList::id, "list", findings);
  check_once(book.documents, &Document::id, "document", findings);
  check_once(book.roles, &Role::id, "role", findings);
  check_once(book.permissions, &Permission::id, "permission", findings);
  check_once(book.routes, &Route::matter, "route", findings);
  check_once(book.inventories, &Inventory::id, "inventory", findings);
  check_once(book.followings, &Following::procedure, "following", findings);
  check_once(book.regions, &Region::code, "region", findings);
  check_once(book.scales, &Scale::id, "scale", findings);
  check_once(book.items, &PenaltyItem::code, "item", findings);
  check_papers(book, procedures, rules, findings);
  check_tables(book, procedures, findings);
  check_periods(book, procedures, findings);
  check_procedures(book, procedures, findings);
  check_inventories(book, procedures, findings);
  check_recurring(book, procedures, findings);
  check_followings(book, procedures, findings);
  for (const ArticleCoverage& article : cover(book, procedures)) {
    for (const Part* part : {&article.rules, &article.documents}) {
      if (!part->is_hole()) continue;
      add_finding(findings, article.article->place, "article " + std::to_string(article.article->number),
                  "“" + part->zh + "”一栏空白，也没有说明不需要或者由哪一批工作补上。",
                  "Nothing in " + part->en + ", and no word of why.");
    }
  }
  return findings;
}

}  // namespace yinxin::rules
