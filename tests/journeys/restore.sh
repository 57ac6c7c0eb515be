#!/usr/bin/env bash
# A provider whose database burns after a backup: restored, it knows every certificate that was ever signed, what was revoked
# stays revoked, the tree goes on, and the offline checker holds the restore to what it says. Usage: restore.sh BUILD_FOLDER
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
settings=$state/server/settings.toml
database=$state/server/yinxin.db
backup=$state/server/house.tar
ask() { sqlite3 "$database" "$1"; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
person() {  # file stem: an application of its own, up to the signed agreement
  apply_for 张三 "$1" 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730
}
status() {  # file stem, answer: within the time that an act may take
  for _ in $(seq 50); do
    in_tour yinxin ocsp --server "$site" --certificate "$1.pem" --issuer issuing.pem --expect "$2" && return 0
    sleep 0.1
  done
  return 1
}
restore() { as_server yinxin restore --settings "$settings" --from "$backup" "$@"; }
refused_for() {  # code, word in the answer, command
  local code=$1 word=$2 said
  shift 2
  said=$("$@" 2>&1) && { echo "$said"; fail "not refused: $code"; }
  [[ $said == *"$code"* && $said == *"$word"* ]] || fail "refused otherwise than for $code $word: $said"
}
stop_server() { end_process "$server_pid" yinxind; rm -f "$state/server-pid"; }
swap_signer() {  # from, to: another folder of keys and journal under the same socket
  stop_signer
  mv "$state/signer" "$state/$1"
  mv "$state/$2" "$state/signer"
  quietly start_signer
  quietly unlock_signer
}

quietly set_up
quietly enrol_officers
quietly permit
stop_signer
cp -a "$state/signer" "$state/signer.early"
quietly start_signer
quietly unlock_signer
quietly person kept && quietly issue_to kept kept
quietly person revoked && quietly issue_to revoked revoked
quietly person waiting

# A backup beside the running server, for its owner only, never over another file.
as_server yinxin backup --settings "$settings" --out "$backup" >"$state/backup.out" || fail "backup"
[ "$(stat -c %a "$backup")" = 600 ] || fail "others may read the backup"
refused_for office.backup.exists house.tar as_server yinxin backup --settings "$settings" --out "$backup"
[ "$(find "$state/server" -name 'house.tar*' | wc -l)" = 1 ] || fail "something was left beside the backup"
tar tf "$backup" | grep '^tables/certificate/000000.rows$' >/dev/null || fail "tar cannot read it"
before=$(ask "SELECT COUNT(*) FROM act_record")

# What the backup does not know: two certificates, one of them of an application that it has, and a revocation.
quietly issue_to waiting waiting
quietly person later && quietly issue_to later later
quietly as issue-1 revoke --serial "$(serial_of revoked.pem)" --reason key_compromise --cause 私钥可能泄露
quietly as sec-1 officer suspend --id head-1 --reason 调离
quietly status revoked revoked
sleep 5  # every act comes under a signed head within that
head_before=$(sed -n 2p "$state/server/ledger/checkpoint")
[ "$head_before" -gt "$before" ] || fail "nothing was done after the backup"

refused_for office.in_use yinxind restore
stop_server
refused_for restore.not_empty rows restore
as_server rm -f "$database" "$database"-wal "$database"-shm
as_server mv "$state/server/ledger" "$state/server/ledger.mirror"
as_server mv "$state/server/record.key" "$state/server/record.key.kept"

# Refused, and nothing changed: an altered file, missing tiles, a signer that is older than the backup, another data key.
python3 - "$backup" "$state/server/altered.tar" <<'PY'
import sys, tarfile
octets = bytearray(open(sys.argv[1], "rb").read())
part = tarfile.open(sys.argv[1]).getmember("tables/certificate/000000.rows")
octets[part.offset_data + part.size // 2] ^= 1
open(sys.argv[2], "wb").write(octets)
PY
refused_for proof.backup tables/certificate/000000.rows as_server yinxin restore --settings "$settings" --from "$state/server/altered.tar"
refused_for restore.tiles tile/0/ restore
swap_signer signer.now signer.early
refused_for restore.signer_older backup restore --tiles "$state/server/ledger.mirror"
swap_signer signer.early signer.now
echo another | as_server tee "$state/server/record.key" >/dev/null
refused_for restore.keys record.key restore --tiles "$state/server/ledger.mirror"
as_server rm "$state/server/record.key"
[ "$(ask "SELECT COUNT(*) FROM sqlite_schema")" = 0 ] || fail "a refused restore left something in the database"

# Killed in the middle it is begun again. Nobody but the server's user looks into a database that may not be there yet.
for moment in 0.02 0.05 0.08; do
  (as_server timeout -s KILL $moment yinxin restore --settings "$settings" --from "$backup" --tiles "$state/server/ledger.mirror" \
    >/dev/null 2>&1 || true)
  [ -s "$database" ] && [ "$(ask "SELECT COUNT(*) FROM sqlite_schema")" != 0 ] || continue
  as_server rm -f "$database" "$database"-wal "$database"-shm
done
restore --tiles "$state/server/ledger.mirror" --report "$state/server/report.json" >"$state/restore.out" 2>&1 ||
  { cat "$state/restore.out"; fail "restore"; }
as_server cmp "$state/server/record.key" "$state/server/record.key.kept" || fail "the data key"
as_server cat "$state/server/report.json" >"$state/report.json"
python3 - "$state/report.json" "$(serial_of waiting.pem)" "$(cat "$state/tour/waiting.number")" "$(serial_of later.pem)" <<'PY' ||
import json, sys
report = json.load(open(sys.argv[1]))
waiting, number, later = sys.argv[2:5]
found = {one["serial"]: one for one in report["recovered"]}
assert set(found) == {waiting, later}, found
assert found[waiting]["application"] == number and found[waiting]["application_state"] == "to_issue", found
assert found[later]["application"] == "" and found[later]["reason"] == 6, found
assert report["revoked"] == 2 and report["suspended_officers"] == ["head-1"] and report["lost_entries"]["count"] > 0, report
assert not report["unknown_entries"] and not report["ignored_lists"], report
PY
  { cat "$state/report.json"; fail "the report"; }

# Nothing is unknown: the revoked one stays revoked, the recovered ones are on hold.
quietly start_server
server_pid=$(cat "$state/server-pid")
quietly status kept good
quietly status revoked revoked
for stem in waiting later; do
  quietly status "$stem" revoked
  yinxin query --server "$site" --serial "$(serial_of "$stem.pem")" --status >"$state/query" || fail "$stem is unknown"
  grep -q '"status":"suspended"' "$state/query" || { cat "$state/query"; fail "$stem is not on hold"; }
done
for stem in revoked later waiting; do
  for _ in $(seq 100); do
    in_tour yinxin crl --server "$site" --issuer issuing.pem --contains "$(serial_of "$stem.pem")" >/dev/null 2>&1 && continue 2
    sleep 0.1
  done
  fail "$stem is not on the full list"
done
refused_for authority.already_issued '' as issue-1 issue --number "$(cat "$state/tour/waiting.number")" --out again.pem
[ "$(ask "SELECT COUNT(*) - COUNT(DISTINCT serial) FROM certificate")" = 0 ] || fail "a serial twice"

[ "$(ask "SELECT state FROM officer WHERE id = 'head-1'")" = suspended ] || fail "an officer came back with the backup"

# Life goes on: a new certificate, a larger tree, an evidence package of what was there before.
quietly person fresh && quietly issue_to fresh fresh
quietly status fresh good
sleep 5
[ "$(sed -n 2p "$state/server/ledger/checkpoint")" -gt "$head_before" ] || fail "the tree does not go on"
# What becomes of the recovered ones is an officer's decision.
for stem in later waiting; do quietly as issue-1 resume --serial "$(serial_of "$stem.pem")" && quietly status "$stem" good; done
quietly as issue-1 revoke --serial "$(serial_of later.pem)" --reason cessation_of_operation --cause 材料灭失
quietly status later revoked
refused_for authority.certificate '' as issue-1 resume --serial 11112233445566778899aabbccddeeff
quietly as comply-1 evidence --serial "$(serial_of kept.pem)" --requester 持有人 --scope 签名争议 --out evidence.tar
quietly in_tour yinxin-audit package evidence.tar --root root.pem

audit() { yinxin-audit ledger "$1" --root "$state/tour/root.pem" --root "$state/tour/operations-root.pem" >"$state/audit.out"; }
quietly as_server yinxin export --settings "$settings" --out "$state/server/export"
cp -r "$state/server/export" "$state/export"
audit "$state/export" || { cat "$state/audit.out"; fail "the ledger"; }
grep -q 'ledger.lost' "$state/audit.out" || { cat "$state/audit.out"; fail "no word of the loss"; }
python3 - "$state/export/entries.jsonl" <<'PY' || fail "no act of restoring to change"
import base64, json, sys
lines = open(sys.argv[1]).read().splitlines()
changed = 0
for i, line in enumerate(lines):
    entry = json.loads(line)
    if entry.get("object") == "ledger":
        record = base64.b64decode(entry["record"])
        at = record.index(b"\x00\x04from") + 10
        entry["record"] = base64.b64encode(record[:at] + bytes([record[at] ^ 1]) + record[at + 1:]).decode()
        lines[i] = json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
        changed += 1
open(sys.argv[1], "w").write("\n".join(lines) + "\n")
sys.exit(changed != 1)
PY
audit "$state/export" && fail "another range passed"
grep -q 'FAIL.*ledger' "$state/audit.out" || { cat "$state/audit.out"; fail "the changed act is not named"; }

# The same backup into the other engine, where there is one to try.
if [ -n "${YINXIN_TEST_POSTGRES:-}" ]; then
  stop_server
  psql -q "$YINXIN_TEST_POSTGRES" -c 'CREATE SCHEMA restored'
  sed "s|^address = .*|address = \"postgres:$YINXIN_TEST_POSTGRES options='-c search_path=restored'\"|" "$settings" |
    as_server tee "$state/server/other.toml" >/dev/null
  other=$state/server/other.toml
  quietly as_server yinxin restore --settings "$other" --from "$backup"
  daemon "$state/server-pid" "$state/server-out" "$state/server-log" "${server_user[@]}" yinxind --settings "$other"
  server_pid=$(cat "$state/server-pid")
  quietly yinxin ready --server "$site"
  refused_for office.in_use yinxind as_server yinxin restore --settings "$other" --from "$backup"
  quietly status revoked revoked
  quietly status fresh revoked
  sleep 5
  quietly as_server yinxin backup --settings "$other" --out "$state/server/other.tar"
  quietly as_server yinxin export --settings "$other" --out "$state/server/other-export"
  audit "$state/server/other-export" || { cat "$state/audit.out"; fail "the ledger on the other engine"; }
fi
echo "burnt, restored, and held to it"
