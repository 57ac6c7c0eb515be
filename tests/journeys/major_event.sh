#!/usr/bin/env bash
# Major events (article 36): somebody leaves a key post, and the program opens the record by itself, without the hours of an incident; it is reported on the fifteenth day,
# one that is not is overdue on the sixteenth. A network incident has its four hours beside that. Usage: major_event.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

forward() { quietly as sys-1 demonstration clock --forward "$1"; }
clock_says() {  # clock, words of its line
  quietly as comply-1 case show --number "$number"
  grep "期限 $1" "$state/quiet" | grep "$2" >/dev/null || { cat "$state/quiet"; fail "$1 is not $2"; }
}

begin
empty_state
quietly set_up
quietly enrol_officers
quietly permit
quietly enrol 安全主管 chief-1 security_chief
quietly enrol 人事培训员 train-1 training_officer
quietly as train-1 staff enter --id p-1 --name 周某 --identity 990101199001010019 --kind security --post 密钥管理员 --key-post \
  --background-on 2026-01-05 --contract-to 2030-12-31 --started-on 2026-01-10
quietly as comply-1 case list --procedure major_event
[ ! -s "$state/quiet" ] || { cat "$state/quiet"; fail "an event before anybody left"; }
quietly as train-1 staff leave --id p-1 --on "$(day today)"
number=$(as comply-1 case list --procedure major_event | sed -n 1p | cut -d' ' -f1)
[ -n "$number" ] || fail "nobody made a record of it"
left=$number
clock_says 重大事项报告 "$(day '15 days')"
says_not '期限 网络安全事件报告'
judged=(--set category=key_staff --set level=ordinary --set personal_data=false --set police=false)
acts comply-1 judge_offline "${judged[@]}"

# An incident of the network, found now; and one more, which nobody reports.
opens chief-1 --procedure major_event --party office --set what=签发系统遭受攻击 --set occurred_on="$(day today)" --set discovered_on="$(day today)" --set place=主机房 --set network_incident=true
incident=$number
quietly as chief-1 case show --number "$number"
cp "$state/quiet" "$state/incident"
acts chief-1 judge_other --set category=security --set level=larger --set personal_data=false --set police=false
opens chief-1 --procedure major_event --party office --set what=备用线路中断 --set occurred_on="$(day today)" --set discovered_on="$(day today)" --set place=主机房 --set network_incident=true
forgotten=$number
number=$incident
forward 3h
acts chief-1 report_incident --set incident_receiver=省网信部门 --set incident_number=网信1号
clock_says 网络安全事件报告 按期完成
number=$forgotten
acts chief-1 judge_other --set category=facility --set level=larger --set personal_data=false --set police=false
forward 2h
clock_says 网络安全事件报告 逾期

# The fifteenth day, then the one after it.
forward 355h
number=$left
acts head-1 report --file report_sm3="$(written report)" --set scope=密钥管理岗位 --set keys_concerned=false --set loss=0
stands_at reported comply-1
number=$forgotten
clock_says 重大事项报告 运行
forward 24h
clock_says 重大事项报告 届满
acts_not cases.file.input comply-1 report --file report_sm3="$(written report)" --set scope=线路 --set keys_concerned=false --set loss=0
acts head-1 report --file report_sm3="$(written report)" --set scope=线路 --set keys_concerned=false --set loss=0
audit_ledger export root.pem operations-root.pem
echo "opened by itself, reported on the fifteenth day; the incident in its hours"
