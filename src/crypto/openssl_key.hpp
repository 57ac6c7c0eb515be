// SM2 keys as OpenSSL has them. For the .cpp files of this folder, as openssl_handles.hpp.
#pragma once

#include <cstdint>
#include <span>

#include "crypto/openssl_handles.hpp"
#include "crypto/sm2_engine.hpp"

namespace yinxin::crypto {

/// Imports the octets of a point, and of a scalar where `scalar` (in the machine's order, as OSSL_PARAM wants
/// it) is not empty. Null: no such point, or no such scalar.
Key import_key(const Sm2Point& point, std::span<std::uint8_t> scalar);

}  // namespace yinxin::crypto
