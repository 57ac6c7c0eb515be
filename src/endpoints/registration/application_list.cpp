// GET /applications?state=…: the applications that officers of the business work on, newest first; with
// owed=true those that wait for a step of theirs while a clock runs, soonest first. Names and numbers of
// people never stand in an address: for those there is application_search. Who signs with a bare key is shown
// the application that the key serves, so that nobody depends on a note of its number.
#include <charconv>

#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Where an application stands in the order of what is owed: "<microseconds>.<number>". The time goes along,
/// so that a page follows also when its last one was done with in between.
struct OwedPlace {
  base::Time at{};
  std::string number;
};

std::string place_in_owed(const registration::Application& application) {
  return std::to_string(base::to_micros(application.owed_at.value_or(base::Time{}))) + "." +
         application.number;
}

Result<OwedPlace> read_place(const std::string& after) {
  if (after.empty()) return OwedPlace{};
  std::int64_t micros = 0;
  const auto [rest, failed] = std::from_chars(after.data(), after.data() + after.size(), micros);
  if (failed != std::errc() || rest == after.data() + after.size() || *rest != '.')
    return make_error(ErrorKind::Malformed, "http.page", "after");
  return OwedPlace{base::from_micros(micros), std::string(rest + 1, after.data() + after.size())};
}

Result<bool> read_owed(const http::Request& request) {
  const auto asked = request.query_parameter("owed");
  if (asked && *asked != "true" && *asked != "false")
    return make_error(ErrorKind::Malformed, "http.page", "owed: true or false");
  return asked && *asked == "true";
}

Result<std::string> list_applications(const Services& services, const officers::Actor& actor,
                                      const http::Request& request) {
  const bool applicant = actor.roles.empty() && !actor.key.empty();
  if (!applicant) YX_CHECK(require_business(actor));
  YX_TRY(Page page, read_page(request));
  YX_TRY(const bool owed, read_owed(request));
  registration::Service::Filter filter;
  filter.state = std::string(request.query_parameter("state").value_or(""));
  if (applicant) {
    filter.key = actor.key;
  } else if (owed) {
    YX_TRY(OwedPlace place, read_place(page.after));
    filter.owed_after = place.at;
    page.after = std::move(place.number);
  }
  YX_TRY(auto applications, services.registration.list(filter, page.after, page.limit));
  YX_CHECK(hide_closed(services, actor, applications));
  return page_of(services, applications, page.limit, filter.owed_after ? place_in_owed : nullptr);
}

}  // namespace

http::Route application_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_applications(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "applicationList", "/applications", handle);
}

}  // namespace yinxin::endpoints
