#!/usr/bin/env bash
# A tip by somebody who must stay unknown (article 41): sent, handled, fed back and archived by the command line. What the reporter is
# called and telephoned by is then looked for as UTF-8, UTF-16, hexadecimal and base64 in every file of the office, in its database with
# its journal, backup, log, exported ledger, file of the case and papers: it is in the handler's eyes alone. Usage: sealed_reporter.sh BUILD_FOLDER
set -euo pipefail
export YINXIN_PROGRAMS=$1
. "$(dirname "$0")/story.bash"

# Names of the files below the folders that hold one of the texts, in any form and at any place in a base64.
finds() {  # folders
  python3 - "$@" <<'PY'
import base64, pathlib, sys
def forms(text):
    for coded in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield coded
        yield coded.hex().encode()
        yield coded.hex().upper().encode()
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + coded)
            yield whole[(before * 8 + 5) // 6:(before + len(coded)) * 8 // 6]
wanted = [form for text in ("欧阳举报", "13912345678", "11010519491231002X") for form in forms(text)]
for folder in map(pathlib.Path, sys.argv[1:]):
    for file in (one for one in folder.rglob("*") if one.is_file()):
        octets = file.read_bytes()
        if any(form in octets for form in wanted):
            print(file)
PY
}

handlers() {
  local one
  for one in 1 2; do
    quietly enrol "举报办理人员$one" "handle-$one" tip_handler --region 530000
    echo "handlers-pin-$one" >"$state/tour/pin-$one"
    quietly in_tour yinxin tip key --tip-key "tip-$one.key" --pin-file "pin-$one"
  done
  quietly as handle-1 tip enrol --tip-key tip-1.key --pin-file pin-1
  quietly enrol 执法人员 enforce-1 enforcement_officer --region 530000
  quietly enrol 省局负责人 head-1 province_head --region 530000
}

# Outside: the reporter's own machine.
send() {
  mkdir "$state/reporter"
  printf 'name = "欧阳举报"\nnumber = "11010519491231002X"\nphone = "13912345678"\naddress = "演示路八号"\n' >"$state/reporter/who.toml"
  echo 未经认定签发证书 >"$state/reporter/facts.txt"
  (cd "$state/reporter" && yinxin tip send --server "$site" --scope 530000 --reporter who.toml --reported 演示认证有限公司 --facts facts.txt \
    --keep-secret --code-out code) >"$state/quiet" 2>&1 || { cat "$state/quiet"; fail "not sent"; }
  number=$(grep -o 'tip-[0-9]*-[0-9]*\|JB-[0-9-]*' "$state/quiet" | sed -n 1p)
  [ -n "$number" ] || { cat "$state/quiet"; fail "no number"; }
}

handle() {
  acts handle-1 register --set tip_number=举〔2026〕1号
  quietly as enforce-1 tip open --number "$number" --reason 核实线索
  says 未经认定签发证书
  says_not 欧阳举报
  is_refused supervision.tip.handler as enforce-1 tip open --number "$number" --reason 好奇 --tip-key tip-1.key --pin-file pin-1
  is_refused supervision.tip.not_recipient as handle-2 tip open --number "$number" --reason 核实线索 --tip-key tip-2.key --pin-file pin-2
  as handle-1 tip open --number "$number" --reason 联系举报人 --tip-key tip-1.key --pin-file pin-1 >"$state/reporter/read" 2>&1 ||
    { cat "$state/reporter/read"; fail "the handler does not open it"; }
  grep -q 欧阳举报 "$state/reporter/read" && grep -q 13912345678 "$state/reporter/read" || fail "the handler does not read who it is"
  for one in sys-1 sec-1 aud-1; do is_refused officers.role_needed as "$one" tip open --number "$number" --reason 检查; done
  acts enforce-1 verify --set verification=部分属实
  acts head-1 not_handle --set reason=已由他案处理
  acts_not supervision.reporter_not_told handle-1 archive
  acts handle-1 feed_back --set fed_back_on="$(day today)" --set feedback=已转他案
  acts handle-1 archive
  quietly yinxin tip progress --server "$site" --number "$number" --code "$state/reporter/code"
  says 已转他案
  quietly as handle-1 tip show --number "$number"
  says officer/enforce-1
  says officer/handle-1
  says_not 欧阳举报
}

print_receipt() {
  cat >"$state/tour/receipt.json" <<JSON
{"applicant": "已保密", "matter": "举报", "received_on": "$(day today)", "due_on": "$(day '15 days')", "query_code": "$number", "contact": "窗口",
 "materials": [{"material": "举报信", "form": "电子", "pages": 1}]}
JSON
  quietly as handle-1 case print --number "$number" --document receipt --values receipt.json --out receipt.pdf
  pdftotext "$state/tour/receipt.pdf" "$state/tour/receipt.text"
  grep -q 举报 "$state/tour/receipt.text" || fail "the receipt says nothing"
}
take_out() {  # what leaves the database
  quietly as handle-1 case export --number "$number" --reason 归档 --out tip.tar
  quietly as_server yinxin backup --settings "$state/server/settings.toml" --out "$state/server/house.tar"
  audit_ledger export operations-root.pem
  for one in handle-1 enforce-1; do as "$one" case show --number "$number" --json; done >"$state/shown"
  as aud-1 officer list >"$state/accounts"
}

play() {
  local number one found
  quietly set_up_regulator
  handlers
  send
  print_receipt
  handle
  take_out
  found=$(finds "$state/server" "$state/signer" "$state/tour")
  [ -z "$found" ] || fail "the reporter is in $found"
  found=$(finds "$state" | grep -v "^$state/reporter/" || true)
  [ -z "$found" ] || fail "the reporter is in $found"
  # The search itself finds what is there: in the seal's plain text, and planted in each form.
  mkdir "$state/planted"
  python3 - "$state/planted" <<'PY'
import base64, pathlib, sys
at = pathlib.Path(sys.argv[1])
(at / "base64").write_bytes(b"x" + base64.b64encode(b"ab" + "欧阳举报".encode() + b"c"))
(at / "utf-16").write_bytes("欧阳举报".encode("utf-16-be"))
(at / "hex").write_text("13912345678".encode().hex().upper())
PY
  [ "$(finds "$state/planted" "$state/reporter" | wc -l)" -ge 5 ] || fail "the search finds nothing"
}

begin
in_regulator empty_state
in_regulator play
echo "told, handled, answered; who it was is nowhere"
