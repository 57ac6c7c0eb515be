// GET /rosters/{number}/rows?after=<position>&limit=…: how far each person of a roster is, names masked.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/registration/roster_json.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;
using registration::RosterRow;

namespace {

void write_roster_application(http::JsonWriter& json, const RosterRow& row) {
  json.text("application", row.application).text("state", row.state);
  json.text("key_sm3", base::to_hex(row.key));
  json.array("gates", [&] {
    for (const registration::RosterGate& gate : row.gates)
      json.object([&] { json.text("id", gate.id).boolean("open", gate.open); });
  });
  if (row.serial) json.text("serial", row.serial->to_hex());
}

/// Of what is sealed from the reader (article 23) the list says that it is there, and not whose.
void write_roster_row(http::JsonWriter& json, const Services& services, const RosterRow& row, bool sealed) {
  json.integer("position", row.position).text("link", link_state_name(row.link));
  json.text("name", sealed ? "" : row.name).text("unit", sealed ? "" : row.unit);
  if (row.link_until) json.time("link_until", *row.link_until);
  if (!row.application.empty()) write_roster_application(json, row);
  if (row.error) write_refusal(json, services, *row.error);
}

Result<std::string> rows_of_roster(const Services& services, const officers::Actor& actor,
                                   const http::Request& request) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const std::int64_t after, roster_position(page.after));
  YX_TRY(const registration::Roster roster, rosters->find(request.path_parameter("number")));
  YX_TRY(const auto found, rosters->rows(roster.number, after, page.limit));
  std::set<std::string> sealed;
  if (services.compliance != nullptr) {
    YX_TRY(sealed, services.compliance->sealed_from(actor));
  }
  http::JsonWriter json;
  json.object([&] {
    json.text("number", roster.number);
    json.array("rows", [&] {
      for (const RosterRow& row : found) {
        const bool closed =
            !row.application.empty() && sealed.count(authority::application_object(row.application)) > 0;
        json.object([&] { write_roster_row(json, services, row, closed); });
      }
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.integer("next", found.back().position);
  });
  return json.text();
}

}  // namespace

http::Route roster_rows(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = rows_of_roster(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "rosterRows", "/rosters/{number}/rows", handle);
}

}  // namespace yinxin::endpoints
