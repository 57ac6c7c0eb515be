// What a case knows of the values of a document (rules/documents/*.toml). Private to this folder.
#pragma once

#include "cases/types.hpp"
#include "documents/types.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// Those of the template's fields that the step and what went before it answer. `acceptance_number` is the
/// number of the notice that was issued in the case; empty: none was.
documents::Values known_values(const documents::Template& form, const cases::View& view,
                               std::int64_t position, const Organ& organ,
                               const std::string& acceptance_number);

/// The transition that the step was, or null.
const procedure::Transition* transition_of(const procedure::Procedure& procedure,
                                           const cases::StepNote& step);

}  // namespace yinxin::supervision
