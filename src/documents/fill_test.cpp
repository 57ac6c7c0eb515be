// Values against their template, and what comes to stand on the sheet.
#include "documents/fill.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "documents/service.hpp"

namespace yinxin::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view kText = R"(id = "notice"
in_force_from = 2024-11-01
catalogue = "notice"
kind = "letter"
series = "告〔{year}〕{n}号"
title = "告知书"
addressee = "{who}："
cites = ["8"]
rights = ["向{who}申请。"]
attachments = ["{who}的清单"]
copies = ["正本", "副本"]
value = [
  { name = "who", kind = "name", zh = "当事人" },
  { name = "day", kind = "date", zh = "日期" },
  { name = "count", kind = "number", zh = "数量" },
  { name = "facts", kind = "paragraphs", zh = "事实" },
  { name = "list", kind = "rows", zh = "清单", columns = [
    { name = "item", kind = "text", zh = "项目", width = 3 },
    { name = "pages", kind = "number", zh = "页数" },
  ] },
]
body = [
  { text = "{who}于{day}交来{count}份，文号{number}，{issuer}，{date}。" },
  { text = "{facts}" },
  { rows = "list" },
  { label = "当事人", text = "{who}" },
]
)";

Template paper() {
  Faults faults;
  auto read = read_template(kText, "notice.toml", faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.file << ": " << fault.en;
  return read.value();
}

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

Wish wish() {
  Wish wish;
  wish.template_id = "notice";
  wish.issuer = "演示机关";
  wish.dated = day("2026-11-23");
  wish.copy = Copy{"副本", 2, 3};
  wish.values = {{"who", std::string("甲{day}乙")},
                 {"day", day("2026-01-05")},
                 {"count", std::int64_t{3}},
                 {"facts", std::string("一段\n二段")},
                 {"list", std::vector<RowValues>{{{"item", std::string("表")}, {"pages", std::int64_t{7}}}}}};
  return wish;
}

std::string detail(const Wish& wished) {
  const auto checked = check_values(paper(), wished);
  if (checked) return "";
  EXPECT_EQ(checked.error().code, "documents.values");
  return checked.error().detail;
}

TEST(Fill, StatesWhatItRestsOnAtTheEndOfTheBody) {
  Wish wished = wish();
  const std::size_t before = fill(paper(), wished, "一号").parts.size();
  wished.basis = {"《某办法》第八条", "《某法》第三十二条"};
  const Sheet sheet = fill(paper(), wished, "一号");
  ASSERT_EQ(sheet.parts.size(), before + 1);
  EXPECT_EQ(sheet.parts.back().text, "制作依据：《某办法》第八条、《某法》第三十二条。");
  EXPECT_EQ(sheet.parts.back().kind, Block::Kind::Paragraph);
  Template certificate = paper();
  certificate.kind = Kind::Certificate;
  EXPECT_EQ(fill(certificate, wished, "一号").parts.size(), before) << "its sheet has no place for it";
}

TEST(Fill, PutsValuesIntoTheirPlacesAndReadsNothingInThem) {
  ASSERT_EQ(detail(wish()), "");
  const Sheet sheet = fill(paper(), wish(), "告〔2026〕1号");
  EXPECT_EQ(sheet.addressee, "甲{day}乙：");  // a value is never a template
  ASSERT_THAT(sheet.parts, SizeIs(5));
  EXPECT_EQ(sheet.parts[0].text,
            "甲{day}乙于2026年1月5日交来3份，文号告〔2026〕1号，演示机关，2026年11月23日。");
  EXPECT_EQ(sheet.parts[1].text, "一段");
  EXPECT_EQ(sheet.parts[2].text, "二段");
  EXPECT_THAT(sheet.parts[3].table.heads, ElementsAre("项目", "页数"));
  EXPECT_THAT(sheet.parts[3].table.rows, ElementsAre(ElementsAre("表", "7")));
  EXPECT_DOUBLE_EQ(sheet.parts[3].table.widths[0], 0.75);
  EXPECT_EQ(sheet.parts[4].label, "当事人");
  EXPECT_THAT(sheet.rights, ElementsAre("向甲{day}乙申请。"));
  EXPECT_THAT(sheet.attachments, ElementsAre("甲{day}乙的清单"));
  EXPECT_EQ(sheet.copy, "副本 2/3");
  EXPECT_EQ(sheet.date, "2026年11月23日");
}

TEST(Values, EachFaultIsNamedAndNoContentIsTold) {
  struct Bad {
    std::string name;
    Value value;
    const char* fault;
  };
  const std::string secret = "110101199003070038";
  const Bad all[] = {
      {"who", std::int64_t{1}, "who is a number"},
      {"who", std::string(), "who is empty"},
      {"who", secret + "\n" + secret, "who has a character that cannot be seen"},
      {"who", std::string(201, 'a'), "who is longer than 200 characters"},  // requirements 8.1
      {"day", secret, "day is text"},
      {"day", base::Date(), "day is no day"},
      {"count", std::int64_t{-1}, "count is negative"},
      {"count", secret, "count is text"},
      {"facts", std::string("a\n\nb"), "facts has a line that is empty"},
      {"facts", std::string("a\n"), "facts has a line that is empty"},
      {"list", secret, "list is no table"},
      {"list", std::vector<RowValues>(), "list has no row"},
      {"list", std::vector<RowValues>(501), "or more than 500"},
      {"list", std::vector<RowValues>{{{"item", secret}}}, "list[1].pages is missing"},
      {"list", std::vector<RowValues>{{{"item", secret}, {"pages", secret}}}, "list[1].pages is text"},
      {"list", std::vector<RowValues>{{{"item", secret}, {"pages", std::int64_t{1}}, {"more", secret}}},
       "list[1].more is not of this template"},
      {"other", secret, "other is not of this template"},
      {"day", std::vector<RowValues>(1), "day is a table"},
  };
  for (const Bad& bad : all) {
    Wish wished = wish();
    wished.values[bad.name] = bad.value;
    EXPECT_THAT(detail(wished), HasSubstr(bad.fault));
    EXPECT_THAT(detail(wished), Not(HasSubstr(secret)));
  }
}

TEST(Values, AllFaultsAreTogether) {
  Wish wished = wish();
  wished.values.erase("who");
  wished.values["count"] = std::string("x");
  wished.issuer = "";
  wished.copy.mark = "影印件";
  EXPECT_EQ(detail(wished),
            "notice: who is missing; count is text; issuer is empty; copy is not of this template");
}

TEST(Values, CopiesAreCounted) {
  for (const Copy& bad :
       {Copy{"副本", 0, 3}, Copy{"副本", 4, 3}, Copy{"副本", 1, 0}, Copy{"副本", 1, 1000}, Copy{}}) {
    Wish wished = wish();
    wished.copy = bad;
    EXPECT_THAT(detail(wished), HasSubstr("copy is"));
  }
  Wish wished = wish();
  wished.copy = Copy{"正本", 0, 0};
  EXPECT_EQ(detail(wished), "");
  EXPECT_EQ(copy_text(wished.copy), "正本");
}

TEST(Commitment, BindsEveryValueAndNeedsItsOpening) {
  const base::SecretBytes opening = crypto::random_secret(32);
  const auto commit = [&](const Values& values) {
    return commit_values(opening, "notice/2024-11-01", "1", values);
  };
  const auto whole = commit(wish().values);
  EXPECT_EQ(whole, commit(wish().values));
  EXPECT_NE(whole, commit_values(crypto::random_secret(32), "notice/2024-11-01", "1", wish().values));
  EXPECT_NE(whole, commit_values(opening, "notice/2025-11-01", "1", wish().values));
  EXPECT_NE(whole, commit_values(opening, "notice/2024-11-01", "2", wish().values));
  for (const auto& [name, value] : wish().values) {
    Values changed = wish().values;
    changed.erase(name);
    EXPECT_NE(whole, commit(changed)) << name;
    changed[name] = std::string("other");
    EXPECT_NE(whole, commit(changed)) << name;
  }
  // Text moved from one value to the next is another content.
  EXPECT_NE(commit({{"a", std::string("xy")}, {"b", std::string("z")}}),
            commit({{"a", std::string("x")}, {"b", std::string("yz")}}));
  // The same octets as text and as a date.
  EXPECT_NE(commit({{"a", std::string("2026-01-05")}}), commit({{"a", day("2026-01-05")}}));
}

TEST(ValuesFromToml, AreTyped) {
  const auto reader = base::TomlReader::parse(
      "[values]\nwho = \"甲\"\nday = 2026-01-05\ncount = 3\n[[values.list]]\nitem = \"表\"\npages = 7\n",
      "x.toml");
  ASSERT_TRUE(reader);
  const auto values = values_from(std::get<base::TomlTable>(reader->value("values")->content));
  ASSERT_TRUE(values);
  EXPECT_EQ(values->at("who"), Value(std::string("甲")));
  EXPECT_EQ(values->at("day"), Value(day("2026-01-05")));
  EXPECT_EQ(values->at("count"), Value(std::int64_t{3}));
  EXPECT_EQ(std::get<std::vector<RowValues>>(values->at("list"))[0].at("pages"), Scalar(std::int64_t{7}));
  for (const char* bad : {"[values]\na = true\n", "[values]\na = [1]\n", "[values]\na = [{b = [1]}]\n"}) {
    const auto read = base::TomlReader::parse(bad, "x.toml");
    const auto refused = values_from(std::get<base::TomlTable>(read->value("values")->content));
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, "documents.values");
  }
}

}  // namespace
}  // namespace yinxin::documents
