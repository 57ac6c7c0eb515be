#include "base/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

namespace yinxin::base {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<ConfigKey> kKeys = {
    {.name = "role",
     .type = ConfigType::Text,
     .description = "Which office.",
     .choices = {"provider", "regulator"}},
    {.name = "http.listen",
     .type = ConfigType::Text,
     .description = "Address and port.",
     .fallback = "127.0.0.1:8080"},
    {.name = "http.workers",
     .type = ConfigType::Integer,
     .description = "Threads.",
     .fallback = 4,
     .min = 1,
     .max = 64},
    {.name = "http.tls.certificate", .type = ConfigType::Path, .description = "PEM file.", .fallback = ""},
    {.name = "http.tls.on",
     .type = ConfigType::Flag,
     .description = "Whether to use TLS.",
     .fallback = false},
    {.name = "store.url", .type = ConfigType::Text, .description = "Database."},
    {.name = "store.limit_bytes",
     .type = ConfigType::Integer,
     .description = "Size.",
     .fallback = 10,
     .min = 10},
    {.name = "store.password", .type = ConfigType::SecretPath, .description = "File with the password."},
    {.name = "witnesses",
     .type = ConfigType::TextList,
     .description = "Who is told.",
     .fallback = std::vector<std::string>{"a"}},
};

constexpr std::string_view kSmallest =
    "role = \"provider\"\nstore.url = \"sqlite:x\"\nstore.password = \"/etc/p\"\n";

Result<Config> parse(std::string_view text) {
  return Config::parse(kKeys, text, "/etc/yinxin/yinxind.toml");
}

TEST(Config, GivesDefaults) {
  const auto config = parse(kSmallest);
  ASSERT_TRUE(config) << describe(config.error());
  EXPECT_EQ(config->text("role"), "provider");
  EXPECT_EQ(config->text("http.listen"), "127.0.0.1:8080");
  EXPECT_EQ(config->integer("http.workers"), 4);
  EXPECT_FALSE(config->flag("http.tls.on"));
  EXPECT_TRUE(config->path("http.tls.certificate").empty());
  EXPECT_EQ(config->path("store.password"), "/etc/p");
  EXPECT_THAT(config->list("witnesses"), ElementsAre("a"));
}

TEST(Config, GivesWhatTheFileSays) {
  const auto config = parse(R"(role = "regulator"
witnesses = ["x", "y"]
[http]
workers = 64
[http.tls]
on = true
certificate = "tls/cert.pem"
[store]
url = "postgres:"
password = "../secrets/pg"
limit_bytes = 9223372036854775807
)");
  ASSERT_TRUE(config) << describe(config.error());
  EXPECT_EQ(config->integer("http.workers"), 64);
  EXPECT_TRUE(config->flag("http.tls.on"));
  EXPECT_EQ(config->path("http.tls.certificate"), "/etc/yinxin/tls/cert.pem");
  EXPECT_EQ(config->path("store.password"), "/etc/secrets/pg");
  EXPECT_THAT(config->list("witnesses"), ElementsAre("x", "y"));
}

TEST(Config, ReportsAllFaultsTogether) {
  const auto config = parse(R"(role = "provder"
witneses = []
[http]
workers = 65
listen = 8080
tls = true
[store]
limit_bytes = 9
password = ""
[stroe]
url = "x"
)");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().kind, ErrorKind::Malformed);
  EXPECT_EQ(config.error().code, "base.toml.content");
  EXPECT_EQ(config.error().detail,
            "/etc/yinxin/yinxind.toml:1: role: must be one of \"provider\" \"regulator\"\n"
            "/etc/yinxin/yinxind.toml:2: witneses: unknown key\n"
            "/etc/yinxin/yinxind.toml:4: http.workers: must be from 1 to 64\n"
            "/etc/yinxin/yinxind.toml:5: http.listen: expected text, found an integer\n"
            "/etc/yinxin/yinxind.toml:6: http.tls: expected a table, found true or false\n"
            "/etc/yinxin/yinxind.toml:7: store.url: is missing\n"
            "/etc/yinxin/yinxind.toml:8: store.limit_bytes: must be from 10 to 9223372036854775807\n"
            "/etc/yinxin/yinxind.toml:9: store.password: must not be empty\n"
            "/etc/yinxin/yinxind.toml:10: stroe: unknown key");
}

TEST(Config, RefusesSingleFaults) {
  const struct {
    std::string text;
    const char* fault;
  } cases[] = {
      {"", "role: is missing"},
      {"role = \"\"", "role: must not be empty"},
      {"role = \"a\\u0000b\"", "role: contains a control character"},
      {"http.listen = \"\"", "http.listen: must not be empty"},
      {"http.listen = \"" + std::string(Config::kMaxTextBytes + 1, 'a') + "\"",
       "http.listen: is longer than"},
      {"http.workers = 0", "http.workers: must be from 1 to 64"},
      {"http.workers = -1", "http.workers: must be from 1 to 64"},
      {"http.tls.on = 1", "http.tls.on: expected true or false"},
      {"http.tls.certificate = 3", "http.tls.certificate: expected text"},
      {"http.tls.extra = 3", "http.tls.extra: unknown key"},
      {"witnesses = \"a\"", "witnesses: expected an array"},
      {"witnesses = [1]", "witnesses[1]: expected text"},
      {"witnesses = [\"\"]", "witnesses: has an empty entry"},
      {"store = 5", "store: expected a table"},
  };
  for (const auto& [text, fault] : cases) {
    const auto config = parse(text);
    ASSERT_FALSE(config) << text;
    EXPECT_THAT(config.error().detail, HasSubstr(fault)) << text;
  }
  EXPECT_EQ(parse("role = ").error().code, "base.toml.syntax");
}

TEST(Config, AskingWronglyIsABrokenInvariant) {
  const auto config = parse(kSmallest);
  ASSERT_TRUE(config);
  EXPECT_THROW((void)config->text("rôle"), std::logic_error);
  EXPECT_THROW((void)config->text("http.workers"), std::logic_error);
  EXPECT_THROW((void)config->integer("role"), std::logic_error);
  EXPECT_THROW((void)config->path("role"), std::logic_error);
  EXPECT_THROW((void)config->list("role"), std::logic_error);
  EXPECT_THROW((void)config->flag("http"), std::logic_error);
}

TEST(Config, DeclarationsAreChecked) {
  const std::vector<ConfigKey> broken[] = {
      {{.name = "db.password", .type = ConfigType::Text, .description = "", .fallback = "x"}},
      {{.name = "unlock_pin", .type = ConfigType::Path, .description = "", .fallback = "x"}},
      {{.name = "a", .type = ConfigType::Integer, .description = "", .fallback = "x"}},
      {{.name = "a", .type = ConfigType::Text, .description = "", .fallback = 1}},
      {{.name = "a", .type = ConfigType::Integer, .description = "", .fallback = 9, .max = 8}},
      {{.name = "a", .type = ConfigType::Text, .description = "", .fallback = "x", .choices = {"y"}}},
      {{.name = "a", .type = ConfigType::Flag, .description = "", .fallback = true},
       {.name = "a", .type = ConfigType::Flag, .description = "", .fallback = true}},
  };
  for (const auto& keys : broken) EXPECT_THROW((void)Config::parse(keys, "", "f"), std::logic_error);
}

TEST(Config, LoadsAFile) {
  const std::string path = testing::TempDir() + "yx_config_test.toml";
  std::ofstream(path) << kSmallest;
  EXPECT_EQ(Config::load(kKeys, path)->text("role"), "provider");
  EXPECT_EQ(Config::load(kKeys, path + ".absent").error().code, "base.file.missing");
  std::filesystem::remove(path);
}

TEST(Config, DescribesEveryKey) {
  const std::string page = describe(kKeys);
  for (const ConfigKey& key : kKeys) {
    EXPECT_THAT(page, HasSubstr(std::string(key.name) + " ("));
    EXPECT_THAT(page, HasSubstr("    " + std::string(key.description) + "\n"));
  }
  EXPECT_THAT(page, testing::StartsWith(
                        "role (text, one of \"provider\", \"regulator\"; required)\n    Which office.\n"));
  EXPECT_THAT(page, HasSubstr("http.listen (text; default \"127.0.0.1:8080\")"));
  EXPECT_THAT(page, HasSubstr("http.workers (integer, 1 to 64; default 4)"));
  EXPECT_THAT(page, HasSubstr("store.limit_bytes (integer, at least 10; default 10)"));
  EXPECT_THAT(page, HasSubstr("http.tls.certificate (path; default not set)"));
  EXPECT_THAT(page, HasSubstr("http.tls.on (true or false; default false)"));
  EXPECT_THAT(page, HasSubstr("store.password (path of a secret; required)"));
  EXPECT_THAT(page, HasSubstr("witnesses (list of texts; default [\"a\"])"));
}

}  // namespace
}  // namespace yinxin::base
