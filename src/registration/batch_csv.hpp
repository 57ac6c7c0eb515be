// Records of a CSV file (RFC 4180). Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace yinxin::registration {

class CsvReader {
 public:
  struct Record {
    std::size_t line = 0;  // of the file, where it begins; from 1
    std::vector<std::string> cells;
  };

  /// `text` outlives the reader.
  explicit CsvReader(std::string_view text) : text_(text) {}

  /// Nothing at the end. Errors: Malformed `registration.batch.format` (quotes, a lone carriage return),
  /// TooLarge `registration.batch.columns` (more than kMaxBatchColumns).
  base::Result<std::optional<Record>> next();

 private:
  bool at_end() const { return at_ == text_.size(); }
  bool at_line_end() const;
  void skip_line_end();
  base::Result<std::string> cell();
  base::Result<std::string> quoted_cell();
  base::Error fault(const char* what) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace yinxin::registration
