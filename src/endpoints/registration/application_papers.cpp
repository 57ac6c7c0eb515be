// GET /applications/{number}/notification and /agreement: what the applicant is told (four matters) and what
// both sides sign (article 21), whole, in the version of this application. The SM3 of these octets is what is
// acknowledged and signed.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

using registration::Service;
using Text = base::Result<std::string> (Service::*)(const std::string&) const;

base::Result<std::string> read_paper(const Services& services, const officers::Actor& actor,
                                     const std::string& number, Text text) {
  YX_TRY(const registration::Application application, services.registration.find(number));
  YX_CHECK(require_reader(actor, application));
  YX_CHECK(check_open_to(services, number, actor));
  return (services.registration.*text)(number);
}

http::Route paper(const Services& services, std::string name, std::string path, Text text) {
  const auto handle = [&services, text](const officers::Actor& actor, const http::Request& request,
                                        http::Responder responder) {
    auto octets = read_paper(services, actor, request.path_parameter("number"), text);
    if (!octets) return responder.fail(std::move(octets).error());
    responder.answer(http::text(200, *octets));
  };
  return signed_read(services, std::move(name), std::move(path), handle);
}

}  // namespace

http::Route application_notification(const Services& services) {
  return paper(services, "applicationNotification", "/applications/{number}/notification",
               &Service::notification_text);
}

http::Route application_agreement(const Services& services) {
  return paper(services, "applicationAgreement", "/applications/{number}/agreement",
               &Service::agreement_text);
}

}  // namespace yinxin::endpoints
