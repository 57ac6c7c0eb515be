#include "endpoints/registration/event_request.hpp"

#include <limits>

#include "endpoints/inputs.hpp"
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"

namespace yinxin::endpoints {

using registration::Application;

namespace {

constexpr std::string_view kDestroyed = "destroyed";  // the state

/// An event that is not possible from here keeps its inputs unread: the procedure says what is wrong with it.
base::Result<registration::Deed> read_deed(const Services& services, const http::JsonReader& body,
                                           std::string number) {
  registration::Deed deed;
  deed.number = std::move(number);
  deed.event = body.text("event", kMaxEventName);
  deed.version = body.optional_integer("version", 0, std::numeric_limits<std::int64_t>::max());
  YX_TRY(const procedure::Transition* transition, services.registration.transition(deed.number, deed.event));
  if (transition == nullptr && !deed.event.empty()) return deed;
  if (transition != nullptr) deed.inputs = read_inputs(body, *transition);
  YX_CHECK(body.finish());
  return deed;
}

}  // namespace

void try_event(const Services& services, const Call& call, const http::JsonReader& body, std::string number) {
  const auto open = check_open_to(services, number, call.actor());
  if (!open) return call.fail(open.error());
  auto deed = read_deed(services, body, std::move(number));
  if (!deed) return call.fail(std::move(deed).error());
  const auto remember = [answer = call.remember<Application>(200, receipt), &requests = services.requests](
                            store::WriteSet& set, const Application& outcome) {
    answer(set, outcome);
    // Looks told personal data in clear, and no row says whose: all of a day's answers go.
    if (outcome.state == kDestroyed) requests.forget_all(set, std::string(kLookOperation));
  };
  services.registration.perform(std::move(*deed), call.actor(), remember, call.completion<Application>());
}

}  // namespace yinxin::endpoints
