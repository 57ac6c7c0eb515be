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
    ActInfo{ActCode::CaseFileAdded, "case_file_added", "收到案件文件", "file of a case handed in"},
    ActInfo{ActCode::CaseFileSwept, "case_file_swept", "清理无人使用的案件文件",
            "file that no step named dropped"},
    ActInfo{ActCode::CaseSubmitted, "case_submitted", "报送材料", "material sent to the authority"},
    ActInfo{ActCode::CaseReceived, "case_received", "签收材料", "material signed for"},
    ActInfo{ActCode::CaseReturned, "case_returned", "退回补正或者重办", "returned to be put right"},
    ActInfo{ActCode::CaseResubmitted, "case_resubmitted", "补正后再次报送",
            "sent again after it was put right"},
    ActInfo{ActCode::CaseAccepted, "case_accepted", "受理事项", "matter accepted"},
    ActInfo{ActCode::CaseConfirmed, "case_confirmed", "备案完成", "filing confirmed"},
    ActInfo{ActCode::OpinionGiven, "opinion_given", "出具意见", "opinion given"},
    ActInfo{ActCode::DecisionMade, "decision_made", "作出决定", "decision made"},
    ActInfo{ActCode::DocumentDelivered, "document_delivered", "送达文书", "document delivered"},
    ActInfo{ActCode::RightExercised, "right_exercised", "行使程序权利", "procedural right exercised"},
    ActInfo{ActCode::HearingHeld, "hearing_held", "举行听证", "hearing held"},
    ActInfo{ActCode::PeriodLapsed, "period_lapsed", "期限届满", "period lapsed"},
    ActInfo{ActCode::PeriodExtended, "period_extended", "延长期限", "period extended"},
    ActInfo{ActCode::Urged, "urged", "书面催告", "urged in writing"},
    ActInfo{ActCode::CaseReferred, "case_referred", "移送", "matter referred"},
    ActInfo{ActCode::CaseWithdrawn, "case_withdrawn", "撤回或者放弃办理", "matter withdrawn or given up"},
    ActInfo{ActCode::CaseClosed, "case_closed", "办结", "matter closed"},
    ActInfo{ActCode::ResultPublished, "result_published", "公开结果", "result published"},
    ActInfo{ActCode::MaterialHandedOver, "material_handed_over", "提供材料", "material handed over"},
    ActInfo{ActCode::RectificationOrdered, "rectification_ordered", "责令整改", "rectification ordered"},
    ActInfo{ActCode::RectificationDone, "rectification_done", "提交整改结果", "rectification reported"},
    ActInfo{ActCode::RectificationVerified, "rectification_verified", "验证整改", "rectification verified"},
    ActInfo{ActCode::ReportSigned, "report_signed", "签发报告", "report signed"},
    ActInfo{ActCode::ReportCorrected, "report_corrected", "更正报告", "report corrected"},
    ActInfo{ActCode::FindingEntered, "finding_entered", "登记问题", "finding entered"},
    ActInfo{ActCode::FindingDetermined, "finding_determined", "认定检查结果",
            "result of an inspection determined"},
    ActInfo{ActCode::RulesInForce, "rules_in_force", "业务规则生效", "rules in force"},
    ActInfo{ActCode::RulesSuperseded, "rules_superseded", "业务规则被替代", "rules superseded"},
    ActInfo{ActCode::DelegationSigned, "delegation_signed", "签订委托协议", "delegation agreed"},
    ActInfo{ActCode::DelegationStarted, "delegation_started", "启用受委托机构", "delegated body active"},
    ActInfo{ActCode::DelegationSupervised, "delegation_supervised", "监督受委托机构",
            "delegated body checked"},
    ActInfo{ActCode::DelegationSuspended, "delegation_suspended", "暂停受委托机构",
            "delegated body suspended"},
    ActInfo{ActCode::DelegationEnded, "delegation_ended", "终止委托", "delegation ended"},
    ActInfo{ActCode::DelegationDataReturned, "delegation_data_returned", "收回受委托机构数据",
            "data taken back from a delegated body"},
    ActInfo{ActCode::TrainingPlanned, "training_planned", "制定培训计划", "training planned"},
    ActInfo{ActCode::TrainingRecorded, "training_recorded", "登记培训", "training recorded"},
    ActInfo{ActCode::TestRecorded, "test_recorded", "登记考核或者测试", "test recorded"},
    ActInfo{ActCode::PostAuthorised, "post_authorised", "上岗授权", "authorised for a post"},
    ActInfo{ActCode::PostRightEnded, "post_right_ended", "终止上岗授权", "right to work in a post ended"},
    ActInfo{ActCode::StaffEntered, "staff_entered", "登记人员", "somebody who works here entered"},
    ActInfo{ActCode::StaffLeft, "staff_left", "人员离岗", "somebody who worked here left"},
    ActInfo{ActCode::ComplaintReceived, "complaint_received", "收到投诉", "complaint received"},
    ActInfo{ActCode::ComplaintAnswered, "complaint_answered", "答复投诉", "complaint answered"},
    ActInfo{ActCode::ClaimReceived, "claim_received", "收到赔偿请求", "claim received"},
    ActInfo{ActCode::ClaimSettled, "claim_settled", "了结赔偿请求", "claim settled"},
    ActInfo{ActCode::EventDiscovered, "event_discovered", "发现事件", "event discovered"},
    ActInfo{ActCode::EventJudged, "event_judged", "研判事件", "event judged"},
    ActInfo{ActCode::EventReported, "event_reported", "报告事件", "event reported"},
    ActInfo{ActCode::Quarantined, "quarantined", "隔离疑似涉密内容", "suspected secret quarantined"},
    ActInfo{ActCode::FiguresLocked, "figures_locked", "锁定数据", "figures locked"},
    ActInfo{ActCode::ConditionEntered, "condition_entered", "登记资质条件情况",
            "a condition of the licence declared"},
    ActInfo{ActCode::ConditionsSnapshot, "conditions_snapshot", "留存资质条件快照",
            "snapshot of the conditions kept"},
    ActInfo{ActCode::ServiceStopped, "service_stopped", "停止服务", "service stopped"},
    ActInfo{ActCode::ServiceResumed, "service_resumed", "恢复服务", "service resumed"},
    ActInfo{ActCode::TakeoverOrdered, "takeover_ordered", "指定承接", "takeover ordered"},
    ActInfo{ActCode::TakeoverSettled, "takeover_settled", "确定承接", "takeover settled"},
    ActInfo{ActCode::HandoverPart, "handover_part", "移交事项", "part handed over"},
    ActInfo{ActCode::HandoverSigned, "handover_signed", "签署移交清册", "list of the handover signed"},
    ActInfo{ActCode::DeviceRegistered, "device_registered", "登记密码设备", "device registered"},
    ActInfo{ActCode::DeviceInUse, "device_in_use", "启用密码设备", "device taken into use"},
    ActInfo{ActCode::DeviceOutOfUse, "device_out_of_use", "停用密码设备", "device taken out of use"},
    ActInfo{ActCode::DeviceDestroyed, "device_destroyed", "销毁密码设备", "device destroyed"},
    ActInfo{ActCode::TrustChanged, "trust_changed", "变更信任列表", "trust list changed"},
    ActInfo{ActCode::CredentialsShown, "credentials_shown", "出示执法证", "credentials shown"},
    ActInfo{ActCode::RecordSigned, "record_signed", "确认笔录", "record of an inspection settled"},
    ActInfo{ActCode::FeedbackGiven, "feedback_given", "检查反馈", "feedback on an inspection"},
    ActInfo{ActCode::FocusListed, "focus_listed", "列入重点监督检查", "listed for focused supervision"},
    ActInfo{ActCode::FocusRemoved, "focus_removed", "解除重点监督检查", "removed from focused supervision"},
    ActInfo{ActCode::TipReceived, "tip_received", "收到举报", "tip received"},
    ActInfo{ActCode::EvidenceRegistered, "evidence_registered", "先行登记保存证据",
            "evidence registered beforehand"},
    ActInfo{ActCode::EvidenceReleased, "evidence_released", "处理登记保存的证据",
            "registered evidence decided on"},
    ActInfo{ActCode::PenaltyDecided, "penalty_decided", "作出处罚决定", "penalty decided"},
    ActInfo{ActCode::PenaltyPerformed, "penalty_performed", "履行处罚", "penalty performed"},
    ActInfo{ActCode::EnforcementApplied, "enforcement_applied", "申请强制执行", "enforcement applied for"},
    ActInfo{ActCode::DrawStated, "draw_stated", "公布抽取池", "pool of a draw stated"},
    ActInfo{ActCode::DrawCommitted, "draw_committed", "抽取承诺", "committed to a share of a draw"},
    ActInfo{ActCode::DrawRevealed, "draw_revealed", "公开抽取份额", "share of a draw opened"},
    ActInfo{ActCode::Drawn, "drawn", "抽取", "drawn"},
    ActInfo{ActCode::DrawReplaced, "draw_replaced", "重新抽取", "draw replaced by another"},
    ActInfo{ActCode::MonitoringSet, "monitoring_set", "设定网络监测", "network monitoring set"},
    ActInfo{ActCode::AlertRaised, "alert_raised", "监测预警", "alert of network monitoring"},
    ActInfo{ActCode::AlertConfirmed, "alert_confirmed", "确认预警", "alert confirmed"},
    ActInfo{ActCode::AlertDismissed, "alert_dismissed", "排除预警", "alert dismissed"},
    ActInfo{ActCode::HeadWitnessed, "head_witnessed", "见证树头", "tree head witnessed"},
    ActInfo{ActCode::HeadRefused, "head_refused", "拒绝见证树头", "tree head not witnessed"},
    ActInfo{ActCode::MessageSent, "message_sent", "发出报送消息", "message first sent"},
    ActInfo{ActCode::MessageReceipted, "message_receipted", "收到对方回执", "receiver's receipt taken"},
    ActInfo{ActCode::MessageReceived, "message_received", "收到对方消息", "message received"},
    ActInfo{ActCode::MessageDelivered, "message_delivered", "消息已交承办部门",
            "message delivered to the department"},
    ActInfo{ActCode::MessageRefused, "message_refused", "拒收消息", "message refused"},
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
