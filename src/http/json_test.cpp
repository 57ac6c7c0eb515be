#include <gtest/gtest.h>

#include "http/json_reader.hpp"
#include "http/json_writer.hpp"

namespace yinxin::http {
namespace {

base::Result<JsonReader> parse(std::string_view text) {
  return JsonReader::parse(base::as_bytes(text));
}

TEST(JsonReaderTest, ReadsEveryKindOfMember) {
  const auto body = parse(
      R"({"name":"张三","count":3,"yes":true,"der":"AQI=","list":["a","b"],"inner":{"x":1},"map":{"k":"v"},
                              "rows":[{"n":1},{"n":2}]})");
  ASSERT_TRUE(body);
  EXPECT_EQ(body->text("name"), "张三");
  EXPECT_EQ(body->integer("count", 0, 10), 3);
  EXPECT_TRUE(body->boolean("yes"));
  EXPECT_EQ(body->octets("der", 10), (base::Bytes{1, 2}));
  EXPECT_EQ(body->texts("list", 5), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(body->object("inner").integer("x", 0, 9), 1);
  EXPECT_EQ(body->text_members("map", 3), (std::vector<std::pair<std::string, std::string>>{{"k", "v"}}));
  const auto rows = body->objects("rows", 5);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].integer("n", 0, 9) + rows[1].integer("n", 0, 9), 3);
  EXPECT_FALSE(body->optional_text("absent").has_value());
  EXPECT_TRUE(body->finish());
}

TEST(JsonReaderTest, ReportsAllFaultsTogether) {
  const auto body =
      parse(R"({"count":99,"yes":"no","der":"*","empty":"","extra":1,"inner":{"more":2},"long":"abcdef"})");
  ASSERT_TRUE(body);
  body->text("name");
  body->integer("count", 0, 10);
  body->boolean("yes");
  body->octets("der", 10);
  body->text("empty");
  body->text("long", 3);
  body->object("inner");
  const auto finished = body->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().code, "http.json.content");
  for (const char* fault :
       {"name: is missing", "count: is not in 0..10", "yes: is not true or false", "der: is not base64",
        "empty: is empty", "long: is longer", "extra: is not known here", "inner.more: is not known here"}) {
    EXPECT_NE(finished.error().detail.find(fault), std::string::npos) << fault;
  }
}

TEST(JsonReaderTest, NullIsNoValue) {
  const auto body = parse(R"({"text":null,"number":null,"maybe":null})");
  ASSERT_TRUE(body);
  EXPECT_EQ(body->text("text"), "");
  EXPECT_EQ(body->integer("number", 3, 10), 3);
  EXPECT_EQ(body->optional_text("maybe"), std::nullopt);
  const auto finished = body->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().detail, "text: is missing; number: is missing");
}

TEST(JsonReaderTest, RefusesWhatIsNotOneObject) {
  for (const char* text : {"", "[]", "1", "{", "{\"a\":1}x", "{\"a\":\"\xff\"}", "{'a':1}", "{\"a\":01}"}) {
    const auto body = parse(text);
    ASSERT_FALSE(body) << text;
    EXPECT_EQ(body.error().code, "http.json.syntax");
  }
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "{\"a\":";
  EXPECT_FALSE(parse(deep + "1" + std::string(40, '}')));
}

TEST(JsonWriterTest, WritesWhatAReaderReads) {
  JsonWriter writer;
  writer.object([&] {
    writer.text("name", "引号\" 换行\n 反斜\\");
    writer.integer("big", INT64_MIN).boolean("no", false).null("none").octets("der", base::Bytes{0xFF});
    writer.object("inner", [&] { writer.text("a", "b"); });
    writer.array("list", [&] {
      writer.item("x").item("y");
      writer.object([&] { writer.integer("n", 1); });
    });
    writer.array("empty", [] {});
  });
  EXPECT_EQ(writer.text(),
            "{\"name\":\"引号\\\" 换行\\n "
            "反斜\\\\\",\"big\":-9223372036854775808,\"no\":false,\"none\":null,\"der\":\"/w==\","
            "\"inner\":{\"a\":\"b\"},\"list\":[\"x\",\"y\",{\"n\":1}],\"empty\":[]}");
  EXPECT_TRUE(parse(writer.text()));
}

}  // namespace
}  // namespace yinxin::http
