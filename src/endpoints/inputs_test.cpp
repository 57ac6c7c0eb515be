#include "endpoints/inputs.hpp"

#include <gtest/gtest.h>

namespace yinxin::endpoints {
namespace {

using procedure::Input;
using procedure::InputType;
using procedure::Values;

procedure::Transition transition() {
  procedure::Transition made;
  made.event = "review_material";
  for (const auto& [id, type] : {std::pair{"text", InputType::Text}, std::pair{"count", InputType::Integer},
                                 std::pair{"fen", InputType::Money}, std::pair{"day", InputType::Date},
                                 std::pair{"complete", InputType::Flag}, std::pair{"kind", InputType::Code},
                                 std::pair{"file", InputType::File}, std::pair{"other", InputType::Reference},
                                 std::pair{"matters", InputType::Texts}}) {
    Input input;
    input.id = id;
    input.type = type;
    made.inputs.push_back(std::move(input));
  }
  return made;
}

http::JsonReader parse(std::string_view json) {
  auto body = http::JsonReader::parse(base::as_bytes(json));
  if (!body) throw std::runtime_error(base::describe(body.error()));
  return std::move(body).value();
}

/// Empty when the body holds nothing else than it should.
std::string faults_of(std::string_view inputs) {
  const auto body = parse("{\"inputs\":" + std::string(inputs) + "}");
  const Values values = read_inputs(body, transition());
  static_cast<void>(values);
  const auto sound = body.finish();
  return sound ? std::string() : sound.error().detail;
}

TEST(Inputs, AreReadByTheTypesOfTheRules) {
  const auto body =
      parse(R"({"inputs":{"text":"齐全","count":-3,"fen":1234,"day":"2026-02-28","complete":false,
                          "kind":"counter","file":"ab","other":"SQ-1","matters":["a","b"]}})");
  const Values expected{{"text", std::string("齐全")},
                        {"count", std::int64_t{-3}},
                        {"fen", std::int64_t{1234}},
                        {"day", base::parse_date("2026-02-28").value()},
                        {"complete", false},
                        {"kind", std::string("counter")},
                        {"file", std::string("ab")},
                        {"other", std::string("SQ-1")},
                        {"matters", std::vector<std::string>{"a", "b"}}};
  EXPECT_EQ(read_inputs(body, transition()), expected);
  EXPECT_TRUE(body.finish());
}

TEST(Inputs, ThatAreMissingAreLeftToTheProcedure) {
  EXPECT_TRUE(read_inputs(parse("{}"), transition()).empty());
  EXPECT_TRUE(read_inputs(parse(R"({"inputs":{}})"), transition()).empty());
  EXPECT_EQ(faults_of("{}"), "");
}

TEST(Inputs, OfAnotherTypeAreFaults) {
  constexpr std::string_view kBad[] = {R"({"text":1})",
                                       R"({"count":"1"})",
                                       R"({"count":1.5})",
                                       R"({"fen":true})",
                                       R"({"day":20260101})",
                                       R"({"day":"2026-02-29"})",
                                       R"({"complete":"no"})",
                                       R"({"kind":["counter"]})",
                                       R"({"matters":"a"})",
                                       R"({"matters":[1]})",
                                       R"({"matters":[["a"]]})",
                                       R"({"nobody_asked":"x"})",
                                       R"([])",
                                       R"("text")"};
  for (const std::string_view inputs : kBad) EXPECT_NE(faults_of(inputs), "") << inputs;
}

TEST(Inputs, AreShownAsTheyAreTaken) {
  const std::string json =
      R"({"complete":true,"count":9007199254740993,"day":"2026-11-22","matters":["a","b"],"text":"\"x\""})";
  const auto body = parse("{\"inputs\":" + json + "}");
  const Values values = read_inputs(body, transition());
  http::JsonWriter out;
  out.object([&] {
    for (const auto& [id, value] : values) write_value(out, id, value);
  });
  EXPECT_EQ(out.text(), json);
}

TEST(Inputs, AreDescribedForAForm) {
  procedure::Transition made;
  Input input;
  input.id = "method";
  input.type = InputType::Code;
  input.label = {"方式", "Method"};
  input.help = {"说明", ""};
  input.required = false;
  input.level = "L1";
  input.max = 7;
  input.codes = {{"counter", {"窗口", "Counter"}}};
  made.inputs.push_back(input);
  http::JsonWriter out;
  out.object([&] { write_inputs(out, made); });
  EXPECT_EQ(
      out.text(),
      R"({"inputs":[{"id":"method","type":"code","zh":"方式","en":"Method","help_zh":"说明","help_en":"",)"
      R"("required":false,"conditional":false,"min":0,"max":7,"level":"L1",)"
      R"("codes":[{"code":"counter","zh":"窗口","en":"Counter"}]}]})");
}

}  // namespace
}  // namespace yinxin::endpoints
