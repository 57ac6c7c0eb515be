#include "x509/text.hpp"

#include <gtest/gtest.h>

namespace yinxin::x509 {
namespace {

TEST(Utf8, RoundTripsEveryLength) {
  for (const char32_t code :
       {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string text;
    append_code_point(text, code);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(text, at), code);
    EXPECT_EQ(at, text.size());
  }
}

TEST(Utf8, CountsCharactersNotOctets) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("买买提·𬭩"), 5U);
}

TEST(Utf8, RefusesWhatRfc3629Refuses) {
  const std::string_view bad[] = {
      "\x80",              // a continuation alone
      "\xC3",              // cut off
      "\xC0\xAF",          // overlong '/'
      "\xC1\xBF",          //
      "\xE0\x80\xAF",      //
      "\xE0\x9F\xBF",      // overlong U+07FF
      "\xF0\x8F\xBF\xBF",  // overlong U+FFFF
      "\xED\xA0\x80",      // surrogate U+D800
      "\xED\xBF\xBF",      // surrogate U+DFFF
      "\xF4\x90\x80\x80",  // U+110000
      "\xF5\x80\x80\x80",  //
      "\xE4\xB8",          // cut off
      "\xE4\xB8\x2D",      // not a continuation
      "\xFF",
  };
  for (const std::string_view text : bad) {
    EXPECT_EQ(count_characters(text), std::nullopt);
    EXPECT_EQ(inspect_text(text), TextFault::Encoding);
  }
}

TEST(InspectText, PassesNamesOfPeopleAndOrganisations) {
  const std::string_view good[] = {
      "",
      "张三",
      "买买提·艾力",     // U+00B7
      "𬭩䶮𠮷㼆",  // rare characters, three of them of four octets
      "北京某某科技有限公司（总部）",
      "O'Brien-Müller, Anna",
      "Ольга Иванова",
      "Αθήνα 2026",
      "ＡＢＣ公司",
      "中国α粒子研究所",  // one of the three scripts beside ideographs
      "\xEF\xA8\x8E",     // U+FA0E: an ideograph among the compatibility ideographs
      "ᠮᠣᠩᠭᠣᠯ",
      "བོད",
  };
  for (const std::string_view text : good) EXPECT_EQ(inspect_text(text), std::nullopt) << text;
}

struct Bad {
  std::string_view text;
  TextFault fault;
};

TEST(InspectText, NamesTheFault) {
  const Bad table[] = {
      {"a\tb", TextFault::Control},
      {"a\nb", TextFault::Control},
      {std::string_view("a\0b", 3), TextFault::Control},
      {"a\x7F", TextFault::Control},
      {"a\xC2\x85", TextFault::Control},             // U+0085
      {"a\xE2\x80\xA8", TextFault::Control},         // U+2028
      {"张\xE2\x80\x8B三", TextFault::Invisible},    // U+200B zero width space
      {"张\xE2\x80\x8D三", TextFault::Invisible},    // U+200D joiner
      {"\xE2\x80\xAE三张", TextFault::Invisible},    // U+202E right-to-left override
      {"张\xE2\x81\xA6三", TextFault::Invisible},    // U+2066 isolate
      {"\xEF\xBB\xBF张三", TextFault::Invisible},    // U+FEFF
      {"a\xC2\xAD", TextFault::Invisible},           // U+00AD
      {"葛\xF3\xA0\x84\x80", TextFault::Invisible},  // U+E0100 variation selector
      {"a\xF3\xA0\x81\x81", TextFault::Invisible},   // U+E0041 tag
      {"\xE3\x85\xA4", TextFault::Invisible},        // U+3164
      {" a", TextFault::Space},
      {"a ", TextFault::Space},
      {" ", TextFault::Space},
      {"a  b", TextFault::Space},
      {"张\xE3\x80\x80三", TextFault::Space},  // U+3000
      {"a\xC2\xA0"
       "b",
       TextFault::Space},                            // U+00A0
      {"\xEE\x80\x80", TextFault::Meaningless},      // U+E000 private use
      {"\xEF\xBF\xBD", TextFault::Meaningless},      // U+FFFD
      {"\xEF\xBF\xBF", TextFault::Meaningless},      // U+FFFF
      {"\xF0\x9F\xBF\xBE", TextFault::Meaningless},  // U+1FFFE
      {"\xEF\xB7\x90", TextFault::Meaningless},      // U+FDD0
      {"\xF4\x8F\xBF\xBD", TextFault::Meaningless},  // U+10FFFD
      {"e\xCC\x81", TextFault::Meaningless},         // U+0301 after e
      {"Bаnk", TextFault::Homograph},                // Cyrillic а
      {"ΒANK", TextFault::Homograph},                // Greek Β
      {"Каппаκ", TextFault::Homograph},              // Greek κ after Cyrillic
      {"Ｂаnk", TextFault::Homograph},               // fullwidth Latin, Cyrillic
      {"国家密码管理局 Ѕ B", TextFault::Homograph},
      {"⼀般", TextFault::Homograph},              // U+2F00 Kangxi radical one
      {"人⺠", TextFault::Homograph},              // U+2EA0 radical
      {"\xEF\xA4\x80", TextFault::Homograph},      // U+F900
      {"\xF0\xAF\xA0\x80", TextFault::Homograph},  // U+2F800
  };
  for (const Bad& row : table) {
    const auto fault = inspect_text(row.text);
    ASSERT_TRUE(fault.has_value()) << row.text;
    EXPECT_EQ(*fault, row.fault) << row.text << ": " << describe(*fault);
  }
}

TEST(InspectText, EveryFaultHasWords) {
  for (const TextFault fault : {TextFault::Encoding, TextFault::Control, TextFault::Invisible,
                                TextFault::Space, TextFault::Meaningless, TextFault::Homograph}) {
    EXPECT_NE(describe(fault), "unknown");
  }
}

}  // namespace
}  // namespace yinxin::x509
