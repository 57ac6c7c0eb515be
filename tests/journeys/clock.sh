#!/usr/bin/env bash
# The demonstration clocks of a provider and a regulator, moved together by twenty days while both are up: silence has accepted an
# application once, both go on by the new time, after a kill of the server and of the signer as well, and no production server starts on
# such a database. Usage: clock.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
. "$here/tools/filing.sh"
. "$here/tools/clock.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -20 "$state/quiet"; fail "$*"; }; }
says() { grep -q "$1" "$state/quiet" || { cat "$state/quiet"; fail "nothing of $1"; }; }
in_days() { TZ=Asia/Shanghai date -d "+$1 days" +%F; }

prepare_programs
make_temporary_state
trap stop_all EXIT
quietly empty_state
quietly set_up
quietly enrol 受理员 entry-1 registration_officer
quietly in_regulator empty_state
quietly in_regulator set_up_regulator
quietly in_regulator regulator_officers
in_regulator write_application
quietly in_regulator as intake-1 case open --procedure licence_application --party unit/91530000MA00000005 --inputs application.json \
  --file package_sm3=package.pdf --number-out silent.number
number=$(cat "$state/regulator/tour/silent.number")

quietly yinxin demonstration clock --server "$site"
says 与实际时间一致
refused officers.role_needed as entry-1 demonstration clock --forward 1d >"$state/quiet" 2>&1 || fail "an officer moved it"
for wrong in 0d 5x -1d 20; do
  refused yinxin.value as sys-1 demonstration clock "--forward=$wrong" >"$state/quiet" 2>&1 || fail "$wrong was taken"
done
before=$(in_days 20)
quietly move_clocks 20d
after=$(in_days 20)
for at in "$site" "$(cat "$state/regulator/site")"; do
  quietly yinxin demonstration clock --server "$at"
  says '20 d ahead'
  grep -q -e "$before" -e "$after" "$state/quiet" || fail "another day is shown"
done

# What was due on the way has happened once; the answer came after it.
quietly in_regulator as review-1 case show --number "$number"
says 视为受理
says 演示时钟
once=$(grep -c 视为受理 "$state/quiet")
refused procedure.state in_regulator as review-1 case act --number "$number" --event accept >"$state/quiet" 2>&1 || fail "accepted twice"

# The signer has the same time: it certifies by its own clock. So after either was killed.
quietly in_regulator enrol 省审核人 review-2 province_review_officer --region 530000
quietly enrol 审核员 review-1 review_officer
kill -KILL "$(cat "$state/server-pid")"
quietly start_server
stop_signer
quietly start_signer
quietly unlock_signer
quietly yinxin demonstration clock --server "$site"
says '20 d ahead'
quietly enrol 签发员 issue-1 issuing_officer
quietly yinxin query --server "$site" --serial "$(serial_of issue-1.pem)" --status
grep -q -e "$(in_days 20)" -e "$(in_days 19)" "$state/quiet" || { cat "$state/quiet"; fail "the status is of another day"; }

# One office alone is behind by a move: the next one brings both to the same time.
quietly as sys-1 demonstration clock --forward 6h
quietly move_clocks 1d
[ "$(hours_ahead "$site")" = 510 ] && [ "$(hours_ahead "$(cat "$state/regulator/site")")" = 510 ] || fail "the clocks stand apart"

quietly in_regulator as review-1 case show --number "$number"
[ "$(grep -c 视为受理 "$state/quiet")" = "$once" ] || { cat "$state/quiet"; fail "a later move accepted again"; }

# Such a database is no production's.
as_server sh -c "sed 's/^demonstration = true/demonstration = false/' '$state/server/settings.toml' >'$state/server/production.toml'"
refused demonstration.clock.moved as_server yinxind --settings "$state/server/production.toml" >"$state/quiet" 2>&1 || fail "it started"

audit() {
  as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export-clock" &&
    in_tour yinxin-audit ledger "$state/server/export-clock" --root operations-root.pem
}
quietly in_regulator audit
echo "both clocks were moved by twenty days; silence accepted once, server and signer came back with the time"
