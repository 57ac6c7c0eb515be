#!/usr/bin/env bash
# What is personal, seen by everybody who might ask (articles 23 and 32): at the provider an officer of the business sees name and numbers masked,
# an administrator nothing; at the regulator who works on the case sees the shareholders, an expert and an officer of other matters do not,
# another province not even the case. A sealed file is read for a reason, and the ledger's list of readers is whole. Usage: kept_confidential.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

number_of_person=990101199001010019

at_provider() {
  local number one
  number=$(cat "$state/tour/holder.number")
  for one in entry-1 review-1 issue-1 comply-1; do
    quietly as "$one" application show --number "$number"
    says_not "$number_of_person"
    says_not 张三
    says_not 13800001234
  done
  says '张*'
  for one in sys-1 sec-1 aud-1; do is_refused officers.role_needed as "$one" application show --number "$number"; done
  is_refused registration. holder stranger application show --number "$number"
  quietly holder holder application show --number "$number"
  quietly yinxin query --server "$site" --serial "$(serial_of holder.pem)"
  says_not "$number_of_person"
}

shows_shareholders() { quietly as "$1" case show --number "$number" --json; grep -q 测试控股有限公司 "$state/quiet"; }
at_regulator() {
  local number one sm3
  quietly set_up_regulator
  licensing_officers
  quietly enrol 执法人员 enforce-1 enforcement_officer --region 530000
  quietly enrol 评审协调员 coordinate-1 technical_review_coordinator
  quietly enrol 评审专家 expert-1 review_expert
  admit_expert expert-1 评审专家
  quietly officer_keys 申请机构 applicant
  opens intake-1 --procedure licence_application --party-request applicant-request.pem --inputs application.json --file package_sm3=package.pdf
  acts intake-1 examine_form --set complete=true --file checklist_sm3=checklist-2.csv
  acts review-1 accept
  acts intake-1 forward --set form_opinion=齐全
  acts national-1 sign_for
  acts coordinate-1 start_review --set review_days=10
  is_refused cases.none as expert-1 case show --number "$number"
  acts coordinate-1 assign_reviewer --item r1 --set expert=expert-1 --set conflict=false --file commitment_sm3="$(written commitment)"
  for one in intake-1 case-1; do shows_shareholders "$one" || fail "$one does not see what is to be worked on"; done
  for one in expert-1 enforce-1; do ! shows_shareholders "$one" || fail "$one sees the shareholders"; done
  is_refused cases.none as intake-2 case show --number "$number"
  for one in sys-1 sec-1 aud-1; do is_refused officers.role_needed as "$one" case show --number "$number"; done

  sm3=$(sm3_of "$state/tour/package.pdf")
  is_refused cases.file.look as case-1 case file --number "$number" --sm3 "$sm3" --out read.pdf
  quietly as case-1 case file --number "$number" --sm3 "$sm3" --reason 审查材料 --out read.pdf
  quietly as review-1 case file --number "$number" --sm3 "$sm3" --reason 核对补正 --out read.pdf
  is_refused procedure.role as expert-1 case file --number "$number" --sm3 "$sm3" --reason 好奇 --out read.pdf
  audit_ledger export operations-root.pem
  python3 "$here/tests/journeys/read_ledger.py" "$state/server/export" | python3 -c '
import json, sys
looks = [(one["actor"], one.get("reason")) for one in map(json.loads, sys.stdin) if one["act"] == 502]
assert looks == [("officer/case-1", "审查材料"), ("officer/review-1", "核对补正")], looks' || fail "the list of readers"
}

begin
quietly empty_state
quietly set_up
quietly enrol_officers
quietly permit
quietly certify 张三 holder 居民身份证 counter --profile individual --subject CN=张三 --identity "resident_id=$number_of_person" --days 730
quietly officer_keys 外人 stranger
at_provider
in_regulator empty_state
in_regulator at_regulator
echo "each saw what is theirs to see, and who looked is on record"
