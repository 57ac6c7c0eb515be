// The body of a request that tries an event of the procedure: {event, version, inputs}.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

inline constexpr std::size_t kMaxEventBody =
    256 * 1024;  // reasons and checklists; materials go their own way

inline constexpr std::size_t kMaxEventName = 64;

/// Whose stored answers tell personal data in clear; they go when records are destroyed.
inline constexpr std::string_view kLookOperation = "applicationLook";

/// Tries it on the application of that number and answers `call` with the receipt.
void try_event(const Services& services, const Call& call, const http::JsonReader& body, std::string number);

}  // namespace yinxin::endpoints
