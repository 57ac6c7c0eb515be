// What whoever draws a form has to know beforehand: the procedure of today, and which text is confirmed.
#include <stdexcept>

#include "registration/state.hpp"

namespace yinxin::registration {

const procedure::Procedure& Service::procedure_now() const {
  const procedure::Procedure* now = state_->procedure_on(base::beijing_date(state_->house.clock.now()));
  if (now == nullptr)
    throw std::logic_error("no procedure in force");  // open() wants one, and the last has no end
  return *now;
}

const std::string& Service::notification_version(const Application& application) const {
  return state_->paper_of(application, "notification").version;
}

}  // namespace yinxin::registration
