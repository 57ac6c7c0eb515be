#!/usr/bin/env bash
# A provider whose signer and server are killed at work, and whose database is edited: nothing is lost, nothing unknown is
# signed, and the offline checker names the edited record. Usage: kill_and_tamper.sh BUILD_FOLDER
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
settings=$state/server/settings.toml
database=$state/server/yinxin.db
ready() {  # a file stem: an application of its own, up to the signed agreement
  apply_for 张三 "$1" 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730 \
    >"$state/apply" || { tail -8 "$state/apply"; fail "application $1"; }
}
number_of() { cat "$state/tour/$1.number"; }
issue() { as issue-1 issue --number "$(number_of "$1")" --out "$1.pem" 2>&1; }
ask() { sqlite3 "$database" "$1"; }

# The signer is gone: the intent is durable, the answer says unavailable; afterwards the same application gets that very serial.
ready A-1
kill -KILL "$(cat "$state/signer-pid")"
answer=$(issue A-1) && fail "issued without a signer"
grep -q 'signer.unreachable' <<<"$answer" || fail "no clear word: $answer"
intended=$(ask "SELECT lower(hex(serial)) FROM certificate WHERE application = '$(number_of A-1)' AND state = 'intended'")
[ -n "$intended" ] || fail "the intent is not recorded"
[ "$(ask "SELECT state FROM application WHERE number = '$(number_of A-1)'")" = to_issue ] || fail "the application went on"
yinxin ocsp --server "$site" --certificate "$state/tour/issuing.pem" --issuer "$state/tour/root.pem" >/dev/null 2>&1 && fail "root is not ours to answer for"
start_signer
issue A-1 >/dev/null && fail "issued with locked keys"
unlock_signer >/dev/null
issue A-1 >/dev/null || fail "not finished after the signer came back"
[ "$(serial_of A-1.pem)" = "$intended" ] || fail "another serial than the one recorded"
issue A-1 >/dev/null && fail "one application, two certificates"

# Both are killed in the middle of a run of issuing; then everything asked for is asked for again.
for i in $(seq 8); do ready "B-$i"; done
(for i in $(seq 8); do issue "B-$i" >/dev/null || true; done) &
worker=$!
sleep 0.15
kill -KILL "$(cat "$state/signer-pid")" "$server_pid"
wait "$worker"
start_signer
unlock_signer >/dev/null
start_server >/dev/null
server_pid=$(cat "$state/server-pid")
for i in $(seq 8); do
  issue "B-$i" >"$state/again" || grep -q procedure.state "$state/again" || { cat "$state/again"; fail "B-$i is lost"; }
  [ "$(ask "SELECT state FROM application WHERE number = '$(number_of "B-$i")'")" = issued ] || fail "B-$i is not issued"
done
[ "$(ask "SELECT COUNT(*) FROM certificate WHERE state = 'intended'")" = 0 ] || fail "an intent is left"
[ "$(ask "SELECT COUNT(DISTINCT serial) = COUNT(*) FROM certificate")" = 1 ] || fail "a serial twice"
[ "$(ask "SELECT COUNT(*) FROM certificate WHERE application IS NOT NULL AND state = 'issued'")" = 9 ] || fail "one application, one certificate"

# Every act comes under a signed head within 5 s; then the outsider checks the whole ledger.
sleep 5
as_server yinxin export --settings "$settings" --out "$state/server/ledger-1" >/dev/null
audit() { yinxin-audit ledger "$1" --root "$state/tour/root.pem" --root "$state/tour/operations-root.pem"; }
audit "$state/server/ledger-1" >"$state/audit.out" || { cat "$state/audit.out"; fail "the ledger"; }
[ "$(ask "SELECT COUNT(*) FROM act_record")" = "$(wc -l <"$state/server/ledger-1/entries.jsonl")" ] || fail "an act without a head"

# The database administrator moves an act by a day.
as_server sqlite3 "$state/server/yinxin.db" "UPDATE act_record SET at = at - 86400000000 WHERE seq = 5"
as_server yinxin export --settings "$settings" --out "$state/server/ledger-2" >/dev/null
audit "$state/server/ledger-2" >"$state/audit.out" && fail "an edited row passed"
grep -q 'FAIL.*\b5\b' "$state/audit.out" || { cat "$state/audit.out"; fail "the edited row is not named"; }
echo "killed, tampered, and found"
