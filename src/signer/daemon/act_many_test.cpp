// An act that vouches for many keys (docs/decisions/0031).
#include <gtest/gtest.h>

#include "signer/daemon/test_act_scene.hpp"

namespace yinxin::signer {
namespace {

/// One act for three keys, the scene's in the middle.
struct ManyScene : Scene {
  std::vector<proof::Hash> leaves;
  proof::Hash left{};  // over the first two

  ManyScene() {
    const crypto::Sm2PublicKey keys[] = {sec.key.public_key(), tbs.public_key, sys.key.public_key()};
    for (const crypto::Sm2PublicKey& key : keys) leaves.push_back(proof::leaf_hash(crypto::sm3(key.point())));
    left = proof::node_hash(leaves[0], leaves[1]);
    plan.target = "https://ca.example/rosters/MC-2026-0001/issue";
    name_keys(3);
  }
  void name_keys(int count) {
    plan.content = R"({"event":"issue","keys":)" + std::to_string(count) + R"(,"keys_root":")" +
                   base::to_hex(proof::node_hash(left, leaves[2])) + R"("})";
  }
  std::string judged(const ActPlace& place) { return judged(encode_act_place(place)); }
  std::string judged(base::Bytes place) {
    Act act = li.sign(plan);
    act.place = std::move(place);
    const auto judgement = judge(act);
    return judgement ? std::string() : judgement.error().detail;
  }
  ActPlace right() const { return {1, {leaves[0], leaves[2]}}; }
};

TEST(ActForMany, AnActForManyVouchesForEachOfItsKeys) {
  ManyScene scene;
  EXPECT_EQ(scene.judged(scene.right()), "");
  ActPlace wrong = scene.right();
  wrong.index = 0;
  EXPECT_EQ(scene.judged(wrong), "for other keys");
  wrong = scene.right();
  wrong.path.pop_back();
  EXPECT_EQ(scene.judged(wrong), "for other keys");
  EXPECT_EQ(scene.judged(base::Bytes()), "its keys are not in our form");
  EXPECT_EQ(scene.judged(base::Bytes(9)), "its keys are not in our form");
  scene.name_keys(2);
  EXPECT_EQ(scene.judged(scene.right()), "for other keys");
  scene.name_keys(0);
  EXPECT_EQ(scene.judged(scene.right()), "its content names no keys, or too many");
  scene.name_keys(static_cast<int>(kMaxActKeys) + 1);
  EXPECT_EQ(scene.judged(scene.right()), "its content names no keys, or too many");
}

TEST(ActForMany, AnActForManyIsAnIssuingOfficersAndForTheseKeysOnly) {
  ManyScene scene;
  scene.li = scene.officer("li", "review_officer");
  EXPECT_EQ(scene.judged(scene.right()), "not by an issuing officer");
  ManyScene another;
  another.tbs.public_key = another.li.key.public_key();
  EXPECT_EQ(another.judged(another.right()), "for other keys");
  ManyScene one;  // a place is no second way to use an act for one key
  one.plan.target = "https://ca.example/applications/SQ-2026-0001/events";
  one.plan.content = issue_content(one.tbs.public_key);
  EXPECT_EQ(one.judged(one.right()), "a place among keys, and it is for one");
  ManyScene officers;
  officers.of_officers = true;
  EXPECT_EQ(officers.judged(officers.right()), "for a certificate of another kind");
}

TEST(ActForMany, AnActForManyHasADigestForEachKey) {
  ManyScene scene;
  Act act = scene.li.sign(scene.plan);
  act.place = encode_act_place(scene.right());
  const crypto::Sm3Digest first = act_digest(view_of(act), scene.tbs);
  x509::TbsCertificate other = scene.tbs;
  other.public_key = scene.sys.key.public_key();
  EXPECT_NE(first, act_digest(view_of(act), other));
  act.place = encode_act_place({2, {scene.left}});
  EXPECT_EQ(first, act_digest(view_of(act), scene.tbs)) << "another place of the same key is no new act";
}

}  // namespace
}  // namespace yinxin::signer
