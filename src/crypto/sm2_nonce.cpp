#include "crypto/sm2_nonce.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "crypto/hmac_sm3.hpp"
#include "crypto/random.hpp"

namespace yinxin::crypto {
namespace {

using sm2_math::DoubleWord;
using sm2_math::Limbs;
using sm2_math::Word;

constexpr std::string_view kInfo = "yinxin sm2 nonce";
constexpr std::size_t kFreshSize = 22;  // with the counter and e, one block of SM3
constexpr std::size_t kPoolSize = 1024;
constexpr std::uint8_t kInnerPadding = 0x36;  // RFC 2104 section 2
constexpr std::uint8_t kOuterPadding = 0x5C;

/// Random octets drawn ahead, as a call of the generator costs as much as a fifth of a signature. Each is
/// used once and wiped. A forked process that has the same ones is safe: with other messages it makes other
/// nonces.
class Pool {
 public:
  ~Pool() { base::wipe(octets_); }
  void take(std::span<std::uint8_t> out) {
    if (kPoolSize - used_ < out.size()) {
      random_bytes(octets_);
      used_ = 0;
    }
    const std::span<std::uint8_t> taken = std::span(octets_).subspan(used_, out.size());
    std::copy(taken.begin(), taken.end(), out.begin());
    base::wipe(taken);
    used_ += out.size();
  }

 private:
  std::array<std::uint8_t, kPoolSize> octets_{};
  std::size_t used_ = kPoolSize;
};

Sm3State padded_state(base::ByteView key, std::uint8_t padding) {
  std::uint32_t words[16];
  for (std::size_t i = 0; i < 16; ++i) {
    words[i] = 0;
    for (std::size_t j = 4 * i; j < 4 * i + 4; ++j)
      words[i] = words[i] << 8 | ((j < key.size() ? key[j] : 0U) ^ padding);
  }
  std::uint32_t state[8];
  std::copy(sm3_math::kInitial.begin(), sm3_math::kInitial.end(), state);
  sm3_math::compress(state, words);
  Sm3State result;
  std::copy(state, state + 8, result.begin());
  base::wipe({reinterpret_cast<std::uint8_t*>(words), sizeof words});
  base::wipe({reinterpret_cast<std::uint8_t*>(state), sizeof state});
  return result;
}

/// low + high * 2^256, less what of it is a multiple of n: 2^256 is 2^256 - n modulo n, of 225 bits. The word
/// above.
Word fold(Limbs& low, Word high) {
  Limbs times;
  Word carry = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const DoubleWord at = DoubleWord{high} * sm2_math::kOrderComplement.word[i] + carry;
    times.word[i] = static_cast<Word>(at);
    carry = static_cast<Word>(at >> 64);
  }
  return carry + sm2_math::add(low, low, times);
}

/// (high * 2^256 + low) mod n from the first 40 octets of 64.
Limbs reduce(const Sm3Digest& first, const Sm3Digest& second) {
  Limbs number = sm2_math::from_octets(first.data());
  Word above = sm2_math::from_octets(second.data()).word[3];
  // What is above 2^256 is below 2^64, 2^34, 16, 2 and 1 in turn.
  for (int i = 0; i < 4; ++i) above = fold(number, above);
  return sm2_math::reduce_once(number, sm2_math::kOrder);
}

constexpr std::uint8_t kPaddingStart = 0x80;  // GB/T 32905 5.2

/// What HMAC hashes of `Size` octets after the block of its key, as one padded block.
template <std::size_t Size>
struct LastBlock {
  static_assert(Size + 1 + 8 <= sm3_math::kBlockSize);
  static constexpr Sm3Block make() {
    Sm3Block block{};
    block[Size] = kPaddingStart;
    const std::size_t bits = 8 * (sm3_math::kBlockSize + Size);
    block[sm3_math::kBlockSize - 2] = static_cast<std::uint8_t>(bits >> 8);
    block[sm3_math::kBlockSize - 1] = static_cast<std::uint8_t>(bits);
    return block;
  }
};
constexpr Sm3Block kInner = LastBlock<1 + kFreshSize + kSm3Size>::make();  // counter || fresh || e
constexpr Sm3Block kOuter = LastBlock<kSm3Size>::make();

struct Work {
  Sm3Block block[2 * kMaxNonces];
  Sm3Digest digest[2 * kMaxNonces];
};

}  // namespace

[[gnu::noinline]] void wipe_stack() {
  constexpr std::size_t kDeepest = 8192;  // the frames under a signature, with room to spare
  std::array<std::uint8_t, kDeepest> frames;
  base::wipe(frames);
}

Sm2NonceKey make_nonce_key(base::ByteView scalar) {
  std::array<std::uint8_t, kSm3Size> key;
  hkdf_expand_sm3(scalar, base::as_bytes(kInfo), key);
  const Sm2NonceKey states{padded_state(key, kInnerPadding), padded_state(key, kOuterPadding)};
  base::wipe(key);
  return states;
}

void draw_nonces(const Sm2NonceKey& key, std::span<const Sm3Digest> digests, std::span<Limbs> nonces) {
  if (digests.size() != nonces.size() || digests.size() > kMaxNonces) throw std::length_error("draw_nonces");
  thread_local Pool pool;
  Work work;
  const std::size_t count = 2 * digests.size();
  const auto blocks = std::span(work.block).first(count);
  const auto hashed = std::span(work.digest).first(count);
  for (std::size_t i = 0; i < digests.size(); ++i) {
    Sm3Block& first = blocks[2 * i];
    first = kInner;
    pool.take(std::span(first).subspan(1, kFreshSize));
    std::copy(digests[i].begin(), digests[i].end(), first.begin() + 1 + kFreshSize);
    blocks[2 * i + 1] = first;
    blocks[2 * i + 1][0] = 1;
  }
  sm3_run_blocks(key.inner, blocks, hashed);
  for (std::size_t i = 0; i < count; ++i) {
    blocks[i] = kOuter;
    std::copy(hashed[i].begin(), hashed[i].end(), blocks[i].begin());
  }
  sm3_run_blocks(key.outer, blocks, hashed);
  for (std::size_t i = 0; i < nonces.size(); ++i) nonces[i] = reduce(hashed[2 * i], hashed[2 * i + 1]);
  base::wipe({blocks[0].data(), count * sizeof(Sm3Block)});
  base::wipe({hashed[0].data(), count * kSm3Size});
}

}  // namespace yinxin::crypto
