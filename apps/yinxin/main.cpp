// yinxin, the command line of operators and scripts: the tree of subcommands, from here and verbs_*.cpp; what
// each does is in <what>_command.cpp, behind a plain struct of options. Exit codes: 0 done, 1 refused or
// failed, 2 wrong usage.
#include <CLI/CLI.hpp>

#include "backup_command.hpp"
#include "base/work_calendar.hpp"
#include "calendar_command.hpp"
#include "ceremony_command.hpp"
#include "engine_command.hpp"
#include "export_command.hpp"
#include "init_command.hpp"
#include "output.hpp"
#include "query_command.hpp"
#include "signer_command.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kVersion = "yinxin 0.1.0";  // as project() in CMakeLists.txt
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

CLI::Validator is_date() {
  const auto check = [](const std::string& text) -> std::string {
    const auto date = base::parse_date(text);
    return date ? "" : date.error().detail;
  };
  return CLI::Validator(check, "YYYY-MM-DD");
}

void add_calendar(CLI::App& program, Act& act) {
  CLI::App* calendar = program.add_subcommand("calendar", "法定期限的计算 / statutory periods");
  calendar->require_subcommand(1);

  CLI::App* due = calendar->add_subcommand("due", "期限何时届满 / when a period ends");
  const auto options = std::make_shared<CalendarDueOptions>();
  due->add_option("--start", options->start, "起算日，当日不计入 / counted from this day, itself not counted")
      ->required()
      ->check(is_date());
  CLI::Option_group* length = due->add_option_group("length");
  const CLI::Range allowed(1, base::WorkCalendar::kMaxPeriodDays);
  length->add_option("--working-days", options->working_days, "工作日数 / working days")->check(allowed);
  length->add_option("--calendar-days", options->calendar_days, "自然日数 / calendar days")->check(allowed);
  length->require_option(1);
  due->add_flag("--before", options->before, "向前倒算（“……日前”） / count back");
  due->add_flag("--json", options->json, "输出一个 JSON 对象 / print one JSON object");
  due->add_option("--rules", options->rules, "rules 目录 / the rules folder");
  due->callback([options, &act] { act = [options] { return calendar_due(*options, std::cout); }; });

  Verb(calendar, act, "show", "各年放假安排和录入的通知 / the years, and the notices entered", calendar_show)
      .by_officer();
  using I = CalendarImportOptions;
  Verb(calendar, act, "import", "录入放假调休通知，先看期限变动 / enter a notice and see what it moves",
       calendar_import)
      .by_officer()
      .need("--file", &I::file, "该年的文件，格式同 rules/calendar / the year's file")
      .need("--notice", &I::notice, "文号 / number of the notice");
  using N = CalendarNoticeOptions;
  Verb(calendar, act, "moves", "通知将变动的期限 / what a notice would move", calendar_moves)
      .by_officer()
      .need("--number", &N::number, "第几份通知 / which notice");
  Verb(calendar, act, "confirm", "由另一人确认，重新计算期限 / confirm it: periods are counted again",
       calendar_confirm)
      .by_officer()
      .need("--number", &N::number, "第几份通知 / which notice");
}

void add_set_up(CLI::App& program, Act& act) {
  using C = CeremonyOptions;
  Verb(&program, act, "ceremony", "密钥仪式 / make the keys of a new provider or regulator", ceremony)
      .need("--folder", &C::folder, "存放目录 / folder, made new")
      .need("--signer", &C::signer, "签名服务套接字 / the signer's socket")
      .need("--organisation", &C::organisation, "机构名称 / name on the licence")
      .need("--site", &C::site, "公开网址 / public site")
      .need("--origin", &C::origin, "存证台账名称 / the ledger's name")
      .may("--office", &C::office, "provider（服务机构）, regulator（密码管理部门）")
      .may("--rules", &C::rules, "rules 目录 / the rules folder")
      .flag("--demonstration", &C::demonstration, "演示 / a demonstration");
  Verb(&program, act, "init",
       "建库并登记认证机构和三员 / make the database, enter authorities and administrators", init)
      .settings()
      .need("--ceremony", &InitOptions::ceremony, "密钥仪式的 public 目录 / the ceremony's public folder")
      .may("--administrator", &InitOptions::administrators, "三员，ROLE:ID:NAME:证书请求文件 / request file");

  CLI::App* signer = add_group(program, "signer", "签名服务 / the signer");
  using S = SignerOptions;
  Verb(signer, act, "status", "状态 / its state", signer_status)
      .need("--socket", &S::socket, "套接字 / its socket");
  Verb(signer, act, "unlock", "开启一类密钥 / unlock a class of keys", signer_unlock)
      .need("--socket", &S::socket, "套接字 / its socket")
      .need("--class", &S::key_class, "quorum, online")
      .may("--credential", &S::credential, "在线密钥的口令文件 / online: file of 32 octets")
      .may("--share", &S::shares,
           "签发密钥的分片文件，可重复，仅限演示 / quorum: share file, repeated, demonstrations only");
  using E = SignerEnrolOptions;
  Verb(signer, act, "enrol", "登记管理员，仅限 --initialise / enrol an administrator, in a ceremony only",
       signer_enrol)
      .need("--socket", &E::socket, "套接字 / its socket")
      .need("--id", &E::id, "账户 / account")
      .may("--role", &E::role, "角色；不给则取消登记 / role; without: enrolled no longer")
      .need("--request", &E::request, "本人密钥的证书请求 / request file of their key");
  Verb(&program, act, "export", "导出存证台账 / export the ledger", export_ledger)
      .settings()
      .need("--out", &ExportOptions::out, "目录，须不存在 / folder, made new");
  Verb(&program, act, "backup", "备份（服务运行时亦可） / back up, beside a running server", backup)
      .settings()
      .need("--out", &BackupOptions::out, "备份文件，须不存在 / file, made new");
  using R = RestoreOptions;
  Verb(&program, act, "restore", "从备份恢复（服务已停止，数据库为空） / restore into an empty database",
       restore)
      .settings()
      .need("--from", &R::from, "备份文件 / file of `yinxin backup`")
      .may("--tiles", &R::tiles, "存证哈希块目录或其镜像 / folder of the ledger's tiles, or a mirror")
      .may("--crl", &R::crl, "已公布的撤销列表目录 / folder of published lists")
      .may("--report", &R::report, "报告文件（JSON） / report file");
}

void add_queries(CLI::App& program, Act& act) {
  Verb(&program, act, "query", "查询证书内容或状态 / a certificate's contents or status", query)
      .server()
      .need("--serial", &QueryOptions::serial, "序列号 / serial")
      .flag("--status", &QueryOptions::status, "只查状态 / its status");
  using O = OcspOptions;
  Verb(&program, act, "ocsp", "在线状态查询并核验 / ask OCSP and check the answer", ocsp)
      .server()
      .need("--certificate", &O::certificate, "证书 / certificate")
      .need("--issuer", &O::issuer, "签发机构证书 / issuer's certificate")
      .may("--hash", &O::hash, "sm3, sha1, sha256")
      .flag("--nonce", &O::nonce, "带随机数 / with a nonce")
      .may("--expect", &O::expect, "应为 / good, revoked, unknown")
      .may("--out", &O::out, "保存响应 / keep the answer");
  using L = CrlOptions;
  Verb(&program, act, "crl", "下载撤销列表并核验 / fetch a CRL and check it", crl)
      .server()
      .need("--issuer", &L::issuer, "签发机构证书 / issuer's certificate")
      .may("--authority", &L::authority, "签发机构 / authority id")
      .may("--partition", &L::partition, "分区 / partition")
      .flag("--delta", &L::delta, "增量 / the delta")
      .may("--contains", &L::contains, "应列有的序列号 / serial that must be listed")
      .may("--out", &L::out, "保存 / keep it");
  Verb(&program, act, "authority", "下载认证机构证书 / fetch one of the provider's own certificates",
       authority_certificate)
      .server()
      .need("--id", &AuthorityOptions::id, "root, issuing-1, ocsp-1 …")
      .need("--out", &AuthorityOptions::out, "保存为 / file");
  const Verb engine(&program, act, "engine",
                    "本机的密码引擎及其速度 / the SM2 and SM3 engine here, and its speed", show_engine);
  Verb(&program, act, "ready", "等待服务就绪 / wait until the server is ready", ready)
      .server()
      .may("--seconds", &ReadyOptions::seconds, "最多等几秒 / at most");
}

int run(int argc, char** argv) {
  CLI::App program("印信：电子政务电子认证服务 / electronic certification services for e-government",
                   "yinxin");
  program.set_version_flag("--version", kVersion);
  program.require_subcommand(1);
  Act act;
  add_calendar(program, act);
  add_set_up(program, act);
  add_officers(program, act);
  add_policy(program, act);
  add_documents(program, act);
  add_cases(program, act);
  add_filings(program, act);
  add_handover(program, act);
  add_compliance(program, act);
  add_holder(program, act);
  add_applications(program, act);
  add_certificates(program, act);
  add_supervision(program, act);
  add_tips(program, act);
  add_queries(program, act);

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    if (stop.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.exit(stop);
    print_usage_error(std::cerr, stop.what());
    return kWrongUsage;
  }
  base::Result<void> done = act();
  if (done && !std::cout.flush()) {
    done =
        base::make_error(base::ErrorKind::Unavailable, "yinxin.output", "standard output cannot be written");
  }
  if (done) return 0;
  print_error(std::cerr, done.error());
  return kFailed;
}

}  // namespace
}  // namespace yinxin::command_line

int main(int argc, char** argv) {
  return yinxin::command_line::run(argc, argv);
}
