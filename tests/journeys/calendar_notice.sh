#!/usr/bin/env bash
# A notice of days off comes while an application is open: one of the days that its period counts is a holiday now. The server is started
# again with it and has counted the period anew before it serves, once, with the notice for the reason and the old day kept; the next start
# counts nothing again. Usage: calendar_notice.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

notice=演示通知〔2099〕1号
due_day() {
  as review-1 case show --number "$number" --json >"$state/case.json" || fail "the case is not shown"
  python3 -c 'import json, sys
print(next(one for one in json.load(open(sys.argv[1]))["clocks"] if one["id"] == "examination")["effective"])' "$state/case.json"
}
# Writes the notice into the office's calendar, and prints the day on which a period ends then that ended on the given one.
import_notice() {  # last day so far
  python3 - "$programs/rules/calendar" "$1" "$notice" <<'PY'
import datetime, pathlib, re, sys, tomllib
folder, due, one = pathlib.Path(sys.argv[1]), datetime.date.fromisoformat(sys.argv[2]), datetime.timedelta(days=1)
off, on = set(), set()
for file in folder.glob("*.toml"):
    for holiday in tomllib.loads(file.read_text()).get("holiday", []):
        at = holiday["from"]
        while at <= holiday.get("to", holiday["from"]):
            off.add(at)
            at += one
        on.update(holiday.get("make_up", []))
day = due
while day.weekday() >= 5 or day in off:
    day -= one
off.add(day)
file = folder / f"{day.year}.toml"
text = re.sub(r"^source = .*$", f'source = "{sys.argv[3]}"', file.read_text(), flags=re.M)
file.write_text(f'{text}\n[[holiday]]\nname = "演示假日"\nfrom = {day}\nto = {day}\n')
end = due + one
while end not in on and (end.weekday() >= 5 or end in off):
    end += one
print(end)
PY
}
start_again() {
  end_process "$(cat "$state/server-pid")" yinxind
  quietly start_server
}
is_moved_once() {  # old day, new day
  [ "$(due_day)" = "$2" ] || fail "the period ends on $(due_day), and by the notice on $2"
  python3 - "$state/case.json" "$@" "$notice" <<'PY' || fail "what is kept of the move"
import json, sys
moves = [one for one in json.load(open(sys.argv[1]))["moves"] if one["clock"] == "examination"]
assert len(moves) == 1 and (moves[0]["old"], moves[0]["new"]) == tuple(sys.argv[2:4]) and sys.argv[4] in moves[0]["reason"], moves
PY
}

play() {
  local before after
  quietly set_up_regulator
  quietly regulator_officers
  write_application
  opens intake-1 --procedure licence_application --party unit/91530000MA00000005 --inputs application.json --file package_sm3=package.pdf
  before=$(due_day)
  after=$(import_notice "$before")
  [[ $after > $before ]] || fail "the notice moves nothing"
  [ "$(due_day)" = "$before" ] || fail "moved before anybody took the notice"
  start_again
  is_moved_once "$before" "$after"
  start_again
  is_moved_once "$before" "$after"
  audit_ledger export operations-root.pem
  python3 "$here/tests/journeys/read_ledger.py" "$state/server/export" >"$state/ledger"
  [ "$(grep -c '"act": 705,' "$state/ledger")" = 1 ] || fail "not counted again once"
  grep '"act": 705,' "$state/ledger" | grep -qF "$notice" || fail "the ledger does not name the notice"
}

begin
# A calendar of this office's own, where the programs' rules are a link into the checkout.
[ ! -L "$programs/rules" ] || { rm "$programs/rules" && cp -r "$here/rules" "$programs/rules"; }
in_regulator empty_state
in_regulator play
echo "counted again before serving, once, for the notice"
