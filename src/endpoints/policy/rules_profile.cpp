// GET /rules/{kind}/{version}/profile: the parameters by which the program is bound under that version
// (article 17).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_profile(const Services& services) {
  return rules_page(services, "rulesProfile", "/rules/{kind}/{version}/profile", kToml,
                    &policy::Service::Document::profile);
}

}  // namespace yinxin::endpoints
