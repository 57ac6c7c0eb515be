// The engines there are; sm2_engine.hpp has the way to them.
#pragma once

#include "crypto/sm2_engine.hpp"

namespace yinxin::crypto {

const Sm2Engine& openssl_sm2_engine();
/// In C++ alone.
const Sm2Engine& plain_sm2_engine();
/// With AVX512-IFMA, eight lanes; null on other kinds of processor.
const Sm2Engine* ifma_sm2_engine();
/// With BMI2 and AVX2; null on other kinds of processor.
const Sm2Engine* bmi2_sm2_engine();

}  // namespace yinxin::crypto
