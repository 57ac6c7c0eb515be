// The seal of a reporter and the query code (TIP.md).
#include "supervision/tips/seal.hpp"

#include <gtest/gtest.h>

#include "asn1/der_writer.hpp"
#include "crypto/random.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::supervision {
namespace seal_test {

const Reporter kWho{"赵举报", "11010519491231002X", "13900001234", "昆明市", "电话", ""};

struct Keys {
  crypto::Sm2PrivateKey query = crypto::Sm2PrivateKey::generate();
  crypto::Sm2PrivateKey a = crypto::Sm2PrivateKey::generate();
  crypto::Sm2PrivateKey b = crypto::Sm2PrivateKey::generate();
  std::vector<crypto::Sm2PublicKey> both() const { return {a.public_key(), b.public_key()}; }
};

std::string code(const base::Result<Reporter>& result) {
  return result ? "" : result.error().code;
}

TEST(TipSeal, EachHandlerOpensItAndNobodyElse) {
  const Keys keys;
  const auto made = seal_reporter(kWho, keys.query.public_key(), keys.both()).value();
  const auto seal = TipSeal::parse(made.to_der()).value();
  EXPECT_EQ(seal.to_der(), made.to_der());
  for (const auto* key : {&keys.a, &keys.b}) {
    const SealWrap* wrap = seal.wrap_for(handler_key_name(key->public_key()));
    ASSERT_NE(wrap, nullptr);
    const auto who = open_reporter(seal, *wrap, *key).value();
    EXPECT_EQ(who.name, kWho.name);
    EXPECT_EQ(who.number, kWho.number);
    EXPECT_EQ(who.phone, kWho.phone);
    EXPECT_EQ(who.address, kWho.address);
    EXPECT_EQ(who.reply_by, kWho.reply_by);
    EXPECT_EQ(who.other, kWho.other);
  }
  EXPECT_EQ(code(open_reporter(seal, seal.wraps[0], keys.query)), "supervision.tip.not_opened");
  EXPECT_EQ(seal.wrap_for(handler_key_name(keys.query.public_key())), nullptr);
}

TEST(TipSeal, IsBoundToTheQueryKeyAndEveryOctet) {
  const Keys keys;
  auto seal = seal_reporter(kWho, keys.query.public_key(), {{keys.a.public_key()}}).value();
  TipSeal moved = seal;
  moved.query_key = keys.b.public_key();
  EXPECT_EQ(code(open_reporter(moved, moved.wraps[0], keys.a)), "supervision.tip.not_opened");
  seal.sealed[100] ^= 1;
  EXPECT_EQ(code(open_reporter(seal, seal.wraps[0], keys.a)), "supervision.tip.not_opened");
}

TEST(TipSeal, IsSharedByWhoOpensIt) {
  const Keys keys;
  const auto seal = seal_reporter(kWho, keys.query.public_key(), {{keys.a.public_key()}}).value();
  const auto wrap = share_seal(seal, seal.wraps[0], keys.a, keys.b.public_key()).value();
  EXPECT_TRUE(check_wrap(wrap));
  EXPECT_EQ(open_reporter(seal, wrap, keys.b).value().name, kWho.name);
  EXPECT_FALSE(share_seal(seal, seal.wraps[0], keys.b, keys.b.public_key()));
}

TEST(TipSeal, IsTheOneOfTheBrowser) {
  for (const vectors::Record& one : vectors::read("tip_seal.txt")) {
    const auto key =
        crypto::Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(one.bytes("scalar"))).value();
    const auto seal = TipSeal::parse(base::from_base64(one.text("seal")).value()).value();
    EXPECT_EQ(seal.query_key, query_key(one.text("code")).value().public_key());
    const SealWrap* wrap = seal.wrap_for(handler_key_name(key.public_key()));
    ASSERT_NE(wrap, nullptr);
    const auto who = open_reporter(seal, *wrap, key).value();
    EXPECT_EQ(who.name, one.text("name"));
    EXPECT_EQ(who.number, one.text("number"));
    EXPECT_EQ(who.phone, one.text("phone"));
    EXPECT_EQ(who.address, one.text("address"));
    EXPECT_EQ(who.reply_by, one.text("reply_by"));
    EXPECT_EQ(who.other, one.text("other"));
  }
}

TEST(TipSeal, LengthsTellLittleAndLimitsHold) {
  const Keys keys;
  const auto size = [&](const Reporter& who) {
    return seal_reporter(who, keys.query.public_key(), {{keys.a.public_key()}}).value().sealed.size();
  };
  Reporter longest;
  const auto text = [](std::size_t characters) {
    std::string made;
    for (std::size_t i = 0; i < characters; ++i) made += "𠮷";  // four octets
    return made;
  };
  for (std::string* one :
       {&longest.name, &longest.number, &longest.phone, &longest.address, &longest.reply_by, &longest.other})
    *one = text(kMaxReporterText);
  EXPECT_EQ(size(kWho), size({"王", "", "", "", "", ""}));
  EXPECT_EQ(size(kWho), kSealPadding + crypto::kSealOverhead);
  const auto most = seal_reporter(longest, keys.query.public_key(), {{keys.a.public_key()}}).value();
  EXPECT_TRUE(TipSeal::parse(most.to_der()));
  EXPECT_EQ(open_reporter(most, most.wraps[0], keys.a).value().other, longest.other);
  const auto refused = [&](const Reporter& who) {
    return seal_reporter(who, keys.query.public_key(), {{keys.a.public_key()}}).error().code;
  };
  EXPECT_EQ(refused({}), "supervision.tip.reporter");
  EXPECT_EQ(refused({text(kMaxReporterText + 1), "", "", "", "", ""}), "supervision.tip.reporter");
  EXPECT_EQ(refused({"\xff", "", "", "", "", ""}), "supervision.tip.reporter");
  EXPECT_EQ(seal_reporter(kWho, keys.query.public_key(), {}).error().code, "supervision.tip.recipients");
  const std::vector<crypto::Sm2PublicKey> twice{keys.a.public_key(), keys.a.public_key()};
  EXPECT_EQ(seal_reporter(kWho, keys.query.public_key(), twice).value().wraps.size(), 1U);
}

TEST(TipSeal, OnlyTheOneFormIsRead) {
  const Keys keys;
  const auto whole = seal_reporter(kWho, keys.query.public_key(), keys.both()).value();
  const auto refused = [](const TipSeal& seal) {
    const auto read = TipSeal::parse(seal.to_der());
    return read ? "" : read.error().code;
  };
  const std::string bad = "supervision.tip.seal";
  EXPECT_EQ(refused(whole), "");
  TipSeal one = whole;
  std::swap(one.wraps[0], one.wraps[1]);
  EXPECT_EQ(refused(one), bad) << "order";
  one = whole;
  one.wraps[1] = one.wraps[0];
  EXPECT_EQ(refused(one), bad) << "twice";
  one = whole;
  one.wraps.clear();
  EXPECT_EQ(refused(one), bad) << "nobody";
  one = whole;
  one.wraps[0].cipher = base::Bytes(100);
  EXPECT_EQ(refused(one), bad) << "no cipher";
  one = whole;
  one.sealed.pop_back();
  EXPECT_EQ(refused(one), bad) << "padding";
  one = whole;
  one.sealed.resize(crypto::kSealOverhead);
  EXPECT_EQ(refused(one), bad) << "empty";
  base::Bytes octets = whole.to_der();
  for (std::size_t cut = 0; cut < octets.size(); cut += 7)
    EXPECT_FALSE(TipSeal::parse(base::ByteView(octets).first(cut))) << cut;
  octets.push_back(0);
  EXPECT_FALSE(TipSeal::parse(octets)) << "something follows";
  EXPECT_FALSE(TipSeal::parse(base::Bytes(kMaxSealBytes + 1)));
}

TEST(QueryCode, GivesTheSameKeyHoweverItIsTyped) {
  const std::string made = new_query_code();
  EXPECT_EQ(made.size(), 26U + 4U) << made;
  const auto key = query_key(made).value().public_key();
  std::string typed;
  for (const char c : made) {
    if (c != '-') typed += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  EXPECT_EQ(query_key(typed + "\n").value().public_key(), key);
  EXPECT_NE(query_key(new_query_code()).value().public_key(), key);
  for (const std::string& bad : {std::string(), made + "0", made.substr(1), std::string(26, 'U'), "x" + made})
    EXPECT_EQ(query_key(bad).error().code, "supervision.tip.code") << bad.size();
}

}  // namespace seal_test
}  // namespace yinxin::supervision
