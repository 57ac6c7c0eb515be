#!/usr/bin/env bash
# A fictitious notice of days off while periods run (requirements 3.1.11; scenario 16): entered by one officer and shown before it counts,
# confirmed by another; the periods move to the days that a count in another language finds, each once, with the notice for the reason;
# the server is killed and started, and they stand. The same at a provider. Usage: calendar_import.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"
notice=虚构发〔2099〕1号

# The next working days are off as well, three at most, in the year of the first of them; else the year is as rules/calendar has it.
write_notice() {  # file
  python3 - "$here/rules/calendar" "$notice" "$(day now)" >"$1" <<'PY'
import datetime, pathlib, sys, tomllib
folder, notice, today = pathlib.Path(sys.argv[1]), sys.argv[2], datetime.date.fromisoformat(sys.argv[3])
one = datetime.timedelta(days=1)
def known(year):
    file = folder / f"{year}.toml"
    off, on = set(), set()
    for holiday in tomllib.loads(file.read_text()).get("holiday", []) if file.exists() else []:
        at = holiday["from"]
        while at <= holiday.get("to", holiday["from"]):
            off.add(at)
            at += one
        on.update(holiday.get("make_up", []))
    return off, on
def works(at):
    off, on = known(at.year)
    return at in on or (at.weekday() < 5 and at not in off)
more, at = [], today + one
while not more or (len(more) < 3 and at.year == more[0].year):
    if works(at):
        more.append(at)
    at += one
year = more[0].year
off, on = known(year)
off |= set(more)
on = sorted(on - off)
print(f'year = {year}\nstatus = "official"\nsource = "演示用虚构通知（{notice}）"')
for number, at in enumerate(sorted(off)):
    print(f'[[holiday]]\nname = "放假"\nfrom = {at}')
    if number == 0 and on:
        print(f'make_up = [{", ".join(map(str, on))}]')
PY
}
# The twin: working days one by one, by rules/calendar with the notice over its year.
counted_by_hand() {  # file of the notice, start, how many
  python3 - "$here/rules/calendar" "$@" <<'PY'
import datetime, pathlib, sys, tomllib
one = datetime.timedelta(days=1)
years = {int(file.stem): tomllib.loads(file.read_text()) for file in pathlib.Path(sys.argv[1]).glob("*.toml")}
if sys.argv[2] != "none":
    notice = tomllib.loads(pathlib.Path(sys.argv[2]).read_text())
    years[notice["year"]] = notice
off, on = set(), set()
for year in years.values():
    for holiday in year.get("holiday", []):
        at = holiday["from"]
        while at <= holiday.get("to", holiday["from"]):
            off.add(at)
            at += one
        on.update(holiday.get("make_up", []))
at, left = datetime.date.fromisoformat(sys.argv[3]), int(sys.argv[4])
while left:
    at += one
    if at in on or (at.weekday() < 5 and at not in off):
        left -= 1
print(at)
PY
}
# "2026-11-24 2026-12-01 1": where the clock started, its last day, and how often it was moved for the notice.
clock_of() {  # case, clock
  as review-1 case show --number "$1" --json >"$state/case.json" || fail "the case is not shown"
  python3 - "$state/case.json" "$2" "$notice" <<'PY'
import json, sys
case = json.load(open(sys.argv[1]))
clock = [one for one in case["clocks"] if one["id"] == sys.argv[2]][-1]
moves = [one for one in case["moves"] if one["clock"] == sys.argv[2] and sys.argv[3] in one["reason"]]
assert len(moves) == len([one for one in case["moves"] if one["clock"] == sys.argv[2]]), case["moves"]
print(clock["effective"], len(moves))
PY
}
stands() {  # case, clock, last day, moves
  [ "$(clock_of "$1" "$2")" = "$3 $4" ] || fail "$2 of $1: $(clock_of "$1" "$2"), not $3 moved $4 times"
}

at_the_regulator() {
  local received accepted number on
  quietly set_up_regulator
  quietly regulator_officers
  quietly enrol 省局负责人 head-1 province_head --region 530000
  write_application
  opens intake-1 --procedure licence_application --party unit/91530000MA00000005 --inputs application.json --file package_sm3=package.pdf
  received=$number
  opens intake-1 --procedure licence_application --party unit/91530000MA00000013 --inputs application.json --file package_sm3=package.pdf
  accepted=$number
  acts intake-1 examine_form --set complete=true --file checklist_sm3=checklist-2.csv
  acts review-1 accept
  on=$(day now)
  stands "$received" examination "$(counted_by_hand none "$on" 5)" 0
  stands "$accepted" decision "$(counted_by_hand none "$on" 20)" 0

  write_notice "$state/tour/notice.toml"
  sed 's/official/provisional/' "$state/tour/notice.toml" >"$state/tour/provisional.toml"
  is_refused cases.calendar.provisional as review-1 calendar import --file provisional.toml --notice "$notice"
  is_refused cases.calendar.number as review-1 calendar import --file notice.toml --notice 别的文号
  is_refused officers.role_needed as intake-1 calendar import --file notice.toml --notice "$notice"
  quietly as review-1 calendar import --file notice.toml --notice "$notice"
  says "$received  examination  $(counted_by_hand none "$on" 5) -> $(counted_by_hand "$state/tour/notice.toml" "$on" 5)"
  says "$accepted  decision  $(counted_by_hand none "$on" 20) -> $(counted_by_hand "$state/tour/notice.toml" "$on" 20)"
  stands "$received" examination "$(counted_by_hand none "$on" 5)" 0
  is_refused officers.role_needed as review-1 calendar confirm --number 1
  quietly as head-1 calendar confirm --number 1
  says 已重新计算
  the_days_are
  kill -KILL "$(cat "$state/server-pid")"
  quietly start_server
  the_days_are
  quietly as head-1 calendar show
  says "$notice"
  is_refused cases.calendar.confirmed as head-1 calendar confirm --number 1
  is_refused cases.calendar.same as review-1 calendar import --file notice.toml --notice "$notice"
  opens intake-1 --procedure licence_application --party unit/91530000MA00000021 --inputs application.json --file package_sm3=package.pdf
  stands "$number" examination "$(counted_by_hand "$state/tour/notice.toml" "$(day now)" 5)" 0
  audit_ledger export operations-root.pem
}
the_days_are() {
  stands "$received" examination "$(counted_by_hand "$state/tour/notice.toml" "$on" 5)" 1
  stands "$accepted" decision "$(counted_by_hand "$state/tour/notice.toml" "$on" 20)" 1
}

at_the_provider() {
  quietly set_up
  quietly enrol 合规专员 comply-1 compliance_officer
  quietly enrol 机构负责人 head-1 responsible_person
  write_notice "$state/tour/notice.toml"
  quietly as comply-1 calendar import --file notice.toml --notice "$notice"
  quietly as head-1 calendar confirm --number 1
  says 已重新计算
  kill -KILL "$(cat "$state/server-pid")"
  quietly start_server
  quietly as comply-1 calendar show
  says "演示用虚构通知（$notice）"
  audit_ledger export root.pem operations-root.pem
}

begin
quietly empty_state
at_the_provider
in_regulator empty_state
in_regulator at_the_regulator
echo "a notice moved the periods once, to the days counted by hand, and they stood after a kill"
