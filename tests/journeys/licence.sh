#!/usr/bin/env bash
# A licence application at a regulator's office with the real programs: supplemented once and accepted; and one that nobody answers, which
# is accepted by law while the program is down. Another province sees neither. Usage: licence.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
command -v faketime >/dev/null || { echo "faketime is not installed"; exit 77; }
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/regulator/*-log >&2; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }

prepare_programs
make_temporary_state
trap stop_all EXIT
in_regulator empty_state
quietly in_regulator set_up_regulator
quietly in_regulator regulator_officers
quietly in_regulator accept_application
number() { cat "$state/regulator/tour/$1"; }
shows() {  # officer, number file, word
  in_regulator as "$1" case show --number "$(number "$2")" >"$state/shown" 2>&1 || fail "$2 is not shown"
  grep -q "$3" "$state/shown" || fail "$2 does not show $3"
}
shows review-1 application.number 已受理
says() {  # PDF, words: as a reader finds them, lines put together
  [[ $(pdftotext "$state/regulator/tour/$1" - | tr -d ' \n\f') == *"$2"* ]] || fail "$1 does not say $2"
}
says acceptance_notice.pdf 决定予以受理
says acceptance_notice.pdf 演密许受

# Nobody answers this one. The office is down when the fifth working day ends; at its next start the law goes first.
quietly in_regulator as intake-1 case open --procedure licence_application --party unit/91530000MA00000005 --inputs application.json \
  --file package_sm3=package.pdf --number-out silent.number
shows review-1 silent.number 已收件
stop_regulator() { end_process "$(cat "$state/server-pid")" yinxind; stop_signer; }
in_regulator stop_regulator
# Twenty days on for everything that is started from here. Not for setpriv, though: what it makes in shared memory as root would be
# closed to the daemons.
library=$(find /usr/lib -name libfaketime.so.1 -print -quit)
[ -n "$library" ] || fail "no libfaketime"
later=(env "LD_PRELOAD=$library" FAKETIME=+20d FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1)
server_user+=("${later[@]}")
signer_user+=("${later[@]}")
yinxin() { "${later[@]}" yinxin "$@"; }
quietly in_regulator start_signer
quietly in_regulator unlock_signer
quietly in_regulator start_server
shows review-1 silent.number 已受理
shows review-1 silent.number 视为受理
in_regulator as review-1 case act --number "$(number silent.number)" --event accept >"$state/late" 2>&1 && fail "accepted twice"
grep -q procedure.state "$state/late" || fail "refused otherwise: $(cat "$state/late")"
in_regulator as intake-2 case show --number "$(number silent.number)" >"$state/other" 2>&1 && fail "another province saw it"
grep -q cases.none "$state/other" || fail "refused otherwise: $(cat "$state/other")"
in_regulator as intake-2 case list >"$state/list"
[ ! -s "$state/list" ] || fail "another province lists it"
quietly in_regulator as review-1 case print --number "$(number silent.number)" --document acceptance_notice --out deemed.pdf
says deemed.pdf 自收到申请材料之日起即为受理
audit() {
  as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export-2" &&
    in_tour yinxin-audit ledger "$state/server/export-2" --root operations-root.pem
}
quietly in_regulator audit
echo "the application was supplemented and accepted; silence accepted the other"
