// The templates of this tree, and what is found when one is written wrong: everything at once, with its line,
// in Chinese and English.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "documents/service.hpp"

namespace yinxin::documents {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view kGood = R"(id = "notice"
in_force_from = 2024-11-01
catalogue = "notice"
kind = "letter"
series = "{word}告〔{year}〕{n}号"
title = "告知书"
addressee = "{who}："
cites = ["8"]
rights = ["可以向{who}申请行政复议。"]

[[value]]
name = "who"
kind = "name"
zh = "当事人"
[[value]]
name = "facts"
kind = "paragraphs"
zh = "事实"
[[value]]
name = "list"
kind = "rows"
zh = "清单"
columns = [{ name = "item", kind = "text", zh = "项目", width = 3 }]

[[body]]
heading = "一、事实"
[[body]]
text = "{facts}"
[[body]]
rows = "list"
[[body]]
label = "日期"
text = "{date}"
)";

std::string with(std::string_view old, std::string_view now) {
  std::string text(kGood);
  const std::size_t at = text.find(old);
  if (at == std::string::npos) throw std::runtime_error("not there: " + std::string(old));
  return text.replace(at, old.size(), now);
}

TEST(TemplateReader, ReadsWhatIsThere) {
  Faults faults;
  const auto paper = read_template(kGood, "rules/documents/notice.toml", faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.file << ": " << fault.en;
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->version, "notice/2024-11-01");
  EXPECT_EQ(paper->kind, Kind::Letter);
  EXPECT_EQ(paper->series, "{word}告〔{year}〕{n}号");
  ASSERT_THAT(paper->body, SizeIs(4));
  EXPECT_EQ(paper->body[0].kind, Block::Kind::Heading);
  EXPECT_EQ(paper->body[1].kind, Block::Kind::Paragraph);
  EXPECT_EQ(paper->body[2].kind, Block::Kind::Rows);
  EXPECT_EQ(paper->body[3].kind, Block::Kind::Line);
  ASSERT_NE(paper->field("list"), nullptr);
  EXPECT_EQ(paper->field("list")->columns.at(0).width, 3);
  EXPECT_EQ(paper->field("nobody"), nullptr);
}

TEST(TemplateReader, FindsWhatIsWrittenWrong) {
  struct Bad {
    std::string_view old, now;
    const char* place;
    const char* en;
  };
  const Bad all[] = {
      {"id = \"notice\"", "id = \"No tice\"", ":1", "id is no word"},
      {"id = \"notice\"\n", "", ":1", "id is missing"},
      {"in_force_from = 2024-11-01", "in_force_from = \"2024-11-01\"", ":2",
       "in_force_from is of another kind"},
      {"catalogue = \"notice\"", "catalog = \"notice\"", ":3", "Unknown key catalog"},
      {"kind = \"letter\"", "kind = \"letters\"", ":4", "kind cannot be letters"},
      {"〔{year}〕", "", ":5", "A series has {year} and {n} once each"},
      {"〔{year}〕", "{year}{year}", ":5", "A series has {year} and {n} once each"},
      {"{word}告", "{who}告", ":5", "A series has {year} and {n} once each"},
      {"title = \"告知书\"", "title = \"告知{who}\"", ":6", "The title is public"},
      {"title = \"告知书\"", "title = \" 告知书\"", ":6", "has a space at an end"},
      {"addressee = \"{who}：\"", "addressee = \"{whom}：\"", ":7", "no such value as whom"},
      {"addressee = \"{who}：\"", "addressee = \"{who：\"", ":7", "A brace lacks its pair"},
      {"addressee = \"{who}：\"", "addressee = \"{facts}\"", ":7", "facts stands alone in its paragraph"},
      {"cites = [\"8\"]", "cites = []", ":1", "No article is cited"},
      {"cites = [\"8\"]", "cites = [8]", ":8", "An entry of cites is no text"},
      {"rights = [", "adverse = true\nright = [", ":1", "An adverse paper has a rights notice"},
      {"name = \"who\"", "name = \"date\"", ":12", "one that is taken"},
      {"name = \"facts\"", "name = \"who\"", ":16", "who is there twice"},
      {"kind = \"name\"", "kind = \"script\"", ":13", "kind cannot be script"},
      {"zh = \"当事人\"", "zh = 3", ":14", "zh is of another kind"},
      {"width = 3", "width = 0", ":23", "width is not within 1–100"},
      {"kind = \"text\", zh = \"项目\"", "kind = \"rows\", zh = \"项目\"", ":23", "A column is neither rows"},
      {"[{ name = \"item\", kind = \"text\", zh = \"项目\", width = 3 }]", "[]", ":23",
       "one to eight columns"},
      {"[{ name = \"item\", kind = \"text\", zh = \"项目\", width = 3 }]", "[7]", ":23", "is no table"},
      {"text = \"{facts}\"", "text = \"有{facts}\"", ":28", "facts stands alone"},
      {"text = \"{facts}\"", "text = \"{list}\"", ":28", "The table list is told by rows"},
      {"text = \"{facts}\"", "text = \"x\"", ":11", "facts is used nowhere"},
      {"text = \"{facts}\"", "text = \"{facts}\"\nloop = 3", ":29", "Unknown key loop"},
      {"rows = \"list\"", "rows = \"who\"", ":30", "no such value as who"},
      {"label = \"日期\"", "label = \"一二三四五六七八九十一二三四五六七八九十一\"", ":32",
       "longer than 20 characters"},
      {"text = \"{date}\"", "txt = \"{date}\"", ":31", "text is missing"},
      {"kind = \"letter\"", "kind = \"certificate\"", ":25", "A certificate has lines and paragraphs only"},
      {"title = \"告知书\"", "title = ", ":1", "The file cannot be read"},
  };
  for (const Bad& bad : all) {
    Faults faults;
    EXPECT_FALSE(read_template(with(bad.old, bad.now), "rules/documents/x.toml", faults)) << bad.now;
    EXPECT_THAT(faults,
                Contains(AllOf(Field(&Fault::file, std::string("rules/documents/x.toml") + bad.place),
                               Field(&Fault::en, HasSubstr(bad.en)), Field(&Fault::zh, Not(IsEmpty())))))
        << bad.now << " gave " << (faults.empty() ? "nothing" : faults[0].file + " " + faults[0].en);
  }
}

TEST(TemplateReader, SaysAllFaultsAtOnce) {
  Faults faults;
  const std::string text = with("kind = \"letter\"\nseries", "kind = \"x\"\nseris");
  EXPECT_FALSE(read_template(text, "x.toml", faults));
  EXPECT_THAT(faults, SizeIs(2));
}

TEST(TemplateReader, ABodyIsNeeded) {
  Faults faults;
  const std::string text(kGood.substr(0, kGood.find("[[body]]")));
  EXPECT_FALSE(read_template(text, "x.toml", faults));
  EXPECT_THAT(faults, Contains(Field(&Fault::en, "There is no [[body]].")));
}

TEST(Templates, OfThisTreeAreSound) {
  Faults faults;
  const auto templates = Templates::load(YX_SOURCE_DIR "/rules/documents", faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.file << ": " << fault.where << ": " << fault.en;
  ASSERT_TRUE(templates);
  const base::Date today = *base::parse_date("2026-11-23");
  for (const char* id :
       {"receipt", "supplement_notice", "acceptance_notice", "non_acceptance_notice", "review_time_notice",
        "grant_decision", "refusal_decision", "licence_document", "filing_receipt", "termination_notice"}) {
    EXPECT_NE(templates->find(id, today), nullptr) << id;
    EXPECT_EQ(templates->find(id, *base::parse_date("2024-10-31")), nullptr) << id;  // article 42
  }
  EXPECT_EQ(templates->find("agreement", today), nullptr);  // a text of src/registration
}

// Article 9: reasons and rights; 行政复议法 20, 行政诉讼法 46.
TEST(Templates, WhatRefusesTellsRights) {
  Faults faults;
  const auto templates = Templates::load(YX_SOURCE_DIR "/rules/documents", faults);
  ASSERT_TRUE(templates);
  for (const char* id : {"non_acceptance_notice", "refusal_decision", "termination_notice"}) {
    const Template* paper = templates->find(id, *base::parse_date("2026-11-23"));
    ASSERT_NE(paper, nullptr);
    EXPECT_TRUE(paper->adverse);
    ASSERT_THAT(paper->rights, SizeIs(1));
    EXPECT_THAT(paper->rights[0],
                AllOf(HasSubstr("六十日内"), HasSubstr("行政复议"), HasSubstr("六个月内"),
                      HasSubstr("行政诉讼"), HasSubstr("{review_body}"), HasSubstr("{court}")));
    EXPECT_NE(paper->field("reasons"), nullptr);
  }
}

TEST(Templates, ALicenceSaysWhatArticle12AsksFor) {
  Faults faults;
  const auto templates = Templates::load(YX_SOURCE_DIR "/rules/documents", faults);
  ASSERT_TRUE(templates);
  const Template* paper = templates->find("licence_document", *base::parse_date("2026-11-23"));
  ASSERT_NE(paper, nullptr);
  EXPECT_THAT(paper->copies, testing::ElementsAre("正本", "副本"));
  for (const char* label :
       {"获证机构名称", "证书编号", "有效期限"}) {  // 发证机关 and 发证日期 stand at the foot
    EXPECT_THAT(paper->body, Contains(Field(&Block::label, label)));
  }
}

TEST(Templates, AMissingFolderIsSaid) {
  Faults faults;
  const auto templates = Templates::load("/nowhere/at/all", faults);
  ASSERT_FALSE(templates);
  EXPECT_EQ(templates.error().code, "documents.folder");
}

}  // namespace
}  // namespace yinxin::documents
