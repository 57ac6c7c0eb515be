// yinxin, the command line of operators and scripts. The only unit that includes CLI11: it builds the tree of
// subcommands; what each does is in <verb>_command.cpp, behind a plain struct of options. A new verb is one
// add_<verb>() here. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "application_command.hpp"
#include "base/work_calendar.hpp"
#include "calendar_command.hpp"
#include "ceremony_command.hpp"
#include "evidence_command.hpp"
#include "export_command.hpp"
#include "holder_command.hpp"
#include "init_command.hpp"
#include "issue_command.hpp"
#include "output.hpp"
#include "query_command.hpp"
#include "signer_command.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kVersion = "yinxin 0.1.0";  // as project() in CMakeLists.txt
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

/// What the command line asked for; set by the callback of the subcommand that was named.
using Act = std::function<base::Result<void>()>;

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
}

/// A subcommand whose options are a struct of its own, filled while parsing and handed to `command`
/// afterwards.
template <class Options>
std::shared_ptr<Options> options_of(CLI::App& app, Act& act,
                                    base::Result<void> (*command)(const Options&, std::ostream&)) {
  const auto options = std::make_shared<Options>();
  app.callback(
      [options, &act, command] { act = [options, command] { return command(*options, std::cout); }; });
  return options;
}

void add_settings(CLI::App& app, std::string& settings) {
  app.add_option("--settings", settings, "配置文件 / settings file")->required();
}

void add_server(CLI::App& app, std::string& server) {
  app.add_option("--server", server, "服务地址 / http://host:port")->required();
}

void add_set_up(CLI::App& program, Act& act) {
  CLI::App* rite = program.add_subcommand("ceremony", "密钥仪式 / make the keys of a new provider");
  const auto plan = options_of(*rite, act, ceremony);
  rite->add_option("--folder", plan->folder, "存放目录 / folder, made new")->required();
  rite->add_option("--signer", plan->signer, "签名服务套接字 / the signer's socket")->required();
  rite->add_option("--organisation", plan->organisation, "机构名称 / name on the licence")->required();
  rite->add_option("--site", plan->site, "公开网址 / public site")->required();
  rite->add_option("--origin", plan->origin, "存证台账名称 / the ledger's name")->required();
  rite->add_option("--rules", plan->rules, "rules 目录 / the rules folder");
  rite->add_flag("--demonstration", plan->demonstration, "演示 / a demonstration");

  CLI::App* begin =
      program.add_subcommand("init", "建库并登记认证机构 / make the database, enter the authorities");
  const auto first = options_of(*begin, act, init);
  add_settings(*begin, first->settings);
  begin->add_option("--ceremony", first->ceremony, "密钥仪式的 public 目录 / the ceremony's public folder")
      ->required();

  CLI::App* signer = program.add_subcommand("signer", "签名服务 / the signer");
  signer->require_subcommand(1);
  CLI::App* state = signer->add_subcommand("status", "状态 / its state");
  const auto shown = options_of(*state, act, signer_status);
  state->add_option("--socket", shown->socket, "套接字 / its socket")->required();
  CLI::App* unlock = signer->add_subcommand("unlock", "开启一类密钥 / unlock a class of keys");
  const auto opened = options_of(*unlock, act, signer_unlock);
  unlock->add_option("--socket", opened->socket, "套接字 / its socket")->required();
  unlock->add_option("--class", opened->key_class, "quorum, online")->required();
  unlock->add_option("--credential", opened->credential, "口令文件 / file of 32 octets")->required();
}

void add_holder(CLI::App& program, Act& act) {
  CLI::App* holder = program.add_subcommand("holder", "持有人一侧 / the holder's side");
  holder->require_subcommand(1);
  CLI::App* key = holder->add_subcommand("key", "生成密钥对 / make a key pair");
  const auto made = options_of(*key, act, holder_key);
  key->add_option("--out", made->out, "私钥文件 / key file")->required();
  CLI::App* request = holder->add_subcommand("request", "生成证书请求 / make a certificate request");
  const auto asked = options_of(*request, act, holder_request);
  request->add_option("--key", asked->key, "私钥文件 / key file")->required();
  request->add_option("--subject", asked->subject, "名称项，可重复 / NAME=VALUE, repeated")->required();
  request->add_option("--out", asked->out, "请求文件 / request file")->required();
}

void add_issuing(CLI::App& program, Act& act) {
  CLI::App* give = program.add_subcommand("issue", "签发证书 / issue a certificate");
  const auto order = options_of(*give, act, issue);
  add_settings(*give, order->settings);
  give->add_option("--application", order->application, "申请编号 / application number")->required();
  give->add_option("--profile", order->profile, "证书类别 / profile")->required();
  give->add_option("--request", order->request, "证书请求 / request file")->required();
  give->add_option("--subject", order->subject, "已核实的名称项，可重复 / verified NAME=VALUE")->required();
  give->add_option("--identity", order->identity, "已核实的号码，可重复 / verified KIND=NUMBER");
  give->add_option("--dns", order->dns, "域名，可重复 / DNS name");
  give->add_option("--gate", order->gates, "已办环节，可重复 / what was checked, NAME=VALUE");
  give->add_option("--officer", order->officer, "签发员 / issuing officer")->required();
  give->add_option("--days", order->days, "有效天数 / validity in days");
  give->add_option("--out", order->out, "证书文件 / certificate file")->required();

  CLI::App* stop = program.add_subcommand("revoke", "撤销证书 / revoke a certificate");
  const auto ended = options_of(*stop, act, revoke);
  add_settings(*stop, ended->settings);
  stop->add_option("--serial", ended->serial, "序列号 / serial")->required();
  stop->add_option("--reason", ended->reason, "RFC 5280 原因 / reason, key_compromise …")->required();
  stop->add_option("--cause", ended->cause, "撤销原因说明 / in words")->required();
  stop->add_option("--officer", ended->officer, "经办人 / officer")->required();
}

void add_records(CLI::App& program, Act& act) {
  CLI::App* application = program.add_subcommand("application", "证书申请 / applications");
  application->require_subcommand(1);
  CLI::App* record = application->add_subcommand("record", "办理环节存证 / record what was done");
  const auto recorded = options_of(*record, act, record_application_act);
  add_settings(*record, recorded->settings);
  record->add_option("--application", recorded->application, "申请编号 / application number")->required();
  record->add_option("--act", recorded->act, "identity_checked …")->required();
  record->add_option("--paper", recorded->paper, "依据文件 / file that shows it")->required();
  record->add_option("--officer", recorded->officer,
                     "经办人；申请人自己办理的不填 / officer; none: the applicant");

  CLI::App* package = program.add_subcommand("evidence", "无过错证明包 / the article-40 package");
  const auto built = options_of(*package, act, evidence);
  add_settings(*package, built->settings);
  package->add_option("--server", built->server, "服务地址 / http://host:port");
  package->add_option("--serial", built->serial, "序列号 / serial")->required();
  package->add_option("--request", built->request, "证书请求 / request file");
  package->add_option("--papers", built->papers, "申请材料目录 / folder of papers");
  package->add_option("--officer", built->officer, "合规专员 / compliance officer")->required();
  package->add_option("--requester", built->requester, "要求出具者 / who asked for it")->required();
  package->add_option("--out", built->out, "证明包 / archive")->required();

  CLI::App* ledger = program.add_subcommand("export", "导出存证台账 / export the ledger");
  const auto exported = options_of(*ledger, act, export_ledger);
  add_settings(*ledger, exported->settings);
  ledger->add_option("--out", exported->out, "目录，须不存在 / folder, made new")->required();
}

void add_queries(CLI::App& program, Act& act) {
  CLI::App* ask = program.add_subcommand("query", "查询证书内容或状态 / a certificate's contents or status");
  const auto asked = options_of(*ask, act, query);
  add_server(*ask, asked->server);
  ask->add_option("--serial", asked->serial, "序列号 / serial")->required();
  ask->add_flag("--status", asked->status, "只查状态 / its status");

  CLI::App* online = program.add_subcommand("ocsp", "在线状态查询并核验 / ask OCSP and check the answer");
  const auto query_of = options_of(*online, act, ocsp);
  add_server(*online, query_of->server);
  online->add_option("--certificate", query_of->certificate, "证书 / certificate")->required();
  online->add_option("--issuer", query_of->issuer, "签发机构证书 / issuer's certificate")->required();
  online->add_option("--hash", query_of->hash, "sm3, sha1, sha256");
  online->add_flag("--nonce", query_of->nonce, "带随机数 / with a nonce");
  online->add_option("--expect", query_of->expect, "应为 / good, revoked, unknown");
  online->add_option("--out", query_of->out, "保存响应 / keep the answer");

  CLI::App* list = program.add_subcommand("crl", "下载撤销列表并核验 / fetch a CRL and check it");
  const auto fetched = options_of(*list, act, crl);
  add_server(*list, fetched->server);
  list->add_option("--issuer", fetched->issuer, "签发机构证书 / issuer's certificate")->required();
  list->add_option("--authority", fetched->authority, "签发机构 / authority id");
  list->add_option("--partition", fetched->partition, "分区 / partition");
  list->add_flag("--delta", fetched->delta, "增量 / the delta");
  list->add_option("--contains", fetched->contains, "应列有的序列号 / serial that must be listed");
  list->add_option("--out", fetched->out, "保存 / keep it");

  CLI::App* own =
      program.add_subcommand("authority", "下载认证机构证书 / fetch one of the provider's own certificates");
  const auto named = options_of(*own, act, authority_certificate);
  add_server(*own, named->server);
  own->add_option("--id", named->id, "root, issuing-1, ocsp-1 …")->required();
  own->add_option("--out", named->out, "保存为 / file")->required();

  CLI::App* wait = program.add_subcommand("ready", "等待服务就绪 / wait until the server is ready");
  const auto waited = options_of(*wait, act, ready);
  add_server(*wait, waited->server);
  wait->add_option("--seconds", waited->seconds, "最多等几秒 / at most");
}

int run(int argc, char** argv) {
  CLI::App program("印信：电子政务电子认证服务 / electronic certification services for e-government",
                   "yinxin");
  program.set_version_flag("--version", kVersion);
  program.require_subcommand(1);
  Act act;
  add_calendar(program, act);
  add_set_up(program, act);
  add_holder(program, act);
  add_issuing(program, act);
  add_records(program, act);
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
