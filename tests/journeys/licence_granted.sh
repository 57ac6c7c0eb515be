#!/usr/bin/env bash
# An accepted application goes on to the licence: decided, printed, verified by the printed codes, entered in the public register; the
# server is killed on the way; the offline checker accepts the ledger. Usage: licence_granted.sh BUILD_FOLDER
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
page_has() {  # path, text: what anybody is shown
  python3 -c 'import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())' "$site$1" >"$state/page"
  grep -qF "$2" "$state/page"
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

bureau_officers() {
  enrol 国家局受理员 national-1 national_intake_officer && enrol 承办人 case-1 case_officer && enrol 审核人 check-1 case_reviewer &&
    enrol 法制审核人 legal-1 legal_reviewer && enrol 签发人 decide-1 deciding_officer && enrol 信息公开员 publish-1 publication_officer
}

# Roles of the other kind of office are none here.
refuse_strangers() {
  quietly officer_keys 外来 stray-1
  is_refused officers.role as sys-1 officer create --id stray-1 --name 外来 --role issuing_officer --request stray-1-request.pem
  is_refused officers.role_needed as sys-1 case show --number "$number"
}

# The code on the paper vouches for it to anybody; the applicant reads the very octets.
check_notice() {
  local papers code
  papers=$(as review-1 case documents --number "$number")
  code=$(sed -n 's/.*(acceptance_notice).*核验码 \([^ ]*\).*/\1/p' <<<"$papers")
  [ -n "$code" ] || { echo "$papers"; fail "the notice has no code"; }
  page_has "/d/$code" '"standing":"valid"' || fail "the printed code"
  page_has "/d/$code" 测试华印 && fail "the code tells whom it is about"
  quietly holder applicant case print --number "$number" --document acceptance_notice --out theirs.pdf
  cmp -s "$state/tour/acceptance_notice.pdf" "$state/tour/theirs.pdf" || fail "the applicant was given another notice"
}

# The package is sealed: read for a reason only, which goes on record; in no other case; and never a file that was not handed in.
check_files() {
  local sm3 out=$state/tour/read.pdf
  sm3=$(sm3_of "$state/tour/package.pdf")
  quietly as review-1 case files --number "$number"
  grep -qF "$sm3  package.pdf" "$state/quiet" || { cat "$state/quiet"; fail "the package is not listed"; }
  is_refused cases.file.look as review-1 case file --number "$number" --sm3 "$sm3" --out "$out"
  quietly as review-1 case file --number "$number" --sm3 "$sm3" --reason 审查材料 --out "$out"
  cmp -s "$out" "$state/tour/package.pdf" || fail "another file was read"
  is_refused cases.none as intake-2 case file --number "$number" --sm3 "$sm3" --reason 好奇 --out "$out"
  is_refused procedure.role holder applicant case file --number "$number" --sm3 "$sm3" --out "$out"
  sm3=$(sm3_of "$state/tour/package-2.pdf")
  quietly holder applicant case file --number "$number" --sm3 "$sm3" --out "$out"
  cmp -s "$out" "$state/tour/package-2.pdf" || fail "the applicant read another file than it supplied"
  is_refused cases.file.none holder applicant case act --number "$number" --event withdraw \
    --set "withdrawal_sm3=$(openssl dgst -sm3 -r </dev/null | cut -d' ' -f1)"
  printf 'MZ' >"$state/tour/report.pdf"
  is_refused cases.file.content holder applicant case upload --number "$number" --input withdrawal_sm3 --file report.pdf
  head -c 16000000 /dev/zero >"$state/tour/large.txt"
  is_refused base.file.too_large holder applicant case upload --number "$number" --input withdrawal_sm3 --file large.txt
}

# The exported file of the case holds what it says, and one changed octet shows.
check_archive() {
  quietly as case-1 case export --number "$number" --reason 归档 --out case.tar
  quietly in_tour yinxin-audit case case.tar
  tar -tf "$state/tour/case.tar" | grep '^files/' >/dev/null || fail "no file in the archive"
  LC_ALL=C sed 's/Catalog/Katalog/' "$state/tour/case.tar" >"$state/tour/changed.tar"
  in_tour yinxin-audit case changed.tar >"$state/quiet" 2>&1 && fail "a changed archive passed"
  grep -q case.file.digest "$state/quiet" || fail "refused otherwise: $(cat "$state/quiet")"
}

kill_server() {
  stands_at accepted
  kill -KILL "$(cat "$state/server-pid")"
  quietly start_server
  stands_at accepted
  is_refused procedure.state as review-1 case act --number "$number" --event accept
}

grant() {
  do_event intake-1 forward form_opinion=材料齐全
  do_event national-1 sign_for
  is_refused procedure.role as decide-1 case act --number "$number" --event propose --set proposal=grant --set opinion=符合条件
  do_event case-1 propose proposal=grant opinion=符合条件
  is_refused licensing.gate.reviewed as decide-1 case act --number "$number" --event grant
  do_event check-1 review_opinion review_opinion=同意
  do_event legal-1 legal_review legal_opinion=合法
  do_event decide-1 grant
}

deliver() {
  local from to
  from=$(TZ=Asia/Shanghai date +%F)
  to=$(date -d "$from +5 years -1 day" +%F)
  printf '{"scope": "电子签名认证", "licence_number": "演示0001", "valid_from": "%s", "valid_to": "%s"}' "$from" "$to" >"$state/tour/grant.json"
  printf '{"scope": "电子签名认证", "domicile": "演示省演示市", "legal_representative": "张三"}' >"$state/tour/licence.json"
  draw decide-1 grant_decision decision.pdf --values grant.json
  do_event case-1 deliver_licence licence_number=演示0001 valid_from="$from" valid_to="$to" copies=2
  draw case-1 licence_document licence.pdf --values licence.json
  draw case-1 licence_document duplicate.pdf --values licence.json --copy 1
  ! cmp -s "$state/tour/licence.pdf" "$state/tour/duplicate.pdf" || fail "the duplicate is the original"
}

publish_licence() {
  page_has /register 演示0001 && fail "in the register before it was entered"
  is_refused licensing.gate.registered as publish-1 case act --number "$number" --event publish
  do_event publish-1 enter_register
  do_event publish-1 publish
  stands_at published
  page_has /register '"number":"演示0001","organisation":"测试华印电子认证有限公司"' || fail "the register"
  quietly as case-1 case list --procedure licence_status
  grep -qF '(valid)' "$state/quiet" || fail "the licence's own case"
}

play() {
  local number
  quietly set_up_regulator
  quietly regulator_officers
  quietly accept_application
  number=$(cat "$state/tour/application.number")
  quietly bureau_officers
  refuse_strangers
  check_notice
  check_files
  kill_server
  check_files
  grant
  deliver
  publish_licence
  check_archive
  sleep 5  # every act comes under a signed head within that
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
  quietly in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}

prepare_programs
make_temporary_state
trap stop_all EXIT
in_regulator empty_state
in_regulator play
echo "decided, printed, entered in the register"
