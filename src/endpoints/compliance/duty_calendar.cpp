// GET /duties?year=2026: the provider's duties, and the days of the year on which they begin or are due.
#include <charconv>

#include "endpoints/cases/access.hpp"
#include "endpoints/compliance/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonWriter;

namespace {

Result<int> year_asked(const http::Request& request, base::Date today) {
  const auto text = request.query_parameter("year");
  if (!text) return static_cast<int>(today.year());
  int year = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), year);
  if (fault != std::errc() || end != text->data() + text->size())
    return make_error(ErrorKind::Malformed, "compliance.year");
  return year;
}

void write_calendar_entry(JsonWriter& json, const compliance::CalendarEntry& entry) {
  json.object([&] {
    json.text("day", base::format_date(entry.day))
        .text("state", compliance::calendar_state_name(entry.state));
    json.boolean("opens", entry.opens).boolean("provisional", entry.provisional);
    write_label(json, entry.name);
    write_texts(json, "cites", entry.cites);
    if (!entry.duty.empty()) json.text("duty", entry.duty);
    if (!entry.statutory.empty()) json.text("clock", entry.statutory);
    if (!entry.penalty.empty()) json.text("penalty", entry.penalty);
    if (!entry.case_number.empty()) json.text("case", entry.case_number);
    if (!entry.procedure.empty()) json.text("procedure", entry.procedure);
    if (!entry.item.empty()) json.text("item", entry.item);
  });
}

void write_duty(JsonWriter& json, const rules::Duty& duty) {
  json.object([&] {
    json.text("id", duty.id);
    write_label(json, duty.name);
    write_texts(json, "cites", duty.cites);
    if (!duty.clock.empty()) json.text("clock", duty.clock);
    if (!duty.recurs.empty()) json.text("recurs", duty.recurs).text("opens", duty.opens);
    if (!duty.penalty.empty()) json.text("penalty", duty.penalty);
    if (!duty.done_by_procedure.empty()) json.text("procedure", duty.done_by_procedure);
  });
}

Result<std::string> calendar_json(const Services& services, const officers::Actor& actor,
                                  const http::Request& request) {
  YX_CHECK(require_duties(actor));
  YX_TRY(const cases::Caller caller, caller_of(services, actor));
  const base::Date today = base::beijing_date(services.clock.now());
  YX_TRY(const int year, year_asked(request, today));
  const compliance::Service& duties = duties_of(services);
  YX_TRY(const auto entries, duties.calendar(year, services.desk.service, caller));
  JsonWriter json;
  json.object([&] {
    json.integer("year", year).text("today", base::format_date(today));
    json.array("entries", [&] {
      for (const compliance::CalendarEntry& entry : entries) write_calendar_entry(json, entry);
    });
    json.array("duties", [&] {
      for (const rules::Duty* duty : duties.duties()) write_duty(json, *duty);
    });
  });
  return json.text();
}

}  // namespace

http::Route duty_calendar(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = calendar_json(services, actor, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "dutyCalendar", "/duties", handle);
}

}  // namespace yinxin::endpoints
