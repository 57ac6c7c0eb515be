// GET /reminders?role=…: messages that a period ends or has ended, for those who can meet it.
#include "endpoints/cases/access.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

void write_reminder(http::JsonWriter& json, const cases::Reminder& one) {
  json.object([&] {
    json.text("id", one.id).text("number", one.number).text("clock", one.clock);
    if (!one.item.empty()) json.text("item", one.item);
    json.text("last_day", base::format_date(one.last_day));
    if (one.days) json.integer("days", *one.days);
    json.text("role", one.role).time("at", one.at);
  });
}

Result<std::string> list_reminders(const Office& office, const officers::Actor& actor,
                                   const http::Request& request) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const Page page, read_page(request));
  const std::string role(request.query_parameter("role").value_or(""));
  YX_TRY(const auto found, office.desk.service.reminders(role, caller, page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("reminders", [&] {
      for (const cases::Reminder& one : found) write_reminder(json, one);
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.text("next", found.back().id);
  });
  return json.text();
}

}  // namespace

http::Route reminder_list(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_reminders(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "reminderList", "/reminders", handle);
}

}  // namespace yinxin::endpoints
