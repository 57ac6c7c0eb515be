// Rows of the table of responsibility about the certificate and the application that it came from.
#include "proof/package_duties.hpp"

#include <algorithm>

#include "base/toml.hpp"
#include "proof/article19.hpp"
#include "x509/request.hpp"

namespace yinxin::proof {
namespace {

struct Duty {
  std::string_view id;
  std::string_view duty;
  std::string_view article;
  std::string_view required;
  Judged (*judge)(const DutyFacts&);
};

constexpr Duty kDutyTable[] = {
    {"licence", "资质有效", "第十二条", "签发日资质在有效期内", judge_licence},
    {"rules", "业务规则", "第十六条", "签发时业务规则和证书策略已公布并生效", judge_rules},
    {"identity", "身份查验", "第二十一条", "签发前查验申请人身份", judge_identity},
    {"review", "材料审查", "第二十一条", "签发前由查验人以外的人审查申请材料", judge_review},
    {"notification", "告知", "第二十一条", "签发前告知四项事项", judge_notification},
    {"agreement", "服务协议", "第二十一条", "签发前与申请人签订服务协议", judge_agreement},
    {"possession", "密钥持有", "第二十二条", "申请人证明持有所申请证书的私钥", judge_possession},
    {"contents", "证书内容", "第十九条", "证书载明八项内容", judge_contents},
    {"acceptance", "领取", "第十七条", "持有人确认接受证书", judge_acceptance},
    {"status", "状态查询", "第十八条", "公布证书状态，供依赖方查询", judge_status},
    {"revocation", "撤销", "第十八条", "在业务规则载明的时限内办理撤销申请", judge_revocation},
    {"posts", "岗位培训与授权", "第二十八条", "经办人员在办理之日有上岗授权", judge_posts},
    {"bodies", "受委托机构", "第二十五条", "受委托机构经备案并在启用期间办理", judge_bodies},
    {"incidents", "安全运行", "第三十六条", "报告期间的重大事项", judge_incidents},
    {"conditions", "持续符合条件", "第三十四条", "期间七项条件持续符合", judge_conditions},
    {"complaints", "投诉处理", "第二十七条", "及时受理并答复涉及本证书的投诉", judge_complaints},
    {"records", "记录保存", "第二十四条", "完整记录、保存认证过程的信息", judge_records},
};

std::string on(const PackageAct& act) {
  return base::format_beijing(act.leaf.time);
}

/// Done, and before the certificate was issued.
Judged judge_gate(const DutyFacts& facts, ActCode code) {
  const PackageAct* issued = facts.issued();
  if (issued != nullptr && issued->record && !issued->record->find("application"))
    return {"本机构自用证书，无申请", {}, kNoOccasion};
  const PackageAct* act = facts.last(code);
  if (act == nullptr) return {"没有记录", {}, kUnproved};
  if (issued == nullptr || act->seq > issued->seq) return {"签发前没有办理", {act->file}, kBroken};
  return {"已于 " + on(*act) + " 办理", {act->file}, kFulfilled};
}

std::string_view actor_of(const PackageAct& act) {
  return act.record ? act.record->find("actor").value_or("") : "";
}

std::vector<std::string> files_under(const DutyFacts& facts, std::string_view folder) {
  std::vector<std::string> names;
  for (const auto& [name, content] : facts.files) {
    if (name.starts_with(folder)) names.push_back(name);
  }
  return names;
}

/// Hours from request to revocation that the CPS in force at issue allows; nothing: it is not told.
std::optional<std::int64_t> allowed_hours(const DutyFacts& facts) {
  const PackageAct* issued = facts.issued();
  if (issued == nullptr || !issued->record) return std::nullopt;
  const std::string name = std::string(part_info(Part::Rules).folder) + "/cps-" +
                           std::string(issued->record->find("rules").value_or("")) + ".toml";
  const auto text = facts.text(name);
  if (!text) return std::nullopt;
  const auto reader = base::TomlReader::parse(*text, name);
  if (!reader || !reader->has("revocation_hours")) return std::nullopt;
  const auto hours = reader->get<std::int64_t>("revocation_hours");
  return hours ? std::optional(*hours) : std::nullopt;
}

}  // namespace

std::vector<DutyRow> responsibility(const DutyFacts& facts) {
  std::vector<DutyRow> rows;
  for (const Duty& duty : kDutyTable) {
    Judged judged = duty.judge(facts);
    rows.push_back({std::string(duty.id), std::string(duty.duty), std::string(duty.article),
                    std::string(duty.required), std::move(judged.actual), std::move(judged.evidence),
                    std::string(judged.conclusion)});
  }
  return rows;
}

const PackageAct* DutyFacts::last(ActCode code) const {
  const auto found =
      std::find_if(acts.rbegin(), acts.rend(), [&](const PackageAct& act) { return act.leaf.act == code; });
  return found == acts.rend() ? nullptr : &*found;
}

std::vector<const PackageAct*> DutyFacts::acts_on(std::string_view object, ActCode code) const {
  std::vector<const PackageAct*> found;
  for (const PackageAct& act : acts) {
    if (act.leaf.act == code && act.object == object) found.push_back(&act);
  }
  return found;
}

std::optional<std::string_view> DutyFacts::text(std::string_view name) const {
  const auto found = files.find(name);
  return found == files.end() ? std::nullopt : std::optional(base::as_text(found->second));
}

Judged judge_licence(const DutyFacts& facts) {
  const auto text = facts.text(layout::kLicence);
  const auto licence = LicencePaper::parse(text.value_or(""));
  if (!licence) return {"没有资质信息", {}, kUnproved};
  const PackageAct* issued = facts.issued();
  if (issued == nullptr) return {"没有签发记录", {}, kUnproved};
  const base::Date day = base::beijing_date(issued->leaf.time);
  const bool valid = day >= licence->valid_from && day <= licence->valid_to;
  return {"资质证书 " + licence->number + "，有效期 " + base::format_date(licence->valid_from) + " 至 " +
              base::format_date(licence->valid_to) + "，签发日 " + base::format_date(day),
          {std::string(layout::kLicence), issued->file},
          valid ? kFulfilled : kBroken};
}

Judged judge_rules(const DutyFacts& facts) {
  const auto rules = parse_rules(facts.text(layout::kRules).value_or(""));
  if (!rules) return {"没有业务规则信息", {}, kUnproved};
  const PackageAct* issued = facts.issued();
  if (issued == nullptr) return {"没有签发记录", {}, kUnproved};
  std::string actual;
  bool all = true;
  for (const std::string_view kind : {"cps", "cp"}) {
    const RulesPaper* newest = nullptr;
    for (const RulesPaper& paper : *rules) {
      if (paper.kind != kind || paper.published > issued->leaf.time || paper.effective > issued->leaf.time)
        continue;
      if (newest == nullptr || newest->effective < paper.effective) newest = &paper;
    }
    all = all && newest != nullptr;
    actual +=
        (actual.empty() ? "" : "；") + std::string(kind == "cps" ? "业务规则" : "证书策略") + " " +
        (newest == nullptr ? "没有生效的版本"
                           : newest->version + "，" + base::format_beijing(newest->effective) + " 生效");
  }
  return {actual, {std::string(layout::kRules), issued->file}, all ? kFulfilled : kBroken};
}

Judged judge_identity(const DutyFacts& facts) {
  return judge_gate(facts, ActCode::IdentityChecked);
}

Judged judge_review(const DutyFacts& facts) {
  Judged judged = judge_gate(facts, ActCode::MaterialReviewed);
  const PackageAct* review = facts.last(ActCode::MaterialReviewed);
  const PackageAct* check = facts.last(ActCode::IdentityChecked);
  if (judged.conclusion != kFulfilled || check == nullptr) return judged;
  judged.evidence.push_back(check->file);
  if (actor_of(*review).empty() || actor_of(*review) != actor_of(*check)) return judged;
  return {judged.actual + "，但与身份查验为同一人", judged.evidence, kBroken};
}

Judged judge_notification(const DutyFacts& facts) {
  return judge_gate(facts, ActCode::Notified);
}

Judged judge_agreement(const DutyFacts& facts) {
  return judge_gate(facts, ActCode::AgreementSigned);
}

Judged judge_possession(const DutyFacts& facts) {
  const auto found = facts.files.find(layout::kRequest);
  if (found == facts.files.end()) return {"没有证书请求", {}, kUnproved};
  const auto request = x509::CertificateRequest::parse(found->second);
  const bool holds = request && facts.certificate && request->verify_possession() &&
                     request->public_key() == facts.certificate->tbs().public_key;
  return {holds ? "证书请求以所申请的私钥签名，公钥与证书相同" : "证书请求不能证明持有证书的私钥",
          {std::string(layout::kRequest), std::string(layout::kCertificate)},
          holds ? kFulfilled : kBroken};
}

Judged judge_contents(const DutyFacts& facts) {
  if (!facts.certificate) return {"没有证书", {}, kUnproved};
  const std::string own(layout::kCertificate);
  for (const std::string& name : files_under(facts, layout::kAuthorities)) {
    const auto issuer = x509::Certificate::parse(facts.files.find(name)->second);
    if (!issuer || !facts.certificate->verify(issuer->tbs().public_key)) continue;
    Report report;
    check_article19(*facts.certificate, &*issuer, own, report);
    return {
        report.pass() ? "八项内容齐全" : "八项内容不齐全", {own, name}, report.pass() ? kFulfilled : kBroken};
  }
  return {"没有能核验证书签名的机构证书", {own}, kUnproved};
}

Judged judge_acceptance(const DutyFacts& facts) {
  const PackageAct* accepted = facts.last(ActCode::AcceptedByHolder);
  if (accepted == nullptr) return {"没有记录", {}, kUnproved};
  return {"已于 " + on(*accepted) + " 确认接受", {accepted->file}, kFulfilled};
}

Judged judge_status(const DutyFacts& facts) {
  std::vector<std::string> lists = files_under(facts, layout::kCrls);
  std::vector<std::string> answers = files_under(facts, layout::kOcsp);
  if (lists.empty() && answers.empty()) return {"没有状态记录", {}, kUnproved};
  std::string actual =
      "撤销列表 " + std::to_string(lists.size()) + " 份，OCSP 应答 " + std::to_string(answers.size()) + " 份";
  lists.insert(lists.end(), answers.begin(), answers.end());
  return {std::move(actual), std::move(lists), kFulfilled};
}

Judged judge_revocation(const DutyFacts& facts) {
  const PackageAct* revoked = facts.last(ActCode::Revoked);
  const PackageAct* asked = facts.last(ActCode::RevocationRequested);
  if (asked == nullptr && revoked == nullptr) return {"没有撤销申请", {}, kNoOccasion};
  if (asked == nullptr) return {"已于 " + on(*revoked) + " 撤销", {revoked->file}, kFulfilled};
  const bool done = revoked != nullptr && revoked->seq > asked->seq;
  if (!done) return {"于 " + on(*asked) + " 申请，尚未撤销", {asked->file}, kUnderWay};
  const auto taken = std::chrono::duration_cast<std::chrono::minutes>(revoked->leaf.time - asked->leaf.time);
  std::string actual = "于 " + on(*asked) + " 申请，" + std::to_string(taken.count()) + " 分钟后撤销";
  const auto hours = allowed_hours(facts);
  actual += hours ? "，业务规则载明 " + std::to_string(*hours) + " 小时" : "，业务规则的时限不在包中";
  const bool late = hours && taken > std::chrono::hours(*hours);
  return {std::move(actual), {asked->file, revoked->file}, late ? kBroken : kFulfilled};
}

Judged judge_records(const DutyFacts& facts) {
  const auto counted = std::count_if(facts.acts.begin(), facts.acts.end(), [](const PackageAct& act) {
    return act.leaf.act != ActCode::EvidenceCollected;
  });
  if (counted == 0) return {"没有行为记录", {}, kUnproved};
  return {std::to_string(counted) + " 条行为记录收录于台账，可以逐条核验",
          {std::string(layout::kCollected), std::string(layout::kTreeHead)},
          kFulfilled};
}

}  // namespace yinxin::proof
