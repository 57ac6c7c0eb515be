#include "cases/value_record.hpp"

#include <algorithm>
#include <charconv>

#include "x509/text.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// First octet of a stored value: its type.
constexpr char kText = 't';
constexpr char kNumber = 'i';
constexpr char kFlag = 'b';
constexpr char kDate = 'd';
constexpr char kTexts = 'l';
constexpr char kRows = 'r';

base::Error damaged_value(std::string_view what) {
  return make_error(ErrorKind::Internal, "cases.stored", std::string(what));
}

void append_sized(base::Bytes& to, std::string_view content) {
  base::append_u32(to, static_cast<std::uint32_t>(content.size()));
  base::append(to, base::as_bytes(content));
}

void append_named(base::Bytes& to, std::string_view id, std::string_view content) {
  base::append_u16(to, static_cast<std::uint16_t>(id.size()));
  base::append(to, base::as_bytes(id));
  append_sized(to, content);
}

std::string encode(const std::string& text) {
  return kText + text;
}
std::string encode(std::int64_t number) {
  return kNumber + std::to_string(number);
}
std::string encode(bool flag) {
  return std::string{kFlag, flag ? '1' : '0'};
}
std::string encode(const base::Date& date) {
  return kDate + base::format_date(date);
}
std::string encode(const std::vector<std::string>& texts) {
  base::Bytes octets;
  for (const std::string& text : texts) append_sized(octets, text);
  return kTexts + std::string(base::as_text(octets));
}
std::string encode(const procedure::Rows& rows) {
  base::Bytes octets;
  for (const auto& row : rows) {
    base::Bytes cells;
    for (const auto& [id, cell] : row)
      append_named(cells, id, std::visit([](const auto& one) { return encode(one); }, cell));
    append_sized(octets, base::as_text(cells));
  }
  return kRows + std::string(base::as_text(octets));
}

/// Takes pieces off the front; nothing when there is less than it should be.
class Pieces {
 public:
  explicit Pieces(std::string_view octets) : rest_(octets) {}

  bool empty() const { return rest_.empty(); }
  std::optional<std::string_view> id() {
    if (rest_.size() < 2) return std::nullopt;
    const auto high = static_cast<unsigned char>(rest_[0]);
    const auto low = static_cast<unsigned char>(rest_[1]);
    rest_.remove_prefix(2);
    return take(static_cast<std::size_t>(high) * 256 + low);
  }
  std::optional<std::string_view> sized() {
    if (rest_.size() < 4) return std::nullopt;
    const std::size_t size = base::read_u32(base::as_bytes(rest_).first<4>());
    rest_.remove_prefix(4);
    return take(size);
  }

 private:
  std::optional<std::string_view> take(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return piece;
  }

  std::string_view rest_;
};

/// Calls `take` with each id and content.
template <class Take>
Result<void> each_named(std::string_view octets, const Take& take) {
  for (Pieces pieces(octets); !pieces.empty();) {
    const auto id = pieces.id();
    const auto content = id ? pieces.sized() : std::nullopt;
    if (!content || content->empty()) return damaged_value("value");
    YX_CHECK(take(std::string(*id), *content));
  }
  return {};
}

Result<procedure::Cell> decode_cell(std::string_view octets) {
  const std::string_view rest = octets.substr(1);
  switch (octets.front()) {
    case kText:
      return procedure::Cell(std::string(rest));
    case kNumber: {
      std::int64_t number = 0;
      const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
      if (fault != std::errc() || end != rest.data() + rest.size()) return damaged_value("number");
      return procedure::Cell(number);
    }
    case kFlag:
      return procedure::Cell(rest == "1");
    case kDate: {
      const auto date = base::parse_date(rest);
      return date ? Result<procedure::Cell>(procedure::Cell(*date)) : damaged_value("date");
    }
    default:
      return damaged_value("type");
  }
}

Result<procedure::Value> decode_texts(std::string_view octets) {
  std::vector<std::string> texts;
  for (Pieces pieces(octets); !pieces.empty();) {
    const auto text = pieces.sized();
    if (!text) return damaged_value("texts");
    texts.emplace_back(*text);
  }
  return procedure::Value(std::move(texts));
}

Result<procedure::Value> decode_rows(std::string_view octets) {
  procedure::Rows rows;
  for (Pieces pieces(octets); !pieces.empty();) {
    const auto cells = pieces.sized();
    if (!cells) return damaged_value("rows");
    auto& row = rows.emplace_back();
    YX_CHECK(each_named(*cells, [&](std::string id, std::string_view content) -> Result<void> {
      YX_TRY(procedure::Cell cell, decode_cell(content));
      row.insert_or_assign(std::move(id), std::move(cell));
      return {};
    }));
  }
  return procedure::Value(std::move(rows));
}

Result<procedure::Value> decode(std::string_view octets) {
  if (octets.front() == kTexts) return decode_texts(octets.substr(1));
  if (octets.front() == kRows) return decode_rows(octets.substr(1));
  YX_TRY(const procedure::Cell cell, decode_cell(octets));
  return std::visit([](const auto& one) { return procedure::Value(one); }, cell);
}

bool is_sensitive(const procedure::Input& input) {
  constexpr std::string_view kSensitive = "L3";
  return input.level == kSensitive || std::any_of(input.fields.begin(), input.fields.end(), is_sensitive);
}

bool is_text(std::string_view text) {
  return x509::count_characters(text).has_value() && text.find('\0') == std::string_view::npos;
}

struct TextCheck {
  bool operator()(const std::string& text) const { return is_text(text); }
  bool operator()(const std::vector<std::string>& texts) const {
    return std::all_of(texts.begin(), texts.end(), is_text);
  }
  bool operator()(const procedure::Rows& rows) const {
    return std::all_of(rows.begin(), rows.end(), [this](const auto& row) {
      return std::all_of(row.begin(), row.end(), [this](const auto& entry) {
        return is_text(entry.first) && std::visit(*this, entry.second);
      });
    });
  }
  template <class Other>
  bool operator()(const Other&) const {
    return true;
  }
};

}  // namespace

base::Bytes to_bytes(const procedure::Value& value) {
  return base::to_bytes(
      std::string_view(std::visit([](const auto& content) { return encode(content); }, value)));
}

Result<base::Bytes> to_bytes(const procedure::Values& values) {
  base::Bytes octets;
  for (const auto& [id, value] : values) append_named(octets, id, base::as_text(to_bytes(value)));
  if (octets.size() > kMaxInputBytes) return make_error(ErrorKind::TooLarge, "cases.inputs");
  return octets;
}

Result<procedure::Values> parse_values(base::ByteView octets) {
  procedure::Values values;
  YX_CHECK(each_named(base::as_text(octets), [&](std::string id, std::string_view content) -> Result<void> {
    YX_TRY(procedure::Value value, decode(content));
    values.insert_or_assign(std::move(id), std::move(value));
    return {};
  }));
  return values;
}

ByLevel by_level(const procedure::Transition& transition, const procedure::Values& inputs) {
  ByLevel parted;
  for (const auto& [id, value] : inputs) {
    const auto found = std::find_if(transition.inputs.begin(), transition.inputs.end(),
                                    [&name = id](const procedure::Input& input) { return input.id == name; });
    const bool sensitive = found == transition.inputs.end() || is_sensitive(*found);
    (sensitive ? parted.sensitive : parted.ordinary).emplace(id, value);
  }
  return parted;
}

Result<void> check_texts(const procedure::Values& inputs) {
  for (const auto& [id, value] : inputs) {
    if (!is_text(id) || !std::visit(TextCheck{}, value))
      return make_error(ErrorKind::Malformed, "procedure.input", "an input that is not well-formed text");
  }
  return {};
}

}  // namespace yinxin::cases
