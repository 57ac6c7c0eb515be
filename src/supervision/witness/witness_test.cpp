#include "supervision/witness/service.hpp"

#include <gmock/gmock.h>

#include "proof/single_checks.hpp"
#include "supervision_support/regulator_world.hpp"

namespace yinxin::supervision {
namespace {

using proof::test::at;
using proof::test::World;

class WitnessServiceTest : public RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    provider.usual_acts();
    witness_lane = need(store::Lane::start(*database_));
    witness = std::make_unique<Witness>(Witness::House{*database_, *witness_lane, recorder, clock});
  }
  void TearDown() override {
    witness.reset();
    witness_lane.reset();
    RegulatorWorld::TearDown();
  }
  Witness::Subject subject() {
    Witness::Subject made{World::kOrigin, provider.service.key.public_key(), name, {}};
    made.sign = [this](const std::string& body) -> base::Result<crypto::Sm2Signature> {
      if (signer_away) return base::make_error(base::ErrorKind::Unavailable, "signer.connect");
      ++times_signed;
      return crypto::sm2_sign(key, base::as_bytes(body));
    };
    return made;
  }
  std::string head(std::uint64_t size, std::string_view time = "2026-06-02T00:00:00Z") const {
    return provider.head_at(size, at(time)).to_text();
  }
  proof::HashPath path(std::uint64_t from, std::uint64_t to) const {
    return need(proof::consistency_proof(provider.nodes(), from, to));
  }
  std::int64_t count(ActCode code) const { return acts(code, std::string("witness/") + World::kOrigin); }

  World provider;
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  const proof::WitnessKey name{"witness.regulator.invalid", key.public_key()};
  bool signer_away = false;
  int times_signed = 0;
  std::unique_ptr<store::Lane> witness_lane;
  std::unique_ptr<Witness> witness;
};
YX_BOTH_ENGINES(WitnessServiceTest);

TEST_P(WitnessServiceTest, CosignsWhatHasGrownAndKeepsTheProof) {
  EXPECT_FALSE(need(witness->newest(World::kOrigin)));
  const std::string first = need(witness->cosign(subject(), head(5), {}));
  const std::string second = need(witness->cosign(subject(), head(11, "2026-06-03T00:00:00Z"), path(5, 11)));
  const auto kept = need(witness->newest(World::kOrigin));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->head.to_text(), second);
  proof::EarlierHead earlier{first, kept->path};
  const auto report = proof::verify_tree_head(second, provider.service.key.public_key(), earlier, name);
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_EQ(count(ActCode::HeadWitnessed), 2);
  EXPECT_EQ(need(witness->cosign(subject(), head(11, "2026-06-04T00:00:00Z"), {})), second) << "nothing new";
  EXPECT_EQ(times_signed, 2);
}

TEST_P(WitnessServiceTest, RefusesAForkAndKeepsIt) {
  const std::string good = need(witness->cosign(subject(), head(5), {}));
  provider.entries.at(2).leaf.back() ^= 1;  // rewritten
  const std::string forked = head(11, "2026-06-03T00:00:00Z");
  EXPECT_EQ(code_of(witness->cosign(subject(), forked, path(5, 11))), "proof.witness.fork");
  EXPECT_EQ(code_of(witness->cosign(subject(), head(5), {})), "proof.witness.fork")
      << "same size, another root";
  const std::string shrunk = head(3);
  EXPECT_EQ(code_of(witness->cosign(subject(), shrunk, {})), "proof.witness.shrunk");
  EXPECT_EQ(count(ActCode::HeadRefused), 3);
  EXPECT_EQ(code_of(witness->cosign(subject(), shrunk, {})), "proof.witness.shrunk");
  EXPECT_EQ(count(ActCode::HeadRefused), 3) << "the same again says nothing new";
  EXPECT_EQ(count(ActCode::HeadWitnessed), 1);
  EXPECT_EQ(said(ActCode::HeadRefused, std::string("witness/") + World::kOrigin).find("reason"),
            "proof.witness.shrunk");
  EXPECT_EQ(need(witness->newest(World::kOrigin))->head.to_text(), good);
  EXPECT_EQ(times_signed, 1);
}

TEST_P(WitnessServiceTest, RefusesWhatTheLedgerDidNotSign) {
  EXPECT_EQ(code_of(witness->cosign(subject(), "x", {})), "proof.note");
  Witness::Subject other = subject();
  other.origin = "another/1";
  EXPECT_EQ(code_of(witness->cosign(other, head(5), {})), "proof.witness.origin");
  other = subject();
  other.key = provider.root.key.public_key();
  EXPECT_EQ(code_of(witness->cosign(other, head(5), {})), "supervision.witness.signature");
  EXPECT_EQ(number("SELECT count(*) FROM witnessed_head"), 0);
}

TEST_P(WitnessServiceTest, WhatWasRecordedAndNotSignedIsSignedWhenAskedAgain) {
  signer_away = true;
  EXPECT_EQ(code_of(witness->cosign(subject(), head(5), {})), "signer.connect");
  EXPECT_FALSE(need(witness->newest(World::kOrigin))->head.note.signed_by(name.name, name.key));
  signer_away = false;
  provider.entries.at(2).leaf.back() ^= 1;
  EXPECT_EQ(code_of(witness->cosign(subject(), head(5), {})), "proof.witness.fork") << "recorded is promised";
  provider.entries.at(2).leaf.back() ^= 1;
  const std::string note = need(witness->cosign(subject(), head(5), {}));
  EXPECT_TRUE(need(proof::SignedTreeHead::parse(note)).note.signed_by(name.name, name.key));
  EXPECT_EQ(count(ActCode::HeadWitnessed), 1);
}

TEST_P(WitnessServiceTest, HeadsAreShownWithTheirProofs) {
  std::uint64_t before = 1;  // not asked for
  for (const std::uint64_t size : {3U, 5U, 11U}) {
    need(witness->cosign(subject(), head(size), path(before, size)));
    before = size;
  }
  const auto all = need(witness->heads(World::kOrigin, proof::kMaxTreeSize, 10));
  ASSERT_THAT(all, testing::SizeIs(3));
  EXPECT_EQ(all[0].head.head.size, 11U);
  EXPECT_EQ(all[0].path, path(5, 11));
  EXPECT_TRUE(all[2].path.empty()) << "nothing was before the first";
  const auto older = need(witness->heads(World::kOrigin, 11, 1));
  ASSERT_THAT(older, testing::SizeIs(1));
  EXPECT_EQ(older[0].head.head.size, 5U);
  EXPECT_THAT(need(witness->heads("another/1", proof::kMaxTreeSize, 10)), testing::IsEmpty());
}

TEST_P(WitnessServiceTest, AKeyIsStatedOnceAndANewOneAgain) {
  const Witness::Stated mine{"91110101MA00000005", World::kOrigin, name, {}};
  need(witness->state_key(mine));
  need(witness->state_key(mine));
  EXPECT_EQ(count(ActCode::KeyGenerated), 1);
  EXPECT_EQ(said(ActCode::KeyGenerated, std::string("witness/") + World::kOrigin).find("public_key"),
            base::to_base64(key.public_key().point()));
  clock.advance(std::chrono::hours(1));
  Witness::Stated other = mine;
  other.witness.key = wang.key.public_key();
  need(witness->state_key(other));
  const auto all = need(witness->stated());
  ASSERT_THAT(all, testing::SizeIs(2));
  EXPECT_EQ(all[0].witness.key, wang.key.public_key()) << "the newest first";
  EXPECT_EQ(all[0].at, clock.now());
  clock.advance(std::chrono::hours(1));
  need(witness->state_key(mine));
  EXPECT_EQ(need(witness->stated())[0].witness.key, key.public_key()) << "stated again";
  EXPECT_EQ(count(ActCode::KeyGenerated), 3);
  EXPECT_THAT(need(witness->stated("91110101MA00000005")), testing::SizeIs(2));
  EXPECT_THAT(need(witness->stated("another")), testing::IsEmpty());
}

}  // namespace
}  // namespace yinxin::supervision
