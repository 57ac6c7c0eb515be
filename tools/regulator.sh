# Sourced by ./run: the regulator's office on this machine, with its own database, signer, keys and port beside the provider's; and its
# part of the tour. What provider.sh and tour.sh do, they do here for the regulator's folder.

# in_regulator COMMAND…: with the regulator's folder, sockets, site and port in place of the provider's.
in_regulator() {
  local provider_port=$port provider_name=$organisation provider_origin=$origin provider_tour=$state/tour
  local provider_site=${provider_address:-${site:-}} ledger_settings= status_settings=
  local organisation=国家密码管理局（演示） origin=regulator.yinxin.invalid/ledger server_pid=
  local state=$state/regulator sockets= site= port= office_settings whose_office
  mkdir -p "$state"
  chmod 0755 "$state"
  [ ! -e "$state/sockets" ] || sockets=$(cat "$state/sockets")
  [ -n "$sockets" ] && [ -d "$sockets" ] || make_sockets
  [ ! -e "$state/site" ] || site=$(cat "$state/site")
  port=${site##*:}
  [ -n "$port" ] || port=$([ -n "${temporary:-}" ] && echo 0 || echo $((provider_port + 1)))
  whose_office="kind = \"regulator\"
organs = \"$programs/rules/demonstration/organs.toml\""
  office_settings="
[tips]
store = \"tips\"
[monitoring]
providers = \"$state/providers.toml\"
look_seconds = 1
[witness]
name = \"witness.yinxin.invalid\""
  list_provider
  "$@"
}

# Where the prober reaches the provider beside us; nobody, when there is none.
provider_code=91530000MA00000005
list_provider() {
  : >"$state/providers.toml"
  [ -z "$provider_site" ] ||
    printf '[[provider]]\nprovider = "%s"\naddress = "%s"\n' "$provider_code" "$provider_site" >"$state/providers.toml"
}

start_regulator() {
  if [ -e "$state/regulator/tour-done" ]; then
    in_regulator stop_signer
    in_regulator start_signer && in_regulator unlock_signer && in_regulator start_server
  else
    in_regulator empty_state
    in_regulator play_regulator && touch "$state/regulator/tour-done"
  fi
}

set_up_regulator() {
  start_signer --initialise || return 1
  step "监管机关密钥仪式：运营机构、存证树头（不签发持有人证书）" as_signer yinxin ceremony --demonstration --office regulator \
    --folder "$state/signer/ceremony" --signer "$sockets/signer" --organisation "$organisation" --site "$site" --origin "$origin" || return 1
  officer_keys 系统管理员 sys-1 && officer_keys 安全管理员 sec-1 && officer_keys 审计管理员 aud-1 || return 1
  write_settings
  step "监管机关建库，登记三员" as_server yinxin init --settings "$state/server/settings.toml" \
    --ceremony "$state/signer/ceremony/public" --administrator "system_administrator:sys-1:系统管理员:$state/tour/sys-1-request.pem" \
    --administrator "security_administrator:sec-1:安全管理员:$state/tour/sec-1-request.pem" \
    --administrator "audit_administrator:aud-1:审计管理员:$state/tour/aud-1-request.pem" || return 1
  step "监管机关仪式结束" end_ceremony || return 1
  step "监管机关启动服务" start_server || return 1
  step "下载监管机关运营根证书" in_tour yinxin authority --server "$site" --id operations-root --out operations-root.pem
}

# The eight materials of article 7, as the counter enters them.
write_application() {
  paper >"$state/tour/package.pdf"
  paper | sed '1a %supplemented' >"$state/tour/package-2.pdf"
  printf '材料,是否齐全\n资质申请表,是\n标准符合性自评估报告,否\n' >"$state/tour/checklist.csv"
  printf '材料,是否齐全\n资质申请表,是\n标准符合性自评估报告,是\n' >"$state/tour/checklist-2.csv"
  cat >"$state/tour/application.json" <<JSON
{"organisation": "测试华印电子认证有限公司", "credit_code": "91530000MA00000005", "legal_nature": "enterprise", "domicile": "530000",
 "sections": ["form", "legal_person", "funds", "premises", "systems", "staff", "long_term", "management"],
 "shareholders": [{"name": "测试控股有限公司", "share": 10000, "foreign_share": 0}], "foreign_investment": false,
 "staff": [{"kind": "technical", "headcount": 18}, {"kind": "operation", "headcount": 6}, {"kind": "security", "headcount": 4},
           {"kind": "support", "headcount": 4}]}
JSON
  cat >"$state/tour/faults.json" <<JSON
{"faults": [{"material": "systems", "fault": "缺少标准符合性自评估报告", "request": "补交报告"}]}
JSON
}

regulator_officers() {
  enrol 省受理员 intake-1 province_intake_officer --region 530000 &&
    enrol 省审核人 review-1 province_review_officer --region 530000 &&
    enrol 外省受理员 intake-2 province_intake_officer --region 510000
}

# From the counter to the acceptance notice (articles 7 and 8).
accept_application() {
  local number
  write_application
  officer_keys 申请机构 applicant &&
    step "省受理员登记资质申请" as intake-1 case open --procedure licence_application --party-request applicant-request.pem \
      --inputs application.json --file package_sm3=package.pdf --number-out application.number || return 1
  number=$(cat "$state/tour/application.number")
  step "形式审查：材料不齐" as intake-1 case act --number "$number" --event examine_form --set complete=false --file checklist_sm3=checklist.csv &&
    step "外省受理员看不到本案（应为不存在）" refused cases.none as intake-2 case show --number "$number" &&
    step "材料不齐不得受理（应被拒绝）" refused licensing.form_incomplete as review-1 case act --number "$number" --event accept &&
    step "一次告知补正" as review-1 case act --number "$number" --event request_supplement --inputs faults.json &&
    step "申请机构补正" holder applicant case act --number "$number" --event supplement --file package_sm3=package-2.pdf &&
    step "重新形式审查" as intake-1 case act --number "$number" --event examine_form --set complete=true --file checklist_sm3=checklist-2.csv &&
    step "受理人不得自行受理（应被拒绝）" refused procedure.role as intake-1 case act --number "$number" --event accept &&
    step "受理" as review-1 case act --number "$number" --event accept &&
    step "制作受理通知书" as review-1 case print --number "$number" --document acceptance_notice --out acceptance_notice.pdf &&
    step "办理情况" as review-1 case show --number "$number" &&
    step "案件的文件" as review-1 case files --number "$number" &&
    step "导出案卷（查看密件写明理由，记录在案）" as review-1 case export --number "$number" --reason 归档 --out "$number.tar" &&
    step "离线核验案卷" in_tour yinxin-audit case "$number.tar"
}

# What the provider has filed, as an officer enters it: its authority, its rules and its licence octet for octet, its ledger's key.
write_monitoring() {
  local demonstration=$programs/rules/demonstration
  in_tour cp "$provider_tour/issuing.pem" issuing.pem &&
    in_tour yinxin authority --server "$provider_site" --id tree-head-1 --out tree-head.pem || return 1
  cat >"$state/tour/filing.toml" <<TOML
format = "yinxin-monitoring/1"
provider = "$provider_code"
name = "$provider_name"
region = "530000"
crl_minutes = 1440
ocsp_minutes = 60
head_minutes = 527040
ocsp = "/ocsp"
canaries = ["$(openssl x509 -in "$provider_tour/holder.pem" -noout -serial | cut -d= -f2)"]
[[authority]]
certificate_file = "issuing.pem"
lists = ["/crl/issuing-1/0.crl"]
[[page]]
kind = "cps"
target = "/rules/cps/1.0"
sm3 = "$(sm3_of "$demonstration/cps.md")"
[[page]]
kind = "cp"
target = "/rules/cp/1.0"
sm3 = "$(sm3_of "$demonstration/cp.md")"
[[page]]
kind = "licence"
target = "/licence"
sm3 = "$(sm3_of "$provider_tour/licence.note")"
[ledger]
checkpoint = "/ledger/checkpoint"
tiles = "/ledger/"
origin = "$provider_origin"
key_file = "tree-head.pem"
TOML
}

first_round() {
  for _ in $(seq 150); do
    as enforce-1 monitor list >"$state/rounds" || return 1
    ! grep -q '上一轮 —' "$state/rounds" || { sleep 0.2; continue; }
    break
  done
  cat "$state/rounds"
  grep -q '发现 0 项' "$state/rounds"
}

cosigned_head() {
  for _ in $(seq 50); do
    ! in_tour yinxin witness --server "$site" --provider "$provider_code" --out checkpoint --key-out witness.pem 2>/dev/null || return 0
    sleep 0.2
  done
  in_tour yinxin witness --server "$site" --provider "$provider_code"
}

# Probed by what it filed, and its ledger witnessed (articles 24 and 30).
monitor_provider() {
  [ -n "$provider_site" ] || return 0
  enrol 执法人员 enforce-1 enforcement_officer &&
    step "监测依据：机构备案的地址、证书和文件" write_monitoring &&
    step "执法人员设定对机构的网络监测" as enforce-1 monitor set --filing filing.toml &&
    step "第一轮监测：未发现问题" first_round &&
    step "见证：监管机关为机构的树头加签，公开" cosigned_head &&
    step "第三方核验加签的树头" in_tour yinxin-audit head checkpoint --key tree-head.pem --witness witness.yinxin.invalid=witness.pem
}

play_regulator() {
  step_number=${step_number:-0}
  set_up_regulator && regulator_officers && accept_application && monitor_provider &&
    step "导出监管机关存证台账" as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export" &&
    step "第三方离线核验监管机关台账" in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}
