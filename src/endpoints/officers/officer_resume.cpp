// POST /officers/{id}/resumption: a security administrator gives a suspended account the right to act back;
// the certificate is good again.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_resume(const Office& services) {
  return signed_write(services, "officerResume", http::Method::Post, "/officers/{id}/resumption",
                      [&services](const Call& call, const http::JsonReader& body) {
                        change_standing(services, call, body, officers::OfficerChange::Resume);
                      });
}

}  // namespace yinxin::endpoints
