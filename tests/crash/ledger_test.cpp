// The ledger on both engines: numbering, signed heads, what a restart finds, and what is never signed.
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "house_support/provider_world.hpp"
#include "ledger/entries.hpp"

namespace yinxin::ledger {
namespace {

using house_support::eventually;
using house_support::kPatience;
using house_support::need;
using store::code_of;

class LedgerTest : public house_support::ProviderWorld {
 protected:
  Act act(const std::string& object) const {
    Act act;
    act.code = proof::ActCode::ApplicationSubmitted;
    act.object = object;
    act.record = facts({{"actor", "system/test"}, {"object", object}});
    return act;
  }
  ActRecordId add(const std::string& object) {
    store::WriteSet set;
    const ActRecordId id = recorder.add(set, act(object), clock.now());
    need(lane->commit(std::move(set)));
    return id;
  }
  std::int64_t count() const { return number("SELECT count(*) FROM act_record"); }
  /// Every record so far is under a signed head.
  void cover() { need(sequencer->wait_covered(count(), kPatience)); }
  void stop_sequencer() { sequencer.reset(); }
  /// PostgreSQL: who holds the election of this very schema; other tests have theirs.
  const std::string kElected =
      "FROM pg_locks WHERE locktype = 'advisory' AND granted AND "
      "((CAST(classid AS BIGINT) << 32) | CAST(objid AS BIGINT)) = " +
      std::string(kElection);
  std::int64_t elected() { return number("SELECT count(*) " + kElected); }
  TileFolder tiles() const { return TileFolder(*folder / "ledger"); }
  proof::SignedTreeHead newest() const {
    return need(proof::SignedTreeHead::parse(need(newest_head(*database_))));
  }
  std::vector<proof::LedgerEntry> entries() const {
    std::vector<proof::LedgerEntry> all;
    need(each_entry(*connect(), recorder, 0, count(),
                    [&](const proof::LedgerEntry& entry) -> base::Result<void> {
                      all.push_back(entry);
                      return {};
                    }));
    return all;
  }
  void expect_included(const ActRecordId& id) {
    const auto inclusion = prove(*database_, tiles(), id.bytes());
    ASSERT_TRUE(inclusion) << base::describe(inclusion.error());
    const auto head = need(proof::SignedTreeHead::parse(inclusion->head)).head;
    EXPECT_EQ(head.size, inclusion->size);
    const auto leaf = proof::leaf_hash(entries().at(inclusion->index).leaf);
    EXPECT_TRUE(proof::verify_inclusion(leaf, inclusion->index, inclusion->size, inclusion->path, head.root));
  }
  /// Changes a record that is under a signed head.
  void tamper() { run("UPDATE act_record SET object = 'application/forged' WHERE seq = 0"); }
};
YX_BOTH_ENGINES(LedgerTest);

TEST_P(LedgerTest, ActsOfManyThreadsAreNumberedWithoutAGap) {
  start_sequencer();
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  const std::int64_t before = count();
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < kEach; ++i) add("application/" + std::to_string(thread) + "-" + std::to_string(i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  cover();
  EXPECT_EQ(count(), before + kThreads * kEach);
  EXPECT_EQ(sequencer->numbered(), count());
  EXPECT_EQ(sequencer->covered(), count());
  const auto seqs = rows("SELECT seq FROM act_record ORDER BY seq");
  for (std::size_t i = 0; i < seqs.size(); ++i) ASSERT_EQ(seqs[i].integer(0), static_cast<std::int64_t>(i));
}

TEST_P(LedgerTest, HeadsAreSignedAndEachBeginsTheNext) {
  EXPECT_EQ(code_of(newest_head(*database_)), "ledger.head.none");
  start_sequencer();
  cover();
  add("application/1");
  cover();
  const auto heads = need(signed_heads(*database_));
  ASSERT_GE(heads.size(), 2U);
  const auto key = need(signer->client->key("tree-head-1")).public_key;
  std::optional<proof::TreeHead> before;
  const std::uint64_t size = newest().head.size;
  const auto nodes = proof::nodes_from_tiles([&](const proof::TileId& id) { return tiles().read(id); }, size);
  for (const std::string& text : heads) {
    const auto head = need(proof::SignedTreeHead::parse(text));
    EXPECT_TRUE(head.signed_by(key));
    EXPECT_EQ(head.head.origin, house_support::kOrigin);
    if (before) {
      EXPECT_GT(head.head.size, before->size);
    }
    const auto path = need(proof::consistency_proof(nodes, head.head.size, size));
    EXPECT_TRUE(proof::verify_consistency(head.head.size, head.head.root, size, newest().head.root, path));
    before = head.head;
  }
  EXPECT_TRUE(eventually([&] {
    return need(base::read_file(*folder / "ledger/checkpoint", 4096)) ==
           base::to_bytes(std::string_view(need(newest_head(*database_))));
  }));
}

// decisions.md 5: of several servers on one database one is elected, the others follow, and one of those
// takes over. SQLite has one server by nature.
TEST_P(LedgerTest, OneOfTwoNumbersTheOtherFollowsAndTakesOver) {
  if (database_->engine() == store::Engine::Sqlite) GTEST_SKIP() << "one server";
  start_sequencer();
  cover();
  const auto other_lane = need(store::Lane::start(*database_));
  std::atomic<std::int64_t> told = 0;
  const auto other = need(Sequencer::start(
      *database_, *other_lane, *signer->client, clock,
      {house_support::kOrigin, "tree-head-1", *folder / "ledger", [&](std::int64_t end) { told = end; }}));
  add("application/1");
  need(other->wait_covered(count(), kPatience));
  EXPECT_TRUE(eventually([&] { return told == count(); }));
  EXPECT_EQ(elected(), 1);
  stop_sequencer();
  const ActRecordId later = add("application/2");
  need(other->wait_covered(count(), kPatience));
  EXPECT_EQ(told, count());
  expect_included(later);
}

TEST_P(LedgerTest, AnElectionThatWasLostIsHeldAgain) {
  if (database_->engine() == store::Engine::Sqlite) GTEST_SKIP() << "one server";
  start_sequencer();
  cover();
  run("SELECT pg_terminate_backend(pid) " + kElected);
  const ActRecordId later = add("application/1");
  cover();
  expect_included(later);
  EXPECT_TRUE(eventually([&] { return elected() == 1; }));
}

TEST_P(LedgerTest, ARecordIsProvedOnceItIsCovered) {
  const ActRecordId early = add("application/1");
  EXPECT_EQ(code_of(prove(*database_, tiles(), early.bytes())), "ledger.record.not_covered");
  EXPECT_EQ(code_of(prove(*database_, tiles(), base::Bytes(16, 1))), "ledger.record");
  start_sequencer();
  cover();
  expect_included(early);
}

TEST_P(LedgerTest, WithoutTheSignerRecordsAreNumberedAndTheIntendedHeadFollows) {
  start_sequencer();
  cover();
  signer->stop();
  const ActRecordId id = add("application/1");
  sequencer->wake();
  const std::string unsigned_heads = "SELECT size, root FROM tree_head WHERE note IS NULL";
  ASSERT_TRUE(eventually([&] { return !rows(unsigned_heads).empty(); }));
  EXPECT_EQ(sequencer->numbered(), count());
  EXPECT_EQ(code_of(sequencer->wait_covered(count(), std::chrono::milliseconds(1))), "ledger.head_late");
  const store::Row intended = rows(unsigned_heads).at(0);
  stop_sequencer();
  add("application/2");
  signer->start();
  start_sequencer();
  cover();
  const auto published =
      rows("SELECT root, note FROM tree_head WHERE size = $1", {intended.integer(0)}).at(0);
  EXPECT_EQ(published.blob(0), intended.blob(1));
  const auto head = need(proof::SignedTreeHead::parse(published.text(1)));
  EXPECT_EQ(base::to_bytes(head.head.root), intended.blob(1));
  expect_included(id);
}

TEST_P(LedgerTest, TilesThatAreLostOrSpoiltAreMadeAgain) {
  start_sequencer();
  for (int i = 0; i < 300; ++i) {
    store::WriteSet set;
    recorder.add(set, act("application/" + std::to_string(i)), clock.now());
    lane->submit(std::move(set), [](const base::Result<store::Committed>&) {});
  }
  const ActRecordId last = add("application/last");
  cover();
  stop_sequencer();
  const auto root = newest().head.root;
  std::filesystem::remove_all(*folder / "ledger");
  start_sequencer();
  expect_included(last);
  EXPECT_EQ(newest().head.root, root);
  stop_sequencer();
  const auto tile = *folder / "ledger/tile/0/000";
  base::Bytes octets = need(base::read_file(tile, proof::kMaxTileBytes));
  octets.at(5) ^= 1;
  need(base::write_file_durably(tile, octets, 0644));
  start_sequencer();
  expect_included(last);
  add("application/more");
  cover();
  expect_included(last);
}

TEST_P(LedgerTest, AHeadIsNotBuiltOnRecordsThatContradictTheLastOne) {
  start_sequencer();
  cover();
  stop_sequencer();
  const auto heads = need(signed_heads(*database_)).size();
  tamper();
  std::filesystem::remove_all(*folder / "ledger");
  add("application/1");
  const auto started = try_start_sequencer();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "ledger.tree");
  EXPECT_EQ(started.error().kind, base::ErrorKind::Internal);
  EXPECT_EQ(need(signed_heads(*database_)).size(), heads);
}

TEST_P(LedgerTest, EntriesOpenTheirCommitments) {
  start_sequencer();
  const x509::Certificate certificate = issue("SQ-1");
  cover();
  const auto all = entries();
  ASSERT_EQ(all.size(), static_cast<std::size_t>(count()));
  for (const proof::LedgerEntry& entry : all) {
    const auto checked = proof::check_entry(entry);
    ASSERT_TRUE(checked) << base::describe(checked.error());
    EXPECT_TRUE(checked->record);
  }
  const std::string object = authority::certificate_object("issuing-1", certificate.serial());
  const auto proved = need(proved_acts(*database_, recorder, tiles(), {object, "nothing"}));
  ASSERT_EQ(proved.acts.size(), 2U);  // the intent, and the issue
  EXPECT_EQ(need(proof::check_entry(proved.acts[0].entry)).leaf.act, proof::ActCode::IntentRecorded);
  const proof::ProvedEntry& one = proved.acts[1];
  const auto head = need(proof::SignedTreeHead::parse(proved.head)).head;
  EXPECT_TRUE(proof::verify_inclusion(proof::leaf_hash(one.entry.leaf), one.entry.seq, head.size, one.path,
                                      head.root));
  const auto checked = need(proof::check_entry(one.entry));
  EXPECT_EQ(checked.leaf.certificate, certificate.fingerprint());
  EXPECT_EQ(checked.record->find("application"), "application/SQ-1");
}

TEST_P(LedgerTest, AChangedRecordIsNamedAndADestroyedOneLeavesItsLeaf) {
  start_sequencer();
  cover();
  run("UPDATE act_record SET record = NULL, opening = NULL WHERE seq = 1");
  const auto without = entries().at(1);
  EXPECT_FALSE(without.record || without.opening);
  EXPECT_TRUE(proof::check_entry(without));
  run("UPDATE act_record SET record = (SELECT record FROM act_record WHERE seq = 0) WHERE seq = 2");
  const auto failed = each_entry(*connect(), recorder, 0, count(),
                                 [](const proof::LedgerEntry&) -> base::Result<void> { return {}; });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "ledger.record.sealed");
  EXPECT_EQ(failed.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(failed.error().detail, "seq 2");
}

}  // namespace
}  // namespace yinxin::ledger
