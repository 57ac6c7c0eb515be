// Whose authority a filing is for (article 5, rules/routing.toml). Private to this folder.
#pragma once

#include "filings/types.hpp"

namespace yinxin::filings {

inline constexpr std::string_view kCountry = "000000";

/// The province that a region lies in: 530100 lies in 530000.
std::string province_of(std::string_view region);

/// The region of the authority that receives an opening: the country, where the national bureau does
/// (`national`); else the province of the first region that the opening enters (the applicant's, the
/// delegated body's); else of `domicile`. Empty: none of them says.
std::string receiving_scope(bool national, const procedure::Transition& opening,
                            const procedure::Values& inputs, const std::string& domicile);

}  // namespace yinxin::filings
