#include "supervision/monitoring/monitor_table.hpp"

#include <algorithm>
#include <limits>

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kKeepProvider =
    "INSERT INTO monitored_provider (provider, filing, every, next_at, set_by, set_at, region) "
    "VALUES ($1, $2, $3, $4, $5, $4, $6) ON CONFLICT (provider) DO UPDATE SET filing = excluded.filing, "
    "region = excluded.region, "
    "every = excluded.every, next_at = excluded.next_at, set_by = excluded.set_by, set_at = excluded.set_at";
constexpr std::string_view kDue =
    "SELECT provider FROM monitored_provider WHERE next_at <= $1 ORDER BY next_at, provider LIMIT $2";
#define YX_PROVIDER_COLUMNS                                                                          \
  "SELECT filing, every, next_at, set_by, set_at, head, "                                            \
  "(SELECT max(at) FROM monitor_round WHERE monitor_round.provider = monitored_provider.provider), " \
  "(SELECT findings FROM monitor_round WHERE monitor_round.provider = monitored_provider.provider "  \
  "ORDER BY at DESC LIMIT 1) FROM monitored_provider "
constexpr std::string_view kFindProvider = YX_PROVIDER_COLUMNS "WHERE provider = $1";
constexpr std::string_view kListProviders =
    YX_PROVIDER_COLUMNS "WHERE region LIKE $2 ORDER BY provider LIMIT $1";
#undef YX_PROVIDER_COLUMNS
constexpr std::string_view kNumbers = "SELECT target, number FROM monitored_list WHERE provider = $1";
constexpr std::string_view kClaim =
    "UPDATE monitored_provider SET next_at = $3, head = $4 WHERE provider = $1 AND next_at = $2";
constexpr std::string_view kKeepNumber =
    "INSERT INTO monitored_list (provider, target, number) VALUES ($1, $2, $3) "
    "ON CONFLICT (provider, target) DO UPDATE SET number = excluded.number";
constexpr std::string_view kInsertRound =
    "INSERT INTO monitor_round (id, provider, at, findings) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kInsertProbe =
    "INSERT INTO monitor_probe (round, target, sm3, size) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kInsertAnswer =
    "INSERT INTO monitor_answer (sm3, octets, at) VALUES ($1, $2, $3) ON CONFLICT (sm3) DO NOTHING";
constexpr std::string_view kInsertAlert =
    "INSERT INTO monitor_alert (id, provider, code, target, detail, first_at, last_at, times, state) "
    "VALUES ($1, $2, $3, $4, $5, $6, $6, 1, 'open')";
constexpr std::string_view kInsertEvidence = "INSERT INTO monitor_evidence (alert, sm3) VALUES ($1, $2)";
constexpr std::string_view kTouch =
    "UPDATE monitor_alert SET last_at = $2, times = times + 1 WHERE id = $1 AND ended_at IS NULL";
constexpr std::string_view kEnd = "UPDATE monitor_alert SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
constexpr std::string_view kDecide =
    "UPDATE monitor_alert SET state = $2, reason = $3, decided_by = $4, decided_at = $5 "
    "WHERE id = $1 AND state = 'open'";
#define YX_ALERT_COLUMNS                                                                             \
  "SELECT id, provider, code, target, detail, first_at, last_at, times, ended_at, state, reason, "   \
  "decided_by, (SELECT region FROM monitored_provider p WHERE p.provider = monitor_alert.provider) " \
  "FROM monitor_alert "
constexpr std::string_view kLasting = YX_ALERT_COLUMNS "WHERE provider = $1 AND ended_at IS NULL ORDER BY id";
constexpr std::string_view kFindAlert = YX_ALERT_COLUMNS "WHERE id = $1";
#define YX_OF_PROVIDER                                                      \
  "id < $1 AND (CAST($3 AS TEXT) = '' OR provider = CAST($3 AS TEXT)) AND " \
  "provider IN (SELECT provider FROM monitored_provider WHERE region LIKE $4) "
constexpr std::string_view kList = YX_ALERT_COLUMNS "WHERE " YX_OF_PROVIDER "ORDER BY id DESC LIMIT $2";
constexpr std::string_view kListState =
    YX_ALERT_COLUMNS "WHERE state = $5 AND " YX_OF_PROVIDER "ORDER BY id DESC LIMIT $2";
#undef YX_OF_PROVIDER
#undef YX_ALERT_COLUMNS
constexpr std::string_view kEvidence = "SELECT sm3 FROM monitor_evidence WHERE alert = $1 ORDER BY sm3";
constexpr std::string_view kBindCase =
    "INSERT INTO monitor_alert_case (alert, case_number) VALUES ($1, $2) "
    "ON CONFLICT (alert, case_number) DO NOTHING";
constexpr std::string_view kCasesOfAlert =
    "SELECT case_number FROM monitor_alert_case WHERE alert = $1 ORDER BY case_number";
constexpr std::string_view kAnswer = "SELECT octets FROM monitor_answer WHERE sm3 = $1";

constexpr std::array kStates{AlertState::Open, AlertState::Confirmed, AlertState::Dismissed};

base::Error none() {
  return make_error(ErrorKind::NotFound, "supervision.monitoring.none");
}

AlertState parse_state(std::string_view name) {
  const auto* found = std::find_if(kStates.begin(), kStates.end(),
                                   [&](AlertState state) { return alert_state_name(state) == name; });
  return found == kStates.end() ? AlertState::Open : *found;  // the table's CHECK keeps others out
}

/// "530000" stands for what begins with 53; "000000", and an empty one, for everything.
std::string pattern_of(std::string reach) {
  while (reach.size() >= 2 && reach.ends_with("00")) reach.resize(reach.size() - 2);
  return reach + "%";
}

base::Bytes id_of(const AlertId& id) {
  return base::to_bytes(id.bytes());
}

Result<Monitored> to_monitored(const store::Row& row) {
  Monitored monitored;
  YX_TRY(monitored.filing, Filing::parse(row.text(0)));
  monitored.every = std::chrono::minutes(row.integer(1));
  monitored.next_at = base::from_micros(row.integer(2));
  monitored.set_by = row.text(3);
  monitored.set_at = base::from_micros(row.integer(4));
  if (!row.is_null(6)) monitored.last_at = base::from_micros(row.integer(6));
  if (!row.is_null(7)) monitored.findings = row.integer(7);
  return monitored;
}

Result<Alert> to_alert(store::Connection& connection, const store::Row& row) {
  YX_TRY(const AlertId id, AlertId::from_bytes(row.blob(0)));
  Alert alert{id, row.text(1), row.text(12), {row.text(2), row.text(3), row.text(4), {}}, {}, {}, 1, {}, {},
              {}, {}};
  alert.first_at = base::from_micros(row.integer(5));
  alert.last_at = base::from_micros(row.integer(6));
  alert.times = row.integer(7);
  if (!row.is_null(8)) alert.ended_at = base::from_micros(row.integer(8));
  alert.state = parse_state(row.text(9));
  if (!row.is_null(10)) alert.reason = row.text(10);
  if (!row.is_null(11)) alert.decided_by = row.text(11);
  YX_TRY(const auto evidence, connection.query(kEvidence, {row.blob(0)}));
  for (const store::Row& shown : evidence) {
    YX_TRY(const proof::Hash sm3, proof::to_hash(shown.blob(0)));
    alert.finding.evidence.push_back(sm3);
  }
  return alert;
}

Result<std::vector<Alert>> read_alerts(store::Database& database, std::string_view sql,
                                       const store::Values& values) {
  std::vector<Alert> alerts;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(sql, values));
    for (const store::Row& row : rows) {
      YX_TRY(Alert alert, to_alert(connection, row));
      alerts.push_back(std::move(alert));
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return alerts;
}

}  // namespace

std::string_view alert_state_name(AlertState state) {
  constexpr std::array<std::string_view, 3> kNames{"open", "confirmed", "dismissed"};
  return kNames.at(static_cast<std::size_t>(state));
}

void keep_provider(store::WriteSet& set, const Monitored& monitored) {
  set.add(kKeepProvider,
          {monitored.filing.provider, monitored.filing.text(), std::int64_t{monitored.every.count()},
           base::to_micros(monitored.set_at), monitored.set_by, monitored.filing.region});
}

Result<std::vector<std::string>> due_providers(store::Database& database, base::Time now,
                                               std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kDue, {base::to_micros(now), limit}));
  std::vector<std::string> due;
  for (const store::Row& row : rows) due.push_back(row.text(0));
  return due;
}

Result<std::vector<Monitored>> list_providers(store::Database& database, const std::string& reach,
                                              std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListProviders, {limit, pattern_of(reach)}));
  std::vector<Monitored> all;
  for (const store::Row& row : rows) {
    YX_TRY(Monitored monitored, to_monitored(row));
    all.push_back(std::move(monitored));
  }
  return all;
}

Result<MonitoredProvider> find_provider(store::Database& database, const std::string& provider) {
  MonitoredProvider found;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(kFindProvider, {provider}));
    if (rows.empty()) return none();
    YX_TRY(found.monitored, to_monitored(rows.front()));
    if (!rows.front().is_null(5)) found.seen.head = rows.front().text(5);
    YX_TRY(const auto numbers, connection.query(kNumbers, {provider}));
    for (const store::Row& number : numbers) found.seen.numbers[number.text(0)] = number.integer(1);
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return found;
}

void keep_round(store::WriteSet& set, const MonitoredProvider& provider, const Round& round,
                base::ByteView id) {
  const std::string& name = provider.monitored.filing.provider;
  const base::Time next = round.at + provider.monitored.every;
  Value head = store::kNull;
  if (!round.seen.head.empty()) head = round.seen.head;
  set.add_expecting(1, make_error(ErrorKind::Conflict, "supervision.monitoring.taken"), kClaim,
                    {name, base::to_micros(provider.monitored.next_at), base::to_micros(next), head});
  for (const auto& [target, number] : round.seen.numbers) set.add(kKeepNumber, {name, target, number});
  const base::Bytes key = base::to_bytes(id);
  set.add(kInsertRound,
          {key, name, base::to_micros(round.at), static_cast<std::int64_t>(round.findings.size())});
  for (const RawAnswer& answer : round.answers) {
    set.add(kInsertProbe, {key, answer.target, base::to_bytes(answer.sm3),
                           static_cast<std::int64_t>(answer.octets.size())});
  }
}

void insert_alert(store::WriteSet& set, const Alert& alert, const std::vector<RawAnswer>& answers) {
  const Finding& finding = alert.finding;
  for (const RawAnswer& answer : answers) {
    const bool shows =
        std::find(finding.evidence.begin(), finding.evidence.end(), answer.sm3) != finding.evidence.end();
    if (shows) {
      set.add_any(kInsertAnswer,
                  {base::to_bytes(answer.sm3), answer.octets, base::to_micros(alert.first_at)});
    }
  }
  set.add(kInsertAlert, {id_of(alert.id), alert.provider, finding.code, finding.target, finding.detail,
                         base::to_micros(alert.first_at)});
  for (const crypto::Sm3Digest& sm3 : finding.evidence)
    set.add(kInsertEvidence, {id_of(alert.id), base::to_bytes(sm3)});
}

void touch_alert(store::WriteSet& set, const AlertId& id, base::Time at) {
  set.add(kTouch, {id_of(id), base::to_micros(at)});
}

void end_alert(store::WriteSet& set, const AlertId& id, base::Time at) {
  set.add(kEnd, {id_of(id), base::to_micros(at)});
}

void decide_alert(store::WriteSet& set, const Alert& alert, base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "supervision.monitoring.decided"), kDecide,
                    {id_of(alert.id), std::string(alert_state_name(alert.state)), alert.reason,
                     alert.decided_by, base::to_micros(at)});
}

Result<std::vector<Alert>> lasting_alerts(store::Database& database, const std::string& provider) {
  return read_alerts(database, kLasting, {provider});
}

Result<std::vector<Alert>> list_alerts(store::Database& database, const AlertFilter& filter,
                                       std::int64_t limit) {
  constexpr std::size_t kIdSize = 16;
  const base::Bytes last = filter.before ? id_of(*filter.before) : base::Bytes(kIdSize, 0xFF);
  if (!filter.state)
    return read_alerts(database, kList, {last, limit, filter.provider, pattern_of(filter.reach)});
  return read_alerts(
      database, kListState,
      {last, limit, filter.provider, pattern_of(filter.reach), std::string(alert_state_name(*filter.state))});
}

Result<Alert> find_alert(store::Database& database, const AlertId& id) {
  YX_TRY(std::vector<Alert> found, read_alerts(database, kFindAlert, {id_of(id)}));
  if (found.empty()) return none();
  return std::move(found.front());
}

void bind_case(store::WriteSet& set, const AlertId& id, const std::string& case_number) {
  set.add_any(kBindCase, {id_of(id), case_number});
}

Result<std::vector<std::string>> cases_of_alert(store::Database& database, const AlertId& id) {
  YX_TRY(const auto rows, database.query(kCasesOfAlert, {id_of(id)}));
  std::vector<std::string> numbers;
  for (const store::Row& row : rows) numbers.push_back(row.text(0));
  return numbers;
}

Result<base::Bytes> find_answer(store::Database& database, const crypto::Sm3Digest& sm3) {
  YX_TRY(const auto rows, database.query(kAnswer, {base::to_bytes(sm3)}));
  if (rows.empty()) return none();
  return rows.front().blob(0);
}

}  // namespace yinxin::supervision
