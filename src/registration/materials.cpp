// Materials: taken in until somebody has reviewed them, so that what was reviewed is what is there.
#include <algorithm>
#include <array>

#include "registration/state.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::array<std::string_view, 2> kOpenStates{"submitted", "received"};
constexpr std::string_view kSupplementing = "supplementing";
constexpr std::array<std::string_view, 4> kMediaTypes{"application/pdf", "application/ofd", "image/jpeg",
                                                      "image/png"};
constexpr std::size_t kMaxKind = 64;
constexpr std::size_t kMaxTitle = 200;  // characters, as of a name (requirements 8.1)

bool is_kind(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKind &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

bool is_title(std::string_view text) {
  const auto length = x509::count_characters(text);
  return length && *length >= 1 && *length <= kMaxTitle && !x509::inspect_text(text);
}

Result<void> check_material(const Material& material) {
  if (material.content.size() > kMaxMaterial)
    return make_error(ErrorKind::TooLarge, "registration.material.size");
  const auto bad = [](const char* what) {
    return make_error(ErrorKind::Malformed, "registration.material", what);
  };
  if (material.content.empty()) return bad("empty");
  if (!is_kind(material.kind)) return bad("kind");
  if (!is_title(material.title)) return bad("title");
  if (std::find(kMediaTypes.begin(), kMediaTypes.end(), material.media_type) == kMediaTypes.end())
    return bad("media_type");
  return {};
}

/// Before the review, and whenever more was asked for.
bool takes_material(const procedure::Procedure& procedure, const Application& application) {
  if (application.state == kSupplementing) return true;
  if (std::find(kOpenStates.begin(), kOpenStates.end(), application.state) == kOpenStates.end()) return false;
  const procedure::Case current = case_of(application);
  const auto gates = procedure::gates(procedure, current);
  return std::none_of(gates.begin(), gates.end(), [](const procedure::GateState& state) {
    return state.gate->event == "review_material" && state.opened != nullptr;
  });
}

}  // namespace

Result<void> Service::State::check_material_giver(Attempt& attempt) const {
  YX_TRY(attempt.before, load(attempt.deed.number));
  YX_CHECK(identify(attempt));
  const Application& application = attempt.before.application;
  const bool applicant = attempt.roles == std::vector<std::string>{"applicant"};
  if (!applicant) YX_CHECK(officers::require_role(attempt.actor, officers::Role::RegistrationOfficer));
  if (!takes_material(procedure_of(application), application))
    return make_error(ErrorKind::Conflict, "registration.materials_closed");
  return {};
}

void Service::State::add_material(Material material, AttemptPtr attempt) {
  auto ready = check_material(material);
  if (ready) ready = check_material_giver(*attempt);
  if (!ready) return attempt->finish(ready.error());
  Dossier after_it = attempt->before;
  Application& application = after_it.application;
  const crypto::Sm3Digest digest = crypto::sm3(material.content);
  const bool again = std::any_of(application.materials.begin(), application.materials.end(),
                                 [&](const MaterialNote& note) { return note.digest == digest; });
  if (again) return attempt->finish(make_error(ErrorKind::Conflict, "registration.material.repeated"));
  if (application.materials.size() >= kMaxMaterials)
    return attempt->finish(make_error(ErrorKind::TooMany, "registration.material.count"));
  attempt->at = house.clock.now();
  const MaterialNote note{
      material.kind, material.title, material.media_type, static_cast<std::int64_t>(material.content.size()),
      digest,        attempt->at};
  application.materials.push_back(note);
  ++application.version;

  store::WriteSet set;
  touch_application(set, application);
  insert_material(set, house.vault, application.number, material, note, attempt->actor_name);
  ledger::Act act;
  act.code = proof::ActCode::MaterialAdded;
  act.object = authority::application_object(application.number);
  act.record = ledger::facts({{"actor", attempt->actor_name},
                              {"actor.signature_base", base::as_text(attempt->actor.signature_base)},
                              {"actor.signature", base::as_text(attempt->actor.signature)},
                              {"kind", material.kind},
                              {"media_type", material.media_type},
                              {"material_sm3", base::to_hex(digest)}});
  house.recorder.add(set, act, attempt->at);
  if (attempt->remember) attempt->remember(set, application);
  submit_set(std::move(attempt), std::move(set), std::move(after_it));
}

}  // namespace yinxin::registration
