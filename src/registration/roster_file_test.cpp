// Rosters and lists of people who left, as files; what batches have alike is for batch_file_test.
#include <gtest/gtest.h>

#include "registration/batch_file.hpp"

namespace yinxin::registration {
namespace {

std::string code_of(std::string_view file) {
  const auto read = read_roster_csv(base::as_bytes(file));
  return read ? std::string() : read.error().code;
}

TEST(RosterFile, NamesPeopleWithoutTheirKeys) {
  const auto read =
      read_roster_csv(base::as_bytes("profile,subject.CN,subject.OU,identity.resident_id,phone\r\n"
                                     "staff,张晓明,综合科,110101199003070038,13800138000\r\nstaff,李四\r\n"));
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ(read->size(), 2U);
  ASSERT_TRUE(read->at(0));
  EXPECT_EQ(read->at(0)->subject.size(), 2U);
  EXPECT_EQ(read->at(0)->identities.at(0).number, "110101199003070038");
  EXPECT_TRUE(read->at(0)->request.empty());
  ASSERT_FALSE(read->at(1));
  EXPECT_EQ(read->at(1).error().code, "registration.batch.row");
}

TEST(RosterFile, HasNoColumnThatOnlyWhoHasAKeyCanFillIn) {
  for (const char* column : {"request", "purpose", "replaces", "replaced_signature", "reason"})
    EXPECT_EQ(code_of(std::string("profile,phone,") + column + "\nstaff,13800138000,x\n"),
              "registration.batch.columns")
        << column;
  EXPECT_EQ(code_of("profile\nstaff\n"), "registration.batch.columns") << "no phone";
}

TEST(RosterFile, HasAtMostTheStaffOfAnAgency) {
  std::string file = "profile,phone\n";
  for (std::size_t i = 0; i < kMaxRosterRows; ++i) file += "staff,13800138000\n";
  EXPECT_EQ(code_of(file), "");
  EXPECT_EQ(code_of(file + "staff,13800138000\n"), "registration.batch.rows");
  EXPECT_EQ(code_of("profile,phone\n"), "registration.batch.empty");
}

TEST(LeaversFile, NamesCertificates) {
  const auto read = read_leavers_csv(base::as_bytes(
      "name,serial,application\n张三,0a1b,\n李四,,SQ-2026-7K3M9QAX\n王五,,\n赵六,no,\n钱七\n"));
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ(read->size(), 5U);
  ASSERT_TRUE(read->at(0));
  EXPECT_EQ(read->at(0)->serial->to_hex(), "0a1b");
  ASSERT_TRUE(read->at(1));
  EXPECT_EQ(read->at(1)->application, "SQ-2026-7K3M9QAX");
  for (std::size_t i = 2; i < 5; ++i) {
    ASSERT_FALSE(read->at(i)) << i;
    EXPECT_EQ(read->at(i).error().code, "registration.batch.row");
  }
}

TEST(LeaversFile, MustNameThem) {
  for (const char* file : {"", "serial\n", "name\n张三\n", "serial,serial\n0a,0b\n"})
    EXPECT_FALSE(read_leavers_csv(base::as_bytes(file))) << file;
}

}  // namespace
}  // namespace yinxin::registration
