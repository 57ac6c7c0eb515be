#include "signer/daemon/journal.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;

CertificateRecord certificate(KeyNumber key, std::uint8_t serial, std::uint8_t tbs) {
  CertificateRecord record;
  record.at = test_time();
  record.key = key;
  record.serial = {0x11, serial};
  record.tbs = Bytes(700, tbs);
  record.signature.r.fill(serial);
  record.signature.s.fill(tbs);
  return record;
}

CrlRecord crl(std::int64_t number, bool delta, const std::string& uri = "http://crl.example/1.crl") {
  CrlRecord record;
  record.at = test_time();
  record.uri = uri;
  record.delta = delta;
  record.number = number;
  record.this_update = test_time() + std::chrono::seconds(number);
  return record;
}

TreeHeadRecord tree_head(std::uint64_t size) {
  TreeHeadRecord record;
  record.at = test_time();
  record.key = 2;
  record.size = size;
  record.root.fill(9);
  record.head_time = test_time();
  return record;
}

class JournalTest : public testing::Test {
 protected:
  void open() {
    journal.reset();
    auto opened = Journal::open(path);
    ASSERT_TRUE(opened) << base::describe(opened.error());
    journal = std::move(opened).value();
  }
  void SetUp() override { open(); }

  TestFolder folder;
  const std::string path = folder / "journal";
  std::unique_ptr<Journal> journal;
};

TEST(Record, EveryKindSurvivesTheTripAndNothingElseIsRead) {
  KeyRecord key;
  key.at = test_time();
  key.id = "issuing-1";
  key.point = Bytes(65, 4);
  OcspRecord ocsp;
  ocsp.count = 64;
  PackageRecord package;
  package.note.fill(6);
  UnwrapRecord unwrap;
  unwrap.wrapped.fill(8);
  for (const Record& record :
       std::vector<Record>{key, certificate(3, 1, 2), crl(5, true), tree_head(7), ocsp, package, unwrap}) {
    const Bytes octets = encode_record(record);
    const auto back = decode_record(octets);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->index(), record.index());
    EXPECT_EQ(encode_record(*back), octets);
    EXPECT_EQ(time_of(*back), time_of(record));
    for (std::size_t size = 0; size < octets.size(); ++size) {
      EXPECT_EQ(code_of(decode_record(base::ByteView(octets).first(size))), "signer.journal_damaged");
    }
  }
  EXPECT_FALSE(decode_record(Bytes{9, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_F(JournalTest, ACertificateCountsOnceItIsCommitted) {
  journal->add(certificate(0, 1, 0xAA));
  EXPECT_FALSE(journal->certificate(0, Bytes{0x11, 1}).value());
  EXPECT_TRUE(journal->round_has_certificate(0, Bytes{0x11, 1}));
  EXPECT_FALSE(journal->round_has_certificate(1, Bytes{0x11, 1})) << "another key's";
  EXPECT_FALSE(journal->round_empty());
  ASSERT_TRUE(journal->commit());
  EXPECT_TRUE(journal->round_empty());
  EXPECT_FALSE(journal->round_has_certificate(0, Bytes{0x11, 1}));
  const auto found = journal->certificate(0, Bytes{0x11, 1}).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->tbs, certificate(0, 1, 0xAA).tbs);
  EXPECT_EQ(found->signature, certificate(0, 1, 0xAA).signature);
  EXPECT_FALSE(journal->certificate(1, Bytes{0x11, 1}).value());
  EXPECT_FALSE(journal->certificate(0, Bytes{0x11, 2}).value());
}

TEST_F(JournalTest, IsReadAgainAtStart) {
  for (std::uint8_t serial = 0; serial < 200; ++serial) journal->add(certificate(1, serial, serial));
  journal->add(crl(1, false));
  journal->add(crl(2, false));
  journal->add(crl(2, true));
  journal->add(crl(9, false, ""));
  journal->add(tree_head(4));
  journal->add(tree_head(5));
  KeyRecord first;
  first.id = "issuing-1";
  first.point = Bytes(65, 1);
  KeyRecord anew = first;
  anew.point = Bytes(65, 2);
  journal->add(first);
  journal->add(anew);
  ASSERT_TRUE(journal->commit());
  open();
  for (std::uint8_t serial = 0; serial < 200; ++serial) {
    const auto found = journal->certificate(1, Bytes{0x11, serial}).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->signature, certificate(1, serial, serial).signature);
  }
  EXPECT_EQ(journal->newest_crl(0, "http://crl.example/1.crl", false)->number, 2);
  EXPECT_EQ(journal->newest_crl(0, "http://crl.example/1.crl", true)->number, 2);
  EXPECT_EQ(journal->newest_crl(0, "", false)->number, 9);
  EXPECT_EQ(journal->newest_crl(0, "", true), nullptr);
  EXPECT_EQ(journal->newest_crl(1, "", false), nullptr);
  EXPECT_EQ(journal->newest_tree_head(2)->size, 5U);
  EXPECT_EQ(journal->newest_tree_head(0), nullptr);
  EXPECT_EQ(journal->key("issuing-1")->number, 1) << "the key made last";
  EXPECT_EQ(journal->key("issuing-1")->point, Bytes(65, 2));
  EXPECT_EQ(journal->key("issuing-2"), nullptr);
  EXPECT_EQ(journal->highest_time(), test_time());
}

TEST_F(JournalTest, CertificatesAreReadInTheOrderOfSigning) {
  for (const std::uint8_t serial : {std::uint8_t{9}, std::uint8_t{3}, std::uint8_t{7}}) {
    journal->add(certificate(1, serial, serial));
    journal->add(certificate(2, serial, 0xEE));
  }
  EXPECT_EQ(journal->certificate_count(1), 0U) << "not before they are on disk";
  ASSERT_TRUE(journal->commit());
  open();
  EXPECT_EQ(journal->certificate_count(0), 0U);
  ASSERT_EQ(journal->certificate_count(1), 3U);
  EXPECT_EQ(journal->certificate_at(1, 0)->tbs, Bytes(700, 9));
  EXPECT_EQ(journal->certificate_at(1, 1)->serial, (Bytes{0x11, 3}));
  EXPECT_EQ(journal->certificate_at(1, 2)->signature, certificate(1, 7, 7).signature);
  EXPECT_EQ(journal->certificate_at(2, 2)->tbs, Bytes(700, 0xEE));
}

TEST_F(JournalTest, WithoutRoomTheRoundIsAsIfItHadNeverBeen) {
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit tight{std::filesystem::file_size(path) + 20, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &tight);
  OcspRecord ocsp;
  ocsp.at = test_time();
  journal->note(ocsp);
  journal->add(certificate(0, 1, 1));
  const auto full = journal->commit();
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code_of(full), "signer.journal");
  EXPECT_TRUE(journal->round_empty());
  EXPECT_FALSE(journal->certificate(0, Bytes{0x11, 1}).value());
  EXPECT_TRUE(journal->notes_since()) << "counts wait on";
  ASSERT_TRUE(journal->commit());
  EXPECT_FALSE(journal->notes_since());
  open();
  EXPECT_FALSE(journal->certificate(0, Bytes{0x11, 1}).value());
  EXPECT_EQ(journal->highest_time(), test_time()) << "the count was written";
}

TEST_F(JournalTest, CountsAreBoundedWhileTheyWait) {
  bool taken = true;
  std::size_t count = 0;
  while ((taken = journal->note(OcspRecord{}))) ASSERT_LT(++count, 100'000U);
  EXPECT_GT(count, 0U);
  ASSERT_TRUE(journal->commit());
  EXPECT_TRUE(journal->note(OcspRecord{}));
}

TEST_F(JournalTest, AnEmptyRoundWritesNothing) {
  const auto before = std::filesystem::file_size(path);
  ASSERT_TRUE(journal->commit());
  EXPECT_EQ(std::filesystem::file_size(path), before);
}

}  // namespace
}  // namespace yinxin::signer
