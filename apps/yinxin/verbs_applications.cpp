// The subcommands of applicants, holders and the officers who work on applications and certificates.
#include "application_command.hpp"
#include "batch_command.hpp"
#include "evidence_command.hpp"
#include "holder_command.hpp"
#include "identity_command.hpp"
#include "retention_command.hpp"
#include "step_command.hpp"
#include "verb.hpp"
#include "verbs.hpp"

namespace yinxin::command_line {
namespace {

void add_making(CLI::App* application, Act& act) {
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

/// Keeping records, and what is left of them (article 24).
void add_retention(CLI::App* application, Act& act) {
  using H = PlaceHoldOptions;
  Verb(application, act, "hold", "设定保全（合规专员） / place a hold on the records", application_hold)
      .by_officer()
      .need("--number", &H::number, "申请编号 / application number")
      .need("--authority", &H::authority, "要求保全的机关 / who asks for it")
      .need("--basis", &H::basis, "依据 / basis")
      .need("--reference", &H::reference, "文号或者案号 / reference");
  using R = ReleaseHoldOptions;
  Verb(application, act, "release-hold", "解除保全（机构负责人） / release a hold", application_release_hold)
      .by_officer()
      .need("--number", &R::number, "申请编号 / application number")
      .need("--reference", &R::reference, "文号或者案号 / reference")
      .need("--reason", &R::reason, "理由 / why");
  using D = DestructionListOptions;
  Verb(application, act, "destruction-list", "销毁清册 / what was destroyed", application_destruction_list)
      .by_either()
      .need("--number", &D::number, "申请编号 / application number")
      .flag("--json", &D::json, "原样输出 / the answer as it came");
}

void add_batches(CLI::App& program, Act& act) {
  CLI::App* batch = add_group(program, "batch", "批量申请 / batches of applications");
  Verb(batch, act, "submit", "提交批量申请文件（受理员） / hand in a file", batch_submit)
      .by_officer()
      .need("file", &BatchSubmitOptions::file, ".csv, .ndjson")
      .may("--number-out", &BatchSubmitOptions::number_out, "批次编号写入文件 / file for the number");
  Verb(batch, act, "show", "办理情况 / how far it is", batch_show)
      .by_officer()
      .need("number", &BatchShowOptions::number, "批次编号 / batch number")
      .flag("--rows", &BatchShowOptions::rows, "逐行结果 / each row's outcome")
      .flag("--wait", &BatchShowOptions::wait, "等到办完 / until it is finished");
  Verb(batch, act, "list", "列出批次 / list batches", batch_list).by_officer();
}

}  // namespace

void add_holder(CLI::App& program, Act& act) {
  CLI::App* holder = add_group(program, "holder", "持有人一侧 / the holder's side");
  Verb(holder, act, "key", "生成密钥对 / make a key pair", holder_key)
      .need("--out", &HolderKeyOptions::out, "私钥文件 / key file");
  using R = HolderRequestOptions;
  Verb(holder, act, "request", "生成证书请求 / make a certificate request", holder_request)
      .need("--key", &R::key, "私钥文件 / key file")
      .need("--subject", &R::subject, "名称项，可重复 / NAME=VALUE, repeated")
      .need("--out", &R::out, "请求文件 / request file");
  Verb(holder, act, "openings",
       "取得证件号码承诺的开启值 / what opens the commitments to the holder's numbers", holder_openings)
      .by_key()
      .need("--number", &HolderOpeningsOptions::number, "申请编号 / application number");
  using I = VerifyIdentityOptions;
  Verb(&program, act, "verify-identity",
       "核对证件号码与证书中的承诺 / whether a number is the one in a certificate", verify_identity)
      .need("--certificate", &I::certificate, "证书 / certificate")
      .need("--kind", &I::kind, "resident_id …")
      .need("--number", &I::number, "证件号码 / the number")
      .may("--opening", &I::opening, "开启值，十六进制 / the opening, hexadecimal");
}

void add_applications(CLI::App& program, Act& act) {
  CLI::App* application = add_group(program, "application", "证书申请 / applications");
  add_making(application, act);
  add_steps(application, act);
  add_retention(application, act);
  add_batches(program, act);
}

void add_certificates(CLI::App& program, Act& act) {
  using I = IssueOptions;
  Verb(&program, act, "issue", "签发证书（签发员） / issue a certificate", issue)
      .by_officer()
      .need("--number", &I::number, "申请编号 / application number")
      .need("--out", &I::out, "证书文件 / certificate file");
  using R = RevokeOptions;
  Verb(&program, act, "revoke", "撤销证书（签发员；承接的证书，持有人亦可） / revoke a certificate", revoke)
      .by_either()
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
      .may("--claim", &E::claim, "赔偿请求的案件编号 / case of the claim")
      .need("--out", &E::out, "证明包 / archive");
  using L = EvidenceLookOptions;
  Verb(&program, act, "evidence-look", "取出已存证明包（合规专员、机构负责人） / a kept package again",
       evidence_look)
      .by_officer()
      .need("--sm3", &L::sm3, "证明包的 SM3 / SM3 of the package")
      .need("--reason", &L::reason, "查看理由，计入记录 / why, for the record")
      .need("--out", &L::out, "证明包 / archive");
}

}  // namespace yinxin::command_line
