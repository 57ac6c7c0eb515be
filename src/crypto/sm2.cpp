#include "crypto/sm2.hpp"

#include <algorithm>
#include <stdexcept>

#include "crypto/random.hpp"
#include "crypto/sm2_curve.hpp"
#include "crypto/sm2_engine.hpp"

namespace yinxin::crypto {
namespace {

constexpr std::size_t kScalarSize = 32;
constexpr std::size_t kMaxIdOctets = 0xFFFF / 8;  // ENTL counts bits in two octets (GB/T 32918.2 5.5)

using sm2_curve::Octets32;

/// What a public key keeps ready.
struct ReadyPublicKey {
  std::unique_ptr<const Sm2Verifier> verifier;
  Sm3Digest default_za;
};

/// ZA = SM3(ENTL || id || a || b || G || key) (GB/T 32918.2 5.5, GM/T 0009 8.1).
Sm3Digest za(const Sm2Point& point, std::string_view id) {
  if (id.size() > kMaxIdOctets) throw std::length_error("sm2: distinguishing id over 8191 octets");
  const std::size_t bits = id.size() * 8;
  const std::array<std::uint8_t, 2> entl = {static_cast<std::uint8_t>(bits >> 8),
                                            static_cast<std::uint8_t>(bits)};
  Sm3 stream;
  stream.update(entl).update(base::as_bytes(id));
  for (const Octets32* part : {&sm2_curve::kA, &sm2_curve::kB, &sm2_curve::kGx, &sm2_curve::kGy})
    stream.update(*part);
  return stream.update(base::ByteView(point).subspan(1)).finish();
}

/// 1 when a < b, without a branch on either (both big-endian): a scalar may be secret.
unsigned less(base::ByteView a, const Octets32& b) {
  unsigned borrow = 0;
  for (std::size_t i = b.size(); i-- > 0;) borrow = (unsigned{a[i]} - b[i] - borrow) >> 31;
  return borrow;
}

unsigned is_zero(base::ByteView a) {
  unsigned any = 0;
  for (const std::uint8_t octet : a) any |= octet;
  return any == 0;
}

/// r, s in [1, n-1] and r + s != n: steps B1, B2 and B5 of GB/T 32918.2 7.1, whatever the engine does.
bool in_range(const Sm2Signature& signature) {
  for (const Octets32* number : {&signature.r, &signature.s}) {
    if (is_zero(*number) || !less(*number, sm2_curve::kN)) return false;
  }
  unsigned carry = 0;
  unsigned difference = 0;
  for (std::size_t i = sm2_curve::kN.size(); i-- > 0;) {
    const unsigned sum = unsigned{signature.r[i]} + signature.s[i] + carry;
    difference |= (sum & 0xFF) ^ sm2_curve::kN[i];
    carry = sum >> 8;
  }
  return (difference | carry) != 0;
}

base::Error bad_public_key(const char* detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.sm2.public_key", detail);
}

base::Error bad_private_key(const char* detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.sm2.private_key", detail);
}

/// n - 1: d must be below it, or 1 + d has no inverse (GM/T 0009 5.1).
constexpr Octets32 order_less_one() {
  Octets32 value = sm2_curve::kN;
  value[31] = static_cast<std::uint8_t>(value[31] - 1);  // kN is odd
  return value;
}

}  // namespace

struct Sm2Access {
  /// Null for a key that was never made from a point.
  static const ReadyPublicKey* ready(const Sm2PublicKey& key) {
    return static_cast<const ReadyPublicKey*>(key.engine_.get());
  }
  /// Null for a key that was moved from.
  static const Sm2Signer* signer(const Sm2PrivateKey& key) {
    return static_cast<const Sm2Signer*>(key.engine_.get());
  }
};

base::Result<Sm2PublicKey> Sm2PublicKey::from_point(base::ByteView point) {
  if (point.size() != kPointSize || point[0] != 0x04) return bad_public_key("not 04 || X || Y");
  if (!less(point.subspan(1, 32), sm2_curve::kP) || !less(point.subspan(33, 32), sm2_curve::kP)) {
    return bad_public_key("a coordinate is not below p");
  }
  Sm2PublicKey key;
  std::copy(point.begin(), point.end(), key.point_.begin());
  auto ready = std::make_shared<ReadyPublicKey>();
  ready->verifier = sm2_engine().verifier(key.point_);
  if (ready->verifier == nullptr) return bad_public_key("not on the curve");
  ready->default_za = za(key.point_, kDefaultSm2Id);
  key.engine_ = std::move(ready);
  return key;
}

Sm2PrivateKey Sm2PrivateKey::generate() {
  for (;;) {
    base::Result<Sm2PrivateKey> key = from_scalar(random_secret(kScalarSize));
    if (key) return std::move(*key);  // all but one in 2^32 are in range
  }
}

base::Result<Sm2PrivateKey> Sm2PrivateKey::from_scalar(base::SecretBytes scalar) {
  static constexpr Octets32 kLimit = order_less_one();
  if (scalar.size() != kScalarSize) return bad_private_key("not 32 octets");
  if (is_zero(scalar.reveal()) || !less(scalar.reveal(), kLimit)) return bad_private_key("not in [1, n-2]");
  const Sm2Point point = sm2_engine().base_multiple(scalar);
  Sm2PrivateKey key;
  YX_TRY(key.public_key_, Sm2PublicKey::from_point(point));
  key.engine_ = std::shared_ptr<const Sm2Signer>(sm2_engine().signer(scalar, point));
  key.scalar_ = std::move(scalar);
  return key;
}

namespace {

Sm3Digest prefix_of(const Sm2PublicKey& key, std::string_view id) {
  const ReadyPublicKey* ready = Sm2Access::ready(key);
  return ready != nullptr && id == kDefaultSm2Id ? ready->default_za : za(key.point(), id);
}

std::vector<Sm3Digest> digest_all(const Sm3Digest& prefix, std::span<const base::ByteView> messages) {
  const std::vector<base::ByteView> heads(messages.size(), prefix);
  std::vector<Sm3Digest> digests(messages.size());
  sm3_batch(heads, messages, digests);
  return digests;
}

}  // namespace

Sm3Digest sm2_digest(const Sm2PublicKey& key, base::ByteView message, std::string_view id) {
  return Sm3().update(prefix_of(key, id)).update(message).finish();
}

std::vector<Sm3Digest> sm2_digest_batch(const Sm2PublicKey& key, std::span<const base::ByteView> messages) {
  return digest_all(prefix_of(key, kDefaultSm2Id), messages);
}

Sm3 sm2_digest_stream(const Sm2PublicKey& key) {
  Sm3 stream;
  stream.update(prefix_of(key, kDefaultSm2Id));
  return stream;
}

base::Result<Sm2Signature> sm2_sign(const Sm2PrivateKey& key, base::ByteView message, std::string_view id) {
  YX_TRY(const std::vector<Sm2Signature> signatures, sm2_sign_batch(key, {&message, 1}, id));
  return signatures.front();
}

base::Result<std::vector<Sm2Signature>> sm2_sign_batch(const Sm2PrivateKey& key,
                                                       std::span<const base::ByteView> messages,
                                                       std::string_view id) {
  return sm2_sign_digests(key, digest_all(prefix_of(key.public_key(), id), messages));
}

base::Result<std::vector<Sm2Signature>> sm2_sign_digests(const Sm2PrivateKey& key,
                                                         std::span<const Sm3Digest> digests) {
  const Sm2Signer* signer = Sm2Access::signer(key);
  if (signer == nullptr) return base::make_error(base::ErrorKind::Internal, "crypto.sm2.sign", "no key");
  std::vector<Sm2Signature> signatures(digests.size());
  YX_CHECK(signer->sign(digests, signatures));
  return signatures;
}

bool sm2_verify(const Sm2PublicKey& key, base::ByteView message, const Sm2Signature& signature,
                std::string_view id) {
  return in_range(signature) && sm2_verify_digest(key, sm2_digest(key, message, id), signature);
}

bool sm2_verify_digest(const Sm2PublicKey& key, const Sm3Digest& digest, const Sm2Signature& signature) {
  const ReadyPublicKey* ready = Sm2Access::ready(key);
  return ready != nullptr && in_range(signature) && ready->verifier->verify(digest, signature);
}

std::vector<bool> sm2_verify_batch(std::span<const Sm2VerifyItem> items) {
  std::vector<bool> valid(items.size());
  std::vector<std::size_t> places;
  std::vector<base::ByteView> heads, messages;
  std::vector<Sm2Check> checks;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ReadyPublicKey* ready = Sm2Access::ready(*items[i].key);
    if (ready == nullptr || !in_range(*items[i].signature)) continue;
    places.push_back(i);
    heads.emplace_back(ready->default_za);
    messages.push_back(items[i].message);
    checks.push_back({ready->verifier.get(), {}, items[i].signature});
  }
  std::vector<Sm3Digest> digests(checks.size());
  sm3_batch(heads, messages, digests);
  for (std::size_t i = 0; i < checks.size(); ++i) checks[i].digest = digests[i];
  sm2_engine().verify(checks);
  for (std::size_t i = 0; i < checks.size(); ++i) valid[places[i]] = checks[i].valid;
  return valid;
}

}  // namespace yinxin::crypto
