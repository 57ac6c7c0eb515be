#include <gmock/gmock.h>

#include <random>

#include "asn1/oids.hpp"
#include "x509/crl.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerWriter;
using base::Bytes;
using base::ByteView;
using base::Result;

base::Time at(const char* utc) {
  return base::parse_utc(utc).value();
}

Bytes hex(const std::string& text) {
  return base::from_hex(text).value();
}

template <class Body>
Bytes der(Body&& body) {
  DerWriter out;
  body(out);
  return std::move(out).take();
}

struct Raw {
  asn1::Oid id;
  bool critical;
  std::string value;  // hex
};

Bytes extensions_of(const std::vector<Raw>& raws) {
  std::vector<Extension> list;
  for (const Raw& raw : raws) list.push_back({raw.id, raw.critical, base::from_hex(raw.value).value()});
  return der([&](DerWriter& w) { write_extensions(w, list); });
}

Bytes entry_of(const std::string& serial_der, const std::vector<Raw>& extensions = {}) {
  return der([&](DerWriter& w) {
    w.sequence([&](DerWriter& fields) {
      fields.raw(base::from_hex(serial_der).value()).time(at("2026-11-21T10:00:00Z"));
      if (!extensions.empty()) fields.raw(extensions_of(extensions));
    });
  });
}

const Raw kAki{asn1::oids::kAuthorityKeyIdentifier, false, "30048002aabb"};
const Raw kNumber{asn1::oids::kCrlNumber, false, "020107"};
const Raw kDelta{asn1::oids::kDeltaCrlIndicator, true, "020105"};
const Raw kScope{asn1::oids::kIssuingDistributionPoint, true, "30038101ff"};
const Raw kRemove{asn1::oids::kReasonCode, false, "0a0108"};

/// The fields of a TBSCertList, each as DER, to be spoiled one at a time. Absent: empty.
struct Parts {
  Bytes version = der([](DerWriter& w) { w.small_integer(1); });
  Bytes algorithm = der([](DerWriter& w) { write_signature_algorithm(w); });
  Bytes issuer = base::to_bytes(Name::build({{asn1::oids::kCommonName, "A"}})->der());
  Bytes this_update = der([](DerWriter& w) { w.time(at("2026-11-22T00:00:00Z")); });
  Bytes next_update = der([](DerWriter& w) { w.time(at("2026-11-23T00:00:00Z")); });
  std::vector<Bytes> entries = {entry_of("020105")};
  bool list_even_if_empty = false;
  Bytes extensions = extensions_of({kAki, kNumber});
  Bytes after;

  Bytes tbs() const {
    return der([&](DerWriter& w) {
      w.sequence([&](DerWriter& f) {
        f.raw(version).raw(algorithm).raw(issuer).raw(this_update).raw(next_update);
        if (!entries.empty() || list_even_if_empty) {
          f.sequence([&](DerWriter& list) {
            for (const Bytes& entry : entries) list.raw(entry);
          });
        }
        if (!extensions.empty()) {
          f.nested(asn1::context(0, true), [&](DerWriter& wrapper) { wrapper.raw(extensions); });
        }
        f.raw(after);
      });
    });
  }
};

struct Parsed {
  Result<CrlInfo> info;
  std::vector<CrlEntry> entries;
};

/// Fed in pieces of the sizes that `next_size` gives.
template <class NextSize>
Parsed parse(ByteView octets, NextSize&& next_size) {
  std::vector<CrlEntry> entries;
  CrlStreamParser parser([&](const CrlEntry& entry) {
    entries.push_back(entry);
    return Result<void>();
  });
  while (!octets.empty()) {
    const std::size_t size = std::min<std::size_t>(octets.size(), next_size());
    if (auto fed = parser.feed(octets.first(size)); !fed) return {std::move(fed).error(), entries};
    octets = octets.subspan(size);
  }
  return {parser.finish(), entries};
}

Parsed parse(ByteView octets) {
  return parse(octets, [&] { return octets.size(); });
}

void expect_refused(ByteView octets, const std::string& what, const std::string& code = "x509.crl") {
  const auto whole = parse(octets).info;
  ASSERT_FALSE(whole) << what;
  EXPECT_EQ(whole.error().code, code) << what << ": " << whole.error().detail;
  EXPECT_EQ(whole.error().kind, code == "x509.crl" ? base::ErrorKind::Malformed : base::ErrorKind::Refused)
      << what;
  const auto by_octet = parse(octets, [] { return std::size_t{1}; }).info;
  ASSERT_FALSE(by_octet) << what;
  EXPECT_EQ(by_octet.error().detail, whole.error().detail) << what << ": the cut decides";
}

TEST(CrlStreamParser, ReadsTheFieldsAround) {
  Parts parts;
  parts.entries = {};
  auto plain = parse(parts.tbs());
  ASSERT_TRUE(plain.info);
  EXPECT_EQ(plain.info->issuer.to_text(), "CN=A");
  EXPECT_EQ(plain.info->this_update, at("2026-11-22T00:00:00Z"));
  EXPECT_EQ(plain.info->next_update, at("2026-11-23T00:00:00Z"));
  EXPECT_EQ(base::to_hex(plain.info->authority_key_id), "aabb");
  EXPECT_EQ(plain.info->number, 7);
  EXPECT_FALSE(plain.info->base_number || plain.info->distribution_point);
  EXPECT_TRUE(plain.entries.empty());

  parts.extensions = extensions_of({kScope, kAki, kNumber, kDelta});
  parts.entries = {entry_of("020200ff", {kRemove})};
  const auto delta = parse(parts.tbs());
  ASSERT_TRUE(delta.info);
  EXPECT_EQ(delta.info->base_number, 5);
  EXPECT_TRUE(delta.info->distribution_point->only_user_certificates);
  ASSERT_EQ(delta.entries.size(), 1U);
  EXPECT_EQ(delta.entries[0].serial.to_hex(), "ff");
  EXPECT_EQ(delta.entries[0].reason, RevocationReason::RemoveFromCrl);
}

TEST(CrlStreamParser, AcceptsWhatOthersWrite) {
  Parts parts;
  parts.algorithm =
      base::from_hex("300c06082a811ccf550183750500").value();  // NULL parameters (standards.md 7.2)
  const auto unknown = asn1::Oid::literal("1.2.3.4");
  parts.extensions = extensions_of({{unknown, false, "00"}, kAki, kNumber});
  parts.entries = {entry_of("020105", {{asn1::oids::kReasonCode, false, "0a0100"}, {unknown, false, "00"}}),
                   entry_of("020106", {{asn1::oids::kReasonCode, true, "0a0106"}})};
  const auto read = parse(parts.tbs());
  ASSERT_TRUE(read.info);
  EXPECT_EQ(read.entries.at(0).reason, RevocationReason::Unspecified);
  EXPECT_EQ(read.entries.at(1).reason, RevocationReason::CertificateHold);
}

TEST(CrlStreamParser, RefusesFieldsAround) {
  struct Case {
    const char* what;
    void (*spoil)(Parts&);
  };
  const std::vector<Case> cases = {
      {"no version", [](Parts& p) { p.version.clear(); }},
      {"version 1", [](Parts& p) { p.version = hex("020100"); }},
      {"version 3", [](Parts& p) { p.version = hex("020102"); }},
      {"no algorithm", [](Parts& p) { p.algorithm.clear(); }},
      {"no issuer", [](Parts& p) { p.issuer.clear(); }},
      {"empty issuer", [](Parts& p) { p.issuer = hex("3000"); }},
      {"issuer that is no name", [](Parts& p) { p.issuer = hex("3003020101"); }},
      {"no thisUpdate", [](Parts& p) { p.this_update.clear(); }},
      {"no nextUpdate", [](Parts& p) { p.next_update.clear(); }},
      {"thisUpdate of February 30", [](Parts& p) { p.this_update = hex("170d3236303233303030303030305a"); }},
      {"nextUpdate before thisUpdate", [](Parts& p) { std::swap(p.this_update, p.next_update); }},
      {"an empty list of entries",
       [](Parts& p) {
         p.entries.clear();
         p.list_even_if_empty = true;
       }},
      {"no extensions", [](Parts& p) { p.extensions.clear(); }},
      {"empty extensions", [](Parts& p) { p.extensions = hex("3000"); }},
      {"two lists of extensions",
       [](Parts& p) {
         base::append(p.extensions, extensions_of({kAki, kNumber}));
       }},
      {"no number", [](Parts& p) { p.extensions = extensions_of({kAki}); }},
      {"no key identifier", [](Parts& p) { p.extensions = extensions_of({kNumber}); }},
      {"negative number",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, {kNumber.id, false, "0201ff"}});
       }},
      {"number of 2^63",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, {kNumber.id, false, "0209008000000000000000"}});
       }},
      {"number with octets after it",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, {kNumber.id, false, "02010700"}});
       }},
      {"number twice",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, kNumber});
       }},
      {"unknown critical extension",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {asn1::Oid::literal("1.2.3"), true, "0500"}});
       }},
      {"distribution point not critical",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {kScope.id, false, kScope.value}});
       }},
      {"list of attribute certificates",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {kScope.id, true, "30038501ff"}});
       }},
      {"both scopes",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {kScope.id, true, "30068101ff8201ff"}});
       }},
      {"delta indicator not critical",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {kDelta.id, false, kDelta.value}});
       }},
      {"delta against a later list",
       [](Parts& p) {
         p.extensions = extensions_of({kAki, kNumber, {kDelta.id, true, "020108"}});
       }},
      {"freshestCRL in a delta",
       [](Parts& p) {
         const Bytes points = encode_distribution_points({{"http://a"}});
         p.extensions =
             extensions_of({kAki, kNumber, kDelta, {asn1::oids::kFreshestCrl, false, base::to_hex(points)}});
       }},
      {"a field after the extensions", [](Parts& p) { p.after = hex("0500"); }},
      {"an issuer of a megabyte", [](Parts& p) { p.issuer = hex("30831000003100"); }},
  };
  for (const auto& [what, spoil] : cases) {
    Parts parts;
    spoil(parts);
    expect_refused(parts.tbs(), what);
  }
  Parts rsa;
  rsa.algorithm = hex("300d06092a864886f70d01010b0500");
  expect_refused(rsa.tbs(), "signed with RSA", "x509.algorithm");
}

TEST(CrlStreamParser, RefusesEntries) {
  const auto reason = [](const char* value) { return Raw{asn1::oids::kReasonCode, false, value}; };
  const auto invalidity = [](const char* value) { return Raw{asn1::oids::kInvalidityDate, false, value}; };
  struct Case {
    const char* what;
    Bytes entry;
  };
  const std::vector<Case> cases = {
      {"serial zero", entry_of("020100")},
      {"negative serial", entry_of("0201ff")},
      {"padded serial", entry_of("02020001")},
      {"serial of 21 octets", entry_of("0215" + std::string(42, '1'))},
      {"not a SEQUENCE", base::from_hex("0500").value()},
      {"empty", base::from_hex("3000").value()},
      {"no date", base::from_hex("3003020101").value()},
      {"empty extensions", base::from_hex("3014020101170d3236313132313130303030305a3000").value()},
      {"a field too many", base::from_hex("3014020101170d3236313132313130303030305a0500").value()},
      {"reason 7", entry_of("020101", {reason("0a0107")})},
      {"reason 11", entry_of("020101", {reason("0a010b")})},
      {"reason as INTEGER", entry_of("020101", {reason("020101")})},
      {"reason with octets after it", entry_of("020101", {reason("0a010100")})},
      {"reason twice", entry_of("020101", {reason("0a0101"), reason("0a0101")})},
      {"removeFromCRL outside a delta", entry_of("020101", {kRemove})},
      {"invalidityDate as UTCTime", entry_of("020101", {invalidity("170d3236313132313130303030305a")})},
      {"certificateIssuer without a name",
       entry_of("020101", {{asn1::oids::kCertificateIssuer, true, "3000"}})},
  };
  for (const auto& [what, entry] : cases) {
    Parts parts;
    parts.entries = {entry_of("020105"), entry};
    expect_refused(parts.tbs(), what);
  }
}

TEST(CrlStreamParser, RefusesLengthsThatDisagree) {
  const Bytes good = Parts().tbs();
  // 30 len | version 3 | algorithm 12 | issuer 14 | two times 30 | 30 len entries
  const std::size_t entries_at = 2 + 3 + 12 + Parts().issuer.size() + 30;
  ASSERT_EQ(good[entries_at], asn1::kSequence);
  for (const int change : {-1, 1, 5, 40}) {
    for (const std::size_t at_length : {std::size_t{1}, entries_at + 1, entries_at + 3}) {
      Bytes bad = good;
      bad[at_length] = static_cast<std::uint8_t>(bad[at_length] + change);
      EXPECT_FALSE(parse(bad).info) << at_length << " by " << change;
      EXPECT_FALSE(parse(bad, [] { return std::size_t{1}; }).info) << at_length << " by " << change;
    }
  }
  Bytes longer = good;
  longer.push_back(0);
  expect_refused(longer, "octets after the list");
  expect_refused(base::from_hex("3080").value(), "indefinite length");
  expect_refused(base::from_hex("3100").value(), "a SET");
  expect_refused(base::from_hex("3000").value(), "an empty list");
  expect_refused({}, "nothing");
}

TEST(CrlStreamParser, EveryTruncationIsRefused) {
  Parts parts;
  parts.entries = {entry_of("020105", {{asn1::oids::kReasonCode, false, "0a0101"}}), entry_of("020106")};
  const Bytes whole = parts.tbs();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = parse(ByteView(whole).first(size)).info;
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, "x509.crl");
  }
}

TEST(CrlStreamParser, ErrorsOfTheHandlerPassAndStay) {
  Parts parts;
  parts.entries = {entry_of("020105"), entry_of("020106")};
  int seen = 0;
  CrlStreamParser parser([&](const CrlEntry&) -> Result<void> {
    ++seen;
    return base::make_error(base::ErrorKind::Malformed, "test.entry");
  });
  EXPECT_EQ(parser.feed(parts.tbs()).error().code, "test.entry");
  EXPECT_EQ(parser.feed(Bytes{0x00}).error().code, "test.entry");
  EXPECT_EQ(parser.finish().error().code, "test.entry");
  EXPECT_EQ(seen, 1);
}

CrlEntry random_entry(std::mt19937& random) {
  Bytes magnitude(1 + random() % 20);
  for (std::uint8_t& octet : magnitude) octet = static_cast<std::uint8_t>(random());
  magnitude[0] |= 1;
  constexpr std::int64_t kReasons[] = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10};
  CrlEntry entry;
  entry.serial = Serial::from_magnitude(magnitude).value();
  entry.revoked_at = base::from_micros(static_cast<std::int64_t>(random()) * 1'000'000);
  entry.reason = revocation_reason(kReasons[random() % std::size(kReasons)]).value();
  if (random() % 3 == 0)
    entry.invalidity_date = base::from_micros(static_cast<std::int64_t>(random()) * 1'000'000);
  return entry;
}

TEST(CrlStreamParser, ReadsWhatTheWriterWritesHoweverItIsCut) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    CrlInfo info;
    info.issuer =
        Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, "\xE5\x8D\xB0"}}).value();
    info.authority_key_id = Bytes(20, 0x11);
    info.this_update = at("2026-11-22T00:00:00Z");
    info.next_update = at("2050-11-23T00:00:00Z");
    info.number = static_cast<std::int64_t>(random());
    info.base_number = info.number / 2;
    info.distribution_point = IssuingDistributionPoint{"http://a/1", seed % 2 == 0, seed % 2 == 1};
    auto writer = CrlWriter::start(info, testing::TempDir()).value();
    std::vector<CrlEntry> written;
    for (unsigned i = 0; i < seed * 150; ++i) {
      written.push_back(random_entry(random));
      ASSERT_TRUE(writer.add(written.back()));
    }
    Bytes tbs;
    ASSERT_TRUE(writer.tbs([&](ByteView octets) {
      base::append(tbs, octets);
      return Result<void>();
    }));
    const auto read = parse(tbs, [&] { return seed % 4 == 0 ? std::size_t{1} : 1 + random() % 5000; });
    ASSERT_TRUE(read.info) << base::describe(read.info.error());
    EXPECT_EQ(read.info->issuer, info.issuer);
    EXPECT_EQ(read.info->next_update, info.next_update);
    EXPECT_EQ(read.info->number, info.number);
    EXPECT_EQ(read.info->base_number, info.base_number);
    EXPECT_EQ(read.info->distribution_point->uri, "http://a/1");
    EXPECT_EQ(read.info->distribution_point->only_user_certificates, seed % 2 == 0);
    EXPECT_EQ(read.info->distribution_point->only_ca_certificates, seed % 2 == 1);
    ASSERT_EQ(read.entries.size(), written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
      EXPECT_EQ(read.entries[i].serial, written[i].serial);
      EXPECT_EQ(read.entries[i].revoked_at, written[i].revoked_at);
      EXPECT_EQ(read.entries[i].reason, written[i].reason);
      EXPECT_EQ(read.entries[i].invalidity_date, written[i].invalidity_date);
    }
  }
}

}  // namespace
}  // namespace yinxin::x509
