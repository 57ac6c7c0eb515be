// The software backend, and what happens when a backend signs wrongly.
#include "signer/daemon/backend_software.hpp"

#include <gtest/gtest.h>

#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::Result;

TEST(SoftwareBackendTest, SignsForTheKeysItWasGiven) {
  SoftwareBackend backend;
  const auto made = backend.generate();
  ASSERT_TRUE(made);
  EXPECT_TRUE(backend.load("k", made->secret).value() == made->public_key);
  const std::vector<crypto::Sm3Digest> digests = {crypto::sm2_digest(made->public_key, base::as_bytes("a")),
                                                  crypto::sm2_digest(made->public_key, base::as_bytes("b"))};
  const auto signatures = backend.sign("k", digests);
  ASSERT_TRUE(signatures);
  EXPECT_TRUE(crypto::sm2_verify(made->public_key, base::as_bytes("b"), signatures->at(1)));
  EXPECT_EQ(code_of(backend.sign("other", digests)), "signer.backend");
  const Bytes wrapped = crypto::sm2_encrypt(made->public_key, Bytes(32, 7)).value();
  EXPECT_TRUE(base::equal(backend.unwrap("k", wrapped)->reveal(), Bytes(32, 7)));
  EXPECT_EQ(code_of(backend.unwrap("other", wrapped)), "signer.backend");
  EXPECT_EQ(code_of(backend.unwrap("k", Bytes(100))), "crypto.sm2.cipher");
  for (const Bytes& bad : {Bytes(), Bytes(31, 1), Bytes(32, 0), Bytes(32, 0xFF)}) {
    EXPECT_EQ(code_of(backend.load("k", base::SecretBytes::copy_of(bad))), "signer.key_file");
  }
}

/// Spoils the signatures that it is told to, as a failing engine or module would.
class FaultyBackend final : public Backend {
 public:
  explicit FaultyBackend(const bool& faulty) : faulty_(faulty) {}
  Result<MadeKey> generate() override { return sound_.generate(); }
  Result<crypto::Sm2PublicKey> load(const std::string& id, const base::SecretBytes& secret) override {
    return sound_.load(id, secret);
  }
  Result<std::vector<crypto::Sm2Signature>> sign(const std::string& id,
                                                 std::span<const crypto::Sm3Digest> digests) override {
    auto signatures = sound_.sign(id, digests);
    if (faulty_ && signatures) signatures->back().s[31] ^= 1;
    return signatures;
  }
  Result<base::SecretBytes> unwrap(const std::string& id, base::ByteView wrapped) override {
    auto key = sound_.unwrap(id, wrapped);
    if (faulty_ && key) key->writable()[0] ^= 1;
    return key;
  }

 private:
  const bool& faulty_;
  SoftwareBackend sound_;
};

class FaultyBackendTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.make_backend = [this] { return std::make_unique<FaultyBackend>(faulty); };
    desk.open();
    desk.furnish();
  }
  Bytes certificate(std::uint8_t serial) { return test_tbs(serial, test_time()).to_der(); }
  std::string sign_answer() {
    const Bytes answer = test_ocsp(desk.public_key("ocsp-1"), test_time()).to_der();
    return code_of(desk.sign(MessageType::SignOcsp, sign_body("ocsp-1", {answer})));
  }

  bool faulty = false;
  TestDesk desk;
};

TEST_F(FaultyBackendTest, NothingWrongIsReleasedOrRemembered) {
  faulty = true;
  EXPECT_EQ(code_of(desk.sign_certificates({certificate(1), certificate(2)})), "signer.verify");
  EXPECT_EQ(code_of(desk.sign_head(test_head(5, 1, test_time()))), "signer.verify");
  EXPECT_EQ(code_of(desk.sign_crl(test_crl(5, test_time()))), "signer.verify");
  EXPECT_TRUE(desk.desk().journal->round_empty());
  faulty = false;
  x509::TbsCertificate other = test_tbs(1, test_time());
  other.subject = test_name("Another");
  EXPECT_TRUE(desk.sign_certificates({other.to_der()})) << "the serial is still free";
  EXPECT_TRUE(desk.sign_head(test_head(4, 1, test_time())));
  EXPECT_TRUE(desk.sign_crl(test_crl(4, test_time())));
}

TEST_F(FaultyBackendTest, OneOcspAnswerIn256IsVerifiedAndTheFirst) {
  faulty = true;
  EXPECT_EQ(sign_answer(), "signer.verify");
  EXPECT_EQ(sign_answer(), "") << "a risk that the threat model names";
  faulty = false;
  while (desk.desk().ocsp_signed < 256) ASSERT_EQ(sign_answer(), "");
  faulty = true;
  EXPECT_EQ(sign_answer(), "signer.verify");
}

TEST_F(FaultyBackendTest, AKeyThatSignsWronglyIsNeitherMadeNorOpened) {
  faulty = true;
  KeySpec spec = ocsp_spec();
  spec.id = "ocsp-2";
  EXPECT_EQ(code_of(desk.ask(MessageType::Generate, encode_generate(spec))), "signer.key_file");
  EXPECT_EQ(desk.desk().keys.find("ocsp-2"), nullptr);
  KeySpec data = data_spec();
  data.id = "data-2";
  EXPECT_EQ(code_of(desk.ask(MessageType::Generate, encode_generate(data))), "signer.key_file")
      << "one that decrypts wrongly";
  desk.open();
  EXPECT_EQ(code_of(desk.ask(MessageType::Unlock, TestDesk::unlock_body(KeyClass::Online))),
            "signer.key_file");
  EXPECT_FALSE(desk.desk().keys.is_unlocked(KeyClass::Online));
}

}  // namespace
}  // namespace yinxin::signer
