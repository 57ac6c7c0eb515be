// yinxin demonstration licence: plays the regulator, so that a demonstration has a licence to import (article
// 4).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct DemonstrationLicenceOptions {
  std::string key;                                 ///< the regulator's key file, made when it is not there
  std::string holder;                              ///< 机构名称, O of the authorities
  std::string credit_code = "91110101MA00000005";  ///< constructed
  std::string number = "测试-2026-0001";  ///< numbers of demonstrations begin with 测试 (requirements 4.2)
  std::string valid_from;                 ///< YYYY-MM-DD; empty: today
  std::string valid_to;                   ///< YYYY-MM-DD; empty: five years, less a day (article 12)
  std::string status = "valid";           ///< src/policy/LICENCE.md
  std::string server;                     ///< whose clock says what today is; empty: this machine's
  std::string out;                        ///< the signed licence file
  std::string keys;                       ///< the provider's `regulator_keys` file; empty: not written
};
/// As of now, so that a file made later replaces this one. Errors: Malformed `base.date`,
/// `policy.licence.format`; those of files and of
/// clock_of_server().
base::Result<void> demonstration_licence(const DemonstrationLicenceOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
