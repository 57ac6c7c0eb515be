#include "proof/act_code.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace yinxin::proof {
namespace {

constexpr std::array kActs{
    ActInfo{ActCode::ApplicationSubmitted, "application_submitted", "提交申请", "application submitted"},
    ActInfo{ActCode::ApplicationReceived, "application_received", "收件", "application received"},
    ActInfo{ActCode::IdentityChecked, "identity_checked", "身份查验", "identity checked"},
    ActInfo{ActCode::MaterialReviewed, "material_reviewed", "材料审查", "material reviewed"},
    ActInfo{ActCode::Notified, "notified", "告知确认", "four matters notified and confirmed"},
    ActInfo{ActCode::ApplicationAccepted, "application_accepted", "受理", "application accepted"},
    ActInfo{ActCode::AgreementSigned, "agreement_signed", "签订协议", "agreement signed"},
    ActInfo{ActCode::SupplementRequested, "supplement_requested", "要求补正", "supplement requested"},
    ActInfo{ActCode::Supplemented, "supplemented", "补正", "application supplemented"},
    ActInfo{ActCode::ApplicationRefused, "application_refused", "拒绝", "application refused"},
    ActInfo{ActCode::ApplicationWithdrawn, "application_withdrawn", "撤回申请", "application withdrawn"},
    ActInfo{ActCode::ApplicationClosed, "application_closed", "关闭申请", "application closed"},
    ActInfo{ActCode::MaterialAdded, "material_added", "提交材料", "material added"},
    ActInfo{ActCode::BatchReceived, "batch_received", "收到批量申请", "batch of applications received"},
    ActInfo{ActCode::IntentRecorded, "intent_recorded", "登记签发意图", "intent to issue recorded"},
    ActInfo{ActCode::Issued, "issued", "签发", "certificate issued"},
    ActInfo{ActCode::IntentAbandoned, "intent_abandoned", "放弃签发", "intent to issue abandoned"},
    ActInfo{ActCode::AcceptedByHolder, "accepted_by_holder", "持有人接受证书",
            "certificate accepted by its holder"},
    ActInfo{ActCode::Renewed, "renewed", "更新", "certificate renewed"},
    ActInfo{ActCode::Rekeyed, "rekeyed", "密钥更新", "certificate rekeyed"},
    ActInfo{ActCode::Changed, "changed", "变更", "holder data changed"},
    ActInfo{ActCode::Suspended, "suspended", "冻结", "certificate suspended"},
    ActInfo{ActCode::Resumed, "resumed", "解冻", "certificate resumed"},
    ActInfo{ActCode::Revoked, "revoked", "撤销", "certificate revoked"},
    ActInfo{ActCode::Expired, "expired", "到期失效", "certificate expired"},
    ActInfo{ActCode::Archived, "archived", "归档", "records archived"},
    ActInfo{ActCode::Destroyed, "destroyed", "销毁", "records destroyed"},
    ActInfo{ActCode::RevocationRequested, "revocation_requested", "申请撤销", "revocation requested"},
    ActInfo{ActCode::DestructionApproved, "destruction_approved", "批准销毁", "destruction approved"},
    ActInfo{ActCode::CertificateRecovered, "certificate_recovered", "找回证书",
            "certificate recovered from the signer's log"},
    ActInfo{ActCode::LicenceImported, "licence_imported", "登记资质证书", "licence imported"},
    ActInfo{ActCode::LicenceChanged, "licence_changed", "资质变化", "licence changed"},
    ActInfo{ActCode::RulesPublished, "rules_published", "公布业务规则", "rules published"},
    ActInfo{ActCode::RulesFiled, "rules_filed", "业务规则备案", "rules filed"},
    ActInfo{ActCode::RulesProposed, "rules_proposed", "起草业务规则", "rules proposed"},
    ActInfo{ActCode::RulesApproved, "rules_approved", "批准业务规则", "rules approved"},
    ActInfo{ActCode::CrlIssued, "crl_issued", "签发证书撤销列表", "revocation list issued"},
    ActInfo{ActCode::CeremonyAct, "ceremony_act", "密钥仪式", "act of a key ceremony"},
    ActInfo{ActCode::KeyGenerated, "key_generated", "生成密钥", "key generated"},
    ActInfo{ActCode::OfficerEnrolled, "officer_enrolled", "登记工作人员", "officer enrolled"},
    ActInfo{ActCode::OfficerCreated, "officer_created", "建立工作人员账户", "officer account created"},
    ActInfo{ActCode::OfficerSuspended, "officer_suspended", "停用工作人员", "officer suspended"},
    ActInfo{ActCode::OfficerResumed, "officer_resumed", "恢复工作人员", "officer resumed"},
    ActInfo{ActCode::OfficerRenewalRequested, "officer_renewal_requested", "申请更换工作人员证书",
            "officer's renewal requested"},
    ActInfo{ActCode::OfficerRenewed, "officer_renewed", "更换工作人员证书", "officer's certificate renewed"},
    ActInfo{ActCode::OfficerClosed, "officer_closed", "注销工作人员", "officer's account closed"},
    ActInfo{ActCode::EvidencePackageBuilt, "evidence_package_built", "制作证据包", "evidence package built"},
    ActInfo{ActCode::PersonalDataViewed, "personal_data_viewed", "查看个人信息", "personal data viewed"},
    ActInfo{ActCode::HoldSet, "hold_set", "设定保全", "hold set on records"},
    ActInfo{ActCode::HoldReleased, "hold_released", "解除保全", "hold on records released"},
    ActInfo{ActCode::Restored, "restored", "从备份恢复", "database restored from a backup"},
    ActInfo{ActCode::CaseOpened, "case_opened", "开立案件", "case opened"},
    ActInfo{ActCode::CaseStep, "case_step", "办理案件", "step of a case"},
    ActInfo{ActCode::ClockOverdue, "clock_overdue", "期限逾期", "statutory period overdue"},
    ActInfo{ActCode::ClockMoved, "clock_moved", "期限变动", "statutory period recalculated in a case"},
    ActInfo{ActCode::ClocksRecalculated, "clocks_recalculated", "重新计算期限",
            "statutory periods recalculated"},
};

const ActInfo* find_act(std::uint16_t number) {
  const auto* at = std::lower_bound(
      kActs.begin(), kActs.end(), number,
      [](const ActInfo& act, std::uint16_t value) { return static_cast<std::uint16_t>(act.code) < value; });
  return at != kActs.end() && static_cast<std::uint16_t>(at->code) == number ? at : nullptr;
}

}  // namespace

std::span<const ActInfo> all_acts() {
  return kActs;
}

const ActInfo& act_info(ActCode code) {
  const ActInfo* act = find_act(static_cast<std::uint16_t>(code));
  if (act == nullptr) throw std::logic_error("proof: an act outside the list");
  return *act;
}

base::Result<ActCode> act_code(std::uint16_t number) {
  const ActInfo* act = find_act(number);
  if (act == nullptr) {
    return base::make_error(base::ErrorKind::Malformed, "proof.act_code", std::to_string(number));
  }
  return act->code;
}

}  // namespace yinxin::proof
