// What is in the way of an expert's reviewing somebody. Private to this folder.
#pragma once

#include "cases/types.hpp"
#include "proof/draw.hpp"
#include "supervision/experts/types.hpp"

namespace yinxin::supervision {

inline constexpr std::string_view kDrawnExpert = "expert/";  // before the number, as draws have it

/// By what names an expert may have said whom a case is about: its party, and the organisation, credit code
/// and shareholders that were entered.
std::vector<std::string> names_of_party(const cases::Case& the_case);

/// On that day; nothing: nothing is. Same employer by what the register says, the rest as it was declared.
std::optional<proof::Exclusion> in_the_way(const Expert& expert, const std::vector<std::string>& party,
                                           base::Date day);

}  // namespace yinxin::supervision
