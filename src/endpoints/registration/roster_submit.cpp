// POST /rosters: a registration officer hands in the staff of an agency (src/registration/ROSTER.md). GET
// /rosters and /rosters/{number}: the rosters, and what was ordered for many rows of one.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/registration/roster_json.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;
using registration::Roster;

namespace {

constexpr std::size_t kMaxRosterFile = 2 * 1024 * 1024;  // 5,000 rows have about 800 KB
constexpr std::size_t kMaxAgencyCode = 32;
constexpr std::int64_t kMaxOrdersShown = 50;

/// Its people's applications would not name the site of a delegated body (article 25).
Result<void> may_hand_in(const officers::Actor& actor) {
  YX_CHECK(officers::require_role(actor, officers::Role::RegistrationOfficer));
  return require_own_staff(actor);
}

Result<registration::RosterFile> read_roster(const http::JsonReader& body) {
  registration::RosterFile file;
  file.agency_code = body.text("agency_code", kMaxAgencyCode);
  file.agency = body.text("agency", registration::kMaxAgencyName);
  const std::string csv = body.text("csv", kMaxRosterFile);
  YX_CHECK(body.finish());
  file.digest = crypto::sm3(base::as_bytes(csv));
  YX_TRY(file.entries, registration::read_roster_csv(base::as_bytes(csv)));
  return file;
}

std::string roster_receipt(const Roster& roster) {
  http::JsonWriter json;
  json.object([&] {
    write_roster(json, roster);
    json.text("query_url", "/rosters/" + roster.number);
  });
  return json.text();
}

Result<std::string> list_of_rosters(const Services& services, const officers::Actor& actor,
                                    const http::Request& request) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const auto found, rosters->list(page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("rosters", [&] {
      for (const Roster& one : found) json.object([&] { write_roster(json, one); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.text("next", found.back().number);
  });
  return json.text();
}

Result<std::string> one_roster(const Services& services, const officers::Actor& actor,
                               const std::string& number) {
  YX_CHECK(require_own_staff(actor));
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const Roster roster, rosters->find(number));
  YX_TRY(const auto orders, rosters->orders(number, kMaxOrdersShown));
  http::JsonWriter json;
  json.object([&] {
    write_roster(json, roster);
    json.array("orders", [&] {
      for (const registration::RosterOrder& one : orders) json.object([&] { write_order(json, one); });
    });
  });
  return json.text();
}

}  // namespace

http::Route roster_submit(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto may = may_hand_in(call.actor());
    if (!may) return call.fail(may.error());
    const auto rosters = rosters_of(services);
    if (!rosters) return call.fail(rosters.error());
    auto file = read_roster(body);
    if (!file) return call.fail(std::move(file).error());
    (*rosters)->receive(std::move(*file), call.actor(), call.remember<Roster>(201, roster_receipt),
                        call.completion<Roster>());
  };
  return signed_write(services, "rosterSubmit", http::Method::Post, "/rosters", handle);
}

http::Route roster_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_of_rosters(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "rosterList", "/rosters", handle);
}

http::Route roster_show(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = one_roster(services, actor, request.path_parameter("number"));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "rosterShow", "/rosters/{number}", handle);
}

}  // namespace yinxin::endpoints
