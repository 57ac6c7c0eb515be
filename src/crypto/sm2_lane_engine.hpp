// An engine that works eight at a time where there are eight, over a scalar one with the field arithmetic F.
#pragma once

#include "crypto/sm2_lane_kernel.hpp"
#include "crypto/sm2_portable.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kLaneBatch = sm2_lanes::kLanes * sm2_lanes::kMaxGroups;
inline constexpr std::size_t kVerifyBatch = sm2_lanes::kLanes * sm2_lanes::kMaxVerifyGroups;
inline constexpr std::size_t kWorthALane =
    4;  // so many of a group of eight are no slower in lanes than one by one

static_assert(kLaneBatch <= kMaxNonces);

template <class F>
class LaneSigner final : public Sm2Signer {
 public:
  LaneSigner(const sm2_lanes::Kernel& kernel, base::ByteView scalar)
      : kernel_(kernel), key_(scalar), alone_(scalar) {}

  base::Result<void> sign(std::span<const Sm3Digest> digests,
                          std::span<Sm2Signature> signatures) const override {
    while (digests.size() >= kWorthALane) {
      const std::size_t count = std::min(digests.size(), kLaneBatch);
      YX_CHECK(sign_together(digests.first(count), signatures.first(count)));
      digests = digests.subspan(count);
      signatures = signatures.subspan(count);
    }
    return digests.empty() ? base::Result<void>() : alone_.sign(digests, signatures);
  }

 private:
  struct Room {
    sm2_math::Limbs k[kLaneBatch]{};
    sm2_math::Limbs x[kLaneBatch]{};
    ~Room() { base::wipe({reinterpret_cast<std::uint8_t*>(this), sizeof *this}); }
  };

  base::Result<void> sign_together(std::span<const Sm3Digest> digests,
                                   std::span<Sm2Signature> signatures) const {
    Room room;
    draw_nonces(key_.secrets().nonce_key, digests, std::span(room.k).first(digests.size()));
    const std::size_t groups = (digests.size() + sm2_lanes::kLanes - 1) / sm2_lanes::kLanes;
    kernel_.coordinates(room.k, room.x, static_cast<int>(groups));
    wipe_stack();
    for (std::size_t i = 0; i < digests.size(); ++i) {
      if (finish_signature<F>(key_.secrets(), room.k[i], room.x[i], digests[i], signatures[i])) continue;
      YX_CHECK(alone_.sign(digests.subspan(i, 1), signatures.subspan(i, 1)));
    }
    return {};
  }

  const sm2_lanes::Kernel& kernel_;
  const SigningKey key_;
  const PortableSigner<F> alone_;
};

template <class F>
class LaneEngine final : public PortableEngine<F> {
 public:
  LaneEngine(std::string_view name, const sm2_lanes::Kernel& kernel)
      : PortableEngine<F>(name), kernel_(kernel) {}

  std::unique_ptr<const Sm2Signer> signer(const base::SecretBytes& scalar,
                                          const Sm2Point& /*point*/) const override {
    return std::make_unique<LaneSigner<F>>(kernel_, scalar.reveal());
  }

  void verify(std::span<Sm2Check> checks) const override {
    while (checks.size() >= kWorthALane) {
      const std::size_t count = std::min(checks.size(), kVerifyBatch);
      verify_together(checks.first(count));
      checks = checks.subspan(count);
    }
    Sm2Engine::verify(checks);
  }

 private:
  /// A lane that says no is asked again one by one: it may be one of the rare cases that lanes leave out.
  void verify_together(std::span<Sm2Check> checks) const {
    using namespace sm2_math;
    sm2_lanes::LaneChecks lanes[sm2_lanes::kMaxVerifyGroups];
    const std::size_t groups = (checks.size() + sm2_lanes::kLanes - 1) / sm2_lanes::kLanes;
    for (std::size_t i = 0; i < groups * sm2_lanes::kLanes; ++i) {
      const Sm2Check& check = checks[std::min(i, checks.size() - 1)];
      sm2_lanes::LaneChecks& group = lanes[i / sm2_lanes::kLanes];
      const std::size_t lane = i % sm2_lanes::kLanes;
      const Affine& point = static_cast<const PortableVerifier<F>*>(check.verifier)->point();
      const Limbs r = from_octets(check.signature->r);
      const Limbs s = from_octets(check.signature->s);
      group.x[lane] = point.x;
      group.y[lane] = point.y;
      group.s[lane] = s;
      group.t[lane] = add_mod_order(r, s);
      group.candidate[lane] = subtract_mod_order(r, reduce_once(from_octets(check.digest), kOrder));
    }
    bool valid[kVerifyBatch];
    kernel_.verify(lanes, valid, static_cast<int>(groups));
    for (std::size_t i = 0; i < checks.size(); ++i)
      checks[i].valid = valid[i] || checks[i].verifier->verify(checks[i].digest, *checks[i].signature);
  }

  const sm2_lanes::Kernel& kernel_;
};

}  // namespace yinxin::crypto
