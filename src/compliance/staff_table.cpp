#include "compliance/staff_table.hpp"

#include <algorithm>

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kPut =
    "INSERT INTO staff_person (id, name, identity_idx, kind, post, key_post, full_time, insured, "
    "background_on, contract_to, started_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON "
    "CONFLICT (id) DO UPDATE SET name = excluded.name, identity_idx = excluded.identity_idx, kind = "
    "excluded.kind, post = excluded.post, key_post = excluded.key_post, full_time = excluded.full_time, "
    "insured = excluded.insured, background_on = excluded.background_on, contract_to = excluded.contract_to, "
    "started_on = excluded.started_on WHERE staff_person.left_on IS NULL";
constexpr std::string_view kLeave = "UPDATE staff_person SET left_on = $2 WHERE id = $1 AND left_on IS NULL";
#define YX_PERSON_COLUMNS                                                                               \
  "SELECT id, name, kind, post, key_post, full_time, insured, background_on, contract_to, started_on, " \
  "left_on FROM staff_person "
constexpr std::string_view kFindPerson = YX_PERSON_COLUMNS "WHERE id = $1";
constexpr std::string_view kListPersons = YX_PERSON_COLUMNS "WHERE id > $1 ORDER BY id LIMIT $2";
#undef YX_PERSON_COLUMNS
// Days as YYYY-MM-DD compare as days do. One row a person, whatever entries there are of them.
constexpr std::string_view kCountStaff =
    "SELECT kind, count(*), CAST(sum(CASE WHEN contract_to <= $2 THEN 1 ELSE 0 END) AS BIGINT) FROM (SELECT "
    "identity_idx, min(kind) AS kind, max(COALESCE(contract_to, '9999-12-31')) AS contract_to FROM "
    "staff_person "
    "WHERE full_time = 1 "
    "AND insured = 1 AND kind <> 'other' AND background_on <= $1 AND started_on <= $1 AND (left_on IS NULL "
    "OR left_on >= $1) AND (contract_to IS NULL OR contract_to >= $1) GROUP BY identity_idx) AS persons "
    "GROUP BY kind";
constexpr std::string_view kIdentityKind = "resident_id";  // as in src/registration

privacy::Cell name_of(const std::string& id) {
  return {"staff_person", "name", id};
}

Value day_or_null(const std::optional<base::Date>& day) {
  return day ? Value(base::format_date(*day)) : Value(store::kNull);
}

Result<std::optional<base::Date>> day_at(const store::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::optional<base::Date>();
  YX_TRY(const base::Date day, base::parse_date(row.text(column)));
  return std::optional(day);
}

Result<StaffPerson> to_person(const store::Row& row, const privacy::Vault& vault) {
  StaffPerson person;
  person.id = row.text(0);
  YX_TRY(person.name, vault.open_text(privacy::Level::L2, name_of(person.id), row.blob(1)));
  person.kind = find_staff_kind(row.text(2)).value_or(StaffKind::Other);  // the table's CHECK leaves no other
  person.post = row.text(3);
  person.key_post = row.integer(4) != 0;
  person.full_time = row.integer(5) != 0;
  person.insured = row.integer(6) != 0;
  YX_TRY(person.background_on, day_at(row, 7));
  YX_TRY(person.contract_to, day_at(row, 8));
  YX_TRY(person.started_on, base::parse_date(row.text(9)));
  YX_TRY(person.left_on, day_at(row, 10));
  return person;
}

base::Error has_left() {
  return make_error(ErrorKind::Conflict, "compliance.staff_left");
}

}  // namespace

void put_person(store::WriteSet& set, const StaffPerson& person, const std::string& identity,
                const privacy::Vault& vault) {
  set.add_expecting(
      1, has_left(), kPut,
      {person.id, vault.seal(privacy::Level::L2, name_of(person.id), base::as_bytes(person.name)),
       vault.index(privacy::Level::L3, kIdentityKind, identity), std::string(staff_kind_name(person.kind)),
       person.post, std::int64_t{person.key_post}, std::int64_t{person.full_time},
       std::int64_t{person.insured}, day_or_null(person.background_on), day_or_null(person.contract_to),
       base::format_date(person.started_on)});
}

void mark_left(store::WriteSet& set, const std::string& id, base::Date left_on) {
  set.add_expecting(1, has_left(), kLeave, {id, base::format_date(left_on)});
}

Result<std::optional<StaffPerson>> find_person(store::Database& database, const privacy::Vault& vault,
                                               const std::string& id) {
  YX_TRY(const auto rows, database.query(kFindPerson, {id}));
  if (rows.empty()) return std::optional<StaffPerson>();
  YX_TRY(StaffPerson person, to_person(rows.front(), vault));
  return std::optional(std::move(person));
}

Result<std::vector<StaffPerson>> list_persons(store::Database& database, const privacy::Vault& vault,
                                              const std::string& after, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListPersons, {after, limit}));
  std::vector<StaffPerson> persons;
  for (const store::Row& row : rows) {
    YX_TRY(StaffPerson person, to_person(row, vault));
    persons.push_back(std::move(person));
  }
  return persons;
}

Result<StaffCount> count_staff(store::Database& database, base::Date day) {
  const base::Date horizon = std::chrono::sys_days(day) + kForecast;
  YX_TRY(const auto rows, database.query(kCountStaff, {base::format_date(day), base::format_date(horizon)}));
  StaffCount count;
  for (const store::Row& row : rows) {
    const auto kind = find_staff_kind(row.text(0)).value_or(StaffKind::Other);
    count.by_kind.at(static_cast<std::size_t>(kind)) += row.integer(1);
    count.counted += row.integer(1);
    count.ending += row.integer(2);
  }
  return count;
}

}  // namespace yinxin::compliance
