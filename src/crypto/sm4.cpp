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

/// One of the two keys that a seal key expands into. On the stack, since EVP keeps the key of a cipher in
/// ordinary memory in any case, and locking a page costs more than the rest of a small seal; wiped when it
/// goes.
template <std::size_t Size>
class Expanded {
 public:
  Expanded(const base::SecretBytes& seal_key, std::string_view info) {
    if (seal_key.size() != kSealKeySize) throw std::invalid_argument("seal: the key is not 32 octets");
    hkdf_expand_sm3(seal_key.reveal(), base::as_bytes(info), octets_);
  }
  Expanded(const Expanded&) = delete;
  Expanded& operator=(const Expanded&) = delete;
  ~Expanded() { base::wipe(octets_); }
  base::ByteView view() const { return octets_; }

 private:
  std::array<std::uint8_t, Size> octets_;
};

void apply_cipher(const base::SecretBytes& seal_key, base::ByteView nonce, base::ByteView in,
                  std::span<std::uint8_t> out) {
  sm4_ctr(Expanded<kSm4KeySize>(seal_key, kCipherInfo).view(), nonce, in, out);
}

/// Over what is bound but not stored, its length first so that the two cannot be cut elsewhere, and over what
/// is stored.
Sm3Digest tag_of(const base::SecretBytes& seal_key, base::ByteView associated, base::ByteView stored) {
  const Expanded<kSm3Size> key(seal_key, kMacInfo);
  base::Bytes length;
  base::append_u64(length, associated.size());
  return HmacSm3(key.view()).update(length).update(associated).update(stored).finish();
}

}  // namespace

base::Bytes seal(const base::SecretBytes& key, base::ByteView plaintext, base::ByteView associated) {
  base::Bytes sealed(kSealOverhead + plaintext.size());
  sealed[0] = kVersion;
  const std::span<std::uint8_t> whole(sealed);
  const std::span<std::uint8_t> nonce = whole.subspan(1, kNonceSize);
  random_bytes(nonce);
  apply_cipher(key, nonce, plaintext, whole.subspan(kHeaderSize, plaintext.size()));
  const Sm3Digest tag = tag_of(key, associated, whole.first(kHeaderSize + plaintext.size()));
  std::copy(tag.begin(), tag.end(), sealed.end() - static_cast<std::ptrdiff_t>(tag.size()));
  return sealed;
}

base::Result<base::SecretBytes> open(const base::SecretBytes& key, base::ByteView sealed,
                                     base::ByteView associated) {
  if (sealed.size() < kSealOverhead || sealed[0] != kVersion) {
    return base::make_error(base::ErrorKind::Malformed, "crypto.seal.format",
                            "too short or of another version");
  }
  const base::ByteView stored = sealed.first(sealed.size() - kSm3Size);
  if (!base::equal_constant_time(tag_of(key, associated, stored), sealed.last(kSm3Size))) {
    return base::make_error(base::ErrorKind::Refused, "crypto.seal.tag");
  }
  base::SecretBytes plaintext(sealed.size() - kSealOverhead);
  apply_cipher(key, stored.subspan(1, kNonceSize), stored.subspan(kHeaderSize), plaintext.writable());
  return plaintext;
}

}  // namespace yinxin::crypto
