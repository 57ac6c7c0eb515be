#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

void add_routes(http::Router& router, const Services& services) {
  using Make = http::Route (*)(const Services&);
  for (const Make make : {ocsp_post, ocsp_get, crl_download, certificate_status, authority_certificate,
                          certificate_chain, certificate_query, ledger_checkpoint, ledger_tile}) {
    router.add(make(services));
  }
}

}  // namespace yinxin::endpoints
