// What whoever draws a form has to know beforehand: the procedure of today, which text is confirmed, and what
// may be applied for.
#include <stdexcept>

#include "registration/state.hpp"

namespace yinxin::registration {

const procedure::Procedure& Service::procedure_now() const {
  const procedure::Procedure* now = state_->procedure_on(base::beijing_date(state_->house.clock.now()));
  if (now == nullptr)
    throw std::logic_error("no procedure in force");  // open() wants one, and the last has no end
  return *now;
}

base::Result<Service::Offer> Service::offer() const {
  const base::Time now = state_->house.clock.now();
  YX_TRY([[maybe_unused]] const policy::Licence licence, state_->house.policy.licence_in_force(now));
  YX_TRY(policy::RulesInForce rules, state_->house.policy.rules_in_force(now));
  Offer offer;
  for (const auto& [id, of_class] : rules.profile.classes) {
    const auto profile = state_->options.profiles.find(id);
    if (profile != state_->options.profiles.end()) offer.classes.push_back({&profile->second, of_class});
  }
  offer.rules = std::move(rules.profile);
  return offer;
}

const std::string& Service::notification_version(const Application& application) const {
  return state_->paper_of(application, "notification").version;
}

}  // namespace yinxin::registration
