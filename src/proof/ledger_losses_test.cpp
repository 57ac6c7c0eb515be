// Exports of ledgers of which entries were lost: passed only where an act of restoring names them exactly.
#include <gmock/gmock.h>

#include "proof/test_export.hpp"

namespace yinxin::proof {
namespace {

using test::Desk;
using test::failures;
using testing::Contains;
using testing::ElementsAre;

/// A ledger of which entries were lost and an act of restoring came after them.
struct LossDesk : Desk {
  /// Replaces entries by their leaf hashes; then what an act of restoring says of them.
  void lose(std::vector<std::uint64_t> seqs, const std::string& from, const std::string& to,
            const std::string& lost, const std::string& object = "ledger") {
    world.act(ActCode::Restored, "2026-06-01T00:00:00Z", object, false,
              {{"from", from}, {"to", to}, {"lost", lost}});
    write();
    std::string& text = folder.files["entries.jsonl"];
    for (const std::uint64_t seq : seqs) {
      const std::string before = world.entries.at(seq).to_json();
      LostEntry entry;
      entry.seq = seq;
      entry.hash = leaf_hash(world.entries.at(seq).leaf);
      text.replace(text.find(before), before.size(), entry.to_json());
    }
  }
};

TEST(Ledger, LostEntriesAreExcusedByTheActThatNamesThem) {
  LossDesk desk;
  desk.lose({290, 291, 293}, "290", "294", "3");
  const Report report = desk.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("ledger.lost"));
  EXPECT_NE(report.to_text().find("第 290 至 293 条"), std::string::npos) << report.to_text();
  LossDesk nothing;
  nothing.lose({}, "300", "300", "0");
  EXPECT_TRUE(nothing.check().pass()) << nothing.check().to_text();
  EXPECT_THAT(test::codes(nothing.check(), Severity::Noted), testing::Not(Contains("ledger.lost")));
  LossDesk twice;  // lost, restored, and once more
  twice.lose({290}, "290", "291", "1");
  twice.world.act(ActCode::ApplicationSubmitted, "2026-06-01T00:00:00Z", "application/301");
  twice.lose({290, 301}, "301", "302", "1");
  EXPECT_TRUE(twice.check().pass()) << twice.check().to_text();
}

TEST(Ledger, LostEntriesThatNoActNamesExactlyAreFound) {
  const struct {
    const char* from;
    const char* to;
    const char* lost;
  } kCases[] = {{"289", "293", "2"}, {"290", "294", "2"}, {"290", "292", "1"}, {"290", "292", "3"},
                {"0", "0", "0"},     {"290", "x", "2"},   {"", "", ""}};
  for (const auto& each : kCases) {
    LossDesk desk;
    desk.lose({290, 291}, each.from, each.to, each.lost);
    EXPECT_THAT(failures(desk.check()), ElementsAre("seq 300: ledger.lost")) << each.from << " " << each.to;
  }
  LossDesk elsewhere;
  elsewhere.lose({290}, "290", "291", "1", "application/1");
  EXPECT_THAT(failures(elsewhere.check()), ElementsAre("seq 300: ledger.lost"));
  LossDesk too_much;
  too_much.lose({}, "290", "291", "1");
  EXPECT_THAT(failures(too_much.check()), ElementsAre("seq 300: ledger.lost"));
}

TEST(Ledger, LostEntriesWithoutAnActAndWithAnotherHash) {
  LossDesk desk;
  desk.lose({290}, "290", "291", "1");
  std::string& text = desk.folder.files["entries.jsonl"];
  const std::size_t at = text.find("\"leaf_hash\":\"") + 13;
  text[at] = text[at] == '0' ? '1' : '0';
  EXPECT_FALSE(desk.check().pass());
  Desk unexcused;
  LostEntry entry;
  entry.seq = 290;
  entry.hash = leaf_hash(unexcused.world.entries.at(290).leaf);
  std::string& entries = unexcused.folder.files["entries.jsonl"];
  const std::string before = unexcused.world.entries.at(290).to_json();
  entries.replace(entries.find(before), before.size(), entry.to_json());
  EXPECT_THAT(failures(unexcused.check()), ElementsAre("seq 290: ledger.lost"));
}

TEST(Ledger, ATamperedActOfRestoringIsFound) {
  LossDesk desk;
  desk.lose({290}, "290", "291", "1");
  Record other;
  for (const auto& [name, value] : {std::pair("from", "290"), std::pair("to", "295"), std::pair("lost", "5")})
    ASSERT_TRUE(other.add(name, std::string_view(value)));
  desk.edit(300, [&](LedgerEntry& act) { act.record = other.to_bytes(); });
  EXPECT_THAT(failures(desk.check()),
              testing::UnorderedElementsAre("seq 300: entry.commitment", "seq 290: ledger.lost"));
}

TEST(Ledger, ARecoveredCertificateStandsWithItsAct) {
  Desk desk;
  std::swap(desk.world.holder, desk.holders[2]);
  desk.world.entries.resize(250);
  desk.world.act(ActCode::CertificateRecovered, "2026-03-01T00:00:00Z", desk.world.object(), true);
  std::swap(desk.world.holder, desk.holders[2]);
  desk.write();
  EXPECT_TRUE(desk.check().pass()) << desk.check().to_text();
  desk.folder.files["certificates.jsonl"] = desk.certificate_line(50, 0) + desk.certificate_line(150, 1);
  EXPECT_THAT(failures(desk.check()), ElementsAre("seq 250: ledger.certificate.missing"));
}

TEST(Ledger, ALostEntryHasOneForm) {
  LostEntry entry;
  entry.seq = 7;
  entry.hash = leaf_hash(base::as_bytes("x"));
  const std::string text = entry.to_json();
  const auto parsed = LostEntry::parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->seq, 7U);
  EXPECT_EQ(parsed->hash, entry.hash);
  for (const std::string& bad : {std::string("{}"), std::string(R"({"seq":7,"leaf_hash":"00"})"), text + " ",
                                 std::string(R"({"seq":7,"leaf_hash":")") + std::string(64, 'A') + "\"}",
                                 std::string(R"({"seq":-1,"leaf_hash":")") + std::string(64, '0') + "\"}"})
    EXPECT_FALSE(LostEntry::parse(bad)) << bad;
}

}  // namespace
}  // namespace yinxin::proof
