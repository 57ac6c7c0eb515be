// The vector of sm2_lanes.hpp in plain C++, for tests and for bench/constant_time_probe.cpp: like the
// processor's, without a branch or an address that depends on a value, but in rows().
#pragma once

#include "crypto/sm2_lane_verify.hpp"

namespace yinxin::crypto {

struct EmulatedVector {
  using Word = sm2_math::Word;
  using Mask = EmulatedVector;  // all ones or zeros in a lane
  Word lane[sm2_lanes::kLanes];

  template <class Function>
  static EmulatedVector each(const Function& function) {
    EmulatedVector out;
    for (int i = 0; i < sm2_lanes::kLanes; ++i) out.lane[i] = function(i);
    return out;
  }

  static EmulatedVector all(Word word) {
    return each([&](int) { return word; });
  }
  static EmulatedVector load(const Word* words) {
    return each([&](int i) { return words[i]; });
  }
  void store(Word* words) const {
    for (int i = 0; i < sm2_lanes::kLanes; ++i) words[i] = lane[i];
  }
  static EmulatedVector lane_numbers() {
    return each([](int i) { return static_cast<Word>(i); });
  }

  friend EmulatedVector operator+(const EmulatedVector& a, const EmulatedVector& b) {
    return each([&](int i) { return a.lane[i] + b.lane[i]; });
  }
  friend EmulatedVector operator-(const EmulatedVector& a, const EmulatedVector& b) {
    return each([&](int i) { return a.lane[i] - b.lane[i]; });
  }
  friend EmulatedVector operator&(const EmulatedVector& a, const EmulatedVector& b) {
    return each([&](int i) { return a.lane[i] & b.lane[i]; });
  }
  friend EmulatedVector operator|(const EmulatedVector& a, const EmulatedVector& b) {
    return each([&](int i) { return a.lane[i] | b.lane[i]; });
  }
  friend EmulatedVector operator^(const EmulatedVector& a, const EmulatedVector& b) {
    return each([&](int i) { return a.lane[i] ^ b.lane[i]; });
  }

  template <int Bits>
  static EmulatedVector shift_left(const EmulatedVector& a) {
    return shift_left_by(a, Bits);
  }
  template <int Bits>
  static EmulatedVector shift_right(const EmulatedVector& a) {
    return shift_right_by(a, Bits);
  }
  template <int Bits>
  static EmulatedVector shift_signed(const EmulatedVector& a) {
    return each([&](int i) { return static_cast<Word>(static_cast<std::int64_t>(a.lane[i]) >> Bits); });
  }
  static EmulatedVector shift_left_by(const EmulatedVector& a, int bits) {
    return each([&](int i) { return a.lane[i] << bits; });
  }
  static EmulatedVector shift_right_by(const EmulatedVector& a, int bits) {
    return each([&](int i) { return a.lane[i] >> bits; });
  }

  /// Like the instructions, of the low 52 bits of either factor.
  static EmulatedVector add_low(const EmulatedVector& to, const EmulatedVector& a, const EmulatedVector& b) {
    return each(
        [&](int i) { return to.lane[i] + (static_cast<Word>(product(a, b, i)) & sm2_lanes::kWordMask); });
  }
  static EmulatedVector add_high(const EmulatedVector& to, const EmulatedVector& a, const EmulatedVector& b) {
    return each(
        [&](int i) { return to.lane[i] + static_cast<Word>(product(a, b, i) >> sm2_lanes::kWordBits); });
  }
  static EmulatedVector scaled(const EmulatedVector& a, Word factor) {
    return each([&](int i) { return a.lane[i] * factor; });
  }

  static Mask neither(const Mask& a) { return a ^ all(~Word{0}); }
  static Mask differ(const Mask& a, const Mask& b) { return a ^ b; }
  static Mask is_zero(const EmulatedVector& a) {
    return each([&](int i) { return sm2_math::mask_if_zero(a.lane[i]); });
  }
  static Mask not_zero(const EmulatedVector& a) {
    return each([&](int i) { return ~sm2_math::mask_if_zero(a.lane[i]); });
  }
  static EmulatedVector select(const Mask& mask, const EmulatedVector& a, const EmulatedVector& b) {
    return (a & mask) | each([&](int i) { return b.lane[i] & ~mask.lane[i]; });
  }
  /// Reads all, as the instructions do.
  static EmulatedVector look_up(const Word (&words)[sm2_lanes::kCombEntries], const EmulatedVector& place) {
    return each([&](int i) {
      Word found = 0;
      for (Word at = 0; at < sm2_lanes::kCombEntries; ++at)
        found |= words[at] & sm2_math::mask_if_zero(at ^ (place.lane[i] % sm2_lanes::kCombEntries));
      return found;
    });
  }
  static void rows(const Word* const (&row)[sm2_lanes::kLanes],
                   EmulatedVector (&out)[2 * sm2_lanes::kWords]) {
    for (int w = 0; w < 2 * sm2_lanes::kWords; ++w) out[w] = each([&](int i) { return row[i][w]; });
  }

 private:
  static sm2_math::DoubleWord product(const EmulatedVector& a, const EmulatedVector& b, int i) {
    return sm2_math::DoubleWord{a.lane[i] & sm2_lanes::kWordMask} * (b.lane[i] & sm2_lanes::kWordMask);
  }
};

inline void emulated_coordinates(const sm2_math::Limbs* k, sm2_math::Limbs* x, int groups) {
  sm2_lanes::generator_coordinates<EmulatedVector>(k, x, groups);
}
inline void emulated_verify(const sm2_lanes::LaneChecks* checks, bool* valid, int groups) {
  sm2_lanes::verify_groups<EmulatedVector>(checks, valid, groups);
}

}  // namespace yinxin::crypto
