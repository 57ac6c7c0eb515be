#include "officers/officer_table.hpp"

#include <array>

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO officer (id, name, roles, state, created_by, created_at, authorised_by, request, "
    "public_key, "
    "certificate, not_before, not_after, region, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
    "$11, $12, $13, $14) "
    "ON CONFLICT (id) DO NOTHING";
constexpr std::string_view kMarkAuthorised =
    "UPDATE officer SET state = 'active', authorised_by = $2, certificate = $3, not_before = $4, not_after = "
    "$5 "
    "WHERE id = $1 AND state = 'pending'";
constexpr std::string_view kMarkState = "UPDATE officer SET state = $3 WHERE id = $1 AND state = $2";
// An administrator's roles are one role (三员), so a kind of administrator is a text of `roles`.
constexpr std::string_view kLockKind = "UPDATE officer SET state = state WHERE roles = $1";
#define YX_ANOTHER_MAY_ACT                                                                            \
  "EXISTS (SELECT 1 FROM officer AS other WHERE other.roles = $1 AND other.id <> $2 AND other.state " \
  "= 'active' AND other.not_before <= $3 AND other.not_after + 1000000 > $3)"
constexpr std::string_view kRequireAnother =
    "UPDATE officer SET state = state WHERE id = $2 AND " YX_ANOTHER_MAY_ACT;
constexpr std::string_view kIsAnother = "SELECT count(*) FROM officer WHERE id = $2 AND " YX_ANOTHER_MAY_ACT;
#undef YX_ANOTHER_MAY_ACT
constexpr std::string_view kUseKey =
    "INSERT INTO officer_key (public_key, officer) VALUES ($1, $2) ON CONFLICT (public_key) DO NOTHING";
constexpr std::string_view kKeepState = "UPDATE officer SET state = state WHERE id = $1 AND state = $2";
constexpr std::string_view kInsertRenewal =
    "INSERT INTO officer_renewal (officer, request, public_key, key_lost, requested_by, requested_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (officer) DO UPDATE SET request = excluded.request, "
    "public_key = excluded.public_key, key_lost = excluded.key_lost, requested_by = excluded.requested_by, "
    "requested_at = excluded.requested_at";
constexpr std::string_view kDropRenewal = "DELETE FROM officer_renewal WHERE officer = $1";
constexpr std::string_view kTakeRenewal =
    "DELETE FROM officer_renewal WHERE officer = $1 AND public_key = $2";
constexpr std::string_view kMarkRenewed =
    "UPDATE officer SET state = 'active', request = $3, public_key = $4, certificate = $5, not_before = $6, "
    "not_after = $7 WHERE id = $1 AND state = $2";
constexpr std::string_view kEnding =
    "SELECT id, not_after FROM officer WHERE state = 'active' AND not_after < $1 AND roles IN "
    "('system_administrator', 'security_administrator', 'audit_administrator') ORDER BY id";
#define YX_OFFICER_COLUMNS                                                                         \
  "SELECT id, name, roles, state, created_by, created_at, authorised_by, officer.request, "        \
  "certificate, officer_renewal.request, officer_renewal.public_key, key_lost, requested_by, "     \
  "requested_at, region, officer.body, site FROM officer LEFT JOIN officer_renewal ON "            \
  "officer_renewal.officer = officer.id LEFT JOIN officer_operator ON officer_operator.officer = " \
  "officer.id "
constexpr std::string_view kFind = YX_OFFICER_COLUMNS "WHERE id = $1";
constexpr std::string_view kList = YX_OFFICER_COLUMNS "WHERE id > $1 ORDER BY id LIMIT $2";
#undef YX_OFFICER_COLUMNS
// One row for each post that was ever given to the account, one where none was.
constexpr std::string_view kActing =
    "SELECT o.state, o.roles, o.public_key, o.not_before, o.not_after, o.certificate, o.region, o.body, "
    "b.standing, b.agreement_to, p.site, p.trained_to, p.stopped, r.post, r.valid_to, r.ended FROM officer "
    "AS o LEFT JOIN officer_body AS b ON b.number = o.body LEFT JOIN officer_operator AS p ON p.officer = "
    "o.id LEFT JOIN officer_post AS r ON r.officer = o.id WHERE o.id = $1";

constexpr std::array kStates{OfficerState::Pending, OfficerState::Active, OfficerState::Suspended,
                             OfficerState::Closed};

privacy::Cell name_cell(const std::string& id) {
  return {"officer", "name", id};
}

OfficerState parse_state(std::string_view name) {
  for (const OfficerState state : kStates) {
    if (officer_state_name(state) == name) return state;
  }
  return OfficerState::Closed;  // kept out by the table's CHECK; one that may do nothing
}

Result<std::vector<Role>> parse_roles(std::string_view text) {
  std::vector<Role> roles;
  while (true) {
    const std::size_t end = text.find(',');
    YX_TRY(const Role role, parse_role(text.substr(0, end)));
    roles.push_back(role);
    if (end == std::string_view::npos) return roles;
    text.remove_prefix(end + 1);
  }
}

Result<Officer> to_officer(const store::Row& row, const privacy::Vault& vault) {
  Officer officer;
  officer.id = row.text(0);
  YX_TRY(officer.name, vault.open_text(privacy::Level::L2, name_cell(officer.id), row.blob(1)));
  YX_TRY(officer.roles, parse_roles(row.text(2)));
  officer.state = parse_state(row.text(3));
  officer.created_by = row.text(4);
  officer.created_at = base::from_micros(row.integer(5));
  if (!row.is_null(6)) officer.authorised_by = row.text(6);
  officer.request = row.blob(7);
  if (!row.is_null(8)) {
    YX_TRY(officer.certificate, x509::Certificate::parse(row.blob(8)));
  }
  if (!row.is_null(9)) {
    officer.renewal = Renewal{row.blob(9), row.blob(10), row.integer(11) != 0, row.text(12),
                              base::from_micros(row.integer(13))};
  }
  if (!row.is_null(14)) officer.region = row.text(14);
  if (!row.is_null(15)) officer.body = row.text(15);
  if (!row.is_null(16)) officer.site = row.text(16);
  return officer;
}

std::string text_of(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::string() : row.text(column);
}

/// Of the rows of kActing.
Mandate mandate_of(const store::Rows& rows) {
  const store::Row& first = rows.front();
  Mandate mandate;
  mandate.body = text_of(first, 7);
  if (!first.is_null(8)) mandate.standing = parse_body_standing(first.text(8));
  mandate.agreement_to = text_of(first, 9);
  mandate.site = text_of(first, 10);
  mandate.trained_to = text_of(first, 11);
  mandate.stopped = !first.is_null(12) && first.integer(12) != 0;
  for (const store::Row& row : rows) {
    if (!row.is_null(13)) mandate.posts.push_back({row.text(13), row.text(14), row.integer(15) != 0});
  }
  return mandate;
}

base::Error no_such_officer() {
  return make_error(ErrorKind::NotFound, "officers.none");
}
base::Error changed_state() {
  return make_error(ErrorKind::Conflict, "officers.state");
}

Value text_or_null(const std::string& text) {
  return text.empty() ? Value(store::kNull) : Value(text);
}

void use_key(store::WriteSet& set, const base::Bytes& point, const std::string& id) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "officers.key_used"), kUseKey, {point, id});
}

}  // namespace

std::string_view officer_state_name(OfficerState state) {
  switch (state) {
    case OfficerState::Pending:
      return "pending";
    case OfficerState::Active:
      return "active";
    case OfficerState::Suspended:
      return "suspended";
    case OfficerState::Closed:
      return "closed";
  }
  return {};
}

std::string roles_text(const std::vector<Role>& roles) {
  std::string text;
  for (const Role role : roles) {
    if (!text.empty()) text += ',';
    text += role_name(role);
  }
  return text;
}

void insert_officer(store::WriteSet& set, const Officer& officer, const crypto::Sm2PublicKey& key,
                    const privacy::Vault& vault) {
  Value authorised_by = store::kNull, certificate = store::kNull, not_before = store::kNull,
        not_after = store::kNull;
  if (officer.certificate) {
    const x509::Validity& validity = officer.certificate->tbs().validity;
    authorised_by = officer.authorised_by;
    certificate = base::to_bytes(officer.certificate->der());
    not_before = base::to_micros(validity.not_before);
    not_after = base::to_micros(validity.not_after);
  }
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "officers.exists"), kInsert,
      {officer.id, vault.seal(privacy::Level::L2, name_cell(officer.id), base::as_bytes(officer.name)),
       roles_text(officer.roles), std::string(officer_state_name(officer.state)), officer.created_by,
       base::to_micros(officer.created_at), authorised_by, officer.request, base::to_bytes(key.point()),
       certificate, not_before, not_after, text_or_null(officer.region), text_or_null(officer.body)});
  use_key(set, base::to_bytes(key.point()), officer.id);
}

void mark_authorised(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                     const std::string& by) {
  const x509::Validity& validity = certificate.tbs().validity;
  set.add_expecting(1, changed_state(), kMarkAuthorised,
                    {officer.id, by, base::to_bytes(certificate.der()), base::to_micros(validity.not_before),
                     base::to_micros(validity.not_after)});
}

void mark_state(store::WriteSet& set, const std::string& id, OfficerState from, OfficerState to) {
  set.add_expecting(1, changed_state(), kMarkState,
                    {id, std::string(officer_state_name(from)), std::string(officer_state_name(to))});
}

void lock_kind(store::WriteSet& set, Role kind) {
  set.add_any(kLockKind, {std::string(role_name(kind))});
}

void require_another(store::WriteSet& set, Role kind, const std::string& id, base::Time now) {
  const std::string name(role_name(kind));
  set.add_expecting(1, make_error(ErrorKind::Refused, "officers.last_administrator", name), kRequireAnother,
                    {name, id, base::to_micros(now)});
}

void insert_renewal(store::WriteSet& set, const Officer& officer) {
  const Renewal& renewal = *officer.renewal;
  set.add_expecting(1, changed_state(), kKeepState,
                    {officer.id, std::string(officer_state_name(officer.state))});
  use_key(set, renewal.key, officer.id);
  set.add(kInsertRenewal, {officer.id, renewal.request, renewal.key, std::int64_t{renewal.key_lost},
                           renewal.requested_by, base::to_micros(renewal.requested_at)});
}

void drop_renewal(store::WriteSet& set, const std::string& id) {
  set.add_any(kDropRenewal, {id});
}

void mark_renewed(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate) {
  const Renewal& renewal = *officer.renewal;
  const x509::Validity& validity = certificate.tbs().validity;
  set.add_expecting(1, changed_state(), kTakeRenewal, {officer.id, renewal.key});
  set.add_expecting(1, changed_state(), kMarkRenewed,
                    {officer.id, std::string(officer_state_name(officer.state)), renewal.request, renewal.key,
                     base::to_bytes(certificate.der()), base::to_micros(validity.not_before),
                     base::to_micros(validity.not_after)});
}

Result<Officer> find_officer(store::Database& database, const privacy::Vault& vault, const std::string& id) {
  YX_TRY(const store::Rows rows, database.query(kFind, {id}));
  if (rows.empty()) return no_such_officer();
  return to_officer(rows.front(), vault);
}

Result<std::vector<Officer>> list_officers(store::Database& database, const privacy::Vault& vault,
                                           const std::string& after, std::int64_t limit) {
  YX_TRY(const store::Rows rows, database.query(kList, {after, limit}));
  std::vector<Officer> officers;
  for (const store::Row& row : rows) {
    YX_TRY(Officer officer, to_officer(row, vault));
    officers.push_back(std::move(officer));
  }
  return officers;
}

Result<bool> is_another(store::Database& database, Role kind, const std::string& id, base::Time now) {
  YX_TRY(const store::Rows rows,
         database.query(kIsAnother, {std::string(role_name(kind)), id, base::to_micros(now)}));
  return rows.at(0).integer(0) > 0;
}

Result<std::vector<Service::Ending>> find_ending(store::Database& database, base::Time before) {
  YX_TRY(const store::Rows rows, database.query(kEnding, {base::to_micros(before)}));
  std::vector<Service::Ending> endings;
  for (const store::Row& row : rows) {
    endings.push_back(Service::Ending{row.text(0), base::from_micros(row.integer(1))});
  }
  return endings;
}

Result<ActingRow> find_acting(store::Database& database, const std::string& id) {
  YX_TRY(const store::Rows rows, database.query(kActing, {id}));
  if (rows.empty()) return no_such_officer();
  const store::Row& row = rows.front();
  ActingRow acting;
  acting.state = parse_state(row.text(0));
  YX_TRY(acting.roles, parse_roles(row.text(1)));
  acting.point = row.blob(2);
  if (!row.is_null(3)) {
    acting.validity = x509::Validity{base::from_micros(row.integer(3)), base::from_micros(row.integer(4))};
    acting.certificate = row.blob(5);
  }
  if (!row.is_null(6)) acting.region = row.text(6);
  acting.mandate = mandate_of(rows);
  return acting;
}

}  // namespace yinxin::officers
