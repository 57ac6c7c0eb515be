#include "crypto/sm2_engines.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#include "crypto/sm2_field_bmi2.hpp"
#include "crypto/sm2_table.hpp"

namespace yinxin::crypto {
namespace sm2_math {

/// Two vectors an entry, compared and kept without a branch.
template <>
[[gnu::target("avx2"), gnu::noinline]] Affine read_entry<Bmi2Field>(const Affine (&entries)[kMultiples],
                                                                    Word place) {
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(place));
  const __m256i one = _mm256_set1_epi64x(1);
  __m256i number = _mm256_setzero_si256();
  __m256i x = _mm256_setzero_si256();
  __m256i y = x;
  for (const Affine& entry : entries) {
    const __m256i mask = _mm256_cmpeq_epi64(number, wanted);
    number = _mm256_add_epi64(number, one);
    x = _mm256_or_si256(
        x, _mm256_and_si256(mask, _mm256_load_si256(reinterpret_cast<const __m256i*>(&entry.x))));
    y = _mm256_or_si256(
        y, _mm256_and_si256(mask, _mm256_load_si256(reinterpret_cast<const __m256i*>(&entry.y))));
  }
  Affine found;
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&found.x), x);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&found.y), y);
  return found;
}

}  // namespace sm2_math
}  // namespace yinxin::crypto

#include "crypto/sm2_portable.hpp"

namespace yinxin::crypto {

const Sm2Engine* bmi2_sm2_engine() {
  static const PortableEngine<sm2_math::Bmi2Field> kEngine("bmi2");
  return &kEngine;
}

}  // namespace yinxin::crypto

#else

namespace yinxin::crypto {

const Sm2Engine* bmi2_sm2_engine() {
  return nullptr;
}

}  // namespace yinxin::crypto

#endif
