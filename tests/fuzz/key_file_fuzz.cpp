// Key files as strangers send them: PEM, PKCS#8, SEC1, PBES2. A key that was read is written and read again.
#include <cstdlib>

#include "crypto/key_file.hpp"
#include "crypto/pbes2.hpp"

namespace {

using namespace yinxin;

constexpr std::uint32_t kMostIterations = 5000;  // more would only make the fuzzer slow

void require(bool fact) {
  if (!fact) std::abort();
}

bool too_slow(std::string_view text) {
  const auto der = crypto::from_pem("ENCRYPTED PRIVATE KEY", text);
  if (!der) return false;
  const auto info = crypto::read_encrypted_key_info(*der);
  return info && info->iterations > kMostIterations;
}

void write_and_read(const crypto::Sm2PrivateKey& key) {
  const base::SecretBytes pem = crypto::private_key_pem(key);
  const auto again = crypto::read_private_key_pem(pem.reveal(), {});
  require(again && again->public_key() == key.public_key());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const base::SecretBytes kPassword = base::SecretBytes::copy_of(base::as_bytes("password"));
  const base::ByteView octets(data, size);
  const std::string_view text = base::as_text(octets);
  if (too_slow(text)) return 0;
  if (const auto key = crypto::read_private_key_pem(octets, kPassword)) write_and_read(*key);
  // Mutated octets rarely stay base64: the DER inside is tried for itself.
  for (const char* label : {"PRIVATE KEY", "EC PRIVATE KEY"}) {
    if (const auto key = crypto::read_private_key_pem(base::as_bytes(crypto::to_pem(label, octets)), {})) {
      write_and_read(*key);
    }
  }
  (void)crypto::read_encrypted_key_info(octets);
  if (const auto der = crypto::from_pem("CERTIFICATE", text)) {
    require(crypto::from_pem("CERTIFICATE", crypto::to_pem("CERTIFICATE", *der)).value() == *der);
  }
  return 0;
}
