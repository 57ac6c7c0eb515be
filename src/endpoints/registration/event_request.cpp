#include "endpoints/registration/event_request.hpp"

#include <limits>

#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/inputs.hpp"

namespace yinxin::endpoints {

using registration::Application;

namespace {

constexpr std::size_t kMaxEventName = 64;

/// An event that is not possible from here keeps its inputs unread: the procedure says what is wrong with it.
base::Result<registration::Deed> read_deed(const procedure::Procedure& procedure,
                                           const http::JsonReader& body, const Application& application) {
  registration::Deed deed;
  deed.number = application.number;
  deed.event = body.text("event", kMaxEventName);
  deed.version = body.optional_integer("version", 0, std::numeric_limits<std::int64_t>::max());
  const procedure::Transition* transition = procedure.find(deed.event, application.state);
  if (transition == nullptr && !deed.event.empty()) return deed;
  if (transition != nullptr) deed.inputs = read_inputs(body, *transition);
  YX_CHECK(body.finish());
  return deed;
}

}  // namespace

void try_event(const Services& services, const Call& call, const http::JsonReader& body,
               const Application& application) {
  auto deed = read_deed(services.registration.procedure_of(application), body, application);
  if (!deed) return call.fail(std::move(deed).error());
  services.registration.perform(std::move(*deed), call.actor(), call.remember<Application>(200, receipt),
                                call.completion<Application>());
}

}  // namespace yinxin::endpoints
