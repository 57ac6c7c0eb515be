// GET /register: 电子政务电子认证服务机构名录, the public register of licensed providers (article 9).
#include "endpoints/cases/case_json.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

constexpr const char* kLicenceStatus = "licence_status";  // whose states the entries' status is

void write_register_entry(http::JsonWriter& json, const procedure::Procedure* procedure,
                          const supervision::RegisterEntry& entry) {
  json.object([&] {
    json.text("number", entry.licence_number).text("organisation", entry.organisation);
    json.text("credit_code", entry.credit_code).text("domicile", entry.domicile);
    json.object("status", [&] {
      const procedure::State* state = procedure == nullptr ? nullptr : procedure->state(entry.status);
      json.text("id", entry.status);
      write_label(json, state == nullptr ? procedure::Label{entry.status, entry.status} : state->name);
    });
    json.text("valid_from", entry.valid_from).text("valid_to", entry.valid_to);
    json.time("changed_at", entry.changed_at);
  });
}

Result<std::string> list_register(const Supervision& office) {
  YX_TRY(const auto entries, office.supervision.licence_register());
  const base::Time now = office.clock.now();
  const procedure::Procedure* procedure = procedure_in_force(office, kLicenceStatus, base::beijing_date(now));
  http::JsonWriter json;
  json.object([&] {
    json.time("as_of", now);
    json.array("entries", [&] {
      for (const supervision::RegisterEntry& entry : entries) write_register_entry(json, procedure, entry);
    });
  });
  return json.text();
}

}  // namespace

http::Route register_list(const Supervision& office) {
  http::Route route;
  route.name = "registerList";
  route.path = "/register";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request&, http::Responder responder) {
    auto listed = list_register(office);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return route;
}

}  // namespace yinxin::endpoints
