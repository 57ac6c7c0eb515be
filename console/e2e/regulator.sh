#!/usr/bin/env bash
# A regulator with its console, through a browser: a licence from paper at the counter to the public register; an inspection from the
# random draw over the record signed on site to the published result, and the penalty that follows. Then the ledger is checked offline,
# and every signed step is found in it. Without Chromium (tools/install_packages browser) it is skipped.
# Played by hand until it has passed whole. Usage: tests/with_postgres console/e2e/regulator.sh BUILD_FOLDER [FOLDER FOR PICTURES] [ONE JOURNEY]
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
pictures=${2:-}
only=${3:-}
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || { echo "skipped: no Chromium"; exit 77; }
"$here/tools/console" build || { echo "skipped: no Node.js, or its packages could not be had"; exit 77; }

officers() {
  regulator_officers &&
    enrol 国家局受理员 national-1 national_intake_officer && enrol 承办人 case-1 case_officer && enrol 审核人 check-1 case_reviewer &&
    enrol 法制审核人 legal-1 legal_reviewer && enrol 签发人 decide-1 deciding_officer && enrol 信息公开员 publish-1 publication_officer &&
    enrol 省局负责人 head-1 province_head --region 530000 && enrol 执法人员甲 enforce-1 enforcement_officer --region 530000 &&
    enrol 执法人员乙 enforce-2 enforcement_officer --region 530000 && officer_keys 检查对象 party
}

# What was signed on the pages stands in the ledger: the same steps of the same cases by the same people, in this order.
stands_in_ledger() {
  python3 "$here/tests/journeys/read_ledger.py" "$state/server/export" | python3 -c '
import json, sys
acts = {}
for line in sys.stdin:
    one = json.loads(line)
    if "event" in one: acts.setdefault(one["object"], []).append({"event": one["event"], "actor": one["actor"]})
for number, steps in json.load(open(sys.argv[1])).items():
    there = iter(acts.get("case/" + number, []))
    for step in steps:
        if step not in there: sys.exit(f"the ledger lacks {step} of {number}")
    print(f"  {number}: {len(steps)} signed steps stand in the ledger")' "$state/tour/played.json"
}

play() {
  local options=()
  quietly set_up_regulator
  quietly officers
  [ -d "$programs/console" ] || fail "the console was not placed"
  [ -z "$pictures" ] || options+=(--shots "$pictures")
  [ -z "$only" ] || options+=(--only "$only")
  "$here/tools/console" regulator-journey --site "$site" --tour "$state/tour" "${options[@]}" ||
    { mkdir -p "$here/build/console-failure"; cp "$state"/tour/browser-failure*.png "$here/build/console-failure/" 2>/dev/null; fail "the journey; pictures in build/console-failure"; }
  sleep 5  # every act comes under a signed head within that
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
  quietly in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
  stands_in_ledger || fail "the ledger"
}

prepare_programs
make_temporary_state
trap stop_all EXIT
in_regulator empty_state
in_regulator play
echo "a licence, an inspection and a penalty by pages alone; the ledger holds every signed step"
