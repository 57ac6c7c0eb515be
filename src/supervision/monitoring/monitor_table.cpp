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
    "INSERT INTO monitored_provider (provider, filing, every, next_at, set_by, set_at) "
    "VALUES ($1, $2, $3, $4, $5, $4) ON CONFLICT (provider) DO UPDATE SET filing = excluded.filing, "
    "every = excluded.every, next_at = excluded.next_at, set_by = excluded.set_by, set_at = excluded.set_at";
constexpr std::string_view kDue =
    "SELECT provider, next_at FROM monitored_provider WHERE next_at <= $1 ORDER BY next_at, provider LIMIT "
    "$2";
constexpr std::string_view kFindProvider =
    "SELECT filing, every, next_at, head FROM monitored_provider WHERE provider = $1";
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
#define YX_ALERT_COLUMNS                                                                           \
  "SELECT id, provider, code, target, detail, first_at, last_at, times, ended_at, state, reason, " \
  "decided_by "                                                                                    \
  "FROM monitor_alert "
constexpr std::string_view kLasting = YX_ALERT_COLUMNS "WHERE provider = $1 AND ended_at IS NULL ORDER BY id";
constexpr std::string_view kFindAlert = YX_ALERT_COLUMNS "WHERE id = $1";
constexpr std::string_view kList = YX_ALERT_COLUMNS "WHERE id < $1 ORDER BY id DESC LIMIT $2";
constexpr std::string_view kListState =
    YX_ALERT_COLUMNS "WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2";
#undef YX_ALERT_COLUMNS
constexpr std::string_view kEvidence = "SELECT sm3 FROM monitor_evidence WHERE alert = $1 ORDER BY sm3";
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

base::Bytes id_of(const AlertId& id) {
  return base::to_bytes(id.bytes());
}

Result<Alert> to_alert(store::Connection& connection, const store::Row& row) {
  YX_TRY(const AlertId id, AlertId::from_bytes(row.blob(0)));
  Alert alert{id, row.text(1), {row.text(2), row.text(3), row.text(4), {}}, {}, {}, 1, {}, {}, {}, {}};
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

void keep_provider(store::WriteSet& set, const Filing& filing, std::chrono::minutes every,
                   const std::string& by, base::Time at) {
  set.add(kKeepProvider,
          {filing.provider, filing.text(), std::int64_t{every.count()}, base::to_micros(at), by});
}

Result<std::vector<std::pair<std::string, std::int64_t>>> due_providers(store::Database& database,
                                                                        base::Time now, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kDue, {base::to_micros(now), limit}));
  std::vector<std::pair<std::string, std::int64_t>> due;
  for (const store::Row& row : rows) due.emplace_back(row.text(0), row.integer(1));
  return due;
}

Result<MonitoredProvider> find_provider(store::Database& database, const std::string& provider) {
  MonitoredProvider found;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(kFindProvider, {provider}));
    if (rows.empty()) return none();
    const store::Row& row = rows.front();
    YX_TRY(found.filing, Filing::parse(row.text(0)));
    found.every = row.integer(1);
    found.next_at = row.integer(2);
    if (!row.is_null(3)) found.seen.head = row.text(3);
    YX_TRY(const auto numbers, connection.query(kNumbers, {provider}));
    for (const store::Row& number : numbers) found.seen.numbers[number.text(0)] = number.integer(1);
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return found;
}

void keep_round(store::WriteSet& set, const MonitoredProvider& provider, const Round& round,
                base::ByteView id) {
  const std::string& name = provider.filing.provider;
  const base::Time next = round.at + std::chrono::minutes(provider.every);
  Value head = store::kNull;
  if (!round.seen.head.empty()) head = round.seen.head;
  set.add_expecting(1, make_error(ErrorKind::Conflict, "supervision.monitoring.taken"), kClaim,
                    {name, provider.next_at, base::to_micros(next), head});
  for (const auto& [target, number] : round.seen.numbers) set.add(kKeepNumber, {name, target, number});
  const base::Bytes key = base::to_bytes(id);
  set.add(kInsertRound,
          {key, name, base::to_micros(round.at), static_cast<std::int64_t>(round.findings.size())});
  for (const RawAnswer& answer : round.answers) {
    set.add(kInsertProbe, {key, answer.target, base::to_bytes(answer.sm3),
                           static_cast<std::int64_t>(answer.octets.size())});
  }
}

void insert_alert(store::WriteSet& set, const Alert& alert, const Round& round) {
  const Finding& finding = alert.finding;
  for (const RawAnswer& answer : round.answers) {
    const bool shows =
        std::find(finding.evidence.begin(), finding.evidence.end(), answer.sm3) != finding.evidence.end();
    if (shows) {
      set.add_any(kInsertAnswer, {base::to_bytes(answer.sm3), answer.octets, base::to_micros(round.at)});
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

Result<std::vector<Alert>> list_alerts(store::Database& database, const std::optional<AlertState>& state,
                                       const std::optional<AlertId>& before, std::int64_t limit) {
  constexpr std::size_t kIdSize = 16;
  const base::Bytes last = before ? id_of(*before) : base::Bytes(kIdSize, 0xFF);
  if (!state) return read_alerts(database, kList, {last, limit});
  return read_alerts(database, kListState, {last, limit, std::string(alert_state_name(*state))});
}

Result<Alert> find_alert(store::Database& database, const AlertId& id) {
  YX_TRY(std::vector<Alert> found, read_alerts(database, kFindAlert, {id_of(id)}));
  if (found.empty()) return none();
  return std::move(found.front());
}

Result<base::Bytes> find_answer(store::Database& database, const crypto::Sm3Digest& sm3) {
  YX_TRY(const auto rows, database.query(kAnswer, {base::to_bytes(sm3)}));
  if (rows.empty()) return none();
  return rows.front().blob(0);
}

}  // namespace yinxin::supervision
