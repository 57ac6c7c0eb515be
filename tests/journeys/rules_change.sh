#!/usr/bin/env bash
# A changed CPS (article 16): published and not filed, it binds what is issued while the old one stays at its address; on the day after the
# thirtieth the provider's calendar and the province's own case say that the filing is overdue. Usage: rules_change.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

apply() {  # stem, days
  quietly in_tour yinxin holder key --out "$1.key"
  quietly in_tour yinxin holder request --key "$1.key" --out "$1-request.pem" --subject C=CN --subject CN=申请人
  holder "$1" application submit --request "$1-request.pem" --phone 13800001234 --number-out "$1.number" --profile individual \
    --subject CN=张三 --identity resident_id=990101199001010019 --days "$2"
}
page() { python3 -c 'import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' "$site$1"; }
person() { certify 张三 "$1" 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days "$2"; }

set_up_both() {
  quietly empty_state
  quietly set_up
  quietly enrol_officers
  quietly permit
  quietly in_regulator empty_state
  quietly in_regulator set_up_regulator
  quietly in_regulator enrol 省受理员 intake-1 province_intake_officer --region 530000
  quietly link_offices
}

# The second version: a person's certificate is good for 400 days at most, and it says that the first was replaced.
publish_second() {
  local demonstration=$programs/rules/demonstration
  page /rules/cps/1.0 >"$state/first"
  sed 's/^version = "1.0"/version = "2.0"/; 0,/^max_validity_days = .*/s//max_validity_days = 400/' "$demonstration/cps_profile.toml" >"$state/tour/profile-2.toml"
  { cat "$demonstration/cps.md"; echo; echo 第二版：个人证书有效期最长400日。; } >"$state/tour/cps-2.md"
  quietly as comply-1 rules propose --kind cps --version 2.0 --title 《电子政务电子认证业务规则》 --effective "$(day today)" --document cps-2.md --profile profile-2.toml
  is_refused policy. as comply-1 rules publish --kind cps --version 2.0
  quietly as head-1 rules approve --kind cps --version 2.0
  quietly as comply-1 rules publish --kind cps --version 2.0
  page /rules/cps/1.0 | cmp -s - "$state/first" || fail "the first version is not at its address any more"
  page /rules/cps/2.0 | cmp -s - "$state/tour/cps-2.md" || fail "the second version is not at its address"
}

# What the province is told: published, and nothing filed yet.
tell_of_publication() {
  cat >"$state/tour/publish.json" <<JSON
{"kind": "cps", "version": "2.0", "first_version": false, "text_sm3": "$(sm3_of "$state/tour/cps-2.md")", "url": "$site/rules/cps/2.0",
 "published_on": "$(day today)", "effective_on": "$(day today)"}
JSON
  quietly as comply-1 filing open --procedure rules_filing --scope 530000 --deed publish=publish.json --file cps-2.md --id-out filing.id
  id=$(cat "$state/tour/filing.id")
  filing_stands "$id" open published >"$state/stands" || { cat "$state/stands"; fail "the province has no case"; }
  number=$(case_of)
}
overdue_at_province() {
  quietly in_regulator as intake-1 case show --number "$number"
  says 期限
  grep 期限 "$state/quiet" | grep 逾期 >/dev/null
}

begin
set_up_both
quietly person before 730
publish_second
is_refused registration. apply long 730
quietly person under_second 400
tell_of_publication
quietly as comply-1 duties --open
says 备案
quietly move_clocks 30d
! overdue_at_province || { cat "$state/quiet"; fail "overdue on the thirtieth day"; }
quietly move_clocks 1d
overdue_at_province || { cat "$state/quiet"; fail "not overdue at the province"; }
quietly as comply-1 duties --open
grep 备案 "$state/quiet" | grep 逾期 >/dev/null || { cat "$state/quiet"; fail "not overdue at the provider"; }
quietly as comply-1 rules file --kind cps --version 2.0 --receipt 演示备〔2026〕9号
quietly as comply-1 duties --open
! grep 备案 "$state/quiet" | grep 逾期 >/dev/null || { cat "$state/quiet"; fail "filed, and still overdue"; }
page /rules/cps/1.0 | cmp -s - "$state/first" || fail "the first version is gone"
audit_ledger export root.pem operations-root.pem
echo "published and not filed: overdue on both sides, and the first version stays"
