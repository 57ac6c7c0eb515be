#include "ceiling.hpp"

#include <map>

namespace yinxin::bench {

namespace {

/// The statements of one certificate, in the order in which its way has them.
struct Written {
  std::vector<store::Values> intent_acts, issued_acts, steps;
  store::Values intent, issued, application, request;
};

constexpr std::string_view kIntent =
    "INSERT INTO certificate (issuer, serial, state, profile, application, rules_version, crl_partition, "
    "not_before, not_after, intended_at, tbs, object) VALUES ($1, $2, 'intended', $3, $4, $5, $6, $7, $8, "
    "$9, "
    "$10, $11)";
constexpr std::string_view kPlace =
    "UPDATE crl_partition SET assigned = assigned + 1 WHERE issuer = $1 AND number = $2";
constexpr std::string_view kAct =
    "INSERT INTO act_record (id, at, act, object, fingerprint, commitment, record, opening) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view kIssued =
    "UPDATE certificate SET state = 'issued', tbs = NULL, der = $3, fingerprint = $4, issued_at = $5 "
    "WHERE issuer = $1 AND serial = $2";
constexpr std::string_view kApplication =
    "UPDATE application SET state = $2, version = $3, serial = $4, not_after = $5, due_at = $6, due_event = "
    "$7 WHERE number = $1";
constexpr std::string_view kStep =
    "INSERT INTO application_step (number, position, event, actor, at, inputs) VALUES ($1, $2, $3, $4, $5, "
    "$6)";
constexpr std::string_view kRequest =
    "INSERT INTO signed_request (actor, operation, idempotency_key, request_mac, at, status, answer) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kNumber = "UPDATE act_record SET seq = $2 WHERE id = $1";

store::Rows rows(store::Database& database, std::string_view sql, std::int64_t since) {
  return need(database.query(sql, {since}));
}

std::vector<Written> read_run(store::Database& database, std::int64_t since) {
  std::vector<Written> all;
  std::map<std::string, std::size_t> by_object;
  for (const store::Row& row : rows(
           database,
           "SELECT issuer, serial, profile, application, rules_version, crl_partition, not_before, "
           "not_after, intended_at, der, object, fingerprint, issued_at FROM certificate WHERE intended_at > "
           "$1 AND application IS NOT NULL ORDER BY issued_at",
           since)) {
    by_object[row.text(10)] = by_object["application/" + row.text(3)] = all.size();
    Written& one = all.emplace_back();
    one.intent.assign(row.values().begin(), row.values().begin() + 11);
    one.issued = {row.values()[0], row.values()[1], row.values()[9], row.values()[11], row.values()[12]};
  }
  for (const store::Row& row : rows(database,
                                    "SELECT id, at, act, object, fingerprint, commitment, record, opening "
                                    "FROM act_record WHERE at > $1 ORDER BY seq",
                                    since)) {
    const auto found = by_object.find(row.text(3));
    if (found == by_object.end()) continue;
    Written& one = all[found->second];
    (one.intent_acts.empty() ? one.intent_acts : one.issued_acts).push_back(row.values());
  }
  for (const store::Row& row : rows(database,
                                    "SELECT number, position, event, actor, at, inputs FROM application_step "
                                    "WHERE at > $1",
                                    since)) {
    const auto found = by_object.find("application/" + row.text(0));
    if (found != by_object.end()) all[found->second].steps.push_back(row.values());
  }
  for (const store::Row& row : rows(database,
                                    "SELECT number, state, version, serial, not_after, due_at, due_event "
                                    "FROM application WHERE number "
                                    "IN (SELECT application FROM certificate WHERE intended_at > $1)",
                                    since)) {
    all[by_object.at("application/" + row.text(0))].application = row.values();
  }
  const auto requests = rows(database,
                             "SELECT actor, operation, idempotency_key, request_mac, at, status, answer FROM "
                             "signed_request WHERE at > $1",
                             since);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].request = requests.at(i).values();
  return all;
}

class Replay {
 public:
  explicit Replay(store::Database& database)
      : connection_(need(database.connect())),
        number_(need(database.query("SELECT MAX(seq) FROM act_record", {})).at(0).integer(0)) {}

  void batch(std::span<const Written> batch) {
    need(connection_->begin());
    for (const Written& one : batch) {
      run(kIntent, one.intent);
      run(kPlace, {one.intent[0], one.intent[5]});
      for (const store::Values& act : one.intent_acts) run(kAct, act);
    }
    need(connection_->commit());
    need(connection_->begin());
    for (const Written& one : batch) {
      run(kIssued, one.issued);
      run(kApplication, one.application);
      for (const store::Values& step : one.steps) run(kStep, step);
      for (const store::Values& act : one.issued_acts) run(kAct, act);
      run(kRequest, one.request);
    }
    need(connection_->commit());
    need(connection_->begin());
    for (const Written& one : batch) {
      for (const auto* acts : {&one.intent_acts, &one.issued_acts})
        for (const store::Values& act : *acts) run(kNumber, {act[0], ++number_});
    }
    need(connection_->commit());
  }

 private:
  void run(std::string_view sql, const store::Values& values) {
    if (need(connection_->execute(sql, values)) != 1) throw std::runtime_error("a row of the run is missing");
  }

  std::unique_ptr<store::Connection> connection_;
  std::int64_t number_;
};

}  // namespace

Ceiling::Ceiling(const House& house)
    : original_(house.open_database()), copy_((house.folder() / "server/ceiling.db").string()) {
  for (const char* table : {"act_record", "application_step", "signed_request"}) {
    const auto rows = need(original_->query("SELECT MAX(at) FROM " + std::string(table), {}));
    since_ = std::max(since_, rows.at(0).integer(0));
  }
  need(need(original_->connect())->execute("VACUUM INTO $1", {copy_}));
}

double Ceiling::certificates_per_second(std::size_t batch) {
  const std::vector<Written> run = read_run(*original_, since_);
  const auto database = need(store::Database::open("sqlite:" + copy_));
  Replay replay(*database);
  const double seconds = spent(wall_seconds, [&] {
    for (std::size_t at = 0; at < run.size(); at += batch)
      replay.batch(std::span(run).subspan(at, std::min(batch, run.size() - at)));
  });
  return static_cast<double>(run.size()) / seconds;
}

}  // namespace yinxin::bench
