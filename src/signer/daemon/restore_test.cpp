// What a restored server asks of its signer: every certificate that was signed, and its data keys.
#include <gtest/gtest.h>

#include "crypto/sm2_encryption.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;

class RestoreTest : public testing::Test {
 protected:
  void SetUp() override { desk.furnish(); }
  base::Result<Signed> ask_signed(const std::string& key, std::uint64_t from) {
    YX_TRY(const Bytes answer, desk.ask(MessageType::SignedCertificates, encode_signed_request({key, from})));
    return decode_signed(answer);
  }
  base::Result<LastSignedPage> ask_last(const std::string& key, const std::string& after) {
    YX_TRY(const Bytes answer, desk.ask(MessageType::LastSigned, encode_last_signed_request({key, after})));
    return decode_last_signed(answer);
  }
  base::Result<base::SecretBytes> unwrap(const std::string& key, base::ByteView wrapped) {
    YX_TRY(const Bytes answer, desk.ask(MessageType::Unwrap, TestDesk::unwrap_body(key, wrapped)));
    return decode_data_key(answer);
  }
  Bytes wrapped(const std::string& key, std::size_t size) {
    return crypto::sm2_encrypt(desk.public_key(key), Bytes(size, 0xD4)).value();
  }
  /// A certificate of about `size` octets.
  Bytes large(std::uint8_t serial, std::size_t size) {
    x509::TbsCertificate tbs = test_tbs(serial, test_time());
    tbs.extensions.push_back({asn1::Oid::literal("1.2.156.99999.1"), false, Bytes(size, 0x04)});
    return tbs.to_der();
  }

  TestDesk desk;
};

TEST_F(RestoreTest, EveryCertificateComesBackWhole) {
  std::vector<Bytes> bodies;
  for (std::uint8_t serial = 0; serial < 5; ++serial)
    bodies.push_back(test_tbs(serial, test_time()).to_der());
  const auto signatures = desk.sign_certificates(bodies).value();
  EXPECT_TRUE(desk.sign_certificates({bodies[2]})) << "a repeat is no further certificate";
  for (const bool locked : {false, true}) {
    const auto all = ask_signed("issuing-1", 0);
    ASSERT_TRUE(all) << base::describe(all.error());
    ASSERT_EQ(all->certificates.size(), 5U);
    EXPECT_EQ(all->next, 5U);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      EXPECT_EQ(all->certificates[i].tbs, bodies[i]);
      EXPECT_EQ(all->certificates[i].signature, signatures[i]);
      EXPECT_EQ(all->certificates[i].at, test_time());
    }
    EXPECT_EQ(ask_signed("issuing-1", 3)->certificates.size(), 2U);
    EXPECT_EQ(ask_signed("issuing-1", 3)->certificates[0].tbs, bodies[3]);
    if (!locked) desk.open();
  }
  EXPECT_FALSE(desk.desk().keys.any_unlocked());
}

TEST_F(RestoreTest, TheEndIsAnEmptyAnswer) {
  EXPECT_TRUE(ask_signed("issuing-1", 0)->certificates.empty());
  EXPECT_TRUE(ask_signed("ocsp-1", 0)->certificates.empty());
  ASSERT_TRUE(desk.sign_certificates({test_tbs(1, test_time()).to_der()}));
  for (const std::uint64_t from : {std::uint64_t{1}, std::uint64_t{1000}, UINT64_MAX}) {
    const auto none = ask_signed("issuing-1", from);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->certificates.empty());
    EXPECT_EQ(none->next, from);
  }
  EXPECT_EQ(code_of(ask_signed("nobody", 0)), "signer.key");
}

TEST_F(RestoreTest, LargeOnesComeOnSeveralPages) {
  constexpr std::size_t kCount = 9;
  for (std::uint8_t serial = 0; serial < kCount; ++serial) {
    const auto signed_one = desk.sign_certificates({large(serial, 60'000)});
    ASSERT_TRUE(signed_one) << base::describe(signed_one.error());
  }
  std::size_t pages = 0;
  std::size_t seen = 0;
  for (std::uint64_t from = 0;; ++pages) {
    const Outcome page =
        desk.dispatch(MessageType::SignedCertificates, encode_signed_request({"issuing-1", from}));
    EXPECT_LE(page.body.size(), kMaxSignedBytes + 16);
    const auto answer = decode_signed(page.body);
    ASSERT_TRUE(answer);
    if (answer->certificates.empty()) break;
    for (const SignedCertificate& one : answer->certificates) {
      EXPECT_EQ(one.tbs, large(static_cast<std::uint8_t>(seen), 60'000));
      ++seen;
    }
    EXPECT_EQ(answer->next, seen);
    from = answer->next;
  }
  EXPECT_EQ(seen, kCount);
  EXPECT_EQ(pages, 3U);
}

TEST_F(RestoreTest, TheHighestNumberOfEachDistributionPoint) {
  x509::CrlInfo list = test_crl(4, test_time());
  ASSERT_TRUE(desk.sign_crl(list));
  list.number = 6;
  list.base_number = 4;
  ASSERT_TRUE(desk.sign_crl(list));
  list = test_crl(3, test_time());
  list.distribution_point->uri = "http://crl.example/0.crl";
  ASSERT_TRUE(desk.sign_crl(list));
  list.distribution_point.reset();
  list.number = 1;
  ASSERT_TRUE(desk.sign_crl(list));
  ASSERT_TRUE(desk.sign_certificates({test_tbs(1, test_time()).to_der()}));
  ASSERT_TRUE(desk.sign_head(test_head(3, 1, test_time())));
  for (const bool locked : {false, true}) {
    const auto page = ask_last("issuing-1", "");
    ASSERT_TRUE(page) << base::describe(page.error());
    EXPECT_FALSE(page->more);
    EXPECT_EQ(page->last.certificates, 1U);
    EXPECT_EQ(page->last.tree_size, 0U);
    ASSERT_EQ(page->last.lists.size(), 3U);
    EXPECT_EQ(page->last.lists[0].distribution_point, "");
    EXPECT_EQ(page->last.lists[0].number, 1U);
    EXPECT_EQ(page->last.lists[1].number, 3U);
    EXPECT_EQ(page->last.lists[2].distribution_point, "http://crl.example/1.crl");
    EXPECT_EQ(page->last.lists[2].number, 6U) << "the delta's";
    EXPECT_EQ(ask_last("issuing-1", "http://crl.example/0.crl")->last.lists.size(), 1U);
    EXPECT_EQ(ask_last("issuing-1", "z")->last.lists.size(), 0U);
    EXPECT_EQ(ask_last("tree-1", "")->last.tree_size, 3U);
    EXPECT_EQ(ask_last("ocsp-1", "")->last.certificates, 0U);
    EXPECT_EQ(code_of(ask_last("nobody", "")), "signer.key");
    if (!locked) desk.open();
  }
  EXPECT_FALSE(desk.desk().keys.any_unlocked());
}

TEST_F(RestoreTest, ManyListsComeOnSeveralPages) {
  constexpr std::size_t kCount = 120;  // of 2,000 octets each: over 200 KiB
  Journal& journal = *desk.desk().journal;
  for (std::size_t i = 0; i < kCount; ++i) {
    CrlRecord record;
    record.at = test_time();
    record.key = journal.key("issuing-1")->number;
    record.uri = std::to_string(1000 + i) + std::string(1996, 'x');
    record.number = static_cast<std::int64_t>(i);
    journal.add(record);
  }
  ASSERT_TRUE(journal.commit());
  std::size_t seen = 0;
  std::string after;
  for (bool more = true; more;) {
    const Outcome outcome =
        desk.dispatch(MessageType::LastSigned, encode_last_signed_request({"issuing-1", after}));
    EXPECT_LE(outcome.body.size(), kMaxListsBytes + 64);
    const auto page = decode_last_signed(outcome.body);
    ASSERT_TRUE(page && !page->last.lists.empty());
    for (const LastSigned::List& list : page->last.lists) EXPECT_EQ(list.number, seen++);
    after = page->last.lists.back().distribution_point;
    more = page->more;
    EXPECT_EQ(more, seen < kCount);
  }
  EXPECT_EQ(seen, kCount);
}

TEST_F(RestoreTest, OneThatNoPageWouldHoldIsNotSigned) {
  const auto result = desk.sign_certificates({large(1, 70'000)});
  EXPECT_EQ(detail_of(result), "certificate 1: over 64 KiB");
  EXPECT_EQ(code_of(result), "signer.refused");
}

TEST_F(RestoreTest, ADataKeyIsUnwrappedAndWrittenDown) {
  const auto before = std::filesystem::file_size(desk.folder / "journal");
  const auto key = unwrap("data-1", wrapped("data-1", 32));
  ASSERT_TRUE(key) << base::describe(key.error());
  EXPECT_TRUE(base::equal(key->reveal(), Bytes(32, 0xD4)));
  EXPECT_GT(std::filesystem::file_size(desk.folder / "journal"), before);
  desk.reopen();
  EXPECT_TRUE(unwrap("data-1", wrapped("data-1", 32)));
}

TEST_F(RestoreTest, OtherKeysUnwrapNothingAndADataKeySignsNothing) {
  for (const char* key : {"ocsp-1", "tree-1", "issuing-1"}) {
    EXPECT_EQ(detail_of(unwrap(key, wrapped(key, 32))), "not a purpose of this key") << key;
  }
  EXPECT_EQ(code_of(unwrap("nobody", wrapped("data-1", 32))), "signer.key");
  const Bytes answer = test_ocsp(desk.public_key("data-1"), test_time()).to_der();
  EXPECT_EQ(code_of(desk.sign(MessageType::SignOcsp, sign_body("data-1", {answer}))), "signer.refused");
  EXPECT_EQ(
      code_of(desk.sign(MessageType::SignTreeHead, tree_body("data-1", test_head(1, 1, test_time()).body()))),
      "signer.refused");
  EXPECT_EQ(code_of(desk.sign_certificates({test_tbs(1, test_time()).to_der()}, "data-1")), "signer.refused");
  EXPECT_EQ(code_of(desk.sign_crl(test_crl(1, test_time()), {}, "data-1")), "signer.refused");
}

TEST_F(RestoreTest, OnlyDataKeysAreUnwrapped) {
  Bytes changed = wrapped("data-1", 32);
  changed.back() ^= 1;
  for (const Bytes& bad : {Bytes(), Bytes(140, 0x30), changed, wrapped("data-1", 31), wrapped("data-1", 33),
                           wrapped("ocsp-1", 32)}) {
    const auto result = unwrap("data-1", bad);
    EXPECT_EQ(code_of(result), "signer.refused");
    EXPECT_EQ(result.error().kind, ErrorKind::Refused);
  }
  EXPECT_TRUE(desk.desk().journal->round_empty());
}

TEST_F(RestoreTest, NoKeyLeavesThatIsNotInTheJournal) {
  const Outcome outcome =
      desk.dispatch(MessageType::Unwrap, TestDesk::unwrap_body("data-1", wrapped("data-1", 32)));
  EXPECT_TRUE(outcome.after_commit);
  EXPECT_FALSE(desk.desk().journal->round_empty());
}

}  // namespace
}  // namespace yinxin::signer
