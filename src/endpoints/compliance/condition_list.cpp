// GET /conditions: the seven conditions of the licence as they stand today (articles 6 and 34).
#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using base::Result;
using http::JsonWriter;

namespace {

void write_light(JsonWriter& json, const compliance::Light& light) {
  json.object([&] {
    json.text("condition", light.condition->id).text("zh", light.condition->zh);
    json.text("en", light.condition->en).text("needs", light.condition->needs);
    json.text("state", compliance::light_state_name(light.state)).text("value", light.value);
    if (light.verified_on) json.text("verified_on", base::format_date(*light.verified_on));
    if (light.proof) json.text("proof_sm3", base::to_hex(*light.proof));
  });
}

void write_staff_count(JsonWriter& json, const compliance::StaffCount& count) {
  json.object("staff", [&] {
    json.integer("counted", count.counted).integer("needed", compliance::kStaffNeeded);
    for (const compliance::StaffKind kind : compliance::kStaffKinds) {
      if (kind != compliance::StaffKind::Other)
        json.integer(compliance::staff_kind_name(kind), count.by_kind.at(static_cast<std::size_t>(kind)));
    }
    json.integer("contracts_ending", count.ending);
  });
}

Result<std::string> list_conditions(const Services& services, const officers::Actor& actor) {
  YX_CHECK(require_duties(actor));
  YX_TRY(const compliance::Dashboard dashboard, duties_of(services).dashboard());
  JsonWriter json;
  json.object([&] {
    json.text("day", base::format_date(dashboard.day));
    json.array("conditions", [&] {
      for (const compliance::Light& light : dashboard.lights) write_light(json, light);
    });
    write_staff_count(json, dashboard.staff);
  });
  return json.text();
}

}  // namespace

http::Route condition_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request&,
                                  http::Responder responder) {
    auto listed = list_conditions(services, actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "conditionList", "/conditions", handle);
}

}  // namespace yinxin::endpoints
