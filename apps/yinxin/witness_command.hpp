// yinxin witness: what a regulator's witness shows of a provider's ledger, for everybody.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct WitnessOptions {
  std::string server;    ///< of the regulator
  std::string provider;  ///< unified social credit code
  std::string out;       ///< file for the newest cosigned head; empty: none
  std::string key_out;   ///< file for the witness's public key (PEM); empty: none
};
/// Errors: those of the server; Refused `yinxin.witness` (the head does not carry the witness's signature).
base::Result<void> witness(const WitnessOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
