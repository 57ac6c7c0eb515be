#include "signer/daemon/offset_table.hpp"

#include <gmock/gmock.h>

namespace yinxin::signer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OffsetTable, FindsNothingWhenEmpty) {
  EXPECT_THAT(OffsetTable().find(0), IsEmpty());
}

TEST(OffsetTable, KeepsEveryEntryThroughGrowth) {
  OffsetTable table;
  constexpr std::uint64_t kMany = 20'000;
  for (std::uint64_t i = 0; i < kMany; ++i) table.add(i * 0x9E3779B97F4A7C15, i + 1);
  EXPECT_EQ(table.size(), kMany);
  for (std::uint64_t i = 0; i < kMany; ++i)
    EXPECT_THAT(table.find(i * 0x9E3779B97F4A7C15), ElementsAre(i + 1));
  EXPECT_THAT(table.find(12345), IsEmpty());
}

TEST(OffsetTable, EqualFingerprintsAreAllCandidates) {
  OffsetTable table;
  table.add(7, 100);
  table.add(7 + 1024, 200);  // the same slot at first
  table.add(7, 300);
  EXPECT_THAT(table.find(7), ElementsAre(100, 300));
  EXPECT_THAT(table.find(7 + 1024), ElementsAre(200));
}

}  // namespace
}  // namespace yinxin::signer
