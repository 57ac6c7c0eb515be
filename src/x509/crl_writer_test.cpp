#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <random>

#include "asn1/oids.hpp"
#include "x509/crl.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
using base::ByteView;
using base::Result;

base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}
Serial serial(std::string_view hex) {
  return Serial::from_hex(hex).value();
}

CrlInfo plain_info() {
  CrlInfo info;
  info.issuer = Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, "A"}}).value();
  info.authority_key_id = Bytes(20, 0xA1);
  info.this_update = at("2026-11-22T00:00:00Z");
  info.next_update = at("2026-11-23T00:00:00Z");
  info.number = 7;
  return info;
}

CrlWriter start(const CrlInfo& info) {
  return CrlWriter::start(info, testing::TempDir()).value();
}

Bytes tbs_of(CrlWriter& writer) {
  Bytes all;
  const auto done = writer.tbs([&](ByteView octets) {
    EXPECT_LE(octets.size(), kCrlChunkBytes);
    base::append(all, octets);
    return Result<void>();
  });
  EXPECT_TRUE(done);
  return all;
}

std::string hex_of(const std::string& spaced) {
  std::string hex;
  for (const char c : spaced) {
    if (c != ' ') hex.push_back(c);
  }
  return hex;
}

// RFC 5280 5.1, written out by hand.
const std::string kBefore =
    "020101"                              // v2
    "300a 06082a811ccf55018375"           // SM2 with SM3, parameters absent
    "3019 310b 3009 0603550406 1302434e"  // C=CN
    "310a 3008 0603550403 0c0141"         // CN=A
    "170d 3236313132323030303030305a"     // 261122000000Z
    "170d 3236313132333030303030305a";    // 261123000000Z
const std::string kAfter =
    "a02f 302d"                                                                // [0] crlExtensions
    "301f 0603551d23 0418 3016 8014 a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"  // authorityKeyIdentifier
    "300a 0603551d14 0403 020107";                                             // cRLNumber 7

TEST(CrlWriter, EmptyListHasNoRevokedCertificates) {
  CrlWriter writer = start(plain_info());
  EXPECT_EQ(writer.entries(), 0U);
  EXPECT_EQ(base::to_hex(tbs_of(writer)), hex_of("3079" + kBefore + kAfter));
}

TEST(CrlWriter, EntriesAsTheStandardHasThem) {
  CrlWriter writer = start(plain_info());
  ASSERT_TRUE(writer.add({serial("01"), at("2026-11-21T10:00:00Z"), RevocationReason::Unspecified, {}}));
  ASSERT_TRUE(writer.add({serial("ff"), at("2049-12-31T23:59:59Z"), RevocationReason::KeyCompromise, {}}));
  ASSERT_TRUE(writer.add({serial("0102"), at("2050-01-01T00:00:00Z"), RevocationReason::Superseded,
                          at("2026-11-20T00:00:00Z")}));
  EXPECT_EQ(writer.entries(), 3U);
  const std::string entries =
      "3076"
      "3012 020101 170d 3236313132313130303030305a"
      "3021 020200ff 170d 3439313233313233353935395a 300c 300a 0603551d15 0403 0a0101"
      "303d 02020102 180f 32303530303130313030303030305a"
      "3026 300a 0603551d15 0403 0a0104"
      "3018 0603551d18 0411 180f 32303236313132303030303030305a";
  const std::string expected = hex_of(kBefore + entries + kAfter);
  const Bytes length = {static_cast<std::uint8_t>(expected.size() / 2)};
  EXPECT_EQ(base::to_hex(tbs_of(writer)), "3081" + base::to_hex(length) + expected);
}

TEST(CrlWriter, ExtensionsOfPartitionsAndDeltas) {
  CrlInfo info = plain_info();
  info.distribution_point = IssuingDistributionPoint{"http://a/1.crl", true, false};
  info.freshest_uris = {"http://a/1d.crl"};
  CrlWriter full = start(info);
  const std::string full_hex = base::to_hex(tbs_of(full));
  EXPECT_THAT(full_hex, testing::HasSubstr(hex_of("0603551d1c 0101ff 0419 3017 a012 a010 860e") +
                                           base::to_hex(base::as_bytes("http://a/1.crl")) + "8101ff"));
  EXPECT_THAT(full_hex, testing::HasSubstr(hex_of("0603551d2e 0419 3017 3015 a013 a011 860f") +
                                           base::to_hex(base::as_bytes("http://a/1d.crl"))));
  info.freshest_uris.clear();
  info.base_number = 5;
  CrlWriter delta = start(info);
  EXPECT_THAT(base::to_hex(tbs_of(delta)), testing::HasSubstr(hex_of("0603551d1b 0101ff 0403 020105")));
}

TEST(CrlWriter, TbsComesTheSameEveryTimeAndInsideTheList) {
  CrlWriter writer = start(plain_info());
  for (int i = 1; i <= 9000; ++i) {  // several chunks
    ASSERT_TRUE(writer.add({serial("01" + base::to_hex(Bytes(15, static_cast<std::uint8_t>(i)))),
                            at("2026-11-21T10:00:00Z"),
                            RevocationReason::CessationOfOperation,
                            {}}));
  }
  const Bytes tbs = tbs_of(writer);
  EXPECT_GT(tbs.size(), 5 * kCrlChunkBytes);
  EXPECT_EQ(tbs_of(writer), tbs);
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto signature = crypto::sm2_sign(key, tbs).value();
  Bytes whole;
  ASSERT_TRUE(writer.write(signature, [&](ByteView octets) {
    EXPECT_LE(octets.size(), kCrlChunkBytes);
    base::append(whole, octets);
    return Result<void>();
  }));
  EXPECT_EQ(whole, assemble_signed(tbs, signature));
  CrlWriter moved = std::move(writer);
  EXPECT_EQ(tbs_of(moved), tbs);
}

TEST(CrlWriter, ASinkThatFailsIsHeard) {
  CrlWriter writer = start(plain_info());
  const auto stop = [](ByteView) -> Result<void> {
    return base::make_error(base::ErrorKind::Unavailable, "test.sink");
  };
  EXPECT_EQ(writer.tbs(stop).error().code, "test.sink");
  EXPECT_EQ(writer.write(crypto::Sm2Signature{}, stop).error().code, "test.sink");
}

TEST(CrlWriter, RefusesInfoThatContradictsItself) {
  struct Case {
    const char* what;
    void (*spoil)(CrlInfo&);
  };
  const std::vector<Case> cases = {
      {"no issuer", [](CrlInfo& i) { i.issuer = Name(); }},
      {"no key identifier", [](CrlInfo& i) { i.authority_key_id.clear(); }},
      {"ends as it begins",
       [](CrlInfo& i) { i.next_update = i.this_update + std::chrono::microseconds(999'999); }},
      {"ends before it begins", [](CrlInfo& i) { i.next_update = i.this_update - std::chrono::hours(1); }},
      {"negative number", [](CrlInfo& i) { i.number = -1; }},
      {"negative base", [](CrlInfo& i) { i.base_number = -1; }},
      {"base after it", [](CrlInfo& i) { i.base_number = 8; }},
      {"freshest in a delta",
       [](CrlInfo& i) {
         i.base_number = 6;
         i.freshest_uris = {"http://a"};
       }},
      {"both scopes",
       [](CrlInfo& i) {
         i.distribution_point = IssuingDistributionPoint{"http://a", true, true};
       }},
      {"empty distribution point", [](CrlInfo& i) { i.distribution_point = IssuingDistributionPoint{}; }},
  };
  for (const auto& [what, spoil] : cases) {
    CrlInfo info = plain_info();
    spoil(info);
    const auto writer = CrlWriter::start(info, testing::TempDir());
    ASSERT_FALSE(writer) << what;
    EXPECT_EQ(writer.error().code, "x509.crl") << what;
    EXPECT_EQ(writer.error().kind, base::ErrorKind::Malformed) << what;
  }
}

TEST(CrlWriter, RemoveFromCrlIsForDeltas) {
  const CrlEntry removal{serial("05"), at("2026-11-21T10:00:00Z"), RevocationReason::RemoveFromCrl, {}};
  CrlWriter full = start(plain_info());
  EXPECT_EQ(full.add(removal).error().code, "x509.crl.reason");
  EXPECT_EQ(full.entries(), 0U);
  CrlInfo info = plain_info();
  info.base_number = 6;
  CrlWriter delta = start(info);
  EXPECT_TRUE(delta.add(removal));
}

TEST(CrlWriter, SpoolFolderMustExist) {
  const auto writer = CrlWriter::start(plain_info(), "/nonexistent/folder");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, "x509.crl.spool");
  EXPECT_EQ(writer.error().kind, base::ErrorKind::Internal);
}

/// Files of this process cannot grow over `most` octets while it lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t most) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = most;
    setrlimit(RLIMIT_FSIZE, &limit);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(CrlWriter, AFullDiskLosesNoEntrySilently) {
  CrlWriter writer = start(plain_info());
  Result<void> added;
  {
    const FileSizeLimit limit(100'000);
    for (int i = 0; i < 10'000 && added; ++i) {
      added = writer.add({serial("7f"), at("2026-11-21T10:00:00Z"), RevocationReason::Unspecified, {}});
    }
  }
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "x509.crl.spool");
  bool passed = false;
  const auto listed = writer.tbs([&](ByteView) {
    passed = true;
    return Result<void>();
  });
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().code, "x509.crl.spool");
  EXPECT_FALSE(passed);
}

}  // namespace
}  // namespace yinxin::x509
