#!/usr/bin/env bash
# Renewal at its edges (article 15): of two licences, one is applied for 60 days before its end and one 59 days before. Nobody decides about
# either. At its end the first is deemed renewed and goes on for five years; the second ends. Usage: renewal.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

later() { quietly as sys-1 demonstration clock --forward "$1"; }
register_has() {  # number of the licence, words of its line
  quietly yinxin register list --server "$site"
  grep -F "$1" "$state/quiet" | grep -qF "$2" || { cat "$state/quiet"; fail "the register does not have $1 with $2"; }
}
# A licence that ends on the given day: granted as five years ago, which the rules let a bureau enter.
licensed() {  # stem of the party's key, its number, its last day
  local from number
  from=$(date -d "$3 -5 years +1 day" +%F)
  quietly officer_keys "机构$1" "$1"
  opens intake-1 --procedure licence_application --party-request "$1-request.pem" --inputs application.json --file package_sm3=package.pdf
  acts intake-1 examine_form --set complete=true --file checklist_sm3=checklist-2.csv
  acts review-1 accept
  acts intake-1 forward --set form_opinion=材料齐全
  acts national-1 sign_for
  acts case-1 propose --set proposal=grant --set opinion=符合条件
  acts check-1 review_opinion --set review_opinion=同意
  acts legal-1 legal_review --set legal_opinion=合法
  acts decide-1 grant
  acts case-1 deliver_licence --set licence_number="$2" --set valid_from="$from" --set valid_to="$3" --set copies=1
  acts publish-1 enter_register
  acts publish-1 publish
}
renewal_of() {  # party's stem: the case that reminds it, opened by the program
  local one
  for one in $(as case-1 case list --procedure licence_renewal | cut -d' ' -f1); do
    number=$one
    ! holder "$1" case show --number "$one" >"$state/quiet" 2>&1 || return 0
  done
  fail "nothing reminds $1"
}

play() {
  local number first second last_early last_late
  last_early=$(day '61 days') last_late=$(day '60 days')
  quietly set_up_regulator
  quietly regulator_officers
  quietly enrol 国家局受理员 national-1 national_intake_officer
  quietly enrol 承办人 case-1 case_officer
  quietly enrol 审核人 check-1 case_reviewer
  quietly enrol 法制审核人 legal-1 legal_reviewer
  quietly enrol 签发人 decide-1 deciding_officer
  quietly enrol 信息公开员 publish-1 publication_officer
  write_application
  licensed early 演示早01 "$last_early"
  licensed late 演示晚01 "$last_late"
  later 1d  # 60 days before the end of the first, 59 before that of the second
  renewal_of early
  first=$number
  party_acts early apply --file package_sm3=package.pdf
  stands_at received case-1
  renewal_of late
  second=$number
  is_refused licensing.renewal_late holder late case act --number "$number" --event apply --file package_sm3=package.pdf
  party_acts late apply_late --file package_sm3=package.pdf
  stands_at late_received case-1

  later 60d  # the last day of the first, the day after that of the second
  stands_at lapsed case-1
  register_has 演示晚01 已届满
  register_has 演示早01 "$last_early"
  acts_not procedure.state case-1 examine_late --set form=paper --set opinion=符合
  later 1d
  number=$first
  stands_at deemed_granted case-1
  quietly as case-1 case print --number "$number" --document renewal_decision --out renewal_decision.pdf
  register_has 演示早01 "$(date -d "$last_early +5 years" +%F)"
  register_has 演示早01 有效
  number=$second
  stands_at lapsed case-1
  audit_ledger export operations-root.pem
}

begin
in_regulator empty_state
in_regulator play
echo "asked in time and renewed by silence; asked late and ended"
