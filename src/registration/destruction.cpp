// The effect `destroy`: what an application and its acts say of people goes, in one commit; that it was, who
// did what when, the certificate and the tree stay (article 24, decisions.md 7).
#include "registration/destruction.hpp"
#include "registration/roster_table.hpp"

#include <algorithm>

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kListField = "destruction_list";

struct Part {
  std::string_view what;
  std::string_view sql;  // sealed columns only
};
constexpr Part kParts[] = {
    {"form", "SELECT form FROM application WHERE number = $1 AND form IS NOT NULL"},
    {"identities", "SELECT opening, idx FROM application_identity WHERE number = $1 ORDER BY kind"},
    {"step_inputs",
     "SELECT inputs FROM application_step WHERE number = $1 AND inputs IS NOT NULL ORDER BY position"},
    {"materials", "SELECT title, content FROM material WHERE number = $1 ORDER BY digest"},
};

// Rows of src/authority. An intent that was given up has a row and acts of its own; the second text is what
// the index of revoked serials can answer.
constexpr std::string_view kObjects =
    "SELECT object FROM certificate WHERE application = $1 AND state <> 'abandoned'";
constexpr std::string_view kAbandoned =
    "SELECT object FROM certificate WHERE issuer = $2 AND revoked_at IS NOT NULL AND application = $1 AND "
    "state "
    "= 'abandoned'";

Result<Gone> weigh(store::Connection& connection, const Part& part, const std::string& number) {
  Gone gone{part.what, 0, {}};
  crypto::Sm3 digest;
  YX_CHECK(connection.query_each(part.sql, {number}, [&](const store::Row& row) -> Result<void> {
    for (std::size_t column = 0; column < row.size(); ++column) digest.update(row.blob(column));
    ++gone.count;
    return {};
  }));
  gone.digest = digest.finish();
  return gone;
}

/// The application and every certificate that was meant for it.
Result<std::vector<std::string>> objects_of(store::Connection& connection, const std::string& number,
                                            const std::vector<authority::Authority>& authorities) {
  std::vector<std::string> objects{authority::application_object(number)};
  YX_TRY(auto rows, connection.query(kObjects, {number}));
  for (const store::Row& row : rows) objects.push_back(row.text(0));
  for (const authority::Authority& one : authorities) {
    if (one.role != "issuing") continue;
    YX_TRY(rows, connection.query(kAbandoned, {number, one.id}));
    for (const store::Row& row : rows) objects.push_back(row.text(0));
  }
  return objects;
}

/// What the row still says when the rest is gone, as find_dossier() would give it.
void strip(Application& application) {
  Form left;
  left.purpose = application.form.purpose;
  left.replaces = application.form.replaces;
  left.profile = application.form.profile;
  application.form = std::move(left);
  application.materials.clear();
  for (StepNote& step : application.steps) step.inputs.clear();
}

}  // namespace

Result<Destruction> Service::State::weigh_records(const Attempt& attempt) const {
  const Application& application = attempt.before.application;
  Destruction found;
  YX_TRY(found.retention, retention(application));
  if (application.serial) {
    YX_TRY(found.certificate, house.authority.find(*application.serial));
  }
  const auto authorities = house.authority.authorities();
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto objects, objects_of(connection, application.number, authorities));
    for (const Part& part : kParts) {
      YX_TRY(Gone gone, weigh(connection, part, application.number));
      found.gone.push_back(gone);
    }
    for (const std::string& object : objects) {
      YX_TRY(ledger::OpenRecords records, ledger::open_records(connection, object));
      found.records.push_back(std::move(records));
    }
    return {};
  }));
  return found;
}

/// One act of destruction for each object whose records go (src/proof/EXPORT.md). The application's has the
/// list, the others its digest.
Result<void> Service::State::add_destruction(store::WriteSet& set, const Attempt& attempt,
                                             const Destruction& destruction) const {
  const Application& application = attempt.before.application;
  const procedure::Case current = case_of(application);
  const std::string list =
      list_text(attempt, destruction, procedure::gates(procedure_of(application), current));
  const std::string digest = base::to_hex(crypto::sm3(base::as_bytes(list)));
  const std::string own = authority::application_object(application.number);
  for (const ledger::OpenRecords& records : destruction.records) {
    ledger::destroy_records(set, records);
    ledger::Act act;
    act.code = proof::ActCode::Destroyed;
    act.object = records.object;
    act.record = facts_of(attempt);
    YX_CHECK(act.record.add("application", own));
    YX_CHECK(act.record.add("destruction_list_sm3", digest));
    if (records.object == own) YX_CHECK(act.record.add(kListField, list));
    const auto& issued = destruction.certificate;
    if (issued && records.object == authority::certificate_object(issued->authority, issued->serial))
      act.fingerprint = crypto::sm3(issued->der);
    house.recorder.add(set, act, attempt.at);
  }
  return {};
}

void Service::State::destroy(AttemptPtr attempt) {
  const auto destruction = weigh_records(*attempt);
  if (!destruction) return attempt->finish(destruction.error());
  Dossier after_it = after(*attempt);
  Application& application = after_it.application;
  strip(application);
  store::WriteSet set;
  if (!application.serial) application.key = release_key(set, application.number);
  write(set, *attempt, after_it);
  erase_application(set, application.number);
  forget_person(set, application.number);
  erase_inputs(set, application.number);
  erase_materials(set, application.number);
  if (const auto added = add_destruction(set, *attempt, *destruction); !added)
    return attempt->finish(added.error());
  submit_set(std::move(attempt), std::move(set), std::move(after_it));
}

Result<std::string> Service::destruction_list(const std::string& number) const {
  YX_TRY(const auto record,
         ledger::newest_record(state_->house.database, state_->house.recorder,
                               authority::application_object(number), proof::ActCode::Destroyed));
  const auto list = record.find(kListField);
  if (!list) return make_error(ErrorKind::Internal, "registration.stored", "destruction list");
  return std::string(*list);
}

}  // namespace yinxin::registration
