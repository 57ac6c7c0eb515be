#include "crypto/sm3.hpp"

#include <stdexcept>

#include "crypto/openssl_handles.hpp"

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

struct Sm3::State {
  DigestContext context{EVP_MD_CTX_new()};

  void start() {
    require(EVP_DigestInit_ex2(context.get(), sm3_algorithm(), nullptr) == 1, "EVP_DigestInit");
  }
};

Sm3::Sm3() : state_(std::make_unique<State>()) {
  state_->start();
}
Sm3::Sm3(Sm3&&) noexcept = default;
Sm3& Sm3::operator=(Sm3&&) noexcept = default;
Sm3::~Sm3() = default;

Sm3& Sm3::update(base::ByteView bytes) {
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1, "EVP_DigestUpdate");
  return *this;
}

Sm3Digest Sm3::finish() {
  Sm3Digest digest;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1, "EVP_DigestFinal");
  state_->start();
  return digest;
}

Sm3Digest sm3(base::ByteView bytes) {
  thread_local Sm3 stream;  // saves two allocations a call; finish() leaves nothing of the input in it
  return stream.update(bytes).finish();
}

void sm3_batch(std::span<const base::ByteView> messages, std::span<Sm3Digest> digests) {
  if (messages.size() != digests.size()) throw std::invalid_argument("sm3_batch: lengths differ");
  for (std::size_t i = 0; i < messages.size(); ++i) digests[i] = sm3(messages[i]);
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
