#include <algorithm>

#include "rules/check_parts.hpp"

namespace yinxin::rules {
namespace {

using procedure::Clock;
using procedure::Procedure;

std::string unit_word(Clock::Unit unit) {
  switch (unit) {
    case Clock::Unit::WorkingDays:
      return "working_days";
    case Clock::Unit::CalendarDays:
      return "calendar_days";
    case Clock::Unit::Months:
      return "months";
    case Clock::Unit::Years:
      return "years";
    case Clock::Unit::Hours:
      return "hours";
  }
  return {};
}

class Periods {
 public:
  Periods(const Book& book, const Procedures& procedures, Findings& findings)
      : book_(book), procedures_(procedures), findings_(findings), refer_(book, findings) {}

  void clock(const StatutoryClock& clock) {
    const std::string where = "clock " + clock.id;
    refer_.cites(clock.place, where, clock.cites);
    refer_.readings(clock.place, where, clock.readings);
    refer_.setting(clock.place, where, clock.setting);
    refer_.one(clock.place, where, book_.items, &PenaltyItem::code, clock.penalty, "罚则项", "penalty item");
    for (const std::string& run : clock.runs_in) check_run(clock, run);
    const auto watched = [&](const Duty& duty) { return duty.clock == clock.id; };
    if (std::none_of(book_.duties.begin(), book_.duties.end(), watched))
      add_finding(findings_, clock.place, where, "没有一项义务以它为期限。", "No duty has this period.");
  }

  void duty(const Duty& duty) {
    const std::string where = "duty " + duty.id;
    refer_.cites(duty.place, where, duty.cites);
    refer_.readings(duty.place, where, duty.readings);
    refer_.one(duty.place, where, book_.clocks, &StatutoryClock::id, duty.clock, "期限", "clock");
    refer_.one(duty.place, where, book_.items, &PenaltyItem::code, duty.penalty, "罚则项", "penalty item");
    for (const std::string& id : duty.documents)
      refer_.one(duty.place, where, book_.documents, &Document::id, id, "文书", "document");
    if (!duty.done_by_procedure.empty() && procedures_.count(duty.done_by_procedure) == 0)
      refer_.missing(duty.place, where, "程序", "procedure", duty.done_by_procedure);
    const StatutoryClock* clock = find_by(book_.clocks, &StatutoryClock::id, duty.clock);
    if (clock != nullptr && clock->not_yet != duty.not_yet)
      add_finding(findings_, duty.place, where, "与期限 " + clock->id + " 所注明的工作批次不一致。",
                  "The slice is not that of " + clock->id + ".");
  }

  void reading(const Reading& reading) {
    refer_.cites(reading.place, "reading " + reading.id, reading.cites);
  }

 private:
  /// What the table says of a period and what a procedure counts are one thing.
  void check_run(const StatutoryClock& clock, const std::string& run) {
    const std::string where = "clock " + clock.id;
    const std::size_t slash = run.find('/');
    const auto found =
        slash == std::string::npos ? procedures_.end() : procedures_.find(run.substr(0, slash));
    if (found == procedures_.end()) return refer_.missing(clock.place, where, "程序", "procedure", run);
    const Procedure& procedure = found->second.back();
    const Clock* counted = find_by(procedure.clocks, &Clock::id, run.substr(slash + 1));
    if (counted == nullptr)
      return refer_.missing(clock.place, where, "程序中的期限", "procedure's clock", run);
    const bool same = clock.stored.empty()
                          ? same_length(clock, *counted)
                          : counted->starts == "field:" + clock.stored && counted->length == 0;
    if (!same || clock.rolled != counted->rolled || clock.reminders != counted->reminders)
      add_finding(findings_, clock.place, where, "与程序中的期限 " + run + " 不一致。",
                  "This is not what " + run + " counts.");
    for (const std::string& article : clock.cites) {
      if (std::find(counted->cites.begin(), counted->cites.end(), article) == counted->cites.end())
        add_finding(findings_, clock.place, where, "程序中的期限 " + run + " 没有引用“" + article + "”。",
                    run + " does not cite " + article + ".");
    }
  }

  static bool same_length(const StatutoryClock& clock, const Clock& counted) {
    return clock.backward == counted.backward && clock.setting == counted.length_setting &&
           (clock.unit == "set" || (clock.unit == unit_word(counted.unit) && clock.length == counted.length));
  }

  const Book& book_;
  const Procedures& procedures_;
  Findings& findings_;
  References refer_;
};

}  // namespace

void check_periods(const Book& book, const Procedures& procedures, Findings& findings) {
  Periods periods(book, procedures, findings);
  for (const StatutoryClock& clock : book.clocks) periods.clock(clock);
  for (const Duty& duty : book.duties) periods.duty(duty);
  std::map<std::string, const Reading*> settings;
  for (const Reading& reading : book.readings) {
    periods.reading(reading);
    if (!reading.setting.empty() && !settings.emplace(reading.setting, &reading).second)
      add_finding(findings, reading.place, "reading " + reading.id, "设置项“" + reading.setting + "”重复。",
                  "The setting " + reading.setting + " is there twice.");
  }
}

}  // namespace yinxin::rules
