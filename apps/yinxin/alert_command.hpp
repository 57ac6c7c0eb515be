// yinxin monitor: the monitoring of a regulator's office (art. 30): what providers are held to, and alerts,
// which a person confirms or dismisses.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct MonitorSetOptions {
  SignedAs as;
  std::string filing;      ///< src/supervision/monitoring/FILING.md
  std::int64_t every = 0;  ///< minutes between rounds; 0: as the office has it
};
/// Errors: those of Filing::parse() and of supervision::Monitoring::set.
base::Result<void> monitor_set(const MonitorSetOptions& options, std::ostream& out);

struct MonitorListOptions {
  SignedAs as;
};
base::Result<void> monitor_list(const MonitorListOptions& options, std::ostream& out);

struct AlertListOptions {
  SignedAs as;
  std::string state;  ///< open, confirmed, dismissed; empty: all
  std::string provider;
};
base::Result<void> alert_list(const AlertListOptions& options, std::ostream& out);

struct AlertShowOptions {
  SignedAs as;
  std::string id;
  std::string keep;  ///< folder for the octets that show it, each under its SM3; empty: they are not fetched
};
/// Errors: also Refused `yinxin.alert.answer` (octets that are not those of the SM3).
base::Result<void> alert_show(const AlertShowOptions& options, std::ostream& out);

struct AlertDecideOptions {
  SignedAs as;
  std::string id;
  std::string reason;
};
/// Errors: those of supervision::Monitoring::decide.
base::Result<void> alert_confirm(const AlertDecideOptions& options, std::ostream& out);
base::Result<void> alert_dismiss(const AlertDecideOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
