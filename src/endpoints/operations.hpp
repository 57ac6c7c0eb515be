// The routes, by department. Each is made in the file of its name.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

// status
http::Route ocsp_post(const Services& services);
http::Route ocsp_get(const Services& services);
http::Route crl_download(const Office& services);
http::Route crl_list(const Office& services);
http::Route certificate_status(const Services& services);

// authority
http::Route authority_list(const Office& services);
http::Route authority_certificate(const Office& services);
http::Route certificate_chain(const Office& services);
http::Route certificate_query(const Services& services);
http::Route taker_certify(const Services& services);

// ledger
http::Route ledger_checkpoint(const Office& services);
http::Route ledger_tile(const Office& services);
http::Route ledger_cosigned(const Office& services);
http::Route act_list(const Office& services);

}  // namespace yinxin::endpoints
