// The days of a year on which duties begin or are due: what opens by itself, what runs in cases, what the
// licence and the published rules ask for.
#include <algorithm>

#include "compliance/duty_table.hpp"
#include "compliance/state.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using EntryState = CalendarEntry::State;

namespace {

constexpr int kFirstCalendarYear = 2024;  // the regulation is in force since
constexpr int kLastCalendarYear = 2099;
constexpr std::string_view kLicenceEnd = "C06";
constexpr std::string_view kRenewal = "C08";
constexpr std::string_view kFiling = "C10";

struct Year {
  base::Date first;
  base::Date last;
  base::Date today;

  bool has(base::Date day) const { return day >= first && day <= last; }
};

/// Collects the entries of one year; what the rules say of each is looked up in the book.
class YearCollector {
 public:
  YearCollector(const rules::Book& book, Year year) : book_(book), year_(year) {}

  void add(CalendarEntry entry) {
    if (year_.has(entry.day)) entries_.push_back(std::move(entry));
  }
  /// Of a statutory period: its name, articles, and the duty that it belongs to.
  CalendarEntry of_period(std::string_view id, base::Date day, bool done) const {
    CalendarEntry entry;
    entry.day = day;
    entry.state = done ? EntryState::Done : state_of(day);
    describe(entry, id);
    return entry;
  }
  void describe(CalendarEntry& entry, std::string_view statutory) const {
    const rules::StatutoryClock* clock = rules::find_by(book_.clocks, &rules::StatutoryClock::id, statutory);
    if (clock == nullptr) return;
    entry.statutory = clock->id;
    if (entry.name.zh.empty()) entry.name = clock->name;
    if (entry.cites.empty()) entry.cites = clock->cites;
    entry.penalty = clock->penalty;
    const rules::Duty* duty = rules::find_by(book_.duties, &rules::Duty::clock, statutory);
    if (duty == nullptr) return;
    entry.duty = duty->id;
    if (!duty->penalty.empty()) entry.penalty = duty->penalty;
  }
  EntryState state_of(base::Date day) const {
    return day < year_.today ? EntryState::Overdue : EntryState::Open;
  }
  const Year& year() const { return year_; }

  std::vector<CalendarEntry> take() {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const CalendarEntry& a, const CalendarEntry& b) { return a.day < b.day; });
    return std::move(entries_);
  }

 private:
  const rules::Book& book_;
  const Year year_;
  std::vector<CalendarEntry> entries_;
};

/// "C12" where rules/clocks.toml says that this clock of this procedure runs it; else nothing.
std::string statutory_of(const rules::Book& book, const std::string& procedure, const std::string& clock) {
  const std::string runs = procedure + "/" + clock;
  for (const rules::StatutoryClock& one : book.clocks) {
    if (std::find(one.runs_in.begin(), one.runs_in.end(), runs) != one.runs_in.end()) return one.id;
  }
  return {};
}

const procedure::Clock* clock_in(const std::map<std::string, std::vector<procedure::Procedure>>& procedures,
                                 const cases::DueDay& due) {
  const auto versions = procedures.find(due.procedure);
  if (versions == procedures.end()) return nullptr;
  for (const procedure::Procedure& version : versions->second) {
    if (version.version != due.procedure_version) continue;
    for (const procedure::Clock& clock : version.clocks) {
      if (clock.id == due.clock) return &clock;
    }
  }
  return nullptr;
}

Result<void> add_openings(YearCollector& into, const rules::Book& book, store::Database& database,
                          const cases::Service& cases, const cases::Caller& caller,
                          const Standing& standing) {
  const Year& year = into.year();
  YX_TRY(const auto opened, find_openings(database, year.first, year.last));
  const base::Date before = std::chrono::sys_days(year.first) - std::chrono::days(1);
  for (const rules::Opening& opening : rules::openings(book, before, year.last)) {
    if (opening.duty->by != "provider") continue;
    CalendarEntry entry;
    entry.day = opening.on;
    entry.opens = true;
    entry.duty = opening.duty->id;
    entry.name = opening.duty->name;
    entry.cites = opening.duty->cites;
    entry.penalty = opening.duty->penalty;
    entry.statutory = opening.duty->clock;
    entry.procedure = opening.duty->done_by_procedure;
    const auto found = std::find_if(opened.begin(), opened.end(), [&](const OpenedDuty& one) {
      return one.duty == opening.duty->id && one.period == opening.period;
    });
    if (found != opened.end()) {
      const auto view = cases.read(found->case_number, caller);
      if (!view && view.error().kind != ErrorKind::NotFound) return view.error();
      if (view) entry.case_number = found->case_number;
      entry.state = view && view->found.ended ? EntryState::Done : EntryState::Open;
    } else if (opening.on <= year.today || (!standing.licences.empty() && !is_owed(opening, standing))) {
      continue;  // before the provider was here, or of a time without a licence
    }
    into.add(std::move(entry));
  }
  return {};
}

}  // namespace

/// The end of the licence, and the last day to apply for its renewal: done, where that was applied for since
/// the licence began.
Result<std::vector<Service::State::LicenceDay>> Service::State::licence_days() const {
  const auto imported = house.policy.licence();
  if (!imported && imported.error().kind == ErrorKind::NotFound) return std::vector<LicenceDay>();
  if (!imported) return imported.error();
  constexpr std::chrono::hours kBeijingAhead{8};
  const policy::Licence& licence = imported->licence;
  std::vector<LicenceDay> days{{kLicenceEnd, licence.valid_to, false}};
  const auto* renewal = rules::find_by(options.book.clocks, &rules::StatutoryClock::id, kRenewal);
  if (renewal == nullptr) return days;
  bool applied = false;
  if (options.renewal_applied) {
    YX_TRY(applied,
           options.renewal_applied(base::Time(std::chrono::sys_days(licence.valid_from)) - kBeijingAhead));
  }
  const base::CalendarDays length{static_cast<int>(renewal->length)};
  days.push_back({kRenewal, house.calendar.before(licence.valid_to, length).due_raw, applied});
  return days;
}

Result<std::vector<CalendarEntry>> Service::calendar(int year, const cases::Service& cases,
                                                     const cases::Caller& caller) const {
  if (year < kFirstCalendarYear || year > kLastCalendarYear)
    return make_error(ErrorKind::Malformed, "compliance.year");
  const std::chrono::year y(year);
  const rules::Book& book = state_->options.book;
  YearCollector collector(book,
                          {base::Date(y, std::chrono::January, std::chrono::day(1)),
                           base::Date(y, std::chrono::December, std::chrono::day(31)), state_->today()});
  YX_TRY(const Standing standing, state_->standing());
  YX_CHECK(add_openings(collector, book, state_->house.database, cases, caller, standing));
  YX_TRY(const auto due_days, cases.due_days(caller, collector.year().first, collector.year().last));
  for (const cases::DueDay& due : due_days) {
    CalendarEntry entry;
    entry.day = due.due_raw;
    entry.state = due.overdue ? EntryState::Overdue : collector.state_of(due.due_raw);
    if (due.paused) entry.state = EntryState::Open;
    entry.case_number = due.number;
    entry.procedure = due.procedure;
    entry.item = due.item;
    entry.provisional = due.provisional;
    if (const procedure::Clock* clock = clock_in(state_->options.procedures, due)) {
      entry.name = clock->name;
      entry.cites = clock->cites;
    }
    collector.describe(entry, statutory_of(book, due.procedure, due.clock));
    collector.add(std::move(entry));
  }
  YX_TRY(const auto licence_days, state_->licence_days());
  for (const State::LicenceDay& one : licence_days)
    collector.add(collector.of_period(one.statutory, one.day, one.done));
  YX_TRY(const auto versions, state_->house.policy.rules(false));
  for (const policy::RulesVersion& version : versions)
    collector.add(collector.of_period(kFiling, version.filing_due, version.filed_at.has_value()));
  return collector.take();
}

}  // namespace yinxin::compliance
