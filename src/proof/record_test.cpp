#include "proof/record.hpp"

#include <gtest/gtest.h>

#include "proof/leaf.hpp"

namespace yinxin::proof {
namespace {

base::Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

TEST(Record, TheOctetsDoNotDependOnTheOrderOfAdding) {
  Record a;
  ASSERT_TRUE(a.add("reason", "持有人申请"));
  ASSERT_TRUE(a.add("actor", "officer/7"));
  Record b;
  ASSERT_TRUE(b.add("actor", "officer/7"));
  ASSERT_TRUE(b.add("reason", "持有人申请"));
  EXPECT_EQ(a.to_bytes(), b.to_bytes());
  EXPECT_EQ(a, b);
  EXPECT_EQ(a.find("reason"), "持有人申请");
  EXPECT_EQ(a.find("rea"), std::nullopt);
  EXPECT_EQ(a.find("zz"), std::nullopt);
}

TEST(Record, CanonicalFormIsAsDocumented) {
  Record record;
  ASSERT_TRUE(record.add("b", ""));
  ASSERT_TRUE(record.add("a", hex("00ff")));
  EXPECT_EQ(base::to_hex(record.to_bytes()),
            "010002"
            "000161"
            "00000002"
            "00ff"
            "000162"
            "00000000");
  EXPECT_EQ(Record().to_bytes(), hex("010000"));
  EXPECT_EQ(Record::parse(record.to_bytes()).value(), record);
}

TEST(Record, FieldsThatMayNotBe) {
  Record record;
  ASSERT_TRUE(record.add("a", "1"));
  EXPECT_EQ(record.add("a", "2").error().code, "proof.record.repeated");
  for (const std::string& name : {std::string(), std::string("A"), std::string("a b"), std::string("名"),
                                  std::string("a\0b", 3), std::string(65, 'a')}) {
    EXPECT_EQ(record.add(name, "x").error().code, "proof.record.name") << name;
  }
  EXPECT_EQ(record.add("big", std::string(kMaxRecordBytes, 'x')).error().code, "proof.record.size");
  EXPECT_EQ(record.find("a"), "1");
  for (std::size_t i = 1; i < kMaxRecordFields; ++i) ASSERT_TRUE(record.add("f" + std::to_string(i), ""));
  EXPECT_EQ(record.add("one-more", "").error().code, "proof.record.size");
}

TEST(Record, SizeCountsTheWholeForm) {
  Record record;
  ASSERT_TRUE(record.add("a", std::string(kMaxRecordBytes - 10, 'x')));
  EXPECT_EQ(record.to_bytes().size(), kMaxRecordBytes);
  EXPECT_EQ(record.add("b", "").error().code, "proof.record.size");
  EXPECT_TRUE(Record::parse(record.to_bytes()));
}

TEST(Record, ParseTakesOnlyTheCanonicalForm) {
  const struct {
    const char* octets;
    const char* code;
  } kBad[] = {
      {"", "proof.record.format"},
      {"01", "proof.record.format"},
      {"0100", "proof.record.format"},
      {"020000", "proof.record.format"},                  // version
      {"01000000", "proof.record.format"},                // octets after the end
      {"010001", "proof.record.format"},                  // a field is missing
      {"0100010001610000000200", "proof.record.format"},  // value cut short
      {"01000100016100000001", "proof.record.format"},    // no value
      {"010001000261", "proof.record.format"},            // name cut short
      {"010002"
       "00016200000000"
       "00016100000000",
       "proof.record.format"},  // names descend
      {"010002"
       "00016100000000"
       "00016100000000",
       "proof.record.repeated"},  // one name twice
      {"010001"
       "000000000000",
       "proof.record.name"},  // empty name
      {"010001"
       "00014100000000",
       "proof.record.name"},  // upper case
      {"010001"
       "000161ffffffff",
       "proof.record.format"},  // length beyond the input
  };
  for (const auto& bad : kBad) EXPECT_EQ(Record::parse(hex(bad.octets)).error().code, bad.code) << bad.octets;
  EXPECT_EQ(Record::parse(base::Bytes(kMaxRecordBytes + 1)).error().code, "proof.record.size");
}

}  // namespace
}  // namespace yinxin::proof
