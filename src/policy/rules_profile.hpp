// The machine-readable side of a CPS or CP (rules/demonstration/ shows both and explains each key). Private
// to this folder.
#pragma once

#include "policy/types.hpp"

namespace yinxin::policy {

/// Every fault of the text together. Errors: Malformed `policy.rules.format`.
base::Result<CpsProfile> parse_cps_profile(std::string_view text, const std::string& version);
/// The identifiers that a CP defines, at least one. Errors: as above.
base::Result<std::vector<asn1::Oid>> parse_cp_policies(std::string_view text, const std::string& version);

}  // namespace yinxin::policy
