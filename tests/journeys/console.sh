#!/usr/bin/env bash
# A provider with its console, and certificates through a browser: three officers and the public; a person from the application
# to the revocation by pages alone; a batch. Then the ledger and the evidence package are checked offline. Without Chromium
# (tools/install_packages browser) it is skipped. Usage: console.sh BUILD_FOLDER [FOLDER FOR PICTURES]
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
pictures=${2:-}
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
fail() { echo "FAILED: $*" >&2; [ -z "${state:-}" ] || tail -n 5 "$state"/*-log >&2; exit 1; }
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || { echo "skipped: no Chromium"; exit 77; }
"$here/tools/console" build || { echo "skipped: no Node.js, or its packages could not be had"; exit 77; }

prepare_programs
make_temporary_state
trap stop_all EXIT
empty_state
office_settings="device_port = $(free_port)"  # of [console]: the journey starts test devices there
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
quietly set_up
quietly enrol_officers
quietly permit
[ -d "$programs/console" ] || fail "the console was not placed"
shots=()
[ -z "$pictures" ] || shots=(--shots "$pictures")
"$here/tools/console" journey --site "$site" --tour "$state/tour" "${shots[@]}" ||
  { mkdir -p "$here/build/console-failure"; cp "$state"/tour/browser-failure*.png "$here/build/console-failure/" 2>/dev/null; fail "the journey; pictures in build/console-failure"; }

# What was clicked is in the ledger, signed by who clicked it, and the checker that does not trust us says so.
quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export"
quietly in_tour yinxin-audit ledger "$state/server/export" --root root.pem --root operations-root.pem
quietly as comply-1 evidence --serial "$(cat "$state/tour/life.serial")" --requester 测试赵六 --scope 浏览器办理全程 --out life-evidence.tar
quietly in_tour yinxin-audit package life-evidence.tar --root root.pem
number=$(cat "$state/tour/life.number")
steps=$(tar -xOf "$state/tour/life-evidence.tar" 04-application/steps.json)
for event in submit receive check_identity review_material notify accept sign_agreement issue accept_certificate request_revocation revoke; do
  grep -q "\"$event\"" <<<"$steps" || fail "the ledger has no $event of $number"
done
for actor in "applicant/$number" officer/entry-1 officer/review-1 officer/issue-1; do
  grep -q "\"$actor\"" <<<"$steps" || fail "the ledger has nothing by $actor"
done
acts=$(tar -tf "$state/tour/life-evidence.tar" | grep -c '^12-custody/acts/')
echo "  ledger and evidence package hold; $acts acts of the certificate are in it"
