#include "privacy/masking.hpp"

#include <gtest/gtest.h>

namespace yinxin::privacy {
namespace {

struct Sample {
  std::string_view plain;
  std::string_view masked;
};

TEST(Masking, Names) {  // requirements 6.2
  constexpr Sample kSamples[] = {
      {"", ""},
      {"张", "*"},
      {"张三", "张*"},
      {"张小明", "张*明"},
      {"欧阳小明", "欧**明"},
      {"𠮷田", "𠮷*"},  // U+20BB7: four octets, one character
      {"王𠮷", "王*"},
      {"王𠮷明", "王*明"},
      {"王明𠮷", "王*𠮷"},
      {"买买提·艾山", "买****山"},
      {"古丽娜尔·买买提", "古******提"},
      {"John Smith", "J********h"},
  };
  for (const Sample& sample : kSamples) EXPECT_EQ(mask_name(sample.plain), sample.masked) << sample.plain;
}

TEST(Masking, Numbers) {
  constexpr Sample kSamples[] = {
      {"110101199003071234", "110***********1234"},
      {"11010119900307123X", "110***********123X"},
      {"E12345678", "E12**5678"},  // nine characters: the shortest that shows anything
      {"E1234567", "********"},
      {"1", "*"},
      {"", ""},
      {"军字第12345678号", "军字第*****678号"},
  };
  for (const Sample& sample : kSamples) EXPECT_EQ(mask_number(sample.plain), sample.masked) << sample.plain;
}

TEST(Masking, Phones) {
  constexpr Sample kSamples[] = {
      {"13800001234", "138****1234"},
      {"01012345678", "010****5678"},
      {"62345678", "623*5678"},
      {"6234567", "*******"},
      {"110", "***"},
  };
  for (const Sample& sample : kSamples) EXPECT_EQ(mask_phone(sample.plain), sample.masked) << sample.plain;
}

TEST(Masking, Mail) {
  constexpr Sample kSamples[] = {
      {"zhangsan@x.cn", "z***@x.cn"},
      {"a@x.cn", "a***@x.cn"},
      {"张三@例子.中国", "张***@例子.中国"},
      {"\"a@b\"@x.cn", "\"***@x.cn"},  // the last @ divides (RFC 5321 4.1.2)
      {"@x.cn", "***"},
      {"zhangsan", "***"},
      {"", "***"},
  };
  for (const Sample& sample : kSamples) EXPECT_EQ(mask_mail(sample.plain), sample.masked) << sample.plain;
}

// What cannot be divided into characters is not shown at all.
TEST(Masking, ShowsNothingOfIllFormedText) {
  for (const std::string_view text : {"\xFF\xFEzhang@x.cn", "张\xE4\xB8",
                                      "138\xC0\xAF\x30\x30\x30\x30\x31\x32\x33", "\xED\xA0\x80zhangsan"}) {
    EXPECT_EQ(mask_name(text), "***");
    EXPECT_EQ(mask_number(text), "***");
    EXPECT_EQ(mask_phone(text), "***");
    EXPECT_EQ(mask_mail(text), "***");
  }
}

}  // namespace
}  // namespace yinxin::privacy
