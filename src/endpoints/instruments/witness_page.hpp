// What the witness of ledgers shows to everybody.
#pragma once

#include "endpoints/instruments/operations.hpp"

namespace yinxin::endpoints {

/// The ledger of a provider that is witnessed here, under the newest key. Errors: NotFound
/// `supervision.witness.none`; those of Witness::stated.
base::Result<supervision::Witness::Stated> witnessed_ledger(const supervision::Witness& witness,
                                                            const std::string& provider);
/// Its newest head with our signature under it. Nothing: none yet. Errors: those of Witness::heads.
base::Result<std::optional<supervision::Witness::Kept>> newest_cosigned_head(
    const supervision::Witness& witness, const supervision::Witness::Stated& ledger);

/// A public page under "/witness/{provider}".
http::Route witness_page(const Supervision& office, std::string name, std::string path,
                         base::Result<http::Response> (*show)(const supervision::Witness&,
                                                              const supervision::Witness::Stated&,
                                                              const http::Request&));

}  // namespace yinxin::endpoints
