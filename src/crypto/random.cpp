#include "crypto/random.hpp"

#include <openssl/rand.h>

#include <cstdlib>

namespace yinxin::crypto {

void random_bytes(std::span<std::uint8_t> out) {
  if (RAND_bytes_ex(nullptr, out.data(), out.size(), 0) != 1) std::abort();
}

base::Bytes random_bytes(std::size_t size) {
  base::Bytes bytes(size);
  random_bytes(bytes);
  return bytes;
}

base::SecretBytes random_secret(std::size_t size) {
  base::SecretBytes secret(size);
  // The DRBG kept apart from the one whose output is shown in serials and nonces.
  if (RAND_priv_bytes_ex(nullptr, secret.writable().data(), size, 0) != 1) std::abort();
  return secret;
}

}  // namespace yinxin::crypto
