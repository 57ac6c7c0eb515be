#include "privacy/vault.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/hmac_sm3.hpp"
#include "crypto/sm4.hpp"

namespace yinxin::privacy {
namespace {

base::SecretBytes key(std::uint8_t octet) {
  const base::Bytes octets(crypto::kSealKeySize, octet);
  return base::SecretBytes::copy_of(octets);
}
Vault vault() {
  return Vault(key(0x21), key(0x31));
}

constexpr std::string_view kName = "古丽娜尔·买买提";
constexpr Cell kCell{"applicant", "name", "018f0000-0000-7000-8000-000000000001"};

std::string code_of(const base::Result<base::SecretBytes>& result) {
  return result ? "ok" : result.error().code;
}

TEST(Vault, OpensWhatItSealed) {
  const Vault one = vault();
  for (const Level level : {Level::L2, Level::L3}) {
    for (const std::string_view text : {std::string_view(), kName}) {
      const base::Bytes sealed = one.seal(level, kCell, base::as_bytes(text));
      EXPECT_EQ(sealed.size(), text.size() + crypto::kSealOverhead);
      const auto opened = vault().open(level, kCell, sealed);
      ASSERT_TRUE(opened);
      EXPECT_EQ(base::as_text(opened->reveal()), text);
    }
  }
}

TEST(Vault, SealsTheSameTextDifferentlyEachTime) {
  const Vault one = vault();
  EXPECT_NE(one.seal(Level::L2, kCell, base::as_bytes(kName)),
            one.seal(Level::L2, kCell, base::as_bytes(kName)));
}

// The form is fixed: what another program seals with the same key and associated data is read here.
TEST(Vault, BindsToTableColumnAndRowSeparatedByZero) {
  const std::string associated =
      std::string("applicant") + '\0' + "name" + '\0' + "018f0000-0000-7000-8000-000000000001";
  const base::Bytes sealed = crypto::seal(key(0x21), base::as_bytes(kName), base::as_bytes(associated));
  EXPECT_TRUE(vault().open(Level::L2, kCell, sealed));
}

TEST(Vault, RefusesACellMovedElsewhere) {
  const base::Bytes sealed = vault().seal(Level::L2, kCell, base::as_bytes(kName));
  const Cell others[] = {
      {"officer", "name", kCell.row},
      {"applicant", "address", kCell.row},
      {"applicant", "name", "018f0000-0000-7000-8000-000000000002"},
      {"applicant", "name", ""},
      {"applicantn", "ame", kCell.row},
  };
  for (const Cell& other : others) {
    const auto opened = vault().open(Level::L2, other, sealed);
    EXPECT_EQ(code_of(opened), "privacy.sealed");
    EXPECT_EQ(opened.error().kind, base::ErrorKind::Refused);
  }
}

TEST(Vault, RefusesEveryFlippedOctetAndEveryCut) {
  const Vault one = vault();
  const base::Bytes sealed = one.seal(Level::L3, kCell, base::as_bytes("110101199003070011"));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    base::Bytes changed = sealed;
    changed[at] ^= 0x01;
    EXPECT_EQ(code_of(one.open(Level::L3, kCell, changed)), "privacy.sealed") << at;
    EXPECT_EQ(code_of(one.open(Level::L3, kCell, base::ByteView(sealed).first(at))), "privacy.sealed") << at;
  }
}

TEST(Vault, OneLevelDoesNotOpenTheOther) {
  const Vault one = vault();
  EXPECT_EQ(code_of(one.open(Level::L3, kCell, one.seal(Level::L2, kCell, base::as_bytes(kName)))),
            "privacy.sealed");
  EXPECT_EQ(code_of(one.open(Level::L2, kCell, one.seal(Level::L3, kCell, base::as_bytes(kName)))),
            "privacy.sealed");
  EXPECT_EQ(code_of(Vault(key(0x22), key(0x31))
                        .open(Level::L2, kCell, one.seal(Level::L2, kCell, base::as_bytes(kName)))),
            "privacy.sealed");
}

TEST(Vault, ErrorsSayNothingOfTheValue) {
  const auto opened = vault().open(Level::L2, kCell, base::as_bytes(kName));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().detail, "applicant.name");
}

TEST(Vault, IndexFindsEqualValuesOfOneKindOnly) {
  const Vault one = vault();
  const std::string number = "110101199003070011";
  const base::Bytes index = one.index(Level::L3, "resident_id", number);
  EXPECT_EQ(index.size(), crypto::kSm3Size);
  EXPECT_EQ(vault().index(Level::L3, "resident_id", number), index);
  std::set<base::Bytes> all{index};
  EXPECT_TRUE(all.insert(one.index(Level::L3, "resident_id", "110101199003070012")).second);
  EXPECT_TRUE(all.insert(one.index(Level::L3, "passport", number)).second);
  EXPECT_TRUE(all.insert(one.index(Level::L2, "resident_id", number)).second);
  EXPECT_TRUE(all.insert(Vault(key(0x21), key(0x32)).index(Level::L3, "resident_id", number)).second);
  EXPECT_TRUE(all.insert(one.index(Level::L3, "resident_id" + number, "")).second);
  EXPECT_TRUE(all.insert(one.index(Level::L3, "", "resident_id" + number)).second);
}

// The form again, computed piece by piece: indexes stand in the database for years.
TEST(Vault, IndexIsAnHmacUnderAKeyOfItsOwn) {
  base::Bytes derived(crypto::kSm3Size);
  crypto::hkdf_expand_sm3(key(0x31).reveal(), base::as_bytes("yinxin index 1 hmac-sm3"), derived);
  crypto::HmacSm3 mac(derived);
  mac.update(base::Bytes{0, 0, 0, 0, 0, 0, 0, 8}).update(base::as_bytes("passport"));
  mac.update(base::as_bytes("E12345678"));
  EXPECT_EQ(vault().index(Level::L3, "passport", "E12345678"), base::to_bytes(mac.finish()));
}

TEST(Vault, BrokenInvariants) {
  EXPECT_THROW(Vault(base::SecretBytes(31), key(1)), std::invalid_argument);
  EXPECT_THROW(Vault(key(1), base::SecretBytes(33)), std::invalid_argument);
  const std::string with_zero("na\0me", 5);
  EXPECT_THROW((void)vault().seal(Level::L2, {"applicant", with_zero, "1"}, {}), std::invalid_argument);
  EXPECT_THROW((void)vault().seal(Level::L2, {"", "name", "1"}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::privacy
