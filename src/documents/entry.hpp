// Reads one table of a template strictly: every fault is noted with file and line, in Chinese and English,
// and reading goes on. For the reader of this folder.
#pragma once

#include <set>

#include "base/toml.hpp"
#include "documents/types.hpp"

namespace yinxin::documents {

class Entry {
 public:
  /// `where` is what messages call it: "value applicant". The table outlives the entry.
  Entry(const base::TomlTable& table, std::string file, std::string where, Faults& faults)
      : table_(&table), file_(std::move(file)), where_(std::move(where)), faults_(&faults) {}

  bool has(std::string_view key) const { return table_->find(key) != nullptr; }
  /// Missing or empty is a fault.
  std::string text(std::string_view key);
  /// Missing is empty.
  std::string optional_text(std::string_view key);
  /// Missing is false.
  bool flag(std::string_view key);
  /// Missing is nothing; otherwise within [min, max].
  std::optional<std::int64_t> number(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<base::Date> date(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<Entry> entries(std::string_view key, const std::string& kind);

  void name(const std::string& id) { where_ += " " + id; }
  void fault(std::string zh, std::string en) { fault_at(table_->line, std::move(zh), std::move(en)); }
  /// At the line of that key, if it is there.
  void fault(std::string_view key, std::string zh, std::string en);
  /// Keys that nobody asked for are faults.
  void finish();

 private:
  template <class T>
  const T* typed(std::string_view key, std::string_view zh);
  void fault_at(int line, std::string zh, std::string en);

  const base::TomlTable* table_;
  std::string file_;
  std::string where_;
  Faults* faults_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace yinxin::documents
