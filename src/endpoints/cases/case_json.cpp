#include "endpoints/cases/case_json.hpp"

#include <algorithm>

#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

using cases::Case;
using cases::ClockNote;
using http::JsonWriter;
using procedure::Procedure;
using procedure::Transition;

namespace {

/// By its event: those of one event enter the same and have one name, but for what a letter alone can do.
const Transition* transition_in(const Procedure& procedure, const cases::StepNote& step) {
  const Transition* found = nullptr;
  for (const Transition& one : procedure.transitions) {
    if (one.event != step.event) continue;
    if (one.origin == step.origin) return &one;
    if (found == nullptr) found = &one;
  }
  return found;
}

void write_case_members(JsonWriter& json, const Procedure* procedure, const Case& the_case) {
  json.text("number", the_case.number).text("procedure", the_case.procedure);
  json.text("procedure_version", the_case.procedure_version);
  write_label(json, procedure == nullptr ? procedure::Label{the_case.procedure, the_case.procedure}
                                         : procedure->name);
  json.object("state", [&] {
    const procedure::State* state = procedure == nullptr ? nullptr : procedure->state(the_case.state());
    json.text("id", the_case.state());
    write_label(json, state == nullptr ? procedure::Label{the_case.state(), the_case.state()} : state->name);
    json.boolean("final", the_case.ended);
  });
  json.integer("version", the_case.version).boolean("ended", the_case.ended);
  json.text("party", the_case.party).text("scope", the_case.scope);
  if (!the_case.parent.empty()) json.text("parent", the_case.parent);
  if (!the_case.led_by.empty()) json.text("led_by", the_case.led_by);
  json.time("opened_at", the_case.opened_at);
  if (the_case.due_at) json.time("due_at", *the_case.due_at);
}

/// One answer about one case, for one caller.
class CaseWriter {
 public:
  CaseWriter(JsonWriter& json, const Office& office, const cases::View& view, const cases::Caller& caller)
      : json_(json),
        view_(view),
        procedure_(*view.procedure),
        caller_(caller),
        calendar_(office.desk.service.calendar()),
        today_(base::beijing_date(office.clock.now())),
        works_(works_on(caller, procedure_, view.found.scope)) {}

  void steps() {
    json_.array("steps", [&] {
      for (const cases::StepNote& step : view_.found.steps) json_.object([&] { one_step(step); });
    });
  }
  void clocks() {
    json_.array("clocks", [&] {
      for (const ClockNote& note : view_.clocks) json_.object([&] { one_clock(note); });
    });
  }
  void moves() {
    json_.array("moves", [&] {
      for (const cases::ClockMove& move : view_.moves) {
        json_.object([&] {
          json_.text("clock", move.clock);
          if (!move.item.empty()) json_.text("item", move.item);
          json_.integer("start", move.start).time("at", move.at).text("reason", move.reason);
          json_.text("old", base::format_date(move.old_effective));
          json_.text("new", base::format_date(move.new_effective));
        });
      }
    });
  }
  void gates() {
    json_.array("gates", [&] {
      for (const procedure::GateState& state : procedure::gates(procedure_, view_.found.played)) {
        json_.object([&] {
          json_.text("id", state.gate->id);
          write_label(json_, state.gate->name);
          json_.text("article", state.gate->article).boolean("open", state.open);
          if (state.opened != nullptr) json_.time("at", state.opened->at);
        });
      }
    });
  }
  void items() {
    json_.array("items", [&] {
      for (const auto& item : view_.found.played.items) {
        json_.object([&] {
          json_.text("id", item.first).text("kind", item.second.kind);
          for (const procedure::ItemKind& kind : procedure_.items) {
            if (kind.id == item.second.kind) write_label(json_, kind.name);
          }
        });
      }
    });
  }
  void children() {
    json_.array("children", [&] {
      for (const procedure::Child& child : view_.found.played.children) {
        json_.object([&] {
          json_.text("procedure", child.procedure).text("number", child.number).boolean("ended", child.ended);
        });
      }
    });
  }
  void settings() {
    json_.array("settings", [&] {
      for (const auto& [name, value] : view_.settings) {
        json_.object([&, &id = name, &said = value] {
          json_.text("name", id);
          write_value(json_, "value", said);
        });
      }
    });
  }
  void possible() {
    json_.array("possible", [&] {
      for (const Transition* transition : view_.possible) json_.object([&] { one_possible(*transition); });
    });
  }

 private:
  void one_step(const cases::StepNote& step) {
    json_.integer("position", step.position).text("event", step.event);
    const Transition* transition = transition_in(procedure_, step);
    write_label(json_, transition == nullptr ? procedure::Label{step.event, step.event} : transition->name);
    json_.text("actor", step.actor).text("origin", origin_name(step.origin)).time("at", step.at);
    if (step.recorded_at != step.at) json_.time("recorded_at", step.recorded_at);
    if (!step.item.empty()) json_.text("item", step.item);
    if (step.on) json_.text("counts_on", base::format_date(*step.on));
    std::vector<std::string> hidden;
    json_.object("inputs", [&] {
      for (const auto& [id, value] : step.inputs) {
        if (shown(id, transition, step))
          write_value(json_, id, value);
        else
          hidden.push_back(id);
      }
    });
    write_texts(json_, "hidden", hidden);
    write_texts(json_, "outputs", transition == nullptr ? std::vector<std::string>() : transition->outputs);
  }
  /// What the rules no longer know is shown to nobody.
  bool shown(const std::string& id, const Transition* transition, const cases::StepNote& step) const {
    if (transition == nullptr) return false;
    const auto& inputs = transition->inputs;
    const auto input =
        std::find_if(inputs.begin(), inputs.end(), [&](const auto& one) { return one.id == id; });
    return input != inputs.end() && is_shown(*input, *transition, step, view_.found, caller_, works_);
  }

  void one_clock(const ClockNote& note) {
    json_.text("id", note.clock);
    const auto& all = procedure_.clocks;
    const auto clock =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == note.clock; });
    write_label(json_, clock == all.end() ? procedure::Label{note.clock, note.clock} : clock->name);
    if (!note.item.empty()) json_.text("item", note.item);
    json_.integer("start", note.start).text("started_on", base::format_date(note.due.start));
    json_.text("due", base::format_date(note.due.due_raw));
    json_.text("effective", base::format_date(note.due.due_effective));
    json_.boolean("provisional", note.due.provisional);
    if (note.outcome == ClockNote::Outcome::Running) time_left(note, clock != all.end() ? &*clock : nullptr);
    if (note.overdue_at) json_.time("found_overdue_at", *note.overdue_at);
    json_.boolean("paused", note.paused).text("outcome", outcome_name(note.outcome));
    if (note.ended_at) json_.time("ended_at", *note.ended_at);
  }
  void time_left(const ClockNote& note, const procedure::Clock* clock) {
    const auto days = std::chrono::sys_days(note.due.due_effective) - std::chrono::sys_days(today_);
    json_.integer("days_left", days.count());
    if (clock != nullptr && clock->unit == procedure::Clock::Unit::WorkingDays && days.count() >= 0)
      json_.integer("working_days_left", calendar_->working_days_between(today_, note.due.due_effective));
    if (!note.paused) json_.time("overdue_at", note.at);
  }
  static std::string_view outcome_name(ClockNote::Outcome outcome) {
    switch (outcome) {
      case ClockNote::Outcome::Running:
        return "running";
      case ClockNote::Outcome::Met:
        return "met";
      case ClockNote::Outcome::Fired:
        return "fired";
      case ClockNote::Outcome::Cancelled:
        return "cancelled";
    }
    return "";
  }

  void one_possible(const Transition& transition) {
    json_.text("event", transition.event);
    write_label(json_, transition.name);
    json_.text("to", transition.to).boolean("adverse", transition.adverse);
    if (!transition.item.empty()) json_.text("item", transition.item);
    json_.boolean("adds", transition.adds);
    write_texts(json_, "needs", transition.needs);
    write_texts(json_, "outputs", transition.outputs);
    write_texts(json_, "cites", transition.cites);
    write_inputs(json_, transition);
  }

  JsonWriter& json_;
  const cases::View& view_;
  const Procedure& procedure_;
  const cases::Caller& caller_;
  const std::shared_ptr<const base::WorkCalendar> calendar_;
  const base::Date today_;
  const bool works_;
};

}  // namespace

const Procedure* procedure_version(const Office& office, const std::string& id, const std::string& version) {
  const auto versions = office.desk.procedures.find(id);
  if (versions == office.desk.procedures.end()) return nullptr;
  for (const Procedure& one : versions->second) {
    if (one.version == version) return &one;
  }
  return nullptr;
}

const Procedure* procedure_in_force(const Office& office, const std::string& id, base::Date day) {
  const auto versions = office.desk.procedures.find(id);
  const Procedure* newest = nullptr;
  if (versions == office.desk.procedures.end()) return newest;
  for (const Procedure& one : versions->second) {
    if (one.in_force_from <= day && (!one.until || day <= *one.until)) newest = &one;
  }
  return newest;
}

std::string case_receipt(const Case& the_case) {
  JsonWriter json;
  json.object([&] {
    json.text("number", the_case.number).text("procedure", the_case.procedure);
    json.text("state", the_case.state()).integer("version", the_case.version);
    json.boolean("ended", the_case.ended);
  });
  return json.text();
}

void write_case_summary(JsonWriter& json, const Office& office, const Case& the_case) {
  json.object([&] {
    write_case_members(json, procedure_version(office, the_case.procedure, the_case.procedure_version),
                       the_case);
  });
}

std::string case_json(const Office& office, const cases::View& view, const cases::Caller& caller) {
  JsonWriter json;
  json.object([&] {
    write_case_members(json, view.procedure, view.found);
    CaseWriter writer(json, office, view, caller);
    writer.steps();
    writer.clocks();
    writer.moves();
    writer.gates();
    writer.items();
    writer.children();
    writer.settings();
    writer.possible();
  });
  return json.text();
}

}  // namespace yinxin::endpoints
