#!/usr/bin/env bash
# A delegated body in another province (article 25): its accounts are refused with the article before the filing, in the middle of a
# suspension and after the end; the filing goes to the body's own province; a new address begins thirty days of its own; nobody delegates
# on. Usage: delegated_body.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

refused_by_article() {  # code, article: a read and a write of the body's account, signed as any program signs them
  is_refused "$1" as body-1 application list
  says "（第$2条）"
  is_refused "$1" as body-1 application do --number "$(cat "$state/tour/waiting.number")" --event receive
  says "（第$2条）"
}
body_account() {
  quietly officer_keys 受委托机构受理员 body-1
  is_refused officers.roles as sys-1 officer create --id body-1 --name 赵某 --role issuing_officer --body "$number" --request body-1-request.pem
  quietly as sys-1 officer create --id body-1 --name 赵某 --role registration_officer --body "$number" --request body-1-request.pem
  quietly as sec-1 officer authorise --id body-1 --request body-1-request.pem --out body-1.pem
}
waiting_application() {
  quietly in_tour yinxin holder key --out waiting.key
  quietly in_tour yinxin holder request --key waiting.key --out waiting-request.pem --subject C=CN --subject CN=申请人
  quietly holder waiting application submit --request waiting-request.pem --phone 13800001234 --number-out waiting.number --profile individual \
    --subject CN=张三 --identity resident_id=990101199001010019 --days 365
}
write_body() {
  cat >"$state/tour/agreement.json" <<JSON
{"agreement_number": "委〔2026〕1号", "signed_on": "$(day today)", "agreement_to": "$(day '200 days')", "no_redelegation": $1, "head": "李某",
 "matters": "证书申请受理", "sites": [{"address": "演示路1号", "site_region": "510100", "hours": "工作日"}]}
JSON
}

begin
quietly empty_state
quietly set_up
quietly enrol_officers
quietly permit
quietly in_regulator empty_state
quietly in_regulator set_up_regulator
quietly in_regulator enrol 四川受理员 intake-51 province_intake_officer --region 510000
quietly in_regulator enrol 四川审核人 review-51 province_review_officer --region 510000
quietly in_regulator enrol 云南受理员 intake-53 province_intake_officer --region 530000
quietly link_offices
waiting_application

# At the provider: what is signed forbids delegating on; the account waits for the filing and for its own name.
opens comply-1 --procedure delegated_body --party office --set body=四川某服务有限公司 --set credit_code=91510000MA00000008 --set domicile=510000 \
  --file diligence_sm3="$(written diligence)"
write_body false
acts_not compliance. head-1 sign_agreement --inputs agreement.json --file agreement_sm3="$(written agreement)"
write_body true
acts head-1 sign_agreement --inputs agreement.json --file agreement_sm3="$(written agreement)"
body_account
refused_by_article officers.body.unfiled 25
acts comply-1 submit_filing --file package_sm3="$(written package)"
refused_by_article officers.body.unfiled 25
acts head-1 activate
refused_by_article officers.body.operator 25
acts comply-1 add_operator --item o1 --set person=body-1 --set site=演示市政务服务中心 --set key_serial=K-1 --set trained_to="$(day '100 days')"
quietly as body-1 application do --number "$(cat "$state/tour/waiting.number")" --event receive
is_refused officers.body.scope as body-1 filing list
acts head-1 suspend --set reason=抽样不合格
refused_by_article officers.body.suspended 25
acts head-1 resume --set resume_basis=整改完毕
quietly as body-1 application list

# By letter to the province of the body, and to no other.
own=$number
cat >"$state/tour/intend.json" <<JSON
{"body": "四川某服务有限公司", "credit_code": "91510000MA00000008", "domicile": "510000", "diligence_sm3": "$(sm3_of "$state/tour/diligence.txt")"}
JSON
python3 - "$state/tour" "$(sm3_of "$state/tour/agreement.txt")" <<'PY'
import json, pathlib, sys
at = pathlib.Path(sys.argv[1])
signed = json.loads((at / "agreement.json").read_text()) | {"agreement_sm3": sys.argv[2]}
(at / "sign.json").write_text(json.dumps(signed, ensure_ascii=False))
PY
printf '{"package_sm3": "%s"}' "$(sm3_of "$state/tour/package.txt")" >"$state/tour/submit.json"
quietly as comply-1 filing open --procedure delegated_body --scope 510000 --deed intend=intend.json --file diligence.txt --id-out body.id
id=$(cat "$state/tour/body.id")
quietly as head-1 filing add --id "$id" --deed sign_agreement=sign.json --file agreement.txt
quietly as comply-1 filing add --id "$id" --deed submit_filing=submit.json --file package.txt
stands() { filing_stands "$id" "$@" >"$state/stands" || { cat "$state/stands"; fail "the filing is not $*"; }; }
stands open filed
number=$(case_of)
is_refused cases.none in_regulator as intake-53 case show --number "$number"
quietly in_regulator as intake-51 case act --number "$number" --event check_filing --set check_opinion=齐全
quietly in_regulator as review-51 case act --number "$number" --event confirm_filing --set receipt_number=川密备〔2026〕1号
stands open recorded
printf '{}' >"$state/tour/nothing.json"
quietly as head-1 filing add --id "$id" --deed activate=nothing.json
stands open active

# Moved: thirty days from the change, at both.
printf '{"matter": "address", "changed_on": "%s", "new_value": "演示路2号"}' "$(day today)" >"$state/tour/change.json"
quietly as comply-1 filing add --id "$id" --deed 'add_change#c1=change.json'
for _ in $(seq 60); do
  quietly in_regulator as intake-51 case show --number "$number" --json
  grep -q '"change_filing"' "$state/quiet" && break
  sleep 0.5
done
python3 - "$state/quiet" "$(day '30 days')" <<'PY' || fail "no thirty days for the change"
import json, sys
clock = [one for one in json.load(open(sys.argv[1]))["clocks"] if one["id"] == "change_filing"]
assert len(clock) == 1 and clock[0]["item"] == "c1" and clock[0]["due"] == sys.argv[2], clock
PY
number=$own

audit_ledger export root.pem operations-root.pem
echo "filed where it is, in the provider's name, and not an hour longer"
