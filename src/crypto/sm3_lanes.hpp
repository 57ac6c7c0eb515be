// Many SM3 streams at once: sixteen with AVX-512, eight with AVX2, one otherwise.
#pragma once

#include <span>

#include "crypto/sm3.hpp"
#include "crypto/sm3_blocks.hpp"

namespace yinxin::crypto {

/// The digest of head || body, or of what follows `prefix` octets that led to `state`.
struct Sm3Job {
  base::ByteView head;
  base::ByteView body;
  Sm3Digest* digest = nullptr;
  const Sm3State* state = &sm3_math::kInitial;
  std::size_t prefix = 0;  // a multiple of 64
};

/// Wipes what it held of the input before it returns.
void sm3_run(std::span<const Sm3Job> jobs);

using Sm3Block = std::array<std::uint8_t, sm3_math::kBlockSize>;

/// digests[i] is what CF makes of blocks[i] after `state`: of messages that end with that block, padded by
/// the caller. Wipes nothing of the blocks.
void sm3_run_blocks(const Sm3State& state, std::span<const Sm3Block> blocks, std::span<Sm3Digest> digests);
/// With so many lanes (see sm3_run_with). For tests.
void sm3_run_blocks_with(int lanes, const Sm3State& state, std::span<const Sm3Block> blocks,
                         std::span<Sm3Digest> digests);

/// The same as sm3_run with so many lanes: 1, or 8 or 16 where the processor has them; std::invalid_argument
/// otherwise. For tests.
void sm3_run_with(int lanes, std::span<const Sm3Job> jobs);
/// What sm3_run uses.
int sm3_lanes();

}  // namespace yinxin::crypto
