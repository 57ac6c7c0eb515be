// What the operations on duties have in common.
#include <algorithm>

#include "endpoints/compliance/operations.hpp"
#include "privacy/masking.hpp"

namespace yinxin::endpoints {

using officers::Role;

namespace {

constexpr std::size_t kDayText = 10;  // 2026-01-31

}  // namespace

base::Result<void> require_duties(const officers::Actor& actor) {
  constexpr Role kReaders[] = {Role::ComplianceOfficer, Role::ResponsiblePerson, Role::TrainingOfficer,
                               Role::SecurityChief, Role::ArchiveOfficer};
  if (std::any_of(std::begin(kReaders), std::end(kReaders), [&](Role role) { return actor.has(role); }))
    return {};
  return officers::require_role(actor, Role::ComplianceOfficer);
}

void write_person(http::JsonWriter& json, const compliance::StaffPerson& person, bool in_clear) {
  const auto day = [&](const char* name, const std::optional<base::Date>& value) {
    if (value) json.text(name, base::format_date(*value));
  };
  json.object([&] {
    json.text("id", person.id).text("name", in_clear ? person.name : privacy::mask_name(person.name));
    json.text("kind", compliance::staff_kind_name(person.kind));
    json.text("kind_zh", compliance::staff_kind_zh(person.kind)).text("post", person.post);
    json.boolean("key_post", person.key_post).boolean("full_time", person.full_time);
    json.boolean("insured", person.insured);
    day("background_on", person.background_on);
    day("contract_to", person.contract_to);
    day("started_on", person.started_on);
    day("left_on", person.left_on);
  });
}

std::optional<base::Date> optional_day_member(const http::JsonReader& body, std::string_view name) {
  const auto text = body.optional_text(name, kDayText);
  if (!text) return std::nullopt;
  const auto day = base::parse_date(*text);
  if (!day) {
    body.fault(name, "is no day");
    return std::nullopt;
  }
  return *day;
}

base::Date day_member(const http::JsonReader& body, std::string_view name) {
  const auto day = base::parse_date(body.text(name, kDayText));
  if (!day) body.fault(name, "is no day");
  return day ? *day : base::Date();
}

}  // namespace yinxin::endpoints
