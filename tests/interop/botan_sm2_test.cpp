// SM2, SM3, SM4 and HKDF against Botan 2, which shares no code with OpenSSL.
#include <botan/auto_rng.h>
#include <botan/hash.h>
#include <botan/kdf.h>
#include <botan/mac.h>
#include <botan/pubkey.h>
#include <botan/sm2.h>
#include <botan/stream_cipher.h>
#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "crypto/sm2.hpp"
#include "crypto/sm4.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin {
namespace {

using crypto::Sm2PrivateKey;
using crypto::Sm2PublicKey;
using crypto::Sm2Signature;

const Botan::EC_Group& group() {
  static const Botan::EC_Group kGroup("sm2p256v1");
  return kGroup;
}

Botan::SM2_PublicKey botan_key(const Sm2PublicKey& key) {
  return {group(), group().OS2ECP(key.point().data(), key.point().size())};
}

bool botan_verifies(const Sm2PublicKey& key, base::ByteView message, const Sm2Signature& signature,
                    const std::string& id) {
  const Botan::SM2_PublicKey theirs = botan_key(key);
  Botan::PK_Verifier verifier(theirs, id + ",SM3", Botan::DER_SEQUENCE);
  return verifier.verify_message(message.data(), message.size(), signature.to_der().data(),
                                 signature.to_der().size());
}

class BotanSm2 : public testing::Test {
 protected:
  Sm2Signature botan_signs(const Sm2PrivateKey& key, base::ByteView message, const std::string& id) {
    const base::ByteView scalar = key.scalar().reveal();
    const Botan::SM2_PrivateKey theirs(rng_, group(), Botan::BigInt(scalar.data(), scalar.size()));
    Botan::PK_Signer signer(theirs, rng_, id + ",SM3", Botan::DER_SEQUENCE);
    return Sm2Signature::from_der(signer.sign_message(message.data(), message.size(), rng_)).value();
  }

  Botan::AutoSeeded_RNG rng_;
};

const std::string kDefaultId(crypto::kDefaultSm2Id);

TEST_F(BotanSm2, BothWaysWithManyKeys) {
  for (std::size_t i = 0; i < 40; ++i) {
    const Sm2PrivateKey key = Sm2PrivateKey::generate();
    const base::Bytes message = crypto::random_bytes(1 + i * 13);
    const Sm2Signature ours = crypto::sm2_sign(key, message).value();
    const Sm2Signature theirs = botan_signs(key, message, kDefaultId);
    EXPECT_TRUE(botan_verifies(key.public_key(), message, ours, kDefaultId));
    EXPECT_TRUE(crypto::sm2_verify(key.public_key(), message, theirs));
    const base::ByteView other = base::ByteView(message).first(message.size() - 1);
    EXPECT_FALSE(botan_verifies(key.public_key(), other, ours, kDefaultId));
    EXPECT_FALSE(crypto::sm2_verify(key.public_key(), other, theirs));
  }
}

TEST_F(BotanSm2, OtherIdsBothWays) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::Bytes message = base::to_bytes("message digest");
  for (const std::string& id :
       {std::string("ALICE123@YAHOO.COM"), std::string("印信"), std::string(8191, 'i')}) {
    EXPECT_TRUE(botan_verifies(key.public_key(), message, crypto::sm2_sign(key, message, id).value(), id));
    EXPECT_TRUE(crypto::sm2_verify(key.public_key(), message, botan_signs(key, message, id), id));
    EXPECT_FALSE(crypto::sm2_verify(key.public_key(), message, botan_signs(key, message, id)));
  }
}

TEST_F(BotanSm2, MakesTheSamePublicKeys) {
  for (int i = 0; i < 20; ++i) {
    const Sm2PrivateKey key = Sm2PrivateKey::generate();
    const base::ByteView scalar = key.scalar().reveal();
    const Botan::SM2_PrivateKey theirs(rng_, group(), Botan::BigInt(scalar.data(), scalar.size()));
    const std::vector<std::uint8_t> point = theirs.public_point().encode(Botan::PointGFp::UNCOMPRESSED);
    EXPECT_TRUE(base::equal(point, key.public_key().point()));
  }
}

TEST_F(BotanSm2, AgreesWithEveryVectorMadeElsewhere) {
  for (const vectors::Record& record : vectors::read("sm2_edge_signature.txt")) {
    const auto key = Sm2PublicKey::from_point(record.bytes("point"));
    const Sm2Signature signature{record.octets<32>("r"), record.octets<32>("s")};
    const std::string id(base::as_text(record.bytes("id")));
    EXPECT_TRUE(botan_verifies(*key, record.bytes("message"), signature, id)) << record.text("name");
  }
}

TEST(BotanSm3, SameDigestsOfManyLengths) {
  const auto theirs = Botan::HashFunction::create_or_throw("SM3");
  for (std::size_t size = 0; size < 300; ++size) {
    const base::Bytes message = crypto::random_bytes(size);
    theirs->update(message);
    EXPECT_TRUE(base::equal(theirs->final_stdvec(), crypto::sm3(message))) << size;
  }
}

Botan::secure_vector<std::uint8_t> botan_expand(const base::SecretBytes& key, const std::string& info,
                                                std::size_t size) {
  const auto expand = Botan::KDF::create_or_throw("HKDF-Expand(HMAC(SM3))");
  const base::ByteView octets = key.reveal();
  const base::ByteView label = base::as_bytes(info);
  return expand->derive_key(size, octets.data(), octets.size(), nullptr, 0, label.data(), label.size());
}

TEST(BotanSeal, OpensWhatWeSeal) {
  const base::SecretBytes key = crypto::random_secret(crypto::kSealKeySize);
  const base::Bytes associated = base::to_bytes("table/column/1");
  for (const std::size_t size : {0U, 1U, 16U, 100U, 5000U}) {
    const base::Bytes plaintext = crypto::random_bytes(size);
    const base::Bytes sealed = crypto::seal(key, plaintext, associated);
    const std::size_t body = sealed.size() - 32;
    const auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SM3)");
    mac->set_key(botan_expand(key, "yinxin seal 1 hmac-sm3", 32));
    mac->update_be(std::uint64_t{associated.size()});
    mac->update(associated);
    mac->update(sealed.data(), body);
    EXPECT_TRUE(mac->verify_mac(sealed.data() + body, 32)) << size;
    const auto cipher = Botan::StreamCipher::create_or_throw("CTR-BE(SM4)");
    cipher->set_key(botan_expand(key, "yinxin seal 1 sm4-ctr", 16));
    cipher->set_iv(sealed.data() + 1, 16);
    base::Bytes text(sealed.begin() + 17, sealed.begin() + static_cast<std::ptrdiff_t>(body));
    cipher->cipher1(text.data(), text.size());
    EXPECT_EQ(text, plaintext) << size;
  }
}

}  // namespace
}  // namespace yinxin
