#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "policy_support/policy_world.hpp"

namespace yinxin::policy {
namespace {

using store::code_of;
using store::detail_of;
using testing::HasSubstr;

const std::string kText =
    "yinxin licence v1\n"
    "number: 测试-2026-0001\n"
    "holder: 云岭电子认证服务有限公司\n"
    "credit_code: 91110101MA00000005\n"
    "scope: 电子政务电子认证服务\n"
    "valid_from: 2026-01-01\n"
    "valid_to: 2030-12-31\n"
    "issued_by: 国家密码管理局\n"
    "issued_on: 2025-12-20\n"
    "status: valid\n"
    "as_of: 2025-12-20T02:00:00Z\n";

TEST(LicenceText, IsAsDocumented) {
  EXPECT_EQ(licence_text(sample_licence()), kText);
}

TEST(LicenceText, ReadsEveryField) {
  const auto licence = parse_licence_text(replaced(kText, "scope: ", "scope: 时间戳服务\nscope: "));
  ASSERT_TRUE(licence) << base::describe(licence.error());
  EXPECT_EQ(licence->number, "测试-2026-0001");
  EXPECT_EQ(licence->holder_name, "云岭电子认证服务有限公司");
  EXPECT_EQ(licence->credit_code, "91110101MA00000005");
  EXPECT_THAT(licence->scope, testing::ElementsAre("时间戳服务", "电子政务电子认证服务"));
  EXPECT_EQ(base::format_date(licence->valid_from), "2026-01-01");
  EXPECT_EQ(base::format_date(licence->valid_to), "2030-12-31");
  EXPECT_EQ(licence->issued_by, "国家密码管理局");
  EXPECT_EQ(base::format_date(licence->issued_on), "2025-12-20");
  EXPECT_EQ(licence->status, LicenceStatus::Valid);
  EXPECT_EQ(base::format_utc(licence->as_of), "2025-12-20T02:00:00Z");
}

TEST(LicenceText, KnowsEveryStatus) {
  const std::pair<std::string, std::string_view> kStatuses[] = {
      {"valid", "有效"},       {"rectifying", "停业整顿"}, {"revoked", "已吊销"},     {"cancelled", "已撤销"},
      {"withdrawn", "已撤回"}, {"expired", "已届满"},      {"deregistered", "已注销"}};
  for (const auto& [name, zh] : kStatuses) {
    const std::string text = replaced(kText, "status: valid", "status: " + name);
    const auto licence = parse_licence_text(text);
    ASSERT_TRUE(licence) << name;
    EXPECT_EQ(licence_status_name(licence->status), name);
    EXPECT_EQ(licence_status_zh(licence->status), zh);
    EXPECT_FALSE(licence_status_en(licence->status).empty());
    EXPECT_EQ(licence_text(*licence), text);
  }
}

TEST(LicenceText, RefusesEveryOtherForm) {
  struct Case {
    std::string from;
    std::string to;
    std::string detail;
  };
  std::string many_scopes;
  for (int i = 0; i < 20; ++i) many_scopes += "scope: 服务\n";
  std::string long_number = "number: ";
  for (int i = 0; i < 201; ++i) long_number += "号";
  const Case kCases[] = {
      {"v1", "v2", "first line"},
      {"yinxin licence v1\n", "", "first line"},
      {"number: ", "number:", "number"},
      {"number: ", "number:  ", "number"},
      {"number: ", "Number: ", "number"},
      {"number: 测试-2026-0001\n", "", "number"},
      {"number: 测试-2026-0001", "number: ", "number"},
      {"number: 测试-2026-0001", long_number, "number"},
      {"0001\n", "0001 \n", "number"},
      {"0001\n", "0001\r\n", "number"},
      {"0001\n", "0001\n\n", "holder"},
      {"云岭", "云\xE2\x80\x8B岭", "holder"},  // zero width space
      {"云岭", "\xFF", "holder"},
      {"0005\n", "0006\n", "credit_code"},
      {"scope: 电子政务电子认证服务\n", "", "scope"},
      {"scope: ", many_scopes + "scope: ", "valid_from"},
      {"2026-01-01", "2026-02-30", "valid_from"},
      {"2026-01-01", "2031-01-01", "valid_to"},
      {"2030-12-31", "2030-12-31T00:00:00Z", "valid_to"},
      {"status: valid", "status: Valid", "status"},
      {"status: valid", "status: 有效", "status"},
      {"02:00:00Z", "02:00:00+08:00", "as_of"},
      {"02:00:00Z\n", "02:00:00Z", "does not end"},
      {"02:00:00Z\n", "02:00:00Z\nremark: x\n", "more lines"},
      {"issued_by: 国家密码管理局\nissued_on: 2025-12-20\n",
       "issued_on: 2025-12-20\nissued_by: 国家密码管理局\n", "issued_by"},
  };
  for (const Case& one : kCases) {
    const auto licence = parse_licence_text(replaced(kText, one.from, one.to));
    EXPECT_EQ(code_of(licence), "policy.licence.format") << one.from << " -> " << one.to;
    EXPECT_THAT(detail_of(licence), HasSubstr(one.detail)) << one.from << " -> " << one.to;
  }
  EXPECT_EQ(code_of(parse_licence_text("")), "policy.licence.format");
}

TEST(LicenceText, RefusesEveryCut) {
  for (std::size_t size = 0; size < kText.size(); ++size) {
    EXPECT_EQ(code_of(parse_licence_text(std::string_view(kText).substr(0, size))), "policy.licence.format")
        << size;
  }
}

class RegulatorKeys : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "yx_keys.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  base::Result<std::vector<RegulatorKey>> read(const std::string& content) const {
    std::ofstream(folder_ / "keys") << content;
    return read_regulator_keys(folder_ / "keys");
  }
  std::filesystem::path folder_;
};

std::string line_of(std::string_view name, const crypto::Sm2PublicKey& key) {
  return std::string(name) + " " + base::to_base64(key.point());
}

TEST_F(RegulatorKeys, AreReadLineByLine) {
  const auto other = crypto::Sm2PrivateKey::generate();
  const std::string first = line_of(kRegulator, regulator_key().public_key());
  const std::string second = line_of(kRegulator, other.public_key());  // one name may have a new key
  for (const std::string end : {"", "\n"}) {
    const auto keys = read(first + "\n" + second + end);
    ASSERT_TRUE(keys) << base::describe(keys.error());
    ASSERT_EQ(keys->size(), 2U);
    EXPECT_EQ(keys->at(0).name, kRegulator);
    EXPECT_EQ(keys->at(0).key, regulator_key().public_key());
    EXPECT_EQ(keys->at(1).key, other.public_key());
  }
}

TEST_F(RegulatorKeys, AreRefusedWithTheLine) {
  const std::string good = line_of(kRegulator, regulator_key().public_key());
  base::Bytes off_curve = base::to_bytes(base::ByteView(regulator_key().public_key().point()));
  off_curve.back() ^= 1;
  const std::pair<std::string, std::string> kCases[] = {
      {"", ":1: no key"},
      {"\n", ":1: no space"},
      {good + "\n\n" + good, ":2: no space"},
      {good + "\n" + good, ":2: twice"},
      {" " + good, ":1: name"},
      {"监管 " + base::to_base64(regulator_key().public_key().point()), ":1: name"},
      {good + " ", ":1: base64"},
      {good + "\r\n", ":1: base64"},
      {std::string(kRegulator) + " " + base::to_base64(off_curve), ":1: no point"},
      {std::string(kRegulator) + " BA==", ":1: no point"},
  };
  for (const auto& [content, detail] : kCases) {
    const auto keys = read(content);
    EXPECT_EQ(code_of(keys), "policy.regulator_keys") << content;
    EXPECT_THAT(detail_of(keys), HasSubstr(detail)) << content;
  }
  EXPECT_EQ(code_of(read_regulator_keys(folder_ / "none")), "base.file.missing");
  EXPECT_EQ(code_of(read(std::string(64 * 1024 + 1, 'x'))), "base.file.too_large");
}

}  // namespace
}  // namespace yinxin::policy
