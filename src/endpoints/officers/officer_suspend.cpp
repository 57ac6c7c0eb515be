// POST /officers/{id}/suspension: a security administrator takes the right to act away, at once and until
// resumed; the certificate is on hold.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_suspend(const Office& services) {
  return signed_write(services, "officerSuspend", http::Method::Post, "/officers/{id}/suspension",
                      [&services](const Call& call, const http::JsonReader& body) {
                        change_standing(services, call, body, officers::OfficerChange::Suspend);
                      });
}

}  // namespace yinxin::endpoints
