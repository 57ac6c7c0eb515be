// Signs with keys and nonces that valgrind's memcheck holds for undefined (Langley's ctgrind, 2010): a branch
// or an address that depends on one is then an error. The engine's object code is the one that ships; only
// declassify() is replaced. tests/journeys/constant_time.sh runs it. --leak branches on a secret, to see that
// it would be found.
#include <valgrind/memcheck.h>

#include <cstdio>
#include <cstring>

#include "crypto/random.hpp"
#include "crypto/sm2_declassify.hpp"
#include "crypto/sm2_lane_engine.hpp"
#include "crypto/sm2_lanes_emulated.hpp"
#include "report.hpp"

namespace yinxin::crypto {

sm2_math::Word declassify(sm2_math::Word word) {
  VALGRIND_MAKE_MEM_DEFINED(&word, sizeof word);
  return word;
}

}  // namespace yinxin::crypto

namespace yinxin::bench {
namespace {

using crypto::Sm2EngineKind;

/// The lanes, which valgrind cannot run on their own processor (it has no AVX-512): the same code on a vector
/// in C++.
const crypto::Sm2Engine& emulated_lanes() {
  static constexpr crypto::sm2_lanes::Kernel kKernel{crypto::emulated_coordinates, crypto::emulated_verify};
  static const crypto::LaneEngine<crypto::sm2_math::PlainField> kEngine("emulated lanes", kKernel);
  return kEngine;
}

base::SecretBytes secret_scalar() {
  base::SecretBytes scalar = crypto::random_secret(32);
  scalar.writable()[0] &= 0x7F;  // below n - 1
  scalar.writable()[31] |= 1;
  VALGRIND_MAKE_MEM_UNDEFINED(scalar.writable().data(), scalar.size());
  return scalar;
}

void sign_with(const crypto::Sm2Engine& engine, std::size_t count) {
  const base::SecretBytes scalar = secret_scalar();
  crypto::Sm2Point point = engine.base_multiple(scalar);
  VALGRIND_MAKE_MEM_DEFINED(point.data(), point.size());
  const auto signer = engine.signer(scalar, point);
  std::vector<crypto::Sm3Digest> digests(count);
  for (crypto::Sm3Digest& digest : digests) crypto::random_bytes(digest);
  std::vector<crypto::Sm2Signature> signatures(count);
  need(signer->sign(digests, signatures));
  VALGRIND_MAKE_MEM_DEFINED(signatures.data(), count * sizeof signatures[0]);
  const auto verifier = crypto::find_sm2_engine(Sm2EngineKind::OpenSsl)->verifier(point);
  for (std::size_t i = 0; i < count; ++i) {
    if (!verifier->verify(digests[i], signatures[i])) throw std::runtime_error("a signature does not verify");
  }
}

void probe(const Arguments& arguments) {
  if (!arguments.others.empty() && arguments.others[0] == "--leak") {
    const base::SecretBytes scalar = secret_scalar();
    std::puts(std::memchr(scalar.reveal().data(), 0, scalar.size()) != nullptr ? "a zero" : "no zero");
    return;
  }
  if (RUNNING_ON_VALGRIND == 0) throw std::runtime_error("this says something under valgrind only");
  for (const crypto::Sm2Engine* const engine :
       {crypto::find_sm2_engine(Sm2EngineKind::Plain), crypto::find_sm2_engine(Sm2EngineKind::Bmi2),
        &emulated_lanes()}) {
    if (engine == nullptr) continue;
    for (const std::size_t count : {std::size_t{1}, std::size_t{3}, std::size_t{33}})
      sign_with(*engine, count);
    std::printf("%s: signed\n", std::string(engine->name()).c_str());
  }
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::probe);
}
