// GET /calendar/notices/{number}/moves: which last days the notice would move, before anybody confirms it.
#include "endpoints/cases/access.hpp"
#include "endpoints/cases/calendar_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

void write_move(http::JsonWriter& json, const cases::ExpectedMove& one) {
  json.object([&] {
    json.text("case", one.number).text("procedure", one.procedure).text("clock", one.move.clock);
    if (!one.move.item.empty()) json.text("item", one.move.item);
    json.text("old", base::format_date(one.move.old_effective));
    json.text("new", base::format_date(one.move.new_effective));
  });
}

/// Sealed from this officer (article 23).
bool is_sealed(const Office& office, const std::string& number, const officers::Actor& actor) {
  return office.compliance != nullptr && !office.compliance->check_open("case/" + number, actor);
}

Result<std::string> list_moves(const Office& office, const officers::Actor& actor,
                               const http::Request& request) {
  YX_TRY(const cases::Caller caller, calendar_caller(office, actor));
  YX_TRY(const std::int64_t number, notice_number(request));
  const std::string after(request.query_parameter("after").value_or(""));
  YX_TRY(const auto expected, office.desk.service.expected_moves(number, caller, after));
  http::JsonWriter json;
  json.object([&] {
    json.array("moves", [&] {
      for (const cases::ExpectedMove& one : expected.moves) {
        if (!is_sealed(office, one.number, actor)) write_move(json, one);
      }
    });
    if (!expected.next.empty()) json.text("next", expected.next);
  });
  return json.text();
}

}  // namespace

http::Route calendar_moves(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_moves(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "calendarMoves", "/calendar/notices/{number}/moves", handle);
}

}  // namespace yinxin::endpoints
