// Reads tests/vectors/*.txt: records of `name = value` lines, parted by empty lines; lines that begin with #
// say where the records come from.
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::vectors {

class Record {
 public:
  bool has(const std::string& name) const { return fields_.contains(name); }
  const std::string& text(const std::string& name) const {
    const auto found = fields_.find(name);
    if (found == fields_.end()) throw std::runtime_error("a vector has no " + name);
    return found->second;
  }
  std::string text_or(const std::string& name, const std::string& otherwise) const {
    return has(name) ? text(name) : otherwise;
  }
  std::size_t number(const std::string& name) const { return std::stoul(text(name)); }
  base::Bytes bytes(const std::string& name) const { return base::from_hex(text(name)).value(); }
  /// Exactly N octets.
  template <std::size_t N>
  std::array<std::uint8_t, N> octets(const std::string& name) const {
    const base::Bytes all = bytes(name);
    if (all.size() != N) throw std::runtime_error("a vector's " + name + " has another length");
    std::array<std::uint8_t, N> out;
    std::copy(all.begin(), all.end(), out.begin());
    return out;
  }
  bool empty() const { return fields_.empty(); }
  void set(const std::string& name, const std::string& value) { fields_[name] = value; }

 private:
  std::map<std::string, std::string> fields_;
};

/// All records of tests/vectors/<file>. Throws when there are none, so that a test cannot pass over nothing.
inline std::vector<Record> read(const std::string& file) {
  std::ifstream in(std::string(YX_SOURCE_DIR) + "/tests/vectors/" + file);
  std::vector<Record> records;
  Record record;
  const auto end_record = [&] {
    if (!record.empty()) records.push_back(record);
    record = Record();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) end_record();
    if (line.empty() || line[0] == '#') continue;
    const std::size_t sign = line.find(" =");
    if (sign == std::string::npos) throw std::runtime_error(file + ": " + line);
    record.set(line.substr(0, sign), sign + 3 <= line.size() ? line.substr(sign + 3) : std::string());
  }
  end_record();
  if (records.empty()) throw std::runtime_error(file + ": no records");
  return records;
}

}  // namespace yinxin::vectors
