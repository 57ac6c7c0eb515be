// Exports of the ledger: a whole one passes; every row edited, dropped, added or reordered is found and named
// by its seq.
#include "proof/ledger_check.hpp"

#include <gmock/gmock.h>

#include "crypto/key_file.hpp"
#include "proof/test_export.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::Desk;
using test::failures;
using test::Kind;
using test::MemoryFolder;
using test::Party;
using test::World;
using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

TEST(Ledger, AWholeExportPasses) {
  const Desk desk;
  const Report report = desk.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(
      test::codes(report, Severity::Passed),
      testing::IsSupersetOf({"ledger.entries", "ledger.tree_heads", "ledger.tiles", "ledger.certificates"}));
  EXPECT_THAT(test::codes(report, Severity::Noted), ElementsAre("ledger.witnesses"));
  const Report by_key = desk.check(false);
  EXPECT_TRUE(by_key.pass()) << by_key.to_text();
  EXPECT_THAT(test::codes(by_key, Severity::Noted),
              ElementsAre("ledger.witnesses", "ledger.certificate.issuer"));
}

TEST(Ledger, AnEmptyOnePasses) {
  Desk desk;
  desk.world.entries.clear();
  desk.write();
  desk.folder.files["certificates.jsonl"].clear();
  EXPECT_TRUE(desk.check().pass()) << desk.check().to_text();
}

TEST(Ledger, AnEditedRecordIsNamedByItsSeq) {
  Desk desk;
  Record other;
  ASSERT_TRUE(other.add("actor", "officer/8"));
  desk.edit(123, [&](LedgerEntry& entry) { entry.record = other.to_bytes(); });
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 123: entry.commitment"));
}

TEST(Ledger, AnEditedObjectIsNamedByItsSeq) {
  Desk desk;
  desk.edit(123, [&](LedgerEntry& entry) { entry.object = "application/9999"; });
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 123: entry.object"));
}

TEST(Ledger, AnEditedLeafIsFoundInTilesAndHeads) {
  Desk desk;
  desk.edit(123, [&](LedgerEntry& entry) { entry.leaf[106] ^= 1; });
  const Report report = desk.check();
  EXPECT_THAT(failures(report), ElementsAre("tile/0/000: ledger.tiles", "tree head 256: ledger.root"));
  EXPECT_NE(report.to_text().find("seq 123"), std::string::npos);
}

TEST(Ledger, ALeafRewrittenWithItsRecordIsStillFound) {
  Desk desk;
  desk.edit(280, [&](LedgerEntry& entry) {
    Leaf leaf = Leaf::parse(entry.leaf).value();
    Record other;
    EXPECT_TRUE(other.add("actor", "officer/8"));
    entry.record = other.to_bytes();
    leaf.commitment = commit(*entry.opening, *entry.record);
    const LeafBytes octets = leaf.to_bytes();
    entry.leaf.assign(octets.begin(), octets.end());
  });
  EXPECT_THAT(failures(desk.check()),
              ElementsAre("tree head 300: ledger.root", "tile/0/001.p/44: ledger.tiles"));
}

TEST(Ledger, RowsDroppedAddedOrSwapped) {
  Desk dropped;
  std::string& text = dropped.folder.files["entries.jsonl"];
  const std::string line = dropped.world.entries[100].to_json() + "\n";
  text.erase(text.find(line), line.size());
  EXPECT_THAT(failures(dropped.check()), ElementsAre("seq 100: ledger.numbering"));

  Desk twice;
  std::string& more = twice.folder.files["entries.jsonl"];
  more.insert(more.find(line.substr(0, 0)), twice.world.entries[0].to_json() + "\n");
  EXPECT_THAT(failures(twice.check()), ElementsAre("seq 1: ledger.numbering"));

  Desk truncated;
  std::string& all = truncated.folder.files["entries.jsonl"];
  all.erase(all.find(truncated.world.entries[299].to_json()));
  EXPECT_THAT(failures(truncated.check()), Contains("tree head 300: ledger.truncated"));

  Desk longer;
  longer.world.act(ActCode::ApplicationSubmitted, "2026-03-01T00:00:00Z", "application/300");
  longer.folder.files["entries.jsonl"] += longer.world.entries[300].to_json() + "\n";
  EXPECT_THAT(failures(longer.check()), Contains("tree-heads.txt: ledger.uncovered"));
}

TEST(Ledger, LinesThatAreNoEntries) {
  Desk desk;
  desk.folder.files["entries.jsonl"] = desk.world.entries[0].to_json() + "\n{}\n";
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 1: ledger.entries"));
  Desk upper;
  std::string& text = upper.folder.files["entries.jsonl"];
  text.replace(text.find("\"leaf\":\"") + 8, 2, "0A");
  EXPECT_FALSE(upper.check().pass());
}

TEST(Ledger, HeadsMustBeSignedGrowAndFit) {
  Desk unsigned_head;
  std::string& heads = unsigned_head.folder.files["tree-heads.txt"];
  const World other;
  World forger;
  forger.entries = unsigned_head.world.entries;
  heads = forger.head_at(300, forger.head_time).to_text();
  EXPECT_THAT(failures(unsigned_head.check()), ElementsAre("tree head 300: ledger.signature"));
  EXPECT_THAT(failures(unsigned_head.check(false)), ElementsAre("tree head 300: ledger.signature"));

  Desk shrinking;
  shrinking.folder.files["tree-heads.txt"] =
      shrinking.world.head_at(300, at("2026-06-01T00:00:00Z")).to_text() + "\n" +
      shrinking.world.head_at(299, at("2026-06-02T00:00:00Z")).to_text();
  EXPECT_THAT(failures(shrinking.check()), ElementsAre("tree head 299: ledger.head_order"));

  Desk back_in_time;
  back_in_time.folder.files["tree-heads.txt"] =
      back_in_time.world.head_at(200, at("2026-06-02T00:00:00Z")).to_text() + "\n" +
      back_in_time.world.head_at(300, at("2026-06-01T00:00:00Z")).to_text();
  EXPECT_THAT(failures(back_in_time.check()), ElementsAre("tree head 300: ledger.head_order"));

  Desk early;
  early.folder.files["tree-heads.txt"] = early.world.head_at(300, at("2026-02-01T00:00:00Z")).to_text();
  EXPECT_THAT(failures(early.check()), ElementsAre("tree head 300: ledger.head_time"));

  Desk same_size;
  same_size.folder.files["tree-heads.txt"] =
      same_size.world.head_at(300, at("2026-06-01T00:00:00Z")).to_text() + "\n" +
      same_size.world.head_at(300, at("2026-06-02T00:00:00Z")).to_text();
  EXPECT_TRUE(same_size.check().pass()) << same_size.check().to_text();
}

TEST(Ledger, HeadsThatCannotBeRead) {
  Desk broken;
  broken.folder.files["tree-heads.txt"].replace(0, 6, "led er");
  EXPECT_THAT(failures(broken.check()), ElementsAre("tree-heads.txt: ledger.tree_heads"));
  Desk endless;
  endless.folder.files["tree-heads.txt"] = std::string(3 * kMaxNoteBytes, 'x');
  EXPECT_THAT(failures(endless.check()), ElementsAre("tree-heads.txt: ledger.tree_heads"));
  Desk none;
  none.folder.files["tree-heads.txt"].clear();
  EXPECT_THAT(failures(none.check()), ElementsAre("tree-heads.txt: ledger.uncovered"));
}

TEST(Ledger, AKeyThatNobodyTrustsSignsNothing) {
  Desk desk;
  LedgerTrust nobody;
  EXPECT_THAT(failures(verify_ledger(desk.folder, nobody)), Contains("tree head 0: ledger.signature"));
  LedgerTrust another_root;
  another_root.roots.push_back(*World().root.certificate);
  EXPECT_FALSE(verify_ledger(desk.folder, another_root).pass());
  desk.folder.files["authorities.pem"] =
      desk.world.root.certificate->to_pem() + desk.holders[0].certificate->to_pem();
  EXPECT_FALSE(desk.check().pass());
}

TEST(Ledger, TilesMustBeThereAndRight) {
  Desk missing;
  missing.folder.files.erase("tile/1/000.p/1");
  EXPECT_THAT(failures(missing.check()), ElementsAre("tile/1/000.p/1: ledger.tiles"));
  Desk changed;
  changed.folder.files["tile/0/001.p/44"][32 * 7 + 3] ^= 1;
  const Report report = changed.check();
  EXPECT_THAT(failures(report), ElementsAre("tile/0/001.p/44: ledger.tiles"));
  EXPECT_NE(report.to_text().find("seq 263"), std::string::npos);
}

TEST(Ledger, TimesRunForward) {
  Desk desk;
  desk.world.act(ActCode::ApplicationClosed, "2026-02-28T23:59:30Z",
                 "application/1");  // within the tolerance
  desk.world.act(ActCode::ApplicationClosed, "2026-02-28T23:58:59Z", "application/2");
  desk.write();
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 301: ledger.times"));
}

TEST(Ledger, RecordsAreMissingOnlyWhereDestroyed) {
  const auto close = [](LedgerEntry& entry) {
    entry.record.reset();
    entry.opening.reset();
  };
  Desk hidden;
  hidden.edit(7, close);
  EXPECT_THAT(failures(hidden.check()), ElementsAre("seq 7: ledger.destroyed"));
  Desk destroyed;
  destroyed.world.act(ActCode::Destroyed, "2026-06-01T00:00:00Z", "application/7");
  close(destroyed.world.entries[7]);
  destroyed.write();
  const Report report = destroyed.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("ledger.destroyed"));
  Desk other;
  other.world.act(ActCode::Destroyed, "2026-06-01T00:00:00Z", "application/8");
  close(other.world.entries[7]);
  other.write();
  EXPECT_THAT(failures(other.check()), ElementsAre("seq 7: ledger.destroyed"));
}

TEST(Ledger, EveryIssueHasItsCertificateAndNoOther) {
  const struct {
    const char* what;
    std::string (*certificates)(const Desk&);
    std::vector<std::string> found;
  } kCases[] = {
      {"one is missing",
       [](const Desk& d) { return d.certificate_line(50, 0) + d.certificate_line(250, 2); },
       {"seq 150: ledger.certificate.missing"}},
      {"one too many",
       [](const Desk& d) { return d.folder.files.at("certificates.jsonl") + d.certificate_line(260, 2); },
       {"seq 260: ledger.certificate.unissued"}},
      {"one too many, after the end",
       [](const Desk& d) { return d.folder.files.at("certificates.jsonl") + d.certificate_line(999, 2); },
       {"seq 999: ledger.certificate.unissued"}},
      {"another certificate",
       [](const Desk& d) {
         return d.certificate_line(50, 1) + d.certificate_line(150, 1) + d.certificate_line(250, 2);
       },
       {"seq 50: ledger.certificate.fingerprint"}},
      {"no JSON",
       [](const Desk& d) { return d.certificate_line(50, 0) + "x\n"; },
       {"certificates.jsonl: ledger.certificates"}},
  };
  for (const auto& each : kCases) {
    Desk desk;
    desk.folder.files["certificates.jsonl"] = each.certificates(desk);
    EXPECT_EQ(failures(desk.check()), each.found) << each.what;
  }
}

TEST(Ledger, NoSerialTwice) {
  Desk desk;
  desk.holders[2].tbs.serial = desk.holders[0].tbs.serial;
  desk.holders[2].certify(desk.world.issuing);
  desk.world.entries.resize(250);
  desk.issue(2);
  desk.write();
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 50: ledger.serial"));
}

TEST(Ledger, CertificatesOfStrangersAreFound) {
  Desk desk;
  Party impostor = test::party(Kind::Authority, World::kProvider, "测试签发机构");
  desk.holders[2].certify(impostor);
  desk.world.entries.resize(250);
  desk.issue(2);
  desk.write();
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 250: ledger.certificate.issuer"));
}

TEST(Ledger, AFolderWithoutItsFiles) {
  for (const char* file : {"entries.jsonl", "tree-heads.txt", "certificates.jsonl", "authorities.pem"}) {
    Desk desk;
    desk.folder.files.erase(file);
    EXPECT_THAT(failures(desk.check()), Contains(StartsWith(std::string(file) + ": "))) << file;
  }
  EXPECT_FALSE(verify_ledger(MemoryFolder(), LedgerTrust()).pass());
}

}  // namespace
}  // namespace yinxin::proof
