#!/usr/bin/env bash
# A licence application with a technical review of forty days (articles 8 to 10): everything that lacks is told once, no second time; the
# review stands outside the twenty working days, which a day-by-day count in another language finds ending on the same day; nobody signs
# the report for another; the grant meets the period. Usage: technical_review.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

later() {  # days: both programs of the regulator go on by so many
  quietly as sys-1 demonstration clock --forward "$1d"
  ahead=$((ahead + $1))
}
today() { day "$ahead days"; }
decision_due() {
  as case-1 case show --number "$number" --json >"$state/case.json" || fail "the case is not shown"
  python3 -c 'import json, sys
clock = next(one for one in json.load(open(sys.argv[1]))["clocks"] if one["id"] == "decision")
print(clock.get("paused"), clock["outcome"], clock["effective"])' "$state/case.json"
}
# The twin: from the day after the acceptance, each day that is a working day and not within the review, until there are twenty.
counted_by_hand() {  # acceptance, first and last day of the review
  python3 - "$here/rules/calendar" "$@" <<'PY'
import datetime, pathlib, sys, tomllib
day, one = datetime.date.fromisoformat, datetime.timedelta(days=1)
off, on = set(), set()
for file in pathlib.Path(sys.argv[1]).glob("*.toml"):
    for holiday in tomllib.loads(file.read_text()).get("holiday", []):
        at = holiday["from"]
        while at <= holiday.get("to", holiday["from"]):
            off.add(at)
            at += one
        on.update(holiday.get("make_up", []))
at, first, last = map(day, sys.argv[2:])
counted = 0
while counted < 20:
    at += one
    working = at in on or (at.weekday() < 5 and at not in off)
    if working and not first <= at <= last:
        counted += 1
print(at)
PY
}

officers_of_the_case() {
  quietly regulator_officers
  quietly enrol 国家局受理员 national-1 national_intake_officer
  quietly enrol 承办人 case-1 case_officer
  quietly enrol 审核人 check-1 case_reviewer
  quietly enrol 法制审核人 legal-1 legal_reviewer
  quietly enrol 签发人 decide-1 deciding_officer
  quietly enrol 评审协调员 coordinate-1 technical_review_coordinator
  quietly enrol 评审专家甲 expert-1 review_expert
  quietly enrol 评审专家乙 expert-2 review_expert
  quietly enrol 评审专家丙 expert-3 review_expert
  admit_expert expert-1 评审专家甲
  admit_expert expert-2 评审专家乙
  admit_expert expert-3 评审专家丙
  quietly officer_keys 申请机构 applicant
}

accepted() {
  write_application
  opens intake-1 --procedure licence_application --party-request applicant-request.pem --inputs application.json --file package_sm3=package.pdf
  acts intake-1 examine_form --set complete=false --file checklist_sm3=checklist.csv
  acts review-1 request_supplement --inputs faults.json
  party_acts applicant supplement --file package_sm3=package-2.pdf
  acts intake-1 examine_form --set complete=false --file checklist_sm3=checklist.csv
  acts_not licensing.told_once review-1 request_supplement --inputs faults.json
  acts intake-1 examine_form --set complete=true --file checklist_sm3=checklist-2.csv
  acts review-1 accept
  accepted_on=$(today)
  acts intake-1 forward --set form_opinion=材料齐全
  acts national-1 sign_for
}

reviewed() {
  later 3
  acts coordinate-1 start_review --set review_days=40
  acts_not licensing.future_day coordinate-1 deliver_review_notice --set delivered_on="$(day "$((ahead + 1)) days")"
  acts coordinate-1 deliver_review_notice --set delivered_on="$(today)"
  notice_on=$(today)
  acts_not licensing.reviewer_conflict coordinate-1 assign_reviewer --item r1 --set expert=expert-1 --set conflict=true \
    --file commitment_sm3="$(written commitment)"
  for one in 1 2; do
    acts coordinate-1 assign_reviewer --item "r$one" --set expert="expert-$one" --set conflict=false \
      --file commitment_sm3="$(written "commitment-$one")"
  done
  [[ $(decision_due) == True* ]] || fail "the period of the decision runs on: $(decision_due)"
  later 40
  is_refused cases.none as expert-3 case show --number "$number"
  acts_not licensing.other_reviewer expert-2 sign_report --item r1 --file report_sm3="$(written report)"
  acts expert-1 sign_report --item r1 --file report_sm3="$(written report)"
  acts_not licensing.gate.report_signed case-1 receive_report --set received_on="$(today)" --set conclusion=conforming
  acts expert-2 sign_report --item r2 --file report_sm3="$(written report)"
  acts case-1 receive_report --set received_on="$(today)" --set conclusion=conforming
}

play() {
  local ahead=0 accepted_on notice_on due
  quietly set_up_regulator
  officers_of_the_case
  quietly yinxin case procedures --server "$site" --id licence_application  # what a newcomer is to fill in
  says 'proposal（拟办意见：grant 拟准予、refuse 拟不准予）'
  accepted
  reviewed
  due=$(decision_due)
  [ "${due##* }" = "$(counted_by_hand "$accepted_on" "$notice_on" "$(today)")" ] ||
    fail "the decision is due on $due, by hand on $(counted_by_hand "$accepted_on" "$notice_on" "$(today)")"
  acts case-1 propose --set proposal=grant --set opinion=符合条件
  acts check-1 review_opinion --set review_opinion=同意
  acts legal-1 legal_review --set legal_opinion=合法
  acts decide-1 grant
  [[ $(decision_due) == *met* ]] || fail "the grant did not meet the period: $(decision_due)"
  audit_ledger export operations-root.pem
}

begin
in_regulator empty_state
in_regulator play
echo "told once, reviewed for forty days, decided in time"
