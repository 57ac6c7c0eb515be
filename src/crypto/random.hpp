// Randomness for keys, serials and nonces: OpenSSL's DRBG, seeded by the kernel.
#pragma once

#include "base/bytes.hpp"
#include "base/secret_bytes.hpp"

namespace yinxin::crypto {

/// Fills `out`. A generator that fails is a broken invariant: the process ends.
void random_bytes(std::span<std::uint8_t> out);
base::Bytes random_bytes(std::size_t size);
base::SecretBytes random_secret(std::size_t size);

}  // namespace yinxin::crypto
