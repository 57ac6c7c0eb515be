#include "http/static_files.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "http_support/requests.hpp"

namespace yinxin::http {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::read_request;

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    std::string name = (fs::temp_directory_path() / "yx-static-XXXXXX").string();
    folder = mkdtemp(name.data());
    put("index.html", "<!doctype html>");
    put("index.html.gz", "packed index");
    put("assets/index-0123abcd.js", "let a");
    put("assets/index-0123abcd.js.gz", "packed js");
    put("assets/logo.svg", "<svg/>");
    put("favicon.svg", "<svg></svg>");
  }
  ~StaticFilesTest() override { fs::remove_all(folder); }

  void put(const std::string& name, const std::string& content) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << content;
  }
  StaticFiles load() const { return StaticFiles::load(folder).value(); }
  std::string refused() const {
    const auto loaded = StaticFiles::load(folder);
    return loaded ? "loaded" : std::string(loaded.error().code);
  }
  static Request get(const std::string& fields = "") {
    return read_request("GET / HTTP/1.1\nHost: x\n" + fields);
  }
  static std::string field(const Response& response, std::string_view name) {
    return std::string(response.headers.find(name).value_or("(none)"));
  }

  fs::path folder;
};

TEST_F(StaticFilesTest, KnowsWhatIsThereAtTheStart) {
  const StaticFiles files = load();
  put("later.html", "x");
  EXPECT_THAT(files.names(),
              ElementsAre("assets/index-0123abcd.js", "assets/logo.svg", "favicon.svg", "index.html"));
  EXPECT_FALSE(files.file(get(), "later.html"));
  EXPECT_FALSE(files.file(get(), "index.html.gz"));
  for (const char* name : {"", "/", "..", "../index.html", "assets", "assets/", "assets/../index.html",
                           "/index.html", "assets//logo.svg"})
    EXPECT_FALSE(files.file(get(), name)) << name;
}

TEST_F(StaticFilesTest, SaysWhatEachFileIs) {
  const StaticFiles files = load();
  EXPECT_EQ(field(*files.file(get(), "index.html"), "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(field(*files.file(get(), "assets/index-0123abcd.js"), "Content-Type"),
            "text/javascript; charset=utf-8");
  EXPECT_EQ(field(*files.file(get(), "favicon.svg"), "Content-Type"), "image/svg+xml");
}

TEST_F(StaticFilesTest, OnlyWhatNamesItsHashIsKeptForEver) {
  put("assets/half-0123abc.js", "x");
  put("assets/word-deadcode.js", "x");  // o is no digit
  const StaticFiles files = load();
  EXPECT_EQ(field(*files.file(get(), "assets/index-0123abcd.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  for (const char* name :
       {"index.html", "favicon.svg", "assets/logo.svg", "assets/half-0123abc.js", "assets/word-deadcode.js"})
    EXPECT_EQ(field(*files.file(get(), name), "Cache-Control"), "no-cache") << name;
}

TEST_F(StaticFilesTest, IsCompressedForWhoTakesIt) {
  const StaticFiles files = load();
  const auto encoding = [&](const std::string& accepted) {
    const auto response = files.file(get(accepted.empty() ? "" : "Accept-Encoding: " + accepted + "\n"),
                                     "assets/index-0123abcd.js");
    EXPECT_EQ(field(*response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(response->body_text(), field(*response, "Content-Encoding") == "gzip" ? "packed js" : "let a")
        << accepted;
    return field(*response, "Content-Encoding");
  };
  for (const char* takes : {"gzip", "GZIP", "deflate, gzip;q=0.5", "br , gzip", "gzip; q=0.001"})
    EXPECT_EQ(encoding(takes), "gzip") << takes;
  for (const char* not_so : {"", "identity", "gzip;q=0", "gzip; q=0.000", "xgzip", "deflate"})
    EXPECT_EQ(encoding(not_so), "(none)") << not_so;
  EXPECT_EQ(field(*files.file(get("Accept-Encoding: gzip\n"), "favicon.svg"), "Vary"), "(none)");
}

TEST_F(StaticFilesTest, IsNotSentAgainToWhoHasIt) {
  const StaticFiles files = load();
  const std::string tag = field(*files.file(get(), "index.html"), "ETag");
  const std::string packed = field(*files.file(get("Accept-Encoding: gzip\n"), "index.html"), "ETag");
  EXPECT_NE(tag, packed);
  for (const std::string& has : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const auto response = files.file(get("If-None-Match: " + has + "\n"), "index.html");
    EXPECT_EQ(response->status, 304) << has;
    EXPECT_EQ(response->body_text(), "");
    EXPECT_EQ(field(*response, "ETag"), tag);
    EXPECT_EQ(field(*response, "Cache-Control"), "no-cache");
  }
  for (const std::string& has : {packed, std::string("\"other\""), std::string("x")})
    EXPECT_EQ(files.file(get("If-None-Match: " + has + "\n"), "index.html")->status, 200) << has;
  put("index.html", "another");
  EXPECT_NE(field(*load().file(get(), "index.html"), "ETag"), tag);
}

TEST_F(StaticFilesTest, AllowsNothingButItself) {
  const auto response = load().file(get(), "index.html");
  const std::string policy = field(*response, "Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(policy.find("http"), std::string::npos);
  EXPECT_EQ(field(*response, "X-Frame-Options"), "DENY");
  EXPECT_EQ(field(*response, "Referrer-Policy"), "no-referrer");
}

TEST_F(StaticFilesTest, AllowsTheDeviceBridgeAndNothingMore) {
  const auto files = StaticFiles::load(folder, 18460);
  ASSERT_TRUE(files);
  const std::string policy = field(*files->file(get(), "index.html"), "Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("; connect-src 'self' http://127.0.0.1:18460;"));
  std::string without = policy;
  const std::string_view bridge = " http://127.0.0.1:18460";
  without.erase(without.find(bridge), bridge.size());
  EXPECT_EQ(without, content_policy());  // nothing else differs from a console without devices
}

TEST_F(StaticFilesTest, PagesAreForBrowsers) {
  const StaticFiles files = load();
  EXPECT_TRUE(files.page(get("Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\n")));
  EXPECT_TRUE(files.page(get("Accept: */*, TEXT/HTML;q=0.1\n")));
  for (const char* other : {"", "Accept: */*\n", "Accept: application/json\n", "Accept: text/htmlx\n"})
    EXPECT_FALSE(files.page(get(other))) << other;
}

TEST_F(StaticFilesTest, RefusesAFolderThatIsNotOne) {
  EXPECT_EQ(refused(), "loaded");
  fs::create_symlink("/etc/passwd", folder / "passwd.txt");
  EXPECT_EQ(refused(), "http.static_folder");
  fs::remove(folder / "passwd.txt");
  for (const char* name : {"x.exe", "a b.js", ".hidden.js", "assets/.x.js", "lonely.js.gz", "index"}) {
    put(name, "x");
    EXPECT_EQ(refused(), "http.static_folder") << name;
    fs::remove(folder / name);
  }
  fs::remove(folder / "index.html.gz");
  fs::remove(folder / "index.html");
  EXPECT_EQ(refused(), "http.static_folder");
  fs::remove_all(folder);
  EXPECT_EQ(refused(), "base.file.missing");
}

TEST_F(StaticFilesTest, HasARouteForEachFileAndPage) {
  Router router;
  add_static_routes(router, std::make_shared<const StaticFiles>(load()), {"public"});
  std::vector<std::string> paths;
  for (const Route& route : router.routes()) paths.push_back(route.path);
  EXPECT_THAT(paths, ElementsAre("/", "/favicon.svg", "/assets/{file...}", "/public", "/public/{page...}"));
}

}  // namespace
}  // namespace yinxin::http
