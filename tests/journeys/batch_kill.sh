#!/usr/bin/env bash
# A batch of applications while the server is killed three times: every row ends as one application, and the row with a key
# that is taken is told so. Usage: batch_kill.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
fail() { echo "FAILED: $*" >&2; [ -z "${state:-}" ] || tail -n 5 "$state"/*-log >&2; exit 1; }

prepare_programs
make_temporary_state
trap stop_all EXIT
empty_state
{ set_up && enrol_officers && permit; } >"$state/set-up" || { tail -n 20 "$state/set-up"; fail "set-up"; }
ask() { sqlite3 "$state/server/yinxin.db" "$1"; }
settled() { ask "SELECT count(*) FROM batch_row WHERE content IS NULL"; }

rows=600
in_tour yinxin demonstration batch --rows $rows --out batch >/dev/null
file=$state/tour/batch/batch.csv
again=$(tail -n 1 "$file")
printf '%s\n' "$again" >>"$file"
as entry-1 batch submit batch/batch.csv --number-out batch.number >/dev/null || fail "not received"
number=$(cat "$state/tour/batch.number")
for some in 1 150 300; do
  until [ "$(settled)" -ge $some ]; do kill -0 "$(cat "$state/server-pid")" || fail "the server ended"; done
  kill -KILL "$(cat "$state/server-pid")"
  start_server >/dev/null 2>&1
done
as entry-1 batch show "$number" --rows --wait >"$state/shown" || fail "not finished"
grep -q "已进入申请 $rows 行，未受理 1 行，等待 0 行" "$state/shown" || { head -3 "$state/shown"; fail "the outcomes"; }
tail -1 "$state/shown" | grep registration.key_used >/dev/null || fail "the key that is taken"
[ "$(ask "SELECT count(*) FROM application")" = $rows ] || fail "an application too few or too many"
[ "$(ask "SELECT count(DISTINCT application) FROM batch_row")" = $rows ] || fail "an application twice"
[ "$(ask "SELECT count(*) FROM application WHERE state = 'submitted'")" = $rows ] || fail "a batch did more than enter"
[ "$(ask "SELECT count(*) FROM batch_row WHERE content IS NOT NULL")" = 0 ] || fail "content is left"
echo "killed three times: $rows rows, $rows applications"
