// The console over real sockets: what a browser and a stranger get.
#include <gmock/gmock.h>

#include <fstream>

#include "endpoints/console/console.hpp"
#include "http_support/test_server.hpp"

namespace yinxin::http::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ConsoleFiles : public ::testing::Test {
 protected:
  ConsoleFiles() {
    std::string name = (fs::temp_directory_path() / "yx-console-XXXXXX").string();
    folder = mkdtemp(name.data());
    fs::create_directories(folder / "dist/assets");
    std::ofstream(folder / "secret.txt") << "not for you";
    std::ofstream(folder / "dist/index.html") << "<!doctype html>index";
    std::ofstream(folder / "dist/assets/main-0123abcd.js") << "let a";
    std::ofstream(folder / "dist/assets/main-0123abcd.js.gz") << "packed";
    auto files = StaticFiles::load(folder / "dist");
    if (!files) throw std::runtime_error(files.error().detail);
    server = std::make_unique<TestServer>(
        Options{}, [&](Router& router) { endpoints::add_console(router, std::move(files).value(), {true}); });
  }
  ~ConsoleFiles() override { fs::remove_all(folder); }

  std::string ask(const std::string& line, const std::string& fields = "") const {
    return server->ask(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
  }

  fs::path folder;
  std::unique_ptr<TestServer> server;
};

constexpr const char* kBrowser = "Accept: text/html,*/*;q=0.8\r\n";

TEST_F(ConsoleFiles, AnswersABrowserThatGoesToAPage) {
  for (const char* line :
       {"GET /", "GET /public", "GET /public/status/3a7f", "GET /provider/applications/SQ-2026-1?x=1"}) {
    const std::string answer = ask(line, kBrowser);
    EXPECT_EQ(status(answer), 200) << line;
    EXPECT_EQ(body(answer), "<!doctype html>index");
    EXPECT_EQ(field(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(field(answer, "Content-Security-Policy"), content_policy());
    EXPECT_EQ(field(answer, "Cache-Control"), "no-cache");
    EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
  }
}

TEST_F(ConsoleFiles, TellsAProgramThatThereIsNothing) {
  for (const char* line : {"GET /public/x.js", "GET /provider/none", "GET /public"}) {
    const std::string answer = ask(line, "Accept: */*\r\n");
    EXPECT_EQ(status(answer), 404) << line;
    EXPECT_THAT(body(answer), HasSubstr("http.no_route"));
  }
  EXPECT_EQ(status(ask("GET /elsewhere", kBrowser)), 404);
  EXPECT_EQ(status(ask("GET /assets/none-0123abcd.js", kBrowser)), 404);
  EXPECT_EQ(status(ask("POST /public", kBrowser)), 405);
}

TEST_F(ConsoleFiles, LeavesItsFolderUnderNoSpelling) {
  for (const char* target :
       {"/../secret.txt", "/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/..%5c..%5csecret.txt", "/assets//../secret.txt",
        "/assets/%00", "/assets/....//secret.txt", "/assets/%2fetc%2fpasswd", "/public/../../secret.txt"}) {
    const std::string answer = ask(std::string("GET ") + target, kBrowser);
    EXPECT_THAT(status(answer), ::testing::AnyOf(400, 404)) << target;
    EXPECT_EQ(answer.find("not for you"), std::string::npos) << target;
  }
}

TEST_F(ConsoleFiles, SendsTheHeadAlone) {
  RawConnection connection = server->connect();
  ASSERT_TRUE(
      connection.send("HEAD /assets/main-0123abcd.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"));
  const std::string head = connection.read_answer(true);
  EXPECT_EQ(status(head), 200);
  EXPECT_EQ(field(head, "Content-Length"), "6");
  EXPECT_EQ(field(head, "Content-Encoding"), "gzip");
  ASSERT_TRUE(connection.send("GET /console.json HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_EQ(body(connection.read_answer()),
            "{\"demonstration\":true,\"office\":\"provider\"}");  // no octet of a body was between them
}

TEST_F(ConsoleFiles, OfARegulatorSaysWhoseItIsAndHasItsOwnPages) {
  auto files = StaticFiles::load(folder / "dist");
  ASSERT_TRUE(files);
  const TestServer regulator(Options{}, [&](Router& router) {
    endpoints::add_console(router, std::move(files).value(), {false, "regulator", "演示省密码管理局"});
  });
  const auto get = [&](const std::string& path, const std::string& fields) {
    return regulator.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
  };
  EXPECT_EQ(body(get("/console.json", "")),
            "{\"demonstration\":false,\"office\":\"regulator\",\"name\":\"演示省密码管理局\"}");
  EXPECT_EQ(status(get("/regulator/cases", kBrowser)), 200);
  EXPECT_EQ(status(get("/provider/cases", kBrowser)), 404);
}

TEST_F(ConsoleFiles, NamesTheDeviceBridgeThatItsPagesMayAsk) {
  auto files = StaticFiles::load(folder / "dist", 18460);
  ASSERT_TRUE(files);
  const TestServer counter(Options{}, [&](Router& router) {
    endpoints::add_console(router, std::move(files).value(), {true, "provider", {}, 18460});
  });
  const auto get = [&](const std::string& path, const std::string& fields) {
    return counter.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
  };
  EXPECT_EQ(body(get("/console.json", "")),
            "{\"demonstration\":true,\"office\":\"provider\",\"device_port\":18460}");
  EXPECT_EQ(field(get("/provider/counter", kBrowser), "Content-Security-Policy"), content_policy(18460));
}

TEST_F(ConsoleFiles, SendsNothingTwice) {
  const std::string first = ask("GET /assets/main-0123abcd.js", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(body(first), "packed");
  EXPECT_EQ(field(first, "Cache-Control"), "public, max-age=31536000, immutable");
  const std::string again = ask("GET /assets/main-0123abcd.js",
                                "Accept-Encoding: gzip\r\nIf-None-Match: " + field(first, "ETag") + "\r\n");
  EXPECT_EQ(status(again), 304);
  EXPECT_EQ(body(again), "");
}

}  // namespace
}  // namespace yinxin::http::testing
