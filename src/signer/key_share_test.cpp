#include "signer/key_share.hpp"

#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::signer {
namespace {

/// check: `printf '...' | openssl dgst -sm3` over the five lines.
const std::string kText =
    "yinxin share v1\n"
    "set: 0123456789abcdef\n"
    "threshold: 3\n"
    "index: 5\n"
    "share: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
    "check: cacfd3d9\n";

std::string code_of(const std::string& text) {
  const auto share = read_share_text(base::as_bytes(text));
  return share ? std::string() : share.error().code;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// With a check that is right for the lines as they are.
std::string checked(const std::string& text) {
  const std::string lines = text.substr(0, text.find("check: "));
  const auto digest = crypto::sm3(base::as_bytes(lines));
  return lines + "check: " + base::to_hex(base::ByteView(digest).first(4)) + "\n";
}

TEST(KeyShare, TheTextIsReadAndWrittenAgain) {
  const auto share = read_share_text(base::as_bytes(kText));
  ASSERT_TRUE(share) << base::describe(share.error());
  EXPECT_EQ(base::to_hex(share->set.id), "0123456789abcdef");
  EXPECT_EQ(share->set.threshold, 3);
  EXPECT_EQ(share->share.index, 5);
  ASSERT_EQ(share->share.octets.size(), 32U);
  EXPECT_EQ(share->share.octets.reveal()[31], 31);
  EXPECT_EQ(base::as_text(write_share_text(*share).reveal()), kText);
}

TEST(KeyShare, TheLongestFits) {
  KeyShare share;
  share.set.threshold = 255;
  share.share.index = 255;
  share.share.octets = crypto::random_secret(crypto::kMaxSharedBytes);
  const base::SecretBytes text = write_share_text(share);
  EXPECT_LE(text.size(), kMaxShareTextBytes);
  const auto back = read_share_text(text.reveal());
  ASSERT_TRUE(back);
  EXPECT_TRUE(base::equal(back->share.octets.reveal(), share.share.octets.reveal()));
}

TEST(KeyShare, AnyThreeTextsOfFiveGiveTheCredential) {
  const base::SecretBytes credential = crypto::random_secret(32);
  const auto shares = share_credential(credential, 3, 5);
  ASSERT_EQ(shares.size(), 5U);
  std::vector<crypto::SecretShare> read;
  for (const std::size_t i : {4U, 0U, 2U}) {
    auto share = read_share_text(write_share_text(shares[i]).reveal());
    ASSERT_TRUE(share);
    EXPECT_EQ(share->set, shares[0].set);
    EXPECT_EQ(share->share.index, i + 1);
    read.push_back(std::move(share->share));
  }
  EXPECT_TRUE(base::equal(crypto::combine_shares(read)->reveal(), credential.reveal()));
  EXPECT_NE(share_credential(credential, 3, 5)[0].set, shares[0].set) << "another splitting, another id";
}

TEST(KeyShare, AnotherFormIsRefused) {
  const struct {
    const char* why;
    std::string text;
  } kBad[] = {
      {"nothing", ""},
      {"another version", checked(with(kText, "v1", "v2"))},
      {"a longer title", checked(with(kText, "v1", "v1 "))},
      {"an empty line in front", checked("\n" + kText)},
      {"a set of 14 digits", checked(with(kText, "cdef", "cd"))},
      {"a set of 18 digits", checked(with(kText, "cdef", "cdef00"))},
      {"upper case", checked(with(kText, "cdef", "CDEF"))},
      {"no digit", checked(with(kText, "cdef", "cdeg"))},
      {"threshold 1", checked(with(kText, "threshold: 3", "threshold: 1"))},
      {"threshold 256", checked(with(kText, "threshold: 3", "threshold: 256"))},
      {"a leading zero", checked(with(kText, "threshold: 3", "threshold: 03"))},
      {"a sign", checked(with(kText, "index: 5", "index: +5"))},
      {"index 0", checked(with(kText, "index: 5", "index: 0"))},
      {"no index", checked(with(kText, "index: 5", "index: "))},
      {"a space after it", checked(with(kText, "index: 5", "index: 5 "))},
      {"a return", checked(with(kText, "index: 5", "index: 5\r"))},
      {"a missing line", checked(with(kText, "index: 5\n", ""))},
      {"two spaces", checked(with(kText, "index: 5", "index:  5"))},
      {"an empty share", checked(with(kText, kText.substr(kText.find("0001"), 64), ""))},
      {"half an octet", checked(with(kText, "1e1f", "1e1"))},
      {"65 octets", checked(with(kText, "1e1f", "1e1f" + std::string(66, '0')))},
      {"another check", with(kText, "index: 5", "index: 4")},
      {"a short check", kText.substr(0, kText.size() - 2) + "\n"},
      {"no last line feed", kText.substr(0, kText.size() - 1)},
      {"something after it", kText + "\n"},
      {"endless", std::string(1000, 'a')},
  };
  for (const auto& bad : kBad) EXPECT_EQ(code_of(bad.text), "signer.share") << bad.why;
  for (std::size_t size = 0; size < kText.size(); ++size) {
    EXPECT_EQ(code_of(kText.substr(0, size)), "signer.share") << "cut to " << size;
  }
}

TEST(KeyShare, AnyWrongCharacterIsSeen) {
  for (std::size_t at = 0; at < kText.size(); ++at) {
    std::string changed = kText;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(code_of(changed), "signer.share") << at;
  }
}

TEST(KeyShare, TheErrorHoldsNoneOfTheShare) {
  const auto share = read_share_text(base::as_bytes(with(kText, "1e1f", "1e1g")));
  ASSERT_FALSE(share);
  EXPECT_EQ(share.error().kind, base::ErrorKind::Malformed);
  EXPECT_EQ(share.error().detail, "share: ");
}

}  // namespace
}  // namespace yinxin::signer
