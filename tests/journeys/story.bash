# Sourced by journeys: the offices on this machine, and words in which a journey tells what must hold. YINXIN_PROGRAMS names the build folder.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for part in provider tour regulator filing clock; do . "$here/tools/$part.sh"; done

fail() {
  echo "FAILED: $*" >&2
  tail -n 5 "$state"/*-log "$state"/regulator/*-log >&2 2>/dev/null || true
  exit 1
}
quietly() { "$@" >"$state/quiet" 2>&1 || { tail -n 20 "$state/quiet"; fail "$*"; }; }
says() { grep -qF -- "$1" "$state/quiet" || { cat "$state/quiet"; fail "nothing of: $1"; }; }
says_not() { ! grep -qF -- "$1" "$state/quiet" || { cat "$state/quiet"; fail "it says: $1"; }; }
is_refused() {  # code, command
  refused "$@" >"$state/quiet" 2>&1 || { tail -n 5 "$state/quiet"; fail "not refused: $*"; }
}
day() { TZ=Asia/Shanghai date -d "$1" +%F; }
written() {  # what it is; prints the name of a file that says so
  printf '演示文件：%s\n' "$1" >"$state/tour/$1.txt"
  echo "$1.txt"
}

# ---- the case whose number is in `number`
acts() {  # account, event, further options of `case act`
  quietly as "$1" case act --number "$number" --event "$2" "${@:3}"
}
acts_not() {  # code, account, event, further options
  is_refused "$1" as "$2" case act --number "$number" --event "$3" "${@:4}"
}
party_acts() {  # stem of the party's key, event, further options
  quietly holder "$1" case act --number "$number" --event "$2" "${@:3}"
}
stands_at() {  # state, who looks
  quietly as "$2" case show --number "$number"
  says "($1)"
}
opens() {  # account, options of `case open`: leaves the number in `number`
  quietly as "$1" case open "${@:2}" --number-out opened.number
  number=$(cat "$state/tour/opened.number")
}

# On the register of experts: the coordinator enters who applied, the deciding officer admits (article 10).
admit_expert() {  # account, name
  local number  # the caller keeps its own
  opens coordinate-1 --procedure review_expert --party "expert/$1" --set kind=expert --set account="$1" --set name="$2" --set fields=系统安全 \
    --set employer="某研究所$1" --file qualification_sm3="$(written "qualification-$1")" --file commitment_sm3="$(written "promise-$1")"
  acts decide-1 admit
}

# ---- a licence in the regulator's register
licensing_officers() {
  quietly regulator_officers
  quietly enrol 国家局受理员 national-1 national_intake_officer
  quietly enrol 承办人 case-1 case_officer
  quietly enrol 审核人 check-1 case_reviewer
  quietly enrol 国家局法制审核人 legal-1 legal_reviewer
  quietly enrol 签发人 decide-1 deciding_officer
  quietly enrol 信息公开员 publish-1 publication_officer
  write_application
}
# One that ends on the given day: dated back five years, which the rules let the bureau enter.
grant_licence() {  # stem of the party's key, its number, its last day
  local from number  # the caller keeps its own
  from=$(date -d "$3 -5 years +1 day" +%F)
  quietly officer_keys "机构$1" "$1"
  opens intake-1 --procedure licence_application --party-request "$1-request.pem" --inputs application.json --file package_sm3=package.pdf
  acts intake-1 examine_form --set complete=true --file checklist_sm3=checklist-2.csv
  acts review-1 accept
  acts intake-1 forward --set form_opinion=材料齐全
  acts national-1 sign_for
  acts case-1 propose --set proposal=grant --set opinion=符合条件
  acts check-1 review_opinion --set review_opinion=同意
  acts legal-1 legal_review --set legal_opinion=合法
  acts decide-1 grant
  acts case-1 deliver_licence --set licence_number="$2" --set valid_from="$from" --set valid_to="$3" --set copies=1
  acts publish-1 enter_register
  acts publish-1 publish
}
# The ledger of the office as anybody has it; $1: its folder, below the server's.
export_ledger() {
  quietly as_server yinxin export --settings "$state/server/settings.toml" --out "$state/server/$1"
}
audit_ledger() {  # folder, roots
  sleep 5  # every act comes under a signed head within that
  export_ledger "$1"
  local roots=() root
  for root in "${@:2}"; do roots+=(--root "$root"); done
  quietly in_tour yinxin-audit ledger "$state/server/$1" "${roots[@]}"
}

begin() {
  prepare_programs
  make_temporary_state
  trap stop_all EXIT
}
