// Samples are other programs' work (Java's ImageIO and ZipOutputStream, Info-ZIP, Python's zipfile), kept as
// the corpus of the fuzz harness; each is then cut, lengthened and changed.
#include "cases/media_type.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "cases/media_faults.hpp"

namespace yinxin::cases {
namespace {

base::Bytes sample(const std::string& name) {
  auto octets = base::read_file(std::string(YX_SOURCE_DIR) + "/tests/fuzz/corpus/media/" + name, 1 << 20);
  if (!octets) throw std::runtime_error(name);
  return *octets;
}
/// The media type, or the code of the refusal.
std::string judged(const std::string& name, base::ByteView content) {
  const auto type = judge_media_type(name, content);
  return type ? std::string(media_type_name(*type)) : type.error().code;
}
std::string judged(const std::string& name, std::string_view content) {
  return judged(name, base::as_bytes(content));
}
std::string why(const std::string& name) {
  const auto type = judge_media_type(name, sample(name));
  return type ? "" : type.error().detail;
}

struct Kind {
  const char* file;
  const char* type;
};
constexpr Kind kKinds[] = {
    {"sample.pdf", "application/pdf"},
    {"updated.pdf", "application/pdf"},
    {"sample.png", "image/png"},
    {"sample.jpg", "image/jpeg"},
    {"progressive.jpg", "image/jpeg"},
    {"plain.zip", "application/zip"},
    {"plain_comment.zip", "application/zip"},
    {"java.zip", "application/zip"},
    {"sample.ofd", "application/ofd"},
    {"sample.xml", "application/xml"},
    {"sample.csv", "text/csv"},
    {"sample.txt", "text/plain"},
};

TEST(MediaType, WhatTheNameSaysIsTakenWhereTheOctetsAreThat) {
  for (const Kind& kind : kKinds)
    EXPECT_EQ(judged(kind.file, sample(kind.file)), kind.type) << why(kind.file);
  EXPECT_EQ(judged("扫描件.JPEG", sample("sample.jpg")), "image/jpeg");
  EXPECT_EQ(judged("两.pdf.txt", sample("sample.txt")), "text/plain") << "the last ending counts";
}

TEST(MediaType, WhatTheNameDoesNotSayIsRefused) {
  for (const Kind& kind : kKinds) {
    const base::Bytes octets = sample(kind.file);
    for (const Kind& other : kKinds) {
      const std::string name = other.file;
      const std::string ending = name.substr(name.rfind('.'));
      const std::string outcome = judged("a" + ending, octets);
      const std::string own = kind.type;
      const bool is_text = own.starts_with("text/") || own == "application/xml";
      if (own == other.type || (own == "application/ofd" && ending == ".zip")) {
        EXPECT_EQ(outcome, other.type) << kind.file << " as " << ending;
      } else if (is_text && (ending == ".txt" || ending == ".csv")) {
        continue;  // any of them is text, and some text is CSV
      } else {
        EXPECT_EQ(outcome, "cases.file.content") << kind.file << " as " << ending;
      }
    }
  }
  for (const char* name :
       {"", "报告", "报告.", "report.exe", "report.html", "report.docx", "report.svg", "pdf", ".pdfx"})
    EXPECT_EQ(judged(name, sample("sample.pdf")), "cases.file.type") << name;
}

TEST(MediaType, CutAnywhereNothingWithAnEndIsTaken) {
  for (const char* name : {"sample.pdf", "sample.png", "sample.jpg", "progressive.jpg", "plain.zip",
                           "plain_comment.zip", "java.zip", "sample.ofd", "sample.xml"}) {
    const base::Bytes whole = sample(name);
    const bool ends_with_line = whole.back() == '\n';
    for (std::size_t length = 0; length + (ends_with_line ? 1 : 0) < whole.size(); ++length) {
      EXPECT_EQ(judged(name, base::ByteView(whole).first(length)), "cases.file.content")
          << name << " " << length;
    }
  }
}

TEST(MediaType, NothingStandsBehindTheEndOrBeforeTheBeginning) {
  for (const char* name :
       {"sample.pdf", "sample.png", "sample.jpg", "plain.zip", "sample.ofd", "sample.xml"}) {
    base::Bytes longer = sample(name);
    base::append(longer, base::as_bytes("<script>"));
    EXPECT_EQ(judged(name, longer), "cases.file.content") << name;
    base::Bytes later = base::to_bytes(std::string_view("MZ"));
    base::append(later, sample(name));
    EXPECT_EQ(judged(name, later), "cases.file.content") << name;
  }
  base::Bytes spaced = sample("sample.pdf");
  base::append(spaced, base::as_bytes(std::string_view("\r\n\0 ", 4)));
  EXPECT_EQ(judged("a.pdf", spaced), "application/pdf") << "white space does no harm";
}

TEST(MediaType, APngIsCheckedToItsChecksums) {
  const base::Bytes whole = sample("sample.png");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    base::Bytes changed = whole;
    changed[i] ^= 0x20;
    EXPECT_EQ(judged("a.png", changed), "cases.file.content") << i;
  }
}

TEST(MediaType, PicturesOfAbsurdSizeAreRefused) {
  base::Bytes jpeg = sample("sample.jpg");
  std::size_t frame = 0;
  while (!(jpeg[frame] == 0xFF && jpeg[frame + 1] == 0xC0)) ++frame;
  for (const std::size_t at : {5U, 6U, 7U, 8U}) jpeg[frame + at] = 0xFF;
  EXPECT_EQ(judge_media_type("a.jpg", jpeg).error().detail, "JPEG: size of the picture");
}

TEST(MediaType, ArchivesThatReadersCouldReadDifferentlyAreRefused) {
  EXPECT_EQ(why("locked.zip"), "ZIP: an encrypted entry");
  EXPECT_EQ(why("slip.zip"), "ZIP: an entry that would be unpacked elsewhere");
  EXPECT_EQ(why("twice.zip"), "ZIP: an entry that stands twice");
  EXPECT_EQ(why("stream.zip"), "ZIP: in the form for archives of more than 4 GB");
  EXPECT_EQ(why("prefixed.zip"), "ZIP: damaged, or something stands before it");
  EXPECT_EQ(why("no_end.zip"), "ZIP: cut off, no directory");
  EXPECT_EQ(judge_media_type("a.ofd", sample("plain.zip")).error().detail, "OFD: no OFD.xml in it");
  base::Bytes renamed = sample("plain.zip");  // the local header of the first entry only
  renamed[30] = 'b';
  EXPECT_EQ(judge_media_type("a.zip", renamed).error().detail,
            "ZIP: an entry that is not what the directory says");
}

TEST(MediaType, AnArchiveIsNotTakenForWhatItUnpacksTo) {
  base::Bytes bomb = sample("java.zip");  // sizes in the directory only: nothing is unpacked to find out
  std::size_t entry = 0;
  const auto is = [&](std::size_t at, const char* mark) {
    return std::equal(mark, mark + 4, bomb.begin() + static_cast<std::ptrdiff_t>(at));
  };
  while (!is(entry, "PK\x01\x02")) ++entry;
  for (const std::size_t at : {24U, 25U, 26U}) bomb[entry + at] = 0xFF;
  bomb[entry + 27] = 0x7F;
  EXPECT_EQ(judge_media_type("a.zip", bomb).error().detail, "ZIP: too large when unpacked");
}

TEST(MediaType, TextIsUtf8WithoutControlCharacters) {
  EXPECT_EQ(judged("a.txt", "\xEF\xBB\xBF一\t二\r\n"), "text/plain");
  EXPECT_EQ(why("gbk.txt"), "text that is not UTF-8");
  EXPECT_EQ(why("control.txt"), "text with control characters");
  EXPECT_EQ(judged("a.txt", "\xED\xA0\x80"), "cases.file.content") << "a surrogate";
}

TEST(MediaType, CsvHasItsQuotesInOrder) {
  for (const char* good : {"a,b\n", "\"a\nb\",c", "\"\"\"\"", "a;b", "\"\",\n"})
    EXPECT_EQ(judged("a.csv", good), "text/csv") << good;
  for (const char* bad : {"\"", "\"a\"b", "a\"", "\"\"\"", "\"a\" ,b"})
    EXPECT_EQ(judged("a.csv", bad), "cases.file.content") << bad;
}

TEST(MediaType, XmlIsWholeAndIncludesNothing) {
  for (const char* good : {"<a/>", "<a b = \"1\"/>", "<a><!-- - --><?p x?>&#65;&#x41;&lt;</a >",
                           " \n<a>]]</a>\n<!--x-->", "<?xml version='1.0' encoding='UTF-8'?><a:b x:y=''/>"})
    EXPECT_EQ(judged("a.xml", good), "application/xml") << good;
  for (const char* bad : {"", "a", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a b/>", "<a b=c/>", "<a b='<'/>",
                          "<a b=''c=''/>", "<a>&b;</a>", "<a>&lt</a>", "<1/>", "<a/>x", "<a><![CDATA[</a>",
                          "<!-- <a/>", "<a", "<a>&#;</a>", "<?xml version='1.0' encoding='GB18030'?><a/>"})
    EXPECT_EQ(judged("a.xml", bad), "cases.file.content") << bad;
  EXPECT_EQ(why("doctype.xml"), "XML: a document type declaration");
  EXPECT_EQ(why("deep.xml"), "XML: elements too deep within one another");
}

}  // namespace
}  // namespace yinxin::cases
