// yinxin monitor probe: probes a provider's public addresses and says what is not as filed and published (art.
// 30). Without an office: the rounds of one are in alert_command.hpp.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct MonitorProbeOptions {
  std::string provider;  ///< http://host:port
  std::string filing;    ///< src/supervision/monitoring/FILING.md
  std::string
      keep;  ///< folder; empty: nothing is kept, and lists and ledger are not held against earlier ones
  bool once = false;        ///< one round; otherwise until stopped
  std::int64_t every = 60;  ///< minutes between rounds
};
/// Prints each finding in Chinese and English with its article and the SM3 of the octets that show it, which
/// `keep` gets as files of that name. Errors: those of Filing::parse() and of files; Refused
/// `yinxin.monitor.findings` after a round, with --once.
base::Result<void> monitor_probe(const MonitorProbeOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
