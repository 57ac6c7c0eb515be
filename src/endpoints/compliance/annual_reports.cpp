// GET and POST /annual-reports, GET /annual-reports/{year}/{number}: the figures of the annual report
// (article 35), the very octets whose SM3 stands in the ledger (src/proof/REPORT.md).
#include <charconv>

#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using base::Result;
using compliance::AnnualNote;

namespace {

constexpr std::size_t kMaxReportBody = 256;
constexpr std::int64_t kMaxYear = 9999;  // the service says which

void write_report(http::JsonWriter& json, const AnnualNote& note) {
  json.object([&] {
    json.integer("year", note.year).integer("number", note.number).time("made_at", note.made_at);
    json.text("made_by", note.made_by).text("sm3", base::to_hex(note.sm3)).boolean("complete", note.complete);
    json.array("broken", [&] {
      for (const std::string& equation : note.broken) json.item(equation);
    });
  });
}

std::string made_json(const AnnualNote& note) {
  http::JsonWriter json;
  write_report(json, note);
  return json.text();
}

Result<std::string> list_reports(const Services& services, const officers::Actor& actor) {
  YX_CHECK(require_duties(actor));
  YX_TRY(const auto notes, duties_of(services).reports());
  http::JsonWriter json;
  json.object([&] {
    json.array("reports", [&] {
      for (const AnnualNote& note : notes) write_report(json, note);
    });
  });
  return json.text();
}

/// Of a path; 0, which nothing has, where it is no number.
std::int64_t path_number(const http::Request& request, std::string_view name) {
  const std::string text = request.path_parameter(name);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : 0;
}

Result<std::string> read_report(const Services& services, const officers::Actor& actor,
                                const http::Request& request) {
  YX_CHECK(require_duties(actor));
  const std::int64_t year = path_number(request, "year");
  if (year > kMaxYear) return base::make_error(base::ErrorKind::NotFound, "compliance.report_none");
  return duties_of(services).report(static_cast<int>(year), path_number(request, "number"));
}

}  // namespace

http::Route annual_report_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request&,
                                  http::Responder responder) {
    auto listed = list_reports(services, actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "annualReportList", "/annual-reports", handle);
}

http::Route annual_report_read(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto content = read_report(services, actor, request);
    if (!content) return responder.fail(std::move(content).error());
    responder.answer(http::json(200, *content));
  };
  return signed_read(services, "annualReportRead", "/annual-reports/{year}/{number}", handle);
}

http::Route annual_report_make(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto year = static_cast<int>(body.integer("year", 0, kMaxYear));
    if (const auto good = body.finish(); !good) return call.fail(good.error());
    duties_of(services).make_report(year, call.actor(), call.remember<AnnualNote>(201, made_json),
                                    call.completion<AnnualNote>());
  };
  return signed_write(services, "annualReportMake", http::Method::Post, "/annual-reports", handle,
                      kMaxReportBody);
}

}  // namespace yinxin::endpoints
