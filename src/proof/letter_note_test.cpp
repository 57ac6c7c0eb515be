#include "proof/letter_note.hpp"

#include <gtest/gtest.h>

namespace yinxin::proof {
namespace {

const std::string kText =
    "yinxin exchange letter v1\n91530000TEST00001X\nsca.yunnan\n0193a1b2-0000-7000-8000-000000000001\n"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

TEST(LetterNote, ReadsWhatItWrites) {
  const auto note = LetterNote::parse(kText);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->sender, "91530000TEST00001X");
  EXPECT_EQ(note->receiver, "sca.yunnan");
  EXPECT_EQ(note->message, "0193a1b2-0000-7000-8000-000000000001");
  EXPECT_EQ(note->letter, crypto::Sm3Digest{});
  EXPECT_EQ(note->to_text(), kText);
}

TEST(LetterNote, RefusesEverythingElse) {
  const auto with = [](std::string from, const std::string& to) {
    std::string text = kText;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string bad[] = {
      "",
      kText.substr(0, kText.size() - 1),
      kText + "\n",
      kText + "more\n",
      with("v1", "v2"),
      with("sca.yunnan", ""),
      with("sca.yunnan", "sca yunnan"),
      with("sca.yunnan", "sca.yunnan\r"),
      with("sca.yunnan", std::string(65, 'a')),
      with("0193a1b2", "0193A1B2"),
      with("-7000-", "-4000-"),
      with("AAAA=", "AAAB="),
      with("AAAA=", "AAA="),
  };
  for (const std::string& text : bad) {
    const auto note = LetterNote::parse(text);
    ASSERT_FALSE(note) << text;
    EXPECT_EQ(note.error().code, "proof.letter_note");
  }
}

}  // namespace
}  // namespace yinxin::proof
