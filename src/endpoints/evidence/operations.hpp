// The operation that builds evidence (article 40).
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route evidence_build(const Services& services);

}  // namespace yinxin::endpoints
