#!/usr/bin/env bash
# Certificates of a person and of a unit by three officers (articles 19 and 21): each gate left out refuses, openssl finds the eight matters
# and every link; a key reported lost on a Sunday night is revoked within the hours of the CPS, and list, OCSP and page agree, while a
# signature made before keeps its proof. Usage: certificate_gates.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

person=(--profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730)
unit=(--profile organisation --subject O=测试省水利工程质量监督站 --subject CN=测试省水利工程质量监督站 --identity organization_code=12100000MB0000002T --days 730)

# One application; each officer tries to go on before what comes first, and to do the next one's part.
try_gates() {  # stem, method, options of `application submit`
  local stem=$1 method=$2 number
  shift 2
  quietly in_tour yinxin holder key --out "$stem.key"
  quietly in_tour yinxin holder request --key "$stem.key" --out "$stem-request.pem" --subject C=CN --subject CN=申请人
  quietly holder "$stem" application submit --request "$stem-request.pem" --phone 13800001234 --number-out "$stem.number" "$@"
  number=$(cat "$state/tour/$stem.number")
  paper >"$state/tour/$stem-paper.pdf"
  quietly holder "$stem" application material --number "$number" --kind identity_document --title 证件 --file "$stem-paper.pdf"
  quietly as entry-1 application do --number "$number" --event receive
  is_refused registration.gate.identity_missing as entry-1 application accept --number "$number"
  quietly as entry-1 application check-identity --number "$number" --method "$method" --evidence "$stem-paper.pdf"
  is_refused registration.gate.review_missing as entry-1 application accept --number "$number"
  is_refused procedure.role as entry-1 application do --number "$number" --event review_material --set complete=true
  quietly as review-1 application do --number "$number" --event review_material --set complete=true
  is_refused registration.gate.notification_missing as entry-1 application accept --number "$number"
  quietly holder "$stem" application notify --number "$number"
  is_refused procedure.state as issue-1 issue --number "$number" --out early.pem
  quietly as entry-1 application accept --number "$number"
  is_refused procedure.state as issue-1 issue --number "$number" --out early.pem
  is_refused registration. holder entry-1 application agree --number "$number"
  quietly holder "$stem" application agree --number "$number"
  is_refused procedure.role as entry-1 issue --number "$number" --out early.pem
  quietly as issue-1 issue --number "$number" --out "$stem.pem"
  quietly holder "$stem" application do --number "$number" --event accept_certificate
  [ ! -e "$state/tour/early.pem" ] || fail "issued early"
}

# Article 19 by an ASN.1 tool that is not ours.
eight_matters() {  # stem, holder's name
  quietly in_tour openssl x509 -in "$1.pem" -noout -text -nameopt utf8,sep_comma_plus
  says "Issuer: "
  says "$organisation"
  says "$2"
  says 'Serial Number'
  says 'Not Before'
  says 'Not After'
  says 'Policy: 2.999.156.1.'
  says 'Public Key Algorithm: id-ecPublicKey'
  says 'Signature Algorithm: SM2-with-SM3'
  quietly in_tour openssl verify -partial_chain -trusted issuing.pem -vfyopt "distid:$distid" "$1.pem"
}

to_sunday_night() {
  local hours
  hours=$(TZ=Asia/Shanghai date '+%u %H' | awk '{print (7 - $1) * 24 + 23 - $2}')  # to 23 o'clock and some minutes
  [ "$hours" -lt 1 ] || quietly as sys-1 demonstration clock --forward "${hours}h"
}
status_at_page() { yinxin query --server "$site" --serial "$(serial_of lost.pem)" --status >"$state/status" 2>&1; }

lose_key() {
  local number serial
  number=$(cat "$state/tour/lost.number")
  serial=$(serial_of lost.pem)
  echo 合同 >"$state/tour/contract.txt"
  in_tour openssl dgst -sm3 -sign lost.key -sigopt "distid:$distid" -out contract.sig contract.txt
  to_sunday_night
  quietly holder lost application do --number "$number" --event request_revocation --set reason=key_compromise --set cause=介质遗失
  quietly as sys-1 demonstration clock --forward 6h
  quietly as issue-1 revoke --serial "$serial" --reason key_compromise --cause 持有人挂失
  quietly holder lost application show --number "$number" --json
  python3 - "$state/quiet" <<'PY' || fail "not within the hours of the CPS"
import datetime, json, sys
text = open(sys.argv[1]).read()
at = {one["event"]: datetime.datetime.fromisoformat(one["at"].replace("Z", "+00:00")) for one in json.loads(text[text.index("{"):])["steps"]}
night = at["request_revocation"].astimezone(datetime.timezone(datetime.timedelta(hours=8)))
assert night.isoweekday() == 7 and night.hour == 23, night
assert at["revoke"] - at["request_revocation"] < datetime.timedelta(hours=24), at
PY
  quietly in_tour yinxin crl --server "$site" --issuer issuing.pem --contains "$serial" --out issuing.crl
  quietly verify_crl
  quietly in_tour yinxin ocsp --server "$site" --certificate lost.pem --issuer issuing.pem --expect revoked --out revoked.der
  status_at_page
  grep -q revoked "$state/status" || { cat "$state/status"; fail "the page says otherwise"; }
  # Before it was lost: the octets hold under the certificate, and the status says from when it was no longer good.
  in_tour openssl x509 -in lost.pem -pubkey -noout >"$state/tour/lost.pub"
  quietly in_tour openssl dgst -sm3 -verify lost.pub -sigopt "distid:$distid" -signature contract.sig contract.txt
  python3 - "$state/status" "$(stat -c %Y "$state/tour/contract.sig")" <<'PY' || fail "the page does not say since when"
import datetime, json, re, sys
text = open(sys.argv[1]).read()
status = json.loads(text[text.index("{"):])
at = datetime.datetime.fromisoformat(status["revoked_at"].replace("Z", "+00:00"))
assert at.timestamp() > int(sys.argv[2]), status
PY
  is_refused procedure.state holder lost application do --number "$number" --event accept_certificate
}

begin
empty_state
quietly set_up
quietly enrol_officers
quietly permit
try_gates person counter "${person[@]}"
try_gates organisation organisation_source "${unit[@]}"
eight_matters person 张三
eight_matters organisation 测试省水利工程质量监督站
quietly in_tour yinxin crl --server "$site" --issuer issuing.pem --out issuing.crl
quietly verify_crl
quietly in_tour yinxin ocsp --server "$site" --certificate person.pem --issuer issuing.pem --nonce --expect good --out good.der
quietly verify_ocsp good.der
quietly certify 王五 lost 居民身份证 counter --profile individual --subject CN=王五 --identity resident_id=990101199001010027 --days 730
lose_key
audit_ledger export root.pem operations-root.pem
echo "no gate was left out; what was lost is revoked everywhere"
