// SM2 encryption against the openssl command and against Botan, which also write SM2Cipher as DER.
#include <botan/auto_rng.h>
#include <botan/pubkey.h>
#include <botan/sm2.h>
#include <gtest/gtest.h>

#include "asn1/der_reader.hpp"
#include "asn1/der_writer.hpp"
#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "interop/openssl_command.hpp"

namespace yinxin {
namespace {

using crypto::Sm2PrivateKey;

const std::size_t kSizes[] = {1, 16, 31, 32, 33, 100, 1024};

class Sm2EncryptionInterop : public testing::Test {
 protected:
  Sm2EncryptionInterop() {
    asn1::DerWriter writer;
    writer.sequence([&](asn1::DerWriter& w) {
      w.sequence([](asn1::DerWriter& a) { a.oid(asn1::oids::kEcPublicKey).oid(asn1::oids::kSm2Curve); });
      w.bit_string(key_.public_key().point());
    });
    folder_.write("public.pem", crypto::to_pem("PUBLIC KEY", writer.bytes()));
    folder_.write("private.pem", crypto::private_key_pem(key_).reveal());
  }
  void expect_opens(base::ByteView der, base::ByteView message) {
    const auto back = crypto::sm2_decrypt(key_, der);
    ASSERT_TRUE(back) << base::describe(back.error());
    EXPECT_TRUE(base::equal(back->reveal(), message));
  }

  const Sm2PrivateKey key_ = Sm2PrivateKey::generate();
  const interop::WorkFolder folder_;
};

TEST_F(Sm2EncryptionInterop, OpenSslDecryptsOurs) {
  for (const std::size_t size : kSizes) {
    const base::Bytes message = crypto::random_bytes(size);
    folder_.write("cipher", crypto::sm2_encrypt(key_.public_key(), message).value());
    folder_.openssl("pkeyutl -decrypt -inkey private.pem -in cipher -out message");
    EXPECT_EQ(folder_.read("message"), message) << size;
  }
}

TEST_F(Sm2EncryptionInterop, WeDecryptOpenSsls) {
  for (const std::size_t size : kSizes) {
    if (size == 1)
      continue;  // one octet in 256 keeps a key stream of zeros there, which the standard refuses
    const base::Bytes message = crypto::random_bytes(size);
    folder_.write("message", message);
    folder_.openssl("pkeyutl -encrypt -pubin -inkey public.pem -in message -out cipher");
    expect_opens(folder_.read("cipher"), message);
  }
}

TEST_F(Sm2EncryptionInterop, OpenSslRefusesWhatWeRefuse) {
  base::Bytes changed = crypto::sm2_encrypt(key_.public_key(), crypto::random_bytes(32)).value();
  changed.back() ^= 1;
  folder_.write("cipher", changed);
  EXPECT_NE(folder_.try_openssl("pkeyutl -decrypt -inkey private.pem -in cipher -out message").status, 0);
  EXPECT_FALSE(crypto::sm2_decrypt(key_, changed));
}

TEST_F(Sm2EncryptionInterop, BotanBothWays) {
  const Botan::EC_Group group("sm2p256v1");
  Botan::AutoSeeded_RNG random;
  const base::ByteView scalar = key_.scalar().reveal();
  const Botan::SM2_PrivateKey theirs(random, group, Botan::BigInt(scalar.data(), scalar.size()));
  const Botan::PK_Encryptor_EME encryptor(theirs, random, "SM3");
  const Botan::PK_Decryptor_EME decryptor(theirs, random, "SM3");
  for (const std::size_t size : kSizes) {
    const base::Bytes message = crypto::random_bytes(size);
    const auto ours = crypto::sm2_encrypt(key_.public_key(), message).value();
    EXPECT_TRUE(base::equal(decryptor.decrypt(ours), message)) << size;
    if (size > 1) expect_opens(encryptor.encrypt(message, random), message);
  }
}

}  // namespace
}  // namespace yinxin
