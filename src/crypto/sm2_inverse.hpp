// Inversion modulo p in time that does not depend on the value: 590 division steps (Bernstein, Yang: Fast
// constant-time gcd computation and modular inversion, 2019, with delta = 1/2 as in Wuille's variant, for
// which 590 suffice below 2^256).
#pragma once

#include "crypto/sm2_limbs.hpp"

namespace yinxin::crypto::sm2_math {

/// 1/a mod p as plain numbers, for a < p; 0 of 0.
Limbs invert_number(const Limbs& a);

}  // namespace yinxin::crypto::sm2_math
