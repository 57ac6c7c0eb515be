// The nonces of signatures: 320 bits of HMAC-SM3(a secret derived from the key, fresh random || e), reduced
// modulo n. Hedged: without randomness they are those of a deterministic scheme (RFC 6979's idea), without a
// good hash they are random. The bias of the reduction is below 2^-64.
#pragma once

#include <span>

#include "crypto/sm2_scalar.hpp"
#include "crypto/sm3_lanes.hpp"

namespace yinxin::crypto {

/// HMAC-SM3's two states after its key (RFC 2104 section 4). Lives in locked memory, inside
/// Sm2SigningSecrets.
struct Sm2NonceKey {
  Sm3State inner;
  Sm3State outer;
};

/// From the private scalar, 32 octets.
Sm2NonceKey make_nonce_key(base::ByteView scalar);

inline constexpr std::size_t kMaxNonces = 64;  // drawn in one call

/// Overwrites what lies below the caller's frame: what functions that have returned left of nonces.
void wipe_stack();

/// nonces[i] for digests[i], each in [0, n-1]; at most kMaxNonces.
void draw_nonces(const Sm2NonceKey& key, std::span<const Sm3Digest> digests,
                 std::span<sm2_math::Limbs> nonces);

}  // namespace yinxin::crypto
