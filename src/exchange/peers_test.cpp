#include "exchange/peers.hpp"

#include <gtest/gtest.h>

namespace yinxin::exchange {
namespace {

const crypto::Sm2PublicKey kOne = crypto::Sm2PrivateKey::generate().public_key();
const crypto::Sm2PublicKey kTwo = crypto::Sm2PrivateKey::generate().public_key();
const crypto::Sm2PublicKey kThree = crypto::Sm2PrivateKey::generate().public_key();
const crypto::Sm2PublicKey kFour = crypto::Sm2PrivateKey::generate().public_key();

TEST(Peers, AChangeOfKeysKeepsTheOldSigningKey) {
  const std::string text = peer_line({"sca", {kOne}, kTwo, "http://one:1"}) +
                           peer_line({"other", {kThree}, kFour, "http://other:1"}) +
                           peer_line({"sca", {kThree}, kFour, "http://two:2"});
  const auto peers = parse_peers(text, "peers");
  ASSERT_TRUE(peers) << base::describe(peers.error());
  ASSERT_EQ(peers->size(), 2U);
  EXPECT_EQ(peers->at(0).id, "sca");
  ASSERT_EQ(peers->at(0).signing.size(), 2U);
  EXPECT_EQ(peers->at(0).signing[0], kOne);
  EXPECT_EQ(peers->at(0).signing[1], kThree);
  EXPECT_EQ(peers->at(0).sealing, kFour);
  EXPECT_EQ(peers->at(0).address, "http://two:2");
  EXPECT_TRUE(parse_peers("", "peers")->empty());
}

TEST(Peers, FaultsNameTheirLine) {
  const std::string good = peer_line({"sca", {kOne}, kTwo, "http://one:1"});
  const std::string point = base::to_base64(kOne.point());
  const std::pair<std::string, std::string> bad[] = {
      {"sca " + point + " " + point + " http://one:1\n", "one key for two purposes"},
      {"s/a " + point + " " + point + " http://one:1\n", "organisation"},
      {"sca " + point + " http://one:1\n", "expected four fields"},
      {"\n", "expected four fields"},
      {"sca AAAA " + point + " http://one:1\n", "signing key"},
      {"sca " + point + " AAAA http://one:1\n", "sealing key"},
      {good.substr(0, good.find(" http")) + " \n", "address"},
  };
  for (const auto& [line, why] : bad) {
    const auto peers = parse_peers(good + line, "peers");
    ASSERT_FALSE(peers) << line;
    EXPECT_EQ(peers.error().code, "exchange.peers");
    EXPECT_EQ(peers.error().detail, "peers:2: " + why);
  }
}

}  // namespace
}  // namespace yinxin::exchange
