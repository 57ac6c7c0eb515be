// Notices of days off (放假调休通知): proposed by one officer, confirmed by another, then counted with
// (requirements 3.1.11, 3.2; docs/decisions/0034).
#include <algorithm>
#include <array>

#include "cases/acts.hpp"
#include "cases/calendar_table.hpp"
#include "cases/notice_table.hpp"
#include "crypto/sm3.hpp"
#include "x509/text.hpp"

namespace yinxin::cases {

using base::Error;
using base::ErrorKind;
using base::make_error;
using base::Result;
using officers::Role;

namespace {

// Who prepares and who answers for it, at a provider and at a regulator.
constexpr std::array kProposers{Role::ComplianceOfficer, Role::ProvinceReviewOfficer, Role::CaseOfficer};
constexpr std::array kConfirmers{Role::ResponsiblePerson, Role::ProvinceHead, Role::DecidingOfficer};
constexpr std::size_t kMostDaysNamed = 10;  // in an error

using Year = std::pair<std::chrono::year, base::CalendarYear>;

Result<void> require_one_of(const std::array<Role, 3>& roles, const officers::Actor& actor) {
  if (std::any_of(roles.begin(), roles.end(), [&](Role role) { return actor.has(role); })) return {};
  std::vector<std::string> names;
  std::string text;
  for (const Role role : roles) {
    names.emplace_back(officers::role_name(role));
    text += (text.empty() ? "" : ", ") + names.back();
  }
  return officers::with_training(make_error(ErrorKind::Forbidden, "officers.role_needed", text), actor,
                                 names);
}

Result<Year> read_file(const std::string& content) {
  if (content.size() > Service::kMaxNoticeBytes)
    return make_error(ErrorKind::Malformed, "cases.calendar.content", "more than 64 KiB");
  auto read = base::parse_calendar_year(content, "notice");
  if (!read) return make_error(ErrorKind::Malformed, "cases.calendar.content", read.error().detail);
  return std::move(read).value();
}

Result<void> check_number(const std::string& notice, const base::CalendarYear& days) {
  const auto length = x509::count_characters(notice);
  const bool sound = is_reason(notice) && length && *length <= Service::kMaxNoticeNumber &&
                     days.source.find(notice) != std::string::npos;
  if (!sound) return make_error(ErrorKind::Malformed, "cases.calendar.number", days.source);
  return {};
}

class Days {
 public:
  void add(base::Date day) {
    if (count_++ < kMostDaysNamed) text_ += (text_.empty() ? "" : ", ") + base::format_date(day);
  }
  bool none() const { return count_ == 0; }
  Error error(ErrorKind kind, std::string code) const { return make_error(kind, std::move(code), text_); }

 private:
  std::size_t count_ = 0;
  std::string text_;
};

/// A year that is not official yet lists the days that the law itself makes holidays: no notice takes them
/// away (全国年节及纪念日放假办法, art. 2).
Days statutory_days_lost(const base::CalendarYear* known, const base::WorkCalendar& next) {
  Days lost;
  if (known == nullptr || known->official) return lost;
  for (const auto& [day, name] : known->off) {
    if (next.is_working_day(day)) lost.add(day);
  }
  return lost;
}

Result<void> check_days(const base::WorkCalendar& now, const Year& year, base::Date today) {
  if (!year.second.official) return make_error(ErrorKind::Refused, "cases.calendar.provisional");
  const base::CalendarYear* const known = now.find_year(year.first);
  const base::WorkCalendar next = now.with_year(year.first, year.second);
  const Days lost = statutory_days_lost(known, next);
  if (!lost.none()) return lost.error(ErrorKind::Refused, "cases.calendar.statutory");
  Days past;
  bool same = known != nullptr && known->official;
  using std::chrono::sys_days;
  const sys_days end = year.first / std::chrono::December / 31;
  for (sys_days day = year.first / std::chrono::January / 1; day <= end; day += std::chrono::days(1)) {
    if (now.is_working_day(day) == next.is_working_day(day)) continue;
    same = false;
    if (day <= sys_days(today)) past.add(day);
  }
  if (!past.none()) return past.error(ErrorKind::Refused, "cases.calendar.past");
  if (same) return make_error(ErrorKind::Conflict, "cases.calendar.same");
  return {};
}

/// The file of a notice, sound and of use as things stand.
Result<Year> judge(const Desk& desk, const std::string& notice, const std::string& content,
                   const base::WorkCalendar& now) {
  YX_TRY(Year year, read_file(content));
  YX_CHECK(check_number(notice, year.second));
  YX_CHECK(check_days(now, year, base::beijing_date(desk.house.clock.now())));
  return year;
}

Result<base::WorkCalendar> confirmed_calendar(const Desk& desk) {
  YX_TRY(const auto confirmed, find_confirmed_notices(desk.house.database));
  return desk.with_notices(confirmed);
}

Result<CalendarNotice> draft(const Desk& desk, const std::string& notice, const std::string& content,
                             const officers::Actor& actor) {
  YX_CHECK(require_one_of(kProposers, actor));
  YX_TRY(const base::WorkCalendar now, confirmed_calendar(desk));
  YX_TRY(const Year year, judge(desk, notice, content, now));
  CalendarNotice made;
  YX_TRY(made.number, last_notice(desk.house.database));
  ++made.number;
  made.year = static_cast<int>(year.first);
  made.notice = notice;
  made.content = content;
  made.sm3 = base::to_hex(crypto::sm3(base::as_bytes(content)));
  made.proposed_by = actor.id;
  made.proposed_at = desk.house.clock.now();
  return made;
}

Result<CalendarNotice> open_notice(const Desk& desk, std::int64_t number, const officers::Actor& actor) {
  YX_CHECK(require_one_of(kConfirmers, actor));
  YX_TRY(CalendarNotice found, find_notice(desk.house.database, number));
  if (found.confirmed_at) return make_error(ErrorKind::Conflict, "cases.calendar.confirmed");
  YX_TRY(const std::int64_t last, last_notice(desk.house.database, found.year));
  if (last > number) return make_error(ErrorKind::Conflict, "cases.calendar.superseded");
  if (found.proposed_by == actor.id) return make_error(ErrorKind::Forbidden, "cases.calendar.second");
  return found;
}

/// What confirming it writes; `found` is confirmed then.
Result<store::WriteSet> confirm(const Desk& desk, CalendarNotice& found, const officers::Actor& actor) {
  YX_TRY(const base::WorkCalendar now, confirmed_calendar(desk));
  YX_TRY(const Year year, judge(desk, found.notice, found.content, now));
  const base::WorkCalendar next = now.with_year(year.first, year.second);
  const Recalculation fresh = desk.fresh_recalculation(reason_of_change(years_of(now), next), actor);
  found.confirmed_by = actor.id;
  found.confirmed_at = fresh.at;
  store::WriteSet set;
  insert_recalculation(set, fresh);
  confirm_notice(set, found, fresh.id);
  keep_counted_year(set, found.year, years_of(next).at(found.year));
  desk.house.recorder.add(set, act_of_notice(found, fresh.id, actor), fresh.at);
  desk.house.recorder.add(set, act_of_recalculation(fresh, actor), fresh.at);
  return set;
}

/// The clocks of one case that would run to another day.
Result<void> expect_moves(const Desk& desk, const Dossier& dossier, const base::WorkCalendar& next,
                          std::vector<ExpectedMove>& moves) {
  const Case& the_case = dossier.the_case;
  YX_TRY(const procedure::Values settings, desk.settings(*dossier.procedure, the_case, {}));
  YX_TRY(const auto running, procedure::running(*dossier.procedure, the_case.played, settings, next));
  std::vector<ClockRow> clocks = dossier.clocks;
  for (const Moved& one : recount(clocks, running, desk.house.clock.now(), *dossier.procedure, next)) {
    const ClockNote& before = one.before;
    const ClockNote& after = clocks[one.row].note;
    ExpectedMove move{the_case.number, the_case.procedure, {}};
    move.move.clock = before.clock;
    move.move.item = before.item;
    move.move.start = before.start;
    move.move.old_raw = before.due.due_raw;
    move.move.old_effective = before.due.due_effective;
    move.move.new_raw = after.due.due_raw;
    move.move.new_effective = after.due.due_effective;
    moves.push_back(std::move(move));
  }
  return {};
}

}  // namespace

Result<base::WorkCalendar> Desk::with_notices(const std::vector<CalendarNotice>& confirmed) const {
  base::WorkCalendar next = *house.calendar;
  for (const CalendarNotice& one : confirmed) {
    auto year = base::parse_calendar_year(one.content, "notice " + std::to_string(one.number));
    if (!year) return make_error(ErrorKind::Internal, "cases.stored", year.error().detail);
    next = next.with_year(year->first, std::move(year->second));
  }
  return next;
}

Result<void> Desk::adopt_notices() {
  YX_TRY(const auto confirmed, find_confirmed_notices(house.database));
  if (confirmed.size() == adopted) return {};
  YX_TRY(base::WorkCalendar next, with_notices(confirmed));
  calendar.change(std::make_shared<const base::WorkCalendar>(std::move(next)));
  adopted = confirmed.size();
  return {};
}

std::shared_ptr<const base::WorkCalendar> Service::calendar() const {
  return desk_->calendar.now();
}

void Service::propose_notice(const std::string& notice, const std::string& content,
                             const officers::Actor& actor, const store::Remember<CalendarNotice>& remember,
                             const base::Completion<CalendarNotice>& done) {
  const auto made = draft(*desk_, notice, content, actor);
  if (!made) return done(made.error());
  store::WriteSet set;
  insert_notice(set, *made);
  desk_->house.recorder.add(set, act_of_notice(*made, {}, actor), made->proposed_at);
  if (remember) remember(set, *made);
  desk_->house.lane.submit(std::move(set), [made = *made, done](Result<store::Committed> stored) {
    if (!stored) return done(std::move(stored).error());
    done(made);
  });
}

void Service::confirm_notice(std::int64_t number, const officers::Actor& actor,
                             const store::Remember<CalendarNotice>& remember,
                             const base::Completion<CalendarNotice>& done) {
  auto found = open_notice(*desk_, number, actor);
  if (!found) return done(found.error());
  auto set = confirm(*desk_, *found, actor);
  if (!set) return done(set.error());
  if (remember) remember(*set, *found);
  const auto after = [desk = desk_.get(), token = desk_->under_way.begin(), found = *found,
                      done](Result<store::Committed> stored) {
    if (!stored) return done(std::move(stored).error());
    {
      const std::lock_guard lock(desk->listening);
      if (desk->on_notice) desk->on_notice();
    }
    done(found);
  };
  desk_->house.lane.submit(*std::move(set), after);
}

Result<std::vector<CalendarNotice>> Service::notices(std::int64_t after) const {
  return find_notices(desk_->house.database, after, kMaxPage);
}

Result<ExpectedMoves> Service::expected_moves(std::int64_t number, const Caller& caller,
                                              const std::string& after) const {
  YX_TRY(const CalendarNotice notice, find_notice(desk_->house.database, number));
  YX_TRY(const base::WorkCalendar now, confirmed_calendar(*desk_));
  YX_TRY(Year year, read_file(notice.content));
  const base::WorkCalendar next = now.with_year(year.first, std::move(year.second));
  YX_TRY(const auto numbers, find_with_clocks(desk_->house.database, after, kLookedAt));
  ExpectedMoves expected;
  for (const std::string& one : numbers) {
    YX_TRY(const Dossier dossier, desk_->load(one));
    if (roles_in(caller, dossier.the_case)) YX_CHECK(expect_moves(*desk_, dossier, next, expected.moves));
  }
  if (static_cast<std::int64_t>(numbers.size()) == kLookedAt) expected.next = numbers.back();
  return expected;
}

void Service::on_notice(std::function<void()> call) {
  const std::lock_guard lock(desk_->listening);
  desk_->on_notice = std::move(call);
}

}  // namespace yinxin::cases
