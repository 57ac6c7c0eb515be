#!/usr/bin/env bash
# Two tours at the same time, as two newcomers would play them: both hold, what they leave is what openssl and the offline
# checker accept, their keys differ, and a changed octet of the package is named. Usage: two_tours.sh BUILD_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
export YINXIN_PROGRAMS=$1
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

pids=()
for name in a b; do
  ./run --once --keep "$kept/$name" >"$kept/$name.log" 2>&1 </dev/null &
  pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid" || { tail -30 "$kept"/*.log; fail "a tour did not hold"; }; done

for name in a b; do
  for file in root.pem issuing.pem holder.pem holder.key revoked.pem holder-request.pem issuing.crl ocsp-good.der ocsp-revoked.der \
    evidence.tar tour.json; do
    [ -s "$kept/$name/$file" ] || fail "$file was not kept"
  done
  python3 - "$kept/$name/tour.json" <<'PY' || fail "tour.json"
import json, sys
steps = json.load(open(sys.argv[1]))
assert len(steps) > 100, len(steps)
for step in steps:
    assert set(step) == {"name", "result", "milliseconds"} and step["result"] == "ok", step
PY
  openssl verify -partial_chain -trusted "$kept/$name/issuing.pem" -vfyopt distid:1234567812345678 "$kept/$name/holder.pem" >/dev/null ||
    fail "openssl does not accept the certificate"
  "$YINXIN_PROGRAMS/bin/yinxin-audit" package "$kept/$name/evidence.tar" --root "$kept/$name/root.pem" >/dev/null || fail "the package"
done
cmp -s "$kept/a/root.pem" "$kept/b/root.pem" && fail "two tours made one root"
cmp -s "$kept/a/holder.key" "$kept/b/holder.key" && fail "two tours made one key"
"$YINXIN_PROGRAMS/bin/yinxin-audit" package "$kept/a/evidence.tar" --root "$kept/b/root.pem" >/dev/null && fail "a stranger's root vouches"

# One octet of the application's form.
python3 - "$kept/a/evidence.tar" "$kept/a/flipped.tar" <<'PY'
import sys, tarfile
octets = bytearray(open(sys.argv[1], "rb").read())
form = tarfile.open(sys.argv[1]).getmember("04-application/form.json")
octets[form.offset_data + form.size // 2] ^= 1
open(sys.argv[2], "wb").write(octets)
PY
"$YINXIN_PROGRAMS/bin/yinxin-audit" package "$kept/a/flipped.tar" --root "$kept/a/root.pem" >"$kept/flipped.out" && fail "a changed octet passed"
grep -q 'FAIL.*04-application/form.json' "$kept/flipped.out" || fail "the changed file is not named"
echo "two tours held"
