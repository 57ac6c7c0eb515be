#!/usr/bin/env bash
# A regulator beside a provider, with the real programs; a proxy between them forges what a bad provider would. Six faults are six alerts,
# each with the octets as they came; a person confirms and dismisses; the witness cosigns, and refuses the rewritten ledger.
# Usage: monitoring.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/regulator.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
page() { python3 -c 'import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' "$1"; }
crl=/crl/issuing-1/0.crl
forge=

prepare_programs
make_temporary_state
stop_everything() { [ -z "${proxy_pid:-}" ] || kill "$proxy_pid" 2>/dev/null || true; stop_all; }
trap stop_everything EXIT
forge=$state/forge
mkdir -p "$forge"

# ---- a provider with one certificate that is good, and one that is revoked; what it said before is kept to be told again later
status_settings=$'crl_minutes = 1\ncrl_overlap_minutes = 1'
set_up_provider() {
  empty_state
  quietly set_up
  quietly enrol_officers
  quietly permit
  quietly certify 张三 holder 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730
  quietly certify 王五 revoked 居民身份证 counter --profile individual --subject CN=王五 --identity resident_id=990101199001010027 --days 730
}

# From here on the proxy tells the list as it was: what it was, until it is out of date.
revoke_and_freeze() {
  quietly in_tour yinxin ocsp --server "$site" --certificate revoked.pem --issuer issuing.pem --hash sm3 --expect good --out good.der
  quietly as issue-1 revoke --serial "$(serial_of revoked.pem)" --reason key_compromise --cause 持有人申请
  local listed=
  for _ in $(seq 60); do
    ! in_tour yinxin crl --server "$site" --issuer issuing.pem --contains "$(serial_of revoked.pem)" --out frozen.crl >"$state/quiet" 2>&1 ||
      { listed=yes; break; }
    sleep 1
  done
  [ -n "$listed" ] || fail "the revoked certificate is on no list"
  stale_at=$(($(date +%s) + 185))  # a minute, a minute beyond, a minute of tolerance
  tell "$crl" "$state/tour/frozen.crl"
}
tell() { install -m 0644 "$2" "$forge/$(sed 's,^/,,; s,/,__,g' <<<"$1")"; }  # path, file
tell_the_truth() { rm "$forge/$(sed 's,^/,,; s,/,__,g' <<<"$1")"; }

start_proxy() {
  python3 "$here/tests/journeys/forging_proxy.py" "$state/proxy-port" "${site##*:}" "$forge" >"$state/proxy-log" 2>&1 &
  proxy_pid=$!
  for _ in $(seq 100); do
    [ ! -s "$state/proxy-port" ] || { provider_address=http://127.0.0.1:$(cat "$state/proxy-port"); return 0; }
    sleep 0.05
  done
  fail "no proxy"
}

# The list with everything as it is, signed by somebody else: its body, and a signature of another SM2 key over it.
write_foreign_list() {
  in_tour openssl ecparam -name SM2 -genkey -noout -out foreign.key
  in_tour split_signed frozen.crl foreign
  in_tour openssl dgst -sm3 -sign foreign.key -sigopt "distid:$distid" -out foreign.sig foreign.tbs
  python3 - "$state/tour/frozen.crl" "$state/tour/foreign.tbs" "$state/tour/foreign.sig" "$state/tour/foreign.crl" <<'PY'
import sys
def der(tag, body):
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 + (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body
whole, tbs, signature = (open(name, "rb").read() for name in sys.argv[1:4])
algorithm = whole[whole.index(tbs) + len(tbs):]
algorithm = algorithm[:2 + algorithm[1]]
open(sys.argv[4], "wb").write(der(0x30, tbs + algorithm + der(0x03, b"\0" + signature)))
PY
}

# ---- the regulator
look() { in_regulator as enforce-1 monitor "$@"; }
round_now() { quietly look set --filing filing.toml; }  # set again, a round is due at once
until_alert() {  # code: waits for the alert, whose number it leaves in $alert
  for _ in $(seq 100); do
    look alerts --provider "$provider_code" >"$state/alerts" || fail "alerts are not listed"
    alert=$(awk -v code="$1" 'index($0, " " code " ") {print $1; exit}' "$state/alerts")
    [ -z "$alert" ] || return 0
    sleep 0.2
  done
  cat "$state/alerts"
  fail "no alert $1"
}
until_over() {  # alert: the fault is gone
  for _ in $(seq 100); do
    look alerts >"$state/alerts"
    ! grep "^$1" "$state/alerts" | grep 已消失 >/dev/null || return 0
    sleep 0.2
  done
  cat "$state/alerts"
  fail "$1 is not over"
}
keeps() {  # file: among the octets of $alert
  local folder=$state/regulator/tour/kept-$alert one
  quietly look alert --id "$alert" --keep "kept-$alert"
  for one in "$folder"/*; do ! cmp -s "$one" "$1" || return 0; done
  ls -l "$folder"
  fail "$alert does not keep the octets of $1"
}
shows() {  # code, file: the alert comes with these octets
  round_now
  until_alert "$1"
  keeps "$2"
}
is_over() {
  round_now
  until_over "$alert"
}

foreign_list() {
  write_foreign_list
  tell "$crl" "$state/tour/foreign.crl"
  shows monitor.crl.signature "$state/tour/foreign.crl"
  tell "$crl" "$state/tour/frozen.crl"
  is_over
}

stale_list() {
  while [ "$(date +%s)" -lt "$stale_at" ]; do sleep 1; done
  shows monitor.crl.stale "$state/tour/frozen.crl"
  tell_the_truth "$crl"
  is_over
}

stopped_provider() {
  tell_the_truth "$crl"  # which is silence
  end_process "$(cat "$state/server-pid")" yinxind
  round_now
  until_alert monitor.stopped
  # It comes back, and from now on it fetches what the witness signs.
  cp "$state/regulator/tour/witness.pem" "$state/witness.pem"
  cat >"$state/witnesses.toml" <<TOML
[[witness]]
name = "witness.yinxin.invalid"
key_file = "witness.pem"
address = "$(cat "$state/regulator/site")"
target = "/witness/$provider_code/checkpoint"
TOML
  ledger_settings="witnesses = \"$state/witnesses.toml\""
  tell "$crl" "$state/tour/frozen.crl"
  quietly start_server
  round_now
  until_over "$alert"
}

# The octets that the provider holds of its own ledger, signed by the witness too.
cosigned_at_provider() {
  for _ in $(seq 50); do
    page "$site/ledger/cosigned" >"$state/cosigned"
    ! python3 -c 'import json, sys; open(sys.argv[2], "w").write(json.load(open(sys.argv[1]))["heads"][0]["note"])' \
      "$state/cosigned" "$state/regulator/tour/at-provider" 2>/dev/null || return 0
    sleep 0.2
  done
  fail "the provider keeps no cosigned head"
}
audit_head() { in_tour yinxin-audit head "$1" --key tree-head.pem --witness witness.yinxin.invalid=witness.pem; }

lying_ocsp() {
  install -m 0644 "$state/tour/good.der" "$forge/ocsp"
  serial_of revoked.pem >"$forge/ocsp.serial"
  shows monitor.ocsp.good_but_listed "$state/tour/good.der"
  keeps "$state/tour/frozen.crl"
  rm "$forge/ocsp" "$forge/ocsp.serial"
  is_over
}

changed_cps() {
  page "$site/rules/cps/1.0" >"$state/cps"
  python3 -c 'import sys; o = bytearray(open(sys.argv[1], "rb").read()); o[len(o) // 2] ^= 1; open(sys.argv[2], "wb").write(o)' "$state/cps" "$state/cps-changed"
  [ "$(cmp -l "$state/cps" "$state/cps-changed" | wc -l)" = 1 ] || fail "more than one octet"
  tell /rules/cps/1.0 "$state/cps-changed"
  shows monitor.cps.changed "$state/cps-changed"
  tell_the_truth /rules/cps/1.0
  is_over
}

# The provider's database administrator rewrites an act and has the tree made anew, so that the ledger agrees with itself again.
rewritten_ledger() {
  quietly in_regulator cosigned_head
  cp "$state/regulator/tour/checkpoint" "$state/last-good"
  end_process "$(cat "$state/server-pid")" yinxind
  as_server sqlite3 "$state/server/yinxin.db" "UPDATE act_record SET at = at - 86400000000 WHERE seq = 5; DELETE FROM tree_head;
    INSERT INTO act_record (id, at, act, object, commitment, fingerprint, record, opening)
    SELECT randomblob(16), at, act, object, commitment, fingerprint, record, opening FROM act_record WHERE seq = 3"
  rm -rf "$state/server/ledger"
  quietly start_server
  for _ in $(seq 50); do
    ! page "$site/ledger/checkpoint" >"$state/forked" 2>/dev/null || break
    sleep 0.2
  done
  [ -s "$state/forked" ] || fail "no head of the rewritten ledger"
  round_now
  until_alert monitor.ledger.rewritten
  quietly look alert --id "$alert" --keep "kept-$alert"
  [ "$(find "$state/regulator/tour/kept-$alert" -type f | wc -l)" = 2 ] || fail "the rewritten head and the one before are not both kept"
  until_alert witness.refused
  keeps "$state/last-good"
  page "$(cat "$state/regulator/site")/witness/$provider_code/checkpoint" >"$state/still"
  cmp -s "$state/last-good" "$state/still" || fail "another head was cosigned"
}

decide() {
  until_alert monitor.cps.changed
  quietly look confirm --id "$alert" --reason 已向机构核实
  refused supervision.monitoring.decided look dismiss --id "$alert" --reason 再看 >"$state/quiet" 2>&1 || fail "decided twice"
  until_alert monitor.stopped
  quietly look dismiss --id "$alert" --reason 机房割接，事先报告过
  look alerts --state confirmed | grep monitor.cps.changed >/dev/null || fail "not listed as confirmed"
  [ "$(look alerts --state open | grep -c 待核实)" = 5 ] || { look alerts; fail "five are open"; }
}

set_up_provider
start_proxy
in_regulator empty_state
quietly in_regulator set_up_regulator
revoke_and_freeze
quietly in_regulator monitor_provider
quietly in_regulator audit_head checkpoint
stopped_provider
cosigned_at_provider
quietly in_regulator audit_head at-provider
foreign_list
lying_ocsp
changed_cps
stale_list
rewritten_ledger
decide
codes=$(look alerts | sed -E 's/.*条） ([a-z_.]+) .*/\1/' | sort | paste -sd' ')
[ "$codes" = "monitor.cps.changed monitor.crl.signature monitor.crl.stale monitor.ledger.rewritten monitor.ocsp.good_but_listed monitor.stopped witness.refused" ] ||
  { look alerts; fail "other alerts: $codes"; }
sleep 5  # every act comes under a signed head within that
audit_regulator() {
  as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export-3" &&
    in_tour yinxin-audit ledger "$state/server/export-3" --root operations-root.pem
}
quietly in_regulator audit_regulator
echo "six faults, six alerts with their octets; cosigned, and refused what was rewritten"
