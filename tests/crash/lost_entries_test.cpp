// A ledger whose database went back to an earlier state while its tiles and the signer did not: the tree goes
// on, and what is lost is named.
#include <gtest/gtest.h>

#include "house_support/provider_world.hpp"
#include "ledger/entries.hpp"
#include "ledger/losses.hpp"

namespace yinxin::ledger {
namespace {

using house_support::kPatience;
using house_support::need;
using store::code_of;

class LostEntriesTest : public house_support::ProviderWorld {
 protected:
  ActRecordId add(const std::string& object) {
    Act act;
    act.code = proof::ActCode::ApplicationSubmitted;
    act.object = object;
    act.record = facts({{"actor", "system/test"}});
    store::WriteSet set;
    const ActRecordId id = recorder.add(set, act, clock.now());
    need(lane->commit(std::move(set)));
    return id;
  }
  void cover(std::int64_t count) { need(sequencer->wait_covered(count, kPatience)); }
  TileFolder tiles() const { return TileFolder(*folder / "ledger"); }
  proof::TileReader reader() const {
    return [folder = tiles()](const proof::TileId& id) { return folder.read(id); };
  }
  TreeState last_signed() const {
    const signer::LastSigned last = need(signer->client->last_signed("tree-head-1"));
    return {static_cast<std::int64_t>(last.tree_size), last.tree_root};
  }
  std::int64_t count() const { return number("SELECT count(*) FROM act_record"); }

  /// The first `kept` entries stay, and the record `waiting` as it was before it had a number; the rest
  /// burns.
  void burn(std::int64_t kept, const ActRecordId& waiting) {
    sequencer.reset();
    const auto connection = connect();
    need(connection->execute("UPDATE act_record SET seq = NULL WHERE id = $1",
                             {base::to_bytes(waiting.bytes())}));
    need(connection->execute("DELETE FROM act_record WHERE seq >= $1", {kept}));
    need(connection->execute("DELETE FROM tree_head WHERE size > $1", {kept}));
  }
  base::Result<Loss> fill(const TreeState& last) {
    const auto connection = connect();
    YX_CHECK(connection->begin());
    auto loss = fill_tree(*connection, reader(), last);
    YX_CHECK(loss ? connection->commit() : connection->rollback());
    return loss;
  }

  /// `kept` entries under a head, then more than a tile's width beyond it; the second of those was waiting.
  struct Burnt {
    std::int64_t kept = 0;
    std::int64_t end = 0;
    ActRecordId early;
    ActRecordId waiting;
  };
  Burnt grow_and_burn() {
    start_sequencer();
    const ActRecordId early = add("application/early");
    const std::int64_t kept = count();
    cover(kept);
    add("application/lost-first");
    const ActRecordId waiting = add("application/waiting");
    for (int i = 0; i < 300; ++i) add("application/lost-" + std::to_string(i));
    const std::int64_t end = count();
    cover(end);
    burn(kept, waiting);
    return {kept, end, early, waiting};
  }
};
YX_BOTH_ENGINES(LostEntriesTest);

TEST_P(LostEntriesTest, TheTreeGoesOnOverWhatTheTilesKept) {
  const Burnt burnt = grow_and_burn();
  const TreeState last = last_signed();
  ASSERT_EQ(last.size, burnt.end);
  const Loss loss = need(fill(last));
  EXPECT_EQ(loss.from, burnt.kept);
  EXPECT_EQ(loss.to, burnt.end);
  EXPECT_EQ(loss.lost, burnt.end - burnt.kept - 1);  // one was found again
  EXPECT_EQ(number("SELECT seq FROM act_record WHERE id = $1", {base::to_bytes(burnt.waiting.bytes())}),
            burnt.kept + 1);
  EXPECT_EQ(need(roots_at(*connect(), {burnt.kept, burnt.end})).at(1), last.root);

  start_sequencer();
  EXPECT_EQ(sequencer->numbered(), burnt.end);
  const ActRecordId after = add("application/after");
  cover(burnt.end + 1);
  for (const ActRecordId& id : {burnt.early, burnt.waiting, after}) {
    const Inclusion inclusion = need(prove(*database_, tiles(), id.bytes()));
    const auto head = need(proof::SignedTreeHead::parse(inclusion.head)).head;
    std::optional<proof::Hash> leaf;
    need(each_leaf_hash(*connect(), static_cast<std::int64_t>(inclusion.index),
                        static_cast<std::int64_t>(inclusion.index) + 1,
                        [&](std::int64_t, const proof::Hash& hash) -> base::Result<void> {
                          leaf = hash;
                          return {};
                        }));
    ASSERT_TRUE(leaf);
    EXPECT_TRUE(proof::verify_inclusion(*leaf, inclusion.index, inclusion.size, inclusion.path, head.root));
  }
  EXPECT_EQ(need(proved_acts(*database_, recorder, tiles(), {"application/after"})).acts.size(), 1U);
}

TEST_P(LostEntriesTest, AnExportShowsThemByTheirLeafHashes) {
  const Burnt burnt = grow_and_burn();
  need(fill(last_signed()));
  std::int64_t next = 0;
  std::int64_t lost = 0;
  need(each_entry(
      *connect(), recorder, 0, burnt.end,
      [&](const proof::LedgerEntry& entry) -> base::Result<void> {
        EXPECT_EQ(static_cast<std::int64_t>(entry.seq), next++);
        return {};
      },
      [&](const proof::LostEntry& entry) -> base::Result<void> {
        EXPECT_EQ(static_cast<std::int64_t>(entry.seq), next++);
        ++lost;
        return {};
      }));
  EXPECT_EQ(next, burnt.end);
  EXPECT_EQ(lost, burnt.end - burnt.kept - 1);
}

TEST_P(LostEntriesTest, TilesThatAreGoneAreMadeAgainFromRowsAndLostEntries) {
  const Burnt burnt = grow_and_burn();
  need(fill(last_signed()));
  std::filesystem::remove_all(*folder / "ledger");
  start_sequencer();
  add("application/after");
  cover(burnt.end + 1);
  const auto nodes = proof::nodes_from_tiles(reader(), static_cast<std::uint64_t>(burnt.end) + 1);
  const auto head = need(proof::SignedTreeHead::parse(need(newest_head(*database_)))).head;
  EXPECT_EQ(need(proof::tree_root(nodes, static_cast<std::uint64_t>(burnt.end) + 1)), head.root);
}

TEST_P(LostEntriesTest, WithoutTheRightTilesNothingIsFilled) {
  const Burnt burnt = grow_and_burn();
  const TreeState last = last_signed();
  TreeState other = last;
  other.root[0] ^= 1;
  EXPECT_EQ(code_of(fill(other)), "restore.tiles");
  TreeState beyond = last;
  ++beyond.size;
  EXPECT_EQ(code_of(fill(beyond)), "restore.tiles");
  std::filesystem::remove_all(*folder / "ledger");
  EXPECT_EQ(code_of(fill(last)), "restore.tiles");
  EXPECT_EQ(number("SELECT count(*) FROM lost_entry"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM act_record WHERE seq IS NULL"), 1);
  EXPECT_EQ(need(fill({burnt.kept, {}})).lost, 0);  // a signer that has signed no more
}

TEST_P(LostEntriesTest, RowsWithAHoleAreRefused) {
  const Burnt burnt = grow_and_burn();
  run("DELETE FROM act_record WHERE seq = 1");
  EXPECT_EQ(code_of(fill(last_signed())), "ledger.rows");
  EXPECT_EQ(code_of(roots_at(*connect(), {burnt.kept})), "ledger.rows");
}

}  // namespace
}  // namespace yinxin::ledger
