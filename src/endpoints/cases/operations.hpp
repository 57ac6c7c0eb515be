// Operations on cases of the law's procedures (src/cases), of a provider's office and of a regulator's.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route procedure_list(const Office& office);
http::Route procedure_read(const Office& office);
http::Route case_list(const Office& office);
http::Route case_open(const Office& office);
http::Route case_show(const Office& office);
http::Route case_event(const Office& office);
http::Route reminder_list(const Office& office);
http::Route case_file_add(const Office& office);
http::Route opening_file_add(const Office& office);
http::Route case_file_list(const Office& office);
http::Route case_file_read(const Office& office);
http::Route case_file_look(const Office& office);
http::Route calendar_show(const Office& office);
http::Route calendar_propose(const Office& office);
http::Route calendar_moves(const Office& office);
http::Route calendar_confirm(const Office& office);

}  // namespace yinxin::endpoints
