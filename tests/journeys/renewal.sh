#!/usr/bin/env bash
# Renewal at its edges (article 15): of two licences, one is applied for 60 days before its end and one 59 days before. Nobody decides about
# either. At its end the first is deemed renewed and goes on for five years; the second ends. Usage: renewal.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

later() { quietly as sys-1 demonstration clock --forward "$1"; }
register_has() {  # number of the licence, words of its line
  quietly yinxin register list --server "$site"
  grep -F "$1" "$state/quiet" | grep -F "$2" >/dev/null || { cat "$state/quiet"; fail "the register does not have $1 with $2"; }
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
  licensing_officers
  grant_licence early 演示早01 "$last_early"
  grant_licence late 演示晚01 "$last_late"
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
