// Operations on tips with a sealed reporter (src/supervision/tips, docs/operations/supervision.md).
#pragma once

#include "endpoints/services.hpp"
#include "supervision/tips/service.hpp"

namespace yinxin::endpoints {

http::Route tip_keys(const Supervision& office);
http::Route tip_enrol(const Supervision& office);
http::Route tip_submit(const Supervision& office);
http::Route tip_show(const Supervision& office);
http::Route tip_open(const Supervision& office);
http::Route tip_share(const Supervision& office);
http::Route tip_progress(const Supervision& office);

/// Errors: Unavailable `supervision.tip.off` (no folder of seals is set).
base::Result<supervision::Tips*> tips_of(const Supervision& office);

}  // namespace yinxin::endpoints
