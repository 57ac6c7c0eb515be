#include "crypto/sm3.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "crypto/engine.hpp"
#include "crypto/openssl_handles.hpp"
#include "crypto/sm3_lanes.hpp"

namespace yinxin::crypto {
namespace {

const EVP_MD* sm3_algorithm() {
  static const EVP_MD* const kDigest = fetch_digest("SM3");
  return kDigest;
}

template <std::size_t Size>
std::array<std::uint8_t, Size> digest_of(const EVP_MD* algorithm, base::ByteView bytes) {
  std::array<std::uint8_t, Size> digest;
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm, nullptr) == 1,
          "EVP_Digest");
  return digest;
}

}  // namespace

struct Sm3::OpenSsl {
  DigestContext context{EVP_MD_CTX_new()};
};

Sm3::Sm3() {
  if (fix_engine() == Engine::OpenSsl) openssl_ = std::make_unique<OpenSsl>();
  start();
}
Sm3::Sm3(Sm3&&) noexcept = default;
Sm3& Sm3::operator=(Sm3&&) noexcept = default;
Sm3::~Sm3() {
  base::wipe(pending_);
  base::wipe({reinterpret_cast<std::uint8_t*>(state_.data()), sizeof state_});
}

void Sm3::start() {
  state_ = sm3_math::kInitial;
  size_ = 0;
  if (openssl_)
    require(EVP_DigestInit_ex2(openssl_->context.get(), sm3_algorithm(), nullptr) == 1, "EVP_DigestInit");
}

Sm3& Sm3::update(base::ByteView bytes) {
  if (openssl_) {
    require(EVP_DigestUpdate(openssl_->context.get(), bytes.data(), bytes.size()) == 1, "EVP_DigestUpdate");
    return *this;
  }
  const std::size_t held = size_ % kBlockSize;
  size_ += bytes.size();
  if (held > 0) {
    const std::size_t part = std::min(kBlockSize - held, bytes.size());
    std::copy_n(bytes.begin(), part, pending_.begin() + static_cast<std::ptrdiff_t>(held));
    bytes = bytes.subspan(part);
    if (held + part < kBlockSize) return *this;
    sm3_compress(state_, pending_.data(), 1);
  }
  const std::size_t blocks = bytes.size() / kBlockSize;
  if (blocks > 0) sm3_compress(state_, bytes.data(), blocks);
  bytes = bytes.subspan(blocks * kBlockSize);
  std::copy(bytes.begin(), bytes.end(), pending_.begin());
  return *this;
}

Sm3Digest Sm3::finish() {
  Sm3Digest digest;
  if (openssl_) {
    require(EVP_DigestFinal_ex(openssl_->context.get(), digest.data(), nullptr) == 1, "EVP_DigestFinal");
  } else {
    pad();
    for (std::size_t i = 0; i < state_.size(); ++i) put_big_endian(digest.data() + 4 * i, state_[i], 4);
    base::wipe(pending_);
  }
  start();
  return digest;
}

/// A one, zeros, and the length in bits (GB/T 32905 5.2).
void Sm3::pad() {
  constexpr std::size_t kLengthSize = 8;
  std::size_t held = size_ % kBlockSize;
  pending_[held++] = 0x80;
  if (held > kBlockSize - kLengthSize) {
    std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(held), pending_.end(), std::uint8_t{0});
    sm3_compress(state_, pending_.data(), 1);
    held = 0;
  }
  std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(held), pending_.end(), std::uint8_t{0});
  put_big_endian(pending_.data() + kBlockSize - kLengthSize, 8 * size_, kLengthSize);
  sm3_compress(state_, pending_.data(), 1);
}

void sm3_compress(Sm3State& state, const std::uint8_t* blocks, std::size_t count) {
  std::uint32_t s[8];
  std::uint32_t words[16];
  std::copy(state.begin(), state.end(), s);
  for (; count > 0; --count, blocks += sm3_math::kBlockSize) {
    for (int i = 0; i < 16; ++i) words[i] = big_endian_word(blocks + 4 * i);
    sm3_math::compress(s, words);
  }
  std::copy(s, s + 8, state.begin());
}

void sm3_batch(std::span<const base::ByteView> messages, std::span<Sm3Digest> digests) {
  const std::vector<base::ByteView> no_heads(messages.size());
  sm3_batch(no_heads, messages, digests);
}

void sm3_batch(std::span<const base::ByteView> heads, std::span<const base::ByteView> messages,
               std::span<Sm3Digest> digests) {
  if (heads.size() != messages.size() || messages.size() != digests.size())
    throw std::invalid_argument("sm3_batch: lengths differ");
  if (fix_engine() == Engine::OpenSsl) {
    for (std::size_t i = 0; i < messages.size(); ++i)
      digests[i] = Sm3().update(heads[i]).update(messages[i]).finish();
    return;
  }
  std::vector<Sm3Job> jobs(messages.size());
  for (std::size_t i = 0; i < messages.size(); ++i) jobs[i] = {heads[i], messages[i], &digests[i]};
  sm3_run(jobs);
}

Sm3Digest sm3(base::ByteView bytes) {
  thread_local Sm3
      stream;  // saves OpenSSL's two allocations a call; finish() leaves nothing of the input in it
  return stream.update(bytes).finish();
}

std::array<std::uint8_t, 20> sha1(base::ByteView bytes) {
  static const EVP_MD* const kDigest = fetch_digest("SHA1");
  return digest_of<20>(kDigest, bytes);
}

std::array<std::uint8_t, 32> sha256(base::ByteView bytes) {
  static const EVP_MD* const kDigest = fetch_digest("SHA256");
  return digest_of<32>(kDigest, bytes);
}

}  // namespace yinxin::crypto
