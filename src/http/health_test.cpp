#include "http/health.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/json_reader.hpp"

namespace yinxin::http {
namespace {

struct Recorder : Responder::Sink {
  Response response;
  void answer(Response given) noexcept override { response = std::move(given); }
  void fail(base::Error) noexcept override {}
};

Response ask(const Router& router, std::string_view target) {
  const auto match = router.find(Method::Get, parse_target(target).value().segments);
  const auto sink = std::make_shared<Recorder>();
  match.route->handler(Request(), Responder(sink));
  return sink->response;
}

TEST(Readiness, IsTheAndOfItsChecks) {
  Readiness readiness;
  EXPECT_TRUE(readiness.report().ready);
  readiness.add("database", [] { return std::nullopt; });
  readiness.add("signer", [] { return std::optional<std::string>("locked"); });
  readiness.add("clock", []() -> std::optional<std::string> { throw std::runtime_error("x"); });
  const Readiness::Report report = readiness.report();
  EXPECT_FALSE(report.ready);
  EXPECT_EQ(report.parts.at("database"), "ok");
  EXPECT_EQ(report.parts.at("signer"), "locked");
  EXPECT_EQ(report.parts.at("clock"), "the check itself failed");
  readiness.add("signer", [] { return std::nullopt; });
  readiness.add("clock", [] { return std::nullopt; });
  EXPECT_TRUE(readiness.report().ready);
}

TEST(HealthRoutes, AnswerAsTheReportSays) {
  Readiness readiness;
  bool locked = true;
  readiness.add("signer", [&] { return locked ? std::optional<std::string>("locked") : std::nullopt; });
  Router router;
  add_health_routes(router, readiness);
  EXPECT_EQ(ask(router, "/healthz").status, 200);
  Response response = ask(router, "/readyz");
  EXPECT_EQ(response.status, 503);
  JsonReader document = JsonReader::parse(*response.body).value();
  EXPECT_FALSE(document.boolean("ready"));
  EXPECT_EQ(document.object("parts").text("signer"), "locked");
  locked = false;
  response = ask(router, "/readyz");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body_text(), R"({"ready":true,"parts":{"signer":"ok"}})");
}

}  // namespace
}  // namespace yinxin::http
