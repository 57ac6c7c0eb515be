// Every example on paper: its words as poppler reads them, kept in tests/golden/documents, and the measures
// of GB/T 9704-2012. YX_UPDATE_GOLDEN=1 writes the words anew; the difference is to be reviewed.
#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "documents_support/known_leaks.hpp"
#include "documents_support/sample_documents.hpp"
#include "x509/text.hpp"

namespace yinxin::documents {
namespace {

using test::example;
using test::PdfFile;
using test::preview;
using test::fs::path;
using testing::HasSubstr;

const path kFolder = path(YX_SOURCE_DIR) / "tests/golden/documents";

constexpr double points(double millimetres) {
  return millimetres * 72 / 25.4;
}

std::string read(const path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// Poppler ends a page with a form feed and may part a line where the font changes.
std::string without_spaces(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\f') kept += c;
  }
  return kept;
}

TEST(DocumentsGolden, EveryExampleSaysWhatItSaid) {
  for (const Template& paper : test::service().templates().all()) {
    const std::string text = PdfFile(preview(example(paper.id)).pdf).text();
    const path file = kFolder / (paper.id + ".txt");
    if (std::getenv("YX_UPDATE_GOLDEN") != nullptr) std::ofstream(file) << text;
    EXPECT_EQ(without_spaces(text), without_spaces(read(file))) << file;
  }
}

/// Lines of a page: what stands on one height, from left to right.
struct Line {
  double left = 1e9, right = 0;
  std::string text;
};
std::map<int, Line> lines_of(const PdfFile& pdf, int page) {
  std::map<int, Line> lines;
  for (const PdfFile::Word& word : pdf.words()) {
    if (word.page != page) continue;
    Line& line = lines[static_cast<int>(std::lround((word.top + word.bottom) / 2))];
    line.left = std::min(line.left, word.left);
    line.right = std::max(line.right, word.right);
    line.text += word.text;
  }
  return lines;
}

Wish long_decision() {
  Wish wish = example("refusal_decision");
  std::string facts;
  for (int i = 0; i < 6; ++i) {
    facts += facts.empty() ? "" : "\n";
    for (int j = 0; j < 60; ++j) facts += "经查明你单位演示事实";  // 600 characters without a stop
  }
  wish.values["facts"] = facts;
  return wish;
}

// 5.2.1 and 5.2.3: 版心 156 mm x 225 mm at 28 and 37 mm; 22 lines of 28 characters.
TEST(DocumentsGolden, AFullPageHas22LinesOf28Characters) {
  const PdfFile pdf(preview(long_decision()).pdf);
  EXPECT_THAT(pdf.ask("pdfinfo"), HasSubstr("595.276 x 841.89 pts (A4)"));
  std::size_t full = 0;
  std::size_t lines = 0;
  for (const auto& [height, line] : lines_of(pdf, 2)) {
    if (height > points(37 + 225)) continue;  // the page number
    ++lines;
    EXPECT_GE(height, points(37));
    EXPECT_GE(line.left, points(28) - 1);
    EXPECT_LE(line.right, points(28 + 156) + 1);
    const std::size_t characters = x509::count_characters(line.text).value_or(0);
    EXPECT_LE(characters, 28U);
    full += characters == 28 ? 1 : 0;
  }
  EXPECT_EQ(lines, 22U);
  EXPECT_GE(full, 18U);
}

// 7.5: "— 2 —" 7 mm below the 版心, odd pages right, even ones left.
TEST(DocumentsGolden, PagesAreNumbered) {
  const PdfFile pdf(preview(long_decision()).pdf);
  ASSERT_GE(pdf.pages(), 3);
  for (int page = 1; page <= 3; ++page) {
    const auto lines = lines_of(pdf, page);
    const auto& [height, line] = *lines.rbegin();
    EXPECT_EQ(line.text, "—" + std::to_string(page) + "—");
    EXPECT_NEAR(height, points(37 + 225 + 7), 4);
    EXPECT_EQ(line.left > points(105), page % 2 == 1) << page;
  }
}

// 7.2.4 and 7.3: the organ's mark 35 mm below the upper edge of the 版心, number, title; name over date.
TEST(DocumentsGolden, AnOfficialPaperHasItsPartsInOrder) {
  const PdfFile pdf(preview(example("grant_decision")).pdf);
  std::map<std::string, double> tops;
  for (const PdfFile::Word& word : pdf.words()) tops.emplace(word.text, word.top);
  ASSERT_TRUE(tops.count("演示密码管理机关"));
  EXPECT_NEAR(tops["演示密码管理机关"], points(37 + 35), 18);
  EXPECT_GT(tops["演国密许准〔2026〕1号"], tops["演示密码管理机关"]);
  EXPECT_GT(tops["准予行政许可决定书"], tops["演国密许准〔2026〕1号"]);
  EXPECT_THAT(pdf.text(), HasSubstr("2026年12月18日印发"));
}

TEST(DocumentsGolden, AShortNoticeFitsOnOneSheet) {
  EXPECT_EQ(PdfFile(preview(example("acceptance_notice")).pdf).pages(), 1);
}

// Requirements 8.2: the head of a table stands on every page, no row is broken.
TEST(DocumentsGolden, ALongTableRepeatsItsHead) {
  Wish wish = example("receipt");
  auto& rows = std::get<std::vector<RowValues>>(wish.values["materials"]);
  const RowValues row = rows[0];
  rows.assign(60, row);
  const PdfFile pdf(preview(wish).pdf);
  const int pages = pdf.pages();
  EXPECT_GE(pages, 3);
  const std::string text = pdf.text();
  int heads = 0;
  for (std::size_t at = text.find("序号"); at != std::string::npos; at = text.find("序号", at + 1)) ++heads;
  EXPECT_GE(heads, pages - 1);
  EXPECT_LE(heads, pages);
}

TEST(DocumentsGolden, ALicenceIsOneLandscapeSheet) {
  Wish wish = example("licence_document");
  const PdfFile original(preview(wish).pdf);
  EXPECT_EQ(original.pages(), 1);
  EXPECT_THAT(original.ask("pdfinfo"), HasSubstr("1190.55 x 841.89 pts (A3)"));
  wish.copy = Copy{"副本", 2, 3};
  const PdfFile copy(preview(wish).pdf);
  EXPECT_EQ(copy.pages(), 1);
  EXPECT_THAT(copy.ask("pdfinfo"), HasSubstr("841.89 x 595.276 pts (A4)"));
  EXPECT_THAT(copy.text(), HasSubstr("副本 2/3"));
  EXPECT_THAT(copy.text(), HasSubstr("欧阳𠮷"));
}

TEST(DocumentsGolden, ADemonstrationSaysSoOnEveryPage) {
  const PdfFile pdf(preview(long_decision(), true).pdf);
  for (int page = 1; page <= pdf.pages(); ++page) {
    const std::string number = std::to_string(page);
    const std::string text = pdf.ask("pdftotext -raw -f " + number + " -l " + number, "-");
    EXPECT_THAT(text, HasSubstr("演示")) << page;
  }
  const std::string whole = without_spaces(pdf.text());
  EXPECT_THAT(whole, HasSubstr("演示用章"));
  EXPECT_THAT(without_spaces(PdfFile(preview(long_decision()).pdf).text()),
              testing::Not(HasSubstr("演示用章")));
}

TEST(DocumentsGolden, FontsAreEmbedded) {
  for (const char* id : {"acceptance_notice", "licence_document"}) {
    std::istringstream lines(PdfFile(preview(example(id), true).pdf).ask("pdffonts"));
    std::string line;
    std::getline(lines, line);  // the head
    const std::size_t column = line.find("emb");
    std::getline(lines, line);
    while (std::getline(lines, line)) EXPECT_EQ(line.substr(column, 3), "yes") << line;
  }
}

/// What a lawyer types: the program itself.
TEST(DocumentsGolden, ThePreviewCommandWritesTheExample) {
  const path out =
      test::fs::temp_directory_path() / ("yx_preview_" + base::to_hex(crypto::random_bytes(8)) + ".pdf");
  const std::string program = YX_BIN_DIR "/yinxin document preview acceptance_notice --rules " YX_SOURCE_DIR
                                         "/rules --out " +
                              out.string();
  ASSERT_EQ(std::system((program + " > /dev/null").c_str()), 0);
  const std::string octets = read(out);
  EXPECT_THAT(PdfFile(base::to_bytes(octets)).text(), HasSubstr("予以受理"));
  ASSERT_EQ(std::system((program + " > /dev/null").c_str()), 0);
  EXPECT_EQ(read(out), octets);
  test::fs::remove(out);
  EXPECT_NE(
      std::system((YX_BIN_DIR "/yinxin document preview nothing --rules " YX_SOURCE_DIR "/rules --out " +
                   out.string() + " > /dev/null 2>&1")
                      .c_str()),
      0);
  EXPECT_FALSE(test::fs::exists(out));
}

}  // namespace
}  // namespace yinxin::documents
