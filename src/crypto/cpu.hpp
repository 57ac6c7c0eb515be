// What this processor has of what the engine uses.
#pragma once

namespace yinxin::crypto {

struct Cpu {
  bool bmi2 = false;    // BMI2: products that leave the carry alone
  bool avx2 = false;    // 256-bit vectors
  bool avx512 = false;  // AVX-512 F, BW, DQ, VL
  bool ifma = false;    // and 52-bit products (AVX512-IFMA)
};

/// Asked once. YINXIN_CPU=portable leaves out AVX-512, YINXIN_CPU=plain everything; it is there to measure
/// and to test.
const Cpu& cpu();

}  // namespace yinxin::crypto
