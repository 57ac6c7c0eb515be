// A filing's one form, and the words of findings.
#include <gmock/gmock.h>

#include "supervision/monitoring/judge.hpp"
#include "supervision_support/monitored_provider.hpp"

namespace yinxin::supervision {
namespace {

TEST(FilingText, OneFormAndItsFaults) {
  const ProbedProvider provider(base::parse_utc("2026-07-01T00:00:00Z").value());
  const std::string text = provider.filing().text();
  const auto read = Filing::parse(text);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->text(), text);
  EXPECT_EQ(read->canaries, provider.filing().canaries);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const auto parsed = Filing::parse(changed);
    return parsed ? "" : parsed.error().code;
  };
  EXPECT_EQ(with("yinxin-monitoring/1", "yinxin-monitoring/2"), "base.toml.content");
  EXPECT_EQ(with("crl_minutes = 1440", "crl_minutes = 0"), "base.toml.content");
  EXPECT_EQ(with("region = \"000000\"", "region = \"53\""), "base.toml.content");
  EXPECT_EQ(with("ocsp = \"/ocsp\"", "ocsp = \"http://elsewhere/\""), "base.toml.content");
  EXPECT_EQ(with("kind = \"cps\"", "kind = \"cpx\""), "base.toml.content");
  EXPECT_EQ(with("sm3 = \"", "sm3 = \"00"), "base.toml.content");
  EXPECT_EQ(with("provider = \"9111", "provider = \" 9111"), "base.toml.content");
  EXPECT_EQ(with("[ledger]", "[ledgers]"), "base.toml.content") << "an unknown key";
  EXPECT_EQ(with("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATF-----"), "crypto.pem");
  EXPECT_EQ(with("key = '''", "key_file = \"/etc/passwd\"\nkey = '''"), "base.toml.content")
      << "what a stranger sends reads no file";
  EXPECT_EQ(Filing::parse("x").error().code, "base.toml.syntax");
  EXPECT_EQ(Filing::parse("").error().code, "base.toml.content");
}

TEST(Findings, EachIsSaidInBothLanguagesWithItsArticle) {
  const FindingInfo& info = finding_info("monitor.cps.changed");
  EXPECT_EQ(info.article, "16");
  EXPECT_EQ(finding_text({"monitor.crl.stale", "/x", "2026-07-01 08:00:00", {}}),
            "撤销列表已过下期时间而没有更新：2026-07-01 08:00:00（依据第 18 条）");
  EXPECT_THROW(finding_info("monitor.other"), std::logic_error);
}

TEST(Findings, QuoteNoMoreThanTheLedgerTakes) {
  std::string long_name;
  for (int i = 0; i < 201; ++i) long_name += "云";
  EXPECT_EQ(shortened("云岭"), "云岭");
  EXPECT_EQ(shortened(long_name.substr(3)), long_name.substr(3));
  EXPECT_EQ(shortened(long_name), long_name.substr(3) + "…");
  EXPECT_EQ(shortened("ab\xff\xfe"), "ab…");
  EXPECT_EQ(shortened(""), "");
  Judge judge("/x", {});
  judge.find("monitor.crl.signature", std::string(1 << 20, 'x'));
  EXPECT_EQ(judge.take().front().detail.size(), kMaxDetail + std::string("…").size());
}

}  // namespace
}  // namespace yinxin::supervision
