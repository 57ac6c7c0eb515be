#include "proof/draw_record.hpp"

#include <gmock/gmock.h>

#include "proof/test_draw.hpp"

namespace yinxin::proof {
namespace {

using test::DrawWorld;
using test::failures;
using test::share_of;
using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(DrawRecord, AnHonestDrawPasses) {
  const DrawWorld world;
  const Report report = world.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_NE(report.to_text().find("重新抽取的结果相同"), std::string::npos);
  DrawTrust by_key;
  by_key.roots = {*world.world.root.certificate};
  by_key.tree_head_keys = {world.world.service.key.public_key()};
  EXPECT_TRUE(verify_draw(world.record.to_json(), by_key).pass());
  const auto read = DrawRecord::parse(world.record.to_json());
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->to_json(), world.record.to_json());
}

TEST(DrawRecord, AChangedPoolIsSeen) {
  DrawWorld added;
  added.record.pool.push_back({"expert/0010", std::nullopt});
  EXPECT_THAT(failures(added.check()), UnorderedElementsAre("pool: draw.pool", "selected: draw.selected"));
  DrawWorld lifted;
  lifted.record.pool[2].excluded.reset();
  EXPECT_THAT(failures(lifted.check()), Contains("pool: draw.pool"));
}

TEST(DrawRecord, AChangedResultIsSeen) {
  DrawWorld world;
  std::swap(world.record.selected[0], world.record.selected[1]);
  EXPECT_THAT(failures(world.check()), ElementsAre("selected: draw.selected", testing::EndsWith(": draw.act"),
                                                   "ledger: draw.act.missing"));
  DrawWorld throughout;  // in the ledger too
  throughout.record.selected[0] = "expert/0003";
  throughout.write_ledger();
  EXPECT_THAT(failures(throughout.check()), ElementsAre("selected: draw.selected"));
  DrawWorld seed;
  seed.record.seed[0] ^= 1;
  seed.record.selected = select(seed.record.seed, eligible(seed.record.pool), 3);
  seed.write_ledger();
  EXPECT_THAT(failures(seed.check()), UnorderedElementsAre("seed: draw.seed", "selected: draw.selected"));
}

TEST(DrawRecord, AShareChosenAfterwardsIsSeen) {
  DrawWorld world;
  auto& record = world.record;
  record.officers[1].share = share_of(7);
  record.seed = draw_seed(record.statement.digest(), share_of(0), share_of(7));
  record.selected = select(record.seed, eligible(record.pool), 3);
  world.write_ledger();
  EXPECT_THAT(failures(world.check()), ElementsAre("officer/zhang-1: draw.share"));
}

TEST(DrawRecord, ACommitmentToAnotherStatementIsSeen) {
  DrawWorld world;
  world.record.statement.places = 2;  // after the officers had committed to three
  world.record.seed = draw_seed(world.record.statement.digest(), share_of(0), share_of(100));
  world.record.selected = select(world.record.seed, eligible(world.record.pool), 2);
  world.write_ledger();
  EXPECT_THAT(failures(world.check()),
              ElementsAre("officer/li-2: draw.share", "officer/zhang-1: draw.share"));
}

TEST(DrawRecord, WhoSignedMustBeWhoIsNamed) {
  DrawWorld copied;  // the other's commitment handed in as one's own
  copied.record.officers.pop_back();
  copied.commit(copied.first, share_of(0));
  copied.write_ledger();
  EXPECT_THAT(failures(copied.check()),
              testing::IsSupersetOf({"officer/zhang-1: draw.officer", "seed: draw.seed"}));
  DrawWorld unsigned_note;
  unsigned_note.record.officers[0].certificate =
      *test::officer_party("li-2", unsigned_note.world.issuing).certificate;
  EXPECT_THAT(failures(unsigned_note.check()), ElementsAre("officer/li-2: draw.signature"));
  DrawWorld self_made;  // a certificate under no root that is trusted
  test::Party stranger = test::officer_party("li-2", self_made.first);
  self_made.record.officers[0].certificate = *stranger.certificate;
  EXPECT_THAT(failures(self_made.check()),
              UnorderedElementsAre("officer/li-2: chain.issuer", "officer/li-2: draw.signature"));
  DrawWorld garbled;
  garbled.record.officers[0].note = "x";
  EXPECT_THAT(failures(garbled.check()),
              testing::IsSupersetOf({"officer/li-2: draw.signature", "officer/li-2: draw.share"}));
}

TEST(DrawRecord, TheLedgerMustHaveItInOrder) {
  using enum ActCode;
  DrawWorld late;  // the pool after a share was open
  late.order = {DrawCommitted, DrawCommitted, DrawRevealed, DrawStated, DrawRevealed, Drawn};
  late.write_ledger();
  EXPECT_THAT(failures(late.check()), ElementsAre("ledger: draw.act.order", "ledger: draw.act.order"));
  DrawWorld early;  // a share open before both had committed
  early.order = {DrawStated, DrawCommitted, DrawRevealed, DrawCommitted, DrawRevealed, Drawn};
  early.write_ledger();
  EXPECT_THAT(failures(early.check()), ElementsAre("ledger: draw.act.order"));
  DrawWorld silent;
  silent.order = {DrawStated, DrawCommitted, DrawRevealed, DrawRevealed, Drawn};
  silent.write_ledger();
  EXPECT_THAT(failures(silent.check()), ElementsAre("ledger: draw.act.missing"));
  DrawWorld twice;
  twice.order = {DrawStated, DrawStated, DrawCommitted, DrawCommitted, DrawRevealed, DrawRevealed, Drawn};
  twice.write_ledger();
  EXPECT_THAT(failures(twice.check()), ElementsAre("ledger: draw.act.missing"));
}

TEST(DrawRecord, TheLedgersProofsAreChecked) {
  DrawWorld head;
  head.record.head = head.world.head_at(3, test::at("2026-06-24T00:00:00Z")).to_text();
  EXPECT_THAT(failures(head.check()), Contains(testing::EndsWith("draw.act.inclusion")));
  DrawWorld by_other;
  by_other.world.service = test::party(test::Kind::Service, "别家", "别家");
  by_other.prove();
  EXPECT_THAT(failures(by_other.check()), ElementsAre("tree head: draw.head"));
  DrawWorld closed;
  closed.record.acts[0].entry.record.reset();
  closed.record.acts[0].entry.opening.reset();
  EXPECT_THAT(failures(closed.check()),
              ElementsAre(testing::EndsWith(": draw.act.closed"), "ledger: draw.act.missing"));
  DrawWorld elsewhere;
  elsewhere.record.acts.push_back(elsewhere.world.proved(elsewhere.world.entries.size() - 1));
  EXPECT_THAT(failures(elsewhere.check()), ElementsAre(testing::EndsWith(": draw.act.object")));
  DrawWorld changed;
  (*changed.record.acts[0].entry.record)[20] ^= 1;
  EXPECT_THAT(failures(changed.check()),
              ElementsAre(testing::EndsWith(": entry.commitment"), "ledger: draw.act.missing"));
  DrawWorld no_head;
  no_head.record.head = "x";
  EXPECT_THAT(failures(no_head.check()), ElementsAre("tree head: draw.head"));
}

TEST(DrawRecord, MorePlacesThanCanBeDrawn) {
  DrawWorld world;
  world.record.statement.places = 8;
  world.record.statement.pool = pool_root(world.record.pool);
  world.record.pool[3].excluded = Exclusion{ExclusionGround::Other, "出差"};
  EXPECT_THAT(failures(world.check()), testing::IsSupersetOf({"pool: draw.pool", "statement: draw.places"}));
}

TEST(DrawRecord, ARedrawNamesTheFirstAndWhy) {
  DrawWorld first;
  first.order.push_back(ActCode::DrawReplaced);
  first.write_ledger();
  EXPECT_TRUE(first.check().pass()) << first.check().to_text();
  EXPECT_NE(first.check().to_text().find("draw.replaced"), std::string::npos);
  DrawWorld second;
  second.record.statement.draw = "0190a000-0000-7000-8000-0000000000d2";
  second.record.statement.replaces =
      ReplacedDraw{first.record.statement.draw, first.record.statement.digest(), "一名专家病休"};
  second.make();
  EXPECT_TRUE(second.check().pass()) << second.check().to_text();
  EXPECT_NE(second.check().to_text().find("一名专家病休"), std::string::npos);
  EXPECT_TRUE(second.check(first.record.to_json()).pass());
  DrawWorld another;
  another.record.statement.places = 1;
  another.make();
  EXPECT_THAT(failures(second.check(another.record.to_json())), ElementsAre("replaced: draw.replaced"));
  EXPECT_THAT(failures(second.check("{}")), ElementsAre("replaced: draw.format"));
  EXPECT_THAT(failures(first.check(second.record.to_json())), ElementsAre("replaced: draw.replaces"));
}

TEST(DrawRecord, OnlyTheOneFormIsRead) {
  const DrawWorld world;
  const std::string json = world.record.to_json();
  const auto code = [](const std::string& text) {
    const auto read = DrawRecord::parse(text);
    return read ? "" : read.error().code;
  };
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = json;
    changed.replace(changed.find(from), from.size(), to);
    return code(changed);
  };
  EXPECT_EQ(code(json), "");
  EXPECT_EQ(code(""), "proof.json");
  EXPECT_EQ(code("{}"), "proof.json");
  EXPECT_EQ(code(json + " "), "proof.json");
  EXPECT_EQ(with("yinxin-draw/1", "yinxin-draw/2"), "proof.draw.record");
  EXPECT_EQ(with("\"seed\": \"", "\"seed\": \"00"), "proof.draw.record");
  EXPECT_EQ(with("same_employer", "same_school"), "proof.draw.pool");
  EXPECT_EQ(with("\"same_employer\"", "null"), "proof.draw.record");
  EXPECT_EQ(with("expert/0001", "expert/0002"), "proof.draw.pool");
  EXPECT_EQ(with("draw statement v1", "draw statement v0"), "proof.draw.statement");
  EXPECT_EQ(with("\"format\"", "\"extra\": 1,\n  \"format\""), "proof.json");
  DrawRecord three = world.record;
  three.officers.push_back(three.officers.front());
  EXPECT_EQ(code(three.to_json()), "proof.draw.record");
  DrawRecord unordered = world.record;
  std::swap(unordered.acts[0], unordered.acts[1]);
  EXPECT_EQ(code(unordered.to_json()), "proof.draw.record");
  EXPECT_THAT(failures(verify_draw("{}", {})), ElementsAre(": draw.format"));
}

}  // namespace
}  // namespace yinxin::proof
