// The law files of this tree, and what is found when one is written wrong.
#include "rules/test_rules.hpp"

namespace yinxin::rules {
namespace {

using testing::book;
using testing::Broken;
using testing::Changed;
using testing::expect_found;
using testing::kRules;
using testing::procedures;

TEST(RulesLoad, EveryFileIsSound) {
  for (const Finding& finding : load(kRules).findings)
    ADD_FAILURE() << finding.file << ": " << finding.where << ": " << finding.zh << " " << finding.en;
}

TEST(RulesLoad, EveryReferenceResolves) {
  for (const Finding& finding : check(book(), procedures(), kRules))
    ADD_FAILURE() << finding.file << ": " << finding.where << ": " << finding.zh << " " << finding.en;
}

TEST(RulesLoad, NothingBindsBeforeItsDay) {
  const base::Date day = *base::parse_date("2024-11-01");  // article 42
  EXPECT_EQ(book().in_force_from, day);
  for (const auto& [id, versions] : procedures()) EXPECT_GE(versions.front().in_force_from, day) << id;
}

// GB/T 2260: the first digit is the area, the second the province; 34 of them.
TEST(RulesLoad, RegionsAreThoseOfTheStandard) {
  std::map<char, int> areas;
  for (const Region& region : book().regions) ++areas[region.code.front()];
  const std::map<char, int> expected{{'1', 5}, {'2', 3}, {'3', 7}, {'4', 6},
                                     {'5', 5}, {'6', 5}, {'7', 1}, {'8', 2}};
  EXPECT_EQ(areas, expected);
  for (const auto& [code, zh] : std::map<std::string, std::string>{{"110000", "北京市"},
                                                                   {"330000", "浙江省"},
                                                                   {"440000", "广东省"},
                                                                   {"500000", "重庆市"},
                                                                   {"650000", "新疆维吾尔自治区"}}) {
    const Region* region = find_by(book().regions, &Region::code, code);
    ASSERT_NE(region, nullptr) << code;
    EXPECT_EQ(region->zh, zh);
    EXPECT_TRUE(region->receives);
  }
}

TEST(RulesLoad, ReadingsAreSettingsWithTheirDefaults) {
  EXPECT_EQ(book().readings.size(), 38U);
  const procedure::Values settings = book().settings();
  EXPECT_EQ(settings.at("reading.q04_supplement_days"), procedure::Value(std::int64_t{30}));
  EXPECT_EQ(settings.at("reading.q05_decision_extension"), procedure::Value(false));
  EXPECT_EQ(settings.at("reading.q01_overdue_by"), procedure::Value(std::string("rolled")));
  EXPECT_EQ(settings.at("reading.q03_extra_entrusted_units"), procedure::Value(std::vector<std::string>()));
}

TEST(RulesLoad, FindsWhatIsWrittenWrong) {
  const Broken all[] = {
      {"articles.toml", "number = 8", "number = 43", "article", "number is not within 1–42"},
      {"articles.toml", "number = 8", "nummer = 8", "article", "Unknown key nummer"},
      {"articles.toml", "enforced_by = \"", "enforced_by = \"\"\nx = \"", "article 1",
       "enforced_by is missing or empty"},
      {"articles.toml", "enforced_by = \"",
       "not_yet = [{ part = \"documents\", slice = 11, what = \"x\" }]\nenforced_by = \"", "article 1",
       "slice is not within 1–10"},
      {"articles.toml", "enforced_by = \"",
       "not_yet = [{ part = \"papers\", slice = 1, what = \"x\" }]\nenforced_by = \"", "article 1",
       "part cannot be papers"},
      {"articles.toml", "in_force_from = 2024-11-01", "", "articles.toml", "in_force_from is missing"},
      {"clocks.toml", "length = 5", "length = \"5\"", "clock C01", "length is of another kind"},
      {"clocks.toml", "unit = \"working_days\"", "unit = \"moons\"", "clock C01", "unit cannot be moons"},
      {"clocks.toml", "day = \"12-31\"", "day = \"12-32\"", "clock C14", "12-32 is no month and day"},
      {"clocks.toml", "day = \"12-31\"", "day = \"12-31\"\nlength = 3", "clock C14", "A length is said once"},
      {"clocks.toml", "watched = \"rolled\"", "watched = \"rolled\"\nnot_yet = 1", "clock C01",
       "Either runs_in"},
      {"clocks.toml", "reminders = [2, 1, 0]", "reminders = [2, -1]", "clock C01", "A reminder is"},
      {"clocks.toml", "cites = [\"8\", \"行政许可法 32\"]", "cites = [\"8\", \"8\"]", "clock C01",
       "8 stands twice in cites"},
      {"clocks.toml", "[[clock]]", "[[clocks]]", "clocks.toml", "Unknown key clocks"},
      {"duties.toml", "recurs = \"yearly\"\nopens = \"12-01\"", "recurs = \"yearly\"\nopens = \"12\"",
       "duty annual_report", "A recurring duty"},
      {"duties.toml", "done_by_operation = \"licenceImport\"", "", "duty licence_needed", "One of done_by"},
      {"readings.toml", "default = \"rolled\"", "default = \"flat\"", "reading Q1", "not one of the choices"},
      {"readings.toml", "setting = \"reading.q01_overdue_by\"", "setting = \"overdue_by\"", "reading Q1",
       "begins with reading."},
      {"readings.toml", "default = \"rolled\"", "default = 2026-01-01", "reading Q1", "The default is"},
      {"readings.toml", "default = \"rolled\"\n", "", "reading Q1", "recommended value is missing"},
      {"catalogue.toml", "template = \"application_form\"", "", "document application_form",
       "A document has a template"},
      {"codes.toml", "codes = [", "kodes = [", "list", "The list has no codes"},
      {"regions.toml", "\"110000\"", "\"110100\"", "region 110100", "no code of a province"},
      {"penalties.toml", "min_fen = 10000000 ", "min_fen = 90000000 ", "scale L38",
       "The least fine is over the most"},
      {"penalties.toml", "[late_payment]", "[late]", "penalties.toml", "There is no [late_payment]"},
      {"routing.toml", "receiver = \"national\"", "receiver = \"nobody\"", "route licence_change",
       "receiver cannot be nobody"},
      {"roles.toml", "side = \"public\"", "side = \"dark\"", "role applicant", "side cannot be dark"},
      {"laws.toml", "name = \"密码法\"", "name = ", "laws.toml", "cannot be read"},
  };
  expect_found(all);
}

TEST(RulesLoad, SaysAllAtOnceWithTheirLines) {
  const Findings found =
      Changed("laws.toml", "name = \"密码法\"\nen = \"Cryptography Law\"\nlast_article = 44",
              "nam = \"密码法\"\nlast_article = 0")
          .findings();
  std::vector<std::string> lines;
  for (const Finding& finding : found) {
    if (finding.file.rfind("rules/laws.toml", 0) == 0) lines.push_back(finding.file + " " + finding.en);
  }
  EXPECT_THAT(lines, ::testing::IsSupersetOf({"rules/laws.toml:4 name is missing or empty.",
                                              "rules/laws.toml:4 en is missing or empty.",
                                              "rules/laws.toml:4 last_article is not within 1–2000.",
                                              "rules/laws.toml:5 Unknown key nam."}));
}

}  // namespace
}  // namespace yinxin::rules
