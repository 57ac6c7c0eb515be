// What the departments of a provider count for its annual report.
#pragma once

#include "cases/service.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"

namespace yinxin::registration_support {

/// As a provider's server has them (apps/office/house_cases.cpp).
inline std::vector<store::Statistic> all_statistics() {
  std::vector<store::Statistic> all = authority::certificate_statistics();
  all.push_back(registration::application_statistic());
  all.push_back(cases::opened_statistic("complaints.registered", "complaint"));
  all.push_back(cases::closed_statistic("complaints.closed", "complaint"));
  all.push_back(status::list_statistic());
  return all;
}

}  // namespace yinxin::registration_support
