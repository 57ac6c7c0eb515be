// Cases on SQLite with synchronous=FULL: transitions with their act records against plain rows in batches
// (bar: 2,000 a second); a pass of the scheduler over 100,000 open cases with clocks, with nothing due and
// with a thousand due (bar: 1 s), and with ten thousand, beside the rows of as many transitions; lists with
// filters over 100,000 or (--large) 1,000,000 cases (bar: p95 of 50 ms).
#include <atomic>
#include <random>

#include "base/ids.hpp"
#include "cases/file_table.hpp"
#include "cases/service.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "signer_thread.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kOpen = 100'000;
constexpr std::size_t kDue = 1'000;
constexpr std::size_t kManyDue = 10'000;
constexpr std::size_t kTransitions = 20'000;
constexpr std::size_t kBatch = store::Lane::kMaxBatchSets;
constexpr std::size_t kListed = 100'000;
constexpr std::size_t kLargeListed = 1'000'000;
constexpr int kQueries = 2'000;
constexpr std::int64_t kPage = 50;
const std::string kParty = "key/" + std::string(64, 'a');

std::shared_ptr<store::Database> open_database(const std::filesystem::path& file) {
  auto database = need(store::Database::open("sqlite:" + file.string()));
  need(store::migrate(*need(database->connect()), std::string(YX_SOURCE_DIR) + "/schema"));
  return database;
}

base::Time morning(const std::string& date) {
  return need(base::parse_utc(date + "T02:00:00Z"));
}

/// The SM3, so to speak, of a case's only file.
crypto::Sm3Digest file_of(std::size_t i) {
  crypto::Sm3Digest digest{};
  for (std::size_t at = digest.size(); i > 0; i >>= 8) digest[--at] = static_cast<std::uint8_t>(i);
  return digest;
}

cases::Opening application(std::size_t i) {
  using procedure::Rows;
  cases::Opening opening;
  opening.procedure = "licence_application";
  opening.party = kParty;
  opening.scope = "530000";
  opening.inputs = {{"organisation", std::string("云岭电子认证服务有限公司")},
                    {"credit_code", std::string("91110000600037341L")},
                    {"legal_nature", std::string("enterprise")},
                    {"domicile", std::string("530000")},
                    {"sections", std::vector<std::string>{"form", "staff"}},
                    {"package_sm3", base::to_hex(file_of(i))},
                    {"shareholders", Rows{{{"name", std::string("甲")},
                                           {"share", std::int64_t{10000}},
                                           {"foreign_share", std::int64_t{0}}}}},
                    {"foreign_investment", false},
                    {"staff", Rows{{{"kind", std::string("technical")}, {"headcount", std::int64_t{30}}}}}};
  return opening;
}

cases::Caller caller(const std::string& role) {
  cases::Caller made;
  made.actor.id = "officer/" + role;
  made.actor.signature_base = base::Bytes(300, 'x');
  made.actor.signature = base::Bytes(72, 1);
  made.roles = {role};
  made.reach = "000000";
  return made;
}

/// An office that plays licence applications, on a clock that is moved.
class Office {
 public:
  explicit Office(const std::string& name) : database(open_database(data / (name + ".db"))) {
    cases::Service::Options options;
    for (const std::string id : {"licence_application", "licence_status", "accountability"}) {
      const std::string file = std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml";
      options.procedures[id] = {need(procedure::load(file))};
    }
    const cases::Effect nothing = [](const cases::Happening&, cases::Consequences&) {
      return base::Result<void>();
    };
    options.effects = {{"register_entry", nothing}, {"licence_status", nothing}};
    options.settings = [](const cases::Case&) -> base::Result<procedure::Values> {
      return procedure::Values{{"reading.q04_supplement_days", std::int64_t{30}}};
    };
    auto calendar = need(base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar"));
    service = need(cases::Service::open({*database, *lane_, recorder_, clock, ids_, vault_,
                                         std::make_shared<const base::WorkCalendar>(std::move(calendar))},
                                        options));
  }

  std::vector<std::string> open_cases(std::size_t count) {
    hand_in(count);
    std::vector<std::string> numbers(count);
    all(count, [&](std::size_t i, const base::Completion<cases::Case>& done) {
      service->open_case(application(i), caller("province_intake_officer"), {},
                         [&numbers, i, done](base::Result<cases::Case> opened) {
                           if (opened) numbers[i] = opened->number;
                           done(std::move(opened));
                         });
    });
    return numbers;
  }
  void examine(const std::vector<std::string>& numbers) {
    all(numbers.size(), [&](std::size_t i, const base::Completion<cases::Case>& done) {
      const procedure::Values inputs{{"complete", true}, {"checklist_sm3", base::to_hex(file_of(i))}};
      service->perform({numbers[i], "examine_form", inputs, "", {}, false}, caller("province_intake_officer"),
                       {}, done);
    });
  }

  base::ManualClock clock{morning("2026-09-28")};
  Folder data{program_folder() + "/bench-data"};
  std::shared_ptr<store::Database> database;

 private:
  /// What the openings name.
  void hand_in(std::size_t count) {
    for (std::size_t at = 0; at < count; at += kBatch) {
      store::WriteSet set;
      for (std::size_t i = at; i < std::min(at + kBatch, count); ++i) {
        cases::FileNote note;
        note.id = ids_.next<struct FileTag>().text();
        note.procedure = "licence_application";
        note.input = "package_sm3";
        note.level = "L3";
        note.sm3 = file_of(i);
        note.name = "申请材料.pdf";
        note.media_type = "application/pdf";
        note.size = 1;
        note.added_by = "officer/province_intake_officer";
        note.added_at = clock.now();
        insert_file(set, vault_, note, base::as_bytes("x"));
      }
      need(lane_->commit(std::move(set)));
    }
  }

  template <class Start>
  static void all(std::size_t count, const Start& start) {
    std::atomic<bool> failed = false;
    InFlight in_flight(2 * kBatch);  // one batch is committed while the next gathers
    for (std::size_t i = 0; i < count; ++i) {
      in_flight.enter();
      start(i, [&](base::Result<cases::Case> result) {
        if (!result) failed = true;
        in_flight.leave();
      });
    }
    in_flight.wait_empty();
    if (failed) throw std::runtime_error("a case was not committed");
  }

  base::IdSource ids_{clock};
  ledger::Recorder recorder_{crypto::random_secret(crypto::kSealKeySize), ids_};
  privacy::Vault vault_{crypto::random_secret(crypto::kSealKeySize),
                        crypto::random_secret(crypto::kSealKeySize)};
  std::unique_ptr<store::Lane> lane_ = need(store::Lane::start(*database));

 public:
  std::unique_ptr<cases::Service> service;
};

/// Rows of cases without any case behind them.
class PlainRows {
 public:
  explicit PlainRows(store::Database& database) : connection_(need(database.connect())) {}

  void insert(std::size_t count) {
    constexpr std::size_t kRowsACommit = 10'000;
    std::mt19937_64 random(20261122);
    const auto pick = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
    for (std::size_t at = 0; at < count; at += kRowsACommit) {
      need(connection_->begin());
      for (std::size_t i = at; i < std::min(at + kRowsACommit, count); ++i) {
        const std::string province = std::to_string(11 + random() % 55);
        const auto opened = static_cast<std::int64_t>(1'700'000'000'000'000 + i * 1'000'000);
        store::Value due = store::kNull;
        if (random() % 2 == 0) due = opened + static_cast<std::int64_t>(random() % 4'000'000'000'000);
        need(connection_->execute(
            "INSERT INTO case_record (number, procedure, procedure_version, state, ended, version, party, "
            "scope, province, opened_at, due_at) VALUES ($1, $2, 'v', $3, 0, 1, $4, $5, $6, $7, $8)",
            {"N-" + std::to_string(i), pick(kProcedures), pick(kStates),
             "key/" + std::to_string(random() % (count / 10 + 1)), province + "0000", province, opened,
             due}));
      }
      need(connection_->commit());
    }
  }

  /// What a transition writes at the least: the case, its step, its act record.
  void change(std::size_t count) {
    const base::Bytes record(700, 7);
    for (std::size_t at = 0; at < count; at += kBatch) {
      need(connection_->begin());
      for (std::size_t i = at; i < std::min(at + kBatch, count); ++i) {
        const std::string number = "N-" + std::to_string(i);
        need(
            connection_->execute("UPDATE case_record SET version = version + 1 WHERE number = $1", {number}));
        need(connection_->execute(
            "INSERT INTO case_step (number, position, event, actor, origin, at, recorded_at, item, inputs) "
            "VALUES ($1, 0, 'examine_form', 'officer/x', 'person', 0, 0, '', $2)",
            {number, base::Bytes(120, 7)}));
        need(connection_->execute(
            "INSERT INTO act_record (id, at, act, object, commitment, record, opening) "
            "VALUES ($1, 0, 702, $2, $3, $4, $5)",
            {crypto::random_bytes(16), number, base::Bytes(32, 7), record, base::Bytes(60, 7)}));
      }
      need(connection_->commit());
    }
  }

  static inline const std::vector<std::string> kProcedures{"licence_application", "licence_change",
                                                           "licence_renewal", "licence_status"};
  static inline const std::vector<std::string> kStates{"received", "accepted", "reviewing", "to_decide",
                                                       "published"};

 private:
  std::unique_ptr<store::Connection> connection_;
};

void measure_transitions(Report& report) {
  Office office("transitions");
  const auto numbers = office.open_cases(kTransitions);
  const double before = cpu_seconds();
  const double ours = spent(wall_seconds, [&] { office.examine(numbers); });
  const double cpu = cpu_seconds() - before;
  const auto database = open_database(office.data / "plain.db");
  PlainRows plain(*database);
  plain.insert(kTransitions);
  const double plain_before = cpu_seconds();
  const double reference = spent(wall_seconds, [&] { plain.change(kTransitions); });
  const double plain_cpu = cpu_seconds() - plain_before;
  report.row({"transition", kTransitions / ours, "1/s", "the same three rows, 1,024 a commit",
              kTransitions / reference, 2'000, Better::Higher});
  report.row({"transition.cpu",
              1e6 * cpu / kTransitions,
              "us",
              "the same three rows, 1,024 a commit",
              1e6 * plain_cpu / kTransitions,
              {}});
}

struct Passes {
  double reminding = 0;
  double firing = 0;
};

/// Of the seconds up to the end of that day in Beijing, and at it.
Passes silence_ends(Office& office, const std::string& date, std::size_t due) {
  const base::Time midnight = need(base::parse_utc(date + "T16:00:00Z"));
  Passes passes;
  office.clock.set(midnight - std::chrono::seconds(1));
  passes.reminding = spent(wall_seconds, [&] { need(office.service->fire_due()); });
  office.clock.set(midnight);
  passes.firing = spent(wall_seconds, [&] {
    if (need(office.service->fire_due()) < due) throw std::runtime_error("not all fired");
  });
  return passes;
}

void measure_scheduler(Report& report) {
  Office office("scheduler");
  office.open_cases(kDue);
  office.clock.set(morning("2026-09-29"));
  office.open_cases(kManyDue);
  office.clock.set(morning("2026-09-30"));
  office.open_cases(kOpen - kDue - kManyDue);
  const auto count = [&] {
    need(office.database->query("SELECT count(*) FROM case_clock WHERE outcome IS NULL AND due_at > 0", {}));
  };
  const double counted = spent(wall_seconds, count);
  const double idle = spent(wall_seconds, [&] { need(office.service->fire_due()); });
  report.row({"pass.nothing_due", idle, "s", "counting the same clocks", counted, 1.0});
  // The reminders on the way there are sent first; then all that came on one day are deemed accepted at one
  // midnight: on 10 October what came on 28 September, on the 12th what came on the 29th.
  const Passes few = silence_ends(office, "2026-10-10", kDue);
  report.row({"pass.all_reminded", few.reminding, "s", "counting the same clocks", counted, {}});
  report.row({"pass.thousand_due", few.firing, "s", "counting the same clocks", counted, 1.0});
  const Passes many = silence_ends(office, "2026-10-12", kManyDue);
  const auto database = open_database(office.data / "plain.db");
  PlainRows plain(*database);
  plain.insert(kManyDue);
  const double rows = spent(wall_seconds, [&] { plain.change(kManyDue); });
  report.row({"pass.ten_thousand_due", many.firing, "s", "the three rows of as many transitions", rows, {}});
}

cases::Filter random_filter(std::mt19937_64& random) {
  cases::Filter filter;
  const auto chance = [&](int in) { return static_cast<int>(random() % static_cast<unsigned>(in)) == 0; };
  if (chance(2)) filter.procedure = PlainRows::kProcedures[random() % PlainRows::kProcedures.size()];
  if (!filter.procedure.empty() && chance(2))
    filter.state = PlainRows::kStates[random() % PlainRows::kStates.size()];
  if (chance(2)) filter.scope = std::to_string(11 + random() % 60) + "0000";  // some have no case at all
  if (chance(8)) filter.party = "key/" + std::to_string(random() % 1000);
  if (chance(4))
    filter.due_before =
        base::from_micros(1'700'000'000'000'000 + static_cast<std::int64_t>(random() % 4'000'000'000'000));
  return filter;
}

double percentile_95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() * 95 / 100];
}

void measure_lists(Report& report, std::size_t size) {
  Office office("lists");
  PlainRows(*office.database).insert(size);
  std::mt19937_64 random(20261122);
  std::vector<double> lists;
  std::vector<double> pages;
  for (int i = 0; i < kQueries; ++i) {
    const cases::Filter filter = random_filter(random);
    lists.push_back(1000 * spent(wall_seconds, [&] {
                      need(office.service->list(filter, caller("case_officer"), "", kPage));
                    }));
    const std::string from = "N-" + std::to_string(random() % size);
    pages.push_back(1000 * spent(wall_seconds, [&] {
                      need(office.database->query(
                          "SELECT number, procedure, state, version, party, scope, opened_at, due_at "
                          "FROM case_record WHERE number > $1 ORDER BY number LIMIT $2",
                          {from, kPage}));
                    }));
  }
  report.row({"list.p95." + std::to_string(size), percentile_95(lists), "ms",
              "p95 of as many rows by their key", percentile_95(pages), 50.0});
}

void measure(const Arguments& arguments) {
  Report report("cases", arguments.json);
  measure_transitions(report);
  measure_lists(report, arguments.large ? kLargeListed : kListed);
  measure_scheduler(report);
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
