// Lists of cases by procedure, state, party, region and what is due, page by page, on both engines.
#include <gmock/gmock.h>

#include <set>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using cases::Filter;
using cases::Page;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CaseListTest : public CasesWorld {
 protected:
  std::vector<std::string> list(const Filter& filter, const Caller& caller, std::int64_t limit = 500) {
    return numbers_of(need(service->list(filter, caller, "", limit)));
  }
  std::vector<std::string> list(const Filter& filter) { return list(filter, officer("case_officer")); }
  static std::vector<std::string> numbers_of(const Page& page) {
    std::vector<std::string> numbers;
    for (const Case& one : page.cases) numbers.push_back(one.number);
    return numbers;
  }
  /// All pages of that size, one after another.
  std::vector<std::string> leaf_through(const Filter& filter, std::int64_t limit) {
    std::vector<std::string> numbers;
    std::string after;
    do {
      const Page page = need(service->list(filter, officer("case_officer"), after, limit));
      EXPECT_LE(page.cases.size(), static_cast<std::size_t>(limit));
      for (const std::string& one : numbers_of(page)) numbers.push_back(one);
      after = page.next;
    } while (!after.empty());
    return numbers;
  }
  static Filter of_procedure(const std::string& procedure, const std::string& state = "") {
    Filter filter;
    filter.procedure = procedure;
    filter.state = state;
    return filter;
  }
};
YX_BOTH_ENGINES(CaseListTest);

TEST_P(CaseListTest, NewestFirstByProcedureAndState) {
  std::string first = submit();
  clock.advance(std::chrono::minutes(1));
  const std::string second = submit();
  std::string issued;
  ASSERT_EQ(play(issued,
                 "submit examine_form accept forward sign_for propose review_opinion legal_review grant "
                 "deliver_licence"),
            "");
  EXPECT_THAT(list({}), ElementsAre("licence_status-2026-1", issued, second, first));
  EXPECT_THAT(list(of_procedure("licence_status")), ElementsAre("licence_status-2026-1"));
  EXPECT_THAT(list(of_procedure("licence_application", "received")), ElementsAre(second, first));
  EXPECT_THAT(list(of_procedure("licence_application", "no_such")), IsEmpty());
  EXPECT_EQ(play(first, "withdraw"), "");
  EXPECT_THAT(list(of_procedure("licence_application", "withdrawn")), ElementsAre(first));
  const Page page = need(service->list({}, officer("case_officer"), "", 500));
  EXPECT_EQ(page.cases[3].state(), "withdrawn");
  EXPECT_TRUE(page.cases[3].ended);
  EXPECT_EQ(page.cases[0].parent, issued);
  EXPECT_TRUE(page.cases[1].steps.empty());
}

TEST_P(CaseListTest, EachSeesWhatIsTheirs) {
  const std::string yunnan = submit(kYunnan);
  const std::string kunming = submit("530100");
  const std::string sichuan = submit(kSichuan);
  Opening other = application("submit", kSichuan);
  other.party = "key/another";
  const std::string another = need(open_case(other, applicant("key/another"))).number;
  EXPECT_THAT(list({}, officer("x", kYunnan)), ElementsAre(kunming, yunnan));
  EXPECT_THAT(list({}, officer("x", "530100")), ElementsAre(kunming));
  EXPECT_THAT(list({}, officer("x", "530200")), IsEmpty());
  EXPECT_THAT(list({}, officer("x", kSichuan)), ElementsAre(another, sichuan));
  EXPECT_THAT(list({}, officer("x")), ElementsAre(another, sichuan, kunming, yunnan));
  EXPECT_THAT(list({}, applicant()), ElementsAre(sichuan, kunming, yunnan));
  EXPECT_THAT(list({}, applicant("key/another")), ElementsAre(another));
  EXPECT_THAT(list({}, Caller{}), IsEmpty());
  Filter filter;
  filter.party = "key/another";
  EXPECT_THAT(list(filter), ElementsAre(another));
  EXPECT_THAT(list(filter, officer("x", kYunnan)), IsEmpty());
  EXPECT_THAT(list(filter, applicant()), IsEmpty()) << "another's are not asked for by their key";
  filter = {};
  filter.scope = kYunnan;
  EXPECT_THAT(list(filter), ElementsAre(kunming, yunnan));
  EXPECT_THAT(list(filter, officer("x", kSichuan)), IsEmpty());
  EXPECT_THAT(list(filter, applicant()), ElementsAre(kunming, yunnan));
}

TEST_P(CaseListTest, ByWhatIsDue) {
  std::string early = submit();
  clock.set(morning("2026-09-29"));
  const std::string later = submit();
  Filter due;
  due.due_before = after_day("2026-10-10");
  EXPECT_THAT(list(due), IsEmpty()) << "before, not at";
  due.due_before = after_day("2026-10-10") + std::chrono::microseconds(1);
  EXPECT_THAT(list(due), ElementsAre(early));
  due.due_before = after_day("2026-12-31");
  EXPECT_THAT(list(due), ElementsAre(early, later)) << "the first due comes first";
  due.procedure = "licence_status";
  EXPECT_THAT(list(due), IsEmpty());
  Filter overdue;
  overdue.overdue = true;
  EXPECT_THAT(list(overdue), IsEmpty());
  clock.set(after_day("2026-10-10"));
  EXPECT_THAT(list(overdue), ElementsAre(early)) << "whether the scheduler came by or not";
  EXPECT_EQ(play(early, "withdraw"), "");
  EXPECT_THAT(list(overdue), IsEmpty());
}

TEST_P(CaseListTest, PagesGoByKey) {
  std::vector<std::string> newest_first;
  for (int i = 0; i < 25; ++i) {
    if (i % 3 == 0) clock.advance(std::chrono::hours(24));  // several at one moment, and at one due
    newest_first.insert(newest_first.begin(), submit());
  }
  for (const std::int64_t limit : {1, 7, 24, 25, 26}) {
    auto seen = leaf_through({}, limit);
    EXPECT_EQ(seen.size(), 25U);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 25U);
    Filter due;
    due.due_before = after_day("2027-12-31");
    seen = leaf_through(due, limit);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 25U);
  }
  const Page first = need(service->list({}, officer("x"), "", 10));
  submit();  // newer ones move no page
  const Page second = need(service->list({}, officer("x"), first.next, 10));
  for (const std::string& number : numbers_of(second)) {
    const auto before = numbers_of(first);
    EXPECT_EQ(std::count(before.begin(), before.end(), number), 0) << number;
  }
}

TEST_P(CaseListTest, FiltersAndCursorsAreChecked) {
  submit();
  const auto code = [&](const Filter& filter, const std::string& after, std::int64_t limit) {
    return code_of(service->list(filter, officer("x"), after, limit));
  };
  for (const std::string& after : {std::string("x"), std::string("1"), std::string("1."), std::string(".a"),
                                   std::string("99999999999999999999.a"), std::string("1-a")})
    EXPECT_EQ(code({}, after, 10), "cases.cursor") << after;
  EXPECT_EQ(code({}, "1.'; DROP TABLE case_record", 10), "ok");
  EXPECT_EQ(code({}, "1.\xff", 10), "store.text");
  EXPECT_EQ(code({}, "", 0), "cases.filter");
  EXPECT_EQ(code({}, "", 501), "cases.filter");
  EXPECT_EQ(code(of_procedure("", "received"), "", 10), "cases.filter");
  Filter scope;
  scope.scope = "53";
  EXPECT_EQ(code(scope, "", 10), "cases.filter");
}

}  // namespace
}  // namespace yinxin::cases_support
