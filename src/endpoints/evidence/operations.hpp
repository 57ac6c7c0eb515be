// The operations that build evidence and show it again (article 40).
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route evidence_build(const Services& services);
http::Route evidence_look(const Services& services);

}  // namespace yinxin::endpoints
