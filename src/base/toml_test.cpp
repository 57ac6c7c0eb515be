#include "base/toml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace yinxin::base {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TomlReader parsed(std::string_view text) {
  auto reader = TomlReader::parse(text, "f.toml");
  if (!reader) throw std::runtime_error(describe(reader.error()));
  return *std::move(reader);
}

constexpr std::string_view kEverything = R"(name = "印信"
count = -3
on = true
since = 2024-11-01
words = ["a", "b"]
dates = [2026-01-01, 2026-12-31]
[inner]
deep.key = 7
[[row]]
x = 1
[[row]]
x = 2
)";

TEST(Toml, ReadsEveryKind) {
  const TomlReader reader = parsed(kEverything);
  EXPECT_EQ(*reader.get<std::string>("name"), "印信");
  EXPECT_EQ(*reader.get<std::int64_t>("count"), -3);
  EXPECT_TRUE(*reader.get<bool>("on"));
  EXPECT_EQ(format_date(*reader.get<Date>("since")), "2024-11-01");
  EXPECT_THAT(*reader.list<std::string>("words"), ElementsAre("a", "b"));
  EXPECT_EQ(reader.list<Date>("dates")->size(), 2U);
  EXPECT_EQ(*reader.table("inner")->table("deep")->get<std::int64_t>("key"), 7);
  const auto rows = reader.tables("row");
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(*(*rows)[0].get<std::int64_t>("x"), 1);
  EXPECT_EQ(*(*rows)[1].get<std::int64_t>("x"), 2);
  EXPECT_TRUE(reader.finish());
}

TEST(Toml, MissingKeysMayHaveFallbacks) {
  const TomlReader reader = parsed("here = 5");
  EXPECT_EQ(*reader.get_or<std::int64_t>("here", 1), 5);
  EXPECT_EQ(*reader.get_or<std::int64_t>("absent", 1), 1);
  EXPECT_EQ(*reader.find<std::int64_t>("here"), 5);
  EXPECT_EQ(*reader.find<std::string>("absent"), std::nullopt);
  EXPECT_THAT(*reader.list<bool>("absent"), IsEmpty());
  EXPECT_THAT(*reader.tables("absent"), IsEmpty());
  EXPECT_EQ(reader.value("absent"), nullptr);
  EXPECT_EQ(*reader.integer("absent", 1, 9, 0), 0);
  EXPECT_TRUE(reader.finish());
}

TEST(Toml, KeysKeepTheOrderOfTheFile) {
  const TomlReader reader = parsed(
      "states = { submitted = {}, accepted = {}, a_refused = { final = true } }\nz = 1\nb.x = 1\na = 1");
  EXPECT_THAT(reader.keys(), ElementsAre("states", "z", "b", "a"));
  EXPECT_THAT(reader.table("states")->keys(), ElementsAre("submitted", "accepted", "a_refused"));
  EXPECT_TRUE(reader.has("z"));
  EXPECT_FALSE(reader.has("y"));
}

TEST(Toml, EveryFaultNamesFileLineAndKey) {
  const TomlReader reader = parsed(kEverything);
  struct Case {
    Error error;
    const char* detail;
  };
  const TomlReader row = (*reader.tables("row"))[1];
  const Case cases[] = {
      {reader.get<std::string>("count").error(), "f.toml:2: count: expected text, found an integer"},
      {reader.get<std::int64_t>("name").error(), "f.toml:1: name: expected an integer, found text"},
      {reader.get<bool>("since").error(), "f.toml:4: since: expected true or false, found a date"},
      {reader.get_or<Date>("on", Date()).error(), "f.toml:3: on: expected a date, found true or false"},
      {reader.find<std::string>("words").error(), "f.toml:5: words: expected text, found an array"},
      {reader.list<std::string>("inner").error(), "f.toml:7: inner: expected an array, found a table"},
      {reader.list<std::int64_t>("words").error(), "f.toml:5: words[1]: expected an integer, found text"},
      {reader.table("row").error(), "expected a table, found an array"},
      {reader.tables("inner").error(), "f.toml:7: inner: expected an array, found a table"},
      {reader.tables("words").error(), "f.toml:5: words[1]: expected a table, found text"},
      {reader.get<bool>("absent").error(), "f.toml:1: absent: is missing"},
      {reader.table("absent").error(), "f.toml:1: absent: is missing"},
      {row.get<bool>("absent").error(), "f.toml:11: row[2].absent: is missing"},
      {row.integer("x", 3, 9).error(), "f.toml:12: row[2].x: must be from 3 to 9"},
      {row.integer("x", 0, 1, 0).error(), "f.toml:12: row[2].x: must be from 0 to 1"},
      {row.fault("x", "must not be even"), "f.toml:12: row[2].x: must not be even"},
  };
  for (const auto& [error, detail] : cases) {
    EXPECT_THAT(error.detail, HasSubstr(detail));
    EXPECT_EQ(error.code, "base.toml.content");
    EXPECT_EQ(error.kind, ErrorKind::Malformed);
  }
}

TEST(Toml, FinishReportsAllFaultsInOrderAndOnce) {
  const TomlReader reader = parsed("a = 1\nb = 2\n\n[c]\nd = 3\ne = 4\n[f]\n");
  EXPECT_FALSE(reader.get<std::string>("b"));
  EXPECT_FALSE(reader.get<std::string>("b"));
  EXPECT_FALSE(reader.table("c")->get<bool>("e"));
  const auto end = reader.finish();
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code, "base.toml.content");
  EXPECT_EQ(end.error().detail,
            "f.toml:1: a: unknown key\n"
            "f.toml:2: b: expected text, found an integer\n"
            "f.toml:5: c.d: unknown key\n"
            "f.toml:6: c.e: expected true or false, found an integer\n"
            "f.toml:7: f: unknown key");
}

TEST(Toml, ListsNoteEveryBadItem) {
  const TomlReader reader = parsed("xs = [1, \"two\",\n 2026-01-01, 4]");
  EXPECT_FALSE(reader.list<std::int64_t>("xs"));
  EXPECT_THAT(reader.finish().error().detail,
              HasSubstr("f.toml:1: xs[2]: expected an integer, found text\n"
                        "f.toml:2: xs[3]: expected an integer, found a date"));
}

TEST(Toml, UnknownKeysOfRowsAreFound) {
  const TomlReader reader = parsed("[[row]]\nx = 1\n[[row]]\ny = 1\n");
  for (const TomlReader& row : *reader.tables("row")) EXPECT_TRUE(row.find<std::int64_t>("x"));
  EXPECT_EQ(reader.finish().error().detail, "f.toml:4: row[2].y: unknown key");
}

TEST(Toml, LookingDoesNotCountAsAsking) {
  const TomlReader reader = parsed("a = 1");
  EXPECT_TRUE(reader.has("a"));
  EXPECT_THAT(reader.keys(), ElementsAre("a"));
  EXPECT_THAT(reader.finish().error().detail, HasSubstr("a: unknown key"));
}

TEST(Toml, ARawValueIsTakenWhole) {
  const TomlReader reader = parsed("guard = { all = [ { field = \"x\", is = 1 }, \"y\" ] }");
  const TomlValue* guard = reader.value("guard");
  ASSERT_NE(guard, nullptr);
  const auto& all =
      std::get<std::vector<TomlValue>>(std::get<TomlTable>(guard->content).find("all")->content);
  EXPECT_EQ(std::get<std::int64_t>(std::get<TomlTable>(all[0].content).find("is")->content), 1);
  EXPECT_EQ(std::get<std::string>(all[1].content), "y");
  EXPECT_TRUE(reader.finish());
}

TEST(Toml, ReadersOutliveTheOneTheyCameFrom) {
  const TomlReader row = parsed("a.b = 1\n").table("a").value();
  EXPECT_EQ(*row.get<std::int64_t>("b"), 1);
  EXPECT_EQ(row.file(), "f.toml");
  EXPECT_TRUE(row.finish());
}

TEST(Toml, RefusesBadSyntaxWithItsPlace) {
  const struct {
    std::string text;
    const char* place;
  } cases[] = {
      {"a = ", "f.toml:1:"},
      {"ok = 1\na = [1,", "f.toml:2:"},
      {"a = 1\na = 2", "f.toml:2:"},
      {"a = 2026-02-30", "f.toml:1:"},
      {"a = \"\xFF\"", "f.toml:1:"},
      {"a = \"x\ny\"", "f.toml:1:"},
      {"[t]\n[t]", "f.toml:2:"},
      {"a = 99999999999999999999", "f.toml:1:"},
      {"a = " + std::string(5000, '['), "f.toml:1:"},
  };
  for (const auto& [text, place] : cases) {
    const auto reader = TomlReader::parse(text, "f.toml");
    ASSERT_FALSE(reader) << text;
    EXPECT_EQ(reader.error().code, "base.toml.syntax") << text;
    EXPECT_THAT(reader.error().detail, testing::StartsWith(place));
  }
}

TEST(Toml, RefusesKindsThatDoNotExistHere) {
  const auto reader =
      TomlReader::parse("a = 1.5\nb = [1, 07:32:00]\nc.d = 2026-01-01T00:00:00Z\ne = nan", "f.toml");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, "base.toml.content");
  for (const char* place : {"f.toml:1: a:", "f.toml:2: b[2]:", "f.toml:3: c.d:", "f.toml:4: e:"}) {
    EXPECT_THAT(reader.error().detail, HasSubstr(place));
  }
}

TEST(Toml, LoadsFiles) {
  const std::string path = testing::TempDir() + "yx_toml_test.toml";
  std::ofstream(path) << "a = 1";
  const auto reader = TomlReader::load(path);
  ASSERT_TRUE(reader);
  EXPECT_EQ(*reader->get<std::int64_t>("a"), 1);
  EXPECT_EQ(reader->file(), path);
  EXPECT_EQ(TomlReader::load(path + ".absent").error().code, "base.file.missing");
  std::filesystem::resize_file(path, TomlReader::kMaxFileBytes + 1);
  EXPECT_EQ(TomlReader::load(path).error().code, "base.file.too_large");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace yinxin::base
