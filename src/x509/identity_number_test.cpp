#include "x509/identity_number.hpp"

#include <gtest/gtest.h>

namespace yinxin::x509 {
namespace {

// The two examples printed in GB 11643-1999.
constexpr const char* kExamples[] = {"11010519491231002X", "440524188001010014"};

// Constructed, one for each check character: region 110101, 1800-01-01; checks computed apart with the
// printed weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 and the table 1 0 X 9 8 7 6 5 4 3 2.
constexpr const char* kEveryCheck[] = {
    "110101180001010090", "110101180001010031", "110101180001010082", "110101180001010023",
    "110101180001010074", "110101180001010015", "110101180001010066", "110101180001010007",
    "110101180001010058", "110101180001010189", "11010118000101004X",
};

TEST(ResidentId, AcceptsTheStandardsExamples) {
  for (const char* number : kExamples) EXPECT_TRUE(is_resident_id(number)) << number;
}

TEST(ResidentId, ComputesEveryCheckCharacter) {
  std::string seen;
  for (const std::string_view number : kEveryCheck) {
    EXPECT_TRUE(is_resident_id(number)) << number;
    EXPECT_EQ(resident_id_check_character(number.substr(0, 17)), number[17]);
    seen += number[17];
  }
  EXPECT_EQ(seen, "0123456789X");
}

TEST(ResidentId, NoticesEveryWrongDigitAndEverySwap) {
  // MOD 11-2 finds all of both kinds; what is no number any more (date) is refused as well.
  const std::string good = kExamples[1];
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = good;
      wrong[i] = digit;
      EXPECT_EQ(is_resident_id(wrong), wrong == good) << wrong;
    }
    if (i + 1 == good.size()) break;
    std::string swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(is_resident_id(swapped), swapped == good) << swapped;
  }
}

TEST(ResidentId, RefusesOtherShapes) {
  const std::string bad[] = {
      "",
      "110105194912310",     // the fifteen digits of before 1999
      "11010519491231002x",  // small x
      "11010519491231002X ",
      "1101051949123100",
      "A1010519491231002X",
      "010105194912310022",  // no region begins with 0
      "110105184902300022",  // 30 February
  };
  for (const std::string& number : bad) EXPECT_FALSE(is_resident_id(number)) << number;
  // The check character right, the day not there or too early.
  for (const std::string_view body :
       {"11010519490230002", "11010519491301002", "11010519990229001", "11010517991231002"}) {
    EXPECT_FALSE(is_resident_id(std::string(body) + *resident_id_check_character(body))) << body;
  }
  EXPECT_EQ(resident_id_check_character("1101051949123100"), std::nullopt);
  EXPECT_EQ(resident_id_check_character("1101051949123100X"), std::nullopt);
}

TEST(CreditCode, AcceptsExamples) {
  // The first is the example that explanations of GB 32100-2015 use; the others are constructed, checks
  // computed apart with the printed weights 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
  for (const char* code :
       {"91350100M000100Y43", "91110101MA00000005", "11100000000000000J", "52530000MJ00000019"}) {
    EXPECT_TRUE(is_credit_code(code)) << code;
  }
}

TEST(CreditCode, ComputesEveryCheckCharacter) {
  // Sequences 0 to 18 and on of a constructed organisation: all 31 characters, each computed apart.
  constexpr const char* kCodes[] = {
      "91110101MA00000280", "91110101MA00000091", "91110101MA00000192", "91110101MA00000293",
      "91110101MA00000394", "91110101MA00000005", "91110101MA00000106", "91110101MA00000207",
      "91110101MA00000018", "91110101MA00000119", "91110101MA0000021A", "91110101MA0000002B",
      "91110101MA0000012C", "91110101MA0000022D", "91110101MA0000003E", "91110101MA0000013F",
      "91110101MA0000023G", "91110101MA0000004H", "91110101MA0000014J", "91110101MA0000024K",
      "91110101MA0000005L", "91110101MA0000015M", "91110101MA0000025N", "91110101MA0000006P",
      "91110101MA0000016Q", "91110101MA0000026R", "91110101MA0000007T", "91110101MA0000017U",
      "91110101MA0000027W", "91110101MA0000008X", "91110101MA0000018Y",
  };
  std::string seen;
  for (const std::string_view code : kCodes) {
    EXPECT_TRUE(is_credit_code(code)) << code;
    EXPECT_EQ(credit_code_check_character(code.substr(0, 17)), code[17]);
    seen += code[17];
  }
  EXPECT_EQ(seen, "0123456789ABCDEFGHJKLMNPQRTUWXY");
}

TEST(CreditCode, NoticesEveryWrongCharacter) {
  const std::string good = "91350100M000100Y43";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char c : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string wrong = good;
      wrong[i] = c;
      EXPECT_EQ(is_credit_code(wrong), wrong == good) << wrong;
    }
  }
}

TEST(CreditCode, RefusesOtherShapes) {
  for (const std::string_view code : {"", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43",
                                      "91350100I000100Y43", "9135A100M000100Y43", "91350100M000100Y4张"}) {
    EXPECT_FALSE(is_credit_code(code)) << code;
  }
  EXPECT_EQ(credit_code_check_character("91350100S000100Y4"), std::nullopt);
}

TEST(ResidentIdShape, IsFoundWhereverItStands) {
  const std::string_view found[] = {
      "11010519491231002X",
      "张三11010519491231002X",
      "id=11010519491231002x;",
      "110105194912310021",                    // check character wrong: still somebody's number, mistyped
      "１１０１０５１９４９１２３１００２Ｘ",  // fullwidth
      "9110105 330101209912310019",
      "11010519491231002X5",
  };
  for (const std::string_view text : found) EXPECT_TRUE(contains_resident_id_shape(text)) << text;
}

TEST(ResidentIdShape, IsNotSeenInOtherNumbers) {
  const std::string_view other[] = {
      "",
      "张三",
      "1101051949123100",
      "440524188001010014",   // nobody alive was born in 1880
      "110105194913310021",   // month 13
      "010105194912310021",   // no such region
      "1101051949123100211",  // nineteen digits
      "91110101MA00000005",
      "SM3:0123456789abcdef",
      "a1b2c3d4e5f60718293a4b5c6d7e8f90",
      "１１０１０５",
  };
  for (const std::string_view text : other) EXPECT_FALSE(contains_resident_id_shape(text)) << text;
}

}  // namespace
}  // namespace yinxin::x509
