#include "endpoints/cases/calendar_json.hpp"

#include <charconv>

#include "endpoints/cases/access.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

void write_notice(http::JsonWriter& json, const cases::CalendarNotice& notice, bool whole) {
  json.object([&] {
    json.integer("number", notice.number).integer("year", notice.year).text("notice", notice.notice);
    json.text("sm3", notice.sm3).text("proposed_by", notice.proposed_by);
    json.time("proposed_at", notice.proposed_at);
    if (notice.confirmed_at)
      json.text("confirmed_by", notice.confirmed_by).time("confirmed_at", *notice.confirmed_at);
    json.boolean("counted", notice.counted).integer("moved", notice.moved);
    if (whole) json.text("content", notice.content);
  });
}

std::string notice_json(const cases::CalendarNotice& notice) {
  http::JsonWriter json;
  write_notice(json, notice, false);
  return json.text();
}

Result<cases::Caller> calendar_caller(const Office& office, const officers::Actor& actor) {
  YX_TRY(cases::Caller caller, caller_of(office, actor));
  if (caller.roles.empty() || !caller.reach || is_expert(caller))
    return make_error(ErrorKind::Forbidden, "procedure.role", "for officers of the business");
  return caller;
}

Result<std::int64_t> notice_number(const http::Request& request) {
  const std::string& text = request.path_parameter("number");
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < 1)
    return make_error(ErrorKind::NotFound, "cases.calendar.none");
  return number;
}

}  // namespace yinxin::endpoints
