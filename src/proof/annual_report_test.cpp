// The figures of an annual report, recounted from an export: a true report passes; each number changed, each
// act dropped from the count, each other file is named.
#include "proof/annual_report.hpp"

#include <gmock/gmock.h>

#include "proof/test_annual.hpp"

namespace yinxin::proof {
namespace {

using test::failures;
using test::Year;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(AnnualReport, ATrueOnePassesAndSaysWhatWasNotRecounted) {
  const Year year;
  const Report report = year.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Passed),
              testing::IsSupersetOf({"ledger.entries", "report.head", "report.anchor", "report.figures",
                                     "report.recounted", "report.equation"}));
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("report.not_recounted"));
  EXPECT_THAT(report.to_text(), AllOf(HasSubstr("lists.largest_gap"), HasSubstr("ocsp.availability")));
  EXPECT_EQ(report.to_text().find("预览"), std::string::npos);
}

TEST(AnnualReport, IsReadAsItIsWritten) {
  const Year year;
  const std::string json = year.report.to_json();
  const auto read = AnnualReport::parse(json);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->to_json(), json);
  EXPECT_TRUE(read->complete());
}

TEST(AnnualReport, ADroppedRevocationBreaksTheStockAndIsNamed) {
  Year year;  // as if the certificate's row had lost its revocation: it is in stock, and has no reason
  year.figure("certificates.valid_at_end").value = 3;
  year.report.figures.insert(
      std::find_if(year.report.figures.begin(), year.report.figures.end(),
                   [](const auto& one) { return one.id == "certificates.revoked_by_reason"; }),
      {"certificates.valid_by_profile", "organisation", 1, {}});
  std::erase_if(year.report.figures, [](const auto& one) {
    return one.id == "certificates.revoked_by_reason" && one.part == "1";
  });
  year.anchor();
  EXPECT_THAT(failures(year.check()),
              UnorderedElementsAre("certificates.valid_at_end: report.figure",
                                   "certificates.valid_by_profile.organisation: report.figure",
                                   "certificates.revoked_by_reason.1: report.figure",
                                   "stock: report.equation", "revoked_by_reason: report.equation"));
}

TEST(AnnualReport, ARevocationDroppedFromBothSidesIsNamedThoughTheEquationsHold) {
  Year year;
  year.figure("certificates.valid_at_end").value = 3;
  year.figure("certificates.valid_by_profile", "individual").value = 3;
  year.figure("certificates.revoked").value = 1;
  year.figure("certificates.revoked_in_force").value = 0;
  year.figure("certificates.revoked_by_reason", "1").value = 0;
  year.anchor();
  const auto failed = failures(year.check());
  EXPECT_THAT(failed, Contains("certificates.revoked: report.figure"));
  EXPECT_THAT(failed, Contains("certificates.valid_at_end: report.figure"));
  EXPECT_THAT(failed, testing::Not(Contains(HasSubstr("report.equation"))));
}

TEST(AnnualReport, EveryRecountedFigureIsHeldAgainstTheLedger) {
  Year year;
  for (AnnualReport::Figure& figure : year.report.figures) {
    if (!figure.value || figure.id == "lists.largest_gap") continue;
    ++*figure.value;
    year.anchor();
    const std::string named = figure.part.empty() ? figure.id : figure.id + "." + figure.part;
    EXPECT_THAT(failures(year.check()), Contains(named + ": report.figure"));
    --*figure.value;
  }
}

TEST(AnnualReport, AnotherFileThanTheLedgersIsNamed) {
  Year year;
  year.report.provider = "另一机构";
  EXPECT_THAT(failures(year.check()), ElementsAre("annual_report/2026/1: report.anchor"));
}

TEST(AnnualReport, AnExportFromBeforeTheActSaysSo) {
  Year year;
  year.world.entries.resize(year.heads.front());
  year.heads.resize(1);
  year.write();
  const Report report = year.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("report.anchor"));
}

TEST(AnnualReport, AHeadOfAnotherLedgerIsNamed) {
  Year year;
  const Year other;
  year.report.head = other.report.head;
  year.anchor();
  EXPECT_THAT(failures(year.check()), ElementsAre("head: report.head"));
}

TEST(AnnualReport, AFigureLeftOutIsNamed) {
  Year year;
  std::erase_if(year.report.figures, [](const auto& one) { return one.id == "certificates.expired"; });
  year.anchor();
  EXPECT_THAT(failures(year.check()),
              UnorderedElementsAre("certificates.expired: report.figure_missing",
                                   "certificates.expired: report.figure", "stock: report.equation"));
}

TEST(AnnualReport, ABrokenLedgerFailsWhateverTheReportSays) {
  Year year;
  std::string& entries = year.folder.files["entries.jsonl"];
  entries = replaced(entries, "case/complaint-2026-1", "case/complaint-2026-2");
  EXPECT_THAT(failures(year.check()), Contains(HasSubstr("entry.object")));
}

TEST(AnnualReport, DestroyedRecordsLeaveProfilesUncounted) {
  Year year;
  LedgerEntry& first = year.world.entries.front();
  year.world.act(ActCode::Destroyed, "2027-01-05T00:00:00Z", first.object);
  first.record.reset();
  first.opening.reset();
  year.heads.back() = year.world.entries.size();
  year.write();
  const Report report = year.check();
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(report.to_text(), HasSubstr("certificates.valid_by_profile"));
}

TEST(AnnualReport, RefusesWhatItWouldNotWrite) {
  const std::string json = Year().report.to_json();
  for (const auto& [what, with] : std::vector<std::pair<std::string, std::string>>{
           {"yinxin-annual-report/1", "yinxin-annual-report/2"},
           {"\"year\": 2026", "\"year\": 2027"},
           {"2026-12-31T16:00:00Z", "2026-12-31T15:00:00.0Z"},
           {"\"value\": \"3\"", "\"value\": \"03\""},
           {"\"value\": \"3\"", "\"value\": \"-3\""},
           {"\"value\": \"3\"", "\"value\": null"},
           {"\"part\": \"individual\"", "\"part\": \"\""},
           {"\"part\": \"individual\"", "\"part\": \"a b\""},
           {"年初有效证书存量", "年初存量"},
           {"certificates.revoked_in_force\",\n        \"certificates.expired",
            "certificates.expired\",\n        \"certificates.revoked_in_force"},
           {"\"number\": 1", "\"number\": 0"}}) {
    EXPECT_FALSE(AnnualReport::parse(replaced(json, what, with))) << with;
  }
  EXPECT_FALSE(AnnualReport::parse(json + "\n"));
  EXPECT_FALSE(AnnualReport::parse(""));
}

TEST(AnnualReport, TheClosedListsAgree) {
  for (const AnnualEquation& equation : annual_equations()) {
    for (const auto* side : {&equation.plus, &equation.minus}) {
      for (const std::string& term : *side) {
        const bool parts = term.size() > 2 && term.substr(term.size() - 2) == ".*";
        const AnnualFigure* figure = find_annual_figure(parts ? term.substr(0, term.size() - 2) : term);
        ASSERT_NE(figure, nullptr) << term;
        EXPECT_EQ(figure->parts, parts) << term;
        EXPECT_TRUE(figure->absent.empty()) << term;
      }
    }
  }
}

}  // namespace
}  // namespace yinxin::proof
