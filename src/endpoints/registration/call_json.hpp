// What the officer on duty is told of a call about a lost key: never what is kept.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

/// The number of the application whose certificate the serial names, for support officers, who take such
/// calls. Errors: Forbidden `officers.role_needed`; Malformed `x509.serial`; NotFound
/// `registration.application`; as check_open_to.
base::Result<std::string> called_about(const Services& services, const std::string& serial,
                                       const officers::Actor& actor);

/// LossCall of api/openapi.yaml.
std::string call_json(const Services& services, const policy::LossReportRules& rules,
                      const registration::Application& application);

}  // namespace yinxin::endpoints
