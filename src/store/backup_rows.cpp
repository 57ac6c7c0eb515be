// The octets of a part (BACKUP.md), written and read.
#include <algorithm>
#include <set>

#include "store/backup.hpp"
#include "store/backup_rows.hpp"

namespace yinxin::store {

namespace {

using base::Result;

base::Error bad(const char* what) {
  return base::make_error(base::ErrorKind::Malformed, "store.backup.rows", what);
}

/// Front to back; every length is checked against what is left.
class Reader {
 public:
  explicit Reader(base::ByteView rest) : rest_(rest) {}

  Result<base::ByteView> take(std::size_t size) {
    if (size > rest_.size()) return bad("cut short");
    const base::ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  Result<std::uint8_t> octet() {
    YX_TRY(const base::ByteView one, take(1));
    return one[0];
  }
  Result<std::uint64_t> number() {
    YX_TRY(const base::ByteView octets, take(8));
    return base::read_u64(octets.first<8>());
  }
  Result<base::ByteView> sized() {
    YX_TRY(const base::ByteView octets, take(4));
    const std::uint32_t size = base::read_u32(octets.first<4>());
    if (size > kMaxValueBytes) return bad("a value too long");
    return take(size);
  }
  /// Lower-case words: they go into SQL.
  Result<std::string> identifier() {
    YX_TRY(const std::uint8_t size, octet());
    YX_TRY(const base::ByteView octets, take(size));
    const std::string name(base::as_text(octets));
    if (!is_identifier(name)) return bad("a name");
    return name;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  base::ByteView rest_;
};

Result<RowsHeader> read_header(Reader& reader) {
  YX_TRY(const base::ByteView magic, reader.take(kRowsMagic.size()));
  if (base::as_text(magic) != kRowsMagic) return bad("not rows of a table");
  RowsHeader header;
  YX_TRY(header.table, reader.identifier());
  YX_TRY(const std::uint8_t count, reader.octet());
  std::set<std::string> names;
  for (std::uint8_t i = 0; i < count; ++i) {
    YX_TRY(std::string column, reader.identifier());
    if (!names.insert(column).second) return bad("a column twice");
    header.columns.push_back(std::move(column));
  }
  if (header.columns.empty()) return bad("no columns");
  return header;
}

Result<void> read_value(Reader& reader, Value& value) {
  YX_TRY(const std::uint8_t type, reader.octet());
  switch (static_cast<RowsTag>(type)) {
    case RowsTag::Null:
      return {};
    case RowsTag::Integer: {
      YX_TRY(const std::uint64_t number, reader.number());
      value = static_cast<std::int64_t>(number);
      return {};
    }
    case RowsTag::Text: {
      YX_TRY(const base::ByteView octets, reader.sized());
      value.emplace<std::string>(base::as_text(octets));
      return {};
    }
    case RowsTag::Blob: {
      YX_TRY(const base::ByteView octets, reader.sized());
      value.emplace<base::Bytes>(octets.begin(), octets.end());
      return {};
    }
    default:
      return bad("a value of no type");
  }
}

void append_sized(base::Bytes& to, base::ByteView octets) {
  base::append_u32(to, static_cast<std::uint32_t>(octets.size()));
  base::append(to, octets);
}

void append_value(base::Bytes& to, const Value& value) {
  to.push_back(static_cast<std::uint8_t>(value.index()));  // in the order of RowsTag
  if (const auto* number = std::get_if<std::int64_t>(&value))
    base::append_u64(to, static_cast<std::uint64_t>(*number));
  if (const auto* text = std::get_if<std::string>(&value)) append_sized(to, base::as_bytes(*text));
  if (const auto* blob = std::get_if<base::Bytes>(&value)) append_sized(to, *blob);
}

void append_identifier(base::Bytes& to, const std::string& name) {
  to.push_back(static_cast<std::uint8_t>(name.size()));
  base::append(to, base::as_bytes(name));
}

}  // namespace

bool is_identifier(std::string_view name) {
  return !name.empty() && name.size() <= kMaxIdentifier && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

base::Bytes rows_header(const TableShape& table) {
  base::Bytes octets = base::to_bytes(kRowsMagic);
  append_identifier(octets, table.name);
  octets.push_back(static_cast<std::uint8_t>(table.columns.size()));
  for (const std::string& column : table.columns) append_identifier(octets, column);
  return octets;
}

void append_row(base::Bytes& to, const Values& values) {
  to.push_back(static_cast<std::uint8_t>(RowsTag::Row));
  for (const Value& value : values) append_value(to, value);
}

void append_end(base::Bytes& to, std::int64_t rows) {
  to.push_back(static_cast<std::uint8_t>(RowsTag::End));
  base::append_u64(to, static_cast<std::uint64_t>(rows));
}

Result<std::int64_t> read_rows(base::ByteView octets,
                               const std::function<Result<void>(const RowsHeader&)>& on_header,
                               const std::function<Result<void>(Values)>& on_row) {
  Reader reader(octets);
  YX_TRY(const RowsHeader header, read_header(reader));
  YX_CHECK(on_header(header));
  std::int64_t rows = 0;
  while (true) {
    YX_TRY(const std::uint8_t tag, reader.octet());
    if (static_cast<RowsTag>(tag) == RowsTag::End) break;
    if (static_cast<RowsTag>(tag) != RowsTag::Row) return bad("neither a row nor the end");
    Values values(header.columns.size());
    for (Value& value : values) YX_CHECK(read_value(reader, value));
    YX_CHECK(on_row(std::move(values)));
    ++rows;
  }
  YX_TRY(const std::uint64_t stated, reader.number());
  if (stated != static_cast<std::uint64_t>(rows) || !reader.at_end()) return bad("another number of rows");
  return rows;
}

}  // namespace yinxin::store
