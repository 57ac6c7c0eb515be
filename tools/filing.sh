# Sourced by ./run and by a journey: letters between the two offices on this machine, and a filing of the provider's rules by letter.

provider_id=$provider_code  # of tools/regulator.sh: both name the provider by its credit code
regulator_id=regulator.demo

# How the other office knows this one; the signer's online keys are open.
exchange_keys() {  # organisation
  as_signer yinxin exchange keys --socket "$sockets/signer" --organisation "$1" --address "$site" >"$state/exchange-keys" || return 1
  cat "$state/exchange-keys"
  grep -v '^#' "$state/exchange-keys" >"$state/exchange-line"
  echo "$1" >"$state/exchange-organisation"
}

restart_server() {
  end_process "$(cat "$state/server-pid")" yinxind
  start_server
}

# Each has the other's line in its file of peers; fingerprints are compared by voice where there are voices.
link_offices() {
  step "机构生成报送密钥，出示名录行" exchange_keys "$provider_id" &&
    step "监管机关生成报送密钥，出示名录行" in_regulator exchange_keys "$regulator_id" || return 1
  cp "$state/regulator/exchange-line" "$state/peers"
  cp "$state/exchange-line" "$state/regulator/peers"
  step "机构登记对方，重新启动服务" restart_server && step "监管机关登记对方，重新启动服务" in_regulator restart_server
}

# The second version of the CPS, as article 16 asks for it: text, package, parameters, public endpoints.
write_filing() {  # day of publication
  local tour=$state/tour
  cp "$programs/rules/demonstration/cps.md" "$tour/cps-2.md"
  cp "$programs/rules/demonstration/cps_profile.toml" "$tour/cps-2.toml"
  paper >"$tour/filing-package.pdf"
  cat >"$tour/publish.json" <<JSON
{"kind": "cps", "version": "2.0", "first_version": false, "text_sm3": "$(sm3_of "$tour/cps-2.md")", "url": "$site/rules/cps/2.0",
 "published_on": "$1", "effective_on": "$(date -d "$1 +30 days" +%F)"}
JSON
  cat >"$tour/submit-filing.json" <<JSON
{"package_sm3": "$(sm3_of "$tour/filing-package.pdf")", "cps_profile_sm3": "$(sm3_of "$tour/cps-2.toml")",
 "endpoints": [{"service": "rules", "address": "$site/rules/cps/2.0"}], "canary_serials": ["$(serial_of issuing.pem)"]}
JSON
}

# How far the filing is, once it is there: sent, received, open, returned, ended; then the state of its case.
filing_stands() {  # id, state, state of the case
  for _ in $(seq 240); do
    if as comply-1 filing show --id "$1" >"$state/filing-shown" 2>&1 && grep -qF "($2)" "$state/filing-shown" &&
      { [ -z "${3:-}" ] || grep -qF "($3)" "$state/filing-shown"; }; then
      cat "$state/filing-shown"
      return 0
    fi
    sleep 0.25
  done
  cat "$state/filing-shown"
  return 1
}
case_of() { sed -n 's/.*  案件 \([^ ]*\) .*/\1/p' "$state/filing-shown" | sed -n 1p; }  # a moved clock says so in a line before

file_rules() {  # file for the id
  as comply-1 filing open --procedure rules_filing --scope 530000 --deed publish=publish.json --deed submit_filing=submit-filing.json \
    --file cps-2.md --file filing-package.pdf --file cps-2.toml --id-out "$1"
}

# The first document that came with the filing's letters.
keep_document() {  # id, file
  local letter
  letter=$(as comply-1 filing show --id "$1" --json | python3 -c '
import json, sys
print(next(one["id"] for one in json.load(sys.stdin)["letters"] if "document" in one.get("notice", {})))') || return 1
  as comply-1 filing file --id "$1" --letter "$letter" --out "$2"
}

write_receipt_values() {
  cat >"$state/tour/receipt-values.json" <<JSON
{"provider": "测试华印电子认证有限公司", "credit_code": "$provider_id", "licence_number": "演示0001", "matter": "业务规则 2.0 备案",
 "filed_on": "$(TZ=Asia/Shanghai date +%F)", "materials": [{"material": "业务规则", "version": "2.0", "digest": "$1"}]}
JSON
}

# In the tour: from the provider's officer to the province and back (article 16).
play_filing() {
  local id number text
  write_filing "$(TZ=Asia/Shanghai date +%F)"
  step "合规专员以消息报送业务规则备案" file_rules filing.id || return 1
  id=$(cat "$state/tour/filing.id")
  step "对方立案，案件编号送回" filing_stands "$id" open filed || return 1
  number=$(case_of)
  text=$(sm3_of "$state/tour/cps-2.md")
  in_regulator write_receipt_values "$text"
  step "省受理员核对备案材料" in_regulator as intake-1 case act --number "$number" --event check_filing --set check_opinion=齐全 &&
    step "省审核人确认备案" in_regulator as review-1 case act --number "$number" --event confirm_filing --set "receipt_number=演示备〔2026〕3号" &&
    step "制作备案回执" in_regulator as review-1 case print --number "$number" --document filing_receipt --values receipt-values.json \
      --out filing_receipt.pdf &&
    step "机构收到备案完成的通知" filing_stands "$id" open recorded &&
    step "机构收到备案回执" keep_document_soon "$id" filing_receipt.pdf &&
    step "双方所存回执一致" cmp "$state/tour/filing_receipt.pdf" "$state/regulator/tour/filing_receipt.pdf"
}
keep_document_soon() {  # as keep_document, which it is tried until
  for _ in $(seq 60); do
    keep_document "$@" >"$state/kept" 2>&1 && { cat "$state/kept"; return 0; }
    sleep 0.5
  done
  cat "$state/kept"
  return 1
}
