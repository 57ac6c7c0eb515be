#include "http/router.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace yinxin::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Route route(std::string name, Method method, std::string path) {
  Route made;
  made.name = std::move(name);
  made.method = method;
  made.path = std::move(path);
  made.handler = [](const Request&, Responder responder) { responder.answer(no_content()); };
  return made;
}

Router::Match find(const Router& router, Method method, std::string_view target) {
  return router.find(method, parse_target(target).value().segments);
}

Router house() {
  Router router;
  router.add(route("list", Method::Get, "/certificates"))
      .add(route("issue", Method::Post, "/certificates"))
      .add(route("show", Method::Get, "/certificates/{serial}"))
      .add(route("newest", Method::Get, "/certificates/newest"))
      .add(route("revoke", Method::Post, "/certificates/{serial}/revocation"))
      .add(route("status", Method::Get, "/ocsp/{request...}"))
      .add(route("root", Method::Get, "/"));
  return router;
}

TEST(Router, FindsByMethodAndPath) {
  const Router router = house();
  const struct {
    Method method;
    const char *target, *name;
  } table[] = {
      {Method::Get, "/certificates", "list"},
      {Method::Post, "/certificates", "issue"},
      {Method::Get, "/certificates/4c0e", "show"},
      {Method::Get, "/certificates/newest", "newest"},  // a literal goes before a parameter
      {Method::Post, "/certificates/newest/revocation", "revoke"},
      {Method::Get, "/", "root"},
      {Method::Head, "/certificates", "list"},
      {Method::Get, "/certificates?x=1", "list"},
      {Method::Get, "/ocsp/MFQw", "status"},
  };
  for (const auto& row : table) {
    const auto match = find(router, row.method, row.target);
    ASSERT_NE(match.route, nullptr) << row.target;
    EXPECT_EQ(match.route->name, row.name) << row.target;
  }
}

TEST(Router, GivesDecodedParameters) {
  const Router router = house();
  EXPECT_THAT(find(router, Method::Get, "/certificates/a%2Fb").path_parameters,
              ElementsAre(Pair("serial", "a/b")));
  EXPECT_THAT(find(router, Method::Get, "/ocsp/MFQw/UjBQ%2FME//4=").path_parameters,
              ElementsAre(Pair("request", "MFQw/UjBQ/ME//4=")));
  EXPECT_THAT(find(router, Method::Get, "/certificates").path_parameters, IsEmpty());
}

TEST(Router, TellsUnknownPathFromUnknownMethod) {
  const Router router = house();
  for (const char* target : {"/certificate", "/certificates/", "//certificates", "/certificates/a/b",
                             "/Certificates", "/ocsp", "/ocsp/", "/certificates//revocation"}) {
    const auto match = find(router, Method::Get, target);
    EXPECT_EQ(match.route, nullptr) << target;
    EXPECT_EQ(match.allowed, "") << target;
  }
  EXPECT_EQ(find(router, Method::Delete, "/certificates").allowed, "GET, HEAD, POST");
  EXPECT_EQ(find(router, Method::Get, "/certificates/1/revocation").allowed, "POST");
  EXPECT_EQ(find(router, Method::Head, "/certificates/1/revocation").allowed, "POST");
}

TEST(Router, GoesOnToAParameterWhenTheLiteralLacksTheMethod) {
  Router router;
  router.add(route("newest", Method::Get, "/c/newest")).add(route("drop", Method::Delete, "/c/{serial}"));
  EXPECT_EQ(find(router, Method::Delete, "/c/newest").route->name, "drop");
}

TEST(Router, ListsItsRoutesInOrder) {
  const Router router = house();
  ASSERT_EQ(router.routes().size(), 7U);
  EXPECT_EQ(router.routes()[2].name, "show");
  EXPECT_EQ(router.routes()[2].path, "/certificates/{serial}");
}

TEST(Router, RefusesFaultyRoutesAtStart) {
  for (const char* path : {"", "certificates", "/a{b}", "/{a}b", "/{}", "/{A}", "/{a...}/b", "/{...}", "/a b",
                           "/a%20", "/{a", "/a}"}) {
    Router router;
    EXPECT_THROW(router.add(route("x", Method::Get, path)), std::invalid_argument) << path;
  }
  Router router = house();
  EXPECT_THROW(router.add(route("list", Method::Get, "/other")), std::invalid_argument);
  EXPECT_THROW(router.add(route("other", Method::Get, "/certificates/{id}")), std::invalid_argument);
  EXPECT_THROW(router.add(route("head", Method::Head, "/other")), std::invalid_argument);
  Route huge = route("huge", Method::Post, "/huge");
  huge.max_body = kAbsoluteMaxBody + 1;
  EXPECT_THROW(router.add(huge), std::invalid_argument);
  Route idle = route("idle", Method::Get, "/idle");
  idle.handler = nullptr;
  EXPECT_THROW(router.add(idle), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::http
