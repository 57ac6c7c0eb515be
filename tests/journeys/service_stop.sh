#!/usr/bin/env bash
# A provider ends its service (article 29) at the regulator's office: parties told ninety days and the bureau sixty days before; nobody
# agrees to take over, so a taker is ordered by the number of its licence; the handover is listed with hashes and signed by three; the
# taker lets the five working days to answer pass, and accepts in its own case, which the sender does not see; on the day, and not before,
# the licence is deregistered. Usage: service_stop.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

later() { quietly as sys-1 demonstration clock --forward "$1"; }
due_on() {  # clock, day: its last day by the law, before it is shown as a working day
  quietly as case-1 case show --number "$number" --json
  python3 -c 'import json, sys
clock = [one for one in json.load(open(sys.argv[1]))["clocks"] if one["id"] == sys.argv[2]]
assert len(clock) == 1 and clock[0]["due"] == sys.argv[3], clock' "$state/quiet" "$1" "$2" || fail "$1 is not due on $2"
}
party_not() { is_refused "$1" holder provider case act --number "$number" --event "$2" "${@:3}"; }

intend() {
  quietly holder provider case open --procedure service_stop --scope 000000 --set kind=terminate --set planned_on="$(day '92 days')" --set scope=全部业务 \
    --set subscribers=1200 --set reason=业务调整 --number-out stop.number
  number=$(cat "$state/tour/stop.number")
  due_on notice "$(day '2 days')"
  due_on report "$(day '32 days')"
  later 1d
  party_acts provider notify_parties --set told=subscribers --set told=relying_parties --set told=delegated_bodies --file notice_sm3="$(written notice)"
  later 30d  # the last day but one
  party_acts provider report --file report_sm3="$(written stop-report)" --file plan_sm3="$(written plan)"
  acts national-1 sign_for
}

order() {
  party_acts provider ask_arrangement --set negotiations=两家机构均未同意 --file request_sm3="$(written request)"
  acts_not supervision.taker decide-1 order_takeover --set taker=承接电子认证有限公司 --set taker_licence=演示9999 --set order_number=国密承〔2026〕1号 \
    --set sender=测试华印电子认证有限公司 --set delivered_on="$(day '31 days')"
  acts decide-1 order_takeover --set taker=承接电子认证有限公司 --set taker_licence=演示0002 --set order_number=国密承〔2026〕1号 --set sender=测试华印电子认证有限公司 \
    --set delivered_on="$(day '31 days')"
  takeover=$(as case-1 case show --number "$number" | sed -n 's/.*子案件 \(takeover-[^ （]*\).*/\1/p')
  [ -n "$takeover" ] || fail "no case of the taker"
  quietly holder taker case show --number "$takeover"
  says "(ordered)"
  is_refused cases.none holder provider case show --number "$takeover"
  is_refused cases.none holder taker case show --number "$number"
}

# In the taker's case, whose number is in `number`. One key is one person, who does not check what they took.
take_over() {
  stands_at overdue case-1
  party_not cases.none accept
  party_acts taker accept
  party_acts taker begin --file public_notice_sm3="$(written taker-notice)"
  party_acts taker take_part --item p1 --set part_kind=records --file part_sm3="$(written taken)" --set completeness=whole
  party_acts taker status_answers --set status_address=http://status.example.cn
  is_refused compliance.separation.take_check holder taker case act --number "$number" --event check_part --item p1 --file check_sm3="$(written check)"
  is_refused compliance.gate.parts_checked holder taker case act --number "$number" --event finish --file list_sm3="$(written whole-list)"
  stands_at taking case-1
}

hand_over() {
  party_acts provider begin_handover
  party_acts provider tell_persons --file persons_notice_sm3="$(written persons)"
  party_not compliance.gate. sign_sender --file list_sm3="$(written list)"
  party_acts provider list_part --item p1 --set part_kind=certificates --set entries=1200 --file part_sm3="$(written certificates)"
  party_acts provider list_part --item p2 --set part_kind=records --set entries=1200 --file part_sm3="$(written records)"
  acts case-1 accept_part --item p1 --set taker_receipt=已核对
  party_not compliance.gate. sign_sender --file list_sm3="$(written list)"
  acts case-1 accept_part --item p2 --set taker_receipt=已核对
  party_acts provider sign_sender --file list_sm3="$(written list)"
  acts_not compliance.gate. decide-1 observe
  acts case-1 sign_taker --file list_sm3="$(written list)"
  acts decide-1 observe
}

play() {
  local number takeover
  quietly set_up_regulator
  licensing_officers
  grant_licence provider 演示0001 "$(day '3 years')"
  grant_licence taker 演示0002 "$(day '3 years')"
  intend
  order
  hand_over
  party_not compliance.stop_day terminate
  later 16d  # nobody answered within five working days
  number=$takeover
  take_over
  number=$(cat "$state/tour/stop.number")
  later 45d
  party_acts provider terminate
  stands_at terminated case-1
  quietly yinxin register list --server "$site"
  says "(deregistered)"
  audit_ledger export operations-root.pem
}

begin
in_regulator empty_state
in_regulator play
echo "told, reported, ordered, handed over, taken over by its own party, ended on its day"
