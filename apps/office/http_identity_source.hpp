// The identity source over HTTP (src/registration/IDENTITY_SOURCE.md).
#pragma once

#include "registration/identity_source.hpp"

namespace yinxin::office {

/// `url` is http://host:port[/path]; empty: null, no source. One request at a time on a thread of its own; at
/// most kMaxWaiting wait, one more is answered Unavailable. Errors: Malformed `office.identity_source`.
base::Result<std::unique_ptr<registration::IdentitySource>> make_identity_source(const std::string& url);

inline constexpr std::size_t kMaxWaiting = 256;

}  // namespace yinxin::office
