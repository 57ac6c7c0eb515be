// GET /experts?status=&field= and GET /experts/pool?matter=&field=: 专家库 (article 10), for officers who
// work on it, of their region; and the pool that a draw for that matter would have.
#include "endpoints/cases/access.hpp"
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kExpertCases = "review_expert";

/// Errors: Forbidden `procedure.role` for who does not work on such cases.
Result<cases::Caller> expert_reader(const Supervision& office, const officers::Actor& actor) {
  YX_TRY(cases::Caller caller, instrument_caller(office, actor));
  const auto found = office.desk.procedures.find(std::string(kExpertCases));
  const bool works = found != office.desk.procedures.end() && !found->second.empty() &&
                     works_on(caller, found->second.back(), *caller.reach);
  if (!works) return make_error(ErrorKind::Forbidden, "procedure.role", "the register of experts");
  return caller;
}

std::string parameter(const http::Request& request, std::string_view name) {
  return std::string(request.query_parameter(name).value_or(""));
}

void text_unless_empty(http::JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.text(name, text);
}

void write_expert(http::JsonWriter& json, const supervision::Expert& one) {
  json.text("number", one.number).text("kind", one.kind);
  text_unless_empty(json, "account", one.account);
  json.text("name", one.name).text("employer", one.employer);
  json.array("fields", [&] {
    for (const std::string& field : one.fields) json.item(field);
  });
  json.text("scope", one.scope).text("status", one.status);
  text_unless_empty(json, "suspended_to", one.suspended_to);
  json.text("admitted_on", one.admitted_on);
  text_unless_empty(json, "removed_on", one.removed_on);
  json.array("conflicts", [&] {
    for (const supervision::ExpertConflict& conflict : one.conflicts) {
      json.object([&] {
        json.text("against", conflict.against).text("kind", conflict.kind);
        text_unless_empty(json, "until", conflict.until);
        json.text("declared_on", conflict.declared_on);
      });
    }
  });
  json.array("records", [&] {
    for (const supervision::ExpertRecord& record : one.records) {
      json.object([&] {
        json.text("event", record.event).text("on", record.on);
        text_unless_empty(json, "reviewed", record.reviewed);
        text_unless_empty(json, "quality", record.quality);
      });
    }
  });
}

Result<std::string> list_experts(const Supervision& office, const officers::Actor& actor,
                                 const http::Request& request) {
  YX_TRY(const cases::Caller caller, expert_reader(office, actor));
  YX_TRY(const auto found, office.instruments.experts.list(
                               {*caller.reach, parameter(request, "status"), parameter(request, "field")}));
  http::JsonWriter json;
  json.object([&] {
    json.array("experts", [&] {
      for (const supervision::Expert& one : found) json.object([&] { write_expert(json, one); });
    });
  });
  return json.text();
}

Result<std::string> show_pool(const Supervision& office, const officers::Actor& actor,
                              const http::Request& request) {
  YX_TRY(const cases::Caller caller, expert_reader(office, actor));
  supervision::NewDraw wanted;
  wanted.matter = parameter(request, "matter");
  wanted.field = parameter(request, "field");
  YX_TRY(const auto pool, office.instruments.experts.draw_pool(wanted, caller));
  http::JsonWriter json;
  json.object([&] { write_pool(json, pool); });
  return json.text();
}

http::Route expert_read(const Supervision& office, const char* name, const char* path,
                        Result<std::string> (*answer)(const Supervision&, const officers::Actor&,
                                                      const http::Request&)) {
  const auto handle = [&office, answer](const officers::Actor& actor, const http::Request& request,
                                        http::Responder responder) {
    auto said = answer(office, actor, request);
    if (!said) return responder.fail(std::move(said).error());
    responder.answer(http::json(200, *said));
  };
  return signed_read(office, name, path, handle);
}

}  // namespace

http::Route expert_list(const Supervision& office) {
  return expert_read(office, "expertList", "/experts", list_experts);
}
http::Route expert_pool(const Supervision& office) {
  return expert_read(office, "expertPool", "/experts/pool", show_pool);
}

}  // namespace yinxin::endpoints
