// A whole evidence package of the test world, and its parts for tests that leave one out or change one.
#pragma once

#include "proof/test_world.hpp"

namespace yinxin::proof::test {

/// Files of a package before it is built; tests add, erase and replace.
struct Draft {
  PackageInfo info;
  std::map<std::string, base::Bytes> files;
  std::vector<Absence> absences;

  void put(std::string_view file, std::string_view text) { files[std::string(file)] = base::to_bytes(text); }
  void put(std::string_view file, base::ByteView octets) {
    files[std::string(file)] = base::to_bytes(octets);
  }
  void absent(Part part, const std::string& item = "", const std::string& reason = "测试世界中没有") {
    Absence absence;
    absence.part = part;
    absence.item = item;
    absence.reason = reason;
    absences.push_back(absence);
  }
};

inline RulesPaper rules_paper(const std::string& kind, std::string_view text) {
  RulesPaper paper;
  paper.kind = kind;
  paper.version = "1.0";
  paper.published = at("2026-01-02T00:00:00Z");
  paper.effective = at("2026-02-01T00:00:00Z");
  paper.digest = crypto::sm3(base::as_bytes(text));
  if (kind == "cps") paper.file = "03-rules/cps-1.0.txt";
  return paper;
}

/// Everything of a world with usual_acts(), revoked or not; strangers' acts left out.
inline Draft draft(const World& world) {
  Draft made;
  made.info.id = "EP-2026-0001";
  made.info.built = at("2026-07-01T00:00:00Z");
  made.info.software = "yinxin test";
  made.info.scope = "证书争议";
  made.info.requester = "测试法院";
  LicencePaper licence;
  licence.number = "测试-0001";
  licence.holder_name = World::kProvider;
  licence.valid_from = base::parse_date("2025-01-01").value();
  licence.valid_to = base::parse_date("2029-12-31").value();
  licence.status = "有效";
  made.put(layout::kLicence, licence.to_json());
  made.put("03-rules/cps-1.0.txt", std::string_view("业务规则正文"));
  made.put(layout::kRules,
           rules_to_json({rules_paper("cps", "业务规则正文"), rules_paper("cp", "证书策略正文")}));
  made.put("04-application/form.txt", std::string_view("申请表"));
  made.put("05-agreement/agreement.txt", std::string_view("服务协议"));
  made.put(layout::kCertificate, world.holder.certificate->der());
  made.put(std::string(layout::kAuthorities) + "1-issuing.cer", world.issuing.certificate->der());
  made.put(std::string(layout::kAuthorities) + "2-root.cer", world.root.certificate->der());
  made.put(layout::kRequest,
           x509::CertificateRequest::create(world.holder.tbs.subject, world.holder.key).value().der());
  made.put("07-acceptance/acceptance.txt", std::string_view("领取确认"));
  made.put(std::string(layout::kCrls) + "before.crl", world.crl("2026-05-01T00:00:00Z", {}));
  made.put(std::string(layout::kOcsp) + "before.ors",
           world.ocsp("2026-05-01T00:00:00Z", x509::CertStatus::Good));
  for (const Part part : {Part::Security, Part::Staff, Part::Notices}) made.absent(part);
  made.put(layout::kTreeHead, world.head_at(world.entries.size(), world.head_time).to_text());
  for (const LedgerEntry& entry : world.entries) {
    if (entry.object.find("somebody-else") == std::string::npos)
      made.put(act_file(entry.seq), world.proved(entry.seq).to_json());
  }
  DutyRow duty;
  duty.duty = "身份查验";
  duty.required = "签发前查验申请人身份";
  duty.actual = "已于 2026-03-01 查验";
  duty.evidence = {"04-application/form.txt", act_file(2)};
  duty.conclusion = "已履行";
  made.put(layout::kDuties, duties_to_json({duty}));
  return made;
}

inline base::Result<base::Bytes> build(const World& world, const Draft& from, const Party& signer) {
  PackageBuilder builder(from.info);
  for (const auto& [file, content] : from.files) {
    YX_CHECK(builder.add(file, content));
  }
  for (const Absence& absence : from.absences) builder.absent(absence.part, absence.item, absence.reason);
  (void)world;
  return std::move(builder).finish(*signer.certificate, "package.test.invalid",
                                   [&](base::ByteView body) { return crypto::sm2_sign(signer.key, body); });
}
inline base::Bytes build(const World& world, const Draft& from) {
  return build(world, from, world.service).value();
}

}  // namespace yinxin::proof::test
