// The quorum class opened by its custodians' shares, through the dispatch table.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.hpp"
#include "crypto/random.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using std::chrono::minutes;

bool holds(const Bytes& file, base::ByteView part) {
  return std::search(file.begin(), file.end(), part.begin(), part.end()) != file.end();
}

/// A desk whose quorum class was set up with shares, 3 of 5, and has a key; then locked, as at a new start.
class QuorumTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::size_t i : {0U, 1U, 2U}) must(desk.give(shares[i]));
    must(desk.ask(MessageType::Generate, encode_generate(issuing_spec())));
    desk.options.initialise = false;
    desk.open();
  }
  ShareProgress give(std::size_t which) {
    const auto progress = desk.give(shares.at(which));
    EXPECT_TRUE(progress) << code_of(progress) << " " << detail_of(progress);
    return progress ? *progress : ShareProgress{};
  }
  bool is_open() { return desk.desk().keys.is_unlocked(KeyClass::Quorum); }
  bool signs() { return desk.sign_certificates({test_tbs(1, desk.clock.now()).to_der()}).has_value(); }

  const base::SecretBytes credential = crypto::random_secret(32);
  std::vector<KeyShare> shares = share_credential(credential, 3, 5);
  TestDesk desk;
};

TEST_F(QuorumTest, TheThirdShareOpensIt) {
  EXPECT_EQ(give(4).there, 1);
  const ShareProgress second = give(1);
  EXPECT_EQ(second.there, 2);
  EXPECT_EQ(second.needed, 3);
  EXPECT_FALSE(second.unlocked);
  EXPECT_FALSE(is_open() || signs());
  EXPECT_TRUE(give(3).unlocked);
  EXPECT_TRUE(is_open() && signs());
  EXPECT_EQ(desk.desk().shares.count(), 0U) << "none is kept";
  const ShareProgress late = give(0);
  EXPECT_TRUE(late.unlocked);
  EXPECT_EQ(late.there, 3);
  EXPECT_EQ(desk.desk().shares.count(), 0U) << "nor one that comes late";
}

TEST_F(QuorumTest, OneCustodianThreeTimesIsOne) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(give(2).there, 1);
  EXPECT_FALSE(is_open());
}

TEST_F(QuorumTest, AWrongShareWipesThemAll) {
  shares[3].share.octets.writable()[7] ^= 1;
  give(0);
  give(1);
  const auto wrong = desk.give(shares[3]);
  EXPECT_EQ(code_of(wrong), "signer.credential");
  EXPECT_EQ(wrong.error().kind, base::ErrorKind::Refused);
  EXPECT_FALSE(is_open());
  EXPECT_EQ(desk.desk().shares.count(), 0U);
  EXPECT_EQ(give(0).there, 1) << "they begin anew";
  give(1);
  EXPECT_TRUE(give(2).unlocked);
}

TEST_F(QuorumTest, SharesAreForgottenAfterTenMinutes) {
  give(0);
  give(1);
  desk.clock.advance(minutes(11));
  EXPECT_EQ(give(2).there, 1);
  EXPECT_FALSE(is_open());
}

TEST_F(QuorumTest, AnotherSplittingIsRefused) {
  auto others = share_credential(credential, 3, 5);
  auto two = share_credential(credential, 2, 5);
  two[0].set.id = shares[0].set.id;
  for (const KeyShare* share : {&others[0], &two[0]}) {
    const auto refused_one = desk.give(*share);
    EXPECT_EQ(code_of(refused_one), "signer.refused");
    EXPECT_EQ(detail_of(refused_one), "a share of another splitting than the class's");
  }
  EXPECT_EQ(desk.desk().shares.count(), 0U);
}

TEST_F(QuorumTest, SharesOfAnotherLengthAreRefused) {
  for (const std::size_t size : {0U, 31U}) {
    shares[0].share.octets = base::SecretBytes(size);
    EXPECT_EQ(code_of(desk.give(shares[0])), "signer.credential");
  }
  shares[0].share.octets = base::SecretBytes(33);
  EXPECT_TRUE(desk.dispatch(MessageType::UnlockShare, TestDesk::share_body(shares[0])).malformed);
}

TEST_F(QuorumTest, TheWholeCredentialIsForSettingUpOnly) {
  UnlockRequest whole;
  whole.key_class = KeyClass::Quorum;
  whole.credential = credential.reveal();
  const auto refused_one = desk.ask(MessageType::Unlock, encode_unlock(whole));
  EXPECT_EQ(code_of(refused_one), "signer.refused");
  EXPECT_FALSE(is_open());
  desk.options.initialise = true;
  desk.open();
  EXPECT_TRUE(desk.ask(MessageType::Unlock, encode_unlock(whole)));
  EXPECT_TRUE(is_open());
}

TEST_F(QuorumTest, OtherClassesHaveNoShares) {
  ShareRequest request;
  request.set = shares[0].set;
  request.index = 1;
  request.octets = shares[0].share.octets.reveal();
  for (const KeyClass key_class : {KeyClass::Ceremony, KeyClass::Online}) {
    request.key_class = key_class;
    EXPECT_EQ(code_of(desk.ask(MessageType::UnlockShare, encode_unlock_share(request))), "signer.refused");
  }
}

TEST_F(QuorumTest, TheFolderHoldsNeitherCredentialNorShare) {
  for (const char* name : {"keys/quorum.class", "keys/issuing-1.key", "journal"}) {
    const Bytes file = base::read_file(desk.folder / name, 1 << 20).value();
    EXPECT_FALSE(holds(file, credential.reveal())) << name;
    for (const KeyShare& share : shares) EXPECT_FALSE(holds(file, share.share.octets.reveal())) << name;
  }
}

TEST_F(QuorumTest, WithoutLeaveNoSharesSetUpAClass) {
  TestDesk fresh;
  fresh.options.initialise = false;
  fresh.open();
  EXPECT_EQ(code_of(fresh.give(shares[0])), "signer.credential");
}

}  // namespace
}  // namespace yinxin::signer
