// yinxin, the command line of operators and scripts. The only unit with CLI11 in it: it builds the tree of
// subcommands; what each does is in <what>_command.cpp, behind a plain struct of options. A new verb is one
// Verb here. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#include <CLI/CLI.hpp>

#include "application_command.hpp"
#include "base/work_calendar.hpp"
#include "calendar_command.hpp"
#include "ceremony_command.hpp"
#include "evidence_command.hpp"
#include "export_command.hpp"
#include "holder_command.hpp"
#include "identity_source_command.hpp"
#include "init_command.hpp"
#include "licence_command.hpp"
#include "officer_command.hpp"
#include "output.hpp"
#include "policy_command.hpp"
#include "query_command.hpp"
#include "rules_command.hpp"
#include "signer_command.hpp"
#include "step_command.hpp"
#include "verb.hpp"

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
}

void add_set_up(CLI::App& program, Act& act) {
  using C = CeremonyOptions;
  Verb(&program, act, "ceremony", "密钥仪式 / make the keys of a new provider", ceremony)
      .need("--folder", &C::folder, "存放目录 / folder, made new")
      .need("--signer", &C::signer, "签名服务套接字 / the signer's socket")
      .need("--organisation", &C::organisation, "机构名称 / name on the licence")
      .need("--site", &C::site, "公开网址 / public site")
      .need("--origin", &C::origin, "存证台账名称 / the ledger's name")
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
  Verb(&program, act, "export", "导出存证台账 / export the ledger", export_ledger)
      .settings()
      .need("--out", &ExportOptions::out, "目录，须不存在 / folder, made new");
}

void add_officers(CLI::App& program, Act& act) {
  CLI::App* officer = add_group(program, "officer", "工作人员账户 / officers' accounts");
  using C = OfficerCreateOptions;
  Verb(officer, act, "create", "建立账户（系统管理员） / make an account", officer_create)
      .by_officer()
      .need("--id", &C::id, "账户 / account")
      .need("--name", &C::name, "姓名 / name")
      .need("--role", &C::roles, "角色，可重复 / role, repeated")
      .need("--request", &C::request, "证书请求 / request file");
  Verb(officer, act, "authorise", "授权（安全管理员） / authorise an account", officer_authorise)
      .by_officer()
      .need("--id", &OfficerAuthoriseOptions::id, "账户 / account")
      .may("--out", &OfficerAuthoriseOptions::out, "工作人员证书 / certificate file");
  const auto standing = [&](const char* name, const char* help, auto command) {
    Verb(officer, act, name, help, command)
        .by_officer()
        .need("--id", &OfficerStandingOptions::id, "账户 / account")
        .need("--reason", &OfficerStandingOptions::reason, "理由 / reason");
  };
  standing("suspend", "停用（安全管理员） / suspend an account", officer_suspend);
  standing("resume", "恢复（安全管理员） / resume an account", officer_resume);
  Verb(officer, act, "list", "列出账户 / list accounts", officer_list).by_officer();
}

void add_policy(CLI::App& program, Act& act) {
  CLI::App* licence = add_group(program, "licence", "资质证书 / the licence");
  Verb(licence, act, "import", "登记主管部门签名的资质文件 / import the regulator's signed file",
       licence_import)
      .by_officer()
      .need("--file", &LicenceImportOptions::file, "资质文件 / licence file");

  CLI::App* demonstration = add_group(program, "demonstration", "演示 / demonstrations");
  using D = DemonstrationLicenceOptions;
  Verb(demonstration, act, "licence", "演示用资质文件 / a licence file as the regulator signs it",
       demonstration_licence)
      .need("--key", &D::key, "主管部门私钥，没有时生成 / the regulator's key, made when missing")
      .need("--holder", &D::holder, "机构名称 / name on the licence")
      .may("--credit-code", &D::credit_code, "统一社会信用代码 / credit code")
      .may("--number", &D::number, "证书编号 / number")
      .may("--from", &D::valid_from, "有效期自 / YYYY-MM-DD")
      .may("--to", &D::valid_to, "有效期至 / YYYY-MM-DD")
      .may("--status", &D::status, "valid, rectifying …")
      .need("--out", &D::out, "资质文件 / licence file")
      .may("--keys", &D::keys, "主管部门公钥文件 / regulator_keys file");
  Verb(demonstration, act, "identity-source", "演示用身份比对源 / a source of identities to ask",
       demonstration_identity_source)
      .need("--people", &IdentitySourceOptions::people, "名册，每行 KIND,NUMBER,NAME / who it knows")
      .may("--port", &IdentitySourceOptions::port, "端口 / port on 127.0.0.1");

  CLI::App* rules = add_group(program, "rules", "业务规则和证书策略 / CPS and CP");
  using P = RulesProposeOptions;
  Verb(rules, act, "propose", "起草 / propose a version", rules_propose)
      .by_officer()
      .need("--kind", &P::kind, "cps, cp")
      .need("--version", &P::version, "版本 / version, 1.0")
      .need("--title", &P::title, "名称 / title")
      .need("--effective", &P::effective, "生效时间 / 2026-01-31 (Beijing) or 2026-01-31T00:00:00Z")
      .need("--document", &P::document, "全文 / the text, Markdown")
      .need("--profile", &P::profile, "参数文件 / parameters, TOML");
  using V = RulesVersionOptions;
  const auto version = [&](const char* name, const char* help, auto command) {
    return Verb(rules, act, name, help, command)
        .by_officer()
        .need("--kind", &V::kind, "cps, cp")
        .need("--version", &V::version, "版本 / version");
  };
  version("approve", "批准（机构负责人） / approve", rules_approve);
  version("publish", "公布 / publish", rules_publish);
  version("file", "备案已提交 / filed with the province", rules_file)
      .may("--receipt", &V::receipt, "备案回执编号 / number of the receipt");
  Verb(rules, act, "list", "列出已公布的版本 / list published versions", rules_list).server();
  Verb(rules, act, "check", "检查规则文件 / check the rule files", rules_check)
      .may("--rules", &RulesCheckOptions::rules, "rules 目录 / the rules folder")
      .flag("--json", &RulesCheckOptions::json, "输出一个 JSON 对象 / print one JSON object");
  Verb(rules, act, "explain", "某一条的落实 / what rests on an article", rules_explain)
      .need("article", &RulesExplainOptions::article, "条文，如 21 / the article")
      .may("--rules", &RulesExplainOptions::rules, "rules 目录 / the rules folder");
}

void add_holder(CLI::App& program, Act& act) {
  CLI::App* holder = add_group(program, "holder", "持有人一侧 / the holder's side");
  Verb(holder, act, "key", "生成密钥对 / make a key pair", holder_key)
      .need("--out", &HolderKeyOptions::out, "私钥文件 / key file");
  using R = HolderRequestOptions;
  Verb(holder, act, "request", "生成证书请求 / make a certificate request", holder_request)
      .need("--key", &R::key, "私钥文件 / key file")
      .need("--subject", &R::subject, "名称项，可重复 / NAME=VALUE, repeated")
      .need("--out", &R::out, "请求文件 / request file");
}

void add_applications(CLI::App* application, Act& act) {
  using S = ApplicationSubmitOptions;
  Verb(application, act, "submit", "提交申请（申请人） / apply for a certificate", application_submit)
      .by_key()
      .need("--profile", &S::profile, "证书类别 / profile")
      .need("--request", &S::request, "证书请求 / request file")
      .need("--subject", &S::subject, "名称项，可重复 / NAME=VALUE, repeated")
      .may("--identity", &S::identity, "证件号码，可重复 / KIND=NUMBER, repeated")
      .may("--dns", &S::dns, "域名，可重复 / DNS name")
      .may("--alt-mail", &S::mails, "写入证书的邮箱，可重复 / mail address in the certificate")
      .need("--phone", &S::phone, "联系电话 / phone")
      .may("--mail", &S::mail, "联系邮箱 / mail")
      .may("--days", &S::days, "有效天数 / validity in days")
      .may("--purpose", &S::purpose, "new, renewal, rekey, change")
      .may("--replaces", &S::replaces, "被取代证书的序列号 / serial of the certificate replaced")
      .may("--old-key", &S::old_key, "被取代证书的私钥 / key of the certificate replaced")
      .may("--reason", &S::reason, "密钥更新原因 / lost, damaged, compromised")
      .may("--number-out", &S::number_out, "申请编号写入文件 / file for the number");
  using M = ApplicationMaterialOptions;
  Verb(application, act, "material", "提交材料 / add a paper", application_material)
      .by_either()
      .need("--number", &M::number, "申请编号 / application number")
      .need("--kind", &M::kind, "identity_document …")
      .need("--title", &M::title, "名称 / title")
      .need("--file", &M::file, "文件 / file");
  Verb(application, act, "show", "办理情况 / where it stands", application_show)
      .by_either()
      .need("--number", &ApplicationShowOptions::number, "申请编号 / application number")
      .flag("--json", &ApplicationShowOptions::json, "原样输出 / the answer as it came");
  Verb(application, act, "list", "列出申请 / list applications", application_list)
      .by_officer()
      .may("--state", &ApplicationListOptions::state, "submitted, received …");
}

void add_steps(CLI::App* application, Act& act) {
  using D = ApplicationDoOptions;
  Verb(application, act, "do", "办理一个环节 / take a step", application_do)
      .by_either()
      .need("--number", &D::number, "申请编号 / application number")
      .need("--event", &D::event, "receive, review_material …")
      .may("--set", &D::set, "填写项，可重复 / NAME=VALUE, repeated");
  using N = ApplicationNumberOptions;
  Verb(application, act, "notify", "逐项确认告知事项（申请人） / confirm the four matters",
       application_notify)
      .by_key()
      .need("--number", &N::number, "申请编号 / application number");
  Verb(application, act, "accept", "受理（受理员） / accept", application_accept)
      .by_officer()
      .need("--number", &N::number, "申请编号 / application number");
  Verb(application, act, "agree", "签订协议（申请人） / sign the agreement", application_agree)
      .by_key()
      .need("--number", &N::number, "申请编号 / application number");
  using C = CheckIdentityOptions;
  Verb(application, act, "check-identity", "身份查验（受理员） / check the identity",
       application_check_identity)
      .by_officer()
      .need("--number", &C::number, "申请编号 / application number")
      .need("--method", &C::method, "counter …")
      .need("--evidence", &C::evidence, "查验证据文件 / file that shows it")
      .may("--source-response", &C::source_response, "比对源回执 / the source's answer");
}

void add_certificates(CLI::App& program, Act& act) {
  using I = IssueOptions;
  Verb(&program, act, "issue", "签发证书（签发员） / issue a certificate", issue)
      .by_officer()
      .need("--number", &I::number, "申请编号 / application number")
      .need("--out", &I::out, "证书文件 / certificate file");
  using R = RevokeOptions;
  Verb(&program, act, "revoke", "撤销证书（签发员） / revoke a certificate", revoke)
      .by_officer()
      .need("--serial", &R::serial, "序列号 / serial")
      .need("--reason", &R::reason, "key_compromise …")
      .need("--cause", &R::cause, "撤销事由 / in words")
      .may("--invalidity-date", &R::invalidity_date, "密钥失密之日 / YYYY-MM-DD");
  using H = HoldOptions;
  Verb(&program, act, "suspend", "冻结证书 / suspend a certificate", suspend)
      .by_either()
      .need("--serial", &H::serial, "序列号 / serial")
      .need("--cause", &H::cause, "冻结事由 / in words");
  Verb(&program, act, "resume", "解冻证书（签发员） / resume a certificate", resume)
      .by_officer()
      .need("--serial", &H::serial, "序列号 / serial");
  using E = EvidenceOptions;
  Verb(&program, act, "evidence", "无过错证明包（合规专员） / the article-40 package", evidence)
      .by_officer()
      .need("--serial", &E::serial, "序列号 / serial")
      .need("--requester", &E::requester, "要求出具者 / who asked for it")
      .need("--scope", &E::scope, "事由 / what it is for")
      .need("--out", &E::out, "证明包 / archive");
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
  add_holder(program, act);
  CLI::App* application = add_group(program, "application", "证书申请 / applications");
  add_applications(application, act);
  add_steps(application, act);
  add_certificates(program, act);
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
