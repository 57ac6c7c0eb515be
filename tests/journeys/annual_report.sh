#!/usr/bin/env bash
# The annual report (article 35): three figures of a year counted by hand from the exported ledger are those of the report, and the checker
# counts all of them; a revocation that is dropped breaks an equation which the checker names. Sent by letter on 14 January it is in time;
# a province that has none on 16 January urges. Usage: annual_report.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

person() { certify 张三 "$1" 居民身份证 counter --profile individual --subject CN=张三 --identity resident_id=990101199001010019 --days 730; }
year=$(TZ=Asia/Shanghai date +%Y)
to_date() {  # both clocks, until the morning of a day
  local days
  days=$((($(date -d "$1" +%s) - $(date -d "$(day today)" +%s)) / 86400))
  while [ "$days" -gt "$moved" ]; do
    local now=$((days - moved > 300 ? 300 : days - moved))
    quietly move_clocks "${now}d"
    moved=$((moved + now))
  done
}
moved=0
# The officers' certificates last a year, and the clock goes on into the next January from here.
[ "$(TZ=Asia/Shanghai date +%-j)" -gt 20 ] || { echo "not played in the first days of a year"; exit 77; }

begin
quietly empty_state
quietly set_up
quietly enrol_officers
quietly permit
quietly in_regulator empty_state
quietly in_regulator set_up_regulator
quietly in_regulator enrol 省受理员 intake-1 province_intake_officer --region 530000
quietly in_regulator enrol 省审核人 review-1 province_review_officer --region 530000
quietly link_offices
for stem in first second third; do quietly person "$stem"; done
for stem in second third; do
  quietly as issue-1 revoke --serial "$(serial_of "$stem.pem")" --reason key_compromise --cause 私钥可能泄露
done
is_refused compliance.report_year as comply-1 report make --year $((year + 1))

# After the year: made, and recounted.
to_date "$((year + 1))-01-02"
sleep 6
quietly as comply-1 report make --year "$year"
quietly as comply-1 report show --year "$year" --out figures
export_ledger export
quietly in_tour yinxin-audit report figures --ledger "$state/server/export" --root root.pem --root operations-root.pem
python3 "$here/tests/journeys/read_ledger.py" "$state/server/export" >"$state/ledger"
python3 - "$state/ledger" "$state/tour/figures" "$year" <<'PY' || fail "the figures are not those of the ledger"
import datetime, json, sys
beijing = datetime.timezone(datetime.timedelta(hours=8))
def of_the_year(one):
    return str(datetime.datetime.fromisoformat(one["at"]).astimezone(beijing).year) == sys.argv[3]
acts = [one for one in map(json.loads, open(sys.argv[1])) if one["object"].startswith("certificate/issuing-1/") and of_the_year(one)]
issued = {one["object"] for one in acts if one["act"] == 202 and "application" in one}
revoked = {one["object"] for one in acts if one["act"] == 210}
said = {one["id"]: one["value"] for one in json.load(open(sys.argv[2]))["figures"] if not one["part"]}
assert len(issued) == 3 and len(revoked) == 2, (issued, revoked)
for figure, counted in (("issued", issued), ("revoked", revoked), ("valid_at_end", issued - revoked)):
    assert said["certificates." + figure] == str(len(counted)), (figure, said)
PY

# By letter, on the fourteenth; and one that is announced and does not come.
present() {  # file for the id, further deeds
  quietly as comply-1 filing open --procedure annual_report --scope 530000 --deed present_report=present.json "${@:2}" --id-out "$1"
}
stands() { filing_stands "$@" >"$state/stands" || { cat "$state/stands"; fail "the filing $1 is not $2 ${3:-}"; }; }
to_date "$((year + 1))-01-14"
printf '{"period": "%s", "last_day": "%s-01-15"}' "$year" $((year + 1)) >"$state/tour/present.json"
paper >"$state/tour/report.pdf"
printf '{"package_sm3": "%s"}' "$(sm3_of "$state/tour/report.pdf")" >"$state/tour/send.json"
present sent.id --deed report=send.json --file report.pdf
present late.id
stands "$(cat "$state/tour/sent.id")" open reported
sent=$(case_of)
stands "$(cat "$state/tour/late.id")" open signed
number=$(case_of)
quietly in_regulator as intake-1 case act --number "$sent" --event sign_for
quietly in_regulator as review-1 case act --number "$sent" --event give_opinion --set province_opinion=已审阅
is_refused supervision.gate. in_regulator as intake-1 case act --number "$number" --event urge --set urged_text=请即报送
to_date "$((year + 1))-01-16"
quietly in_regulator as intake-1 case show --number "$number"
grep 期限 "$state/quiet" | grep 工作报告 | grep 届满 >/dev/null || { cat "$state/quiet"; fail "not overdue on the sixteenth"; }
quietly in_regulator as intake-1 case act --number "$number" --event urge --set urged_text=请即报送上一年度工作报告

# The provider's database is edited: a revocation is gone.
as_server sqlite3 "$state/server/yinxin.db" "UPDATE certificate SET revoked_at = NULL, reason = NULL WHERE lower(hex(serial)) = '$(serial_of second.pem)'"
sleep 6
as comply-1 report make --year "$year" >"$state/quiet" 2>&1 || true
says stock
quietly as comply-1 report show --year "$year" --out broken
export_ledger broken
in_tour yinxin-audit report broken --ledger "$state/server/broken" --root root.pem --root operations-root.pem >"$state/quiet" 2>&1 && fail "a dropped revocation passed"
says stock
echo "counted by hand, recounted, sent in time; a late one is urged, a dropped revocation is named"
