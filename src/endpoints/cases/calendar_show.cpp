// GET /calendar: the years that are counted with now, and the notices that officers entered.
#include <charconv>

#include "endpoints/cases/calendar_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

void write_year(http::JsonWriter& json, std::chrono::year year, const base::CalendarYear& days) {
  json.object([&] {
    json.integer("year", static_cast<int>(year)).boolean("official", days.official);
    json.text("source", days.source);
    json.array("off", [&] {
      for (const auto& [day, name] : days.off)
        json.object([&json, day = day, &name = name] {
          json.text("day", base::format_date(day)).text("name", name);
        });
    });
    json.array("make_up", [&] {
      for (const auto day : days.make_up) json.item(base::format_date(day));
    });
  });
}

Result<std::string> show_calendar(const Office& office, const officers::Actor& actor,
                                  const http::Request& request) {
  YX_TRY(const cases::Caller caller, calendar_caller(office, actor));
  static_cast<void>(caller);
  const std::string after(request.query_parameter("after").value_or("0"));
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(after.data(), after.data() + after.size(), number);
  if (fault != std::errc() || end != after.data() + after.size() || number < 0)
    return base::make_error(base::ErrorKind::Malformed, "http.page", "after");
  YX_TRY(const auto notices, office.desk.service.notices(number));
  const auto calendar = office.desk.service.calendar();
  http::JsonWriter json;
  json.object([&] {
    json.array("years", [&] {
      for (const auto& [year, days] : calendar->years()) write_year(json, year, days);
    });
    json.array("notices", [&] {
      for (const cases::CalendarNotice& one : notices) write_notice(json, one, true);
    });
    if (static_cast<std::int64_t>(notices.size()) == cases::Service::kMaxPage)
      json.text("next", std::to_string(notices.back().number));
  });
  return json.text();
}

}  // namespace

http::Route calendar_show(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto shown = show_calendar(office, actor, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(office, "calendarShow", "/calendar", handle);
}

}  // namespace yinxin::endpoints
