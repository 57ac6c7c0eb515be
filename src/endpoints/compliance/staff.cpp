// GET and POST /staff, POST /staff/{id}/leaving: who works here (article 6 item 5, requirements 4.3).
#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using base::Result;
using compliance::StaffPerson;

namespace {

constexpr std::size_t kMaxStaffId = 64;      // octets; the service says 32
constexpr std::size_t kMaxStaffText = 1024;  // octets; the service says 200 characters
constexpr std::size_t kMaxPaper = 32;
constexpr std::size_t kMaxStaffBody = 8192;

std::string person_json(const StaffPerson& person) {
  http::JsonWriter json;
  write_person(json, person, true);
  return json.text();
}

struct Entered {
  StaffPerson person;
  std::string identity;
};

Result<Entered> read_person(const http::JsonReader& body) {
  Entered entered;
  StaffPerson& person = entered.person;
  person.id = body.text("id", kMaxStaffId);
  person.name = body.text("name", kMaxStaffText);
  entered.identity = body.text("identity", kMaxPaper);
  const auto kind = compliance::find_staff_kind(body.text("kind", kMaxStaffId));
  if (!kind) body.fault("kind", "is no kind of staff");
  person.kind = kind.value_or(compliance::StaffKind::Other);
  person.post = body.text("post", kMaxStaffText);
  person.key_post = body.boolean("key_post");
  person.full_time = body.boolean("full_time");
  person.insured = body.boolean("insured");
  person.background_on = optional_day_member(body, "background_on");
  person.contract_to = optional_day_member(body, "contract_to");
  person.started_on = day_member(body, "started_on");
  YX_CHECK(body.finish());
  return entered;
}

Result<std::string> list_staff(const Services& services, const officers::Actor& actor,
                               const http::Request& request) {
  YX_CHECK(require_duties(actor));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const auto persons, duties_of(services).staff(page.after, page.limit));
  const bool in_clear = actor.has(officers::Role::TrainingOfficer);
  http::JsonWriter json;
  json.object([&] {
    json.array("staff", [&] {
      for (const StaffPerson& person : persons) write_person(json, person, in_clear);
    });
    if (static_cast<std::int64_t>(persons.size()) == page.limit) json.text("next", persons.back().id);
  });
  return json.text();
}

}  // namespace

http::Route staff_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_staff(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "staffList", "/staff", handle);
}

http::Route staff_enter(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    auto entered = read_person(body);
    if (!entered) return call.fail(std::move(entered).error());
    duties_of(services).enter_staff(std::move(entered->person), entered->identity, services.desk.service,
                                    call.actor(), call.remember<StaffPerson>(201, person_json),
                                    call.completion<StaffPerson>());
  };
  return signed_write(services, "staffEnter", http::Method::Post, "/staff", handle, kMaxStaffBody);
}

http::Route staff_leave(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const base::Date left_on = day_member(body, "left_on");
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    duties_of(services).leave_staff(call.request().path_parameter("id"), left_on, services.desk.service,
                                    call.actor(), call.remember<StaffPerson>(200, person_json),
                                    call.completion<StaffPerson>());
  };
  return signed_write(services, "staffLeave", http::Method::Post, "/staff/{id}/leaving", handle,
                      kMaxStaffBody);
}

}  // namespace yinxin::endpoints
