// What cases do to a licence and to its entry in the register: the effects `licence_status` and
// `register_entry`. A licence's own case (licence_status) alone moves its state; every other case tells it
// what it decided, in the same commit. Private to this folder.
#pragma once

#include "supervision/register_table.hpp"

namespace yinxin::supervision {

/// The end of a licence that is renewed: the same-numbered day five years later (article 12).
base::Date renewed_end(base::Date ends_on);

/// The licence that a case is about: its own, its parent's or its child's, else that of the number which was
/// entered, else the only one of its party. Errors: NotFound `supervision.register` (none); Conflict
/// `supervision.licence_unclear` (the party has several, and the case names none); Refused
/// `supervision.licence_of_other` (the number is another party's); those of the store.
base::Result<Licence> licence_of(store::Database& database, const cases::Case& the_case);

/// What the changes of a package (licence_change) make of name and domicile: of several, that of the latest
/// day. Empty: it stays as it is.
struct Changed {
  std::string organisation;
  std::string domicile;  // region
};
Changed changed_by(const cases::Case& package);

/// In licence_status: keeps the entry, and ends a renewal of a licence that has ended. In licence_renewal,
/// licence_ending, service_stop and penalty: tells the licence's case the event that belongs; a service that
/// ends after its licence was deregistered has nothing to tell. Errors: those of licence_of(); Refused
/// `supervision.renewal_end` (another end than the licence's), `supervision.licence_ended` (a letter begins
/// the renewal of a licence that has ended),
/// `supervision.effect_unavailable` (of a procedure that this is no effect of); Conflict
/// `supervision.licence_number` (another licence has it); those of the licence's own case
/// (procedure::advance).
base::Result<void> licence_status_effect(store::Database& database, const cases::Happening& happening,
                                         cases::Consequences& consequences);

/// In licence_application the licence becomes public; in licence_change its name and domicile are those of
/// the changes; in licence_reissue and licence_ending the change is told. Errors: as above, and Refused
/// `supervision.licence_ended` (nothing is changed or issued of a licence that has ended).
base::Result<void> register_entry_effect(store::Database& database, const cases::Happening& happening,
                                         cases::Consequences& consequences);

}  // namespace yinxin::supervision
