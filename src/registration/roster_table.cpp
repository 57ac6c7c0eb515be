#include "registration/roster_table.hpp"

#include "asn1/oids.hpp"
#include "privacy/masking.hpp"
#include "registration/form_record.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;
using store::kNull;

namespace {

constexpr std::string_view kInsertRoster =
    "INSERT INTO roster (number, agency_code, agency, actor, signature_base, signature, digest, row_count, "
    "received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kInsertRosterRow =
    "INSERT INTO roster_row (roster, position, shown, content, error_code, error_detail, error_article) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kLink =
    "UPDATE roster_row SET link = $3, link_until = $4, link_tries = 0 "
    "WHERE roster = $1 AND position = $2 AND content IS NOT NULL";
constexpr std::string_view kReopen =
    "UPDATE roster_row SET link = $3, link_until = $4, link_tries = 0, application = NULL, content = $6 "
    "WHERE roster = $1 AND position = $2 AND application = $5";
constexpr std::string_view kFindLinked =
    "SELECT w.roster, w.position, w.link_until, w.link_tries, w.content, r.agency, r.actor, "
    "r.signature_base, "
    "r.signature FROM roster_row w JOIN roster r ON r.number = w.roster WHERE w.link = $1";
constexpr std::string_view kTry = "UPDATE roster_row SET link_tries = link_tries + 1 WHERE link = $1";
constexpr std::string_view kUse =
    "UPDATE roster_row SET application = $2, content = NULL, link = NULL, link_until = NULL WHERE link = $1 "
    "AND application IS NULL";
constexpr std::string_view kForgetPerson = "UPDATE roster_row SET shown = NULL WHERE application = $1";
#define YX_ROSTER \
  "SELECT r.number, r.agency_code, r.agency, r.actor, r.digest, r.row_count, r.received_at FROM roster r "
constexpr std::string_view kFindRoster = YX_ROSTER "WHERE r.number = $1";
constexpr std::string_view kListRosters = YX_ROSTER
    "WHERE $1 = '' OR (r.received_at, r.number) < (SELECT o.received_at, o.number FROM roster o WHERE "
    "o.number = $1) ORDER BY r.received_at DESC, r.number DESC LIMIT $2";
#undef YX_ROSTER
constexpr std::string_view kFindRows =
    "SELECT w.position, w.shown, CAST(CASE WHEN w.content IS NULL THEN 0 ELSE 1 END AS BIGINT), "
    "CAST(CASE WHEN w.link IS NULL THEN 0 ELSE 1 END AS BIGINT), w.link_until, w.link_tries, w.application, "
    "a.procedure_version, a.state, a.key_point, a.serial, w.error_code, w.error_detail, w.error_article "
    "FROM roster_row w LEFT JOIN application a ON a.number = w.application "
    "WHERE w.roster = $1 AND w.position > $2 ORDER BY w.position LIMIT $3";
constexpr std::string_view kFindHistory =
    "SELECT w.position, s.event, s.actor, s.at FROM roster_row w "
    "JOIN application_step s ON s.number = w.application "
    "WHERE w.roster = $1 AND w.position > $2 AND w.position <= $3 ORDER BY w.position, s.position";
constexpr std::string_view kFindStandings =
    "SELECT w.position, w.application, a.state FROM roster_row w "
    "LEFT JOIN application a ON a.number = w.application "
    "WHERE w.roster = $1 AND w.error_code IS NULL";
constexpr std::string_view kFindKeys =
    "SELECT w.position, a.number, a.key_point FROM roster_row w "
    "JOIN application a ON a.number = w.application WHERE w.roster = $1";
constexpr std::string_view kFindOfAgency =
    "SELECT a.number, a.serial FROM roster r JOIN roster_row w ON w.roster = r.number "
    "JOIN application a ON a.number = w.application WHERE r.agency_code = $1";

constexpr char kShownMark = '\n';  // between the masked name and the unit; stands in neither

/// Bound to its place, so that no row can stand in for another.
std::string sealed_row(const RosterPlace& place) {
  return place.roster + "/" + std::to_string(place.position);
}

std::string value_in_subject(const Form& form, const asn1::Oid& type) {
  for (const auto& [id, value] : form.subject) {
    if (id == type) return value;
  }
  return {};
}

base::Bytes seal_shown(const privacy::Vault& vault, const RosterPlace& place, const Form& form) {
  const std::string text = privacy::mask_name(value_in_subject(form, asn1::oids::kCommonName)) + kShownMark +
                           value_in_subject(form, asn1::oids::kOrganizationalUnit);
  const std::string row = sealed_row(place);
  return vault.seal(Level::L2, Cell{"roster_row", "shown", row}, base::as_bytes(text));
}

Result<base::Bytes> seal_form(const privacy::Vault& vault, const RosterPlace& place, const Form& form) {
  YX_TRY(base::Bytes octets, form_to_bytes({form, {}}));
  const std::string row = sealed_row(place);
  base::Bytes sealed = vault.seal(Level::L3, Cell{"roster_row", "content", row}, octets);
  base::wipe(octets);
  return sealed;
}

Result<Form> open_form(const privacy::Vault& vault, const RosterPlace& place, base::ByteView sealed) {
  const std::string row = sealed_row(place);
  YX_TRY(base::Bytes octets, vault.open_bytes(Level::L3, Cell{"roster_row", "content", row}, sealed));
  auto stored = parse_form(octets);
  base::wipe(octets);
  if (!stored) return stored.error();
  return std::move(stored->form);
}

void insert_roster_row(store::WriteSet& set, const privacy::Vault& vault, const RosterPlace& place,
                       const BatchEntry& entry) {
  auto content = entry ? seal_form(vault, place, *entry) : Result<base::Bytes>(entry.error());
  if (!content) {
    const base::Error& error = content.error();
    set.add(kInsertRosterRow,
            {place.roster, place.position, kNull, kNull, error.code, error.detail, error.article});
    return;
  }
  set.add(kInsertRosterRow, {place.roster, place.position, seal_shown(vault, place, *entry),
                             *std::move(content), kNull, kNull, kNull});
}

Result<Roster> to_roster(const store::Row& row) {
  Roster roster;
  roster.number = row.text(0);
  roster.agency_code = row.text(1);
  roster.agency = row.text(2);
  roster.actor = row.text(3);
  const base::Bytes& digest = row.blob(4);
  if (digest.size() != roster.digest.size())
    return make_error(ErrorKind::Internal, "registration.stored", "digest");
  std::copy(digest.begin(), digest.end(), roster.digest.begin());
  roster.rows = row.integer(5);
  roster.received_at = base::from_micros(row.integer(6));
  return roster;
}

std::string text_if_any(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::string() : row.text(column);
}

Result<StoredRow> to_stored_row(const privacy::Vault& vault, const std::string& roster,
                                const store::Row& row) {
  StoredRow stored;
  RosterRow& one = stored.row;
  one.position = row.integer(0);
  if (!row.is_null(1)) {
    const std::string name = sealed_row({roster, one.position});
    YX_TRY(const std::string shown,
           vault.open_text(Level::L2, Cell{"roster_row", "shown", name}, row.blob(1)));
    const std::size_t mark = shown.find(kShownMark);
    one.name = shown.substr(0, mark);
    one.unit = mark == std::string::npos ? std::string() : shown.substr(mark + 1);
  }
  stored.has_content = row.integer(2) != 0;
  const bool linked = row.integer(3) != 0;
  if (linked) one.link_until = base::from_micros(row.integer(4));
  stored.tries = row.integer(5);
  one.application = text_if_any(row, 6);
  if (!one.application.empty()) {
    stored.procedure_version = row.text(7);
    one.state = row.text(8);
    one.key = crypto::sm3(row.blob(9));
    if (!row.is_null(10)) {
      YX_TRY(one.serial, x509::Serial::from_magnitude(row.blob(10)));
    }
  }
  if (!row.is_null(11))
    one.error = make_error(ErrorKind::Refused, row.text(11), text_if_any(row, 12), text_if_any(row, 13));
  return stored;
}

Result<void> add_histories(store::Database& database, const std::string& number,
                           std::vector<StoredRow>& rows) {
  if (rows.empty()) return {};
  YX_TRY(const auto found,
         database.query(kFindHistory, {number, rows.front().row.position - 1, rows.back().row.position}));
  auto at = rows.begin();
  for (const store::Row& row : found) {
    while (at != rows.end() && at->row.position < row.integer(0)) ++at;
    if (at == rows.end()) break;
    at->history.push_back({row.text(1), row.text(2), base::from_micros(row.integer(3))});
  }
  return {};
}

}  // namespace

void insert_roster(store::WriteSet& set, const privacy::Vault& vault, const Roster& roster,
                   const officers::Actor& actor, const std::vector<BatchEntry>& entries) {
  set.add(kInsertRoster,
          {roster.number, roster.agency_code, roster.agency, roster.actor, actor.signature_base,
           actor.signature, base::to_bytes(roster.digest), roster.rows, base::to_micros(roster.received_at)});
  RosterPlace place{roster.number, 0};
  for (const BatchEntry& entry : entries) {
    ++place.position;
    insert_roster_row(set, vault, place, entry);
  }
}

Result<void> write_link(store::WriteSet& set, const privacy::Vault& vault, const LinkWrite& link) {
  const auto taken = make_error(ErrorKind::Conflict, "registration.roster.row",
                                "row " + std::to_string(link.place.position));
  const base::Bytes token = base::to_bytes(link.token);
  const std::int64_t until = base::to_micros(link.until);
  if (!link.reopened) {
    set.add_expecting(1, taken, kLink, {link.place.roster, link.place.position, token, until});
    return {};
  }
  YX_TRY(base::Bytes content, seal_form(vault, link.place, *link.reopened));
  set.add_expecting(1, taken, kReopen,
                    {link.place.roster, link.place.position, token, until, link.dead, std::move(content)});
  return {};
}

Result<LinkedRow> find_linked(store::Database& database, const privacy::Vault& vault,
                              const crypto::Sm3Digest& token) {
  YX_TRY(const auto rows, database.query(kFindLinked, {base::to_bytes(token)}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.roster.link");
  const store::Row& row = rows.front();
  LinkedRow linked;
  linked.place = {row.text(0), row.integer(1)};
  linked.until = base::from_micros(row.integer(2));
  linked.tries = row.integer(3);
  YX_TRY(linked.form, open_form(vault, linked.place, row.blob(4)));
  linked.agency = row.text(5);
  linked.officer.id = row.text(6);
  linked.officer.roles = {officers::Role::RegistrationOfficer};
  linked.officer.signature_base = row.blob(7);
  linked.officer.signature = row.blob(8);
  return linked;
}

void count_try(store::WriteSet& set, const crypto::Sm3Digest& token) {
  set.add_any(kTry, {base::to_bytes(token)});
}

void use_link(store::WriteSet& set, const crypto::Sm3Digest& token, const std::string& application) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "registration.roster.link"), kUse,
                    {base::to_bytes(token), application});
}

void forget_person(store::WriteSet& set, const std::string& application) {
  set.add_any(kForgetPerson, {application});
}

Result<Roster> find_roster(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindRoster, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.roster");
  return to_roster(rows.front());
}

Result<std::vector<Roster>> list_rosters(store::Database& database, const std::string& after,
                                         std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListRosters, {after, limit}));
  std::vector<Roster> rosters;
  for (const store::Row& row : rows) {
    YX_TRY(Roster roster, to_roster(row));
    rosters.push_back(std::move(roster));
  }
  return rosters;
}

Result<std::vector<StoredRow>> find_rows(store::Database& database, const privacy::Vault& vault,
                                         const std::string& number, std::int64_t after, std::int64_t limit) {
  YX_TRY(const auto found, database.query(kFindRows, {number, after, limit}));
  std::vector<StoredRow> rows;
  for (const store::Row& row : found) {
    YX_TRY(StoredRow stored, to_stored_row(vault, number, row));
    rows.push_back(std::move(stored));
  }
  YX_CHECK(add_histories(database, number, rows));
  return rows;
}

Result<std::map<std::int64_t, RowStanding>> find_standings(store::Database& database,
                                                           const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindStandings, {number}));
  std::map<std::int64_t, RowStanding> standings;
  for (const store::Row& row : rows)
    standings[row.integer(0)] = RowStanding{row.is_null(1), text_if_any(row, 1), text_if_any(row, 2)};
  return standings;
}

Result<std::map<std::int64_t, RowKey>> find_keys(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindKeys, {number}));
  std::map<std::int64_t, RowKey> keys;
  for (const store::Row& row : rows) keys[row.integer(0)] = RowKey{row.text(1), crypto::sm3(row.blob(2))};
  return keys;
}

Result<std::map<std::string, std::optional<x509::Serial>>> find_of_agency(store::Database& database,
                                                                          const std::string& code) {
  YX_TRY(const auto rows, database.query(kFindOfAgency, {code}));
  std::map<std::string, std::optional<x509::Serial>> found;
  for (const store::Row& row : rows) {
    std::optional<x509::Serial>& serial = found[row.text(0)];
    if (row.is_null(1)) continue;
    YX_TRY(serial, x509::Serial::from_magnitude(row.blob(1)));
  }
  return found;
}

}  // namespace yinxin::registration
