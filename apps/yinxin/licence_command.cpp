#include "licence_command.hpp"

#include <algorithm>

#include "crypto/key_file.hpp"
#include "files.hpp"
#include "policy/service.hpp"
#include "proof/note.hpp"
#include "server_clock.hpp"

namespace yinxin::command_line {

using base::Result;

namespace {

constexpr std::string_view kRegulator =
    "regulator.example.cn";                   // key name; RFC 2606 has the domain for examples
constexpr std::chrono::months kValidity{60};  // article 12: five years

Result<crypto::Sm2PrivateKey> read_or_make(const std::string& file, std::ostream& out) {
  auto key = read_key(file);
  if (key || key.error().code != "base.file.missing") return key;
  auto made = crypto::Sm2PrivateKey::generate();
  YX_CHECK(write_secret(file, crypto::private_key_pem(made).reveal()));
  out << "已生成演示用主管部门密钥 " << file << "\n";
  return made;
}

Result<policy::Licence> compose(const DemonstrationLicenceOptions& options, base::Time now) {
  const base::Date today = base::beijing_date(now);
  policy::Licence licence;
  licence.number = options.number;
  licence.holder_name = options.holder;
  licence.credit_code = options.credit_code;
  licence.scope = {"电子政务电子认证服务（演示）"};
  licence.issued_by = "国家密码管理局（演示）";
  licence.valid_from = today;
  if (!options.valid_from.empty()) {
    YX_TRY(licence.valid_from, base::parse_date(options.valid_from));
  }
  licence.issued_on = std::min(licence.valid_from, today);
  licence.valid_to =
      std::chrono::sys_days(base::add_months(licence.valid_from, kValidity)) - std::chrono::days(1);
  if (!options.valid_to.empty()) {
    YX_TRY(licence.valid_to, base::parse_date(options.valid_to));
  }
  const auto status = policy::find_licence_status(options.status);
  if (!status)
    return base::make_error(base::ErrorKind::Malformed, "policy.licence.format", "status: none of ours");
  licence.status = *status;
  licence.as_of = now;
  return licence;
}

}  // namespace

Result<void> demonstration_licence(const DemonstrationLicenceOptions& options, std::ostream& out) {
  ServerClock clock;
  if (!options.server.empty()) {
    YX_TRY(clock, clock_of_server(options.server));
  }
  YX_TRY(const auto licence, compose(options, clock.now()));
  proof::SignedNote note;
  note.body = policy::licence_text(licence);
  YX_CHECK(policy::parse_licence_text(note.body));  // before anything is signed
  YX_TRY(const auto key, read_or_make(options.key, out));
  YX_TRY(const auto signature, crypto::sm2_sign(key, base::as_bytes(note.body)));
  YX_CHECK(note.add(kRegulator, key.public_key(), signature));
  YX_CHECK(write_public(options.out, base::as_bytes(note.to_text())));
  out << "已生成演示用资质文件 " << options.out << "（" << licence.number << "，"
      << policy::licence_status_zh(licence.status) << "，" << base::format_date(licence.valid_from) << " 至 "
      << base::format_date(licence.valid_to) << "）\n";
  if (options.keys.empty()) return {};
  const std::string line = std::string(kRegulator) + " " + base::to_base64(key.public_key().point()) + "\n";
  YX_CHECK(write_public(options.keys, base::as_bytes(line)));
  out << "已写出主管部门公钥 " << options.keys << "\n";
  return {};
}

}  // namespace yinxin::command_line
