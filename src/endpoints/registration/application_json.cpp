#include "endpoints/registration/application_json.hpp"

#include <algorithm>
#include <set>

#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"
#include "endpoints/registration/access.hpp"
#include "privacy/masking.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::endpoints {

using base::Result;
using http::JsonWriter;
using procedure::Procedure;
using registration::Application;

void write_state(JsonWriter& json, const Procedure& procedure, const std::string& id) {
  json.object("state", [&] {
    json.text("id", id);
    const procedure::State* state = procedure.state(id);
    if (state != nullptr) write_label(json, state->name);
  });
}

void write_subject(JsonWriter& json, const registration::Form& form) {
  json.array("subject", [&] {
    for (const auto& field : form.subject) {
      const x509::AttributeType* type = x509::find_attribute_type(field.first);
      json.object([&] {
        json.text("type", type == nullptr ? field.first.to_text() : std::string(type->short_name));
        json.text("value", masked_subject_value(form.profile, field.first, field.second));
      });
    }
  });
}

namespace {

void write_form(JsonWriter& json, const registration::Form& form) {
  json.array("dns", [&] {
    for (const std::string& name : form.alt_names.dns) json.item(name);
  });
  json.array("mails", [&] {
    for (const std::string& mail : form.alt_names.emails) json.item(privacy::mask_mail(mail));
  });
  json.array("identities", [&] {
    for (const registration::IdentityNumber& identity : form.identities) {
      json.object([&] {
        json.text("kind", x509::identity_word(identity.kind)).text("number", masked_identity(identity));
      });
    }
  });
  json.text("phone", privacy::mask_phone(form.phone));
  if (!form.mail.empty()) json.text("mail", privacy::mask_mail(form.mail));
  if (form.replaces) json.text("replaces", form.replaces->to_hex());
  if (!form.reason.empty()) json.text("reason", form.reason);
  json.integer("validity_days", form.validity_days);
}

/// By its event alone: transitions of one event from several states have one name and enter the same.
const procedure::Transition* transition_of(const Procedure& procedure, std::string_view event) {
  const auto& all = procedure.transitions;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.event == event; });
  return found == all.end() ? nullptr : &*found;
}

/// What was entered, as far as it is no personal data (L0, L1); where a document tells it to the applicant
/// (what is to be supplemented, why it was refused), officers' words (L2) as well.
bool is_told(const procedure::Input& input, const procedure::Transition& transition) {
  return input.level == "L0" || input.level == "L1" || (input.level == "L2" && !transition.outputs.empty());
}

void write_entered(JsonWriter& json, const registration::StepNote& step,
                   const procedure::Transition& transition) {
  json.object("inputs", [&] {
    for (const procedure::Input& input : transition.inputs) {
      const auto entered = step.inputs.find(input.id);
      if (entered != step.inputs.end() && is_told(input, transition))
        write_value(json, input.id, entered->second);
    }
  });
}

/// Holds often serve an inquiry that the holder is not to know of yet (PIPL article 18): they are for
/// officers.
bool is_hold(const procedure::Transition* transition) {
  return transition != nullptr && (transition->record == "hold_set" || transition->record == "hold_released");
}

void write_steps(JsonWriter& json, const Procedure& procedure, const Application& application,
                 const officers::Actor& actor) {
  json.array("steps", [&] {
    for (const registration::StepNote& step : application.steps) {
      const procedure::Transition* transition = transition_of(procedure, step.event);
      if (is_hold(transition) && actor.roles.empty()) continue;
      json.object([&] {
        json.integer("position", step.position).text("event", step.event);
        json.text("actor", step.actor).time("at", step.at);
        if (transition == nullptr) return;
        write_label(json, transition->name);
        write_entered(json, step, *transition);
      });
    }
  });
}

/// Titles are what the applicant wrote, and often name a person.
void write_materials(JsonWriter& json, const Application& application) {
  json.array("materials", [&] {
    for (const registration::MaterialNote& note : application.materials) {
      json.object([&] {
        json.text("kind", note.kind).text("title", privacy::mask_name(note.title));
        json.text("media_type", note.media_type).integer("size", note.size);
        json.text("sm3", base::to_hex(note.digest)).time("added_at", note.added_at);
      });
    }
  });
}

void write_gates(JsonWriter& json, const Procedure& procedure, const Application& application) {
  procedure::Case current;
  current.state = application.state;
  for (const registration::StepNote& step : application.steps)
    current.history.push_back(procedure::Happened{step.event, step.actor, step.at});
  json.array("gates", [&] {
    for (const procedure::GateState& state : procedure::gates(procedure, current)) {
      json.object([&] {
        json.text("id", state.gate->id);
        write_label(json, state.gate->name);
        json.text("article", state.gate->article).boolean("open", state.opened != nullptr);
        if (state.opened != nullptr) json.time("at", state.opened->at);
      });
    }
  });
}

/// What a hold says is about bodies and their files, not about people.
void write_retention(JsonWriter& json, const registration::Retention& retention) {
  json.object("retention", [&] {
    if (retention.retain_until) json.text("retain_until", base::format_date(*retention.retain_until));
    json.boolean("ended", retention.ended);
    json.array("shared_with", [&] {
      for (const std::string& number : retention.shared_with) json.item(number);
    });
    json.array("holds", [&] {
      for (const registration::Hold& hold : retention.holds) {
        json.object([&] {
          json.text("authority", hold.authority).text("basis", hold.basis);
          json.text("reference", hold.reference).text("by", hold.by).time("at", hold.at);
        });
      }
    });
  });
}

void write_clocks(JsonWriter& json, const std::vector<procedure::Running>& clocks) {
  json.array("clocks", [&] {
    for (const procedure::Running& running : clocks) {
      json.object([&] {
        json.text("id", running.clock->id);
        write_label(json, running.clock->name);
        json.time("overdue_at", running.at);
        if (running.clock->unit == procedure::Clock::Unit::Hours) return;
        json.text("due", base::format_date(running.due.due_raw));
        json.text("effective", base::format_date(running.due.due_effective));
        json.boolean("provisional", running.due.provisional);
      });
    }
  });
}

void write_possible(JsonWriter& json, const std::vector<const procedure::Transition*>& possible) {
  json.array("possible", [&] {
    for (const procedure::Transition* transition : possible) {
      json.object([&] {
        json.text("event", transition->event);
        write_label(json, transition->name);
        json.boolean("adverse", transition->adverse);
        write_inputs(json, *transition);
      });
    }
  });
}

void write_members(JsonWriter& json, const Procedure& procedure, const Application& application) {
  json.text("number", application.number);
  write_state(json, procedure, application.state);
  json.integer("version", application.version).time("opened_at", application.opened_at);
  json.text("rules_version", application.rules_version).text("profile", application.form.profile);
  json.text("purpose", registration::purpose_name(application.form.purpose));
  write_subject(json, application.form);
  if (application.serial) json.text("serial", application.serial->to_hex());
  if (application.due_at) json.time("due_at", *application.due_at);
  if (application.owed_at) json.time("owed_at", *application.owed_at);
}

}  // namespace

std::string receipt(const Application& application) {
  JsonWriter json;
  json.object([&] {
    json.text("number", application.number).text("state", application.state);
    json.integer("version", application.version).text("query_url", "/applications/" + application.number);
    if (application.serial) json.text("serial", application.serial->to_hex());
  });
  return json.text();
}

void write_summary(JsonWriter& json, const Services& services, const Application& application) {
  json.object([&] { write_members(json, services.registration.procedure_of(application), application); });
}

namespace {

/// In whose name it is worked on (article 25, third paragraph): the licensed provider's, and the sites of its
/// delegated bodies whose operators did something.
struct Name {
  std::string provider;
  std::vector<std::string> sites;
};
Result<Name> name_for(const Services& services, const Application& application) {
  Name name;
  const auto imported = services.policy.licence();
  if (!imported && imported.error().kind != base::ErrorKind::NotFound) return imported.error();
  if (imported) name.provider = imported->licence.holder_name;
  std::set<std::string> seen;
  constexpr std::string_view kOfficerStep = "officer/";
  for (const registration::StepNote& step : application.steps) {
    if (!step.actor.starts_with(kOfficerStep) || !seen.insert(step.actor).second) continue;
    const auto officer = services.officers.find(step.actor.substr(kOfficerStep.size()));
    if (!officer && officer.error().kind != base::ErrorKind::NotFound) return officer.error();
    if (officer && !officer->body.empty()) name.sites.push_back(officer->site);
  }
  return name;
}

}  // namespace

Result<std::string> whole(const Services& services, const Application& application,
                          const officers::Actor& actor) {
  YX_TRY(const auto clocks, services.registration.clocks(application));
  std::optional<registration::Retention> retention;
  if (!actor.roles.empty()) {
    YX_TRY(retention, services.registration.retention(application));
  }
  YX_TRY(const Name name, name_for(services, application));
  const Procedure& procedure = services.registration.procedure_of(application);
  JsonWriter json;
  json.object([&] {
    write_members(json, procedure, application);
    json.text("provider", name.provider);
    if (!name.sites.empty()) write_texts(json, "sites", name.sites);
    json.text("procedure", application.procedure_version);
    json.text("notification", services.registration.notification_version(application));
    json.text("key_sm3", base::to_hex(crypto::sm3(application.key)));
    write_form(json, application.form);
    write_steps(json, procedure, application, actor);
    if (retention) write_retention(json, *retention);
    write_materials(json, application);
    write_gates(json, procedure, application);
    write_possible(json, services.registration.possible(application, actor));
    write_clocks(json, clocks);
  });
  return json.text();
}

std::string page_of(const Services& services, const std::vector<Application>& applications,
                    std::int64_t limit, Place place) {
  JsonWriter json;
  json.object([&] {
    json.array("applications", [&] {
      for (const Application& one : applications) write_summary(json, services, one);
    });
    if (static_cast<std::int64_t>(applications.size()) != limit) return;
    const Application& last = applications.back();
    json.text("next", place == nullptr ? last.number : place(last));
  });
  return json.text();
}

}  // namespace yinxin::endpoints
