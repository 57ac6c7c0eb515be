#include "endpoints/cases/access.hpp"

#include "endpoints/instruments/operations.hpp"

namespace yinxin::endpoints {

base::Result<cases::Caller> instrument_caller(const Office& office, const officers::Actor& actor) {
  YX_TRY(cases::Caller caller, caller_of(office, actor));
  if (caller.roles.empty() || !caller.reach || is_expert(caller))
    return base::make_error(base::ErrorKind::Forbidden, "procedure.role", "for officers of the business");
  return caller;
}

}  // namespace yinxin::endpoints
