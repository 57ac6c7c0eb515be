// The compression function of SM3 (GB/T 32905-2016 5.3) on words of any width: std::uint32_t for one stream,
// a vector of as many for several streams at once. Time does not depend on what is hashed.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace yinxin::crypto::sm3_math {

inline constexpr std::size_t kBlockSize = 64;
inline constexpr std::array<std::uint32_t, 8> kInitial = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
                                                          0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};

/// T_j rotated by j (5.3.3).
inline constexpr std::array<std::uint32_t, 64> kRound = [] {
  std::array<std::uint32_t, 64> constants{};
  for (int j = 0; j < 64; ++j)
    constants[static_cast<std::size_t>(j)] = std::rotl(j < 16 ? 0x79cc4519U : 0x7a879d8aU, j % 32);
  return constants;
}();

#define YX_INLINE [[gnu::always_inline]] inline

template <int Bits, class Words>
YX_INLINE void rotate(Words& out, const Words& in) {
  out = (in << Bits) | (in >> (32 - Bits));
}

/// One round with the registers named as 5.3.3 has them; what comes out is in d (new a), b, f and h (new e).
template <int J, class Words>
YX_INLINE void round(const Words& a, Words& b, const Words& c, Words& d, const Words& e, Words& f,
                     const Words& g, Words& h, const Words& w, const Words& w4) {
  Words a12, ss1;
  rotate<12>(a12, a);
  rotate<7>(ss1, a12 + e + kRound[J]);
  if constexpr (J < 16) {
    d += (a ^ b ^ c) + (ss1 ^ a12) + (w ^ w4);
    h += (e ^ f ^ g) + ss1 + w;
  } else {
    d += ((a & b) | (c & (a | b))) + (ss1 ^ a12) + (w ^ w4);
    h += (((f ^ g) & e) ^ g) + ss1 + w;
  }
  rotate<9>(b, b);
  rotate<19>(f, f);
  Words h9, h17;
  rotate<9>(h9, h);
  rotate<17>(h17, h);
  h = h ^ h9 ^ h17;
}

/// W_(J+16) in place of W_J (5.3.2), of a window of sixteen.
template <int J, class Words>
YX_INLINE void expand(Words (&w)[16]) {
  Words w13, w3, x15, x23;
  rotate<15>(w13, w[(J + 13) % 16]);
  rotate<7>(w3, w[(J + 3) % 16]);
  const Words x = w[J % 16] ^ w[(J + 7) % 16] ^ w13;
  rotate<15>(x15, x);
  rotate<23>(x23, x);
  w[J % 16] = x ^ x15 ^ x23 ^ w3 ^ w[(J + 10) % 16];
}

/// Rounds J to J + 3. Before round j the words W_j to W_(j+4) are in the window.
template <int J, class Words>
YX_INLINE void four_rounds(Words (&s)[8], Words (&w)[16]) {
  if constexpr (J >= 12) expand<J - 12>(w);
  round<J>(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], w[J % 16], w[(J + 4) % 16]);
  if constexpr (J >= 12) expand<J - 11>(w);
  round<J + 1>(s[3], s[0], s[1], s[2], s[7], s[4], s[5], s[6], w[(J + 1) % 16], w[(J + 5) % 16]);
  if constexpr (J >= 12) expand<J - 10>(w);
  round<J + 2>(s[2], s[3], s[0], s[1], s[6], s[7], s[4], s[5], w[(J + 2) % 16], w[(J + 6) % 16]);
  if constexpr (J >= 12) expand<J - 9>(w);
  round<J + 3>(s[1], s[2], s[3], s[0], s[5], s[6], s[7], s[4], w[(J + 3) % 16], w[(J + 7) % 16]);
}

/// state = CF(state, block); `w` holds the block as sixteen words and is used up.
template <class Words>
YX_INLINE void compress(Words (&state)[8], Words (&w)[16]) {
  Words s[8];
  for (int i = 0; i < 8; ++i) s[i] = state[i];
  four_rounds<0>(s, w);
  four_rounds<4>(s, w);
  four_rounds<8>(s, w);
  four_rounds<12>(s, w);
  four_rounds<16>(s, w);
  four_rounds<20>(s, w);
  four_rounds<24>(s, w);
  four_rounds<28>(s, w);
  four_rounds<32>(s, w);
  four_rounds<36>(s, w);
  four_rounds<40>(s, w);
  four_rounds<44>(s, w);
  four_rounds<48>(s, w);
  four_rounds<52>(s, w);
  four_rounds<56>(s, w);
  four_rounds<60>(s, w);
  for (int i = 0; i < 8; ++i) state[i] ^= s[i];
}

#undef YX_INLINE

}  // namespace yinxin::crypto::sm3_math
