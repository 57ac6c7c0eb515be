#include "registration/application_table.hpp"

#include <set>

#include "crypto/random.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;
using store::Value;

namespace {

#define YX_CAME_TO_NOTHING "('refused', 'withdrawn', 'closed')"
constexpr std::string_view kInsert =
    "INSERT INTO application (number, procedure_version, state, version, opened_at, rules_version, profile, "
    "purpose, "
    "replaces, key_point, form, due_at, due_event, owed_at) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, "
    "$10, $11, $12, $13) "
    "ON CONFLICT (key_point) WHERE state NOT IN " YX_CAME_TO_NOTHING " DO NOTHING";
constexpr std::string_view kInsertIdentity =
    "INSERT INTO application_identity (number, kind, idx, opening) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kUpdate =
    "UPDATE application SET state = $2, version = $3, serial = $4, not_after = $5, due_at = $6, due_event = "
    "$7, ends = $8, owed_at = $9 "
    "WHERE number = $1 AND version = $3 - 1";
constexpr std::string_view kTouch =
    "UPDATE application SET version = $2 WHERE number = $1 AND version = $2 - 1";
constexpr std::string_view kClearEnds = "UPDATE application SET ends = NULL WHERE number = $1";
constexpr std::string_view kErase = "UPDATE application SET form = NULL WHERE number = $1";
constexpr std::string_view kReleaseKey = "UPDATE application SET key_point = $2 WHERE number = $1";
constexpr std::string_view kEraseIdentities = "DELETE FROM application_identity WHERE number = $1";

#define YX_COLUMNS                                                                                      \
  "SELECT a.number, a.procedure_version, a.state, a.version, a.opened_at, a.rules_version, a.profile, " \
  "a.purpose, "                                                                                         \
  "a.replaces, a.key_point, a.form, a.serial, a.not_after, a.due_at, a.ends, a.owed_at FROM application a "
#define YX_NEWEST_FIRST "ORDER BY a.opened_at DESC, a.number DESC LIMIT $2"
#define YX_AFTER                                                                                      \
  "AND ($1 = '' OR (a.opened_at, a.number) < (SELECT b.opened_at, b.number FROM application b WHERE " \
  "b.number = $1)) "
constexpr std::string_view kFind = YX_COLUMNS "WHERE a.number = $1";
constexpr std::string_view kList = YX_COLUMNS "WHERE TRUE " YX_AFTER YX_NEWEST_FIRST;
constexpr std::string_view kListState = YX_COLUMNS "WHERE a.state = $3 " YX_AFTER YX_NEWEST_FIRST;
constexpr std::string_view kListIdentity = YX_COLUMNS
    "JOIN application_identity i ON i.number = a.number AND i.idx = $3 WHERE ($4 = '' OR a.state = "
    "$4) " YX_AFTER YX_NEWEST_FIRST;
constexpr std::string_view kListKey =
    YX_COLUMNS "WHERE a.key_point = $3 AND a.state NOT IN " YX_CAME_TO_NOTHING " " YX_AFTER YX_NEWEST_FIRST;
#define YX_SOONEST_FIRST "AND (a.owed_at, a.number) > ($3, $1) ORDER BY a.owed_at, a.number LIMIT $2"
constexpr std::string_view kListOwed = YX_COLUMNS "WHERE a.owed_at IS NOT NULL " YX_SOONEST_FIRST;
constexpr std::string_view kListOwedState =
    YX_COLUMNS "WHERE a.state = $4 AND a.owed_at IS NOT NULL " YX_SOONEST_FIRST;
#undef YX_SOONEST_FIRST
#undef YX_CAME_TO_NOTHING
#undef YX_COLUMNS
#undef YX_NEWEST_FIRST
#undef YX_AFTER
constexpr std::string_view kFindNumber = "SELECT number FROM application WHERE serial = $1";
constexpr std::string_view kFindOpenings = "SELECT kind, opening FROM application_identity WHERE number = $1";
constexpr std::string_view kFindLink =
    "SELECT serial, replaces, rules_version FROM application WHERE number = $1 AND serial IS NOT NULL";
constexpr std::string_view kFindSuccessors =
    "SELECT DISTINCT s.number FROM application_identity mine JOIN application_identity other ON other.idx = "
    "mine.idx JOIN application s ON s.number = other.number WHERE mine.number = $1 AND s.replaces = $2";
constexpr std::string_view kFindOfHolder =
    "SELECT DISTINCT s.number FROM application_identity mine JOIN application_identity other ON other.idx = "
    "mine.idx JOIN application s ON s.number = other.number WHERE mine.number = $1 AND s.number <> $1 AND "
    "s.state IN ('issued', 'active', 'suspended') ORDER BY s.number LIMIT $2";
constexpr std::string_view kFindDue =
    "SELECT number, due_event FROM application WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, "
    "number LIMIT $2";
constexpr std::string_view kFindEnds =
    "SELECT number, ends FROM application WHERE ends IS NOT NULL ORDER BY number LIMIT $1";

Cell form_cell(const std::string& number) {
  return Cell{"application", "form", number};
}

std::string opening_row(const std::string& number, std::string_view kind) {
  return number + "/" + std::string(kind);
}

Value serial_value(const std::optional<x509::Serial>& serial) {
  if (!serial) return store::kNull;
  return base::to_bytes(serial->magnitude());
}

Value time_value(const std::optional<base::Time>& time) {
  if (!time) return store::kNull;
  return base::to_micros(*time);
}

Value due_time(const std::optional<DueEvent>& due) {
  if (!due) return store::kNull;
  return base::to_micros(due->at);
}

Value due_word(const std::optional<DueEvent>& due) {
  if (!due) return store::kNull;
  return due->event;
}

std::optional<base::Time> optional_time(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::nullopt;
}

Result<std::optional<x509::Serial>> optional_serial(const store::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::optional<x509::Serial>();
  YX_TRY(const x509::Serial serial, x509::Serial::from_magnitude(row.blob(column)));
  return std::optional(serial);
}

/// A form that was destroyed leaves what its row still says.
Result<StoredForm> read_form(const store::Row& row, const privacy::Vault& vault) {
  if (!row.is_null(10)) {
    YX_TRY(const base::Bytes octets, vault.open_bytes(Level::L3, form_cell(row.text(0)), row.blob(10)));
    return parse_form(octets);
  }
  StoredForm left;
  left.form.profile = row.text(6);
  YX_TRY(left.form.purpose, parse_purpose(row.text(7)));
  YX_TRY(left.form.replaces, optional_serial(row, 8));
  return left;
}

Result<Dossier> to_dossier(const store::Row& row, const privacy::Vault& vault) {
  Dossier dossier;
  Application& application = dossier.application;
  application.number = row.text(0);
  application.procedure_version = row.text(1);
  application.state = row.text(2);
  application.version = row.integer(3);
  application.opened_at = base::from_micros(row.integer(4));
  application.rules_version = row.text(5);
  YX_TRY(StoredForm stored, read_form(row, vault));
  application.form = std::move(stored.form);
  dossier.paper = std::move(stored.paper);
  application.key = row.blob(9);
  YX_TRY(application.serial, optional_serial(row, 11));
  dossier.not_after = optional_time(row, 12);
  application.due_at = optional_time(row, 13);
  if (!row.is_null(14)) dossier.ends = row.text(14);
  application.owed_at = optional_time(row, 15);
  return dossier;
}

template <class Octets, class Open>
Result<std::map<x509::IdentityKind, Octets>> openings_by(store::Database& database, const std::string& number,
                                                         const Open& open) {
  YX_TRY(const auto rows, database.query(kFindOpenings, {number}));
  std::map<x509::IdentityKind, Octets> openings;
  for (const store::Row& row : rows) {
    const auto kind = x509::identity_kind(row.text(0));
    if (!kind) return make_error(ErrorKind::Internal, "registration.stored", "identity");
    const std::string cell_row = opening_row(number, row.text(0));
    YX_TRY(auto opening, open(Cell{"application_identity", "opening", cell_row}, row.blob(1)));
    openings.emplace(*kind, std::move(opening));
  }
  return openings;
}

}  // namespace

Result<void> insert_application(store::WriteSet& set, const privacy::Vault& vault, const Dossier& dossier,
                                const std::optional<DueEvent>& due) {
  const Application& application = dossier.application;
  const Form& form = application.form;
  YX_TRY(base::Bytes octets, form_to_bytes({form, dossier.paper}));
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "registration.key_used", "a key serves one application"), kInsert,
      {application.number, application.procedure_version, application.state,
       base::to_micros(application.opened_at), application.rules_version, form.profile,
       std::string(purpose_name(form.purpose)), serial_value(form.replaces), application.key,
       vault.seal(Level::L3, form_cell(application.number), octets), due_time(due), due_word(due),
       time_value(application.owed_at)});
  base::wipe(octets);
  for (const IdentityNumber& identity : form.identities) {
    const std::string kind(x509::identity_word(identity.kind));
    base::Bytes opening = crypto::random_bytes(x509::kIdentityOpeningSize);
    const std::string row = opening_row(application.number, kind);
    set.add(kInsertIdentity, {application.number, kind, vault.index(Level::L3, kind, identity.number),
                              vault.seal(Level::L3, Cell{"application_identity", "opening", row}, opening)});
    base::wipe(opening);
  }
  return {};
}

void update_application(store::WriteSet& set, const Dossier& dossier, const std::optional<DueEvent>& due) {
  const Application& application = dossier.application;
  Value ends = store::kNull;
  if (!dossier.ends.empty()) ends = dossier.ends;
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "registration.changed"), kUpdate,
      {application.number, application.state, application.version, serial_value(application.serial),
       time_value(dossier.not_after), due_time(due), due_word(due), ends, time_value(application.owed_at)});
}

void touch_application(store::WriteSet& set, const Application& application) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "registration.changed"), kTouch,
                    {application.number, application.version});
}

void clear_ends(store::WriteSet& set, const std::string& number) {
  set.add_any(kClearEnds, {number});
}

void erase_application(store::WriteSet& set, const std::string& number) {
  set.add(kErase, {number});
  set.add_any(kEraseIdentities, {number});
}

base::Bytes release_key(store::WriteSet& set, const std::string& number) {
  base::Bytes instead = base::to_bytes(number);
  set.add(kReleaseKey, {number, instead});
  return instead;
}

Result<Dossier> find_dossier(store::Connection& connection, const privacy::Vault& vault,
                             const std::string& number) {
  YX_TRY(const auto rows, connection.query(kFind, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.application");
  return to_dossier(rows.front(), vault);
}

Result<Standing> find_standing(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows,
         database.query("SELECT procedure_version, state FROM application WHERE number = $1", {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.application");
  return Standing{rows[0].text(0), rows[0].text(1)};
}

Result<std::optional<std::string>> find_number(store::Database& database, const x509::Serial& serial) {
  YX_TRY(const auto rows, database.query(kFindNumber, {serial_value(serial)}));
  if (rows.empty()) return std::optional<std::string>();
  return std::optional(rows.front().text(0));
}

Result<std::map<x509::IdentityKind, base::SecretBytes>> find_openings(store::Database& database,
                                                                      const privacy::Vault& vault,
                                                                      const std::string& number) {
  return openings_by<base::SecretBytes>(database, number, [&](const Cell& cell, base::ByteView sealed) {
    return vault.open(Level::L3, cell, sealed);
  });
}

Result<std::map<x509::IdentityKind, base::Bytes>> find_holders_openings(store::Database& database,
                                                                        const privacy::Vault& vault,
                                                                        const std::string& number) {
  return openings_by<base::Bytes>(database, number, [&](const Cell& cell, base::ByteView sealed) {
    return vault.open_bytes(Level::L3, cell, sealed);
  });
}

Result<std::vector<ChainMember>> find_chain(store::Connection& connection, const std::string& number) {
  std::vector<ChainMember> chain;
  std::set<std::string> seen;
  std::vector<std::string> waiting{number};
  while (!waiting.empty()) {
    const std::string one = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(one).second) continue;
    YX_TRY(const auto rows, connection.query(kFindLink, {one}));
    if (rows.empty()) continue;  // a successor that has no certificate
    const store::Row& row = rows.front();
    YX_TRY(const x509::Serial serial, x509::Serial::from_magnitude(row.blob(0)));
    chain.push_back({one, serial, row.text(2)});
    YX_TRY(const auto after, connection.query(kFindSuccessors, {one, row.blob(0)}));
    for (const store::Row& next : after) waiting.push_back(next.text(0));
    if (row.is_null(1)) continue;
    YX_TRY(const auto before, connection.query(kFindNumber, {row.blob(1)}));
    for (const store::Row& last : before) waiting.push_back(last.text(0));
  }
  return chain;
}

Result<std::vector<std::string>> find_of_holder(store::Database& database, const std::string& number,
                                                std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindOfHolder, {number, limit}));
  std::vector<std::string> numbers;
  for (const store::Row& row : rows) numbers.push_back(row.text(0));
  return numbers;
}

Result<std::vector<Application>> list_applications(store::Database& database, const privacy::Vault& vault,
                                                   const ListFilter& filter) {
  store::Values values{filter.after, filter.limit};
  std::string_view sql = kList;
  if (filter.owed_after) {
    sql = filter.state.empty() ? kListOwed : kListOwedState;
    values.emplace_back(base::to_micros(*filter.owed_after));
    if (!filter.state.empty()) values.emplace_back(filter.state);
  } else if (!filter.key.empty()) {
    sql = kListKey;
    values.emplace_back(filter.key);
  } else if (filter.identity) {
    sql = kListIdentity;
    const std::string_view kind = x509::identity_word(filter.identity->kind);
    values.emplace_back(vault.index(Level::L3, kind, filter.identity->number));
    values.emplace_back(filter.state);
  } else if (!filter.state.empty()) {
    sql = kListState;
    values.emplace_back(filter.state);
  }
  YX_TRY(const auto rows, database.query(sql, values));
  std::vector<Application> found;
  for (const store::Row& row : rows) {
    YX_TRY(Dossier dossier, to_dossier(row, vault));
    found.push_back(std::move(dossier.application));
  }
  return found;
}

Result<std::vector<DueRow>> find_due(store::Database& database, base::Time now, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindDue, {base::to_micros(now), limit}));
  std::vector<DueRow> due;
  for (const store::Row& row : rows) due.push_back(DueRow{row.text(0), row.text(1)});
  return due;
}

Result<std::vector<EndsRow>> find_ends(store::Database& database, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindEnds, {limit}));
  std::vector<EndsRow> ends;
  for (const store::Row& row : rows) ends.push_back(EndsRow{row.text(0), row.text(1)});
  return ends;
}

}  // namespace yinxin::registration
