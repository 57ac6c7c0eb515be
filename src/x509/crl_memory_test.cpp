// A list of 400 000 entries (20 MB) is written and read in a fraction of that memory.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "asn1/oids.hpp"
#include "x509/crl.hpp"

namespace yinxin::x509 {
namespace {

using base::Result;

constexpr int kEntries = 400'000;
constexpr long kMostGrowthKilobytes = 6 * 1024;

/// The most memory this process has ever held.
long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(CrlMemory, IsBounded) {
#if defined(YX_SANITIZED)
  GTEST_SKIP() << "the sanitizer keeps what was freed";
#endif
  const base::Time now = base::parse_utc("2026-11-22T00:00:00Z").value();
  CrlInfo info;
  info.issuer = Name::build({{asn1::oids::kCommonName, "A"}}).value();
  info.authority_key_id = base::Bytes(20, 0x11);
  info.this_update = now;
  info.next_update = now + std::chrono::days(1);
  const long before = peak_kilobytes();

  CrlWriter writer = CrlWriter::start(info, testing::TempDir()).value();
  base::Bytes magnitude(16, 0x22);
  for (int i = 0; i < kEntries; ++i) {
    for (std::size_t octet = 1; octet < 4; ++octet)
      magnitude[octet] = static_cast<std::uint8_t>(i >> (8 * octet - 8));
    ASSERT_TRUE(
        writer.add({Serial::from_magnitude(magnitude).value(), now, RevocationReason::Superseded, {}}));
  }
  std::size_t octets = 0;
  int read = 0;
  CrlStreamParser parser([&](const CrlEntry& entry) {
    read += entry.reason == RevocationReason::Superseded ? 1 : 0;
    return Result<void>();
  });
  ASSERT_TRUE(writer.tbs([&](base::ByteView chunk) {
    octets += chunk.size();
    return parser.feed(chunk);
  }));
  ASSERT_TRUE(parser.finish());
  EXPECT_EQ(read, kEntries);
  EXPECT_EQ(writer.entries(), static_cast<std::size_t>(kEntries));
  EXPECT_GT(octets, static_cast<std::size_t>(kEntries) * 40);
  EXPECT_LT(peak_kilobytes() - before, kMostGrowthKilobytes);
}

}  // namespace
}  // namespace yinxin::x509
