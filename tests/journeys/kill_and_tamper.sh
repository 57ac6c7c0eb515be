#!/usr/bin/env bash
# A provider whose signer and server are killed at work, and whose database is edited: nothing is lost, nothing unknown is
# signed, and the offline checker names the edited record. Usage: kill_and_tamper.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
fail() { echo "FAILED: $*" >&2; [ -z "${state:-}" ] || tail -5 "$state"/*-log >&2; exit 1; }

prepare_programs
make_temporary_state
trap stop_all EXIT
empty_state
set_up >/dev/null || fail "set-up"
settings=$state/server/settings.toml
in_tour yinxin holder key --out k.key >/dev/null
in_tour yinxin holder request --key k.key --out k.pem --subject C=CN --subject CN=张三 >/dev/null
issue() { as_server yinxin issue --settings "$settings" --application "$1" --profile individual --request "$state/tour/k.pem" \
  --subject CN=张三 --identity resident_id=990101199001010019 --officer demo-issue --out "$state/tour/$1.pem" 2>&1; }

# The signer is gone: the intent is durable, the answer says unavailable; afterwards the same application gets that very serial.
kill -KILL "$(cat "$state/signer-pid")"
answer=$(issue A-1) && fail "issued without a signer"
grep -q 'signer.unreachable' <<<"$answer" || fail "no clear word: $answer"
intended=$(sqlite3 "$state/server/yinxin.db" "SELECT lower(hex(serial)) FROM certificate WHERE application = 'A-1' AND state = 'intended'")
[ -n "$intended" ] || fail "the intent is not recorded"
yinxin ocsp --server "$site" --certificate "$state/tour/issuing.pem" --issuer "$state/tour/root.pem" >/dev/null 2>&1 && fail "root is not ours to answer for"
start_signer
issue A-1 >/dev/null && fail "issued with locked keys"
unlock_signer >/dev/null
issue A-1 >/dev/null || fail "not finished after the signer came back"
[ "$(serial_of A-1.pem)" = "$intended" ] || fail "another serial than the one recorded"
issue A-1 >/dev/null && fail "one application, two certificates"

# Both are killed in the middle of a run of issuing; then everything asked for is asked for again.
(for i in $(seq 12); do issue "B-$i" >/dev/null || true; done) &
worker=$!
sleep 0.3
kill -KILL "$(cat "$state/signer-pid")" "$server_pid"
wait "$worker"
start_signer
unlock_signer >/dev/null
start_server >/dev/null
server_pid=$(cat "$state/server-pid")
for i in $(seq 12); do issue "B-$i" >/dev/null || [ -s "$state/tour/B-$i.pem" ] || fail "B-$i is lost"; done
[ "$(sqlite3 "$state/server/yinxin.db" "SELECT COUNT(*) FROM certificate WHERE state = 'intended'")" = 0 ] || fail "an intent is left"
[ "$(sqlite3 "$state/server/yinxin.db" "SELECT COUNT(DISTINCT serial) = COUNT(*) FROM certificate")" = 1 ] || fail "a serial twice"

# Every act comes under a signed head within 5 s; then the outsider checks the whole ledger.
sleep 5
as_server yinxin export --settings "$settings" --out "$state/tour/ledger" >/dev/null
audit() { yinxin-audit ledger "$1" --root "$state/tour/root.pem" --root "$state/tour/operations-root.pem"; }
audit "$state/tour/ledger" >"$state/audit.out" || { cat "$state/audit.out"; fail "the ledger"; }
[ "$(sqlite3 "$state/server/yinxin.db" "SELECT COUNT(*) FROM act_record")" = "$(wc -l <"$state/tour/ledger/entries.jsonl")" ] || fail "an act without a head"

# The database administrator moves an act by a day.
as_server sqlite3 "$state/server/yinxin.db" "UPDATE act_record SET at = at - 86400000000 WHERE seq = 5"
as_server yinxin export --settings "$settings" --out "$state/tour/edited" >/dev/null
audit "$state/tour/edited" >"$state/audit.out" && fail "an edited row passed"
grep -q 'FAIL.*\b5\b' "$state/audit.out" || { cat "$state/audit.out"; fail "the edited row is not named"; }
echo "killed, tampered, and found"
