// GET /procedures/certificate: the procedure that new applications follow, as the rules have it, so that a
// console can draw it and an applicant can read it (article 21; open to all).
#include "endpoints/registration/inputs.hpp"
#include "endpoints/registration/operations.hpp"

namespace yinxin::endpoints {

namespace {

using procedure::Clock;
using procedure::Origin;
using procedure::Procedure;

void write_names(http::JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, [&] {
    for (const std::string& text : texts) json.item(text);
  });
}

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::Person:
      return "person";
    case Origin::Timer:
      return "timer";
    case Origin::Submission:
      return "submission";
    case Origin::ChildCase:
      return "child_case";
  }
  return "";
}

std::string_view unit_name(Clock::Unit unit) {
  switch (unit) {
    case Clock::Unit::WorkingDays:
      return "working_days";
    case Clock::Unit::CalendarDays:
      return "calendar_days";
    case Clock::Unit::Hours:
      return "hours";
    case Clock::Unit::Months:
      return "months";
    case Clock::Unit::Years:
      return "years";
  }
  return "";
}

void write_states(http::JsonWriter& json, const Procedure& procedure) {
  json.array("states", [&] {
    for (const procedure::State& state : procedure.states) {
      json.object([&] {
        json.text("id", state.id);
        write_label(json, state.name);
        json.boolean("final", state.final);
      });
    }
  });
}

void write_transitions(http::JsonWriter& json, const Procedure& procedure) {
  json.array("transitions", [&] {
    for (const procedure::Transition& transition : procedure.transitions) {
      json.object([&] {
        json.text("event", transition.event);
        write_label(json, transition.name);
        write_names(json, "from", transition.from);
        json.text("to", transition.to).text("origin", origin_name(transition.origin));
        write_names(json, "roles", transition.roles);
        write_names(json, "needs", transition.needs);
        write_names(json, "resets", transition.resets);
        write_inputs(json, transition);
        json.boolean("adverse", transition.adverse).boolean("reading", transition.reading);
        write_names(json, "outputs", transition.outputs);
        write_names(json, "cites", transition.cites);
      });
    }
  });
}

void write_conditions(http::JsonWriter& json, const Procedure& procedure) {
  json.array("gates", [&] {
    for (const procedure::Gate& gate : procedure.gates) {
      json.object([&] {
        json.text("id", gate.id).text("event", gate.event).text("code", gate.code);
        write_label(json, gate.name);
        json.text("article", gate.article);
      });
    }
  });
  json.array("separations", [&] {
    for (const procedure::Separation& pair : procedure.separations) {
      json.object([&] {
        json.text("one", pair.one).text("other", pair.other).text("code", pair.code);
        write_label(json, pair.name);
        json.text("article", pair.article);
      });
    }
  });
}

void write_clocks(http::JsonWriter& json, const Procedure& procedure) {
  json.array("clocks", [&] {
    for (const Clock& clock : procedure.clocks) {
      json.object([&] {
        json.text("id", clock.id);
        write_label(json, clock.name);
        json.text("starts", clock.starts).text("unit", unit_name(clock.unit));
        json.integer("length", clock.length).text("length_setting", clock.length_setting);
        write_names(json, "met_by", clock.met_by);
        write_names(json, "cancelled_by", clock.cancelled_by);
        json.text("on_expiry", clock.on_expiry);
        write_names(json, "cites", clock.cites);
      });
    }
  });
}

std::string to_json(const Procedure& procedure) {
  http::JsonWriter json;
  json.object([&] {
    json.text("id", procedure.id).text("version", procedure.version);
    write_label(json, procedure.name);
    json.text("in_force_from", base::format_date(procedure.in_force_from));
    write_names(json, "cites", procedure.cites);
    write_states(json, procedure);
    write_transitions(json, procedure);
    write_conditions(json, procedure);
    write_clocks(json, procedure);
  });
  return json.text();
}

}  // namespace

http::Route procedure_show(const Services& services) {
  http::Route route;
  route.name = "procedureShow";
  route.path = "/procedures/certificate";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    responder.answer(http::json(200, to_json(services.registration.procedure_now())));
  };
  return route;
}

}  // namespace yinxin::endpoints
