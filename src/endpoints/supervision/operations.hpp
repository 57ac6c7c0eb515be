// Operations of a regulator alone: the public register, decisions made public, who stands behind an
// applicant, the list of focused supervision.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route register_list(const Supervision& office);
http::Route register_history(const Supervision& office);
http::Route snapshot_list(const Supervision& office);
http::Route snapshot_read(const Supervision& office);
http::Route ownership_show(const Supervision& office);
http::Route decision_list(const Supervision& office);
http::Route focus_list(const Supervision& office);

}  // namespace yinxin::endpoints
