// The subcommands of who runs the provider: officers' accounts, licence, rules, demonstrations.
#include "batch_demonstration_command.hpp"
#include "demonstration_clock_command.hpp"
#include "document_command.hpp"
#include "identity_source_command.hpp"
#include "licence_command.hpp"
#include "officer_command.hpp"
#include "policy_command.hpp"
#include "rules_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {

namespace {

void add_demonstrations(CLI::App& program, Act& act) {
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
      .may("--server", &D::server, "以该服务的时钟为准 / by this server's clock")
      .need("--out", &D::out, "资质文件 / licence file")
      .may("--keys", &D::keys, "主管部门公钥文件 / regulator_keys file");
  Verb(demonstration, act, "identity-source", "演示用身份比对源 / a source of identities to ask",
       demonstration_identity_source)
      .need("--people", &IdentitySourceOptions::people, "名册，每行 KIND,NUMBER,NAME / who it knows")
      .may("--port", &IdentitySourceOptions::port, "端口 / port on 127.0.0.1");

  Verb(demonstration, act, "batch", "演示用批量申请文件和密钥 / a batch file and its keys",
       demonstration_batch)
      .may("--rows", &DemonstrationBatchOptions::rows, "行数 / rows")
      .need("--out", &DemonstrationBatchOptions::out, "目录，须不存在 / folder, made new");

  using K = DemonstrationClockOptions;
  Verb(demonstration, act, "clock",
       "查看演示时钟，或者拨快（系统管理员） / show the clock, or move it forward", demonstration_clock)
      .need("--server", &K::server, "服务地址 / http://host:port")
      .may("--forward", &K::forward, "拨快多少，如 20d、6h / how far, days or hours")
      .may("--officer", &K::officer, "系统管理员账户 / the administrator's account")
      .may("--key", &K::key, "签名私钥文件 / key file to sign with");
}

}  // namespace

void add_officers(CLI::App& program, Act& act) {
  CLI::App* officer = add_group(program, "officer", "工作人员账户 / officers' accounts");
  using C = OfficerCreateOptions;
  Verb(officer, act, "create", "建立账户（系统管理员） / make an account", officer_create)
      .by_officer()
      .need("--id", &C::id, "账户 / account")
      .need("--name", &C::name, "姓名 / name")
      .need("--role", &C::roles, "角色，可重复 / role, repeated")
      .need("--request", &C::request, "证书请求 / request file")
      .may("--region", &C::region, "辖区，GB/T 2260 六位代码 / region, six digits")
      .may("--body", &C::body, "所属受委托机构的案件编号 / case of the delegated body whose account it is");
  Verb(officer, act, "authorise", "授权（安全管理员） / authorise an account", officer_authorise)
      .by_officer()
      .need("--id", &OfficerAuthoriseOptions::id, "账户 / account")
      .may("--request", &OfficerAuthoriseOptions::request,
           "本人交来的证书请求，用于核对 / request as the officer handed it over")
      .may("--out", &OfficerAuthoriseOptions::out, "工作人员证书 / certificate file");
  const auto standing = [&](const char* name, const char* help, auto command) {
    Verb(officer, act, name, help, command)
        .by_officer()
        .need("--id", &OfficerStandingOptions::id, "账户 / account")
        .need("--reason", &OfficerStandingOptions::reason, "理由 / reason");
  };
  standing("suspend", "停用（安全管理员） / suspend an account", officer_suspend);
  standing("resume", "恢复（安全管理员） / resume an account", officer_resume);
  standing("close", "注销（安全管理员） / close an account for ever", officer_close);
  using R = OfficerRenewOptions;
  Verb(officer, act, "renew", "申请换证（本人，或系统管理员代为） / ask for a certificate for a new key",
       officer_renew)
      .by_officer()
      .may("--id", &R::id, "账户，默认为本人 / account, one's own unless told")
      .need("--request", &R::request, "新密钥的证书请求 / request file of the new key")
      .flag("--key-lost", &R::key_lost, "现用密钥遗失（系统管理员） / the present key is lost");
  using A = OfficerAuthoriseRenewalOptions;
  Verb(officer, act, "authorise-renewal", "授权换证（安全管理员） / authorise a renewal",
       officer_authorise_renewal)
      .by_officer()
      .need("--id", &A::id, "账户 / account")
      .need("--request", &A::request, "本人交来的证书请求，用于核对 / request as the officer handed it over")
      .may("--out", &A::out, "工作人员证书 / certificate file");
  Verb(officer, act, "list", "列出账户 / list accounts", officer_list).by_officer();
}

void add_policy(CLI::App& program, Act& act) {
  CLI::App* licence = add_group(program, "licence", "资质证书 / the licence");
  Verb(licence, act, "import", "登记主管部门签名的资质文件 / import the regulator's signed file",
       licence_import)
      .by_officer()
      .need("--file", &LicenceImportOptions::file, "资质文件 / licence file");

  add_demonstrations(program, act);

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
  Verb(rules, act, "coverage", "四十二条的落实情况 / coverage of the 42 articles", rules_coverage)
      .may("--rules", &RulesCoverageOptions::rules, "rules 目录 / the rules folder")
      .may("--tree", &RulesCoverageOptions::tree, "源代码目录 / the checkout");
  Verb(rules, act, "checklist", "合规性评估清单（CSV） / checklist of an assessment", rules_checklist)
      .may("--rules", &RulesChecklistOptions::rules, "rules 目录 / the rules folder");
}

void add_documents(CLI::App& program, Act& act) {
  CLI::App* document = add_group(program, "document", "文书 / documents on paper");
  using P = DocumentPreviewOptions;
  Verb(document, act, "preview", "把模板排成样张（PDF） / a template on paper", document_preview)
      .need("template", &P::template_id, "模板，如 acceptance_notice / the template")
      .may("--values", &P::values, "填写内容（TOML）；不给则用随附的示例 / values; without: the example")
      .need("--out", &P::out, "保存为 / PDF file")
      .may("--copy", &P::copy, "正本、副本 / which copy")
      .may("--index", &P::copy_index, "第几份 / its number")
      .may("--count", &P::copy_count, "共几份 / of how many")
      .may("--site", &P::site, "核验网址 / site of the QR code")
      .may("--rules", &P::rules, "rules 目录 / the rules folder");
}

}  // namespace yinxin::command_line
