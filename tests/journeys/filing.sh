#!/usr/bin/env bash
# A provider files a version of its CPS and a change of its licence with the regulator by letter; either side is killed on the way. There is
# one case of each, what was returned and what was decided comes back, a filing that the law refuses is returned with its reason, and both
# ledgers hold. Usage: filing.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
. "$here/tools/filing.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
is_refused() {  # code, command
  refused "$@" >"$state/quiet" 2>&1 || { tail -n 5 "$state/quiet"; fail "not refused: $*"; }
}
regulator_acts() { quietly in_regulator as "$@"; }
kill_server() { kill -KILL "$(cat "$state/server-pid")"; }
stands() { filing_stands "$@" >"$state/stands" || { cat "$state/stands"; fail "the filing $1 is not $2 ${3:-}"; }; }

set_up_both() {
  quietly empty_state
  quietly set_up
  quietly enrol 合规专员 comply-1 compliance_officer
  quietly enrol 机构负责人 head-1 responsible_person
  quietly enrol 受理员 entry-1 registration_officer
  quietly in_regulator empty_state
  quietly in_regulator set_up_regulator
  quietly in_regulator enrol 省受理员 intake-1 province_intake_officer --region 530000
  quietly in_regulator enrol 省审核人 review-1 province_review_officer --region 530000
  quietly in_regulator enrol 国家局受理员 national-1 national_intake_officer
  quietly link_offices
}

# Filed while the regulator is down; the provider is killed before it could send.
file_through_deaths() {
  write_filing "$(TZ=Asia/Shanghai date +%F)"
  in_regulator kill_server
  quietly file_rules filing.id
  id=$(cat "$state/tour/filing.id")
  kill_server
  quietly start_server
  quietly as comply-1 filing list --state sent
  grep -q "$id" "$state/quiet" || fail "what was answered is lost"
  quietly in_regulator start_server
  stands "$id" open filed
  number=$(case_of)
  in_regulator kill_server
  quietly in_regulator start_server
}

expect_one_case() {  # procedure, an officer who sees it
  quietly in_regulator as "$2" case list --procedure "$1"
  [ "$(grep -c . "$state/quiet")" = 1 ] || { cat "$state/quiet"; fail "not one case of $1"; }
}

return_and_supply() {
  regulator_acts intake-1 case act --number "$number" --event return_filing --set missing=缺少变更对照说明
  stands "$id" open to_supplement
  grep -qF '期限 补正备案' "$state/stands" || fail "no period was told"
  printf 'a fuller package' >"$state/tour/fuller.pdf"
  printf '{"package_sm3": "%s"}' "$(sm3_of "$state/tour/fuller.pdf")" >"$state/tour/resubmit.json"
  in_regulator kill_server
  quietly as comply-1 filing add --id "$id" --deed resubmit=resubmit.json --file fuller.pdf
  quietly in_regulator start_server
  stands "$id" open filed
  regulator_acts intake-1 case act --number "$number" --event check_filing --set check_opinion=齐全
  regulator_acts review-1 case act --number "$number" --event confirm_filing --set receipt_number=演示备1号
  in_regulator write_receipt_values "$(sm3_of "$state/tour/cps-2.md")"
  kill_server
  regulator_acts review-1 case print --number "$number" --document filing_receipt --values receipt-values.json --out filing_receipt.pdf
  in_regulator kill_server
  quietly in_regulator start_server
  quietly start_server
  stands "$id" open recorded
  quietly keep_document_soon "$id" filing_receipt.pdf
  cmp -s "$state/tour/filing_receipt.pdf" "$state/regulator/tour/filing_receipt.pdf" || fail "another document came"
  [ "$(stat -c %a "$state/tour/filing_receipt.pdf")" = 600 ] || fail "others can read what came with a letter"
  expect_one_case rules_filing review-1
}

change_of_licence() {
  local change
  is_refused officers.role_needed as entry-1 filing open --procedure licence_change --deed open_package=
  paper >"$state/tour/proof.pdf"
  printf '{"matter": "name", "changed_on": "%s", "old_value": "旧名", "new_value": "新名", "proof_sm3": "%s"}' \
    "$(TZ=Asia/Shanghai date +%F)" "$(sm3_of "$state/tour/proof.pdf")" >"$state/tour/change.json"
  printf 'the package' >"$state/tour/change-package.pdf"
  printf '{"package_sm3": "%s"}' "$(sm3_of "$state/tour/change-package.pdf")" >"$state/tour/submit.json"
  quietly as comply-1 filing open --procedure licence_change --deed open_package= --deed 'add_change#c1=change.json' --file proof.pdf \
    --id-out change.id
  change=$(cat "$state/tour/change.id")
  is_refused procedure.role as comply-1 filing add --id "$change" --deed submit=submit.json --file change-package.pdf
  quietly as head-1 filing add --id "$change" --deed submit=submit.json --file change-package.pdf
  in_regulator kill_server
  kill_server
  quietly start_server
  quietly in_regulator start_server
  stands "$change" open submitted
  expect_one_case licence_change national-1
  regulator_acts national-1 case act --number "$(case_of)" --event receive
  stands "$change" open received
}

# The authority's law says no: returned with its code, nothing opened; the inputs that are wrong are told before anything is sent.
returned() {
  write_filing "$(TZ=Asia/Shanghai date -d '+2 days' +%F)"
  quietly file_rules returned.id
  stands "$(cat "$state/tour/returned.id")" returned
  grep -qF compliance.published_on "$state/stands" || fail "no reason was told"
  expect_one_case rules_filing review-1
  printf '{"kind": "cps"}' >"$state/tour/publish.json"
  is_refused procedure.input file_rules never.id
}

# The regulator's officer finds it by its case.
read_by_the_regulator() {
  quietly in_regulator as intake-1 filing list --case "$number"
  grep -q "$id" "$state/quiet" || fail "the regulator does not find the filing by its case"
  quietly in_regulator as intake-1 filing show --id "$id"
  grep -qF cps-2.md "$state/quiet" || fail "the files are not there"
  quietly in_regulator as intake-1 exchange list --box in
  grep -qF delivered "$state/quiet" || fail "the messages"
}

check_ledgers() {
  sleep 5  # every act comes under a signed head within that
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
  quietly in_tour yinxin-audit ledger "$state/server/export" --root root.pem --root operations-root.pem
  quietly in_regulator check_own_ledger
}
check_own_ledger() {
  as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export" &&
    in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}

prepare_programs
make_temporary_state
trap stop_all EXIT
set_up_both
file_through_deaths
return_and_supply
change_of_licence
returned
read_by_the_regulator
check_ledgers
echo "filed, returned, supplied, recorded; one case of each"
