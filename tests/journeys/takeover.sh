#!/usr/bin/env bash
# A provider hands its service over and is gone (article 29): the taker's OCSP and next lists hold up to the old root, at the old addresses;
# a holder and an officer revoke there; a bundle that was changed is refused. Checked with yinxin-audit and openssl, which have the old
# certificates alone. Usage: takeover.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
export YINXIN_PROGRAMS=$1
. "$here/tools/provider.sh"
. "$here/tools/tour.sh"
. "$here/tools/taker.sh"
fail() { echo "FAILED: $*" >&2; tail -n 5 "$state"/*-log "${taker_state:-/nonexistent}"/*-log >&2 2>/dev/null || true; exit 1; }
quietly() { "$@" >"$scratch/quiet" 2>&1 || { tail -20 "$scratch/quiet"; fail "$*"; }; }
refused_for() {  # code, command
  local code=$1 said
  shift
  said=$("$@" 2>&1) && { echo "$said"; fail "not refused: $code"; }
  [[ $said == *"$code"* ]] || fail "refused otherwise than for $code: $said"
}
person() {
  certify 张三 "$1" 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730
}
settings() { echo "$state/server/settings.toml"; }
give() { as_server tee "$2" <"$1" >/dev/null; }  # a file to whoever runs the server
old_curl() { curl -sf --connect-to "$old_host:$taker_host" "$@"; }  # the old name points to the taker now

scratch=$(mktemp -d)
prepare_programs
make_temporary_state
make_taker
trap 'stop_taker; stop_all; rm -rf "$scratch"' EXIT
empty_state
quietly set_up
quietly enrol_officers
quietly permit
for stem in kept lost early; do quietly person "$stem"; done
quietly as issue-1 revoke --serial "$(serial_of early.pem)" --reason key_compromise --cause 私钥可能泄露
old_host=${site#http://}

# The taker: keys and requests; the sender certifies them by an enrolled security administrator, and by nobody else.
quietly in_taker empty_state
quietly in_taker set_up
quietly in_taker enrol_officers
quietly in_taker permit
cp "$state/tour/issuing.pem" "$taker_state/tour/old-issuing.pem"
chmod 0644 "$taker_state/tour/old-issuing.pem"
in_taker as_server true
request() { as_server yinxin handover request --settings "$(settings)" --authority "$state/tour/old-issuing.pem" --out "$state/server/request"; }
quietly in_taker request
for part in ocsp.p10 lists.p10 data.pem; do cp "$taker_state/server/request/$part" "$state/tour/$part"; chmod 0644 "$state/tour/$part"; done
refused_for officers.role_needed as issue-1 handover certify --ocsp-request ocsp.p10 --crl-request lists.p10
give "$state/tour/data.pem" "$state/server/data.pem"
refused_for handover.not_certified as_server yinxin handover export --settings "$(settings)" --to "$state/server/data.pem" --out "$state/server/early.tar"
quietly as sec-1 handover certify --ocsp-request ocsp.p10 --crl-request lists.p10 --out taker
cp "$state/tour/taker/lists.pem" "$state/tour/issuing.pem" "$state/tour/root.pem" "$scratch/"
for stem in kept lost early; do cp "$state/tour/$stem.pem" "$state/tour/$stem.key" "$scratch/"; done

# The bundle, as soon as every act is under a signed head.
for _ in $(seq 40); do
  as_server yinxin handover export --settings "$(settings)" --to "$state/server/data.pem" --out "$state/server/bundle.tar" >"$scratch/export" 2>&1 && break
  grep -q handover.not_covered "$scratch/export" || { cat "$scratch/export"; fail export; }
  sleep 0.5
done
cp "$state/server/bundle.tar" "$scratch/bundle.tar"
quietly yinxin-audit handover "$scratch/bundle.tar" --root "$scratch/root.pem"
grep -q "3 个\|handed over\|PASS" "$scratch/quiet" || fail "the bundle"
tar tf "$scratch/bundle.tar" | grep '^sealed/records/' >/dev/null || fail "no records"
! grep -aq 990101199001010019 "$scratch/bundle.tar" || fail "a number in clear"
python3 - "$scratch/bundle.tar" "$scratch/altered.tar" <<'PY'
import sys, tarfile
octets = bytearray(open(sys.argv[1], "rb").read())
part = tarfile.open(sys.argv[1]).getmember("certificates/000000.jsonl")
octets[part.offset_data + part.size // 2] ^= 1
open(sys.argv[2], "wb").write(octets)
PY
! yinxin-audit handover "$scratch/altered.tar" --root "$scratch/root.pem" >"$scratch/quiet" || fail "an altered bundle passed"
grep -q certificates/000000.jsonl "$scratch/quiet" || fail "the altered file is not named"

# The sender is gone: programs ended, database, ledger, keys and holders' folders deleted.
stop_office
rm -rf "$state/server" "$state/signer" "$state/tour"

# The taker takes over with its server stopped: not a changed bundle, not beside the server; killed in the middle, then again, then once more.
chmod 0644 "$scratch"/*.tar "$scratch"/*.pem
chmod 0755 "$scratch"
import() { as_server yinxin handover import --settings "$(settings)" --file "$1" --root "$scratch/root.pem"; }
stop_server() { end_process "$(cat "$state/server-pid")" yinxind; rm -f "$state/server-pid"; }
refused_for office.in_use in_taker import "$scratch/bundle.tar"
in_taker stop_server
refused_for certificates/000000.jsonl in_taker import "$scratch/altered.tar"
killed() { as_server timeout -s KILL 0.1 yinxin handover import --settings "$(settings)" --file "$scratch/bundle.tar" --root "$scratch/root.pem"; }
(in_taker killed >/dev/null 2>&1 || true)
quietly in_taker import "$scratch/bundle.tar"
quietly in_taker import "$scratch/bundle.tar"
grep -q 此前已完整导入 "$scratch/quiet" || fail "imported twice"
quietly in_taker start_server
taker_host=$(sed 's|http://||' "$taker_state/site")

# Who has the old certificates alone: OCSP and lists at the old addresses, up to the old root.
ask() {  # stem, word: of the taker's OCSP, at the old address
  openssl ocsp -sm3 -issuer "$scratch/issuing.pem" -cert "$scratch/$1.pem" -no_nonce -reqout "$scratch/ask.der" >/dev/null 2>&1
  for _ in $(seq 50); do
    old_curl --data-binary @"$scratch/ask.der" -H 'Content-Type: application/ocsp-request' "http://$old_host/ocsp" -o "$scratch/answer.der" &&
      yinxin-audit ocsp "$scratch/answer.der" --issuer "$scratch/issuing.pem" --root "$scratch/root.pem" \
        --serial "$(openssl x509 -in "$scratch/$1.pem" -noout -serial | cut -d= -f2 | tr A-F a-f)" >"$scratch/ocsp" && grep -q "$2" "$scratch/ocsp" && return 0
    sleep 0.1
  done
  cat "$scratch/ocsp"
  fail "OCSP does not say $2 of $1"
}
address=$(openssl x509 -in "$scratch/kept.pem" -noout -ext crlDistributionPoints | sed -n 's/.*URI:\(http[^ ]*\).*/\1/p')
listed() {  # stem: on the next full list, at the address in the certificate
  local serial
  serial=$(openssl x509 -in "$scratch/$1.pem" -noout -serial | cut -d= -f2)
  for _ in $(seq 100); do
    old_curl "$address" -o "$scratch/list.crl" && openssl crl -inform DER -in "$scratch/list.crl" -noout -text >"$scratch/list" && grep -q "$serial" "$scratch/list" && break
    sleep 0.1
  done
  grep -q "$serial" "$scratch/list" || fail "$1 is not on the list"
  yinxin-audit crl "$scratch/list.crl" --issuer "$scratch/issuing.pem" --issuer "$scratch/lists.pem" --root "$scratch/root.pem" >"$scratch/crl" || { cat "$scratch/crl"; fail "the list"; }
}
ask kept good
ask lost good
ask early revoked
listed early
grep -q 'Indirect CRL' "$scratch/list" || fail "not an indirect list"
(cd "$scratch" && split_signed list.crl list && verify_body list lists.pem) >"$scratch/quiet" 2>&1 || fail "openssl: the list's signature"
openssl verify -partial_chain -trusted "$scratch/issuing.pem" -vfyopt "distid:$distid" "$scratch/lists.pem" >"$scratch/quiet" 2>&1 || fail "openssl: who signs the list"
number_of() { openssl crl -inform DER -in "$scratch/list.crl" -noout -crlnumber | sed 's/.*=0x//;s/.*=//'; }
first=$((16#$(number_of)))

# A holder revokes with the certificate's key, an officer of the taker's another; nobody else does.
serial() { openssl x509 -in "$scratch/$1.pem" -noout -serial | cut -d= -f2 | tr A-F a-f; }
there="http://$taker_host"
refused_for officers.role_needed yinxin revoke --server "$there" --key "$scratch/kept.key" --serial "$(serial lost)" --reason key_compromise --cause 不是本人
quietly yinxin revoke --server "$there" --key "$scratch/lost.key" --serial "$(serial lost)" --reason key_compromise --cause 私钥遗失
ask lost revoked
listed lost
[ $((16#$(number_of))) -gt "$first" ] || fail "the numbers do not go on"
quietly in_taker as issue-1 revoke --serial "$(serial kept)" --reason cessation_of_operation --cause 单位撤销
ask kept revoked
listed kept

# Both of the taker's own kinds go on, and its ledger has the import.
quietly in_taker person own
export_ledger() { as_server yinxin export --settings "$(settings)" --out "$state/server/export"; }
sleep 5
quietly in_taker export_ledger
cp -r "$taker_state/server/export" "$scratch/export-folder"
quietly yinxin-audit ledger "$scratch/export-folder" --root "$taker_state/tour/root.pem" --root "$taker_state/tour/operations-root.pem" --root "$scratch/root.pem"
grep -q taken-1-issuing-1 "$scratch/export-folder/entries.jsonl" || fail "no act of the import"
echo "handed over, and it holds"
