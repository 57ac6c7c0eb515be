#include "evidence/papers.hpp"

#include "proof/package_papers.hpp"

namespace yinxin::evidence {

using base::Result;
using proof::Part;
namespace layout = proof::layout;

namespace {

Result<base::Bytes> ask_ocsp(status::Service& status, const authority::Authority& issuer,
                             const x509::Serial& serial) {
  x509::OcspRequest request;
  request.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sm3, issuer.certificate, serial));
  base::Waiter<base::Bytes> waiter;
  status.ocsp(request.to_der(), [done = waiter.completion()](const status::OcspAnswer& answer) {
    done(base::Bytes(*answer.octets));
  });
  return waiter.wait();
}

std::string folder_of(Part part) {
  return std::string(proof::part_info(part).folder) + "/";
}

}  // namespace

Result<void> Papers::add(const std::string& name, base::Bytes content) {
  YX_CHECK(builder_.add(name, std::move(content)));
  if (const auto part = proof::part_of(name)) filled_.insert(*part);
  return {};
}

Result<std::vector<std::string>> Papers::add_policy(const policy::Service& policy,
                                                    const authority::CertificateRecord& record) {
  std::vector<std::string> objects;
  const auto imported = policy.licence();
  if (imported) {
    const policy::Licence& licence = imported->licence;
    const proof::LicencePaper paper{licence.number, licence.holder_name, licence.valid_from, licence.valid_to,
                                    std::string(policy::licence_status_zh(licence.status))};
    YX_CHECK(add(std::string(layout::kLicence), base::to_bytes(paper.to_json())));
    YX_CHECK(add(folder_of(Part::Licence) + "licence.note", base::to_bytes(imported->note)));
    objects.push_back("licence/" + licence.number);
  }
  YX_TRY(const std::vector<policy::RulesVersion> published, policy.rules(false));
  std::vector<proof::RulesPaper> papers;
  for (const policy::RulesVersion& version : published) {
    const std::string kind(policy::rules_kind_name(version.kind));
    objects.push_back("rules/" + kind + "/" + version.version);
    proof::RulesPaper paper{
        kind, version.version, *version.published_at, version.effective_at, version.digest, {}};
    // The texts in force at issue lie in the package; of the others their digests and permanent addresses do.
    if (version.kind == policy::RulesKind::Cp || version.version == record.rules_version) {
      YX_TRY(const auto text, policy.document(version.kind, version.version));
      paper.file = folder_of(Part::Rules) + kind + "-" + version.version + ".md";
      YX_CHECK(add(*paper.file, base::to_bytes(text.document)));
      YX_CHECK(
          add(folder_of(Part::Rules) + kind + "-" + version.version + ".toml", base::to_bytes(text.profile)));
    }
    papers.push_back(std::move(paper));
  }
  if (!papers.empty())
    YX_CHECK(add(std::string(layout::kRules), base::to_bytes(proof::rules_to_json(papers))));
  return objects;
}

Result<void> Papers::add_application(const registration::Service& registration,
                                     const authority::CertificateRecord& record) {
  if (record.application.empty()) return {};
  YX_TRY(auto files, registration.evidence(record.application));
  for (registration::Service::EvidenceFile& file : files) YX_CHECK(add(file.name, std::move(file.content)));
  return {};
}

Result<void> Papers::add_status(status::Service& status, const authority::Authority& issuer,
                                const authority::CertificateRecord& record) {
  const std::string partition = std::to_string(record.crl_partition);
  YX_TRY(const auto list, status.crl(record.authority, record.crl_partition, false));
  YX_CHECK(add(std::string(layout::kCrls) + record.authority + "-" + partition + ".crl", base::Bytes(*list)));
  YX_TRY(base::Bytes answer, ask_ocsp(status, issuer, record.serial));
  return add(std::string(layout::kOcsp) + "now.ors", std::move(answer));
}

Result<void> Papers::add_office(const Findings& findings) {
  for (const auto& [name, content] : findings.files) YX_CHECK(add(name, base::to_bytes(content)));
  struct Item {
    Part part;
    const char* item;
    const char* why;
  };
  for (const Item& item :
       {Item{Part::Security, "时间同步记录", "本系统不保存此项记录，见机构的运行日志"},
        Item{Part::Security, "系统变更记录", "本系统不保存此项记录，见机构的运行日志"},
        Item{Part::Security, "等级保护测评和密码应用安全性评估报告", "报告由机构另行保存，未归集到本包"},
        Item{Part::Staff, "人员姓名", "属他人个人信息，仅以账户编号表示"},
        Item{Part::Notices, "投诉和请求的内容", "属他人个人信息，仅以案件编号、状态和行为记录表示"},
        Item{Part::Notices, "提醒和联系记录", "本系统不逐条归集到证书，未收入本包"}}) {
    if (filled_.contains(item.part)) builder_.absent(item.part, item.item, item.why);
  }
  return {};
}

void Papers::state_absences() {
  struct Reason {
    Part part;
    const char* why;
  };
  for (const Reason& reason :
       {Reason{Part::Licence, "尚未登记资质证书"}, Reason{Part::Rules, "尚未公布业务规则"},
        Reason{Part::Application, "本证书无申请记录（本机构自用证书）"},
        Reason{Part::Agreement, "本证书无服务协议（本机构自用证书）"},
        Reason{Part::Acceptance, "持有人尚未确认接受"}, Reason{Part::Status, "状态记录无法取得"},
        Reason{Part::Security, "本机构未在本系统办理此类事项"},
        Reason{Part::Staff, "本机构未在本系统办理此类事项"},
        Reason{Part::Notices, "本机构未在本系统办理此类事项"}}) {
    if (!filled_.contains(reason.part)) builder_.absent(reason.part, "", reason.why);
  }
  if (!filled_.contains(Part::Issue)) builder_.absent(Part::Issue, "证书请求", "申请记录中没有证书请求");
}

}  // namespace yinxin::evidence
