#include "filings/content.hpp"

#include <gmock/gmock.h>

namespace yinxin::filings {
namespace {

procedure::Values every_kind() {
  return {{"text", std::string("文本")},
          {"empty", std::string()},
          {"number", std::int64_t{-42}},
          {"most", std::numeric_limits<std::int64_t>::max()},
          {"flag", true},
          {"day", base::parse_date("2026-02-28").value()},
          {"texts", std::vector<std::string>{"a", "乙"}},
          {"rows", procedure::Rows{{{"a", std::string("x")}, {"b", std::int64_t{1}}},
                                   {{"a", false}, {"c", base::parse_date("2024-02-29").value()}}}}};
}

Notice full_notice() {
  Notice notice;
  notice.case_number = "BA-2026-1";
  notice.procedure = "rules_filing";
  notice.scope = "530000";
  notice.state = "to_supplement";
  notice.state_name = {"退回补正", "Returned"};
  notice.ended = true;
  notice.steps.push_back({2,
                          "return_filing",
                          {"退回补正", "Return"},
                          base::parse_utc("2026-01-09T02:00:00Z").value(),
                          {{"filing_supplement_notice", {"通知", "Notice"}}},
                          every_kind(),
                          true,
                          "c1",
                          base::parse_date("2026-01-08").value()});
  notice.deadlines.push_back(
      {"resubmission", {"补正备案", "Again"}, "c1", base::parse_date("2026-01-23").value(), true});
  notice.paper = Notice::Paper{2, "filing_receipt", "备案回执", "演密备〔2026〕1号", "ABCD-1"};
  return notice;
}

TEST(FilingContent, ComesBackAsItWas) {
  const std::vector<Deed> deeds{{"publish", "", every_kind()}, {"add_change", "c1", {}}};
  const base::Bytes octets = encode_deeds(deeds);
  const auto read = parse_deeds(octets);
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].inputs, every_kind());
  EXPECT_EQ((*read)[1].item, "c1");
  EXPECT_EQ(encode_deeds(*read), octets);

  const base::Bytes told = encode_notice(full_notice());
  const auto notice = parse_notice(told);
  ASSERT_TRUE(notice) << base::describe(notice.error());
  EXPECT_EQ(encode_notice(*notice), told);
  EXPECT_EQ(notice->steps[0].inputs, every_kind());
  EXPECT_TRUE(notice->steps[0].shortened);
  EXPECT_EQ(notice->steps[0].item, "c1");
  EXPECT_EQ(notice->steps[0].on, base::parse_date("2026-01-08").value());
  EXPECT_EQ(notice->deadlines[0].last_day, base::parse_date("2026-01-23").value());
  EXPECT_EQ(notice->paper->code, "ABCD-1");
}

// A case of many items, each with its period: the letter still goes, and is read.
TEST(FilingContent, ANoticeFitsALetterWhateverItsCaseHolds) {
  const auto long_text = [](std::size_t size) { return std::string(size, 'x'); };
  Notice entered = full_notice();
  entered.steps[0].shortened = false;
  entered.steps[0].inputs = {{"text", long_text(kMaxContentBytes)}};
  const auto without = parse_notice(encode_to_fit(entered));
  ASSERT_TRUE(without) << base::describe(without.error());
  EXPECT_TRUE(without->steps[0].shortened);
  EXPECT_EQ(without->deadlines.size(), 1U) << "no more than it takes";

  Notice many = full_notice();
  many.deadlines.clear();
  const base::Date first = base::parse_date("2026-02-01").value();
  for (int i = 3000; i > 0; --i)
    many.deadlines.push_back({"c",
                              {long_text(900), long_text(900)},
                              std::to_string(i),
                              base::Date(std::chrono::sys_days(first) + std::chrono::days(i)),
                              i == 1});
  for (int i = 0; i < 3000; ++i) {
    many.steps.push_back(many.steps.front());
    many.steps.back().position = i + 3;
    many.steps.back().name = {long_text(900), long_text(900)};
  }
  const base::Bytes octets = encode_to_fit(many);
  EXPECT_LE(octets.size(), kMaxContentBytes);
  const auto read = parse_notice(octets);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->case_number, "BA-2026-1");
  EXPECT_TRUE(read->paper);
  ASSERT_FALSE(read->steps.empty());
  EXPECT_EQ(read->steps.back().position, 3002) << "the newest";
  EXPECT_TRUE(read->steps.front().shortened) << "others went before";
}

TEST(FilingContent, OfManyPeriodsThoseThatEndFirstAreTold) {
  Notice notice = full_notice();
  notice.deadlines.clear();
  const base::Date first = base::parse_date("2026-02-01").value();
  for (int i = 1500; i > 0; --i)
    notice.deadlines.push_back({"c",
                                {"期限", "Period"},
                                std::to_string(i),
                                base::Date(std::chrono::sys_days(first) + std::chrono::days(i)),
                                i == 1});
  const auto read = parse_notice(encode_to_fit(notice));
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ(read->deadlines.size(), 1000U);
  EXPECT_EQ(read->deadlines.front().item, "2") << "the first one stands still";
  EXPECT_EQ(read->deadlines.back().item, "1001");
}

// Every octet cut off, and every one changed, is either refused with the one code or read as another content
// that encodes to just these octets.
TEST(FilingContent, WhatIsNotTheOneFormIsRefused) {
  const base::Bytes whole = encode_notice(full_notice());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = parse_notice(base::ByteView(whole).first(size));
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, "filings.content");
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const std::uint8_t change : {std::uint8_t{0x01}, std::uint8_t{0x80}}) {
      base::Bytes other = whole;
      other[at] = static_cast<std::uint8_t>(other[at] ^ change);
      const auto read = parse_notice(other);
      if (read)
        EXPECT_EQ(encode_notice(*read), other) << at;
      else
        EXPECT_EQ(read.error().code, "filings.content") << at;
    }
  }
}

TEST(FilingContent, Limits) {
  const auto code = [](const auto& result) { return result ? std::string("ok") : result.error().code; };
  EXPECT_EQ(code(parse_deeds(encode_deeds({}))), "filings.content") << "no deed";
  std::vector<Deed> many(kMaxDeeds, Deed{"a", "", {}});
  EXPECT_EQ(code(parse_deeds(encode_deeds(many))), "ok");
  many.push_back(many.front());
  EXPECT_EQ(code(parse_deeds(encode_deeds(many))), "filings.content");
  EXPECT_EQ(code(parse_deeds(encode_deeds({{"a b", "", {}}}))), "filings.content");
  EXPECT_EQ(code(parse_deeds(encode_deeds({{"", "", {}}}))), "filings.content");
  EXPECT_EQ(code(parse_deeds(encode_deeds({{"a", "", {{"x", std::string("a\0b", 3)}}}}))), "filings.content");
  EXPECT_EQ(code(parse_deeds(encode_deeds({{"a", "", {{"x", std::string(kMaxContentBytes, 'x')}}}}))),
            "filings.content");
}

TEST(FilingContent, HeadingsAreReadStrictly) {
  const Heading heading{
      "provider", "comply-1", {"compliance_officer", "responsible_person"}, "rules_filing", "530000"};
  const auto read = read_heading(words_of(heading));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->roles, heading.roles);
  EXPECT_EQ(read->procedure, "rules_filing");
  const auto refused = [](Heading changed) { return !read_heading(words_of(changed)); };
  Heading other = heading;
  other.scope = "";
  EXPECT_TRUE(refused(other));
  other = heading;
  other.officer = "Comply";
  EXPECT_TRUE(refused(other));
  other.officer = "";
  EXPECT_TRUE(refused(other));
  other = heading;
  other.roles.assign(33, "r");
  EXPECT_TRUE(refused(other));
  other = heading;
  other.roles.clear();
  other.procedure = other.scope = "";
  ASSERT_FALSE(refused(other));
  EXPECT_THAT(read_heading(words_of(other))->roles, testing::IsEmpty());
}

}  // namespace
}  // namespace yinxin::filings
