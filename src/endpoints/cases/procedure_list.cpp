// GET /procedures: the procedures that this office plays, those in force today; open to all.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

namespace {

void write_opening(http::JsonWriter& json, const procedure::Procedure& procedure) {
  const procedure::Transition* opening = procedure.opening(procedure::Origin::Person);
  if (opening == nullptr) opening = procedure.opening(procedure::Origin::ChildCase);
  if (opening == nullptr) return;
  json.object("opening", [&] {
    json.text("event", opening->event).text("origin", origin_name(opening->origin));
    write_texts(json, "roles", opening->roles);
  });
}

std::string list_procedures(const Office& office) {
  const base::Date today = base::beijing_date(office.clock.now());
  http::JsonWriter json;
  json.object([&] {
    json.array("procedures", [&] {
      for (const auto& versions : office.desk.procedures) {
        const procedure::Procedure* procedure = procedure_in_force(office, versions.first, today);
        if (procedure == nullptr) continue;
        json.object([&] {
          json.text("id", procedure->id).text("version", procedure->version);
          write_label(json, procedure->name);
          write_texts(json, "cites", procedure->cites);
          write_opening(json, *procedure);
        });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route procedure_list(const Office& office) {
  http::Route route;
  route.name = "procedureList";
  route.path = "/procedures";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request&, http::Responder responder) {
    responder.answer(http::json(200, list_procedures(office)));
  };
  return route;
}

}  // namespace yinxin::endpoints
