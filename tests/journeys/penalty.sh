#!/usr/bin/env bash
# From an inspection to a penalty of article 39 by the command line: two officers, a notice, a record; then the two steps of the article
# (an order to correct first, a fine only when it was not obeyed well), the range of the fine in fen, the party's rights, the papers as
# PDF, the list of focused supervision. The server is killed on the way; the offline checker accepts the ledger.
# Usage: penalty.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
is_refused() {  # code, command
  refused "$@" >"$state/quiet" 2>&1 || { tail -n 5 "$state/quiet"; fail "not refused: $*"; }
}
acts() {  # account, event, further options of case act
  local by=$1 event=$2
  shift 2
  quietly as "$by" case act --number "$number" --event "$event" "$@"
}
acts_not() {  # code, account, event, further options
  local code=$1 by=$2 event=$3
  shift 3
  is_refused "$code" as "$by" case act --number "$number" --event "$event" "$@"
}
party_acts() {
  quietly holder provider case act --number "$number" --event "$1" "${@:2}"
}
stands_at() {
  quietly as head-1 case show --number "$number"
  grep -qF "($1)" "$state/quiet" || { cat "$state/quiet"; fail "the case is not in $1"; }
}
shows() {
  quietly as head-1 case show --number "$number"
  grep -qF "$1" "$state/quiet" || { cat "$state/quiet"; fail "the case does not show: $1"; }
}
drawn() {  # account, document, then options; the PDF is there, and its printed code vouches for it
  local by=$1 document=$2 code
  shift 2
  quietly as "$by" case print --number "$number" --document "$document" --out "$document.pdf" "$@"
  [ "$(head -c 5 "$state/tour/$document.pdf")" = %PDF- ] || fail "$document is no PDF"
  code=$(as "$by" case documents --number "$number" | sed -n "s/.*($document).*核验码 \([^ ]*\).*/\1/p" | tail -n 1)
  python3 -c 'import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())' "$site/d/$code" >"$state/page"
  grep -qF '"standing":"valid"' "$state/page" || fail "the code on $document"
}
written() {  # what it is; the name of a file that says so
  printf '演示文件：%s\n' "$1" >"$state/tour/$1.txt"
  echo "$1.txt"
}
day() { TZ=Asia/Shanghai date -d "$1" +%F; }

officers_of_supervision() {
  enrol 执法人员甲 enforce-1 enforcement_officer --region 530000 && enrol 执法人员乙 enforce-2 enforcement_officer --region 530000 &&
    enrol 省局负责人 head-1 province_head --region 530000 && enrol 法制审核人 legal-1 legal_reviewer --region 530000 &&
    enrol 外省执法人员 enforce-9 enforcement_officer --region 510000 && officer_keys 检查对象 provider
}

# Both officers and the party sign the same record, each with their own key; another one is refused.
sign_the_record() {
  local file=$1 sm3
  sm3=$(sm3_of "$state/tour/$file")
  acts_not supervision.gate.written enforce-1 sign_record --file signed_sm3="$file"
  acts enforce-1 write_record --file record_sm3="$file" --set signatory_name=测试李四 --set signatory_post=负责人
  acts enforce-1 sign_record --set signed_sm3="$sm3"
  acts_not supervision.gate.two_signatures enforce-1 settle_record --set party_signature=signed
  acts_not supervision.another_record enforce-2 sign_record --file signed_sm3="$(written another)"
  acts enforce-2 sign_record --set signed_sm3="$sm3"
  acts_not supervision.party_unanswered enforce-1 settle_record --set party_signature=signed
  party_acts sign_for_party --set party_signed_sm3="$sm3"
  acts_not supervision.record_answered enforce-1 write_record --set record_sm3="$sm3" --set signatory_name=测试李四 --set signatory_post=负责人
  acts enforce-1 settle_record --set party_signature=signed
}

inspect() {
  local scope=投诉处理 file
  file=$(written record)
  quietly as enforce-1 case open --procedure inspection --party-request provider-request.pem --scope 530000 --set party=演示电子认证有限公司 \
    --set kind=single --set methods=on_site --set scope=$scope --set basis=投诉线索 --number-out inspection.number
  number=$(cat "$state/tour/inspection.number")
  acts_not procedure.role enforce-1 approve
  acts head-1 approve
  acts enforce-1 notify --set delivered_on="$(day today)" --set delivery_method=direct
  printf '{"begin_on": "%s", "officers": [{"name": "甲", "credential": "演示0001"}, {"name": "乙", "credential": "演示0002"}]}' "$(day today)" >"$state/tour/notice.json"
  drawn enforce-1 inspection_notice --values notice.json
  acts enforce-1 show_credentials --set credential_number=演示0001
  acts_not supervision.gate.two_officers enforce-1 begin --set begun_on="$(day today)"
  acts enforce-2 show_credentials --set credential_number=演示0002
  acts enforce-1 begin --set begun_on="$(day today)"
  sign_the_record "$file"
  printf '{"findings": [{"matter": "投诉答复", "serious": 0, "ordinary": 1, "situation": "九件投诉未在期限内答复"}], "uses_monitoring": false}' >"$state/tour/findings.json"
  acts enforce-1 conclude --inputs findings.json --file result_sm3="$file"
  acts enforce-1 inform --set result_delivered_on="$(day today)"
  acts head-1 open_case --set party_kind=provider --set lead=监督检查 --set reason=未改正
  number=$(as head-1 case show --number "$number" | sed -n 's/.*子案件 \(penalty-[^ ]*\).*/\1/p')
  [ -n "$number" ] || fail "the inspection opened no penalty case"
  stands_at proposed
  is_refused cases.none as enforce-9 case show --number "$number"
}

investigate() {
  local file
  file=$(written evidence)
  acts enforce-1 add_act --item x1 --set penalty_item=39-4 --set ended_on="$(day '10 days ago')" --set place=530000 --set facts=九件投诉未在期限内答复
  acts_not supervision.gate.acts_judged head-1 open_case
  acts enforce-1 judge_act --item x1 --set limitation=within_two_years --set limitation_basis=行为发生在当年
  acts head-1 open_case
  acts enforce-1 show_credentials --set credential_number=演示0001
  acts_not supervision.gate.two_officers enforce-1 collect --set evidence_kind=document --file evidence_sm3="$file"
  acts enforce-2 show_credentials --set credential_number=演示0002
  acts enforce-1 collect --set evidence_kind=document --file evidence_sm3="$file"
  acts enforce-1 conclude_investigation --set scale=L39 --set gain_fen=0 --file gain_sheet_sm3="$file" --file report_sm3="$file"
  shows '罚款幅度下限 10000.00 元（1000000 分）'
  shows '罚款幅度上限 100000.00 元（10000000 分）'
}

drafted() {  # fen
  printf '%s\n' --set warns=false --set confiscates_gain=false --set confiscates_products=false --set fine_fen="$1" --set suspends=false \
    --set serious_case=false --set hearing_right=false --set revokes=false
}

# Article 39: no fine before the order was not obeyed in time, or not well.
two_steps() {
  local draft over
  mapfile -t draft < <(drafted 3000000)
  mapfile -t over < <(drafted 10000001)
  acts_not supervision.penalty_draft enforce-1 draft_penalty "${draft[@]}"
  acts head-1 order_correction --set delivered_on="$(day today)" --set rectify_by="$(day '30 days')" --set to_correct=答复投诉并公布投诉方式 --set reason=未及时处理投诉
  drawn enforce-1 rectification_order
  stands_at correcting
  acts_not procedure.state enforce-1 draft_penalty "${draft[@]}"
  acts_not supervision.correction_running enforce-1 find_uncorrected --set uncorrected=overdue --file recheck_sm3="$(written recheck)"
  party_acts report_correction --file correction_sm3="$(written report)"
  kill_server
  acts enforce-1 find_uncorrected --set uncorrected=not_conforming --file recheck_sm3="$(written recheck)"
  acts_not supervision.penalty_draft enforce-1 draft_penalty "${over[@]}"
  acts enforce-1 draft_penalty "${draft[@]}"
}

kill_server() {
  kill -KILL "$(cat "$state/server-pid")"
  quietly start_server
  stands_at correcting
}

decide() {
  local decision
  decision=演密罚决〔$(day today | cut -c1-4)〕1号
  acts_not procedure.role enforce-1 review_lawfulness --set legal_opinion=合法
  acts legal-1 review_lawfulness --set legal_opinion=合法
  acts enforce-1 tell_beforehand --set notice_delivered_on="$(day today)" --file notice_sm3="$(written notice)"
  printf '{"basis": "上述行为违反《电子政务电子认证服务管理办法》第二十七条的规定，依据第三十九条第四项处罚。"}' >"$state/tour/basis.json"
  drawn enforce-1 penalty_notice --values basis.json
  party_acts state_defence --set defence=人员调整
  party_acts waive
  acts_not supervision.gate.reconsidered head-1 decide --set decision_number="$decision" --set reason=改正后仍不符合要求
  acts enforce-1 reconsider --set reconsidered=该理由不影响认定
  acts head-1 decide --set decision_number="$decision" --set reason=改正后仍不符合要求
  printf '{"basis": "依据《电子政务电子认证服务管理办法》第三十九条第四项。", "evidence": "检查笔录、复查记录。", "credit_code": "91530000MA00000005", "domicile": "演示省演示市"}' >"$state/tour/decision.json"
  drawn enforce-1 penalty_decision --values decision.json
  grep -qF "$decision" "$state/page" || fail "the decision has another number than it was given"
  quietly holder provider case print --number "$number" --document penalty_decision --out theirs.pdf
  cmp -s "$state/tour/penalty_decision.pdf" "$state/tour/theirs.pdf" || fail "the party was given another decision"
}

deliver() {
  quietly as head-1 focus
  [ ! -s "$state/quiet" ] || fail "listed before the delivery"
  acts enforce-1 deliver --set decision_delivered_on="$(day today)" --set delivery_method=direct
  stands_at delivered
  quietly as head-1 focus
  grep -qF "受到处罚" "$state/quiet" && grep -qF "$number" "$state/quiet" || { cat "$state/quiet"; fail "not on the list of focused supervision"; }
  acts enforce-1 pay --set paid_fen=3000000 --file receipt_sm3="$(written receipt)"
  acts head-1 close_case --set closing_opinion=已履行
  acts enforce-1 archive
  stands_at archived
}

play() {
  local number
  quietly set_up_regulator
  quietly officers_of_supervision
  inspect
  investigate
  two_steps
  decide
  deliver
  sleep 5  # every act comes under a signed head within that
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
  quietly in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}

prepare_programs
make_temporary_state
trap stop_all EXIT
in_regulator empty_state
in_regulator play
echo "inspected, ordered, fined, delivered, listed"
