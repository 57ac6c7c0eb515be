// GET /rules/{kind}/{version}: one published version at its permanent address, octet for octet (article 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_document(const Services& services) {
  return rules_page(services, "rulesDocument", "/rules/{kind}/{version}", kMarkdown,
                    &policy::Service::Document::document);
}

}  // namespace yinxin::endpoints
