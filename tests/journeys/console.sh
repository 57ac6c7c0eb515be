#!/usr/bin/env bash
# A provider with its console, and a certificate through a browser: three officers, the public, a revocation. Without Chromium
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
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -20 "$state/quiet"; fail "$*"; }; }
quietly set_up
quietly enrol_officers
quietly permit
[ -d "$programs/console" ] || fail "the console was not placed"
shots=()
[ -z "$pictures" ] || shots=(--shots "$pictures")
"$here/tools/console" journey --site "$site" --tour "$state/tour" "${shots[@]}" ||
  { mkdir -p "$here/build/console-failure"; cp "$state"/tour/browser-failure*.png "$here/build/console-failure/" 2>/dev/null; fail "the journey; pictures in build/console-failure"; }
