// POST /applications: somebody asks for a certificate (article 21), signed with the key that is to be
// certified.
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/form_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using http::JsonReader;
using registration::Application;

http::Route application_submit(const Services& services) {
  const auto handle = [&services](Call call, const JsonReader& body) {
    auto form = read_form(body);
    if (!form) return call.fail(std::move(form).error());
    services.registration.submit(std::move(*form), call.actor(), call.remember<Application>(201, receipt),
                                 call.completion<Application>());
  };
  return signed_write(services, "applicationSubmit", http::Method::Post, "/applications", handle,
                      kMaxFormBody);
}

}  // namespace yinxin::endpoints
