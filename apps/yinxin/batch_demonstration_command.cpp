#include "batch_demonstration_command.hpp"

#include <array>
#include <filesystem>

#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "files.hpp"
#include "registration/service.hpp"
#include "x509/identity_number.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kNumberWidth = 5;
constexpr std::int64_t kPeopleADay = 1000;  // three digits tell those born on one day apart

std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// Nobody's: no region of China has the code 990101.
std::string invented_number(std::int64_t row) {
  const auto born =
      std::chrono::sys_days(base::Date(std::chrono::year(1985), std::chrono::May, std::chrono::day(1))) +
      std::chrono::days(row / kPeopleADay);
  std::string day = base::format_date(base::Date(born));
  std::erase(day, '-');
  const std::string body = "990101" + day + padded(row % kPeopleADay, 3);
  return body + x509::resident_id_check_character(body).value();
}

std::string invented_name(std::int64_t row) {
  constexpr std::array kFamily{"赵", "钱", "孙", "李", "周", "吴", "郑", "冯", "陈", "沈"};
  constexpr std::array kGiven{"一", "思远", "明", "晓雨", "文博", "静", "子涵", "海", "若兰", "平"};
  const auto at = static_cast<std::size_t>(row);
  return std::string(kFamily[at % kFamily.size()]) + kGiven[at / kFamily.size() % kGiven.size()];
}

/// A line of the batch and a line of the register of people.
Result<void> add_person(const std::filesystem::path& folder, std::int64_t row, std::string& batch,
                        std::string& people) {
  const auto key = crypto::Sm2PrivateKey::generate();
  YX_TRY(const x509::Name subject, x509::Name::build({{asn1::oids::kCommonName, "申请人"}}));
  YX_TRY(const auto request, x509::CertificateRequest::create(subject, key));
  const auto file = folder / (padded(row, kNumberWidth) + ".key");
  YX_CHECK(write_secret(file.string(), crypto::private_key_pem(key).reveal()));
  const std::string name = invented_name(row);
  const std::string number = invented_number(row);
  batch +=
      "individual," + name + "," + number + ",13800001234,,\"" + base::to_base64(request.der()) + "\"\r\n";
  people += "resident_id," + number + "," + name + "\n";
  return {};
}

}  // namespace

Result<void> demonstration_batch(const DemonstrationBatchOptions& options, std::ostream& out) {
  if (options.rows < 1 || options.rows > static_cast<std::int64_t>(registration::kMaxBatchRows))
    return make_error(ErrorKind::Malformed, "yinxin.value",
                      "rows: 1 to " + std::to_string(registration::kMaxBatchRows));
  const std::filesystem::path folder = options.out;
  std::error_code failed;
  if (!std::filesystem::create_directory(folder, failed))
    return make_error(ErrorKind::Conflict, "yinxin.demonstration.exists", options.out);
  std::string batch = "profile,subject.CN,identity.resident_id,phone,validity_days,request\r\n";
  std::string people;
  for (std::int64_t row = 1; row <= options.rows; ++row) YX_CHECK(add_person(folder, row, batch, people));
  YX_CHECK(write_public((folder / "batch.csv").string(), base::as_bytes(batch)));
  YX_CHECK(write_public((folder / "people.csv").string(), base::as_bytes(people)));
  out << "已生成 " << options.rows << " 名虚构人员的密钥和批量申请文件 " << (folder / "batch.csv").string()
      << "\n";
  return {};
}

}  // namespace yinxin::command_line
