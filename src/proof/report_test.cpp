#include "proof/report.hpp"

#include <gtest/gtest.h>

#include "proof/json_object.hpp"

namespace yinxin::proof {
namespace {

TEST(Report, PassesOnlyWhenSomethingWasCheckedAndNothingFailed) {
  Report report;
  EXPECT_FALSE(report.pass());
  report.passed("a.txt", {"x.ok", "好", "good"});
  report.noted("", {"x.note", "留意", "mind"});
  EXPECT_TRUE(report.pass());
  EXPECT_EQ(report.to_text(),
            "[通过 ok]   a.txt：好 / good (x.ok)\n[注意 note] 留意 / mind (x.note)\n结论：通过 PASS\n");
  EXPECT_FALSE(report.expect(false, "b.txt", {"x.b", "对", "right"}, {"x.b", "错", "wrong"}));
  EXPECT_FALSE(report.pass());
  EXPECT_TRUE(report.to_text().ends_with("[不符 FAIL] b.txt：错 / wrong (x.b)\n结论：不通过 FAIL\n"));
}

TEST(Report, JsonSaysTheSame) {
  Report report;
  report.failed("b\"c", {"x.b", "错", "wrong"});
  EXPECT_EQ(
      report.to_json(),
      R"({"pass":false,"failures":1,"findings":[{"severity":"failed","code":"x.b","where":"b\"c","zh":"错","en":"wrong"}]})");
}

TEST(Report, WhatIsQuotedCannotMoveTheReadersEye) {
  Report report;
  report.passed("a\n结论：通过 PASS", {"x",
                                       "\xE2\x80\xAE"
                                       "abc\x1B[2K",
                                       "\xFF\xC0"});
  const std::string text = report.to_text();
  EXPECT_EQ(text, "[通过 ok]   a?结论：通过 PASS：?abc?[2K / ?? (x)\n结论：通过 PASS\n");
}

TEST(Report, CountsTheFailuresItDoesNotList) {
  Report report;
  for (std::size_t i = 0; i < Report::kMaxFailures + 5; ++i) report.failed("", {"x", "错", "wrong"});
  EXPECT_EQ(report.findings().size(), Report::kMaxFailures);
  EXPECT_NE(report.to_text().find("5 more failures are not listed"), std::string::npos);
  EXPECT_FALSE(report.pass());
}

TEST(JsonObject, ReadsTheTwoCanonicalForms) {
  const std::string compact =
      R"({"a":"x\"y","n":7,"list":["p","q"],"none":null,"o":{"k":"v"},"rows":[{"k":"1"},{}],"e":[]})";
  for (const std::string& text : {compact, indent_json(compact)}) {
    const JsonObject object = JsonObject::parse(text, 1000).value();
    EXPECT_TRUE(object.only({"e", "a", "n", "list", "none", "o", "rows"}));
    EXPECT_EQ(object.text("a").value(), "x\"y");
    EXPECT_EQ(object.number("n").value(), 7U);
    EXPECT_EQ(object.texts("list").value(), (std::vector<std::string>{"p", "q"}));
    EXPECT_EQ(object.text_or_null("none").value(), std::nullopt);
    EXPECT_EQ(object.text_or_null("a").value(), "x\"y");
    EXPECT_EQ(object.object("o").value().text("k").value(), "v");
    EXPECT_EQ(object.objects("rows").value().size(), 2U);
  }
  EXPECT_EQ(indent_json(R"({"a":[1,{}],"b":"{,:"})"),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"{,:\"\n}\n");
}

TEST(JsonObject, OtherFormsAreRefused) {
  for (const char* text :
       {"", "{", "[]", "\"a\"", "{\"a\":1,\"a\":1}", "{ \"a\":1}", "{\"a\":1}\n", "{\"a\":1} ",
        "{\"a\":1.50}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\/\"}", "{\"a\":\"\xFF\"}", "{'a':1}", "{\"a\":1,}",
        "\xEF\xBB\xBF{}", "{\"a\":[[[[[[[[[]]]]]]]]]}", "{\"a\":01}", "{\"a\":1e2}"}) {
    EXPECT_EQ(JsonObject::parse(text, 1000).error().code, "proof.json") << text;
  }
  EXPECT_EQ(JsonObject::parse("{\"a\":\"0123456789\"}", 10).error().code, "proof.json");
}

TEST(JsonObject, MembersOfAnotherKindAreErrors) {
  const JsonObject object = JsonObject::parse(R"({"t":"x","n":-1,"l":["a",1],"o":[{},1]})", 1000).value();
  EXPECT_EQ(object.text("n").error().code, "proof.json");
  EXPECT_EQ(object.text("missing").error().code, "proof.json");
  EXPECT_EQ(object.number("n").error().code, "proof.json");
  EXPECT_EQ(object.number("t").error().code, "proof.json");
  EXPECT_EQ(object.texts("l").error().code, "proof.json");
  EXPECT_EQ(object.texts("t").error().code, "proof.json");
  EXPECT_EQ(object.object("t").error().code, "proof.json");
  EXPECT_EQ(object.objects("o").error().code, "proof.json");
  EXPECT_EQ(object.text_or_null("missing").error().code, "proof.json");
  EXPECT_EQ(object.only({"t", "n", "l"}).error().code, "proof.json");
  EXPECT_EQ(object.only({"t", "n", "l", "x"}).error().code, "proof.json");
}

}  // namespace
}  // namespace yinxin::proof
