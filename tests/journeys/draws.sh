#!/usr/bin/env bash
# A draw of objects at a regulator's office with the real programs: two officers commit and open, anybody repeats it offline; a redraw keeps
# the first; a changed pool is seen. Usage: draws.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
is_refused() { refused "$@" >"$state/quiet" 2>&1 || { tail -n 5 "$state/quiet"; fail "not refused: $*"; }; }

draw_all() {  # id: commits and opens
  local who
  for who in li-2 zhang-1; do quietly as "$who" draw commit --draw "$1" --share "$who-$1.share"; done
  [ "$(stat -c %a "$state/tour/li-2-$1.share")" = 600 ] || fail "others can read the share"
  quietly as zhang-1 draw reveal --draw "$1" --share "zhang-1-$1.share"
  is_refused supervision.draw.not_drawn as enforce-1 draw file --draw "$1" --out early.json
  quietly as li-2 draw reveal --draw "$1" --share "li-2-$1.share"
  [ "$(grep -c '第 . 位' "$state/quiet")" = 3 ] || { cat "$state/quiet"; fail "three were to be drawn"; }
  quietly as enforce-1 draw file --draw "$1" --out "$1.json"
}
audit_draw() { in_tour yinxin-audit draw "$@" --root operations-root.pem; }

play() {
  local first second
  quietly set_up_regulator
  quietly enrol 执法人员 enforce-1 enforcement_officer
  quietly enrol 承办人甲 li-2 case_officer
  quietly enrol 承办人乙 zhang-1 case_officer
  printf 'object/000%s\n' 1 2 4 5 6 7 >"$state/tour/pool.txt"
  echo 'object/0003 recently_drawn 本年已检查' >>"$state/tour/pool.txt"
  quietly as enforce-1 draw open --purpose objects --matter case/XK-2026-1 --places 3 --pool pool.txt --drawer li-2 --drawer zhang-1 \
    --id-out first.id
  first=$(cat "$state/tour/first.id")
  is_refused yinxin.draw.statement as enforce-1 draw commit --draw "$first" --share none.share  # not one of the two
  draw_all "$first"
  quietly audit_draw "$first.json"
  is_refused supervision.draw.state as li-2 draw commit --draw "$first" --share "li-2-$first.share"

  quietly as enforce-1 draw redraw --draw "$first" --reason 一家机构停业 --places 3 --pool pool.txt --drawer li-2 --drawer zhang-1 --id-out second.id
  second=$(cat "$state/tour/second.id")
  is_refused yinxin.draw.share as li-2 draw commit --draw "$second" --share "li-2-$first.share"
  draw_all "$second"
  quietly audit_draw "$second.json" --replaced "$first.json"
  quietly as enforce-1 draw show --draw "$first"
  grep -q "已由 $second 替代" "$state/quiet" || fail "the first does not name the second"

  # Somebody writes another member into the pool of the file.
  sed 's,object/0007,object/0009,' "$state/tour/$second.json" >"$state/tour/bent.json"
  audit_draw bent.json >"$state/quiet" 2>&1 && fail "a bent draw passed"
  grep -q FAIL "$state/quiet" || { cat "$state/quiet"; fail "the bent draw was not judged"; }
}

prepare_programs
make_temporary_state
trap stop_all EXIT
in_regulator empty_state
in_regulator play
echo "drawn, drawn again, repeated by an outsider"
