#include "endpoints/registration/call_json.hpp"

#include <algorithm>

#include "endpoints/inputs.hpp"
#include "endpoints/registration/access.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

/// The words of the question, from the procedure that draws it.
const procedure::Label* words_of(const procedure::Procedure& procedure, const std::string& question) {
  for (const procedure::Transition& transition : procedure.transitions) {
    for (const procedure::Input& input : transition.inputs) {
      if (input.id != "caller_questions") continue;
      for (const auto& [code, label] : input.codes) {
        if (code == question) return &label;
      }
    }
  }
  return nullptr;
}

}  // namespace

base::Result<std::string> called_about(const Services& services, const std::string& serial,
                                       const officers::Actor& actor) {
  YX_CHECK(officers::require_role(actor, officers::Role::SupportOfficer));
  YX_TRY(const x509::Serial found, x509::Serial::from_hex(serial));
  YX_TRY(std::string number, services.registration.number_of(found));
  YX_CHECK(check_open_to(services, number, actor));
  return number;
}

std::string call_json(const Services& services, const policy::LossReportRules& rules,
                      const registration::Application& application) {
  const registration::LossCall call = services.registration.loss_call(rules, application);
  const procedure::Procedure& procedure = services.registration.procedure_of(application);
  http::JsonWriter json;
  json.object([&] {
    json.text("serial", application.serial->to_hex()).text("state", application.state);
    json.array("questions", [&] {
      for (const std::string& question : call.questions) {
        json.object([&] {
          json.text("id", question);
          if (const procedure::Label* words = words_of(procedure, question)) write_label(json, *words);
        });
      }
    });
    json.integer("needed", rules.right).integer("attempts_left", call.attempts_left);
    json.integer("opens", rules.opens).integer("closes", rules.closes).text("section", rules.section);
    if (call.answer_by) json.time("answer_by", *call.answer_by);
    if (call.known) json.boolean("known", *call.known).integer("right", call.right);
    if (call.act_by) json.time("act_by", *call.act_by);
    json.boolean("one_officer", rules.one_officer).boolean("alone_now", call.alone_now);
  });
  return json.text();
}

}  // namespace yinxin::endpoints
