#include "base/csv_field.hpp"

#include <gtest/gtest.h>

namespace yinxin::base {
namespace {

TEST(CsvField, IsQuotedWhateverItHolds) {
  EXPECT_EQ(csv_field(""), "\"\"");
  EXPECT_EQ(csv_field("云岭,一号"), "\"云岭,一号\"");
  EXPECT_EQ(csv_field("他说\"好\""), "\"他说\"\"好\"\"\"");
  EXPECT_EQ(csv_field("两\r\n行"), "\"两\r\n行\"");
}

TEST(CsvField, WhatASpreadsheetWouldCarryOutIsText) {
  for (const std::string begin : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"})
    EXPECT_EQ(csv_field(begin + "1+1"), "\"'" + begin + "1+1\"");
  EXPECT_EQ(csv_field("=HYPERLINK(\"http://x\",\"证书\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"证书\"\")\"");
  EXPECT_EQ(csv_field("1=1"), "\"1=1\"");
}

}  // namespace
}  // namespace yinxin::base
