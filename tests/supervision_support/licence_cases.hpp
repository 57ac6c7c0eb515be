// What the events of the regulator's procedures about a licence usually enter in tests, as "procedure.event";
// "procedure.event:variant" is something else. Days are told from today.
#pragma once

#include "cases_support/licence_inputs.hpp"

namespace yinxin::supervision::licence_test {

using procedure::Rows;
using procedure::Values;

inline const std::string kFileDigest(64, 'b');
inline const std::string kHolder = "北京某某认证有限公司";  // as licence_inputs() has it

inline base::Date days_after(base::Date day, int count) {
  return std::chrono::sys_days(day) + std::chrono::days(count);
}
inline procedure::Value words(std::string_view text) {
  return std::string(text);
}

inline Values penalty_draft(bool warns, std::int64_t fine_fen, bool suspends, bool revokes) {
  const bool grave = suspends || revokes;
  return {{"warns", warns},        {"confiscates_gain", false}, {"confiscates_products", false},
          {"fine_fen", fine_fen},  {"suspends", suspends},      {"serious_case", grave},
          {"hearing_right", true}, {"revokes", revokes}};
}

inline void add_penalty_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  const auto concluded = [](const char* scale, std::int64_t gain) {
    return Values{{"scale", words(scale)},
                  {"gain_fen", gain},
                  {"gain_sheet_sm3", kFileDigest},
                  {"report_sm3", kFileDigest}};
  };
  const Values decided{{"decision_number", words("演密罚决〔2026〕1号")}, {"reason", words("依据")}};
  Values suspending = decided;
  suspending["suspended_to"] = days_after(today, 60);
  all["penalty.propose_case"] = {
      {"party", words(kHolder)}, {"party_kind", words("provider")}, {"lead", words("检查")}};
  all["penalty.add_act"] = {{"penalty_item", words("38-3")},
                            {"ended_on", days_after(today, -30)},
                            {"place", words("530000")},
                            {"facts", words("未按业务规则处理撤销申请")}};
  all["penalty.judge_act"] = {{"limitation", words("within_two_years")}, {"limitation_basis", words("当年")}};
  all["penalty.show_credentials"] = {{"credential_number", words("演示0001")}};
  all["penalty.collect"] = {{"evidence_kind", words("document")}, {"evidence_sm3", kFileDigest}};
  all["penalty.conclude_investigation"] = concluded("L38", 0);
  all["penalty.conclude_investigation:gain"] = concluded("L38", 123'456'789);
  all["penalty.conclude_investigation:two_step"] = concluded("L39", 0);
  all["penalty.draft_penalty"] = penalty_draft(true, 10'000'000, false, false);
  all["penalty.draft_penalty:suspends"] = penalty_draft(true, 10'000'000, true, false);
  all["penalty.draft_penalty:revokes"] = penalty_draft(true, 10'000'000, false, true);
  all["penalty.draft_penalty:over"] = penalty_draft(true, 30'000'001, false, false);
  all["penalty.review_lawfulness"] = {{"legal_opinion", words("合法")}};
  all["penalty.discuss"] = {{"discussion_sm3", kFileDigest}};
  all["penalty.tell_beforehand"] = {{"notice_delivered_on", today}, {"notice_sm3", kFileDigest}};
  all["penalty.reconsider"] = {{"reconsidered", words("维持")}};
  all["penalty.decide"] = decided;
  all["penalty.decide:suspends"] = suspending;
  all["penalty.decide_revocation"] = decided;
  all["penalty.publish"] = {{"publication_opinion", words("有一定社会影响")}};
  all["penalty.deliver"] = {{"decision_delivered_on", today}, {"delivery_method", words("direct")}};
}

inline void add_licence_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  all["licence_renewal.apply"] = {{"package_sm3", kFileDigest}};
  all["licence_renewal.apply_late"] = {{"package_sm3", kFileDigest}};
  all["licence_renewal.examine"] = {{"form", words("paper")}, {"opinion", words("符合")}};
  all["licence_renewal.review_opinion"] = {{"review_opinion", words("同意")}};
  all["licence_renewal.refuse"] = {{"reason", words("不符合条件")}};
  const auto issued = [](const char* number, const char* from, const char* to) {
    return Values{{"licence_number", words(number)},
                  {"valid_from", cases_support::day(from)},
                  {"new_valid_to", cases_support::day(to)}};
  };
  all["licence_renewal.issue_licence"] = issued("测试0002", "2031-10-01", "2036-09-30");
  all["licence_renewal.issue_licence:same"] = issued("测试0001", "2031-10-01", "2036-09-30");
  all["licence_renewal.issue_licence:shorter"] = issued("测试0002", "2031-10-01", "2036-09-29");
  const auto ending = [](const char* kind, const char* ground, const char* number) {
    return Values{{"ending", words(kind)},
                  {"ground", words(ground)},
                  {"party", words(kHolder)},
                  {"licence_number", words(number)},
                  {"facts", words("事实")}};
  };
  all["licence_ending.propose"] = ending("rescind", "fraud", "测试0001");
  all["licence_ending.propose:take_back"] = ending("take_back", "law_changed", "测试0001");
  all["licence_ending.propose:requested"] = ending("deregister", "requested", "测试0001");
  all["licence_ending.propose:expired"] = ending("deregister", "expired", "测试0001");
  all["licence_ending.propose:revoked"] = ending("deregister", "revoked", "测试0001");
  all["licence_ending.propose:unknown"] = ending("rescind", "fraud", "测试9999");
  all["licence_ending.tell_beforehand"] = {{"notice_delivered_on", today}};
  all["licence_ending.review_lawfulness"] = {{"legal_opinion", words("合法")}};
  const Values decided{{"decision_number", words("国密许撤〔2026〕1号")},
                       {"takeover_plan", words("由乙机构承接")},
                       {"reason", words("依据")}};
  Values compensated = decided;
  compensated["compensation"] = words("依法补偿");
  all["licence_ending.decide"] = decided;
  all["licence_ending.decide:take_back"] = compensated;
  all["licence_reissue.apply"] = {
      {"why", words("damaged")}, {"licence_number", words("测试0001")}, {"damaged_sm3", kFileDigest}};
  all["licence_reissue.approve"] = {{"opinion", words("同意")}};
  all["licence_reissue.issue"] = {{"originals", std::int64_t{1}},
                                  {"copies", std::int64_t{0}},
                                  {"blank_serials", words("0001")},
                                  {"voided", words("正本")}};
}

inline void add_change_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  const auto change = [&](const char* matter, const char* value, int days_ago) {
    return Values{{"matter", words(matter)},
                  {"changed_on", days_after(today, -days_ago)},
                  {"old_value", words("旧")},
                  {"new_value", words(value)},
                  {"proof_sm3", kFileDigest}};
  };
  Values moved = change("domicile", "成都市某路1号", 3);
  moved["new_domicile"] = words("510000");
  all["licence_change.add_change"] = change("name", "北京新名认证有限公司", 5);
  all["licence_change.add_change:earlier"] = change("name", "北京曾用名认证有限公司", 9);
  all["licence_change.add_change:moved"] = moved;
  all["licence_change.submit"] = {{"package_sm3", kFileDigest}};
  all["licence_change.keep_on_file"] = {{"opinion", words("不影响")}};
  all["licence_change.reissue"] = {{"licence_number", words("测试0001")}};
}

inline void add_expert_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  const auto applied = [](const char* name, const char* employer, const char* account) {
    Values inputs{{"kind", words("expert")},
                  {"name", words(name)},
                  {"fields", std::vector<std::string>{"系统安全"}},
                  {"employer", words(employer)},
                  {"qualification_sm3", kFileDigest},
                  {"commitment_sm3", kFileDigest}};
    if (*account != '\0') inputs["account"] = words(account);
    return inputs;
  };
  all["review_expert.apply"] = applied("某甲", "某研究所", "e1");
  all["review_expert.apply:second"] = applied("某乙", "某大学", "");
  all["review_expert.apply:employed"] = applied("某丙", kHolder.c_str(), "");
  const auto conflict = [](const std::string& against, const char* kind) {
    return Values{{"conflict_with", against}, {"conflict_kind", words(kind)}};
  };
  all["review_expert.declare_conflict"] = conflict("91110000600037341L", "consultancy");
  all["review_expert.declare_conflict:elsewhere"] = conflict("另一机构", "shares");
  all["review_expert.declare_conflict:today"] = conflict(kHolder, "family");
  all["review_expert.declare_conflict:today"]["conflict_until"] = today;
  all["review_expert.sample_work"] = {{"case_number", words("XK-2026-9")}, {"quality", words("wrong")}};
  all["review_expert.investigate"] = {{"facts", words("结论与记录不符")}};
  all["review_expert.clear"] = {{"reason", words("查无实据")}};
  all["review_expert.suspend"] = {{"suspended_to", days_after(today, 30)}, {"reason", words("结论失实")}};
  all["review_expert.remove"] = {{"refer_on", false}, {"reason", words("结论失实")}};
}

inline void add_stop_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  const auto intending = [&](const char* kind) {
    return Values{{"kind", words(kind)},
                  {"planned_on", days_after(today, 1)},
                  {"scope", words("全部业务")},
                  {"subscribers", std::int64_t{10}},
                  {"reason", words("调整")}};
  };
  Values suspending = intending("suspend");
  suspending["resume_on"] = days_after(today, 90);
  all["service_stop.intend"] = suspending;
  all["service_stop.intend:terminate"] = intending("terminate");
  all["service_stop.notify_parties"] = {
      {"told", std::vector<std::string>{"subscribers", "relying_parties", "delegated_bodies"}},
      {"notice_sm3", kFileDigest}};
  all["service_stop.report"] = {{"report_sm3", kFileDigest}, {"plan_sm3", kFileDigest}};
  all["service_stop.agree"] = {{"taker", words("乙机构")}, {"agreement_sm3", kFileDigest}};
  all["service_stop.tell_persons"] = {{"persons_notice_sm3", kFileDigest}};
  all["service_stop.list_part"] = {
      {"part_kind", words("records")}, {"entries", std::int64_t{1}}, {"part_sm3", kFileDigest}};
  all["service_stop.accept_part"] = {{"taker_receipt", words("收1")}};
  all["service_stop.sign_sender"] = {{"list_sm3", kFileDigest}};
  all["service_stop.sign_taker"] = {{"list_sm3", kFileDigest}};
  all["service_stop.report_resumption"] = {{"resumption_sm3", kFileDigest}};
  all["service_stop.turn_into_termination"] = {{"reason", words("不再恢复")}};
  all["service_stop.end_unaccomplished"] = {
      {"taker", words("乙机构")},     {"taker_licence", words("测试0002")},
      {"order_number", words("1号")}, {"sender", words(kHolder)},
      {"delivered_on", today},        {"reason", words("无法继续")}};
}

/// Who takes a service over by order: 测试0002, another 测试0003.
inline void add_takeover_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  const auto order = [&](const char* licence) {
    return Values{{"taker", words("乙机构")},
                  {"taker_licence", words(licence)},
                  {"order_number", words("国密承〔2026〕1号")},
                  {"sender", words(kHolder)},
                  {"delivered_on", today}};
  };
  all["service_stop.ask_arrangement"] = {{"negotiations", words("均未同意")}, {"request_sm3", kFileDigest}};
  all["service_stop.order_takeover"] = order("测试0002");
  all["service_stop.order_takeover:unknown"] = order("测试9999");
  all["service_stop.order_takeover:sender"] = order("测试0001");
  all["service_stop.change_taker"] = order("测试0003");
  all["service_stop.change_taker"]["reason"] = words("原承接机构有异议");
  all["takeover.order_after_revocation"] = order("测试0002");
  all["takeover.order_after_revocation"]["revocation_number"] = words("国密罚决〔2026〕1号");
  all["takeover.object"] = {{"reason", words("承接能力不足")}};
  all["takeover.release"] = {{"reason", words("异议成立")}};
  all["takeover.begin"] = {{"public_notice_sm3", kFileDigest}};
  all["takeover.take_part"] = {
      {"part_kind", words("records")}, {"part_sm3", kFileDigest}, {"completeness", words("whole")}};
  all["takeover.check_part"] = {{"check_sm3", kFileDigest}};
  all["takeover.status_answers"] = {{"status_address", words("http://status.example.cn")}};
  all["takeover.finish"] = {{"list_sm3", kFileDigest}};
}

inline void add_focus_inputs(std::map<std::string, Values, std::less<>>& all, base::Date today) {
  all["focused_supervision.list_by_decision"] = {{"party", words(kHolder)},
                                                 {"other_trigger", words("outage")},
                                                 {"found_on", days_after(today, -2)},
                                                 {"reason", words("状态服务中断")}};
  all["focused_supervision.tell"] = {{"told_on", today}};
  all["focused_supervision.arrange"] = {
      {"inspect_by", days_after(today, 30)}, {"scope", words("全部")}, {"basis", words("第三十三条")}};
  all["focused_supervision.finish_inspection"] = {{"inspection_summary", words("未发现问题")}};
  all["focused_supervision.find_conforming"] = {{"conforming_opinion", words("符合")}};
  all["inspection.drop"] = {{"reason", words("已另行检查")}};
  all["inspection.plan"] = {{"party", words(kHolder)},
                            {"kind", words("single")},
                            {"methods", std::vector<std::string>{"on_site"}},
                            {"scope", words("投诉处理")},
                            {"basis", words("线索")}};
  all["inspection.notify"] = {{"delivered_on", today}, {"delivery_method", words("direct")}};
  all["inspection.show_credentials"] = {{"credential_number", words("演示0001")}};
  all["inspection.begin"] = {{"begun_on", today}};
  all["inspection.write_record"] = {
      {"record_sm3", kFileDigest}, {"signatory_name", words("李四")}, {"signatory_post", words("负责人")}};
  all["inspection.write_record:keyed"] = all["inspection.write_record"];
  all["inspection.write_record:keyed"]["signatory"] = words("key/" + std::string(64, 'c'));
  all["inspection.sign_record"] = {{"signed_sm3", kFileDigest}};
  all["inspection.sign_for_party"] = {{"party_signed_sm3", kFileDigest}};
  all["inspection.note_refusal"] = {
      {"refused_sm3", kFileDigest},
      {"refusal_note", words("当事人拒绝签字")},
      {"refusal_proof", words("witness")},
      {"witnesses", Rows{{{"witness_name", std::string("王五")}, {"witness_unit", std::string("物业")}}}}};
  all["inspection.settle_record"] = {{"party_signature", words("refused")}};
  all["inspection.settle_record:signed"] = {{"party_signature", words("signed")}};
  all["inspection.conclude"] = {{"findings", Rows{{{"matter", std::string("投诉")},
                                                   {"serious", std::int64_t{0}},
                                                   {"ordinary", std::int64_t{1}},
                                                   {"situation", std::string("逾期未答复")}}}},
                                {"uses_monitoring", false},
                                {"result_sm3", kFileDigest}};
  all["inspection.inform"] = {{"result_delivered_on", today}};
  all["inspection.open_case"] = {
      {"party_kind", words("provider")}, {"lead", words("检查")}, {"reason", words("未改正")}};
}

inline std::map<std::string, Values, std::less<>> inputs_on(base::Date today) {
  std::map<std::string, Values, std::less<>> all;
  add_penalty_inputs(all, today);
  add_licence_inputs(all, today);
  add_change_inputs(all, today);
  add_stop_inputs(all, today);
  add_takeover_inputs(all, today);
  add_expert_inputs(all, today);
  add_focus_inputs(all, today);
  return all;
}

// Ways to where a penalty case is decided, and a licence is stopped or renewed.
inline const std::string kToDraft =
    "add_act#x1 judge_act#x1 open_case show_credentials@officer/a show_credentials@officer/b collect "
    "conclude_investigation ";
inline const std::string kRevokingPenalty =
    kToDraft + "draft_penalty:revokes review_lawfulness discuss tell_beforehand waive reconsider ";
inline const std::string kSuspendingPenalty =
    kToDraft + "draft_penalty:suspends review_lawfulness discuss tell_beforehand waive reconsider ";
inline const std::string kFiningPenalty =
    kToDraft + "draft_penalty review_lawfulness tell_beforehand waive reconsider ";
inline const std::string kHandedOver =
    "notify_parties report agree begin_handover tell_persons list_part#p1 accept_part#p1 sign_sender "
    "sign_taker observe ";

}  // namespace yinxin::supervision::licence_test
