// The field on x86-64 with BMI2: the same functions as PlainField, with the carries of a product kept in the
// processor's flag (mulx leaves it alone: Intel, New instructions supporting large integer arithmetic, 2012),
// which compilers do not do.
#pragma once

#if defined(__x86_64__)

#include "crypto/sm2_field.hpp"

namespace yinxin::crypto::sm2_math {

// The carry instructions are what counts: many processors do one in a cycle. So a step of the reduction takes
// two more products: with m the lowest word, (m p + m) / 2^64 = m (2^32 - 1) (2^160 - 1) = W 2^128 - V for V
// = m (2^32 - 1) and W = V 2^32.
inline constexpr Word kFactorOfV = 0x00000000FFFFFFFF;
inline constexpr Word kFactorOfW = 0xFFFFFFFF00000000;

// A step of the reduction: m is t0, which becomes the new highest word. Uses rax, rbx, rcx, rdx.
#define YX_SM2_REDUCE(t0, t1, t2, t3) \
  "mov " t0                           \
  ", %%rdx\n\t"                       \
  "mulx %[v], %%rax, %%rbx\n\t"       \
  "mulx %[w], %%rcx, " t0             \
  "\n\t"                              \
  "sub %%rax, " t1                    \
  "\n\t"                              \
  "sbb %%rbx, " t2                    \
  "\n\t"                              \
  "sbb $0, %%rcx\n\t"                 \
  "sbb $0, " t0                       \
  "\n\t"                              \
  "add %%rcx, " t3                    \
  "\n\t"                              \
  "adc $0, " t0 "\n\t"

// r15:r12:...:r8 / 2^256 mod p into r11:r10:r9:r8.
#define YX_SM2_REDUCE_ALL                         \
  YX_SM2_REDUCE("%%r8", "%%r9", "%%r10", "%%r11") \
  YX_SM2_REDUCE("%%r9", "%%r10", "%%r11", "%%r8") \
  YX_SM2_REDUCE("%%r10", "%%r11", "%%r8", "%%r9") \
  YX_SM2_REDUCE("%%r11", "%%r8", "%%r9", "%%r10") \
  "xor %%ecx, %%ecx\n\t"                          \
  "add %%r12, %%r8\n\t"                           \
  "adc %%r13, %%r9\n\t"                           \
  "adc %%r14, %%r10\n\t"                          \
  "adc %%r15, %%r11\n\t"                          \
  "adc $0, %%rcx\n\t"                             \
  "mov %%r8, %%r12\n\t"                           \
  "mov %%r9, %%r13\n\t"                           \
  "mov %%r10, %%r14\n\t"                          \
  "mov %%r11, %%r15\n\t"                          \
  "mov $0xFFFFFFFF00000000, %%rax\n\t"            \
  "mov $0xFFFFFFFEFFFFFFFF, %%rbx\n\t"            \
  "sub $-1, %%r12\n\t"                            \
  "sbb %%rax, %%r13\n\t"                          \
  "sbb $-1, %%r14\n\t"                            \
  "sbb %%rbx, %%r15\n\t"                          \
  "sbb $0, %%rcx\n\t"                             \
  "cmovnc %%r12, %%r8\n\t"                        \
  "cmovnc %%r13, %%r9\n\t"                        \
  "cmovnc %%r14, %%r10\n\t"                       \
  "cmovnc %%r15, %%r11\n\t"

// A row of the product: a * (a word of b) added to t0..t3, t4 new. Uses rax, rbx, rcx, rdx and `spare`.
#define YX_SM2_ROW(offset, spare, t0, t1, t2, t3, t4) \
  "mov " offset                                       \
  "(%[b]), %%rdx\n\t"                                 \
  "mulx 0(%[a]), %%rax, %%rbx\n\t"                    \
  "add %%rax, " t0                                    \
  "\n\t"                                              \
  "mulx 8(%[a]), %%rax, %%rcx\n\t"                    \
  "adc %%rax, " t1                                    \
  "\n\t"                                              \
  "mulx 16(%[a]), %%rax, " spare                      \
  "\n\t"                                              \
  "adc %%rax, " t2                                    \
  "\n\t"                                              \
  "mulx 24(%[a]), %%rax, " t4                         \
  "\n\t"                                              \
  "adc %%rax, " t3                                    \
  "\n\t"                                              \
  "adc $0, " t4                                       \
  "\n\t"                                              \
  "add %%rbx, " t1                                    \
  "\n\t"                                              \
  "adc %%rcx, " t2                                    \
  "\n\t"                                              \
  "adc " spare ", " t3                                \
  "\n\t"                                              \
  "adc $0, " t4 "\n\t"

// a * b into r15:r14:...:r8. The register of b is the spare one of the last row.
#define YX_SM2_PRODUCT                                                                     \
  "mov 0(%[b]), %%rdx\n\t"                                                                 \
  "mulx 0(%[a]), %%r8, %%r9\n\t"                                                           \
  "mulx 8(%[a]), %%rax, %%r10\n\t"                                                         \
  "add %%rax, %%r9\n\t"                                                                    \
  "mulx 16(%[a]), %%rax, %%r11\n\t"                                                        \
  "adc %%rax, %%r10\n\t"                                                                   \
  "mulx 24(%[a]), %%rax, %%r12\n\t"                                                        \
  "adc %%rax, %%r11\n\t"                                                                   \
  "adc $0, %%r12\n\t" YX_SM2_ROW("8", "%%r15", "%%r9", "%%r10", "%%r11", "%%r12", "%%r13") \
      YX_SM2_ROW("16", "%%r15", "%%r10", "%%r11", "%%r12", "%%r13", "%%r14")               \
          YX_SM2_ROW("24", "%[b]", "%%r11", "%%r12", "%%r13", "%%r14", "%%r15")

// YX_SM2_REDUCE modulo n: m is the lowest word times -1/n, and m n = m 2^256 - m c. The words of c (2^256 -
// n) are kC0, kC1, 0 and 2^32. The lowest word and m c meet in 0; the new highest one is m less (m >> 32) and
// the borrow.
#define YX_SM2_REDUCE_ORDER(t0, t1, t2, t3) \
  "mov " t0                                 \
  ", %%rdx\n\t"                             \
  "imul %[inverse], %%rdx\n\t"              \
  "mulx %[c0], %%rax, %%rbx\n\t"            \
  "mulx %[c1], %%rcx, " t0                  \
  "\n\t"                                    \
  "mov %%rdx, %%rax\n\t"                    \
  "shl $32, %%rax\n\t"                      \
  "add %%rcx, %%rbx\n\t"                    \
  "adc $0, " t0                             \
  "\n\t"                                    \
  "mov %%rdx, %%rcx\n\t"                    \
  "shr $32, %%rcx\n\t"                      \
  "sub %%rbx, " t1                          \
  "\n\t"                                    \
  "sbb " t0 ", " t2                         \
  "\n\t"                                    \
  "sbb %%rax, " t3                          \
  "\n\t"                                    \
  "mov %%rdx, " t0                          \
  "\n\t"                                    \
  "sbb %%rcx, " t0 "\n\t"

// What is multiplied is in memory: with the product's eight words, two registers are left.
#define YX_SM2_CLOBBERS "rax", "rbx", "rcx", "rdx", "r12", "r13", "r14", "r15", "cc", "memory"

struct Bmi2Field {
  [[gnu::always_inline]] static Element multiply(const Element& a, const Element& b) {
    register Word r8 asm("r8");
    register Word r9 asm("r9");
    register Word r10 asm("r10");
    register Word r11 asm("r11");
    const Word* b_words = b.word;
    asm(
        // clang-format off
        YX_SM2_PRODUCT
        YX_SM2_REDUCE_ALL
        // clang-format on
        : "=&r"(r8), "=&r"(r9), "=&r"(r10), "=&r"(r11), [b] "+&r"(b_words)
        : [a] "r"(a.word), [v] "m"(kFactorOfV), [w] "m"(kFactorOfW)
        : YX_SM2_CLOBBERS);
    return {{r8, r9, r10, r11}};
  }

  /// a * b + c * d with one reduction.
  [[gnu::always_inline]] static Element sum_of_products(const Element& a, const Element& b, const Element& c,
                                                        const Element& d) {
    Word first[8];
    const Word* b_words = b.word;
    asm(
        // clang-format off
        YX_SM2_PRODUCT
        "mov %%r8, %[w0]\n\t"
        "mov %%r9, %[w1]\n\t"
        "mov %%r10, %[w2]\n\t"
        "mov %%r11, %[w3]\n\t"
        "mov %%r12, %[w4]\n\t"
        "mov %%r13, %[w5]\n\t"
        "mov %%r14, %[w6]\n\t"
        "mov %%r15, %[w7]\n\t"
        // clang-format on
        : [b] "+&r"(b_words), [w0] "=m"(first[0]), [w1] "=m"(first[1]), [w2] "=m"(first[2]),
          [w3] "=m"(first[3]), [w4] "=m"(first[4]), [w5] "=m"(first[5]), [w6] "=m"(first[6]),
          [w7] "=m"(first[7])
        : [a] "r"(a.word)
        : "r8", "r9", "r10", "r11", YX_SM2_CLOBBERS);
    register Word r8 asm("r8");
    register Word r9 asm("r9");
    register Word r10 asm("r10");
    register Word r11 asm("r11");
    const Word* d_words = d.word;
    asm(
        // clang-format off
        YX_SM2_PRODUCT
        "xor %%ecx, %%ecx\n\t"
        "add %[w0], %%r8\n\t"
        "adc %[w1], %%r9\n\t"
        "adc %[w2], %%r10\n\t"
        "adc %[w3], %%r11\n\t"
        "adc %[w4], %%r12\n\t"
        "adc %[w5], %%r13\n\t"
        "adc %[w6], %%r14\n\t"
        "adc %[w7], %%r15\n\t"
        "adc $0, %%rcx\n\t"
        // Below 2p 2^256: p 2^256 less where it is not below that.
        "mov %%r12, %%rax\n\t"
        "mov %%r13, %%rbx\n\t"
        "mov %%r14, %%rdx\n\t"
        "mov %%r15, %[b]\n\t"
        "sub $-1, %%rax\n\t"
        "sbb %[p1], %%rbx\n\t"
        "sbb $-1, %%rdx\n\t"
        "sbb %[p3], %[b]\n\t"
        "sbb $0, %%rcx\n\t"
        "cmovnc %%rax, %%r12\n\t"
        "cmovnc %%rbx, %%r13\n\t"
        "cmovnc %%rdx, %%r14\n\t"
        "cmovnc %[b], %%r15\n\t"
        YX_SM2_REDUCE_ALL
        // clang-format on
        : "=&r"(r8), "=&r"(r9), "=&r"(r10), "=&r"(r11), [b] "+&r"(d_words)
        : [a] "r"(c.word), [w0] "m"(first[0]), [w1] "m"(first[1]), [w2] "m"(first[2]), [w3] "m"(first[3]),
          [w4] "m"(first[4]), [w5] "m"(first[5]), [w6] "m"(first[6]), [w7] "m"(first[7]), [v] "m"(kFactorOfV),
          [w] "m"(kFactorOfW), [p1] "m"(kPrime.word[1]), [p3] "m"(kPrime.word[3])
        : YX_SM2_CLOBBERS);
    return {{r8, r9, r10, r11}};
  }

  /// a * b / 2^256 mod n (multiply_mod_order).
  static Limbs multiply_order(const Limbs& a, const Limbs& b) {
    register Word r8 asm("r8");
    register Word r9 asm("r9");
    register Word r10 asm("r10");
    register Word r11 asm("r11");
    const Word* b_words = b.word;
    Word above;
    asm(
        // clang-format off
        YX_SM2_PRODUCT
        YX_SM2_REDUCE_ORDER("%%r8", "%%r9", "%%r10", "%%r11")
        YX_SM2_REDUCE_ORDER("%%r9", "%%r10", "%%r11", "%%r8")
        YX_SM2_REDUCE_ORDER("%%r10", "%%r11", "%%r8", "%%r9")
        YX_SM2_REDUCE_ORDER("%%r11", "%%r8", "%%r9", "%%r10")
        // clang-format on
        "xor %%ecx, %%ecx\n\t"
        "add %%r12, %%r8\n\t"
        "adc %%r13, %%r9\n\t"
        "adc %%r14, %%r10\n\t"
        "adc %%r15, %%r11\n\t"
        "adc $0, %%rcx\n\t"
        : "=&r"(r8), "=&r"(r9), "=&r"(r10), "=&r"(r11), [b] "+&r"(b_words), "=&c"(above)
        : [a] "r"(a.word), [c0] "m"(kOrderComplement.word[0]), [c1] "m"(kOrderComplement.word[1]),
          [inverse] "m"(kOrderInverse)
        : "rax", "rbx", "rdx", "r12", "r13", "r14", "r15", "cc", "memory");
    const Limbs sum{{r8, r9, r10, r11}};
    Limbs less;
    const Word borrow = sm2_math::subtract(less, sum, kOrder);
    return select(mask_of(borrow & ~above & 1), sum, less);
  }

  [[gnu::always_inline]] static Element square(const Element& a) {
    register Word r8 asm("r8");
    register Word r9 asm("r9");
    register Word r10 asm("r10");
    register Word r11 asm("r11");
    asm("mov 0(%[a]), %%rdx\n\t"  // a0 a1, a0 a2, a0 a3
        "xor %%r15d, %%r15d\n\t"
        "mulx 8(%[a]), %%r9, %%r10\n\t"
        "mulx 16(%[a]), %%rax, %%r11\n\t"
        "add %%rax, %%r10\n\t"
        "mulx 24(%[a]), %%rax, %%r12\n\t"
        "adc %%rax, %%r11\n\t"
        "adc $0, %%r12\n\t"
        "mov 8(%[a]), %%rdx\n\t"  // a1 a2, a1 a3
        "mulx 16(%[a]), %%rax, %%rcx\n\t"
        "mulx 24(%[a]), %%rbx, %%r13\n\t"
        "add %%rax, %%r11\n\t"
        "adc %%rcx, %%r12\n\t"
        "adc $0, %%r13\n\t"
        "add %%rbx, %%r12\n\t"
        "mov 16(%[a]), %%rdx\n\t"  // a2 a3
        "mulx 24(%[a]), %%rax, %%r14\n\t"
        "adc %%rax, %%r13\n\t"
        "adc $0, %%r14\n\t"
        "add %%r9, %%r9\n\t"  // twice, and the squares
        "adc %%r10, %%r10\n\t"
        "adc %%r11, %%r11\n\t"
        "adc %%r12, %%r12\n\t"
        "adc %%r13, %%r13\n\t"
        "adc %%r14, %%r14\n\t"
        "adc %%r15, %%r15\n\t"
        "mov 0(%[a]), %%rdx\n\t"
        "mulx %%rdx, %%r8, %%rax\n\t"
        "add %%rax, %%r9\n\t"
        "mov 8(%[a]), %%rdx\n\t"
        "mulx %%rdx, %%rax, %%rcx\n\t"
        "adc %%rax, %%r10\n\t"
        "adc %%rcx, %%r11\n\t"
        "mov 16(%[a]), %%rdx\n\t"
        "mulx %%rdx, %%rax, %%rcx\n\t"
        "adc %%rax, %%r12\n\t"
        "adc %%rcx, %%r13\n\t"
        "mov 24(%[a]), %%rdx\n\t"
        "mulx %%rdx, %%rax, %%rcx\n\t"
        "adc %%rax, %%r14\n\t"
        "adc %%rcx, %%r15\n\t"
        // clang-format off
        YX_SM2_REDUCE_ALL
        // clang-format on
        : "=&r"(r8), "=&r"(r9), "=&r"(r10), "=&r"(r11)
        : [a] "r"(a.word), [v] "m"(kFactorOfV), [w] "m"(kFactorOfW)
        : YX_SM2_CLOBBERS);
    return {{r8, r9, r10, r11}};
  }

  static Element add(const Element& a, const Element& b) {
    Element sum = a;
    Word t0, t1, t2, t3, carry;
    asm("xor %k[c], %k[c]\n\t"
        "add 0(%[b]), %[s0]\n\t"
        "adc 8(%[b]), %[s1]\n\t"
        "adc 16(%[b]), %[s2]\n\t"
        "adc 24(%[b]), %[s3]\n\t"
        "adc $0, %[c]\n\t"
        "mov %[s0], %[t0]\n\t"
        "mov %[s1], %[t1]\n\t"
        "mov %[s2], %[t2]\n\t"
        "mov %[s3], %[t3]\n\t"
        "sub $-1, %[t0]\n\t"
        "sbb %[p1], %[t1]\n\t"
        "sbb $-1, %[t2]\n\t"
        "sbb %[p3], %[t3]\n\t"
        "sbb $0, %[c]\n\t"
        "cmovnc %[t0], %[s0]\n\t"
        "cmovnc %[t1], %[s1]\n\t"
        "cmovnc %[t2], %[s2]\n\t"
        "cmovnc %[t3], %[s3]\n\t"
        : [s0] "+&r"(sum.word[0]), [s1] "+&r"(sum.word[1]), [s2] "+&r"(sum.word[2]), [s3] "+&r"(sum.word[3]),
          [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [c] "=&r"(carry)
        : [b] "r"(b.word), "m"(b), [p1] "r"(kPrime.word[1]), [p3] "r"(kPrime.word[3])
        : "cc");
    return sum;
  }

  static Element subtract(const Element& a, const Element& b) {
    Element difference = a;
    Word p1 = kPrime.word[1];
    Word p3 = kPrime.word[3];
    Word mask;
    asm("sub 0(%[b]), %[d0]\n\t"
        "sbb 8(%[b]), %[d1]\n\t"
        "sbb 16(%[b]), %[d2]\n\t"
        "sbb 24(%[b]), %[d3]\n\t"
        "sbb %[m], %[m]\n\t"
        "and %[m], %[p1]\n\t"
        "and %[m], %[p3]\n\t"
        "add %[m], %[d0]\n\t"
        "adc %[p1], %[d1]\n\t"
        "adc %[m], %[d2]\n\t"
        "adc %[p3], %[d3]\n\t"
        : [d0] "+&r"(difference.word[0]), [d1] "+&r"(difference.word[1]), [d2] "+&r"(difference.word[2]),
          [d3] "+&r"(difference.word[3]), [p1] "+&r"(p1), [p3] "+&r"(p3), [m] "=&r"(mask)
        : [b] "r"(b.word), "m"(b)
        : "cc");
    return difference;
  }

  /// a / 2: the carry of a + p, where a is odd, is the highest bit.
  static Element halve(const Element& a) {
    Element half = a;
    Word p1 = kPrime.word[1];
    Word p3 = kPrime.word[3];
    Word mask;
    asm("mov %[h0], %[m]\n\t"
        "and $1, %[m]\n\t"
        "neg %[m]\n\t"
        "and %[m], %[p1]\n\t"
        "and %[m], %[p3]\n\t"
        "add %[m], %[h0]\n\t"
        "adc %[p1], %[h1]\n\t"
        "adc %[m], %[h2]\n\t"
        "adc %[p3], %[h3]\n\t"
        "rcr $1, %[h3]\n\t"
        "rcr $1, %[h2]\n\t"
        "rcr $1, %[h1]\n\t"
        "rcr $1, %[h0]\n\t"
        : [h0] "+&r"(half.word[0]), [h1] "+&r"(half.word[1]), [h2] "+&r"(half.word[2]),
          [h3] "+&r"(half.word[3]), [p1] "+&r"(p1), [p3] "+&r"(p3), [m] "=&r"(mask)
        :
        : "cc");
    return half;
  }
};

#undef YX_SM2_REDUCE
#undef YX_SM2_REDUCE_ALL
#undef YX_SM2_REDUCE_ORDER
#undef YX_SM2_ROW
#undef YX_SM2_PRODUCT
#undef YX_SM2_CLOBBERS

}  // namespace yinxin::crypto::sm2_math

#endif
