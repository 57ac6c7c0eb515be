# Sourced by ./run: the regulator's office on this machine, with its own database, signer, keys and port beside the provider's; and its
# part of the tour. What provider.sh and tour.sh do, they do here for the regulator's folder.

# in_regulator COMMAND…: with the regulator's folder, sockets, site and port in place of the provider's.
in_regulator() {
  local provider_port=$port organisation=国家密码管理局（演示） origin=regulator.yinxin.invalid/ledger server_pid=
  local state=$state/regulator sockets= site= port= office_settings
  mkdir -p "$state"
  chmod 0755 "$state"
  [ ! -e "$state/sockets" ] || sockets=$(cat "$state/sockets")
  [ -n "$sockets" ] && [ -d "$sockets" ] || make_sockets
  [ ! -e "$state/site" ] || site=$(cat "$state/site")
  port=${site##*:}
  [ -n "$port" ] || port=$([ -n "${temporary:-}" ] && echo 0 || echo $((provider_port + 1)))
  office_settings="
[office]
kind = \"regulator\"
organs = \"$programs/rules/demonstration/organs.toml\""
  "$@"
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
    step "申请机构补正" holder applicant case act --number "$number" --event supplement --file package_sm3=package.pdf &&
    step "重新形式审查" as intake-1 case act --number "$number" --event examine_form --set complete=true --file checklist_sm3=checklist-2.csv &&
    step "受理人不得自行受理（应被拒绝）" refused procedure.role as intake-1 case act --number "$number" --event accept &&
    step "受理" as review-1 case act --number "$number" --event accept &&
    step "制作受理通知书" as review-1 case print --number "$number" --document acceptance_notice --out acceptance_notice.pdf &&
    step "办理情况" as review-1 case show --number "$number" &&
    step "案件的文件" as review-1 case files --number "$number" &&
    step "导出案卷（查看密件写明理由，记录在案）" as review-1 case export --number "$number" --reason 归档 --out "$number.tar" &&
    step "离线核验案卷" in_tour yinxin-audit case "$number.tar"
}

play_regulator() {
  step_number=${step_number:-0}
  set_up_regulator && regulator_officers && accept_application &&
    step "导出监管机关存证台账" as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/export" &&
    step "第三方离线核验监管机关台账" in_tour yinxin-audit ledger "$state/server/export" --root operations-root.pem
}
