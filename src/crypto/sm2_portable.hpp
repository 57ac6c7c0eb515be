// An engine over a field arithmetic F, signing one or a few at a time.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>

#include "crypto/sm2_sign.hpp"
#include "crypto/sm2_verify.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kSignTogether = 32;  // signatures that share an inversion
inline constexpr unsigned kUsesBeforeTable =
    64;                                  // a table costs about as much as twenty verifications without one
inline constexpr int kSignAttempts = 8;  // a nonce is thrown away once in 2^254

template <class F>
sm2_math::Affine read_point(const Sm2Point& point) {
  return {sm2_math::to_field<F>(sm2_math::from_octets(point.data() + 1)),
          sm2_math::to_field<F>(sm2_math::from_octets(point.data() + 33))};
}

/// A key that is used often gets a table of its multiples, as the generator has one: a verifier that lives is
/// a key of ours or of an officer at work.
template <class F>
class PortableVerifier final : public Sm2Verifier {
 public:
  explicit PortableVerifier(const sm2_math::Affine& point) : point_(point) {}
  ~PortableVerifier() override { delete table_.load(); }

  bool verify(const Sm3Digest& digest, const Sm2Signature& signature) const override {
    return verify_digest<F>(point_, table(), digest, signature);
  }
  const sm2_math::Affine& point() const { return point_; }

 private:
  const sm2_math::FixedTable* table() const {
    const sm2_math::FixedTable* table = table_.load(std::memory_order_acquire);
    if (table != nullptr || uses_.fetch_add(1, std::memory_order_relaxed) != kUsesBeforeTable) return table;
    auto made = std::make_unique<sm2_math::FixedTable>();
    sm2_math::build_table<F>(*made, point_);
    table_.store(made.get(), std::memory_order_release);
    return made.release();
  }

  const sm2_math::Affine point_;
  mutable std::atomic<unsigned> uses_ = 0;
  mutable std::atomic<const sm2_math::FixedTable*> table_ = nullptr;
};

/// Holds what signing needs in locked memory.
class SigningKey {
 public:
  explicit SigningKey(base::ByteView scalar) : octets_(sizeof(Sm2SigningSecrets)) {
    Sm2SigningSecrets secrets = make_signing_secrets(scalar);
    std::memcpy(octets_.writable().data(), &secrets, sizeof secrets);
    base::wipe({reinterpret_cast<std::uint8_t*>(&secrets), sizeof secrets});
  }
  const Sm2SigningSecrets& secrets() const {
    return *reinterpret_cast<const Sm2SigningSecrets*>(octets_.reveal().data());
  }

 private:
  base::SecretBytes octets_;
};

template <class F>
class PortableSigner final : public Sm2Signer {
 public:
  explicit PortableSigner(base::ByteView scalar) : key_(scalar) {}

  base::Result<void> sign(std::span<const Sm3Digest> digests,
                          std::span<Sm2Signature> signatures) const override {
    for (std::size_t at = 0; at < digests.size();) {
      const std::size_t count = std::min(digests.size() - at, kSignTogether);
      YX_CHECK(sign_some(digests.subspan(at, count), signatures.subspan(at, count)));
      at += count;
    }
    return {};
  }

 private:
  base::Result<void> sign_some(std::span<const Sm3Digest> digests, std::span<Sm2Signature> signatures) const {
    if (digests.size() == 1) return sign_one(digests, signatures);
    std::array<bool, kSignTogether> done{};
    sign_together<F, kSignTogether>(key_.secrets(), digests, signatures,
                                    std::span(done).first(digests.size()));
    for (std::size_t i = 0; i < digests.size(); ++i) {
      if (done[i]) continue;
      YX_CHECK(sign_one(digests.subspan(i, 1), signatures.subspan(i, 1)));
    }
    return {};
  }
  base::Result<void> sign_one(std::span<const Sm3Digest> digest, std::span<Sm2Signature> signature) const {
    for (int attempt = 0; attempt < kSignAttempts; ++attempt) {
      std::array<bool, 1> done{};
      sign_together<F, 1>(key_.secrets(), digest, signature, done);
      if (done[0]) return {};
    }
    return base::make_error(base::ErrorKind::Internal, "crypto.sm2.sign", "no nonce would do");
  }

  const SigningKey key_;
};

template <class F>
class PortableEngine : public Sm2Engine {
 public:
  explicit PortableEngine(std::string_view name) : name_(name) {}
  std::string_view name() const override { return name_; }

  std::unique_ptr<const Sm2Verifier> verifier(const Sm2Point& octets) const override {
    const sm2_math::Affine point = read_point<F>(octets);
    if (!sm2_math::on_curve<F>(point)) return nullptr;
    return std::make_unique<PortableVerifier<F>>(point);
  }
  std::unique_ptr<const Sm2Signer> signer(const base::SecretBytes& scalar,
                                          const Sm2Point& /*point*/) const override {
    return std::make_unique<PortableSigner<F>>(scalar.reveal());
  }
  Sm2Point base_multiple(const base::SecretBytes& scalar) const override {
    using namespace sm2_math;
    Jacobian multiple = multiply_fixed<F>(kGeneratorTable, from_octets(scalar.reveal().data()));
    const Affine point = to_affine<F>(multiple, invert<F>(multiple.z));
    base::wipe({reinterpret_cast<std::uint8_t*>(&multiple), sizeof multiple});
    Sm2Point octets{0x04};
    to_octets(from_field<F>(point.x), octets.data() + 1);
    to_octets(from_field<F>(point.y), octets.data() + 33);
    return octets;
  }

 private:
  std::string_view name_;
};

}  // namespace yinxin::crypto
