// Signatures by any field arithmetic F: GB/T 32918.2-2016 6.1, steps A3 to A7, on digests. s = (1+d)^-1 (k -
// r d) is computed as (1+d)^-1 (k + r) - r, with (1+d)^-1 kept ready. Time depends on no secret; that a nonce
// was thrown away may be seen, and nothing of it.
#pragma once

#include "crypto/sm2_declassify.hpp"
#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_nonce.hpp"
#include "crypto/sm2_table.hpp"

namespace yinxin::crypto {

/// All that signing needs of a private key. Only in locked memory.
struct Sm2SigningSecrets {
  sm2_math::Limbs inverse;  // (1+d)^-1 times 2^256
  Sm2NonceKey nonce_key;
};

inline Sm2SigningSecrets make_signing_secrets(base::ByteView scalar) {
  using namespace sm2_math;
  const Limbs one_more = add_mod_order(from_octets(scalar.data()), {{1, 0, 0, 0}});
  return {invert_mod_order(one_more), make_nonce_key(scalar)};
}

/// In place of a coordinate that there is not: [k]G was not computed (sm2_table.hpp, multiply_fixed).
inline constexpr sm2_math::Limbs kNoCoordinate{
    {~sm2_math::Word{0}, ~sm2_math::Word{0}, ~sm2_math::Word{0}, ~sm2_math::Word{0}}};

/// r and s from the x coordinate of [k]G; false when k is not to be used (r = 0, r + k = n or s = 0, or no
/// coordinate).
template <class F>
bool finish_signature(const Sm2SigningSecrets& secrets, const sm2_math::Limbs& k, const sm2_math::Limbs& x,
                      const Sm3Digest& digest, Sm2Signature& signature) {
  using namespace sm2_math;
  const Limbs e = reduce_once(from_octets(digest.data()), kOrder);
  const Limbs r = add_mod_order(e, reduce_once(x, kOrder));
  const Limbs sum = add_mod_order(r, k);
  const Limbs s = subtract_mod_order(F::multiply_order(sum, secrets.inverse), r);
  const Word none = mask_if_zero({{~x.word[0], ~x.word[1], ~x.word[2], ~x.word[3]}});
  if (declassify(mask_if_zero(r) | mask_if_zero(sum) | mask_if_zero(s) | none) != 0) return false;
  to_octets(r, signature.r.data());
  to_octets(s, signature.s.data());
  return true;
}

/// What a batch works on; wiped by its destructor.
template <int Capacity>
struct SigningRoom {
  explicit SigningRoom(std::size_t count) : used(count) {}
  ~SigningRoom() {
    wipe_first(k);
    wipe_first(point);
    wipe_first(z);
    wipe_first(products);
    wipe_first(none);
  }
  template <class T>
  void wipe_first(T (&all)[Capacity]) {
    base::wipe({reinterpret_cast<std::uint8_t*>(all), used * sizeof(T)});
  }

  std::size_t used;
  sm2_math::Limbs k[Capacity];
  sm2_math::Jacobian point[Capacity];
  sm2_math::Element z[Capacity], products[Capacity];
  sm2_math::Word none[Capacity];
};

/// Signs what it can of at most Capacity digests with one inversion for all; the number that has to be tried
/// again is almost always 0, and those are at the places where `done` is false.
template <class F, int Capacity>
void sign_together(const Sm2SigningSecrets& secrets, std::span<const Sm3Digest> digests,
                   std::span<Sm2Signature> signatures, std::span<bool> done) {
  using namespace sm2_math;
  SigningRoom<Capacity> room(digests.size());
  draw_nonces(secrets.nonce_key, digests, std::span(room.k, digests.size()));
  for (std::size_t i = 0; i < digests.size(); ++i) {
    room.point[i] = multiply_fixed<F>(kGeneratorTable, room.k[i]);
    room.none[i] = mask_if_zero(room.point[i].z);
    room.z[i] =
        select(room.none[i], kFieldOne, room.point[i].z);  // must not spoil the inversion of the others
  }
  invert_all<F>(room.z, room.products, static_cast<int>(digests.size()));
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const Limbs x = from_field<F>(F::multiply(room.point[i].x, F::square(room.z[i])));
    done[i] = finish_signature<F>(secrets, room.k[i], select(room.none[i], kNoCoordinate, x), digests[i],
                                  signatures[i]);
  }
  wipe_stack();
}

}  // namespace yinxin::crypto
