// Lists that a taker signs under the name of the authority whose service it took over (docs/decisions/0025):
// RFC 5280 5.2.5 indirectCRL, 5.3.3 certificateIssuer.
#include <gtest/gtest.h>

#include <algorithm>

#include "asn1/oids.hpp"
#include "x509/crl.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;

base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}

Bytes indirect_tbs(std::size_t entries) {
  CrlInfo info;
  info.issuer = Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, "AAAA"}}).value();
  info.authority_key_id = Bytes(20, 0xA1);
  info.this_update = at("2026-11-22T00:00:00Z");
  info.next_update = at("2026-11-23T00:00:00Z");
  info.number = 8;
  info.distribution_point =
      IssuingDistributionPoint{"http://old.example/crl/issuing-1/0.crl", false, false, true};
  CrlWriter writer = CrlWriter::start(info, testing::TempDir()).value();
  for (std::size_t i = 0; i < entries; ++i) {
    CrlEntry entry;
    entry.serial = Serial::from_magnitude(Bytes{0x11, static_cast<std::uint8_t>(i)}).value();
    entry.revoked_at = at("2026-11-21T00:00:00Z");
    EXPECT_TRUE(writer.add(entry));
  }
  Bytes all;
  EXPECT_TRUE(writer.tbs([&](base::ByteView octets) {
    base::append(all, octets);
    return base::Result<void>();
  }));
  return all;
}

struct Read {
  base::Result<CrlInfo> info;
  std::vector<CrlEntry> entries;
};
Read read(base::ByteView tbs) {
  Read read{base::make_error(base::ErrorKind::Internal, "unread"), {}};
  CrlStreamParser parser([&](const CrlEntry& entry) {
    read.entries.push_back(entry);
    return base::Result<void>();
  });
  const auto fed = parser.feed(tbs);
  read.info = fed ? parser.finish() : base::Result<CrlInfo>(fed.error());
  return read;
}
std::string fault_of(base::ByteView tbs) {
  const Read one = read(tbs);
  return one.info ? std::string() : one.info.error().detail;
}

/// Replaces the `nth` place where `from` stands.
Bytes replaced(Bytes octets, std::string_view from, std::string_view to, int nth) {
  auto begin = octets.begin();
  while (true) {
    const auto found = std::search(begin, octets.end(), from.begin(), from.end(),
                                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
    EXPECT_NE(found, octets.end());
    if (found == octets.end()) return octets;
    if (nth-- == 0) {
      std::copy(to.begin(), to.end(), found);
      return octets;
    }
    begin = found + 1;
  }
}

TEST(IndirectCrl, TheFirstEntryNamesTheAuthority) {
  const Read list = read(indirect_tbs(3));
  ASSERT_TRUE(list.info) << base::describe(list.info.error());
  EXPECT_TRUE(list.info->distribution_point->indirect);
  EXPECT_EQ(list.info->distribution_point->uri, "http://old.example/crl/issuing-1/0.crl");
  ASSERT_EQ(list.entries.size(), 3U);
  EXPECT_EQ(list.entries[0].certificate_issuer, list.info->issuer);
  EXPECT_TRUE(list.entries[1].certificate_issuer.empty()) << "as the entry before it (5.3.3)";
  EXPECT_TRUE(list.entries[2].certificate_issuer.empty());
}

TEST(IndirectCrl, AnEmptyOneIsReadToo) {
  const Read list = read(indirect_tbs(0));
  ASSERT_TRUE(list.info) << base::describe(list.info.error());
  EXPECT_TRUE(list.entries.empty());
}

TEST(IndirectCrl, EntriesOfAnotherAuthorityAreRefused) {
  EXPECT_EQ(fault_of(replaced(indirect_tbs(1), "AAAA", "AAAB", 1)),
            "an entry of another authority's certificate");
}

TEST(IndirectCrl, ANamedIssuerInAListThatIsNotIndirectIsRefused) {
  // indirectCRL [4] TRUE becomes onlyContainsUserCerts [1] TRUE.
  EXPECT_EQ(fault_of(replaced(indirect_tbs(1), "\x84\x01\xff", "\x81\x01\xff", 0)),
            "certificateIssuer in a list that is not indirect");
}

TEST(IndirectCrl, ANamedIssuerThatIsNotCriticalIsRefused) {
  const Bytes tbs = indirect_tbs(1);
  // 2.5.29.29 and TRUE become an extension whose criticality is written as FALSE, which DER does not write.
  EXPECT_NE(fault_of(replaced(tbs, std::string_view("\x55\x1d\x1d\x01\x01\xff", 6),
                              std::string_view("\x55\x1d\x1d\x01\x01\x00", 6), 0)),
            "");
}

}  // namespace
}  // namespace yinxin::x509
