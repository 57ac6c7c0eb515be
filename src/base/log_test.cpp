#include "base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <thread>
#include <vector>

namespace yinxin::base {
namespace {

const ManualClock kClock(from_micros(1795362109123456));  // 2026-11-22T15:41:49Z

template <class Act>
std::string captured(Act act, LogLevel least = LogLevel::Debug) {
  const Log log(kClock, least);
  testing::internal::CaptureStderr();
  act(log);
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesOneLineAnEvent) {
  EXPECT_EQ(captured([](const Log& log) {
              log.info("signer.started", {{"keys", 3}, {"path", "/run/yx"}});
              log.critical("ledger.stopped");
            }),
            "time=2026-11-22T15:41:49Z level=info event=signer.started keys=3 path=/run/yx\n"
            "time=2026-11-22T15:41:49Z level=critical event=ledger.stopped\n");
}

TEST(Log, DropsWhatIsBelowTheLeastLevel) {
  const auto all = [](const Log& log) {
    log.debug("a");
    log.info("b");
    log.warning("c");
    log.error("d");
    log.critical("e");
  };
  const std::string some = captured(all, LogLevel::Warning);
  EXPECT_EQ(std::count(some.begin(), some.end(), '\n'), 3);
  for (const char* level : {"level=warning", "level=error", "level=critical"})
    EXPECT_THAT(some, testing::HasSubstr(level));
  const std::string every = captured(all, LogLevel::Debug);
  EXPECT_EQ(std::count(every.begin(), every.end(), '\n'), 5);
}

TEST(LogField, PrintsEachType) {
  const auto text = [](const LogField& field) { return field.text(); };
  EXPECT_EQ(text({"k", true}), "k=true");
  EXPECT_EQ(text({"k", -5}), "k=-5");
  EXPECT_EQ(text({"k", std::numeric_limits<std::uint64_t>::max()}), "k=18446744073709551615");
  EXPECT_EQ(text({"k", std::uint8_t{65}}), "k=65");
  EXPECT_EQ(text({"k", kClock.now()}), "k=2026-11-22T15:41:49Z");
  EXPECT_EQ(text({"k", *parse_date("2026-11-22")}), "k=2026-11-22");
  EXPECT_EQ(text({"k", make_error(ErrorKind::Refused, "a.b", "no way", "21")}),
            "k=\"a.b: no way (article 21)\"");
}

TEST(LogField, QuotesWhatCouldBeMistaken) {
  const struct {
    std::string value;
    std::string text;
  } cases[] = {
      {"plain-1.2:/@", "k=plain-1.2:/@"},
      {"", "k=\"\""},
      {"a b", "k=\"a b\""},
      {"a=b", "k=\"a=b\""},
      {"say \"x\"", "k=\"say \\\"x\\\"\""},
      {"back\\slash", "k=\"back\\\\slash\""},
      {"two\nlines", "k=\"two\\nlines\""},
      {"\r\t\x1b[2J\x7f", "k=\"\\x0d\\x09\\x1b[2J\\x7f\""},
      {std::string("nul\0", 4), "k=\"nul\\x00\""},
      {"印信", "k=印信"},
      {"\xC2\x9B"
       "2J",
       "k=\"\\xc2\\x9b2J\""},  // U+009B, a terminal's CSI
      {"\xC2\xA0", "k=\xC2\xA0"},
      {"\xFF\xFE", "k=\"\\xff\\xfe\""},
      {"\xC0\xAF", "k=\"\\xc0\\xaf\""},           // overlong
      {"\xE0\x80\xAF", "k=\"\\xe0\\x80\\xaf\""},  // overlong
      {"\xED\xA0\x80", "k=\"\\xed\\xa0\\x80\""},  // surrogate
      {"\xF0\x9F\x98\x80", "k=\xF0\x9F\x98\x80"},
      {"\xF4\x90\x80\x80", "k=\"\\xf4\\x90\\x80\\x80\""},  // beyond U+10FFFF
      {"\xE5\x8D", "k=\"\\xe5\\x8d\""},                    // cut short
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(LogField("k", value).text(), text);
}

TEST(LogField, CutsLongValuesBetweenCharacters) {
  const std::string text = LogField("k", std::string(1'000'000, 'a')).text();
  EXPECT_EQ(text, "k=" + std::string(LogField::kMaxValueBytes, 'a') + "…");
  std::string wide = "a";
  while (wide.size() <= LogField::kMaxValueBytes) wide += "印";
  EXPECT_THAT(LogField("k", wide).text(), testing::Not(testing::HasSubstr("\\x")));
  EXPECT_THAT(LogField("k", std::string(5000, '\x80')).text(), testing::StartsWith("k=\"\\x80\\x80"));
}

TEST(Log, AHostileValueCannotForgeALine) {
  const std::string text = captured([](const Log& log) {
    log.warning("http.refused", {{"target", "x\ntime=2026-01-01T00:00:00Z level=info event=all.well"},
                                 {"format", "{} %v %s"}});
  });
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_THAT(text, testing::EndsWith("format=\"{} %v %s\"\n"));
}

TEST(Log, LinesOfThreadsDoNotMix) {
  const std::string text = captured([](const Log& log) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&log] {
        for (int i = 0; i < 100; ++i) log.info("tick", {{"value", std::string(200, 'a')}});
      });
    }
  });
  const std::string line =
      "time=2026-11-22T15:41:49Z level=info event=tick value=" + std::string(200, 'a') + "\n";
  std::string expected;
  for (int i = 0; i < 400; ++i) expected += line;
  EXPECT_EQ(text, expected);
}

TEST(LogLevel, IsReadByName) {
  for (const LogLevel level :
       {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error, LogLevel::Critical}) {
    EXPECT_EQ(*parse_log_level(to_string(level)), level);
  }
  for (const char* text : {"", "INFO", "warn", "trace", "off"}) {
    EXPECT_EQ(parse_log_level(text).error().code, "base.log.level") << text;
  }
}

}  // namespace
}  // namespace yinxin::base
