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
    "certificate, not_before, not_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
    "ON CONFLICT (id) DO NOTHING";
constexpr std::string_view kMarkAuthorised =
    "UPDATE officer SET state = 'active', authorised_by = $2, certificate = $3, not_before = $4, not_after = "
    "$5 "
    "WHERE id = $1 AND state = 'pending'";
constexpr std::string_view kMarkState = "UPDATE officer SET state = $3 WHERE id = $1 AND state = $2";
#define YX_OFFICER_COLUMNS \
  "SELECT id, name, roles, state, created_by, created_at, authorised_by, request, certificate FROM officer "
constexpr std::string_view kFind = YX_OFFICER_COLUMNS "WHERE id = $1";
constexpr std::string_view kList = YX_OFFICER_COLUMNS "WHERE id > $1 ORDER BY id LIMIT $2";
#undef YX_OFFICER_COLUMNS
constexpr std::string_view kActing =
    "SELECT state, roles, public_key, not_before, not_after FROM officer WHERE id = $1";

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
  return officer;
}

base::Error no_such_officer() {
  return make_error(ErrorKind::NotFound, "officers.none");
}
base::Error other_state() {
  return make_error(ErrorKind::Conflict, "officers.state");
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
       certificate, not_before, not_after});
}

bool is_key_used(const base::Error& refusal) {
  // Both engines name the column or its index, officer_public_key; no other statement of ours has such a
  // name.
  return refusal.code == "store.constraint" && refusal.detail.find("public_key") != std::string::npos;
}

void mark_authorised(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                     const std::string& by) {
  const x509::Validity& validity = certificate.tbs().validity;
  set.add_expecting(1, other_state(), kMarkAuthorised,
                    {officer.id, by, base::to_bytes(certificate.der()), base::to_micros(validity.not_before),
                     base::to_micros(validity.not_after)});
}

void mark_state(store::WriteSet& set, const std::string& id, OfficerState from, OfficerState to) {
  set.add_expecting(1, other_state(), kMarkState,
                    {id, std::string(officer_state_name(from)), std::string(officer_state_name(to))});
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
  }
  return acting;
}

}  // namespace yinxin::officers
