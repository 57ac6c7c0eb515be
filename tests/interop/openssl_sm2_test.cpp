// SM2 signatures against the openssl command, which must be given the distinguishing id (standards.md 7.1,
// 1).
#include <gtest/gtest.h>

#include "asn1/der_writer.hpp"
#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2.hpp"
#include "interop/openssl_command.hpp"

namespace yinxin {
namespace {

using crypto::Sm2PrivateKey;
using crypto::Sm2Signature;
using interop::WorkFolder;

std::string public_key_pem(const crypto::Sm2PublicKey& key) {
  asn1::DerWriter writer;
  writer.sequence([&](asn1::DerWriter& w) {
    w.sequence([](asn1::DerWriter& a) { a.oid(asn1::oids::kEcPublicKey).oid(asn1::oids::kSm2Curve); });
    w.bit_string(key.point());
  });
  return crypto::to_pem("PUBLIC KEY", writer.bytes());
}

class OpenSslSm2 : public testing::Test {
 protected:
  OpenSslSm2() {
    folder_.write("public.pem", public_key_pem(key_.public_key()));
    folder_.write("private.pem", crypto::private_key_pem(key_).reveal());
  }

  bool openssl_verifies(base::ByteView message, const Sm2Signature& signature, const std::string& id) {
    folder_.write("message", message);
    folder_.write("signature", signature.to_der());
    return folder_
               .try_openssl("dgst -sm3 -verify public.pem -sigopt distid:" + id +
                            " -signature signature message")
               .status == 0;
  }

  Sm2Signature openssl_signs(base::ByteView message, const std::string& id) {
    folder_.write("message", message);
    folder_.openssl("pkeyutl -sign -rawin -digest sm3 -inkey private.pem -pkeyopt distid:" + id +
                    " -in message -out signature");
    return Sm2Signature::from_der(folder_.read("signature")).value();
  }

  const Sm2PrivateKey key_ = Sm2PrivateKey::generate();
  const WorkFolder folder_;
};

const std::string kDefaultId(crypto::kDefaultSm2Id);
const std::size_t kSizes[] = {1, 31, 32, 33, 64, 1000, 100'000};

TEST_F(OpenSslSm2, VerifiesOurs) {
  for (const std::size_t size : kSizes) {
    const base::Bytes message = crypto::random_bytes(size);
    EXPECT_TRUE(openssl_verifies(message, crypto::sm2_sign(key_, message).value(), kDefaultId)) << size;
  }
}

TEST_F(OpenSslSm2, IsVerifiedByUs) {
  for (const std::size_t size : kSizes) {
    const base::Bytes message = crypto::random_bytes(size);
    const Sm2Signature signature = openssl_signs(message, kDefaultId);
    EXPECT_TRUE(crypto::sm2_verify(key_.public_key(), message, signature)) << size;
    base::Bytes other = message;
    other.back() ^= 1;
    EXPECT_FALSE(crypto::sm2_verify(key_.public_key(), other, signature)) << size;
  }
}

TEST_F(OpenSslSm2, OtherIdsBothWays) {
  const base::Bytes message = base::to_bytes("message digest");
  for (const std::string& id :
       {std::string("ALICE123@YAHOO.COM"), std::string("印信"), std::string(200, 'i')}) {
    EXPECT_TRUE(openssl_verifies(message, crypto::sm2_sign(key_, message, id).value(), id)) << id;
    EXPECT_TRUE(crypto::sm2_verify(key_.public_key(), message, openssl_signs(message, id), id)) << id;
  }
  EXPECT_FALSE(openssl_verifies(message, crypto::sm2_sign(key_, message, "other").value(), kDefaultId));
  EXPECT_FALSE(crypto::sm2_verify(key_.public_key(), message, openssl_signs(message, "other")));
}

TEST_F(OpenSslSm2, WithoutAnIdMeansTheEmptyOne) {
  const base::Bytes message = base::to_bytes("message digest");
  folder_.write("message", message);
  folder_.openssl("pkeyutl -sign -rawin -digest sm3 -inkey private.pem -in message -out signature");
  const Sm2Signature signature = Sm2Signature::from_der(folder_.read("signature")).value();
  EXPECT_TRUE(crypto::sm2_verify(key_.public_key(), message, signature, ""));
  EXPECT_FALSE(crypto::sm2_verify(key_.public_key(), message, signature));
}

}  // namespace
}  // namespace yinxin
