#include "proof/leaf.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace yinxin::proof {
namespace {

std::vector<std::string> vector_line(const std::string& kind) {
  std::ifstream file(YX_SOURCE_DIR "/tests/vectors/merkle_sm3.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    if (!words.empty() && words[0] == kind) return words;
  }
  ADD_FAILURE() << "no vector " << kind;
  return {};
}

Record sample_record() {
  Record record;
  EXPECT_TRUE(record.add("reason", "持有人申请"));
  EXPECT_TRUE(record.add("empty", ""));
  EXPECT_TRUE(record.add("actor", "officer/7"));
  return record;
}

base::Bytes sample_opening() {
  base::Bytes opening;
  for (std::uint8_t i = 0; i < kOpeningSize; ++i) opening.push_back(i);
  return opening;
}

TEST(Leaf, EqualsTheVector) {
  EXPECT_EQ(base::to_hex(sample_record().to_bytes()), vector_line("record").at(1));
  const std::vector<std::string> row = vector_line("leaf");
  Leaf leaf;
  leaf.time = base::from_micros(std::stoll(row.at(1)));
  leaf.act = ActCode::Issued;
  leaf.object = object_hash("certificate/issuing-1/0123456789abcdef");
  leaf.commitment = commit(sample_opening(), sample_record().to_bytes());
  leaf.certificate = crypto::sm3(base::as_bytes("not really a certificate"));
  EXPECT_EQ(base::to_hex(leaf.commitment), row.at(3));
  EXPECT_EQ(base::to_hex(leaf.to_bytes()), row.at(4));
  EXPECT_EQ(Leaf::parse(leaf.to_bytes()).value(), leaf);
}

TEST(Leaf, SecretAndDisclosedOpeningsCommitAlike) {
  const auto secret = base::SecretBytes::copy_of(sample_opening());
  EXPECT_EQ(commit(secret, sample_record()), commit(sample_opening(), sample_record().to_bytes()));
  EXPECT_THROW((void)commit(base::SecretBytes(31), sample_record()), std::logic_error);
}

TEST(Leaf, CommitmentHangsOnEveryOctet) {
  const base::Bytes record = sample_record().to_bytes();
  const Hash good = commit(sample_opening(), record);
  for (std::size_t i = 0; i < record.size(); ++i) {
    base::Bytes changed = record;
    changed[i] ^= 1;
    EXPECT_NE(commit(sample_opening(), changed), good) << i;
  }
  for (std::size_t i = 0; i < kOpeningSize; ++i) {
    base::Bytes opening = sample_opening();
    opening[i] ^= 0x80;
    EXPECT_NE(commit(opening, record), good) << i;
  }
}

TEST(Leaf, ParseIsStrict) {
  Leaf leaf;
  leaf.act = ActCode::Revoked;
  const LeafBytes good = leaf.to_bytes();
  ASSERT_TRUE(Leaf::parse(good));
  EXPECT_EQ(Leaf::parse(base::ByteView(good).first(kLeafSize - 1)).error().code, "proof.leaf");
  base::Bytes longer = base::to_bytes(base::ByteView(good));
  longer.push_back(0);
  EXPECT_EQ(Leaf::parse(longer).error().code, "proof.leaf");
  LeafBytes version = good;
  version[0] = 2;
  EXPECT_EQ(Leaf::parse(version).error().code, "proof.leaf");
  LeafBytes early = good;
  early[1] = 0x80;
  EXPECT_EQ(Leaf::parse(early).error().code, "proof.leaf");
  LeafBytes act = good;
  act[9] = 0xFF;
  EXPECT_EQ(Leaf::parse(act).error().code, "proof.act_code");
}

TEST(ActCode, TheListIsClosedAndEveryRowIsWhole) {
  std::set<std::string_view> names;
  std::set<std::string_view> chinese;
  std::uint16_t last = 0;
  for (const ActInfo& act : all_acts()) {
    const auto number = static_cast<std::uint16_t>(act.code);
    EXPECT_GT(number, last);
    last = number;
    EXPECT_EQ(act_code(number).value(), act.code);
    EXPECT_EQ(act_info(act.code).name, act.name);
    EXPECT_TRUE(names.insert(act.name).second) << act.name;
    EXPECT_TRUE(chinese.insert(act.zh).second) << act.zh;
    EXPECT_FALSE(act.en.empty());
  }
  EXPECT_EQ(all_acts().size(), 169U);
  for (const int number :
       {0, 100, 119, 200, 220, 307, 411, 507, 600, 602, 710, 737, 803, 878, 925, 936, 65535}) {
    EXPECT_EQ(act_code(static_cast<std::uint16_t>(number)).error().code, "proof.act_code") << number;
  }
}

TEST(ActCode, NumbersStandInLedgersForEver) {
  EXPECT_EQ(static_cast<int>(ActCode::ApplicationSubmitted), 101);
  EXPECT_EQ(static_cast<int>(ActCode::IntentRecorded), 201);
  EXPECT_EQ(static_cast<int>(ActCode::Issued), 202);
  EXPECT_EQ(static_cast<int>(ActCode::Revoked), 210);
  EXPECT_EQ(static_cast<int>(ActCode::Destroyed), 213);
  EXPECT_EQ(static_cast<int>(ActCode::CrlIssued), 401);
  EXPECT_EQ(static_cast<int>(ActCode::EvidencePackageBuilt), 501);
  EXPECT_EQ(static_cast<int>(ActCode::CaseSubmitted), 711);
  EXPECT_EQ(static_cast<int>(ActCode::DelegationSigned), 811);
  EXPECT_EQ(static_cast<int>(ActCode::EventReported), 843);
  EXPECT_EQ(static_cast<int>(ActCode::HandoverSigned), 866);
  EXPECT_EQ(static_cast<int>(ActCode::PenaltyDecided), 933);
}

}  // namespace
}  // namespace yinxin::proof
