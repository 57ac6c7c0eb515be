#include "store/postgres_wire.hpp"

#include <charconv>

#include "store/engine.hpp"

namespace yinxin::store {
namespace {

// PostgreSQL 15, src/include/catalog/pg_type.dat: the numbers of built-in types never change.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kName = 19;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;
constexpr Oid kVoid = 2278;

constexpr int kBinaryFormat = 1;

// Two's complement, network order, 1 to 8 octets.
std::int64_t signed_integer(base::ByteView octets) {
  std::uint64_t value = !octets.empty() && (octets[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const std::uint8_t octet : octets) value = value << 8 | octet;
  return static_cast<std::int64_t>(value);
}

base::Result<Value> cell(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return Value(kNull);
  const auto* data = reinterpret_cast<const std::uint8_t*>(PQgetvalue(result, row, column));
  const base::ByteView octets(data, static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kInt2:
    case kInt4:
    case kInt8:
      return Value(signed_integer(octets));
    case kBool:
      return Value(std::int64_t{octets[0]});  // as SQLite has it
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
      return Value(std::string(base::as_text(octets)));
    case kBytea:
      return Value(base::to_bytes(octets));
    case kVoid:
      return Value(kNull);  // pg_advisory_lock() and the like
    default:
      return failed("column " + std::to_string(column) + " is not BIGINT, TEXT or blob but type " +
                    std::to_string(PQftype(result, column)));
  }
}

std::string field(const PGresult* result, int which) {
  const char* text = PQresultErrorField(result, which);
  return text == nullptr ? std::string() : std::string(text);
}

// Names only. The server's message is left out where it may quote a value: data exceptions (22) and RAISE
// (P0); its DETAIL, which quotes keys and whole rows, is never used.
std::string describe_refusal(const PGresult* result, const std::string& state) {
  std::string detail = "SQLSTATE " + state;
  const auto name = [&](std::string_view word, int which) {
    const std::string text = field(result, which);
    if (!text.empty()) detail.append(" ").append(word).append(" ").append(text);
  };
  name("constraint", PG_DIAG_CONSTRAINT_NAME);
  name("table", PG_DIAG_TABLE_NAME);
  name("column", PG_DIAG_COLUMN_NAME);
  const std::string group = state.substr(0, 2);
  if (group != "22" && group != "P0") detail += ": " + field(result, PG_DIAG_MESSAGE_PRIMARY);
  return detail;
}

}  // namespace

Parameters::Parameters(const Values& values) {
  numbers_.reserve(values.size());
  for (const Value& value : values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      auto& octets = numbers_.emplace_back();
      auto rest = static_cast<std::uint64_t>(*number);
      for (std::size_t i = octets.size(); i-- > 0; rest >>= 8) octets[i] = static_cast<char>(rest & 0xff);
      add(kInt8, 'i', octets.data(), octets.size());
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      add(kText, 't', text->data(), text->size());
    } else if (const auto* blob = std::get_if<base::Bytes>(&value)) {
      // A null pointer would be NULL, and an empty vector may have one.
      add(kBytea, 'b', blob->empty() ? "" : reinterpret_cast<const char*>(blob->data()), blob->size());
    } else {
      add(0, 'n', nullptr, 0);
    }
  }
}

void Parameters::add(Oid type, char letter, const char* pointer, std::size_t length) {
  types_.push_back(type);
  signature_.push_back(letter);
  pointers_.push_back(pointer);
  lengths_.push_back(static_cast<int>(length));  // at most kMaxValueBytes
  formats_.push_back(kBinaryFormat);
}

base::Result<Row> postgres_row(const PGresult* result, int row) {
  Values values;
  const int columns = PQnfields(result);
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    YX_TRY(Value value, cell(result, row, column));
    values.push_back(std::move(value));
  }
  return Row(std::move(values));
}

base::Result<Rows> postgres_rows(const PGresult* result) {
  Rows rows;
  rows.reserve(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    YX_TRY(Row decoded, postgres_row(result, row));
    rows.push_back(std::move(decoded));
  }
  return rows;
}

std::int64_t postgres_changed(PGresult* result) {
  const std::string_view tag = PQcmdStatus(result);
  if (!tag.starts_with("INSERT") && !tag.starts_with("UPDATE") && !tag.starts_with("DELETE")) return 0;
  const std::string_view number = PQcmdTuples(result);
  std::int64_t changed = 0;
  std::from_chars(number.data(), number.data() + number.size(), changed);
  return changed;
}

base::Error postgres_error(const PGresult* result) {
  const std::string state = field(result, PG_DIAG_SQLSTATE);
  if (state.empty()) return failed(PQresultErrorMessage(result));  // libpq's own, which quotes no values
  std::string detail = describe_refusal(result, state);
  // 23: integrity constraint violation.
  if (state.starts_with("23")) {
    return base::make_error(base::ErrorKind::Conflict, "store.constraint", std::move(detail));
  }
  // 53100: disk_full.
  if (state == "53100")
    return base::make_error(base::ErrorKind::Unavailable, "store.full", std::move(detail));
  // serialization_failure, deadlock_detected, lock_not_available, query_canceled (a statement_timeout of the
  // site's).
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014")
    return busy(std::move(detail));
  return failed(std::move(detail));
}

}  // namespace yinxin::store
