// Every engine that this processor takes, beside OpenSSL's. YINXIN_SM2_ROUNDS: how many random signatures
// each way (10,000);
// ./dev ci asks for a million.
#include "crypto/sm2_engine.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "crypto/random.hpp"
#include "crypto/sm2_lane_engine.hpp"
#include "crypto/sm2_lanes_emulated.hpp"
#include "crypto/sm2_scalar.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

using sm2_math::Limbs;
using vectors::Record;

const Sm2Engine& reference() {
  return *find_sm2_engine(Sm2EngineKind::OpenSsl);
}

/// Fewer for an engine that is not the one in use here, and hardly any for the reference beside itself.
std::size_t rounds(const Sm2Engine& engine) {
  const char* const wanted = std::getenv("YINXIN_SM2_ROUNDS");
  const std::size_t most = wanted != nullptr ? std::stoul(wanted) : 10'000;
  return &engine == &sm2_engine() ? most : &engine == &reference() ? 100 : most / 30;
}

using Scalar = std::array<std::uint8_t, 32>;

Sm2Point multiple(const Sm2Engine& engine, const Scalar& scalar) {
  return engine.base_multiple(base::SecretBytes::copy_of(scalar));
}

Scalar octets_of(const Limbs& number) {
  Scalar octets;
  sm2_math::to_octets(number, octets.data());
  return octets;
}

Scalar random_scalar() {
  Scalar scalar;
  random_bytes(scalar);
  scalar[0] &= 0x7F;
  return scalar;
}

/// Scalars where windows, words and the range end.
std::vector<Scalar> edge_scalars() {
  std::vector<Scalar> scalars;
  Limbs number;
  for (const sm2_math::Word small :
       std::initializer_list<sm2_math::Word>{1, 2, 3, 16, 31, 32, 33, 63, 64, 65}) {
    scalars.push_back(octets_of({{small, 0, 0, 0}}));
    sm2_math::subtract(number, sm2_math::kOrder, {{small + 1, 0, 0, 0}});
    scalars.push_back(octets_of(number));
  }
  for (int bit = 0; bit < 256; bit += 5) {
    number = {};
    number.word[bit / 64] = sm2_math::Word{1} << (bit % 64);
    scalars.push_back(octets_of(number));
    sm2_math::subtract(number, number, {{1, 0, 0, 0}});
    if (bit > 0) scalars.push_back(octets_of(number));
  }
  for (const int filling : {0x55, 0x7F, 0x20, 0x82}) {
    Scalar scalar;
    scalar.fill(static_cast<std::uint8_t>(filling));
    scalars.push_back(scalar);
  }
  return scalars;
}

/// a * b mod n.
Limbs product(const Limbs& a, const Limbs& b) {
  return sm2_math::multiply_mod_order(a, sm2_math::multiply_mod_order(b, sm2_math::kOrderSquareOfR));
}

/// The engine of eight lanes on a vector in plain C++: what a processor without AVX512-IFMA can see of it.
const Sm2Engine& emulated_lanes() {
  static constexpr sm2_lanes::Kernel kKernel{emulated_coordinates, emulated_verify};
  static const LaneEngine<sm2_math::PlainField> kEngine("emulated lanes", kKernel);
  return kEngine;
}

struct NamedEngine {
  const char* name;
  const Sm2Engine* engine;  // null: not here
};

class Sm2Engines : public testing::TestWithParam<NamedEngine> {
 protected:
  void SetUp() override {
    if (GetParam().engine == nullptr) GTEST_SKIP() << "this processor lacks what the engine uses";
  }
  static const Sm2Engine& engine() { return *GetParam().engine; }
};

TEST_P(Sm2Engines, MultiplyTheGeneratorAsTheReferenceDoes) {
  std::vector<Scalar> scalars = edge_scalars();
  for (int i = 0; i < 200; ++i) scalars.push_back(random_scalar());
  for (const Scalar& scalar : scalars)
    ASSERT_EQ(multiple(engine(), scalar), multiple(reference(), scalar)) << base::to_hex(scalar);
}

TEST_P(Sm2Engines, RefusePointsThatAreNotOnTheCurve) {
  Sm2Point point = multiple(engine(), random_scalar());
  EXPECT_NE(engine().verifier(point), nullptr);
  for (std::size_t octet = 1; octet < point.size(); ++octet) {
    point[octet] ^= 1;
    EXPECT_EQ(engine().verifier(point), nullptr);
    point[octet] ^= 1;
  }
  EXPECT_EQ(engine().verifier(Sm2Point{0x04}), nullptr);
}

/// Batches of every size up to more than an engine works at once, so that each signature stands at each
/// place.
TEST_P(Sm2Engines, SignAndVerifyWithTheReference) {
  constexpr std::size_t kMaxBatch = 70;
  constexpr std::size_t kBatchesPerKey = 10;
  const std::size_t count = rounds(engine());
  std::size_t done = 0;
  for (std::size_t size = 1; done < count; size = size % kMaxBatch + 1) {
    const Scalar scalar = random_scalar();
    const Sm2Point point = multiple(reference(), scalar);
    const auto ours = engine().signer(base::SecretBytes::copy_of(scalar), point);
    const auto theirs = reference().signer(base::SecretBytes::copy_of(scalar), point);
    const auto our_verifier = engine().verifier(point);
    const auto their_verifier = reference().verifier(point);
    for (std::size_t batch = 0; batch < kBatchesPerKey && done < count; ++batch, done += size) {
      std::vector<Sm3Digest> digests(size);
      for (Sm3Digest& digest : digests) random_bytes(digest);
      std::vector<Sm2Signature> signatures(size), others(size);
      ASSERT_TRUE(ours->sign(digests, signatures));
      ASSERT_TRUE(theirs->sign(digests, others));
      for (std::size_t i = 0; i < size; ++i) {
        ASSERT_TRUE(their_verifier->verify(digests[i], signatures[i])) << base::to_hex(scalar) << " at " << i;
        ASSERT_TRUE(our_verifier->verify(digests[i], others[i])) << base::to_hex(scalar) << " at " << i;
      }
    }
  }
}

TEST_P(Sm2Engines, VerifyManyAsOneByOne) {
  constexpr std::size_t kCount = 67;
  std::vector<std::unique_ptr<const Sm2Verifier>> verifiers;
  std::vector<Sm2Signature> signatures(kCount);
  std::vector<Sm2Check> checks;
  for (std::size_t i = 0; i < kCount; ++i) {
    const Scalar scalar = random_scalar();
    const Sm2Point point = multiple(reference(), scalar);
    std::array<Sm3Digest, 1> digest;
    random_bytes(digest[0]);
    ASSERT_TRUE(
        reference().signer(base::SecretBytes::copy_of(scalar), point)->sign(digest, {&signatures[i], 1}));
    if (i % 3 == 1) digest[0][i % 32] ^= 0x10;
    if (i % 5 == 2) signatures[i].s[i % 31 + 1] ^= 0x01;
    verifiers.push_back(engine().verifier(point));
    checks.push_back({verifiers.back().get(), digest[0], &signatures[i]});
  }
  for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 3, 4, 7, 8, 9, 16, kCount}) {
    for (Sm2Check& check : checks) check.valid = false;
    engine().verify(std::span(checks).first(count));
    for (std::size_t i = 0; i < count; ++i)
      ASSERT_EQ(checks[i].valid, i % 3 != 1 && i % 5 != 2) << i << " of " << count;
  }
}

/// Keys and numbers so small that sums meet: entry plus itself, entry minus itself, infinity at every step. e
/// is made to fit, e = r - x, so that the answer is true wherever sG + tP is a point.
TEST_P(Sm2Engines, VerifyWhereSumsOfPointsMeet) {
  for (sm2_math::Word d = 1; d <= 6; ++d) {
    for (const bool negative : {false, true}) {
      Limbs key{{d, 0, 0, 0}};
      if (negative) sm2_math::subtract(key, sm2_math::kOrder, key);
      if (negative && d == 1) continue;  // n - 1 is no private key
      const auto verifier = engine().verifier(multiple(reference(), octets_of(key)));
      for (sm2_math::Word s = 1; s <= 34; s += (s < 6 ? 1 : 7)) {
        for (sm2_math::Word t = 1; t <= 34; t += (t < 6 ? 1 : 7)) {
          const Limbs r = sm2_math::subtract_mod_order({{t, 0, 0, 0}}, {{s, 0, 0, 0}});
          if (r == Limbs{}) continue;
          const Limbs sum = sm2_math::add_mod_order({{s, 0, 0, 0}}, product({{t, 0, 0, 0}}, key));
          Sm2Signature signature{octets_of(r), octets_of({{s, 0, 0, 0}})};
          Limbs x{};
          if (sum != Limbs{}) {
            // n - 1 is as good as 1 for x, and base_multiple wants at most n - 2.
            const bool top = sm2_math::add_mod_order(sum, {{1, 0, 0, 0}}) == Limbs{};
            const Sm2Point point = multiple(reference(), octets_of(top ? Limbs{{1, 0, 0, 0}} : sum));
            x = sm2_math::reduce_once(sm2_math::from_octets(point.data() + 1), sm2_math::kOrder);
          }
          const Sm3Digest e = octets_of(sm2_math::subtract_mod_order(r, x));
          EXPECT_EQ(verifier->verify(e, signature), sum != Limbs{}) << "d " << d << " s " << s << " t " << t;
        }
      }
    }
  }
}

TEST_P(Sm2Engines, VerifyTheVectorsOnDigests) {
  for (const Record& record : vectors::read("sm2_bad_digest_signature.txt")) {
    if (!record.has("valid")) continue;
    const auto verifier = engine().verifier(record.octets<65>("point"));
    ASSERT_NE(verifier, nullptr);
    EXPECT_TRUE(verifier->verify(record.octets<32>("e"), {record.octets<32>("r"), record.octets<32>("s")}))
        << record.text("name");
  }
}

/// A key that is used often changes to a table of its own while others use it.
TEST_P(Sm2Engines, KeepVerifyingWhileTheTableIsMade) {
  const Scalar scalar = random_scalar();
  const Sm2Point point = multiple(reference(), scalar);
  const auto verifier = engine().verifier(point);
  std::array<Sm3Digest, 1> digest{};
  std::array<Sm2Signature, 1> signature;
  ASSERT_TRUE(reference().signer(base::SecretBytes::copy_of(scalar), point)->sign(digest, signature));
  Sm2Signature other = signature[0];
  other.r[31] ^= 1;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 60; ++i) {
        if (!verifier->verify(digest[0], signature[0]) || verifier->verify(digest[0], other)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

INSTANTIATE_TEST_SUITE_P(, Sm2Engines,
                         testing::Values(NamedEngine{"OpenSsl", find_sm2_engine(Sm2EngineKind::OpenSsl)},
                                         NamedEngine{"Plain", find_sm2_engine(Sm2EngineKind::Plain)},
                                         NamedEngine{"Bmi2", find_sm2_engine(Sm2EngineKind::Bmi2)},
                                         NamedEngine{"EmulatedLanes", &emulated_lanes()},
                                         NamedEngine{"Ifma", find_sm2_engine(Sm2EngineKind::Ifma)}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace yinxin::crypto
