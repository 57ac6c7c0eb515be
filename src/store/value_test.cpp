#include "store/value.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace yinxin::store {
namespace {

using namespace std::string_literals;

// Limits of RFC 3629 section 3 and 4, in the order of Markus Kuhn's decoder stress test.
TEST(CheckValues, WellFormedTextPasses) {
  for (const std::string& text :
       {""s, "\x01\x7f"s, "\xc2\x80\xdf\xbf"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s, "\xee\x80\x80"s,
        "\xef\xbf\xbf"s, "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s, "印信 𠮷"s}) {
    EXPECT_TRUE(check_values({text})) << text;
  }
}

TEST(CheckValues, MalformedTextIsNamed) {
  const std::string bad[] = {
      "a\0b"s,              // PostgreSQL cannot hold it
      "\x80"s,              // lone continuation
      "\xc3"s,              // cut short
      "\xe4\xb8"s,          // cut short
      "\xf0\x9f\x98"s,      // cut short
      "\xc0\xaf"s,          // overlong
      "\xc1\xbf"s,          // overlong
      "\xe0\x9f\xbf"s,      // overlong
      "\xf0\x8f\xbf\xbf"s,  // overlong
      "\xed\xa0\x80"s,      // surrogate
      "\xf4\x90\x80\x80"s,  // above U+10FFFF
      "\xf5\x80\x80\x80"s,
      "\xff"s,
      "\xe4\x41\xad"s,
      "\xf0\x9f\x41\x80"s,
      "\xf0\x9f\x98\x41"s,
  };
  for (const std::string& text : bad) {
    const auto checked = check_values({std::int64_t{1}, kNull, text});
    ASSERT_FALSE(checked) << testing::PrintToString(text);
    EXPECT_EQ(checked.error().kind, base::ErrorKind::Malformed);
    EXPECT_EQ(describe(checked.error()), "store.text: parameter $3");
  }
}

TEST(CheckValues, BlobsMayHoldAnything) {
  EXPECT_TRUE(check_values({base::Bytes{0x00, 0xff, 0x80}}));
}

TEST(CheckValues, LimitIsInclusive) {
  Values values;
  auto& blob = std::get<base::Bytes>(values.emplace_back(base::Bytes(kMaxValueBytes + 1)));
  const auto checked = check_values(values);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().kind, base::ErrorKind::TooLarge);
  EXPECT_EQ(describe(checked.error()), "store.value: parameter $1");
  blob.pop_back();
  EXPECT_TRUE(check_values(values));
}

TEST(Row, WrongTypeIsABrokenInvariant) {
  const Row row({std::int64_t{5}, std::string("x"), kNull});
  EXPECT_EQ(row.size(), 3u);
  EXPECT_EQ(row.optional_integer(0), 5);
  EXPECT_EQ(row.optional_integer(2), std::nullopt);
  EXPECT_THROW(row.text(0), std::bad_variant_access);
  EXPECT_THROW(row.integer(2), std::bad_variant_access);
  EXPECT_THROW(row.blob(1), std::bad_variant_access);
  EXPECT_THROW(row.integer(3), std::out_of_range);
}

}  // namespace
}  // namespace yinxin::store
