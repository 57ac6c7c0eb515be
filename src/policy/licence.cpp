// The licence: taken in when the regulator signed it, asked at every issue.
#include "policy/state.hpp"
#include "proof/note.hpp"

namespace yinxin::policy {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kArticle = "4";
constexpr std::string_view kInsert =
    "INSERT INTO licence (number, as_of, imported_at, note) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (number) DO NOTHING";
constexpr std::string_view kReplace =
    "UPDATE licence SET as_of = $2, imported_at = $3, note = $4 WHERE number = $1 AND as_of < $2";
constexpr std::string_view kAll = "SELECT note FROM licence ORDER BY as_of DESC, imported_at DESC, number";
constexpr std::string_view kOne = "SELECT as_of FROM licence WHERE number = $1";

base::Error none() {
  return make_error(ErrorKind::Refused, "policy.licence.none", {}, kArticle);
}

Result<Licence> read_stored(const std::string& text) {
  const auto note = proof::SignedNote::parse(text);
  auto licence = note ? parse_licence_text(note->body) : Result<Licence>(note.error());
  if (!licence) return make_error(ErrorKind::Internal, "policy.stored", licence.error().detail);
  return licence;
}

bool holds_day(const Licence& licence, base::Date day) {
  return licence.valid_from <= day && day <= licence.valid_to;
}

std::string describe(const Licence& licence) {
  return std::string(licence_status_name(licence.status)) + ", " + base::format_date(licence.valid_from) +
         " to " + base::format_date(licence.valid_to);
}

/// Signed by the regulator, and in the one form.
Result<Licence> read_note(const std::string& text, const std::vector<RegulatorKey>& regulators) {
  const auto note = proof::SignedNote::parse(text);
  if (!note) return make_error(ErrorKind::Malformed, "policy.licence.format", note.error().detail);
  for (const RegulatorKey& regulator : regulators) {
    if (note->signed_by(regulator.name, regulator.key)) return parse_licence_text(note->body);
  }
  return make_error(ErrorKind::Refused, "policy.licence.signature");
}

ledger::Act imported_act(const Licence& licence, const std::string& note, bool known) {
  ledger::Act act;
  act.code = known ? proof::ActCode::LicenceChanged : proof::ActCode::LicenceImported;
  act.object = "licence/" + licence.number;
  act.record = ledger::facts({{"number", licence.number},
                              {"status", licence_status_name(licence.status)},
                              {"as_of", base::format_utc(licence.as_of)},
                              {"note", note},
                              {"note_sm3", base::to_hex(crypto::sm3(base::as_bytes(note)))}});
  return act;
}

}  // namespace

void Service::import_licence(std::string note, officers::Actor actor, store::Remember<Licence> remember,
                             base::Completion<Licence> done) {
  const auto may = officers::require_role(actor, officers::Role::ComplianceOfficer);
  if (!may) return done(may.error());
  auto licence = read_note(note, state_->regulators);
  if (!licence) return done(licence.error());
  const auto earlier = state_->house.database.query(kOne, {licence->number});
  if (!earlier) return done(earlier.error());
  const bool known = !earlier->empty();
  const base::Time at = state_->house.clock.now();
  store::WriteSet set;
  // Of two imports at once the one that comes second finds the row in the way, or its file no longer the
  // newer one.
  set.add_expecting(1, make_error(ErrorKind::Conflict, "policy.licence.older"), known ? kReplace : kInsert,
                    {licence->number, base::to_micros(licence->as_of), base::to_micros(at), note});
  ledger::Act act = imported_act(*licence, note, known);
  state_->commit(std::move(set), std::move(act), actor, at, std::move(*licence), remember, std::move(done));
}

Result<Licence> Service::licence_in_force(base::Time at) const {
  YX_TRY(const auto rows, state_->house.database.query(kAll, {}));
  if (rows.empty()) return none();
  const base::Date today = base::beijing_date(at);
  std::optional<Licence> newest;
  for (const store::Row& row : rows) {
    YX_TRY(Licence licence, read_stored(row.text(0)));
    const bool decides = holds_day(licence, today);
    if (decides && licence.status == LicenceStatus::Valid) {
      YX_CHECK(state_->check_serving(licence, at));
      return licence;
    }
    if (!newest || decides) newest = std::move(licence);
    if (decides) break;
  }
  return make_error(ErrorKind::Refused, "policy.licence.not_valid",
                    describe(*newest) + ", asked for " + base::format_date(today), kArticle);
}

Result<Service::Imported> Service::licence() const {
  YX_TRY(auto rows, state_->house.database.query(kAll, {}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "policy.licence.none");
  Imported imported;
  YX_TRY(imported.licence, read_stored(rows[0].text(0)));
  imported.note = rows[0].text(0);
  return imported;
}

Result<std::vector<Licence>> Service::licences() const {
  YX_TRY(const auto rows, state_->house.database.query(kAll, {}));
  std::vector<Licence> all;
  for (const store::Row& row : rows) {
    YX_TRY(Licence licence, read_stored(row.text(0)));
    all.push_back(std::move(licence));
  }
  return all;
}

}  // namespace yinxin::policy
