// The parts of load(): a law file as its tables, and the readers of the larger ones.
#pragma once

#include "rules/book.hpp"

namespace yinxin::rules {

/// One file of rules/. What nobody asked for is found when it goes away.
class LawFile {
 public:
  LawFile(const std::filesystem::path& rules, const std::string& name, Findings& findings);
  LawFile(const LawFile&) = delete;
  LawFile& operator=(const LawFile&) = delete;
  ~LawFile();

  base::Date in_force_from() const { return in_force_from_; }
  /// A table [key]; null (and a finding) when there is none.
  Row* single(const std::string& key);

  /// Each [[key]] of the file in turn; none is a finding.
  template <class Entry>
  void each(const std::string& key, std::vector<Entry>& entries, Entry (*read)(Row&)) {
    for (Row& row : rows(key)) {
      entries.push_back(read(row));
      row.finish();
    }
  }

 private:
  std::vector<Row> rows(const std::string& key);

  std::string name_;
  Findings& findings_;
  base::TomlTable root_;
  std::optional<Row> top_;
  std::optional<Row> single_;
  base::Date in_force_from_;
  bool readable_ = false;
};

StatutoryClock read_clock(Row& row);
Duty read_duty(Row& row);
Reading read_reading(Row& row);

}  // namespace yinxin::rules
