// OCSP signer certificates: 35 days, a new key at two thirds (decisions.md 1).
#pragma once

#include "office/house.hpp"

namespace yinxin::office {

/// Whether the newest OCSP signer of this issuer is missing or past two thirds of its time.
bool ocsp_signer_due(const authority::Service& authority, const std::string& issuer, base::Time now);
/// Generates a key in the signer and certifies it under `issuer`; both durable on return. Errors: those of
/// the signer and of Service::issue_service.
base::Result<authority::Authority> make_ocsp_signer(House& house, const std::string& issuer,
                                                    const officers::Actor& actor);

}  // namespace yinxin::office
