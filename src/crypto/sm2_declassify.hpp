// The one secret-dependent thing that signing lets out.
#pragma once

#include "crypto/sm2_limbs.hpp"

namespace yinxin::crypto {

/// Gives back `word`: from here on it is public (that a nonce was thrown away, GB/T 32918.2 6.1 A5, A6). In a
/// unit of its own so that bench/constant_time_probe.cpp, which looks for branches on secrets, can put
/// another in its place.
sm2_math::Word declassify(sm2_math::Word word);

}  // namespace yinxin::crypto
