// GET /service-measures?month=2026-11: what was measured of the services in a month, beside what the
// catalogue promises of them (article 18).
#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

std::string present_month(base::Time now) {
  constexpr std::size_t kMonth = std::string_view("2026-11").size();
  return base::format_date(base::beijing_date(now)).substr(0, kMonth);
}

void write_measure(http::JsonWriter& json, const compliance::Measure& measure) {
  json.object([&] {
    json.text("service", measure.service).text("id", measure.id);
    json.text("zh", measure.zh).text("en", measure.en).text("unit", measure.unit);
    if (measure.value) json.integer("value", *measure.value);
  });
}

/// Each service once, in the order of its figures.
Result<void> write_promises(http::JsonWriter& json, const Services& services,
                            const std::vector<compliance::Measure>& measures) {
  Result<void> outcome;
  json.array("promises", [&] {
    std::string_view last;
    for (const compliance::Measure& measure : measures) {
      if (measure.service == last || !outcome) continue;
      last = measure.service;
      const auto hours = compliance::promised_hours(services.desk.service, std::string(last));
      if (!hours) {
        outcome = hours.error();
      } else if (*hours) {
        json.object([&] { json.text("service", last).integer("hours", **hours); });
      }
    }
  });
  return outcome;
}

Result<std::string> measures_json(const Services& services, const officers::Actor& actor,
                                  const http::Request& request) {
  YX_CHECK(require_duties(actor));
  const std::string month(request.query_parameter("month").value_or(present_month(services.clock.now())));
  YX_TRY(const auto measures, duties_of(services).measures(month));
  http::JsonWriter json;
  Result<void> written;
  json.object([&] {
    json.text("month", month);
    json.array("measures", [&] {
      for (const compliance::Measure& measure : measures) write_measure(json, measure);
    });
    written = write_promises(json, services, measures);
  });
  YX_CHECK(written);
  return json.text();
}

}  // namespace

http::Route service_measures(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = measures_json(services, actor, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "serviceMeasures", "/service-measures", handle);
}

}  // namespace yinxin::endpoints
