#include "cases/case_table.hpp"

#include <algorithm>
#include <charconv>

#include "cases/region.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO case_record (number, procedure, procedure_version, state, ended, version, party, scope, "
    "province, parent, opened_at, due_at, led_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "$13) ON CONFLICT (number) DO NOTHING";
constexpr std::string_view kUpdate =
    "UPDATE case_record SET state = $2, ended = $3, version = $4, due_at = $5, led_by = $6 WHERE number = $1 "
    "AND version = $4 - 1";
constexpr std::string_view kGuard =
    "UPDATE case_record SET version = version WHERE number = $1 AND version = $2";
constexpr std::string_view kSelect =
    "SELECT number, procedure, procedure_version, state, ended, version, party, scope, parent, opened_at, "
    "due_at, led_by FROM case_record ";
constexpr std::string_view kFind =
    "SELECT number, procedure, procedure_version, state, ended, version, party, scope, parent, opened_at, "
    "due_at, led_by FROM case_record WHERE number = $1";
constexpr std::string_view kFindChildren =
    "SELECT procedure, number, ended FROM case_record WHERE parent = $1 ORDER BY opened_at, number";

constexpr char kCursorMark = '.';

Value due_value(const Case& the_case) {
  if (!the_case.due_at) return store::kNull;
  return base::to_micros(*the_case.due_at);
}

Value parent_value(const Case& the_case) {
  if (the_case.parent.empty()) return store::kNull;
  return the_case.parent;
}

Case to_case(const store::Row& row) {
  Case found;
  found.number = row.text(0);
  found.procedure = row.text(1);
  found.procedure_version = row.text(2);
  found.played.state = row.text(3);
  found.ended = row.integer(4) != 0;
  found.version = row.integer(5);
  found.party = row.text(6);
  found.scope = row.text(7);
  if (!row.is_null(8)) found.parent = row.text(8);
  found.opened_at = base::from_micros(row.integer(9));
  if (const auto due = row.optional_integer(10)) found.due_at = base::from_micros(*due);
  found.led_by = row.text(11);
  return found;
}

/// Where a page ended: the key it is ordered by.
struct Cursor {
  std::int64_t micros = 0;
  std::string number;
};

std::string format(const Cursor& cursor) {
  return std::to_string(cursor.micros) + kCursorMark + cursor.number;
}

Result<Cursor> parse_cursor(const std::string& text) {
  Cursor cursor;
  const char* end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, cursor.micros);
  if (fault != std::errc() || at == end || *at != kCursorMark || at + 1 == end)
    return make_error(ErrorKind::Malformed, "cases.cursor");
  cursor.number.assign(at + 1, end);
  return cursor;
}

/// A SELECT whose conditions are composed: some dozens of texts at most, each prepared once.
class Query {
 public:
  std::string add(Value value) {
    values_.push_back(std::move(value));
    return "$" + std::to_string(values_.size());
  }
  void where(const std::string& condition) { text_ += (text_.empty() ? "WHERE " : " AND ") + condition; }
  /// `by_index`: the rows are found by it; else it is only looked at in rows that another column found, and
  /// hidden from the planner, which without statistics might choose an order that it must sort.
  void equals(const std::string& column, const std::string& value, bool by_index) {
    if (!value.empty()) where(column + (by_index ? " = " : " || '' = ") + add(value));
  }
  /// Its province is a column of its own, by which indexes go; what is finer is looked at row by row.
  void within(const std::string& region, bool by_index) {
    const RegionRange range = range_of(region);
    equals("province", range.province, by_index);
    if (range.finer) where("scope BETWEEN " + add(range.first) + " AND " + add(range.last));
  }
  const std::string& text() const { return text_; }
  const store::Values& values() const { return values_; }

 private:
  std::string text_;
  store::Values values_;
};

/// Or something within one: not the whole country.
bool is_province(const std::string& region) {
  return !region.empty() && !range_of(region).province.empty();
}

}  // namespace

void insert_case(store::WriteSet& set, const Case& the_case) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "cases.number"), kInsert,
                    {the_case.number, the_case.procedure, the_case.procedure_version, the_case.state(),
                     std::int64_t{the_case.ended}, the_case.version, the_case.party, the_case.scope,
                     range_of(the_case.scope).province, parent_value(the_case),
                     base::to_micros(the_case.opened_at), due_value(the_case), the_case.led_by});
}

void update_case(store::WriteSet& set, const Case& the_case) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "cases.changed"), kUpdate,
                    {the_case.number, the_case.state(), std::int64_t{the_case.ended}, the_case.version,
                     due_value(the_case), the_case.led_by});
}

void guard_case(store::WriteSet& set, const Case& the_case) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "cases.changed"), kGuard,
                    {the_case.number, the_case.version});
}

Result<Case> find_case(store::Connection& connection, const std::string& number) {
  YX_TRY(const auto rows, connection.query(kFind, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "cases.none");
  Case found = to_case(rows.front());
  YX_TRY(const auto children, connection.query(kFindChildren, {number}));
  for (const store::Row& child : children)
    found.played.children.push_back({child.text(0), child.text(1), child.integer(2) != 0});
  return found;
}

Result<Page> list_cases(store::Database& database, const Filter& filter, const Bounds& bounds) {
  Query query;
  const bool by_due = bounds.due_before.has_value();
  const bool by_party = !bounds.party.empty() || !filter.party.empty();
  const bool by_province = !by_party && (is_province(filter.scope) || is_province(bounds.reach.value_or("")));
  query.equals("party", bounds.party, true);
  if (filter.party != bounds.party) query.equals("party", filter.party, true);
  const bool in_queue = !by_due && !filter.state.empty();  // the index that has province, procedure and state
  query.equals("procedure", filter.procedure, !by_party && (in_queue || !by_province));
  query.equals("state", filter.state, !by_party && !by_due);
  if (bounds.reach) query.within(*bounds.reach, by_province);
  if (!filter.scope.empty()) query.within(filter.scope, by_province);
  if (by_due) query.where("due_at < " + query.add(base::to_micros(*bounds.due_before)));
  if (!bounds.after.empty()) {
    YX_TRY(Cursor cursor, parse_cursor(bounds.after));
    const std::string micros = query.add(cursor.micros);
    const std::string number = query.add(std::move(cursor.number));
    query.where((by_due ? "(due_at, number) > (" : "(opened_at, number) < (") + micros + ", " + number + ")");
  }
  const std::string order = by_due ? " ORDER BY due_at, number" : " ORDER BY opened_at DESC, number DESC";
  const std::string limit = query.add(bounds.limit + 1);  // one more says that there is a next page
  YX_TRY(const auto rows,
         database.query(std::string(kSelect) + query.text() + order + " LIMIT " + limit, query.values()));
  Page page;
  for (const store::Row& row : rows) {
    if (static_cast<std::int64_t>(page.cases.size()) < bounds.limit) page.cases.push_back(to_case(row));
  }
  if (page.cases.size() == rows.size()) return page;
  const Case& last = page.cases.back();
  page.next = format({base::to_micros(by_due ? *last.due_at : last.opened_at), last.number});
  return page;
}

}  // namespace yinxin::cases
