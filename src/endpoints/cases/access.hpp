// Who may see a case, and what of it (requirements 5, 6.2, 11.3).
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

/// Who asks, as src/cases understands it: an officer with roles and region (the account's, else the
/// office's), an operator of a delegated body, who has the cases that they opened (article 25), or a party
/// known by its key. Errors: Forbidden `officers.role_needed` for an administrator
/// (三员), who sees nothing of the business; those of CaseDesk::party_roles.
base::Result<cases::Caller> caller_of(const Office& office, const officers::Actor& actor);

/// A case as the caller may read it. External experts (评审专家) see the cases to which they were assigned,
/// and of them no personal data. Errors: those of cases::Service::read; NotFound `cases.none`; Forbidden
/// `compliance.quarantined` (article 23).
base::Result<cases::View> read_case(const Office& office, const std::string& number,
                                    const cases::Caller& caller);
/// An expert answers for their own report (article 10): of the items that name an expert, they act on those
/// that name them. Errors: Forbidden `licensing.other_reviewer`.
base::Result<void> check_own_item(const cases::Case& the_case, const std::string& item,
                                  const cases::Caller& caller);
/// Whether that is all the caller is.
bool is_expert(const cases::Caller& caller);

/// Whether the caller's roles are named by the procedure: who works on such cases, not who may only see them.
bool works_on(const cases::Caller& caller, const procedure::Procedure& procedure, const std::string& scope);

/// What of one step's inputs the caller is shown. L0 and L1: everybody who may see the case. L2: who works on
/// such cases; the party, where it entered it, or where a document of the step tells it. L3: nobody, here.
bool is_shown(const procedure::Input& input, const procedure::Transition& transition,
              const cases::StepNote& step, const cases::Case& the_case, const cases::Caller& caller,
              bool works);

/// How the caller may read a file of the case. None: not at all. Look: with a reason, once that is on record.
enum class FileRight { None, Read, Look };
/// One that no step has named yet: who handed it in. L0 and L1: who may see the case. L2 and L3: officers who
/// work on such cases, or who handed it in, by a look; the party where it handed it in itself, or is told it.
FileRight file_right(const cases::View& view, const cases::FileNote& note, const cases::Caller& caller);

}  // namespace yinxin::endpoints
