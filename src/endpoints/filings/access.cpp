#include "endpoints/filings/access.hpp"

#include "endpoints/cases/access.hpp"
#include "endpoints/cases/case_json.hpp"
#include "endpoints/registration/access.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using officers::Role;

FilingDesk::FilingDesk(const Services& services)
    : office_(services), filer_(services.filer), provider_(true) {}
FilingDesk::FilingDesk(const Supervision& supervision) : office_(supervision) {}

Result<const filings::Records*> FilingDesk::records() const {
  if (office_.filings == nullptr) return make_error(ErrorKind::NotFound, "exchange.off");
  return office_.filings;
}

const procedure::Procedure* FilingDesk::procedure(const std::string& id) const {
  if (!provider_) return procedure_in_force(office_, id, base::beijing_date(office_.clock.now()));
  if (filer_ == nullptr) return nullptr;
  const auto found = filer_->procedure(id);
  return found ? *found : nullptr;
}

Result<std::string> FilingDesk::reach_of(const officers::Actor& actor) const {
  if (provider_) {
    YX_CHECK(require_own_staff(actor));
    return std::string();
  }
  YX_TRY(const cases::Caller caller, caller_of(office_, actor));
  if (is_expert(caller) || !caller.reach)
    return make_error(ErrorKind::Forbidden, "procedure.role", "filings are for officers");
  return *caller.reach;
}

Result<void> FilingDesk::check_reader(const officers::Actor& actor, const filings::Filing& filing) const {
  YX_TRY(const std::string reach, reach_of(actor));
  if (provider_) {
    if (actor.has(Role::ComplianceOfficer) || actor.has(Role::ResponsiblePerson)) return {};
    return make_error(ErrorKind::Forbidden, "officers.role_needed",
                      "compliance_officer or responsible_person");
  }
  if (!cases::lies_in(filing.scope, reach)) return make_error(ErrorKind::NotFound, "filings.none");
  YX_TRY(const cases::Caller caller, caller_of(office_, actor));
  const procedure::Procedure* found = procedure(filing.procedure);
  if (found != nullptr && works_on(caller, *found, filing.scope)) return {};
  return make_error(ErrorKind::Forbidden, "procedure.role", "who works on such cases");
}

}  // namespace yinxin::endpoints
