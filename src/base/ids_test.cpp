#include "base/ids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <type_traits>
#include <vector>

namespace yinxin::base {
namespace {

using CaseId = Id<struct CaseTag>;
using OfficerId = Id<struct OfficerTag>;
static_assert(!std::is_convertible_v<CaseId, OfficerId> && !std::is_constructible_v<CaseId, OfficerId>);
static_assert(!std::is_constructible_v<CaseId, std::string> && !std::is_constructible_v<CaseId, UuidBytes>);
static_assert(!std::is_default_constructible_v<CaseId> && sizeof(CaseId) == 16);

// RFC 9562 appendix A.6: 2022-02-22T14:22:22-05:00, i.e. 1645557742000 ms.
constexpr const char* kStandard = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

std::int64_t millis_of(const CaseId& id) {
  Bytes time(2, 0);
  append(time, id.bytes().first(6));
  return static_cast<std::int64_t>(read_u64(ByteView(time).first<8>()));
}

TEST(Id, ReadsTheStandardsExample) {
  const auto id = CaseId::parse(kStandard);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), kStandard);
  EXPECT_EQ(to_hex(id->bytes()), "017f22e279b07cc398c4dc0c0c07398f");
  EXPECT_EQ(millis_of(*id), 1645557742000);
  EXPECT_EQ(*CaseId::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), *id);
  EXPECT_EQ(*CaseId::from_bytes(id->bytes()), *id);
}

TEST(Id, RefusesEverythingElse) {
  const char* bad[] = {
      "",
      "017f22e279b07cc398c4dc0c0c07398f",
      "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ",
      "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
      "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
      "017f22e2-79b0-7cc3-98c4-dc0c0c0-398f",
      "919108f7-52d1-4320-9bac-f847db4148a8",  // version 4, RFC 9562 appendix A.3
      "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",  // another variant
      "017f22e2-79b0-7cc3-58c4-dc0c0c07398f",
      "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
  };
  for (const char* text : bad) {
    const auto id = CaseId::parse(text);
    ASSERT_FALSE(id) << text;
    EXPECT_EQ(id.error().code, "base.id") << text;
    EXPECT_EQ(id.error().kind, ErrorKind::Malformed) << text;
  }
  EXPECT_EQ(CaseId::from_bytes(Bytes(15)).error().code, "base.id");
  EXPECT_EQ(CaseId::from_bytes(Bytes(17)).error().code, "base.id");
  EXPECT_EQ(CaseId::from_bytes(Bytes(16)).error().code, "base.id");
}

TEST(IdSource, CarriesTheClocksMilliseconds) {
  ManualClock clock(from_micros(1645557742000999));
  IdSource source(clock);
  const auto id = source.next<CaseTag>();
  EXPECT_EQ(millis_of(id), 1645557742000);
  EXPECT_EQ(*CaseId::parse(id.text()), id);  // so version and variant are right
}

TEST(IdSource, OnlyGrowsWhileTheClockStandsGoesBackOrOn) {
  ManualClock clock(from_micros(1645557742000000));
  IdSource source(clock);
  CaseId last = source.next<CaseTag>();
  for (int i = 0; i < 5000; ++i) {
    if (i == 1000) clock.advance(std::chrono::hours(-24));
    if (i == 3000) clock.advance(std::chrono::hours(48));
    const CaseId id = source.next<CaseTag>();
    ASSERT_LT(last, id) << i;
    ASSERT_LT(last.text(), id.text()) << i;
    last = id;
  }
  EXPECT_EQ(millis_of(last), 1645557742000 + 24 * 3600 * 1000);
}

TEST(IdSource, IsUniqueAcrossThreads) {
  ManualClock clock(from_micros(1645557742000000));
  IdSource source(clock);
  std::array<std::vector<CaseId>, 4> made;
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made) {
      threads.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) mine.push_back(source.next<CaseTag>());
      });
    }
  }
  std::set<CaseId> all;
  for (const auto& mine : made) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), 8000U);
}

TEST(IdSource, DifferentSourcesDiffer) {
  ManualClock clock(from_micros(1645557742000000));
  EXPECT_NE(IdSource(clock).next<CaseTag>(), IdSource(clock).next<CaseTag>());
}

TEST(IdSource, RefusesTimesThatDoNotFit) {
  ManualClock before_1970(from_micros(-1000000));
  EXPECT_THROW(IdSource(before_1970).next<CaseTag>(), std::out_of_range);
  ManualClock too_late(from_micros((std::int64_t{1} << 48) * 1000));
  EXPECT_THROW(IdSource(too_late).next<CaseTag>(), std::out_of_range);
}

}  // namespace
}  // namespace yinxin::base
