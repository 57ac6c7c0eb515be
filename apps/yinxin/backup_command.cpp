#include "backup_command.hpp"

#include <algorithm>

#include "files.hpp"
#include "office/backup.hpp"
#include "office/restore.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::command_line {

using base::Result;

namespace {

constexpr const char* kSoftware = "yinxin 0.1.0";  // as project() in CMakeLists.txt

void print_recovered(const office::RecoveredCertificate& one, std::ostream& out) {
  const bool held = one.reason == x509::RevocationReason::CertificateHold;
  out << "  " << one.authority << " " << one.serial.to_hex() << "  " << base::format_utc(one.signed_at)
      << " 签发，" << (held ? "已冻结" : "已撤销");
  if (!one.application.empty()) out << "，申请 " << one.application << "（" << one.application_state << "）";
  out << "\n";
}

void print_report(const office::RestoreReport& report, std::ostream& out) {
  out << "已从 " << base::format_utc(report.backup_made_at) << " 的备份恢复 " << report.rows
      << " 行，逐条核对与已签名的树头相符\n";
  if (report.loss.lost > 0) {
    out << "存证记录 " << report.loss.from << " 至 " << report.loss.to - 1 << " 之间有 " << report.loss.lost
        << " 条内容已丢失，叶子由哈希块补齐；今后每次核验都会提示\n";
  }
  out << "依已公布的撤销列表补记撤销、冻结 " << report.revoked << " 项，解冻 " << report.resumed << " 项\n";
  if (!report.recovered.empty()) {
    out << "备份之后签发、从签名日志找回的证书 " << report.recovered.size()
        << " 张。请工作人员逐张核实：找不到办理记录（第二十四条）的应当撤销并重新办理\n";
  }
  for (const auto& one : report.recovered) print_recovered(one, out);
  for (const std::string& id : report.suspended_officers)
    out << "备份之后证书已停用，账户随之停用：" << id << "\n";
  for (const std::string& one : report.unknown_entries)
    out << "撤销列表中有而没有证书的序列号：" << one << "\n";
  for (const std::string& file : report.ignored_lists)
    out << "不是本机构签名的撤销列表，未采用：" << file << "\n";
}

}  // namespace

Result<void> backup(const BackupOptions& options, std::ostream& out) {
  YX_TRY(const office::BackupMade made, office::make_backup(options.settings, options.out, kSoftware));
  out << "已备份 " << made.rows << " 行、" << made.files << " 个文件，共 " << made.octets << " 字节\n";
  if (!made.head.empty()) {
    YX_TRY(const auto head, proof::SignedTreeHead::parse(made.head));
    out << "所含的最新树头：" << head.head.size << " 条记录，" << base::format_utc(head.head.time) << "\n";
  }
  out << "清单的 SM3：" << base::to_hex(made.manifest) << "\n";
  return {};
}

Result<void> restore(const RestoreOptions& options, std::ostream& out) {
  YX_TRY(const office::RestoreReport report,
         office::restore({options.settings, options.from, options.tiles, options.crl}));
  print_report(report, out);
  if (options.report.empty()) return {};
  return write_secret(options.report, base::as_bytes(report.to_json()));
}

}  // namespace yinxin::command_line
