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
  local text
  case $1 in
    refused) shift 2; shown "$@"; return ;;
    as_server|as_signer|in_tour) shift ;;
    start_identity_source) text="yinxin demonstration identity-source --people people.csv &" ;;
    end_ceremony) text="yinxin-signerd --socket signer --keys signer/keys & yinxin signer unlock --socket signer …" ;;
    start_server) text="yinxind --settings server/settings.toml &" ;;
    as) text="yinxin ${*:3} --officer $2 --key $2.key" ;;
    holder) text="yinxin ${*:3} --key $2.key" ;;
  esac
  text=${text:-$*}
  text=${text//$state\/tour\//}
  text=${text//$state\//}
  printf '%s' "${text//$sockets\//}"
}

in_tour() { (cd "$state/tour" && "$@"); }

# ---- officers: each has a key of their own; every act of theirs is signed with it (RFC 9421) and lands in the ledger so
as() {  # officer, then a command of yinxin: signed by that officer
  local officer=$1
  shift
  in_tour yinxin "$@" --server "$site" --officer "$officer" --key "$officer.key"
}
holder() {  # key file's stem, then a command of yinxin: signed with the key that the certificate is for
  local stem=$1
  shift
  in_tour yinxin "$@" --server "$site" --key "$stem.key"
}
officer_keys() {  # who, id: the key never leaves its officer
  step "$1 生成密钥对" in_tour yinxin holder key --out "$2.key" &&
    step "$1 生成证书请求" in_tour yinxin holder request --key "$2.key" --out "$2-request.pem" --subject C=CN --subject "CN=$1"
}
enrol() {  # who, id, role, then --region: 系统管理员 makes the account, 安全管理员 authorises it
  officer_keys "$1" "$2" &&
    step "系统管理员为$1建立账户" as sys-1 officer create --id "$2" --name "$1" --role "$3" --request "$2-request.pem" "${@:4}" &&
    step "安全管理员授权$1，签发工作人员证书" as sec-1 officer authorise --id "$2" --request "$2-request.pem" --out "$2.pem"
}
enrol_officers() {
  enrol 受理员 entry-1 registration_officer && enrol 审核员 review-1 review_officer && enrol 签发员 issue-1 issuing_officer &&
    enrol 合规专员 comply-1 compliance_officer && enrol 机构负责人 head-1 responsible_person
}

renew_officer() {
  officer_keys 受理员 entry-1-new &&
    step "受理员以现用密钥申请换证" as entry-1 officer renew --request entry-1-new-request.pem &&
    step "不得自行授权（应被拒绝）" refused officers.role_needed as entry-1 officer authorise-renewal --id entry-1 --request entry-1-new-request.pem &&
    step "安全管理员核对新密钥，授权换证，旧证书同时撤销" as sec-1 officer authorise-renewal --id entry-1 --request entry-1-new-request.pem --out entry-1-new.pem &&
    step "旧密钥不能再用（应被拒绝）" refused http.signature.wrong as entry-1 application list &&
    step "受理员改用新密钥" in_tour mv entry-1-new.key entry-1.key &&
    step "新密钥可用" as entry-1 application list &&
    step "外部可见：旧证书已撤销" yinxin query --server "$site" --serial "$(serial_of entry-1.pem)" --status &&
    step "不得停用唯一的审计管理员（应被拒绝）" refused officers.last_administrator as sec-1 officer suspend --id aud-1 --reason 试
}

# ---- what permits and binds the provider: the regulator's signed licence file; CPS and CP, published and filed
publish() {  # kind, title, file stem
  step "起草$2" as comply-1 rules propose --kind "$1" --version 1.0 --title "$2" --effective "$today" --document "$programs/rules/demonstration/$1.md" --profile "$programs/rules/demonstration/$3.toml" &&
    step "机构负责人批准$2" as head-1 rules approve --kind "$1" --version 1.0 &&
    step "公布$2（永久网址）" as comply-1 rules publish --kind "$1" --version 1.0 &&
    step "$2已提交备案" as comply-1 rules file --kind "$1" --version 1.0 --receipt "演示备〔2026〕$4号"
}
permit() {
  today=$(date -u +%FT00:00:00Z)
  step "登记资质证书（国家密码管理局签名的文件，演示）" as comply-1 licence import --file licence.note &&
    publish cp 《电子政务电子认证证书策略》 cp 1 && publish cps 《电子政务电子认证业务规则》 cps_profile 2
}

paper() {  # a small PDF, as a scanner at the counter makes them; the demonstration has nobody's papers
  printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n'
  printf 'xref\n0 4\n0000000000 65535 f \n'
  printf '%010d 00000 n \n' 9 52 101
  printf 'trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%%%EOF\n'
}

# ---- one application, from the applicant's key to the certificate in the holder's hands (article 21)
certify() {  # as apply_for: the whole way
  apply_for "$@" && issue_to "$1" "$2"
}
apply_for() {  # who, file stem, what was looked at, method, then options of `application submit`
  local who=$1 stem=$2 seen=$3 method=$4 number
  shift 4
  step "$who 生成密钥对（私钥不离开持有人）" in_tour yinxin holder key --out "$stem.key" &&
    step "$who 生成证书请求（以私钥签名，证明持有）" in_tour yinxin holder request --key "$stem.key" --out "$stem-request.pem" --subject C=CN --subject CN=申请人 &&
    step "$who 提交申请" holder "$stem" application submit --request "$stem-request.pem" --phone 13800001234 --number-out "$stem.number" "$@" || return 1
  number=$(cat "$state/tour/$stem.number")
  paper >"$state/tour/$stem-paper.pdf"
  step "$who 提交材料：$seen" holder "$stem" application material --number "$number" --kind identity_document --title "$seen" --file "$stem-paper.pdf" &&
    step "受理员收件" as entry-1 application do --number "$number" --event receive &&
    step "受理员查验身份" as entry-1 application check-identity --number "$number" --method "$method" --evidence "$stem-paper.pdf" &&
    step "审核员（第二人）审查材料" as review-1 application do --number "$number" --event review_material --set complete=true &&
    step "告知四项事项，$who 逐项确认" holder "$stem" application notify --number "$number" &&
    step "受理" as entry-1 application accept --number "$number" &&
    step "$who 以申请认证的私钥签订服务协议" holder "$stem" application agree --number "$number"
}
issue_to() {  # who, file stem
  local number
  number=$(cat "$state/tour/$2.number")
  step "签发员（第三人）签发" as issue-1 issue --number "$number" --out "$2.pem" &&
    step "$1 领取并确认接受" holder "$2" application do --number "$number" --event accept_certificate
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

sm3_of() { openssl dgst -sm3 -r "$1" | cut -d' ' -f1; }
serial_of() { openssl x509 -in "$state/tour/$1" -noout -serial | cut -d= -f2 | tr A-F a-f; }

# ---- the tour
end_ceremony() { stop_signer && start_signer && unlock_signer; }
set_up() {
  start_signer --initialise || return 1
  local signer=$sockets/signer
  step "密钥仪式：根、签发机构、运营机构、存证树头（软件密码模块，仅限演示）" as_signer yinxin ceremony --demonstration \
    --folder "$state/signer/ceremony" --signer "$signer" --organisation "$organisation" --site "$site" --origin "$origin" || return 1
  officer_keys 系统管理员 sys-1 && officer_keys 安全管理员 sec-1 && officer_keys 审计管理员 aud-1 || return 1
  step "演示用资质证书（代行主管部门签名）" in_tour yinxin demonstration licence --key regulator.key --holder "$organisation" --out licence.note \
    --keys regulator.keys || return 1
  step "启动演示用身份比对源" start_identity_source || return 1
  write_settings
  step "建库，登记认证机构，签发 OCSP 与树头证书，登记三员" as_server yinxin init --settings "$state/server/settings.toml" \
    --ceremony "$state/signer/ceremony/public" --administrator "system_administrator:sys-1:系统管理员:$state/tour/sys-1-request.pem" \
    --administrator "security_administrator:sec-1:安全管理员:$state/tour/sec-1-request.pem" \
    --administrator "audit_administrator:aud-1:审计管理员:$state/tour/aud-1-request.pem" || return 1
  step "仪式结束：签名服务改为日常方式启动，签发须见工作人员签名" end_ceremony || return 1
  step "签名服务的状态" as_signer yinxin signer status --socket "$signer" || return 1
  step "启动服务" start_server || return 1
  for id in root issuing-1 ocsp-1 operations-root; do
    step "下载证书 $id" in_tour yinxin authority --server "$site" --id "$id" --out "${id}.pem" || return 1
  done
  in_tour cp issuing-1.pem issuing.pem && in_tour cp ocsp-1.pem ocsp-signer.pem
}

issue_all() {
  certify 张三 holder 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730 &&
    certify 测试省水利工程质量监督站 organisation 事业单位法人证书 organisation_source --profile organisation \
      --subject O=测试省水利工程质量监督站 --subject CN=测试省水利工程质量监督站 --identity organization_code=12100000MB0000002T --days 730 &&
    certify 李四（单位经办人） staff 居民身份证、授权委托书 counter --profile staff --subject O=测试省水利工程质量监督站 --subject CN=李四 \
      --identity organization_code=12100000MB0000002T --days 365 &&
    certify 设备 device 设备台账 official_letter --profile device --subject O=测试省水利工程质量监督站 --subject CN=gw.example.test \
      --dns gw.example.test --identity organization_code=12100000MB0000002T --days 365 &&
    certify 王五（随后撤销） revoked 居民身份证 counter --profile individual --subject CN=王五 --identity resident_id=990101199001010027 --days 730
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
  step "撤销 王五 的证书：密钥失密" as issue-1 revoke --serial "$serial" --reason key_compromise --cause 持有人申请：私钥可能泄露 &&
    step "增量撤销列表已列入" in_tour yinxin crl --server "$site" --issuer issuing.pem --delta --contains "$serial" --out issuing-delta.crl &&
    step "完整撤销列表已列入" in_tour yinxin crl --server "$site" --issuer issuing.pem --contains "$serial" --out issuing.crl &&
    step "openssl：撤销列表的签名" verify_crl &&
    step "OCSP：已撤销" in_tour yinxin ocsp --server "$site" --certificate revoked.pem --issuer issuing.pem --expect revoked --out ocsp-revoked.der &&
    step "openssl：OCSP 响应的签名" verify_ocsp ocsp-revoked.der &&
    step "网页查询：状态一致" yinxin query --server "$site" --serial "$serial" --status
}

# 密钥更新: the medium with the key broke; a new key for the same holder, and the old certificate gives way (article 20).
rekey_one() {
  local old
  old=$(serial_of staff.pem)
  certify 李四（介质损坏，密钥更新） staff-2 居民身份证 counter --profile staff --subject O=测试省水利工程质量监督站 --subject CN=李四 \
    --identity organization_code=12100000MB0000002T --days 365 --purpose rekey --replaces "$old" --reason damaged &&
    check_link "签发机构 → 李四的新证书" issuing.pem staff-2.pem &&
    step "增量撤销列表已列入李四的旧证书" in_tour yinxin crl --server "$site" --issuer issuing.pem --delta --contains "$old" &&
    step "OCSP：李四的旧证书已被取代" in_tour yinxin ocsp --server "$site" --certificate staff.pem --issuer issuing.pem --expect revoked
}

play_tour() {
  say "印信导览：一张依法签发的证书，从申请到举证（演示数据，演示密钥）"
  step "本机的密码引擎及其速度" yinxin engine && set_up && enrol_officers && renew_officer && refuse_early && permit && issue_all && check_issued && open_identity && rekey_one && revoke_one &&
    enter_batch && prove_all
}

# The certificate commits to the holder's number and does not show it; who the holder shows the opening to can check it.
open_identity() {
  local opened
  step "张三取得证件号码承诺的开启值" holder holder holder openings --number "$(cat "$state/tour/holder.number")" || return 1
  opened=$(tail -n 1 "$state/step-out" | cut -d' ' -f3)
  step "依赖方核对：证书承诺的正是张三的证件号码" in_tour yinxin verify-identity --certificate holder.pem --kind resident_id --number 990101199001010019 \
    --opening "$opened"
}

# A file of many applications: each row its own outcome, and every gate still to come for each (article 21).
enter_batch() {
  local row
  step "演示用批量申请文件：两人，其中一行重复" in_tour yinxin demonstration batch --rows 2 --out batch || return 1
  row=$(tail -n 1 "$state/tour/batch/batch.csv") && printf '%s\n' "$row" >>"$state/tour/batch/batch.csv"
  step "受理员提交三行的批量申请文件" as entry-1 batch submit batch/batch.csv --number-out batch.number &&
    step "逐行结果：两行成为申请，重复的一行不予登记" as entry-1 batch show "$(cat "$state/tour/batch.number")" --rows --wait
}

# Nothing permits issuing yet: the law's own words come back (articles 4 and 16).
refuse_early() {
  step "没有资质证书和公布的规则，不得受理（应被拒绝）" refused policy. holder sys-1 application submit --profile individual \
    --request sys-1-request.pem --subject CN=张三 --identity resident_id=990101199001010019 --days 730 --phone 13800001234
}
refused() {  # start of the error's code, command: holds when the command is refused for that
  local expected=$1 said
  shift
  said=$("$@" 2>&1) && { printf '%s\n' "$said"; return 1; }
  printf '%s\n' "$said"
  [[ $said == *"$expected"* ]]
}

prove_all() {
  local serial
  serial=$(serial_of revoked.pem)
  step "备份（服务运行中）" as_server yinxin backup --settings "$state/server/settings.toml" --out "$state/server/house.tar" &&
    step "无过错证明包（第四十条）" as comply-1 evidence --serial "$serial" --requester 王五 --scope 签名争议 --out evidence.tar &&
    step "第三方离线核验证明包" in_tour yinxin-audit package evidence.tar --root root.pem &&
    step "导出存证台账" as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export" &&
    step "第三方离线核验台账" in_tour yinxin-audit ledger "$state/server/export" --root root.pem --root operations-root.pem
}

keep_results() {
  local file
  for file in root.pem issuing.pem holder.pem holder.key revoked.pem holder-request.pem issuing.crl ocsp-good.der ocsp-revoked.der \
    ocsp-signer.pem evidence.tar; do
    [ ! -e "$state/tour/$file" ] || cp "$state/tour/$file" "$1/$file"
  done
  [ ! -e "$state/regulator/tour/acceptance_notice.pdf" ] || cp "$state/regulator/tour/acceptance_notice.pdf" "$1/"
  printf '[%s\n]\n' "$steps_json" >"$1/tour.json"
}
