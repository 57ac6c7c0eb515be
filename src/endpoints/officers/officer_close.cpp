// POST /officers/{id}/close: a security administrator ends an account for ever; its certificate is revoked.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_close(const Office& services) {
  return signed_write(services, "officerClose", http::Method::Post, "/officers/{id}/close",
                      [&services](const Call& call, const http::JsonReader& body) {
                        change_standing(services, call, body, officers::OfficerChange::Close);
                      });
}

}  // namespace yinxin::endpoints
