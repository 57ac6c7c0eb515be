#include "filings/values.hpp"

#include <algorithm>

#include "store/connection.hpp"

namespace yinxin::filings {

using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Cell;
using procedure::Rows;
using procedure::Value;
using procedure::Values;

namespace {

constexpr std::uint8_t kNumber = asn1::context(0, false);
constexpr std::uint8_t kDate = asn1::context(1, false);
constexpr std::uint8_t kTexts = asn1::context(2, true);
constexpr std::uint8_t kRows = asn1::context(3, true);
constexpr std::size_t kNumberSize = 8;
constexpr std::size_t kMaxValueText = std::size_t{64} << 10;

base::Bytes number_octets(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  base::Bytes octets;
  for (std::size_t i = kNumberSize; i-- > 0;) octets.push_back(static_cast<std::uint8_t>(bits >> (8 * i)));
  return octets;
}

void write_cell(DerWriter& out, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) out.utf8(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) out.primitive(kNumber, number_octets(*number));
  if (const auto* flag = std::get_if<bool>(&cell)) out.boolean(*flag);
  if (const auto* date = std::get_if<base::Date>(&cell))
    out.primitive(kDate, base::as_bytes(base::format_date(*date)));
}

void write_value(DerWriter& out, const Value& value) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    out.nested(kTexts, [&](DerWriter& list) {
      for (const std::string& text : *texts) list.utf8(text);
    });
    return;
  }
  if (const auto* rows = std::get_if<Rows>(&value)) {
    out.nested(kRows, [&](DerWriter& list) {
      for (const auto& row : *rows) {
        list.sequence([&](DerWriter& cells) {
          for (const auto& field : row) {
            cells.sequence([&](DerWriter& one) {
              one.utf8(field.first);
              write_cell(one, field.second);
            });
          }
        });
      }
    });
    return;
  }
  std::visit(
      [&](const auto& single) {
        if constexpr (std::is_constructible_v<Cell, decltype(single)>) write_cell(out, Cell(single));
      },
      value);
}

Result<std::int64_t> read_number(base::ByteView octets) {
  if (octets.size() != kNumberSize) return bad_content("number");
  std::uint64_t bits = 0;
  for (const std::uint8_t octet : octets) bits = (bits << 8) | octet;
  return static_cast<std::int64_t>(bits);
}

Result<base::Date> read_date(base::ByteView octets) {
  const std::string text(base::as_text(octets));
  const auto date = base::parse_date(text);
  if (!date || base::format_date(*date) != text) return bad_content("date");
  return *date;
}

Result<Cell> read_cell(DerReader& in) {
  const auto tag = in.peek();
  if (tag == asn1::kUtf8String) {
    YX_TRY(std::string text, read_text(in, kMaxValueText));
    return Cell(std::move(text));
  }
  if (tag == asn1::kBoolean) {
    YX_TRY(const bool flag, in.boolean());
    return Cell(flag);
  }
  YX_TRY(const asn1::Element element, in.any());
  if (element.tag == kNumber) {
    YX_TRY(const std::int64_t number, read_number(element.content));
    return Cell(number);
  }
  if (element.tag == kDate) {
    YX_TRY(const base::Date date, read_date(element.content));
    return Cell(date);
  }
  return bad_content("value");
}

Result<Value> read_texts(DerReader in) {
  std::vector<std::string> texts;
  while (!in.at_end()) {
    if (texts.size() == kMaxListed) return bad_content("texts");
    YX_TRY(std::string text, read_text(in, kMaxValueText));
    texts.push_back(std::move(text));
  }
  return Value(std::move(texts));
}

Result<std::map<std::string, Cell, std::less<>>> read_row(DerReader in) {
  std::map<std::string, Cell, std::less<>> row;
  while (!in.at_end()) {
    if (row.size() == kMaxInputs) return bad_content("fields");
    YX_TRY(DerReader one, in.enter());
    YX_TRY(std::string id, read_word(one));
    YX_TRY(Cell cell, read_cell(one));
    YX_CHECK(one.expect_end());
    if (!row.empty() && id <= row.rbegin()->first) return bad_content("order of fields");
    row.emplace(std::move(id), std::move(cell));
  }
  return row;
}

Result<Value> read_rows(DerReader in) {
  Rows rows;
  while (!in.at_end()) {
    if (rows.size() == kMaxListed) return bad_content("rows");
    YX_TRY(DerReader inside, in.enter());
    YX_TRY(auto row, read_row(inside));
    rows.push_back(std::move(row));
  }
  return Value(std::move(rows));
}

Result<Value> read_value(DerReader& in) {
  const auto tag = in.peek();
  if (tag == kTexts) {
    YX_TRY(DerReader inside, in.enter(kTexts));
    return read_texts(inside);
  }
  if (tag == kRows) {
    YX_TRY(DerReader inside, in.enter(kRows));
    return read_rows(inside);
  }
  YX_TRY(Cell cell, read_cell(in));
  return std::visit([](auto&& single) { return Value(std::forward<decltype(single)>(single)); },
                    std::move(cell));
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-';
}

}  // namespace

base::Error bad_content(const char* what) {
  return make_error(ErrorKind::Malformed, "filings.content", what);
}

Result<std::string> read_text(DerReader& in, std::size_t max_bytes) {
  YX_TRY(const asn1::Element element, in.element(asn1::kUtf8String));
  std::string text(base::as_text(element.content));
  if (text.size() > max_bytes || !store::check_values({text})) return bad_content("text");
  return text;
}

Result<std::string> read_word(DerReader& in, bool may_be_empty) {
  YX_TRY(std::string word, read_text(in, kMaxWord));
  if ((word.empty() && !may_be_empty) || !std::all_of(word.begin(), word.end(), is_word_character))
    return bad_content("word");
  return word;
}

void write_values(DerWriter& out, const Values& values) {
  out.sequence([&](DerWriter& all) {
    for (const auto& entered : values) {
      all.sequence([&](DerWriter& one) {
        one.utf8(entered.first);
        write_value(one, entered.second);
      });
    }
  });
}

Result<Values> read_values(DerReader& in) {
  YX_TRY(DerReader all, in.enter());
  Values values;
  while (!all.at_end()) {
    if (values.size() == kMaxInputs) return bad_content("inputs");
    YX_TRY(DerReader one, all.enter());
    YX_TRY(std::string id, read_word(one));
    YX_TRY(Value value, read_value(one));
    YX_CHECK(one.expect_end());
    if (!values.empty() && id <= values.rbegin()->first) return bad_content("order of inputs");
    values.emplace(std::move(id), std::move(value));
  }
  return values;
}

}  // namespace yinxin::filings
