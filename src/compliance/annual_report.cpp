// The figures of an annual report (article 35): counted by the departments' own queries in one snapshot, kept
// as a file whose SM3 stands in the ledger.
#include <algorithm>

#include "compliance/annual_report_table.hpp"
#include "compliance/state.hpp"
#include "ledger/statistics.hpp"
#include "proof/annual_report.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::ActCode;
using proof::AnnualReport;

namespace {

constexpr std::string_view kNothingMeasured = "统计期间没有可以计算的记录";
constexpr std::string_view kNobodyCounts = "本机构没有登记这项数据的登记簿";

/// What acts alone tell.
std::vector<store::Statistic> of_acts() {
  using ledger::count_acts;
  using ledger::Counting;
  return {count_acts("certificates.renewed", ActCode::Renewed),
          count_acts("certificates.rekeyed", ActCode::Rekeyed),
          count_acts("certificates.changed", ActCode::Changed),
          count_acts("applications.submitted", ActCode::ApplicationSubmitted),
          count_acts("applications.accepted", ActCode::ApplicationAccepted),
          count_acts("applications.refused", ActCode::ApplicationRefused),
          count_acts("applications.withdrawn", ActCode::ApplicationWithdrawn),
          count_acts("applications.closed", ActCode::ApplicationClosed),
          count_acts("complaints.received", ActCode::ComplaintReceived),
          count_acts("complaints.answered", ActCode::ComplaintAnswered, Counting::Objects),
          count_acts("training.recorded", ActCode::TrainingRecorded),
          count_acts("training.tested", ActCode::TestRecorded),
          count_acts("training.authorised", ActCode::PostAuthorised),
          count_acts("delegation.signed", ActCode::DelegationSigned, Counting::Objects),
          count_acts("delegation.started", ActCode::DelegationStarted, Counting::Objects),
          count_acts("delegation.suspended", ActCode::DelegationSuspended, Counting::Objects),
          count_acts("delegation.ended", ActCode::DelegationEnded, Counting::Objects),
          count_acts("delegation.supervised", ActCode::DelegationSupervised),
          count_acts("events.discovered", ActCode::EventDiscovered),
          count_acts("events.reported", ActCode::EventReported),
          count_acts("staff.entered", ActCode::StaffEntered),
          count_acts("staff.left", ActCode::StaffLeft),
          count_acts("lists.issued", ActCode::CrlIssued)};
}

const store::Statistic* counted_by(const std::vector<store::Statistic>& statistics, std::string_view id) {
  const auto found = std::find_if(statistics.begin(), statistics.end(),
                                  [&](const store::Statistic& one) { return one.id == id; });
  return found == statistics.end() ? nullptr : &*found;
}

Result<void> count_one(store::Connection& connection, const proof::AnnualFigure& figure,
                       const store::Statistic& statistic, AnnualReport& report) {
  YX_TRY(const auto rows,
         connection.query(statistic.sql, {base::to_micros(report.from), base::to_micros(report.to)}));
  std::vector<AnnualReport::Figure> parts;
  for (const store::Row& row : rows) {
    const auto number = row.optional_integer(1);
    if (number && *number >= 0)
      parts.push_back({statistic.id, row.text(0), static_cast<std::uint64_t>(*number), {}});
  }
  std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.part < b.part; });
  if (parts.empty() && !figure.parts)
    report.figures.push_back({statistic.id, "", std::nullopt, std::string(kNothingMeasured)});
  else
    report.queries.push_back({statistic.id, statistic.sql});
  report.figures.insert(report.figures.end(), parts.begin(), parts.end());
  return {};
}

Result<void> count_all(store::Connection& connection, const std::vector<store::Statistic>& statistics,
                       AnnualReport& report) {
  for (const proof::AnnualFigure& figure : proof::annual_figures()) {
    const store::Statistic* statistic = counted_by(statistics, figure.id);
    if (statistic != nullptr) {
      YX_CHECK(count_one(connection, figure, *statistic, report));
      continue;
    }
    const std::string_view why = figure.absent.empty() ? kNobodyCounts : figure.absent;
    report.figures.push_back({std::string(figure.id), "", std::nullopt, std::string(why)});
  }
  return {};
}

/// The span of what has passed of the year.
Result<AnnualReport> span_of(int year, base::Time now) {
  AnnualReport report;
  if (year < proof::kFirstReportYear || year > proof::kLastReportYear)
    return make_error(ErrorKind::Malformed, "compliance.report_year", std::to_string(year));
  constexpr std::chrono::hours kBeijing{8};
  const base::Time midnight = base::Time(std::chrono::sys_days(base::beijing_date(now))) - kBeijing;
  report.year = year;
  report.from = proof::beginning_of_year(year);
  report.to = std::min(proof::beginning_of_year(year + 1), midnight);
  report.made_at = std::chrono::floor<std::chrono::seconds>(now);
  if (report.from >= report.to)
    return make_error(ErrorKind::Malformed, "compliance.report_year", std::to_string(year));
  // An act that was timed before midnight may be committed after it.
  if (now < report.to + proof::kActTimeTolerance)
    return make_error(ErrorKind::NotYet, "compliance.report_early");
  return report;
}

AnnualNote note_of(const AnnualReport& report, const std::string& content, const officers::Actor& actor) {
  AnnualNote note;
  note.year = report.year;
  note.number = report.number;
  note.made_at = report.made_at;
  note.made_by = actor.id;
  note.sm3 = crypto::sm3(base::as_bytes(content));
  note.complete = report.complete();
  for (const proof::Balance& one : proof::balance(report.figures)) {
    if (!one.holds()) note.broken.emplace_back(one.equation->id);
  }
  return note;
}

}  // namespace

std::vector<store::Statistic> Service::State::statistics() const {
  std::vector<store::Statistic> all = of_acts();
  all.insert(all.end(), options.statistics.begin(), options.statistics.end());
  return all;
}

Result<std::string> Service::State::count_year(int year, AnnualNote& note,
                                               const officers::Actor& actor) const {
  YX_TRY(AnnualReport report, span_of(year, house.clock.now()));
  YX_TRY(const policy::Service::Imported imported, house.policy.licence());
  report.provider = imported.licence.holder_name;
  report.credit_code = imported.licence.credit_code;
  report.licence = imported.licence.number;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto head, ledger::head_over(connection, report.to));
    if (!head) return make_error(ErrorKind::NotYet, "compliance.report_uncovered");
    report.head = *head;
    YX_TRY(report.number, next_report(connection, year));
    return count_all(connection, statistics(), report);
  }));
  std::string content = report.to_json();
  note = note_of(report, content, actor);
  return content;
}

void Service::make_report(int year, const officers::Actor& actor, store::Remember<AnnualNote> remember,
                          base::Completion<AnnualNote> done) {
  const auto may = officers::require_role(actor, officers::Role::ComplianceOfficer);
  if (!may) return done(may.error());
  AnnualNote note;
  const auto content = state_->count_year(year, note, actor);
  if (!content) return done(content.error());
  store::WriteSet rows;
  insert_report(rows, note, *content);
  ledger::Act act = act_by(actor, ActCode::AnnualReportMade, proof::annual_report_object(year, note.number));
  add_fact(act, proof::kAnnualReportFact, base::to_hex(note.sm3));
  state_->commit(std::move(rows), act, std::move(note), remember, std::move(done));
}

Result<std::vector<AnnualNote>> Service::reports() const {
  return list_reports(state_->house.database);
}

Result<std::string> Service::report(int year, std::int64_t number) const {
  return find_report(state_->house.database, year, number);
}

Result<bool> Service::keeps_report(const crypto::Sm3Digest& sm3, bool final) const {
  YX_TRY(const auto kept, reports());
  return std::any_of(kept.begin(), kept.end(), [&](const AnnualNote& one) {
    return one.sm3 == sm3 && (!final || (one.complete && one.broken.empty()));
  });
}

}  // namespace yinxin::compliance
