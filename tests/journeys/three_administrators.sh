#!/usr/bin/env bash
# The three administrators apart (scenario 14): none of them sees or does the business, none does another's part, and nobody
# takes a record away or edits one unseen. Usage: three_administrators.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

asked() {  # method, path: the status that anybody is answered
  python3 - "$1" "$site$2" <<'PY'
import sys, urllib.error, urllib.request
try:
    print(urllib.request.urlopen(urllib.request.Request(sys.argv[2], method=sys.argv[1])).status)
except urllib.error.HTTPError as error:
    print(error.code)
PY
}

begin
empty_state
quietly set_up
quietly enrol 受理员 entry-1 registration_officer
quietly officer_keys 新人 fresh-1

for one in sys-1 sec-1 aud-1; do
  is_refused officers.role_needed as "$one" application list
  is_refused officers.role_needed as "$one" case list
  is_refused officers.role_needed as "$one" batch show B-1
  is_refused officers.role_needed as "$one" duties
done
# Accounts are made by one and authorised by another; the auditor does neither.
quietly as sys-1 officer create --id fresh-1 --name 新人 --role review_officer --request fresh-1-request.pem
is_refused officers. as sys-1 officer authorise --id fresh-1 --request fresh-1-request.pem
is_refused officers. as aud-1 officer authorise --id fresh-1 --request fresh-1-request.pem
is_refused officers. as aud-1 officer create --id fresh-2 --name 新人 --role review_officer --request fresh-1-request.pem
is_refused officers. as aud-1 officer suspend --id entry-1 --reason 试
is_refused officers. as sec-1 officer create --id fresh-2 --name 新人 --role review_officer --request fresh-1-request.pem
is_refused officers. as sys-1 officer suspend --id entry-1 --reason 试
quietly as sec-1 officer authorise --id fresh-1 --request fresh-1-request.pem --out fresh-1.pem
is_refused officers.last_administrator as sec-1 officer suspend --id aud-1 --reason 试

# No way of the interface takes a record out of the ledger.
for path in /acts /ledger/checkpoint /ledger/tile/0/000; do
  for method in DELETE PUT PATCH; do
    case $(asked "$method" "$path") in 404 | 405 | 401) ;; *) fail "$method $path is answered" ;; esac
  done
done
audit_ledger export root.pem operations-root.pem
# Who has the database edits it: the checker names the record.
as_server sqlite3 "$state/server/yinxin.db" "UPDATE act_record SET at = at - 86400000000 WHERE seq = 7"
export_ledger edited
in_tour yinxin-audit ledger "$state/server/edited" --root root.pem --root operations-root.pem >"$state/quiet" 2>&1 && fail "an edited record passed"
grep -q 'FAIL.*\b7\b' "$state/quiet" || { cat "$state/quiet"; fail "the edited record is not named"; }
echo "each of the three does one thing, and nobody takes a record away"
