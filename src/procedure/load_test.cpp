#include <filesystem>
#include <fstream>

#include "procedure/condition.hpp"
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kSmall;
using testing::parsed;
using testing::small_with;

TEST(LoadProcedure, ReadsEveryPart) {
  const Procedure small = parsed(kSmall);
  EXPECT_EQ(small.id, "small");
  EXPECT_EQ(small.version, "small/2024-11-01");
  EXPECT_EQ(small.file, "small.toml");
  EXPECT_FALSE(small.until);
  EXPECT_THAT(small.settings, ElementsAre("cps.days", "cps.open"));
  ASSERT_NE(small.state("done"), nullptr);
  EXPECT_TRUE(small.state("done")->final);
  EXPECT_EQ(small.state("nowhere"), nullptr);

  const Transition* look = small.find("look", "asked");
  ASSERT_NE(look, nullptr);
  EXPECT_EQ(look->name.zh, "查看");
  EXPECT_EQ(look->record, "looked");
  EXPECT_THAT(look->roles, ElementsAre("clerk", "judge"));
  ASSERT_EQ(look->inputs.size(), 2U);
  EXPECT_EQ(look->inputs[1].type, InputType::Code);
  EXPECT_FALSE(look->inputs[1].required);
  EXPECT_EQ(look->inputs[1].codes[1].second.zh, "坏");
  EXPECT_EQ(small.find("look", "waiting"), nullptr);
  EXPECT_EQ(small.find("ask", "")->to, "asked");
  EXPECT_EQ(small.find("look", ""), nullptr);

  const Transition* answer = small.find("answer", "asked");
  ASSERT_NE(answer->guard, nullptr);
  EXPECT_EQ(answer->guard->comparisons().size(), 2U);
  EXPECT_EQ(answer->guard_code, "small.closed");
  EXPECT_EQ(small.find("lapse", "waiting")->origin, Origin::Timer);
  EXPECT_EQ(small.gates[0].code, "small.gate.look");
  EXPECT_EQ(small.separations[0].other, "answer");
  EXPECT_EQ(small.clocks[0].unit, Clock::Unit::CalendarDays);
  EXPECT_TRUE(small.clocks[0].rolled);
}

TEST(LoadProcedure, AnyOpenIsEveryStateThatIsNotFinal) {
  const Procedure small = parsed(small_with(R"(from = ["asked", "waiting"])", R"(from = "any_open")"));
  EXPECT_THAT(small.find("deny", "waiting")->from, ElementsAre("asked", "waiting"));
  EXPECT_EQ(small.find("deny", "done"), nullptr);
}

TEST(LoadProcedure, WithoutToTheCaseStaysWhereItIs) {
  const Procedure small =
      parsed(small_with("from = [\"asked\"]\nto = \"asked\"", "from = [\"waiting\", \"asked\"]"));
  for (const std::string state : {"asked", "waiting"}) {
    ASSERT_NE(small.find("look", state), nullptr);
    EXPECT_EQ(small.find("look", state)->to, state);
    EXPECT_EQ(small.find("look", state)->inputs.size(), 2U);
  }
  EXPECT_FALSE(parse(small_with("to = \"asked\"\n", ""), "small.toml"));  // nowhere to open the case
}

TEST(LoadProcedure, ReadsBoundsConditionsAndReadings) {
  const std::string text = small_with("level = \"L2\"\n", R"(level = "L3"
min = 5
max = 9
required_when = "setting:cps.open = true"
)");
  const Input reason = parsed(text).find("deny", "asked")->inputs[0];
  EXPECT_EQ(reason.min, 5);
  EXPECT_EQ(reason.max, 9);
  EXPECT_EQ(reason.level, "L3");
  EXPECT_NE(reason.required_when, nullptr);
  EXPECT_TRUE(parsed(small_with("on_expiry", "reading = \"ours\"\non_expiry")).clocks[0].reading);
  EXPECT_TRUE(parsed(small_with("needs", "reading = \"ours\"\nneeds")).find("answer", "asked")->reading);
}

TEST(LoadProcedure, ReadsPhrasesOfTextsAndRows) {
  const std::string text = "level = \"L2\"\nphrases = [{ reason = \"缺材料\" }, { reason = \"超范围\" }]\n";
  const Input reason = parsed(small_with("level = \"L2\"\n", text)).find("deny", "asked")->inputs[0];
  ASSERT_EQ(reason.phrases.size(), 2U);
  EXPECT_EQ(reason.phrases[1].at("reason"), "超范围");
  const Procedure application = testing::law_procedure("licence_application");
  const auto& faults = application.find("request_supplement", "received")->inputs[0];
  ASSERT_FALSE(faults.phrases.empty());
  EXPECT_EQ(faults.phrases[0].count("material"), 1U);
}

TEST(LoadProcedure, FaultsNameTheLine) {
  struct Broken {
    std::string_view old, now, why;
  };
  const Broken all[] = {
      {"event = \"ask\"", "event = \"\"", "transition[1].event: is empty"},
      {"roles = [\"applicant\"]", "rolls = [\"applicant\"]", "transition[1].rolls: unknown key"},
      {"origin = \"timer\"", "origin = \"clock\"", "origin: has a word that does not exist here"},
      {"type = \"flag\"", "type = \"flagge\"", "type: has a word that does not exist here"},
      {"type = \"text\"", "type = \"integer\"", "input[1].min"},
      {"type = \"text\"", "type = \"texts\"", "input[1].max"},
      {"type = \"text\"", "type = \"code\"", "codes: is empty"},
      {"level = \"L2\"", "level = \"L5\"", "level: is not L0, L1, L2 or L3"},
      {"level = \"L2\"", "level = \"L2\"\nmin = 9\nmax = 8", "min: is over max"},
      {"level = \"L2\"", "level = \"L2\"\nphrases = [{ cause = \"无\" }]", "cause: takes no words here"},
      {"level = \"L2\"", "level = \"L2\"\nmax = 2\nphrases = [{ reason = \"很多字\" }]",
       "reason: characters not from 1 to 2"},
      {"level = \"L2\"", "level = \"L2\"\nphrases = [{ }]", "phrases: has an empty one"},
      {"type = \"flag\"", "type = \"flag\"\nphrases = [{ seen = \"见\" }]", "phrases: unknown key"},
      {"level = \"L2\"", "level = \"L2\"\nrequired = true\nrequired_when = 'input:reason = \"a\"'",
       "required: and required_when are both there"},
      {"value:seen = true and", "value:seen and", "guard: expected =, !="},
      {"guard_code = \"small.closed\"\n", "", "guard: and guard_code belong together"},
      {"unit = \"calendar_days\"", "unit = \"weeks\"", "unit: has a word that does not exist here"},
      {"length_setting = \"cps.days\"\n", "", "clock[1].length"},
      {"length_setting = \"cps.days\"", "length_setting = \"cps.days\"\nlength = 3", "length: unknown key"},
      {"unit = \"calendar_days\"", "unit = \"hours\"\nbackward = true", "hours count forward"},
      {"on_expiry", "reminders = [-1]\non_expiry", "reminders: are days before"},
      {"on_expiry", "reading = \"theirs\"\non_expiry", "reading: is not ours"},
      {"from = [\"waiting\"]", "from = \"all\"", "from: is neither a list nor any_open"},
      {"cites = [\"21\"]", "cites = []", "cites: is empty"},
      {"cites = [\"21\"]", "cites = [\"21\"]\nuntil = 2024-10-31", "until: is before in_force_from"},
      {"zh = \"已提出\"", "zh = \"\"", "zh: is empty"},
  };
  for (const Broken& broken : all) {
    const auto loaded = parse(small_with(broken.old, broken.now), "small.toml");
    ASSERT_FALSE(loaded) << broken.now;
    EXPECT_EQ(loaded.error().code, "base.toml.content");
    EXPECT_THAT(loaded.error().detail, HasSubstr("small.toml:"));
    EXPECT_THAT(loaded.error().detail, HasSubstr(broken.why)) << broken.now;
  }
}

TEST(LoadProcedure, ReportsAllFaultsTogether) {
  std::string text = small_with("origin = \"timer\"", "origin = \"clock\"");
  text.replace(text.find("level = \"L2\""), 12, "level = \"L9\"");
  text.replace(text.find("zh = \"小程序\""), std::string_view("zh = \"小程序\"").size(), "zh = 3");
  const auto loaded = parse(text, "small.toml");
  ASSERT_FALSE(loaded);
  for (const std::string_view why : {"origin", "level", "name.zh"})
    EXPECT_THAT(loaded.error().detail, HasSubstr(why));
}

class LoadFolder : public ::testing::Test {
 protected:
  LoadFolder() : folder_(::testing::TempDir() + "procedures-" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~LoadFolder() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  std::filesystem::path folder_;
};

const std::string kUntil = "in_force_from = 2024-11-01\nuntil = 2026-12-31";
const std::string kFirst = "in_force_from = 2024-11-01";

TEST_F(LoadFolder, VersionsStandOldestFirst) {
  write("a-new.toml", small_with(kFirst, "in_force_from = 2027-01-01"));
  write("b-old.toml", small_with(kFirst, kUntil));
  write("notes.txt", "not a procedure");
  const auto all = load_all(folder_);
  ASSERT_TRUE(all) << base::describe(all.error());
  ASSERT_EQ(all->at("small").size(), 2U);
  EXPECT_EQ(all->at("small")[0].version, "small/2024-11-01");
  EXPECT_EQ(all->at("small")[1].version, "small/2027-01-01");
}

TEST_F(LoadFolder, VersionsMustNotOverlap) {
  write("new.toml", small_with(kFirst, "in_force_from = 2026-12-31"));
  for (const std::string& old : {kUntil, kFirst}) {
    write("old.toml", small_with(kFirst, old));
    const auto all = load_all(folder_);
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().kind, base::ErrorKind::Conflict);
    EXPECT_EQ(all.error().code, "procedure.version");
    EXPECT_THAT(all.error().detail, HasSubstr("new.toml"));
  }
}

TEST_F(LoadFolder, SaysWhatIsMissingOrBroken) {
  EXPECT_EQ(load_all(folder_).error().code, "procedure.folder");
  EXPECT_EQ(load_all(folder_ / "nowhere").error().code, "procedure.folder");
  EXPECT_EQ(load(folder_ / "nowhere.toml").error().code, "base.file.missing");
  write("a.toml", "id = ");
  EXPECT_EQ(load_all(folder_).error().code, "base.toml.syntax");
}

}  // namespace
}  // namespace yinxin::procedure
