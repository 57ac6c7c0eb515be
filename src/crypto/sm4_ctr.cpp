#include "crypto/sm4_ctr.hpp"

#include <algorithm>
#include <stdexcept>

#include "crypto/openssl_handles.hpp"

namespace yinxin::crypto {

void sm4_ctr(base::ByteView key, base::ByteView counter, base::ByteView in, std::span<std::uint8_t> out) {
  static const EVP_CIPHER* const kCipher = fetch_cipher("SM4-CTR");
  constexpr std::size_t kStep = std::size_t{1} << 30;  // EVP counts in int
  if (key.size() != kSm4KeySize || counter.size() != kSm4BlockSize || in.size() != out.size()) {
    throw std::invalid_argument("sm4_ctr: a length is wrong");
  }
  const CipherContext context(EVP_CIPHER_CTX_new());
  require(context && EVP_EncryptInit_ex2(context.get(), kCipher, key.data(), counter.data(), nullptr) == 1,
          "EVP_EncryptInit");
  for (std::size_t at = 0; at < in.size(); at += kStep) {
    const int size = static_cast<int>(std::min(kStep, in.size() - at));
    int written = 0;
    require(EVP_EncryptUpdate(context.get(), out.data() + at, &written, in.data() + at, size) == 1 &&
                written == size,
            "EVP_EncryptUpdate");
  }
}

}  // namespace yinxin::crypto
