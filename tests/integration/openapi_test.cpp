// The contract and the program name the same operations: api/openapi.yaml against the routes as they are
// served. Reads the contract by its indentation: paths at 2, methods at 4, operationId at 6.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "base/files.hpp"
#include "http/metrics.hpp"
#include "integration/front_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;

/// "POST /officers officerCreate".
using Operations = std::vector<std::string>;

/// The part of a line after `indent` spaces, up to a comment; nothing when it is indented otherwise.
std::optional<std::string> at_indent(const std::string& line, std::size_t indent) {
  if (line.find_first_not_of(' ') != indent || line[indent] == '#') return std::nullopt;
  std::string rest = line.substr(indent, line.find(" #") - indent);
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\r')) rest.pop_back();
  return rest;
}

std::string unquoted(std::string text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\''))
    return text.substr(1, text.size() - 2);
  return text;
}

/// A method that has no operationId is listed without one, so that it cannot match.
Operations of_contract(const std::string& yaml) {
  Operations operations;
  std::istringstream lines(yaml);
  std::string path, line;
  bool in_paths = false;
  while (std::getline(lines, line)) {
    if (const auto section = at_indent(line, 0)) in_paths = *section == "paths:";
    if (!in_paths) continue;
    const auto path_here = at_indent(line, 2);
    if (path_here && path_here->ends_with(':')) path = unquoted(path_here->substr(0, path_here->size() - 1));
    for (const char* method : {"get", "post", "put", "patch", "delete"}) {
      if (at_indent(line, 4) != method + std::string(":")) continue;
      std::string upper(method);
      for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
      operations.push_back(upper + " " + path + " ");
    }
    constexpr std::string_view kId = "operationId: ";
    const auto id = at_indent(line, 6);
    if (id && id->starts_with(kId) && !operations.empty())
      operations.back() += unquoted(id->substr(kId.size()));
  }
  return operations;
}

Operations of_program(const http::Router& router) {
  Operations operations;
  for (const http::Route& route : router.routes()) {
    std::string path = route.path;
    // The contract has no word for "the rest of the path".
    if (const std::size_t rest = path.find("...}"); rest != std::string::npos) path.erase(rest, 3);
    operations.push_back(std::string(http::to_string(route.method)) + " " + path + " " + route.name);
  }
  return operations;
}

/// What either serves; what both have once.
Operations of_programs(const http::Router& one, const http::Router& other) {
  Operations all = of_program(one);
  for (std::string& operation : of_program(other)) {
    if (std::find(all.begin(), all.end(), operation) == all.end()) all.push_back(std::move(operation));
  }
  return all;
}

class OpenapiTest : public house_support::FrontWorld {};
INSTANTIATE_TEST_SUITE_P(Engines, OpenapiTest, testing::Values(store::Engine::Sqlite), store::engine_name);

TEST_P(OpenapiTest, ContractAndProgramNameTheSameOperations) {
  http::Router router;
  http::Readiness readiness;
  http::Metrics metrics;
  base::MovableClock moving(clock);
  const auto clock_service =
      need(demonstration::Service::open({*database_, *lane, *signer->client, recorder, moving}));
  services->demonstration = regulator->demonstration = clock_service.get();
  add_routes(router, *services);
  http::add_health_routes(router, readiness);
  http::add_metrics_route(router, metrics);
  http::Router of_regulator;
  add_routes(of_regulator, *regulator);
  const base::Bytes file = need(base::read_file(std::string(YX_SOURCE_DIR) + "/api/openapi.yaml", 4 << 20));
  EXPECT_THAT(of_contract(std::string(base::as_text(file))),
              testing::UnorderedElementsAreArray(of_programs(router, of_regulator)));
}

TEST(OpenapiReading, FindsPathsMethodsAndIds) {
  const std::string yaml =
      "openapi: 3.1.0\n"
      "info:\n"
      "  title: x\n"
      "paths:\n"
      "  # a comment:\n"
      "  /a/{b}:\n"
      "    get: # reads\n"
      "      operationId: aShow\n"
      "      parameters:\n"
      "        - name: get\n"
      "    post:\n"
      "      summary: no id\n"
      "  '/c':\n"
      "    delete:\n"
      "      operationId: \"cDrop\"\n"
      "components:\n"
      "  /d:\n"
      "    get:\n"
      "      operationId: dShow\n";
  EXPECT_THAT(of_contract(yaml), testing::ElementsAre("GET /a/{b} aShow", "POST /a/{b} ", "DELETE /c cDrop"));
}

}  // namespace
}  // namespace yinxin::endpoints
