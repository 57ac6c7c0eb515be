# Sourced by ./run: the guided tour. Each step prints what it does, the command and its answer; tour.json keeps the results.

distid=1234567812345678
organisation=测试华印电子认证有限公司
origin=demo.yinxin.invalid/ledger

step_number=0
steps_json=
all_held=yes

# step NAME COMMAND…: runs it, shows it, times it. A step that fails ends the tour.
step() {
  local name=$1 began ended result=ok
  shift
  step_number=$((step_number + 1))
  printf '\n[%02d] %s\n     $ %s\n' "$step_number" "$name" "$(shown "$@")"
  began=$(date +%s%N)
  "$@" >"$state/step-out" 2>&1 || result=failed  # in this shell: a daemon that a step starts is our child
  ended=$(date +%s%N)
  sed 's/^/     /' "$state/step-out"
  local took=$(((ended - began) / 1000000))
  printf '     %s  %d ms\n' "$([ $result = ok ] && echo 通过 || echo 未通过)" "$took"
  steps_json+="${steps_json:+,}
  {\"name\": \"$name\", \"result\": \"$result\", \"milliseconds\": $took}"
  [ $result = ok ] || { all_held=no; return 1; }
}

# The command as a reader would type it: without who runs it and without long paths.
shown() {
  case $1 in as_server|as_signer|in_tour) shift ;; esac
  local text=$*
  text=${text//$state\/tour\//}
  text=${text//$state\//}
  printf '%s' "${text//$sockets\//}"
}

in_tour() { (cd "$state/tour" && "$@"); }

# ---- applications: until registration has its own procedures (README, "What works today") the papers of an application are
# files of the tour, in the words of three different officers; their SM3 goes into the act record of the certificate.
paper() {  # application, name, content: prints the SM3 of the file it writes
  local folder=$state/tour/applications/$1
  mkdir -p "$folder"
  printf '%s\n' "$3" >"$folder/$2.json"
  openssl dgst -sm3 -r "$folder/$2.json" | cut -d' ' -f1
}

write_papers() {  # number, applicant, what was checked: sets `gates`
  local number=$1 applicant=$2 checked=$3
  gates=(
    --gate "application=$(paper "$number" application "{\"number\":\"$number\",\"applicant\":\"$applicant\",\"demonstration\":true}")"
    --gate "identity_check=$(paper "$number" identity_check "{\"officer\":\"demo-reception\",\"method\":\"窗口当面核验\",\"checked\":\"$checked\",\"result\":\"一致\"}")"
    --gate "material_review=$(paper "$number" material_review "{\"officer\":\"demo-review\",\"result\":\"材料齐全\"}")"
    --gate "notification=$(paper "$number" notification '{"matters":["使用条件","法律责任","持有人信息的保存和使用","责任范围"],"acknowledged":4}')"
    --gate "agreement=$(paper "$number" agreement "{\"template\":\"电子政务电子认证服务协议（演示）\",\"applicant\":\"$applicant\"}")"
  )
}

apply_for() {  # number, applicant, file stem, what was checked, then --subject options of the request
  local number=$1 applicant=$2 stem=$3 checked=$4
  shift 4
  step "$applicant 生成密钥对（私钥不离开持有人）" in_tour yinxin holder key --out "$stem.key" &&
    step "$applicant 生成证书请求（以私钥签名，证明持有）" in_tour yinxin holder request --key "$stem.key" --out "$stem-request.pem" "$@" || return 1
  write_papers "$number" "$applicant" "$checked"
  record_act "$number" 提交申请 application_submitted application "" &&
    record_act "$number" 查验身份 identity_checked identity_check demo-reception &&
    record_act "$number" "审查材料（第二人）" material_reviewed material_review demo-review &&
    record_act "$number" "告知四项事项，逐项确认" notified notification "" &&
    record_act "$number" 受理 application_accepted material_review demo-reception &&
    record_act "$number" 签订服务协议 agreement_signed agreement ""
}

record_act() {  # number, what, act, paper, officer: into the ledger, at the time and in the name of who did it
  local officer=()
  [ -z "$5" ] || officer=(--officer "$5")
  step "申请 $1：$2" as_server yinxin application record --settings "$state/server/settings.toml" --application "$1" --act "$3" \
    --paper "$state/tour/applications/$1/$4.json" "${officer[@]}"
}

issue_to() {  # number, profile, file stem, then further options
  local number=$1 profile=$2 stem=$3
  shift 3
  step "由第三人签发：$stem" as_server yinxin issue --settings "$state/server/settings.toml" --application "$number" \
    --profile "$profile" --request "$state/tour/$stem-request.pem" --officer demo-issue --out "$state/tour/$stem.pem" "${gates[@]}" "$@"
}

# ---- the system's own openssl: one link at a time, and the octets that were signed (a whole chain, `openssl crl` and
# `openssl ocsp` cannot succeed: OpenSSL 3.0 sets the distinguishing id on the leaf only)
check_link() { step "openssl：$1" in_tour openssl verify -partial_chain -trusted "$2" -vfyopt "distid:$distid" "$3"; }

# Splits SEQUENCE { body, algorithm, BIT STRING }: body to $2.tbs, signature to $2.sig.
split_signed() {
  local file=$1 stem=$2 offsets
  mapfile -t offsets < <(openssl asn1parse -inform DER -in "$file" | awk -F: '$2 ~ /d=1 / {print $1}' | tr -d ' ')
  openssl asn1parse -inform DER -in "$file" -strparse "${offsets[0]}" -out "$stem.tbs" -noout >/dev/null
  openssl asn1parse -inform DER -in "$file" -strparse "${offsets[2]}" -out "$stem.sig" -noout >/dev/null
}

verify_body() {  # stem, certificate of the signer
  openssl x509 -in "$2" -pubkey -noout >"$1.pub"
  openssl dgst -sm3 -verify "$1.pub" -sigopt "distid:$distid" -signature "$1.sig" "$1.tbs"
}

verify_crl() { in_tour split_signed issuing.crl crl && in_tour verify_body crl issuing.pem && in_tour openssl crl -inform DER -in issuing.crl -noout -crlnumber; }

verify_ocsp() {  # file: the basic response lies in an OCTET STRING
  local at
  at=$(openssl asn1parse -inform DER -in "$state/tour/$1" | awk -F: '/OCTET STRING/ {print $1; exit}' | tr -d ' ')
  in_tour openssl asn1parse -inform DER -in "$1" -strparse "$at" -out basic.der -noout >/dev/null &&
    in_tour split_signed basic.der basic && in_tour verify_body basic ocsp-signer.pem
}

serial_of() { openssl x509 -in "$state/tour/$1" -noout -serial | cut -d= -f2 | tr A-F a-f; }

# ---- the tour
set_up() {
  start_signer --initialise || return 1
  local signer=$sockets/signer
  step "密钥仪式：根、签发机构、运营机构、存证树头（软件密码模块，仅限演示）" as_signer yinxin ceremony --demonstration \
    --folder "$state/signer/ceremony" --signer "$signer" --organisation "$organisation" --site "$site" --origin "$origin" || return 1
  write_settings
  step "建库，登记认证机构，签发 OCSP 与树头证书" as_server yinxin init --settings "$state/server/settings.toml" \
    --ceremony "$state/signer/ceremony/public" || return 1
  step "签名服务的状态" as_signer yinxin signer status --socket "$signer" || return 1
  step "启动服务" start_server || return 1
  for id in root issuing-1 ocsp-1 operations-root; do
    step "下载证书 $id" in_tour yinxin authority --server "$site" --id "$id" --out "${id}.pem" || return 1
  done
  (cd "$state/tour" && cp issuing-1.pem issuing.pem && cp ocsp-1.pem ocsp-signer.pem)
}

issue_all() {
  apply_for SQ-2026-0001 "张三（演示）" holder 居民身份证 --subject C=CN --subject "CN=张三" &&
    issue_to SQ-2026-0001 individual holder --subject "CN=张三" --identity resident_id=990101199001010019 --days 730 || return 1
  apply_for SQ-2026-0002 "测试省水利工程质量监督站" organisation 事业单位法人证书 --subject C=CN --subject "CN=测试省水利工程质量监督站" &&
    issue_to SQ-2026-0002 organisation organisation --subject "O=测试省水利工程质量监督站" --subject "CN=测试省水利工程质量监督站" \
      --identity organization_code=12100000MB0000002T --days 730 || return 1
  apply_for SQ-2026-0003 "李四（单位经办人）" staff "居民身份证、授权委托书" --subject C=CN --subject "CN=李四" &&
    issue_to SQ-2026-0003 staff staff --subject "O=测试省水利工程质量监督站" --subject "CN=李四" \
      --identity organization_code=12100000MB0000002T --days 365 || return 1
  apply_for SQ-2026-0004 "设备 gw.example.test" device 设备台账 --subject C=CN --subject CN=gw.example.test &&
    issue_to SQ-2026-0004 device device --subject "O=测试省水利工程质量监督站" --subject CN=gw.example.test --dns gw.example.test \
        --identity organization_code=12100000MB0000002T --days 365 || return 1
  apply_for SQ-2026-0005 "王五（演示，随后撤销）" revoked 居民身份证 --subject C=CN --subject "CN=王五" &&
    issue_to SQ-2026-0005 individual revoked --subject "CN=王五" --identity resident_id=990101199001010027 --days 730
}

check_issued() {
  check_link "根自签名" root.pem root.pem &&
    check_link "根 → 签发机构" root.pem issuing.pem &&
    check_link "签发机构 → 张三" issuing.pem holder.pem &&
    check_link "签发机构 → 单位" issuing.pem organisation.pem &&
    check_link "签发机构 → 单位经办人" issuing.pem staff.pem &&
    check_link "签发机构 → 设备" issuing.pem device.pem &&
    check_link "签发机构 → OCSP 响应签名" issuing.pem ocsp-signer.pem &&
    step "查询证书内容（第十九条八项）" yinxin query --server "$site" --serial "$(serial_of holder.pem)" &&
    step "OCSP：有效（SM3 标识，带随机数）" in_tour yinxin ocsp --server "$site" --certificate holder.pem --issuer issuing.pem --nonce --expect good --out ocsp-good.der &&
    step "OCSP：有效（SHA-1 标识，多数客户端如此）" in_tour yinxin ocsp --server "$site" --certificate staff.pem --issuer issuing.pem --hash sha1 --expect good &&
    step "openssl：OCSP 响应的签名" verify_ocsp ocsp-good.der
}

revoke_one() {
  local serial
  serial=$(serial_of revoked.pem)
  step "撤销 王五 的证书：密钥失密" as_server yinxin revoke --settings "$state/server/settings.toml" --serial "$serial" \
    --reason key_compromise --cause 持有人申请：私钥可能泄露 --officer demo-issue &&
    step "增量撤销列表已列入" in_tour yinxin crl --server "$site" --issuer issuing.pem --delta --contains "$serial" --out issuing-delta.crl &&
    step "完整撤销列表已列入" in_tour yinxin crl --server "$site" --issuer issuing.pem --contains "$serial" --out issuing.crl &&
    step "openssl：撤销列表的签名" verify_crl &&
    step "OCSP：已撤销" in_tour yinxin ocsp --server "$site" --certificate revoked.pem --issuer issuing.pem --expect revoked --out ocsp-revoked.der &&
    step "openssl：OCSP 响应的签名" verify_ocsp ocsp-revoked.der &&
    step "网页查询：状态一致" yinxin query --server "$site" --serial "$serial" --status
}

play_tour() {
  say "印信导览：一张依法签发的证书，从申请到举证（演示数据，演示密钥）"
  set_up && issue_all && check_issued && revoke_one && prove_all
}

prove_all() {
  local serial
  serial=$(serial_of revoked.pem)
  step "无过错证明包（第四十条）" as_server yinxin evidence --settings "$state/server/settings.toml" --server "$site" --serial "$serial" \
    --request "$state/tour/revoked-request.pem" --papers "$state/tour/applications/SQ-2026-0005" --officer demo-compliance --requester 王五 --out "$state/tour/evidence.tar" &&
    step "第三方离线核验证明包" in_tour yinxin-audit package evidence.tar --root root.pem &&
    step "导出存证台账" as_server yinxin export --settings "$state/server/settings.toml" --out "$state/tour/ledger" &&
    step "第三方离线核验台账" in_tour yinxin-audit ledger ledger --root root.pem --root operations-root.pem
}

keep_results() {
  local file
  for file in root.pem issuing.pem holder.pem holder.key revoked.pem holder-request.pem issuing.crl ocsp-good.der ocsp-revoked.der \
    ocsp-signer.pem evidence.tar; do
    [ ! -e "$state/tour/$file" ] || cp "$state/tour/$file" "$1/$file"
  done
  printf '[%s\n]\n' "$steps_json" >"$1/tour.json"
}
