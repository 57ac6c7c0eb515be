#include "crypto/sm4.hpp"

#include <algorithm>
#include <stdexcept>

#include "crypto/hmac_sm3.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4_ctr.hpp"

namespace yinxin::crypto {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNonceSize = 16;  // the first counter block, whole
constexpr std::size_t kHeaderSize = 1 + kNonceSize;
static_assert(kHeaderSize + kSm3Size == kSealOverhead);

constexpr std::string_view kCipherInfo = "yinxin seal 1 sm4-ctr";
constexpr std::string_view kMacInfo = "yinxin seal 1 hmac-sm3";

/// One of the two keys that a seal key expands into.
base::SecretBytes expanded(const base::SecretBytes& seal_key, std::string_view info, std::size_t size) {
  if (seal_key.size() != kSealKeySize) throw std::invalid_argument("seal: the key is not 32 octets");
  return hkdf_expand_sm3(seal_key, base::as_bytes(info), size);
}

/// Over what is bound but not stored, its length first so that the two cannot be cut elsewhere, and over what
/// is stored.
Sm3Digest tag_of(const base::SecretBytes& mac_key, base::ByteView associated, base::ByteView stored) {
  base::Bytes length;
  base::append_u64(length, associated.size());
  return HmacSm3(mac_key.reveal()).update(length).update(associated).update(stored).finish();
}

}  // namespace

SealKey::SealKey(const base::SecretBytes& key)
    : cipher_key_(expanded(key, kCipherInfo, kSm4KeySize)), mac_key_(expanded(key, kMacInfo, kSm3Size)) {}

base::Bytes SealKey::seal(base::ByteView plaintext, base::ByteView associated) const {
  base::Bytes sealed(kSealOverhead + plaintext.size());
  sealed[0] = kVersion;
  const std::span<std::uint8_t> whole(sealed);
  const std::span<std::uint8_t> nonce = whole.subspan(1, kNonceSize);
  random_bytes(nonce);
  sm4_ctr(cipher_key_.reveal(), nonce, plaintext, whole.subspan(kHeaderSize, plaintext.size()));
  const Sm3Digest tag = tag_of(mac_key_, associated, whole.first(kHeaderSize + plaintext.size()));
  std::copy(tag.begin(), tag.end(), sealed.end() - static_cast<std::ptrdiff_t>(tag.size()));
  return sealed;
}

base::Result<base::SecretBytes> SealKey::open(base::ByteView sealed, base::ByteView associated) const {
  if (sealed.size() < kSealOverhead || sealed[0] != kVersion) {
    return base::make_error(base::ErrorKind::Malformed, "crypto.seal.format",
                            "too short or of another version");
  }
  const base::ByteView stored = sealed.first(sealed.size() - kSm3Size);
  if (!base::equal_constant_time(tag_of(mac_key_, associated, stored), sealed.last(kSm3Size))) {
    return base::make_error(base::ErrorKind::Refused, "crypto.seal.tag");
  }
  base::SecretBytes plaintext(sealed.size() - kSealOverhead);
  sm4_ctr(cipher_key_.reveal(), stored.subspan(1, kNonceSize), stored.subspan(kHeaderSize),
          plaintext.writable());
  return plaintext;
}

base::Bytes seal(const base::SecretBytes& key, base::ByteView plaintext, base::ByteView associated) {
  return SealKey(key).seal(plaintext, associated);
}

base::Result<base::SecretBytes> open(const base::SecretBytes& key, base::ByteView sealed,
                                     base::ByteView associated) {
  return SealKey(key).open(sealed, associated);
}

}  // namespace yinxin::crypto
