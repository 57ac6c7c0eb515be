// rules/procedures/crypto_device.toml against requirements 1 (article 22) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace crypto_device_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& crypto_device() {
  static const Procedure kProcedure = testing::law_procedure("crypto_device");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"register_device",
     {{"product", text("某")},
      {"device_certificate", text("某")},
      {"certified_to", day("2026-12-31")},
      {"security_level", text("one")},
      {"device_serial", text("某")},
      {"site", text("某")}}},
    {"take_into_use", {{"ceremony_sm3", kLawDigest}}},
    {"take_out_of_use", {{"reason", text("某")}}},
    {"renew_certificate", {{"device_certificate", text("某")}, {"certified_to", day("2031-12-31")}}},
    {"destroy", {{"destruction_sm3", kLawDigest}}},
    {"witness_destruction", {{"witness_note", text("某")}}},
    {"give_back", {{"reason", text("某")}}},
    {"register_device:past",
     {{"product", text("某")},
      {"device_certificate", text("某")},
      {"certified_to", day("2026-03-02")},
      {"security_level", text("one")},
      {"device_serial", text("某")},
      {"site", text("某")}}},
    {"renew_certificate:same", {{"device_certificate", text("某")}, {"certified_to", day("2026-12-31")}}},
};

const std::string kUsed = "register_device take_into_use ";
const std::string kLapsed = kUsed + ">2027-01-01 certificate_lapses ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"register_device:past", "compliance.past_day"},
    {kUsed + "certificate_lapses", "compliance.device_certified"},
    {kUsed + ">2026-12-31 certificate_lapses", "compliance.device_certified"},
    {kLapsed + "back_into_use", "compliance.device_uncertified"},
    {"register_device destroy", "compliance.gate.destruction_witnessed"},
    {kUsed + "take_out_of_use destroy", "compliance.gate.destruction_witnessed"},
    {kLapsed + "destroy", "compliance.gate.destruction_witnessed"},
    {"register_device witness_destruction+archive_officer destroy", "destroyed"},
    {"register_device witness_destruction@officer/a destroy@officer/a",
     "compliance.separation.destroy_witness"},
    {kUsed + "renew_certificate:same", "compliance.not_later"},
    {kLapsed + "renew_certificate:same", "compliance.not_later"},
    {kUsed + "take_out_of_use renew_certificate:same", "compliance.not_later"},
    {"register_device renew_certificate:same", "compliance.not_later"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"register_device", "registered [certification]"},
    {"register_device take_into_use", "in_use [certification]"},
    {kUsed + "take_out_of_use take_into_use", "in_use [certification]"},
    {kUsed + "take_out_of_use", "faulty [certification]"},
    {kLapsed + "take_out_of_use", "faulty [certification]"},
    {kUsed + "renew_certificate", "in_use [certification]"},
    {kLapsed + "renew_certificate", "lapsed [certification]"},
    {kUsed + "take_out_of_use renew_certificate", "faulty [certification]"},
    {"register_device renew_certificate", "registered [certification]"},
    {kUsed + ">2027-01-01 certificate_lapses+security_chief", "lapsed [certification]"},
    {kUsed + ">2027-01-01 certificate_lapses+key_custodian", "lapsed [certification]"},
    {kLapsed + "renew_certificate back_into_use", "in_use [certification]"},
    {"register_device witness_destruction destroy", "destroyed"},
    {kUsed + "take_out_of_use witness_destruction destroy", "destroyed"},
    {kLapsed + "witness_destruction destroy", "destroyed"},
    {"register_device witness_destruction+security_chief", "registered [certification]"},
    {"register_device witness_destruction+archive_officer", "registered [certification]"},
    {kUsed + "take_out_of_use witness_destruction+security_chief", "faulty [certification]"},
    {kUsed + "take_out_of_use witness_destruction+archive_officer", "faulty [certification]"},
    {kLapsed + "witness_destruction+security_chief", "lapsed [certification]"},
    {kLapsed + "witness_destruction+archive_officer", "lapsed [certification]"},
    {"register_device give_back", "returned"},
};

TEST(CryptoDevice, HoldsTogether) {
  testing::expect_sound(crypto_device());
}

TEST(CryptoDevice, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(crypto_device(), kInputs, kScenes, Values());
}

TEST(CryptoDevice, EveryRowOfTheTable) {
  testing::expect_scenes(crypto_device(), kInputs, kRows, Values());
}

TEST(CryptoDevice, TheAlarmStandsUntilItsLastDay) {
  EXPECT_EQ(due_after(crypto_device(), kInputs, "register_device", "certification", Values()),
            "2026-12-31/2026-12-31");
  EXPECT_EQ(due_after(crypto_device(), kInputs, kUsed + "renew_certificate", "certification", Values()),
            "2031-12-31/2031-12-31");
}

TEST(CryptoDevice, EveryWordIsMissed) {
  testing::LawMutation(crypto_device(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace crypto_device_test
}  // namespace yinxin::procedure
