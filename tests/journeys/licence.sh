#!/usr/bin/env bash
# A regulator's office from its key ceremony to the public register: an application for a licence at the province's counter,
# handed on, decided, the licence and its notices drawn and verified by their codes; another province sees nothing; the server
# is killed in between; the offline checker accepts the ledger. Usage: licence.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
fail() { echo "FAILED: $*" >&2; [ -z "${state:-}" ] || tail -n 5 "$state"/*-log >&2; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -20 "$state/quiet"; fail "$*"; }; }
is_refused() { local code=$1; shift; refused "$code" "$@" >"$state/quiet" 2>&1 || { tail -5 "$state/quiet"; fail "not refused for $code: $*"; }; }
page_has() {  # path, text: what anybody is shown
  python3 -c 'import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())' "$site$1" >"$state/page"
  grep -qF "$2" "$state/page"
}

organisation=演示密码管理局
origin=demo.yinxin.invalid/regulator
sm3=$(printf 'a%.0s' $(seq 64))
prepare_programs
make_temporary_state
trap stop_all EXIT
empty_state
office_settings="[office]
kind = \"regulator\"
organs = \"$programs/rules/demonstration/organs.toml\""

set_up_regulator() {
  start_signer --initialise || return 1
  step "密钥仪式（监管机关）" as_signer yinxin ceremony --office regulator --demonstration --folder "$state/signer/ceremony" \
    --signer "$sockets/signer" --organisation "$organisation" --site "$site" --origin "$origin" || return 1
  officer_keys 系统管理员 sys-1 && officer_keys 安全管理员 sec-1 && officer_keys 审计管理员 aud-1 || return 1
  write_settings
  step "建库，登记认证机构和三员" as_server yinxin init --settings "$state/server/settings.toml" \
    --ceremony "$state/signer/ceremony/public" --administrator "system_administrator:sys-1:系统管理员:$state/tour/sys-1-request.pem" \
    --administrator "security_administrator:sec-1:安全管理员:$state/tour/sec-1-request.pem" \
    --administrator "audit_administrator:aud-1:审计管理员:$state/tour/aud-1-request.pem" || return 1
  end_ceremony && start_server
}
enrol_in() {  # account, role, region or nothing
  officer_keys "$1" "$1" &&
    step "建立账户 $1" as sys-1 officer create --id "$1" --name "$1" --role "$2" ${3:+--region "$3"} --request "$1-request.pem" &&
    step "授权 $1" as sec-1 officer authorise --id "$1" --request "$1-request.pem" --out "$1.pem"
}
do_event() {  # account, event, NAME=VALUE…
  local by=$1 event=$2 sets=() one
  shift 2
  for one in "$@"; do sets+=(--set "$one"); done
  quietly as "$by" case act --number "$number" --event "$event" "${sets[@]}"
}
draw() {  # account, document, file, further options
  local by=$1 document=$2 file=$3
  shift 3
  quietly as "$by" case print --number "$number" --document "$document" --out "$file" "$@"
  [ "$(head -c 5 "$state/tour/$file")" = %PDF- ] || fail "$file is no PDF"
}
stands_at() {
  quietly as case-1 case show --number "$number"
  grep -qF "($1)" "$state/quiet" || { cat "$state/quiet"; fail "the case is not in $1"; }
}

quietly set_up_regulator
# Roles of a provider are none here, and the other way round.
quietly officer_keys 外来 stray-1
is_refused officers.role as sys-1 officer create --id stray-1 --name 外来 --role issuing_officer --request stray-1-request.pem
for one in "intake-1 province_intake_officer 530000" "review-1 province_review_officer 530000" "other-1 province_intake_officer 510000" \
  "national-1 national_intake_officer" "case-1 case_officer" "check-1 case_reviewer" "legal-1 legal_reviewer" \
  "decide-1 deciding_officer" "publish-1 publication_officer"; do
  # shellcheck disable=SC2086
  quietly enrol_in $one
done

# Paper at the counter, for the applicant's key.
quietly officer_keys 申请人 applicant
cat >"$state/tour/form.json" <<JSON
{"organisation": "测试省电子认证有限公司", "credit_code": "91110000600037341L", "legal_nature": "enterprise", "domicile": "530000",
 "sections": ["form", "legal_person", "staff"], "package_sm3": "$sm3", "foreign_investment": false,
 "shareholders": [{"name": "测试股东", "share": 10000, "foreign_share": 0}], "staff": [{"kind": "technical", "headcount": 30}]}
JSON
quietly as intake-1 case open --procedure licence_application --party-request applicant-request.pem --inputs form.json --number-out number
number=$(cat "$state/tour/number")
stands_at received
quietly holder applicant case show --number "$number"
is_refused cases.none as other-1 case show --number "$number"
is_refused officers.role_needed as sys-1 case show --number "$number"
quietly as other-1 case list
! grep -q "$number" "$state/quiet" || fail "another province lists the case"

is_refused procedure.role as review-1 case act --number "$number" --event examine_form --set complete=true --set checklist_sm3="$sm3"
is_refused licensing.gate.form as review-1 case act --number "$number" --event accept
do_event intake-1 examine_form complete=true checklist_sm3="$sm3"
do_event review-1 accept
stands_at accepted
draw review-1 acceptance_notice acceptance.pdf
papers=$(as review-1 case documents --number "$number")
grep -q '演密许受〔20[0-9][0-9]〕1号' <<<"$papers" || fail "the notice's number"
quietly in_tour yinxin case print --server "$site" --key applicant.key --number "$number" --document acceptance_notice --out theirs.pdf
cmp -s "$state/tour/acceptance.pdf" "$state/tour/theirs.pdf" || fail "the applicant was given another notice"
code=$(sed -n 's/.*核验码 \([^ ]*\).*/\1/p' <<<"$papers" | head -1)
page_has "/d/$code" '"standing":"valid"' || fail "the printed code"

# The server dies; nothing that was answered is lost, and nobody does it twice.
kill -KILL "$server_pid"
quietly start_server
stands_at accepted
is_refused procedure.state as review-1 case act --number "$number" --event accept

do_event intake-1 forward form_opinion=材料齐全
do_event national-1 sign_for
do_event case-1 propose proposal=grant opinion=符合条件
is_refused licensing.gate. as decide-1 case act --number "$number" --event grant
do_event check-1 review_opinion review_opinion=同意
do_event legal-1 legal_review legal_opinion=合法
do_event decide-1 grant
from=$(date -d "$(TZ=Asia/Shanghai date +%F)" +%F)
to=$(date -d "$from +5 years -1 day" +%F)
printf '{"scope": "电子政务电子认证服务", "licence_number": "演示0001", "valid_from": "%s", "valid_to": "%s"}' "$from" "$to" >"$state/tour/grant.json"
draw decide-1 grant_decision decision.pdf --values grant.json
do_event case-1 deliver_licence licence_number=演示0001 valid_from="$from" valid_to="$to" copies=2
printf '{"scope": "电子政务电子认证服务", "domicile": "演示省演示市", "legal_representative": "张三"}' >"$state/tour/licence.json"
draw case-1 licence_document licence.pdf --values licence.json
draw case-1 licence_document duplicate.pdf --values licence.json --copy 1
! cmp -s "$state/tour/licence.pdf" "$state/tour/duplicate.pdf" || fail "the duplicate is the original"

page_has /register 演示0001 && fail "in the register before it was entered"
is_refused licensing.gate.registered as publish-1 case act --number "$number" --event publish
do_event publish-1 enter_register
do_event publish-1 publish
stands_at published
page_has /register '"number":"演示0001","organisation":"测试省电子认证有限公司"' || fail "the register"
quietly as case-1 case list --procedure licence_status
grep -q '(valid)' "$state/quiet" || fail "the licence's own case"

# What the office says can be checked by who does not trust it.
sleep 5  # every act comes under a signed head within that
quietly in_tour yinxin authority --server "$site" --id operations-root --out operations-root.pem
quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
quietly in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
echo "applied for, decided, printed, entered in the register"
