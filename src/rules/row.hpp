// Reads one table of a law file strictly: every fault is noted with file and line, in words that a lawyer
// reads, and reading goes on. For the loader of this folder.
#pragma once

#include <set>

#include "base/toml.hpp"
#include "procedure/procedure.hpp"

namespace yinxin::rules {

using procedure::Finding;
using procedure::Label;
using Findings = std::vector<Finding>;

/// "rules/clocks.toml:12", to stand in Finding::file.
struct Place {
  std::string file;
  int line = 0;

  std::string text() const { return file + ":" + std::to_string(line); }
};

void add_finding(Findings& findings, const Place& place, std::string where, std::string zh, std::string en);

class Row {
 public:
  /// `kind` is what messages call it: "clock". The table outlives the row.
  Row(const base::TomlTable& table, std::string file, std::string kind, Findings& findings);

  const Place& place() const { return place_; }
  /// "clock C01", once the id is known.
  void name(const std::string& id) { where_ += " " + id; }

  /// Missing or empty is a fault.
  std::string text(std::string_view key);
  /// Missing is empty.
  std::string optional_text(std::string_view key);
  std::int64_t number(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<std::int64_t> optional_number(std::string_view key, std::int64_t min, std::int64_t max);
  /// Missing is false.
  bool flag(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<std::int64_t> numbers(std::string_view key);
  Label label(std::string_view key);
  std::vector<Row> rows(std::string_view key, const std::string& kind);
  /// One of the words; the first of them when it is none.
  std::string word(std::string_view key, const std::vector<std::string>& words);
  /// Text, whole number, yes or no, or a list of texts; null when missing.
  const base::TomlValue* value(std::string_view key);
  bool has(std::string_view key) const { return table_->find(key) != nullptr; }

  void fault(std::string zh, std::string en);
  /// Keys that nobody asked for are faults.
  void finish();

 private:
  template <class T>
  const T* typed(std::string_view key, std::string_view kind);

  const base::TomlTable* table_;
  Place place_;
  std::string where_;
  Findings* findings_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace yinxin::rules
