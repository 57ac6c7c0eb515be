// Watches every block of memory that is given back, by our code and by OpenSSL, for the private key in any of
// its forms.
#include <gtest/gtest.h>
#include <malloc.h>
#include <openssl/crypto.h>
#include <string.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"

namespace {

struct Pattern {
  std::uint8_t octets[32];
  std::size_t size = 0;
};
Pattern g_patterns[8];  // fixed room: the watch itself must not allocate
std::atomic<std::size_t> g_pattern_count{0};
std::atomic<int> g_found{0};

void look_at(const void* block) {
  if (block == nullptr || g_pattern_count == 0) return;
  const std::size_t size = malloc_usable_size(const_cast<void*>(block));
  for (std::size_t i = 0; i < g_pattern_count; ++i) {
    if (memmem(block, size, g_patterns[i].octets, g_patterns[i].size) != nullptr) ++g_found;
  }
}

void give_back(void* block) {
  look_at(block);
  std::free(block);
}

void* openssl_malloc(std::size_t size, const char*, int) {
  return std::malloc(size);
}
void openssl_free(void* block, const char*, int) {
  give_back(block);
}
void* openssl_realloc(void* block, std::size_t size, const char*, int) {
  void* moved = std::malloc(size);
  if (moved != nullptr && block != nullptr) memcpy(moved, block, std::min(size, malloc_usable_size(block)));
  if (moved != nullptr) give_back(block);
  return moved;
}
const bool g_openssl_watched = CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) == 1;

}  // namespace

void* operator new(std::size_t size) {
  if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
  give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
  give_back(block);
}

namespace yinxin::crypto {
namespace {

class WipingTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(g_openssl_watched); }
  void TearDown() override { g_pattern_count = 0; }

  static void watch_for(base::ByteView octets) {
    Pattern& pattern = g_patterns[g_pattern_count];
    pattern.size = std::min(octets.size(), sizeof pattern.octets);
    std::copy_n(octets.begin(), pattern.size, pattern.octets);
    g_found = 0;
    ++g_pattern_count;
  }

  /// The scalar in both orders, and pieces of the three base64 texts it can stand in, short enough for a line
  /// of PEM.
  static void watch_for_key(const base::SecretBytes& scalar) {
    base::Bytes reversed = base::to_bytes(scalar.reveal());
    std::reverse(reversed.begin(), reversed.end());
    watch_for(scalar.reveal());
    watch_for(reversed);
    base::wipe(reversed);
    for (std::size_t skip = 0; skip < 3; ++skip) {
      std::string text = base::to_base64(scalar.reveal().subspan(skip, 12));
      watch_for(base::as_bytes(text));
      base::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    }
  }
};

TEST_F(WipingTest, TheWatchSeesAKeyThatIsNotWiped) {
  const base::SecretBytes scalar = random_secret(32);
  watch_for_key(scalar);
  { const base::Bytes careless = base::to_bytes(scalar.reveal()); }
  EXPECT_EQ(g_found, 1);
  void* block = OPENSSL_malloc(40);
  std::copy(scalar.reveal().begin(), scalar.reveal().end(), static_cast<std::uint8_t*>(block));
  OPENSSL_free(block);
  EXPECT_EQ(g_found, 2);
}

TEST_F(WipingTest, MakingAKeyAndSigning) {
  base::SecretBytes scalar = random_secret(32);
  scalar.writable()[0] = 0x7F;
  watch_for_key(scalar);
  {
    const Sm2PrivateKey key = Sm2PrivateKey::from_scalar(std::move(scalar)).value();
    const base::Bytes message(100);
    ASSERT_TRUE(sm2_sign(key, message));
  }
  EXPECT_EQ(g_found, 0);
}

TEST_F(WipingTest, KeyFiles) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::SecretBytes password = base::SecretBytes::copy_of(base::as_bytes("a password of its own"));
  watch_for_key(key.scalar());
  watch_for(password.reveal());
  {
    const base::SecretBytes plain = private_key_pem(key);
    ASSERT_TRUE(read_private_key_pem(plain.reveal(), {}));
    for (const KeyFileForm form : {KeyFileForm::Gm, KeyFileForm::OpenSsl}) {
      const std::string pem = encrypted_key_pem(key, password, form, 2);
      ASSERT_TRUE(read_private_key_pem(base::as_bytes(pem), password));
      ASSERT_FALSE(read_private_key_pem(base::as_bytes(pem), random_secret(8)));
    }
  }
  EXPECT_EQ(g_found, 0);
}

TEST_F(WipingTest, Sealing) {
  const base::SecretBytes key = random_secret(kSealKeySize);
  const base::SecretBytes text = base::SecretBytes::copy_of(base::as_bytes("the plaintext of a column"));
  const base::SecretBytes cipher_key = hkdf_expand_sm3(key, base::as_bytes("yinxin seal 1 sm4-ctr"), 16);
  const base::SecretBytes mac_key = hkdf_expand_sm3(key, base::as_bytes("yinxin seal 1 hmac-sm3"), 32);
  for (const base::SecretBytes* secret : {&key, &text, &cipher_key, &mac_key}) watch_for(secret->reveal());
  const base::Bytes sealed = seal(key, text.reveal(), {});
  ASSERT_TRUE(open(key, sealed, {}));
  EXPECT_EQ(g_found, 0);
}

}  // namespace
}  // namespace yinxin::crypto
