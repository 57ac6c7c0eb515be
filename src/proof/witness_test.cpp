#include "proof/witness.hpp"

#include <gmock/gmock.h>

#include "proof/single_checks.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::failures;
using test::World;
using testing::ElementsAre;

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() { world.usual_acts(); }
  TreeHead head(std::uint64_t size, std::string_view time = "2026-06-02T00:00:00Z") const {
    return world.head_at(size, at(time)).head;
  }
  HashPath path(std::uint64_t from, std::uint64_t to) const {
    return consistency_proof(world.nodes(), from, to).value();
  }
  static std::string code(const base::Result<void>& result) { return result ? "" : result.error().code; }

  World world;
};

TEST_F(WitnessTest, AHeadMustHaveGrown) {
  EXPECT_EQ(code(check_growth(head(5), head(11), path(5, 11))), "");
  EXPECT_EQ(code(check_growth(head(11), head(11, "2026-06-03T00:00:00Z"), {})), "")
      << "the same, signed again";
  EXPECT_EQ(code(check_growth(head(0), head(11), {})), "");
  EXPECT_EQ(code(check_growth(head(11), head(5), path(5, 11))), "proof.witness.shrunk");
  EXPECT_EQ(code(check_growth(head(5), head(11, "2026-06-01T00:00:00Z"), path(5, 11))),
            "proof.witness.shrunk");
  EXPECT_EQ(code(check_growth(head(5), head(11), path(4, 11))), "proof.witness.fork");
  EXPECT_EQ(code(check_growth(head(5), head(11), {})), "proof.witness.fork");
  TreeHead other = head(11);
  other.root[0] ^= 1;
  EXPECT_EQ(code(check_growth(head(5), other, path(5, 11))), "proof.witness.fork");
  EXPECT_EQ(code(check_growth(head(11), other, {})), "proof.witness.fork") << "two heads of one size";
  other = head(11);
  other.origin = "another/1";
  EXPECT_EQ(code(check_growth(head(5), other, path(5, 11))), "proof.witness.origin");
}

TEST_F(WitnessTest, ACosignatureIsALineThatTheAuditChecks) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const WitnessKey witness{"witness.test.invalid", key.public_key()};
  const SignedTreeHead plain = world.head_at(11, at("2026-06-02T00:00:00Z"));
  const auto signature = crypto::sm2_sign(key, base::as_bytes(plain.note.body)).value();
  const SignedTreeHead both = cosigned(plain, witness, signature).value();
  EXPECT_EQ(both.note.signatures.size(), 2U);
  EXPECT_TRUE(both.signed_by(world.service.key.public_key()));
  const auto audit = [&](const SignedTreeHead& head, const WitnessKey& by) {
    return verify_tree_head(head.to_text(), world.service.key.public_key(), std::nullopt, by);
  };
  EXPECT_TRUE(audit(both, witness).pass()) << audit(both, witness).to_text();
  EXPECT_THAT(failures(audit(plain, witness)), ElementsAre("tree head: head.witness"));
  EXPECT_THAT(failures(audit(both, {"another.test.invalid", witness.key})),
              ElementsAre("tree head: head.witness"));
  EXPECT_THAT(failures(audit(both, {witness.name, world.root.key.public_key()})),
              ElementsAre("tree head: head.witness"));
  EXPECT_THAT(failures(audit(plain, {World::kOrigin, world.service.key.public_key()})),
              ElementsAre("tree head: head.witness"))
      << "the ledger is no witness of itself";
  EXPECT_EQ(cosigned(both, witness, signature).error().code, "proof.note.repeated");
  EXPECT_EQ(cosigned(plain, {witness.name, world.root.key.public_key()}, signature).error().code,
            "proof.note.signature");
}

}  // namespace
}  // namespace yinxin::proof
