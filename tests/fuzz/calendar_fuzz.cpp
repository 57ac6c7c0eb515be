// Any octets as a year's notice of days off: refused, or days of that one year, none both off and made up,
// and counting with them ends.
#include <cstdlib>

#include "base/bytes.hpp"
#include "base/work_calendar.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostRead = std::size_t{64} * 1024;  // as cases::Service::kMaxNoticeBytes
  if (size > kMostRead) return 0;
  const auto read = base::parse_calendar_year(base::as_text(base::ByteView(data, size)), "notice");
  if (!read) {
    require(read.error().code == "base.toml.syntax" || read.error().code == "base.toml.content");
    require(!read.error().detail.empty());
    return 0;
  }
  const auto& [year, days] = *read;
  require(!days.source.empty() && days.off.size() <= 366);
  for (const auto& [day, name] : days.off) {
    require(base::Date(day).year() == year);
    require(days.make_up.count(day) == 0);
  }
  for (const auto day : days.make_up) {
    const std::chrono::weekday weekday(day);
    require(weekday == std::chrono::Saturday || weekday == std::chrono::Sunday);
  }
  const base::WorkCalendar calendar = base::WorkCalendar().with_year(year, days);
  const base::Date start = year / std::chrono::January / 1;
  const base::Due due = calendar.after(start, base::WorkingDays{20});
  require(calendar.working_days_between(start, due.due_raw) == 20);
  return 0;
}
