# Sourced by journeys: the offices on this machine, and words in which a journey tells what must hold. `programs` is the build folder.
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
