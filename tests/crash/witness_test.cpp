// A witness that dies before or after each durable step, or before its key answers, on both engines: a head
// that may have been signed is recorded, and never another of its size.
#include "proof/single_checks.hpp"
#include "supervision/witness/service.hpp"
#include "supervision_support/regulator_world.hpp"

namespace yinxin::supervision {
namespace {

using proof::test::at;
using proof::test::World;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxWitnessSteps = 10;  // more than cosigning is

class WitnessCrashTest : public RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    provider.usual_acts();
    start();
  }
  void TearDown() override {
    witness.reset();
    witness_lane.reset();
    RegulatorWorld::TearDown();
  }
  void start(std::optional<Fault> fault = {}) {
    witness.reset();
    witness_lane.reset();
    witness_lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    witness = std::make_unique<Witness>(Witness::House{*database_, *witness_lane, recorder, clock});
  }
  /// The ledger's head with one more entry, and the proof that it grew by it.
  base::Result<std::string> cosign_next() {
    Witness::Subject subject{World::kOrigin, provider.service.key.public_key(), name, {}};
    subject.sign = [this](const std::string& body) -> base::Result<crypto::Sm2Signature> {
      signed_bodies.insert(body);
      return crypto::sm2_sign(key, base::as_bytes(body));
    };
    const auto size = provider.entries.size();
    const auto path =
        size > before ? need(proof::consistency_proof(provider.nodes(), before, size)) : proof::HashPath();
    return witness->cosign(subject, provider.head_at(size, at("2026-06-02T00:00:00Z")).to_text(), path);
  }

  World provider;
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  const proof::WitnessKey name{"witness.regulator.invalid", key.public_key()};
  std::uint64_t before = 0;  // size of the newest head that was witnessed
  std::set<std::string> signed_bodies;
  std::unique_ptr<store::Lane> witness_lane;
  std::unique_ptr<Witness> witness;
};
YX_BOTH_ENGINES(WitnessCrashTest);

TEST_P(WitnessCrashTest, WhatWasSignedIsRecorded) {
  int died = 0;
  need(cosign_next());
  before = provider.entries.size();
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      for (int countdown = 1; countdown <= kMaxWitnessSteps; ++countdown) {
        SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown));
        provider.act(ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
        start(Fault{operation, countdown, moment});
        const bool went_through = cosign_next().has_value();
        start();
        died += went_through ? 0 : 1;
        const auto kept = need(witness->newest(World::kOrigin));
        ASSERT_TRUE(kept);
        for (const std::string& body : signed_bodies) {
          const auto head = need(proof::TreeHead::parse_body(body));
          EXPECT_LE(head.size, kept->head.head.size) << "signed before it was recorded";
        }
        const std::string note = need(cosign_next());
        EXPECT_TRUE(need(proof::SignedTreeHead::parse(note)).note.signed_by(name.name, name.key));
        before = provider.entries.size();
        EXPECT_EQ(need(witness->newest(World::kOrigin))->head.head.size, before);
        if (went_through) break;
      }
    }
  }
  EXPECT_GE(died, 4);
  EXPECT_EQ(acts(ActCode::HeadWitnessed, std::string("witness/") + World::kOrigin),
            number("SELECT count(*) FROM witnessed_head"));
  EXPECT_EQ(acts(ActCode::HeadRefused, std::string("witness/") + World::kOrigin), 0);
}

}  // namespace
}  // namespace yinxin::supervision
