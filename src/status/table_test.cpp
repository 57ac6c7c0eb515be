#include "status/table.hpp"

#include <gtest/gtest.h>

#include <map>

namespace yinxin::status {
namespace {

using x509::RevocationReason;
using x509::Serial;

base::Time at(std::int64_t seconds) {
  return base::Time(std::chrono::seconds(seconds));
}

TEST(StatusTableTest, KnowsWhatWasPutAndNothingElse) {
  Table table;
  const Serial good = Serial::random();
  const Serial bad = Serial::random();
  table.put(good, std::nullopt);
  table.put(bad, Revocation{at(1'700'000'000), RevocationReason::KeyCompromise});
  EXPECT_TRUE(table.find(good).known);
  EXPECT_FALSE(table.find(good).revoked.has_value());
  ASSERT_TRUE(table.find(bad).revoked.has_value());
  EXPECT_EQ(table.find(bad).revoked->at, at(1'700'000'000));
  EXPECT_EQ(table.find(bad).revoked->reason, RevocationReason::KeyCompromise);
  EXPECT_FALSE(table.find(Serial::random()).known);
  EXPECT_FALSE(Table().find(good).known);
}

TEST(StatusTableTest, ASerialOfAnotherShapeIsNotKnown) {
  Table table;
  const Serial foreign = *Serial::from_hex("0123456789");
  table.put(foreign, std::nullopt);
  EXPECT_FALSE(table.find(foreign).known);
  EXPECT_EQ(table.size(), 0U);
}

TEST(StatusTableTest, ReplacingChangesStatusBothWays) {
  Table table;
  const Serial serial = Serial::random();
  table.put(serial, std::nullopt);
  table.put(serial, Revocation{at(1'700'000'000), RevocationReason::CertificateHold});
  EXPECT_TRUE(table.find(serial).revoked.has_value());
  table.put(serial, std::nullopt);  // resumed
  EXPECT_FALSE(table.find(serial).revoked.has_value());
  EXPECT_EQ(table.size(), 1U);
}

TEST(StatusTableTest, FillingFromASnapshotDoesNotUndoAChange) {
  Table table;
  const Serial serial = Serial::random();
  table.put(serial, Revocation{at(1'700'000'000), RevocationReason::KeyCompromise});
  table.put_if_absent(serial, std::nullopt);
  EXPECT_TRUE(table.find(serial).revoked.has_value());
}

TEST(StatusTableTest, AgreesWithAMapAfterManyInsertionsAndGrowth) {
  Table table;
  std::map<Serial, bool> twin;
  for (int i = 0; i < 20'000; ++i) {
    const Serial serial = Serial::random();
    twin[serial] = i % 3 == 0;
    table.put(serial,
              i % 3 == 0 ? std::optional(Revocation{at(i + 1), RevocationReason::Superseded}) : std::nullopt);
  }
  EXPECT_EQ(table.size(), twin.size());
  for (const auto& [serial, revoked] : twin) {
    ASSERT_TRUE(table.find(serial).known);
    ASSERT_EQ(table.find(serial).revoked.has_value(), revoked);
  }
}

TEST(StatusTableTest, SerialsThatEndAlikeDoNotHideEachOther) {
  Table table;
  for (const char* first : {"01", "02", "03", "7f"}) {
    const Serial serial = *Serial::from_hex(std::string(first) + "000000000000000000000000000001");
    EXPECT_FALSE(table.find(serial).known);
    table.put(serial, std::nullopt);
    EXPECT_TRUE(table.find(serial).known);
  }
}

}  // namespace
}  // namespace yinxin::status
