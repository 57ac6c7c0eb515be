// The engine in use beside OpenSSL's: what one makes of a point, a digest and a signature, or of a scalar,
// the other must too. Input: 1 octet of choice, then 32 of scalar or 64 of point, 32 of digest, 32 of r, 32
// of s; what is missing is zeros.
#include <algorithm>
#include <cstdlib>

#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_scalar.hpp"

namespace {

using namespace yinxin;
using crypto::sm2_math::Limbs;

void require(bool fact) {
  if (!fact) std::abort();
}

const crypto::Sm2Engine& reference() {
  return *crypto::find_sm2_engine(crypto::Sm2EngineKind::OpenSsl);
}

class Input {
 public:
  explicit Input(base::ByteView octets) : octets_(octets) {}
  template <std::size_t Size>
  std::array<std::uint8_t, Size> take() {
    std::array<std::uint8_t, Size> taken{};
    const std::size_t count = std::min(Size, octets_.size());
    std::copy_n(octets_.begin(), count, taken.begin());
    octets_ = octets_.subspan(count);
    return taken;
  }

 private:
  base::ByteView octets_;
};

bool below(const std::array<std::uint8_t, 32>& octets, const Limbs& limit) {
  Limbs less;
  return crypto::sm2_math::subtract(less, crypto::sm2_math::from_octets(octets.data()), limit) == 1;
}

/// In [1, n-2], as the engine's contract has it.
std::array<std::uint8_t, 32> scalar_of(Input& input) {
  auto octets = input.take<32>();
  octets[0] &= 0x7F;
  octets[31] = static_cast<std::uint8_t>(octets[31] | 1);
  return octets;
}

void compare_checks(const crypto::Sm2Point& point, const crypto::Sm3Digest& digest,
                    const crypto::Sm2Signature& signature) {
  const auto ours = crypto::sm2_engine().verifier(point);
  const auto theirs = reference().verifier(point);
  require((ours == nullptr) == (theirs == nullptr));
  if (ours == nullptr) return;
  const auto key = crypto::Sm2PublicKey::from_point(point);
  require(bool(key));
  require(crypto::sm2_verify_digest(*key, digest, signature) == theirs->verify(digest, signature));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input({data, size});
  const int choice = input.take<1>()[0] % 3;
  crypto::Sm2Point point{0x04};
  if (choice == 0) {  // any point
    const auto coordinates = input.take<64>();
    std::copy(coordinates.begin(), coordinates.end(), point.begin() + 1);
    std::array<std::uint8_t, 32> x, y;
    std::copy_n(coordinates.begin(), 32, x.begin());
    std::copy_n(coordinates.begin() + 32, 32, y.begin());
    const Limbs p = crypto::sm2_math::from_octets(crypto::sm2_curve::kP);
    if (!below(x, p) || !below(y, p)) return 0;
    const auto digest = input.take<32>();
    const auto r = input.take<32>();
    compare_checks(point, digest, {r, input.take<32>()});
    return 0;
  }
  const auto scalar = base::SecretBytes::copy_of(scalar_of(input));
  point = crypto::sm2_engine().base_multiple(scalar);
  require(point == reference().base_multiple(scalar));
  const auto digest = input.take<32>();
  crypto::Sm2Signature signature;
  if (choice == 1) {  // any numbers
    signature.r = input.take<32>();
    signature.s = input.take<32>();
  } else {  // a signature of ours, with octets changed as the input says
    require(bool(crypto::sm2_engine().signer(scalar, point)->sign({&digest, 1}, {&signature, 1})));
    const auto changes = input.take<32>();
    for (std::size_t i = 0; i < 32; ++i) signature.s[i] ^= changes[i];
  }
  compare_checks(point, digest, signature);
  return 0;
}
