#include "registration/batch_csv.hpp"

#include "registration/batch_file.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

base::Error CsvReader::fault(const char* what) const {
  return make_error(ErrorKind::Malformed, "registration.batch.format",
                    "line " + std::to_string(line_) + ": " + what);
}

bool CsvReader::at_line_end() const {
  return text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
}

void CsvReader::skip_line_end() {
  at_ += text_[at_] == '\r' ? 2 : 1;
  ++line_;
}

Result<std::string> CsvReader::quoted_cell() {
  std::string cell;
  for (++at_; !at_end(); ++at_) {
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] != '"') {
      cell += text_[at_];
    } else if (text_.substr(at_, 2) == "\"\"") {
      cell += '"';
      ++at_;
    } else {
      ++at_;
      if (at_end() || text_[at_] == ',' || at_line_end()) return cell;
      return fault("something behind a closing quotation mark");
    }
  }
  return fault("a quotation that does not end");
}

Result<std::string> CsvReader::cell() {
  if (!at_end() && text_[at_] == '"') return quoted_cell();
  const std::size_t begin = at_;
  while (!at_end() && text_[at_] != ',' && !at_line_end()) {
    if (text_[at_] == '"') return fault("a quotation mark inside a cell without quotation");
    if (text_[at_] == '\r') return fault("a carriage return alone");
    ++at_;
  }
  return std::string(text_.substr(begin, at_ - begin));
}

Result<std::optional<CsvReader::Record>> CsvReader::next() {
  if (at_end()) return std::optional<Record>();
  Record record;
  record.line = line_;
  while (true) {
    if (record.cells.size() == kMaxBatchColumns) {
      return make_error(ErrorKind::TooLarge, "registration.batch.columns",
                        "line " + std::to_string(line_) + ": more than " + std::to_string(kMaxBatchColumns));
    }
    YX_TRY(std::string one, cell());
    record.cells.push_back(std::move(one));
    if (at_end()) break;
    if (at_line_end()) {
      skip_line_end();
      break;
    }
    ++at_;  // the comma
  }
  return std::optional(std::move(record));
}

}  // namespace yinxin::registration
