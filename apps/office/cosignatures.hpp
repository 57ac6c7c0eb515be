// What witnesses sign of our ledger is fetched and kept: wiring.
#pragma once

#include "base/log.hpp"
#include "endpoints/ledger/cosignatures.hpp"
#include "office/house.hpp"

namespace yinxin::office {

/// Begins at once. Null when no witnesses are set. Errors: those of endpoints::read_witnesses and of the
/// signer.
base::Result<std::unique_ptr<endpoints::Cosignatures>> start_cosignatures(House& house, const base::Log& log);

}  // namespace yinxin::office
