#!/usr/bin/env bash
# A serious finding and a penalty of article 38 with an order to stop business: focused supervision begins by itself, the range turns at
# 300 000.00 yuan, the order needs the right to a hearing, which is held by who did not investigate; the surcharge is told, and a review
# that is asked for is a case of its own. Usage: serious_breach.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

later() { quietly as sys-1 demonstration clock --forward "$1"; }
shows() {
  quietly as head-1 case show --number "$number"
  says "$1"
}
child() {  # procedure: the number of the case that this one opened
  number=$(as head-1 case show --number "$number" | sed -n "s/.*子案件 \($1-[^ （]*\).*/\1/p" | tail -n 1)
  [ -n "$number" ] || fail "it opened no $1"
}

officers_of_supervision() {
  quietly enrol 执法人员甲 enforce-1 enforcement_officer --region 530000
  quietly enrol 执法人员乙 enforce-2 enforcement_officer --region 530000
  quietly enrol 省局负责人 head-1 province_head --region 530000
  quietly enrol 省局法制审核人 legal-2 legal_reviewer --region 530000
  quietly enrol 听证主持人 host-1 hearing_host --region 530000
}
two_officers() {
  acts enforce-1 show_credentials --set credential_number=演示0001
  acts enforce-2 show_credentials --set credential_number=演示0002
}

# Both officers sign the same record, and note that the party does not.
refused_record() {
  local sm3
  acts enforce-1 write_record --file record_sm3="$(written record)" --set signatory_name=测试李四 --set signatory_post=负责人
  sm3=$(sm3_of "$state/tour/record.txt")
  acts enforce-1 sign_record --set signed_sm3="$sm3"
  acts enforce-2 sign_record --set signed_sm3="$sm3"
  acts enforce-1 note_refusal --set refused_sm3="$sm3" --set refusal_note=当事人阅看笔录后拒绝签字 --set refusal_proof=recording \
    --file recording_sm3="$(written recording)"
  acts enforce-1 settle_record --set party_signature=refused
}

inspect() {
  opens enforce-1 --procedure inspection --party-request provider-request.pem --scope 530000 --set party=演示电子认证有限公司 \
    --set kind=special --set methods=on_site --set scope=业务规则执行 --set basis=举报线索
  acts head-1 approve
  acts enforce-1 notify --set delivered_on="$(day today)" --set delivery_method=direct
  two_officers
  acts enforce-1 begin --set begun_on="$(day today)"
  refused_record
  printf '{"findings": [{"matter": "撤销", "serious": 1, "ordinary": 0, "situation": "接到挂失九日后才撤销"}], "uses_monitoring": false, "found_on": "%s"}' \
    "$(day today)" >"$state/tour/findings.json"
  printf '{"findings": [{"matter": "撤销", "serious": 1, "ordinary": 0, "situation": "同上"}], "uses_monitoring": false}' >"$state/tour/mild.json"
  acts_not supervision. enforce-1 conclude --inputs mild.json --file result_sm3="$(written result)"
  quietly as head-1 focus
  [ ! -s "$state/quiet" ] || fail "listed before the finding"
  acts enforce-1 conclude_serious --inputs findings.json --file result_sm3="$(written result)"
  quietly as head-1 focus
  says 严重
  acts enforce-1 inform --set result_delivered_on="$(day today)"
  acts head-1 open_case --set party_kind=provider --set lead=监督检查 --set reason=未按业务规则撤销
  child penalty
}

draft_is_refused() {  # fine in fen, further words: not by the rules
  acts_not supervision.penalty_draft enforce-1 draft_penalty "${draft[@]}" --set fine_fen="$1" "${@:2}"
}

investigate() {
  local draft=(--set warns=true --set confiscates_gain=true --set confiscates_products=false --set serious_case=true --set revokes=false)
  acts enforce-1 add_act --item x1 --set penalty_item=38-3 --set ended_on="$(day '10 days ago')" --set place=530000 --set facts=挂失后九日未撤销
  acts enforce-1 judge_act --item x1 --set limitation=within_two_years --set limitation_basis=行为发生在当年
  acts head-1 open_case
  two_officers
  acts enforce-1 collect --set evidence_kind=document --file evidence_sm3="$(written evidence)"
  acts enforce-1 conclude_investigation --set scale=L38 --set gain_fen="$gain" --file gain_sheet_sm3="$(written sheet)" --file report_sm3="$(written report)"
  shows "罚款幅度下限 $least"
  shows "罚款幅度上限 $most"
  [ "$gain" = 30000000 ] || return 0
  draft_is_refused 29999999 --set suspends=true --set hearing_right=true
  draft_is_refused 90000001 --set suspends=true --set hearing_right=true
  draft_is_refused 30000000 --set suspends=true --set hearing_right=false
  acts enforce-1 draft_penalty "${draft[@]}" --set fine_fen=30000000 --set suspends=true --set hearing_right=true
}

# The hearing: asked for within five working days, told seven working days before, by a host who took no part.
hear() {
  acts legal-2 review_lawfulness --set legal_opinion=合法
  acts head-1 discuss --file discussion_sm3="$(written discussion)"
  acts enforce-1 tell_beforehand --set notice_delivered_on="$(day today)" --file notice_sm3="$(written notice)"
  printf '{"basis": "违反第十七条，依据第三十八条第三项处罚。", "hearing_matter": "责令停业整顿", "ask_to": "演示省密码管理局"}' >"$state/tour/hearing.json"
  quietly as enforce-1 case print --number "$number" --document hearing_right_notice --out hearing_right.pdf --values hearing.json
  party_acts provider request_hearing
  acts_not procedure.role enforce-1 set_hearing --set hearing_on="$(day '20 days')" --set hearing_place=演示厅
  acts host-1 set_hearing --set hearing_on="$(day '20 days')" --set hearing_place=演示厅
  acts_not supervision.gate. host-1 hold_hearing --file hearing_record_sm3="$(written hearing)"
  acts host-1 deliver_hearing_notice --set hearing_notice_on="$(day today)"
  later 20d
  acts host-1 hold_hearing --file hearing_record_sm3="$(written hearing)"
  acts enforce-1 reconsider --set reconsidered=维持
}

decide() {
  acts_not supervision. head-1 decide --set decision_number=演密罚决〔2026〕8号 --set reason=未按业务规则提供服务 --set suspended_to="$(day '20 days')"
  acts head-1 decide --set decision_number=演密罚决〔2026〕8号 --set reason=未按业务规则提供服务 --set suspended_to="$(day '80 days')"
  register_says "(valid)"
  acts enforce-1 deliver --set decision_delivered_on="$(day '20 days')" --set delivery_method=direct
  register_says "(business_suspended)"
  stands_at delivered head-1
  later 16d  # the fifteen days to pay are over
  stands_at overdue head-1
}
register_says() {
  quietly yinxin register list --server "$site"
  says "$1"
}

# The party asks for a review: the order stands meanwhile, and the case cannot go to the court.
ask_for_review() {
  local of_the_penalty=$number
  child remedy
  party_acts provider request_review --set review_number=演复〔2026〕1号 --set requested_on="$(day '36 days')"
  stands_at under_review legal-2
  number=$of_the_penalty
  acts enforce-1 urge --set urged_on="$(day '36 days')"
  later 20d
  acts_not supervision.gate. head-1 apply_to_court --file application_sm3="$(written application)"
  later 25d  # the order of suspension ends on its day
  register_says "(valid)"
}

play() {
  local number gain least most
  quietly set_up_regulator
  licensing_officers
  grant_licence provider 演示0001 "$(day '3 years')"
  officers_of_supervision
  gain=29999999 least='100000.00 元' most='300000.00 元'
  inspect
  investigate
  gain=30000000 least='300000.00 元' most='900000.00 元'
  opens enforce-1 --procedure penalty --party-request provider-request.pem --scope 530000 --set party=演示电子认证有限公司 \
    --set party_kind=provider --set lead=监督检查
  investigate
  hear
  decide
  ask_for_review
  audit_ledger export operations-root.pem
}

begin
in_regulator empty_state
in_regulator play
echo "found serious, listed, heard, ordered to stop"
