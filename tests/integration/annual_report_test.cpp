// The annual report of article 35 over real acts, on both engines: counted by the provider's queries, kept
// with its act, recounted from the exported ledger by src/proof.
#include <gmock/gmock.h>

#include "annual_report_world.hpp"

namespace yinxin::registration_support {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Pair;

class AnnualReportTest : public AnnualReportWorld {};
YX_BOTH_ENGINES(AnnualReportTest);

TEST_P(AnnualReportTest, AYearIsCountedAndTheExportedLedgerGivesTheSame) {
  play_year();
  const auto note = need(make(2026));
  EXPECT_EQ(note.number, 1);
  EXPECT_TRUE(note.complete);
  EXPECT_THAT(note.broken, IsEmpty());
  const auto counted = figures(note);
  EXPECT_THAT(
      counted,
      IsSupersetOf({Pair("certificates.valid_at_begin", 0), Pair("certificates.issued", 4),
                    Pair("certificates.issued_by_profile.device", 3),
                    Pair("certificates.issued_by_profile.individual", 1), Pair("certificates.revoked", 1),
                    Pair("certificates.revoked_in_force", 1), Pair("certificates.revoked_by_reason.1", 1),
                    Pair("certificates.suspended", 1), Pair("certificates.resumed", 0),
                    Pair("certificates.expired", 0), Pair("certificates.valid_at_end", 3)}));
  EXPECT_THAT(counted, IsSupersetOf({Pair("applications.submitted", 1), Pair("applications.registered", 1),
                                     Pair("applications.accepted", 1), Pair("complaints.received", 1),
                                     Pair("complaints.registered", 1), Pair("complaints.closed", 0)}));
  EXPECT_EQ(counted.count("ocsp.availability"), 0U) << "what nobody recorded is no figure";
  EXPECT_EQ(counted.count("certificates.of_government"), 0U);
  const proof::Report report = recounted(note);
  EXPECT_THAT(failures(report), IsEmpty()) << report.to_text();
  EXPECT_TRUE(report.pass());
}

TEST_P(AnnualReportTest, TheNextYearBeginsWithTheStockOfTheLast) {
  play_year();
  const auto first = figures(need(make(2026)));
  go_to("2027-02-02T02:00:00Z");
  cover();
  const auto preview = need(make(2027));
  EXPECT_FALSE(preview.complete);
  const auto second = figures(preview);
  EXPECT_EQ(second.at("certificates.valid_at_begin"), first.at("certificates.valid_at_end"));
  EXPECT_EQ(second.at("certificates.revoked"), 1U);
  const proof::Report report = recounted(preview);
  EXPECT_THAT(failures(report), IsEmpty()) << report.to_text();
}

TEST_P(AnnualReportTest, ExpiryLeavesTheStock) {
  play_year();
  go_to("2040-01-03T02:00:00Z");
  cover();
  std::uint64_t expired = 0;
  for (int year = 2027; year <= 2039; ++year) {
    const auto note = need(make(year));
    EXPECT_THAT(note.broken, IsEmpty()) << year;
    expired += figures(note).at("certificates.expired");
  }
  EXPECT_THAT(failures(recounted(need(make(2028)))), IsEmpty());
  EXPECT_EQ(expired, 2U) << "the held one, and the applicant's";
}

TEST_P(AnnualReportTest, ADroppedRevocationBreaksTheEquationsAndIsNamed) {
  play_year();
  run("UPDATE certificate SET revoked_at = NULL, reason = NULL WHERE reason = 1 AND revoked_at < "
      "1798732800000000");  // 2026-12-31T16:00:00Z: the one of 2026, from the register alone
  const auto note = need(make(2026));
  EXPECT_THAT(note.broken, ElementsAre("stock", "revoked_by_reason"));
  const auto found = failures(recounted(note));
  EXPECT_THAT(found, IsSupersetOf({"stock: report.equation", "revoked_by_reason: report.equation",
                                   "certificates.valid_at_end: report.figure",
                                   "certificates.valid_by_profile.device: report.figure",
                                   "certificates.revoked_by_reason.1: report.figure"}));
  EXPECT_FALSE(need(duties().keeps_report(note.sm3, true))) << "no step may lock it";
  EXPECT_TRUE(need(duties().keeps_report(note.sm3, false)));
}

TEST_P(AnnualReportTest, ACertificateMissingFromTheRegisterIsNamed) {
  play_year();
  const MemoryExport before = exported();
  run("DELETE FROM certificate WHERE reason = 6");  // the held one
  const auto note = need(make(2026));
  EXPECT_THAT(note.broken, ElementsAre("stock", "issued_by_profile"));
  proof::LedgerTrust trust;
  trust.tree_head_keys.push_back(need(signer->client->key("tree-head-1")).public_key);
  EXPECT_THAT(failures(proof::verify_annual_report(content(note), before, trust)),
              Contains("certificates.issued_by_profile.device: report.figure"));
}

TEST_P(AnnualReportTest, EachMakingIsKeptAndInTheLedger) {
  play_year();
  const auto first = need(make(2026));
  clock.advance(std::chrono::hours(1));
  const auto second = need(make(2026));
  EXPECT_EQ(second.number, 2);
  const auto kept = need(duties().reports());
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept.front().number, 2);
  EXPECT_EQ(kept.back().sm3, first.sm3);
  EXPECT_EQ(kept.back().made_by, "officer/compliance");
  EXPECT_EQ(crypto::sm3(base::as_bytes(content(first))), first.sm3);
  EXPECT_EQ(records(ActCode::AnnualReportMade, "annual_report/2026/2"), 1);
  EXPECT_TRUE(need(duties().keeps_report(first.sm3, true)));
  EXPECT_EQ(code_of(duties().report(2026, 3)), "compliance.report_none");
}

TEST_P(AnnualReportTest, RefusesWhoMayNotAndWhatHasNotPassed) {
  play_year();
  EXPECT_EQ(code_of(make(2026, anna())), "officers.role_needed");
  EXPECT_EQ(code_of(make(2023)), "compliance.report_year");
  EXPECT_EQ(code_of(make(2100)), "compliance.report_year");
  EXPECT_EQ(code_of(make(2028)), "compliance.report_year");
  go_to("2027-01-04T16:00:30Z");
  EXPECT_EQ(code_of(make(2027)), "compliance.report_early");
  go_to("2027-01-04T16:01:30Z");
  sequencer.reset();
  run("INSERT INTO act_record (id, seq, at, act, object, commitment) SELECT commitment, NULL, "
      "1798732800000000, "
      "101, 'application/x', commitment FROM act_record WHERE seq = 0");
  EXPECT_EQ(code_of(make(2027)), "compliance.report_uncovered");
}

}  // namespace
}  // namespace yinxin::registration_support
