#include "signer/daemon/key_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/files.hpp"
#include "crypto/sm4.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::Result;

const Bytes kSecret(32, 0x51);

class KeyStoreTest : public testing::Test {
 protected:
  Result<KeyStore> open(bool ceremony = false, bool initialise = false) {
    return KeyStore::open(keys, ceremony, initialise);
  }
  /// A folder with one online key, made and closed.
  void make_one() {
    auto store = open(false, true);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
    const auto made = backend.generate();
    ASSERT_TRUE(made);
    ASSERT_TRUE(store->enter(ocsp_spec(), *made, backend));
  }
  void change(const std::string& file, std::size_t at) {
    Bytes octets = base::read_file(keys + "/" + file, 1 << 16).value();
    octets.at(at) ^= 1;
    ASSERT_TRUE(base::write_file_durably(keys + "/" + file, octets, 0600));
  }

  TestFolder folder;
  const std::string keys = folder / "keys";
  SoftwareBackend backend;
};

TEST_F(KeyStoreTest, AKeySurvivesAndOpensWithItsClass) {
  make_one();
  auto store = open();
  ASSERT_TRUE(store);
  const StoredKey* key = store->find("ocsp-1");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->spec.limits.purposes, kSignOcsp);
  EXPECT_FALSE(store->is_unlocked(KeyClass::Online));
  SoftwareBackend fresh;
  ASSERT_TRUE(store->unlock(KeyClass::Online, kSecret, fresh));
  EXPECT_TRUE(store->is_unlocked(KeyClass::Online));
  EXPECT_FALSE(store->is_unlocked(KeyClass::Quorum));
  const auto digest = crypto::sm2_digest(key->public_key, base::as_bytes("m"));
  const auto signatures = fresh.sign("ocsp-1", {&digest, 1});
  ASSERT_TRUE(signatures);
  EXPECT_TRUE(crypto::sm2_verify(key->public_key, base::as_bytes("m"), signatures->at(0)));
}

TEST_F(KeyStoreTest, TheSecretIsNotInTheFolder) {
  auto store = open(false, true);
  ASSERT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
  const auto made = backend.generate();
  ASSERT_TRUE(store->enter(ocsp_spec(), *made, backend));
  for (const char* name : {"ocsp-1.key", "online.class"}) {
    const Bytes file = base::read_file(keys + "/" + name, 1 << 16).value();
    for (const base::ByteView secret : {made->secret.reveal(), base::ByteView(kSecret)}) {
      EXPECT_EQ(std::search(file.begin(), file.end(), secret.begin(), secret.begin() + 8), file.end())
          << name;
    }
    EXPECT_EQ(std::filesystem::status(keys + "/" + name).permissions(), std::filesystem::perms(0600)) << name;
  }
}

TEST_F(KeyStoreTest, AWrongCredentialIsRefused) {
  make_one();
  auto store = open();
  Bytes wrong = kSecret;
  wrong[31] ^= 1;
  for (const Bytes& credential : {wrong, Bytes(32, 0), Bytes(), Bytes(31, 0x51), Bytes(33, 0x51)}) {
    const auto opened = store->unlock(KeyClass::Online, credential, backend);
    EXPECT_EQ(code_of(opened), "signer.credential");
    EXPECT_FALSE(store->is_unlocked(KeyClass::Online));
  }
  ASSERT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
  EXPECT_EQ(code_of(store->unlock(KeyClass::Online, wrong, backend)), "signer.credential")
      << "checked when open, too";
  EXPECT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
}

TEST_F(KeyStoreTest, TheFirstCredentialNeedsLeave) {
  auto store = open();
  EXPECT_EQ(code_of(store->unlock(KeyClass::Online, kSecret, backend)), "signer.credential");
  store = open(false, true);
  EXPECT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
  EXPECT_EQ(code_of(store->unlock(KeyClass::Online, Bytes(32, 1), backend)), "signer.credential")
      << "set once only";
}

TEST_F(KeyStoreTest, ALostClassFileIsNotSetAnew) {
  make_one();
  std::filesystem::remove(keys + "/online.class");
  auto store = open(false, true);
  EXPECT_EQ(code_of(store->unlock(KeyClass::Online, Bytes(32, 1), backend)), "signer.credential");
}

TEST_F(KeyStoreTest, ClassesKeepApart) {
  {
    auto store = open(false, true);
    EXPECT_EQ(code_of(store->unlock(KeyClass::Ceremony, kSecret, backend)), "signer.refused");
    ASSERT_TRUE(store->unlock(KeyClass::Quorum, Bytes(32, 9), backend));
    EXPECT_FALSE(store->is_unlocked(KeyClass::Online));
    EXPECT_EQ(code_of(store->enter(ocsp_spec(), backend.generate().value(), backend)), "signer.locked");
  }
  EXPECT_EQ(code_of(open(true)), "signer.keys_folder") << "an everyday folder in a ceremony";
  std::filesystem::remove_all(keys);
  {
    auto store = open(true);
    EXPECT_EQ(code_of(store->unlock(KeyClass::Online, kSecret, backend)), "signer.refused");
    ASSERT_TRUE(store->unlock(KeyClass::Ceremony, kSecret, backend)) << "a ceremony may set its credential";
    ASSERT_TRUE(store->enter(root_spec(), backend.generate().value(), backend));
  }
  EXPECT_EQ(code_of(open(false)), "signer.keys_folder") << "ceremony keys every day";
  std::filesystem::remove(keys + "/ceremony.class");
  EXPECT_EQ(code_of(open(false)), "signer.keys_folder") << "even without their class file";
}

TEST_F(KeyStoreTest, TheQuorumClassOpensWithTheSharesItWasSetUpWith) {
  const ShareSet set{{1, 2, 3, 4, 5, 6, 7, 8}, 3};
  {
    auto store = open();
    EXPECT_EQ(code_of(store->check_share_set(KeyClass::Quorum, set)), "signer.credential") << "never set up";
    store = open(false, true);
    ASSERT_TRUE(store->check_share_set(KeyClass::Quorum, set));
    ASSERT_TRUE(store->unlock_shared(KeyClass::Quorum, set, kSecret, backend));
    ASSERT_TRUE(store->enter(issuing_spec(), backend.generate().value(), backend));
  }
  auto store = open();
  EXPECT_TRUE(store->check_share_set(KeyClass::Quorum, set));
  for (const ShareSet& other : {ShareSet{{1, 2, 3, 4, 5, 6, 7, 9}, 3}, ShareSet{set.id, 2}, ShareSet{}}) {
    EXPECT_EQ(code_of(store->check_share_set(KeyClass::Quorum, other)), "signer.refused");
    EXPECT_EQ(code_of(store->unlock_shared(KeyClass::Quorum, other, kSecret, backend)), "signer.refused");
  }
  EXPECT_EQ(code_of(store->check_share_set(KeyClass::Online, set)), "signer.refused");
  EXPECT_EQ(code_of(store->unlock(KeyClass::Quorum, kSecret, backend)), "signer.refused")
      << "the whole credential";
  EXPECT_EQ(code_of(store->unlock_shared(KeyClass::Quorum, set, Bytes(32, 1), backend)), "signer.credential");
  EXPECT_FALSE(store->is_unlocked(KeyClass::Quorum));
  EXPECT_TRUE(store->unlock_shared(KeyClass::Quorum, set, kSecret, backend));
  store = open(false, true);
  EXPECT_TRUE(store->unlock(KeyClass::Quorum, kSecret, backend)) << "with leave, as a whole";
}

TEST_F(KeyStoreTest, TheSplittingCannotBeChangedInTheFile) {
  const ShareSet set{{1, 2, 3, 4, 5, 6, 7, 8}, 3};
  {
    auto store = open(false, true);
    ASSERT_TRUE(store->unlock_shared(KeyClass::Quorum, set, kSecret, backend));
  }
  constexpr std::size_t kThresholdOctet = 8 + 1 + 8;
  change("quorum.class", kThresholdOctet);
  auto store = open();
  const ShareSet changed{set.id, 2};
  ASSERT_TRUE(store->check_share_set(KeyClass::Quorum, changed));
  EXPECT_EQ(code_of(store->unlock_shared(KeyClass::Quorum, changed, kSecret, backend)), "signer.credential");
  change("quorum.class", kThresholdOctet);
  change("quorum.class", 0);
  EXPECT_EQ(code_of(store->check_share_set(KeyClass::Quorum, set)), "signer.key_file") << "another file";
  ASSERT_TRUE(base::write_file_durably(keys + "/quorum.class", Bytes(17, 1), 0600));
  EXPECT_EQ(code_of(store->check_share_set(KeyClass::Quorum, set)), "signer.key_file") << "cut short";
}

TEST_F(KeyStoreTest, LimitsCannotBeChangedInTheFile) {
  make_one();
  const std::size_t size = std::filesystem::file_size(keys + "/ocsp-1.key");
  constexpr std::size_t kClassOctet = 8 + 4 + 4 + 6;  // magic, size, id
  for (std::size_t at = 0; at < size; ++at) {
    change("ocsp-1.key", at);
    auto store = open();
    if (at == kClassOctet) {
      ASSERT_TRUE(store);
      store = open(false, true);
      EXPECT_EQ(code_of(store->unlock(KeyClass::Quorum, kSecret, backend)), "signer.credential")
          << "no such class here";
    } else if (store) {
      EXPECT_EQ(code_of(store->unlock(KeyClass::Online, kSecret, backend)), "signer.key_file") << at;
      EXPECT_FALSE(store->is_unlocked(KeyClass::Online)) << at;
    } else {
      EXPECT_EQ(store.error().code, "signer.key_file") << at;
    }
    change("ocsp-1.key", at);
  }
  auto store = open();
  ASSERT_TRUE(store);
  EXPECT_TRUE(store->unlock(KeyClass::Online, kSecret, backend)) << "the unchanged file still opens";
}

TEST_F(KeyStoreTest, AKeyUnderAnotherNameIsRefused) {
  make_one();
  std::filesystem::rename(keys + "/ocsp-1.key", keys + "/ocsp-2.key");
  EXPECT_EQ(code_of(open()), "signer.key_file");
}

TEST_F(KeyStoreTest, ASecretOfAnotherKeyIsRefused) {
  auto store = open(false, true);
  ASSERT_TRUE(store->unlock(KeyClass::Online, kSecret, backend));
  MadeKey made = backend.generate().value();
  made.public_key = backend.generate().value().public_key;
  EXPECT_EQ(code_of(store->enter(ocsp_spec(), made, backend)), "signer.key_file");
  EXPECT_FALSE(std::filesystem::exists(keys + "/ocsp-1.key"));
}

TEST_F(KeyStoreTest, TheFolderMustBeOursAlone) {
  std::filesystem::create_directory(keys);
  for (const unsigned mode : {0750U, 0705U, 0777U}) {
    ::chmod(keys.c_str(), mode);
    EXPECT_EQ(code_of(open()), "signer.keys_folder") << mode;
  }
  ::chmod(keys.c_str(), 0700);
  EXPECT_TRUE(open());
  std::filesystem::create_directory_symlink(keys, folder / "link");
  EXPECT_EQ(code_of(KeyStore::open(folder / "link", false, false)), "signer.keys_folder");
  EXPECT_EQ(code_of(KeyStore::open(folder / "none/keys", false, false)), "signer.keys_folder");
}

TEST_F(KeyStoreTest, HalfWrittenFilesAreNotKeys) {
  make_one();
  const Bytes whole = base::read_file(keys + "/ocsp-1.key", 1 << 16).value();
  for (const std::size_t size : {0U, 7U, 8U, 12U, 40U}) {
    ASSERT_TRUE(base::write_file_durably(keys + "/ocsp-1.key", base::ByteView(whole).first(size), 0600));
    EXPECT_EQ(code_of(open()), "signer.key_file") << size;
  }
}

}  // namespace
}  // namespace yinxin::signer
