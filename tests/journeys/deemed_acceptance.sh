#!/usr/bin/env bash
# Silence over the National Day of 2026 (article 8): received on 28 September, server and signer stopped over the fifth working day, 10
# October. The first thing that the programs do when they are back is the acceptance as of 28 September, once, and before anything is
# asked of them; it cannot be corrected afterwards, and the decision is due on 30 October. Usage: deemed_acceptance.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"
library=$(find /usr/lib -name libfaketime.so.1 -print -quit)
[ -n "$library" ] || { echo "faketime is not installed"; exit 77; }

# Everything that is started from here has the time of Beijing that is given, running on. Not setpriv: what it makes in shared memory as
# root would be closed to the daemons.
own_server_user=("${server_user[@]}") own_signer_user=("${signer_user[@]}")
at_time() {  # "2026-09-28 10:00"
  local offset=$(($(TZ=Asia/Shanghai date -d "$1" +%s) - $(date +%s)))
  moved=(env "LD_PRELOAD=$library" "FAKETIME=$(printf %+d "$offset")" FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1)
  server_user=("${own_server_user[@]}" "${moved[@]}")
  signer_user=("${own_signer_user[@]}" "${moved[@]}")
}
yinxin() { "${moved[@]}" yinxin "$@"; }
stop_programs() {
  end_process "$(cat "$state/server-pid")" yinxind
  stop_signer
}

play() {
  at_time '2026-09-28 10:00'
  quietly set_up_regulator
  quietly regulator_officers
  write_application
  opens intake-1 --procedure licence_application --party unit/91530000MA00000005 --inputs application.json --file package_sm3=package.pdf
  acts intake-1 examine_form --set complete=false --file checklist_sm3=checklist.csv
  stands_at received review-1
  stop_programs

  at_time '2026-10-11 09:00'
  quietly start_signer
  quietly unlock_signer
  quietly start_server
  sleep 5
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
  python3 "$here/tests/journeys/read_ledger.py" "$state/server/export" >"$state/ledger"
  python3 - "$state/ledger" "$number" <<'PY' || fail "the ledger"
import json, sys
entries = [json.loads(line) for line in open(sys.argv[1])]
deemed = [one for one in entries if one["object"] == "case/" + sys.argv[2] and "deem_accepted" in one.values()]
assert len(deemed) == 1 and deemed[0]["on"] == "2026-09-28" and deemed[0]["actor"] == "system/clock", deemed
back = [one for one in entries if one["at"] >= "2026-10-10T16" and not one["object"].startswith("crl/")]
opened = back[0]  # of accountability, in the commit of the step
assert opened["object"].startswith("case/accountability-") and opened["event"] == "open_by_clock", opened
assert back[1] == deemed[0], back[:3]  # nothing was done before it
PY

  tail -n 2 "$state/server-log" | sed -n 1p | grep server.cases >/dev/null || { cat "$state/server-log"; fail "served before what was due was done"; }

  quietly as review-1 case show --number "$number" --json
  python3 - "$state/quiet" <<'PY' || fail "the days"
import json, sys
case = json.load(open(sys.argv[1]))
deemed = [one for one in case["steps"] if one["event"] == "deem_accepted"]
assert len(deemed) == 1 and deemed[0]["counts_on"] == "2026-09-28", deemed
children = [one for one in case["children"] if one["procedure"] == "accountability"]
assert len(children) == 1, case["children"]
clocks = {one["id"]: one for one in case["clocks"]}
assert clocks["examination"]["effective"] == "2026-10-10" and clocks["examination"]["outcome"] == "fired", clocks["examination"]
assert clocks["decision"]["effective"] == "2026-10-30", clocks["decision"]
PY
  quietly yinxin calendar due --start 2026-09-28 --working-days 20
  says 2026-10-30
  acts_not procedure.state review-1 request_supplement --inputs faults.json
  acts_not procedure.state review-1 accept
  quietly as review-1 case print --number "$number" --document acceptance_notice --out deemed.pdf
  [[ $(pdftotext "$state/tour/deemed.pdf" - | tr -d ' \n\f') == *2026年9月28日* ]] || fail "the notice does not name the day of receipt"
  quietly in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}

begin
in_regulator empty_state
in_regulator play
echo "silence accepted on the day of receipt, once, before anything else"
