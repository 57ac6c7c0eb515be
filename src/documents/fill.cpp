#include "documents/fill.hpp"

#include <algorithm>
#include <numeric>

#include "documents/service.hpp"
#include "documents/words.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kCommitmentDomain = "yinxin document values v1\n";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

/// What is wrong with a value of its field; empty: nothing.
std::string fault_of(const Field& field, const Scalar& value) {
  if (const auto* date = std::get_if<base::Date>(&value)) {
    if (field.kind != FieldKind::Date) return "is a date";
    return date->ok() ? "" : "is no day";
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (field.kind != FieldKind::Number) return "is a number";
    return *number >= 0 ? "" : "is negative";
  }
  const std::string& text = std::get<std::string>(value);
  if (field.kind != FieldKind::Text && field.kind != FieldKind::Name && field.kind != FieldKind::Paragraphs)
    return "is text";
  if (field.kind != FieldKind::Paragraphs) {
    const std::size_t most = field.kind == FieldKind::Name ? kMaxNameCharacters : kMaxTextCharacters;
    return fault_of_text(text, most).value_or("");
  }
  if (text.size() > kMaxParagraphsCharacters * 4) return "is too long";
  for (const std::string& line : lines_of(text)) {
    if (const auto fault = fault_of_text(line, kMaxParagraphsCharacters)) return "has a line that " + *fault;
  }
  return "";
}

class ValueCheck {
 public:
  Result<void> check(const Template& paper, const Wish& wish) {
    for (const Field& field : paper.fields) {
      const auto found = wish.values.find(field.name);
      if (found == wish.values.end()) {
        note(field.name, "is missing");
      } else if (const auto* rows = std::get_if<std::vector<RowValues>>(&found->second)) {
        check_rows(field, *rows);
      } else {
        note(field.name,
             field.kind == FieldKind::Rows ? "is no table" : fault_of(field, scalar(found->second)));
      }
    }
    for (const auto& [name, value] : wish.values) {
      if (paper.field(name) == nullptr) note(name, "is not of this template");
    }
    check_frame(paper, wish);
    if (faults_.empty()) return {};
    return make_error(ErrorKind::Malformed, "documents.values", paper.id + ": " + faults_);
  }

 private:
  static Scalar scalar(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    return std::get<base::Date>(value);
  }

  void note(const std::string& name, const std::string& what) {
    if (!what.empty()) faults_ += (faults_.empty() ? "" : "; ") + name + " " + what;
  }

  void check_rows(const Field& field, const std::vector<RowValues>& rows) {
    if (field.kind != FieldKind::Rows) return note(field.name, "is a table");
    if (rows.empty() || rows.size() > kMaxRows)
      return note(field.name, "has no row, or more than " + std::to_string(kMaxRows));
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const std::string row = field.name + "[" + std::to_string(at + 1) + "].";
      for (const Field& column : field.columns) {
        const auto found = rows[at].find(column.name);
        note(row + column.name, found == rows[at].end() ? "is missing" : fault_of(column, found->second));
      }
      for (const auto& [name, value] : rows[at]) {
        const auto same = [&, key = name](const Field& column) { return column.name == key; };
        if (std::none_of(field.columns.begin(), field.columns.end(), same))
          note(row + name, "is not of this template");
      }
    }
  }

  /// What is not a field of the template: issuer, date, copy.
  void check_frame(const Template& paper, const Wish& wish) {
    if (const auto fault = fault_of_text(wish.issuer, kMaxNameCharacters)) note("issuer", *fault);
    if (!wish.dated.ok()) note("date", "is no day");
    if (paper.copies.empty() != wish.copy.mark.empty()) {
      note("copy", paper.copies.empty() ? "is not of this template" : "is missing");
    } else if (!paper.copies.empty() &&
               std::find(paper.copies.begin(), paper.copies.end(), wish.copy.mark) == paper.copies.end()) {
      note("copy", "is not of this template");
    }
    const bool counted = wish.copy.index != 0 || wish.copy.count != 0;
    if (counted && (wish.copy.mark.empty() || wish.copy.index == 0 || wish.copy.index > wish.copy.count ||
                    wish.copy.count > kMaxCopies))
      note("copy", "is not counted from 1 to its count");
  }

  std::string faults_;
};

std::string shown(const Scalar& value) {
  if (const auto* date = std::get_if<base::Date>(&value)) return chinese_date(*date);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::get<std::string>(value);
}

class Filler {
 public:
  Filler(const Template& paper, const Wish& wish, const std::string& number)
      : paper_(paper), wish_(wish), number_(number) {}

  std::string text(const std::string& pattern) const {
    const auto parts = pieces(pattern);
    if (!parts) throw std::logic_error("template " + paper_.version);
    std::string whole;
    for (std::size_t at = 0; at < parts->size(); ++at)
      whole += at % 2 == 0 ? std::string((*parts)[at]) : word((*parts)[at]);
    return whole;
  }

  Table table(const std::string& name) const {
    const Field& field = *paper_.field(name);
    Table table;
    double sum = 0;
    for (const Field& column : field.columns) sum += static_cast<double>(column.width);
    for (const Field& column : field.columns) {
      table.heads.push_back(column.zh);
      table.widths.push_back(static_cast<double>(column.width) / sum);
    }
    for (const RowValues& row : std::get<std::vector<RowValues>>(wish_.values.find(name)->second)) {
      std::vector<std::string> cells;
      for (const Field& column : field.columns) cells.push_back(shown(row.find(column.name)->second));
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

 private:
  std::string word(std::string_view name) const {
    if (name == "number") return number_;
    if (name == "issuer") return wish_.issuer;
    if (name == "date") return chinese_date(wish_.dated);
    const auto found = wish_.values.find(name);
    if (found == wish_.values.end()) throw std::logic_error("value " + std::string(name));
    if (const auto* text = std::get_if<std::string>(&found->second)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&found->second)) return std::to_string(*number);
    return chinese_date(std::get<base::Date>(found->second));
  }

  const Template& paper_;
  const Wish& wish_;
  const std::string& number_;
};

/// The last paragraph of the body. A certificate's one sheet has no place for it: its text names its law.
Part basis_part(const std::vector<std::string>& basis) {
  Part part;
  part.text = "制作依据：";
  for (std::size_t at = 0; at < basis.size(); ++at) part.text += (at == 0 ? "" : "、") + basis[at];
  part.text += "。";
  return part;
}

void append_text(base::Bytes& to, std::string_view text) {
  base::append_u32(to, static_cast<std::uint32_t>(text.size()));
  base::append(to, base::as_bytes(text));
}

void append_scalar(base::Bytes& to, const Scalar& value) {
  to.push_back(static_cast<std::uint8_t>(value.index()));
  if (const auto* text = std::get_if<std::string>(&value)) append_text(to, *text);
  if (const auto* number = std::get_if<std::int64_t>(&value))
    base::append_u64(to, static_cast<std::uint64_t>(*number));
  if (const auto* date = std::get_if<base::Date>(&value)) append_text(to, base::format_date(*date));
}

void append_value(base::Bytes& to, const Value& value) {
  const auto* rows = std::get_if<std::vector<RowValues>>(&value);
  if (rows == nullptr) {
    if (const auto* text = std::get_if<std::string>(&value)) append_scalar(to, *text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) append_scalar(to, *number);
    if (const auto* date = std::get_if<base::Date>(&value)) append_scalar(to, *date);
    return;
  }
  to.push_back(static_cast<std::uint8_t>(value.index()));
  base::append_u32(to, static_cast<std::uint32_t>(rows->size()));
  for (const RowValues& row : *rows) {
    base::append_u32(to, static_cast<std::uint32_t>(row.size()));
    for (const auto& [name, cell] : row) {
      append_text(to, name);
      append_scalar(to, cell);
    }
  }
}

}  // namespace

Result<void> check_values(const Template& paper, const Wish& wish) {
  return ValueCheck().check(paper, wish);
}

std::string copy_text(const Copy& copy) {
  if (copy.count == 0) return copy.mark;
  return copy.mark + " " + std::to_string(copy.index) + "/" + std::to_string(copy.count);
}

Sheet fill(const Template& paper, const Wish& wish, const std::string& number) {
  const Filler filler(paper, wish, number);
  Sheet sheet;
  sheet.kind = paper.kind;
  sheet.title = paper.title;
  sheet.number = number;
  sheet.issuer = wish.issuer;
  sheet.copy = copy_text(wish.copy);
  sheet.copy_mark = wish.copy.mark;
  sheet.date = chinese_date(wish.dated);
  sheet.basis = paper.version;
  for (const std::string& article : paper.cites) sheet.basis += "; " + article;
  sheet.addressee = filler.text(paper.addressee);
  for (const Block& block : paper.body) {
    Part part;
    part.kind = block.kind;
    part.label = block.label;
    if (block.kind == Block::Kind::Rows) {
      part.table = filler.table(block.text);
      sheet.parts.push_back(std::move(part));
      continue;
    }
    for (std::string& line : lines_of(filler.text(block.text))) {  // several: a field of Paragraphs
      part.text = std::move(line);
      sheet.parts.push_back(part);
    }
  }
  if (paper.kind != Kind::Certificate && !wish.basis.empty()) sheet.parts.push_back(basis_part(wish.basis));
  for (const std::string& text : paper.rights) sheet.rights.push_back(filler.text(text));
  for (const std::string& text : paper.attachments) sheet.attachments.push_back(filler.text(text));
  return sheet;
}

crypto::Sm3Digest commit_values(const base::SecretBytes& opening, const std::string& version,
                                const std::string& number, const Values& values) {
  base::Bytes message = base::to_bytes(kCommitmentDomain);
  append_text(message, version);
  append_text(message, number);
  base::append_u32(message, static_cast<std::uint32_t>(values.size()));
  for (const auto& [name, value] : values) {
    append_text(message, name);
    append_value(message, value);
  }
  return crypto::hmac_sm3(opening, message);
}

}  // namespace yinxin::documents
