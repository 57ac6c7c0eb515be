# Sourced by ./run: programs, users, folders, daemons of one office on this machine, a provider's unless tools/regulator.sh says
# otherwise (decisions: run).
# As root the daemons run as system users of their own; otherwise everything runs as the caller.

say() { printf '%s\n' "$*"; }
is_root() { [ "$(id -u)" = 0 ]; }
server_user=()
signer_user=()
if is_root; then
  server_user=(setpriv --reuid=yinxin --regid=yinxin --clear-groups --no-new-privs --)
  signer_user=(setpriv --reuid=yinxin-signer --regid=yinxin-signer --groups=yinxin --no-new-privs --)
fi
as_server() { "${server_user[@]}" "$@"; }
as_signer() { "${signer_user[@]}" "$@"; }

# daemon PIDFILE OUT LOG COMMAND…: in a session of its own, so that Ctrl-C reaches us and not it; no file of ours stays open in it.
daemon() {
  local pid_file=$1 out=$2 log=$3
  shift 3
  (cd / && exec setsid "$@" >"$out" 2>>"$log" </dev/null) &
  echo $! >"$pid_file"
}

# Sets `built`: the folder that holds bin/. YINXIN_PROGRAMS names one that is built already (the tests use theirs).
prepare_programs() {
  built=${YINXIN_PROGRAMS:-$here/build/release}
  if [ -z "${YINXIN_PROGRAMS:-}" ]; then
    "$here/tools/install_packages" run
    mkdir -p "$here/build"
    local began=$SECONDS
    [ -e "$built/build.ninja" ] || say "首次构建，约需几分钟 / first build, takes some minutes"
    cmake -S "$here" -B "$built" -G Ninja -DCMAKE_BUILD_TYPE=Release >"$built.log" 2>&1 || { cat "$built.log"; exit 1; }
    ninja -C "$built" yinxin yinxind yinxin-signerd yinxin-audit --quiet
    [ $((SECONDS - began)) -lt 5 ] || say "构建完成，用时 $((SECONDS - began)) 秒 / built in $((SECONDS - began)) s"
  fi
  if is_root; then
    getent passwd yinxin >/dev/null || useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin yinxin
    getent passwd yinxin-signer >/dev/null || useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin yinxin-signer
  fi
}

# Builds the console where that is wanted. Without one the provider is up all the same, with its API alone.
prepare_console() {
  "$here/tools/console" build || say "没有控制台：未能取得 Node.js 或其软件包，或构建失败 / no console: Node.js or its packages could not be had, or the build failed"
}

# A checkout under /root is closed to the system users: they get copies that root owns.
place_programs() {
  if is_root; then
    programs=$state/programs
    mkdir -p "$programs/bin"
    install -m 0755 "$built"/bin/yinxin "$built"/bin/yinxind "$built"/bin/yinxin-signerd "$built"/bin/yinxin-audit "$programs/bin/"
    rm -rf "$programs/rules" "$programs/schema" "$programs/api"
    cp -r "$here/rules" "$here/schema" "$here/api" "$programs/"
    chmod -R u=rwX,go=rX "$programs"
  else
    programs=$state/programs
    mkdir -p "$programs"
    ln -sfn "$built/bin" "$programs/bin"
    for part in rules schema api; do ln -sfn "$here/$part" "$programs/$part"; done
  fi
  rm -rf "$programs/console"
  if "$here/tools/console" fresh; then
    cp -r "$here/console/dist" "$programs/console"
    chmod -R u=rwX,go=rX "$programs/console"
  fi
  export YINXIN_RULES=$programs/rules
  PATH=$programs/bin:$PATH
}

choose_state() {
  if is_root; then
    state=/var/lib/yinxin-demo
    mkdir -p "$state"
    [ -L "$here/var" ] || [ -e "$here/var" ] || ln -s "$state" "$here/var"
  else
    state=$here/var
    mkdir -p "$state"
  fi
  chmod 0755 "$state"
  site=http://127.0.0.1:$port
  if is_running server-pid yinxind && [ "$command" = up ]; then
    echo "已在运行 / already up: $(cat "$state/site")" >&2
    exit 1
  fi
  place_programs
  if [ -e "$state/sockets" ] && [ -d "$(cat "$state/sockets")" ]; then sockets=$(cat "$state/sockets"); else make_sockets; fi
}

make_temporary_state() {
  state=$(mktemp -d "${TMPDIR:-/tmp}/yinxin-once.XXXXXX")
  chmod 0755 "$state"
  temporary=$state
  port=0
  place_programs
  make_sockets
}

# Short, because a Unix socket's path has at most 108 octets.
make_sockets() {
  sockets=$(mktemp -d /tmp/yx.XXXXXX)
  if is_root; then chown yinxin-signer:yinxin "$sockets"; chmod 0750 "$sockets"; fi
  echo "$sockets" >"$state/sockets"
}

# Folders of a provider that has not had its ceremony; what an interrupted first start left is put aside.
empty_state() {
  local part
  for part in server signer tour; do
    [ ! -e "$state/$part" ] || mv "$state/$part" "$state/$part.interrupted.$(date +%s)"
    mkdir -p "$state/$part"
  done
  if is_root; then
    chown yinxin:yinxin "$state/server" "$state/tour"
    chown yinxin-signer:yinxin-signer "$state/signer"
  fi
  [ "$port" != 0 ] || port=$(free_port)
  site=http://127.0.0.1:$port
  echo "$site" >"$state/site"
}

free_port() {
  local candidate
  while true; do
    candidate=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || { echo "$candidate"; return; }
  done
}

# SQLite in the office's folder; where YINXIN_STORE says postgres, a database of the office's own on the server of tests/with_postgres.
store_address() {
  [ "${YINXIN_STORE:-sqlite}" = postgres ] || { printf 'sqlite:%s' "$state/server/yinxin.db"; return; }
  local name=office_$(printf %s "$state" | sha256sum | cut -c1-16)
  psql -qtA "$YINXIN_TEST_POSTGRES" -c "SELECT 1 FROM pg_database WHERE datname = '$name'" | grep 1 >/dev/null ||
    psql -q "$YINXIN_TEST_POSTGRES" -c "CREATE DATABASE $name" || return 1
  printf 'postgres:%s dbname=%s' "$YINXIN_TEST_POSTGRES" "$name"  # the later of two names counts
}

# Whose office it is, unless the caller says (tools/regulator.sh): a provider's, with the word of its documents' numbers.
provider_office='word = "演认"'
write_settings() {
  local whose=${whose_office:-$provider_office} address
  address=$(store_address) || return 1
  as_server tee "$state/server/settings.toml" >/dev/null <<TOML
# Written by ./run. Every key: yinxind --describe-settings
demonstration = true

[store]
address = "$address"
schema = "$programs/schema"
record_key = "record.key"
personal_key = "personal.key"
sensitive_key = "sensitive.key"

[rules]
folder = "$programs/rules"

[errors]
file = "$programs/api/errors.toml"

[office]
$whose

# The demonstration's officers work at once; a provider leaves this out, and they are trained first (article 28).
[officers]
trained_from = "none"

[policy]
regulator_keys = "$state/tour/regulator.keys"

[registration]
identity_source = "$(cat "$state/identity-source" 2>/dev/null || true)"

[signer]
socket = "$sockets/signer"

[ledger]
folder = "ledger"
origin = "$origin"
${ledger_settings:-}

[status]
folder = "crl"
full_crl_seconds = 2
${status_settings:-}

[public]
site = "$(cat "$state/site")"

[http]
port = $port

[console]
folder = "$([ ! -d "$programs/console" ] || printf '%s' "$programs/console")"
${office_settings:-}
$(exchange_settings)
TOML
}

# Once the other office is known (tools/filing.sh).
exchange_settings() {
  [ -e "$state/peers" ] || return 0
  printf '[exchange]\norganisation = "%s"\npeers = "%s"\n' "$(cat "$state/exchange-organisation")" "$state/peers"
}

start_signer() {  # further arguments go to the daemon
  local uids=(--allow-uid "$(id -u)") out="$state/signer-out"
  if is_root; then uids=(--group yinxin --allow-uid "$(id -u yinxin)" --allow-uid "$(id -u yinxin-signer)"); fi
  : >"$out"
  daemon "$state/signer-pid" "$out" "$state/signer-log" "${signer_user[@]}" yinxin-signerd --socket "$sockets/signer" \
    --keys "$state/signer/keys" --demonstration "${uids[@]}" "$@"
  for _ in $(seq 200); do
    grep -q '^ready' "$out" && return 0
    sleep 0.05
  done
  echo "签名服务没有启动 / the signer did not start; log: $state/signer-log" >&2
  tail -5 "$state/signer-log" >&2
  return 1
}

unlock_signer() {  # the demonstration's secrets lie beside its keys; a production build has custodians
  local rite=$state/signer/ceremony
  say "以下用五份分片文件中的三份开启签发密钥，仅限演示；正式环境由三名保管人在终端各自输入。"
  as_signer yinxin signer unlock --socket "$sockets/signer" --class quorum \
    --share "$rite/shares/share-1.txt" --share "$rite/shares/share-3.txt" --share "$rite/shares/share-5.txt"
  as_signer yinxin signer unlock --socket "$sockets/signer" --class online --credential "$rite/unlock/online.key"
}

# Plays the province's identity service; who it knows stands in a file of the demonstration.
start_identity_source() {
  local out="$state/source-out"
  daemon "$state/source-pid" "$out" "$state/source-log" "${server_user[@]}" yinxin demonstration identity-source --people "$programs/rules/demonstration/people.csv"
  for _ in $(seq 200); do
    grep -q '^ready' "$out" && { sed 's/^ready //' "$out" >"$state/identity-source"; return 0; }
    sleep 0.05
  done
  echo "身份比对源没有启动 / the identity source did not start; log: $state/source-log" >&2
  return 1
}

stop_identity_source() {
  [ -e "$state/source-pid" ] || return 0
  end_process "$(cat "$state/source-pid")" yinxin
  rm -f "$state/source-pid"
}

stop_signer() {
  [ -e "$state/signer-pid" ] || return 0
  end_process "$(cat "$state/signer-pid")" yinxin-signerd
  rm -f "$state/signer-pid"
}

start_server() {
  write_settings
  daemon "$state/server-pid" "$state/server-out" "$state/server-log" "${server_user[@]}" yinxind --settings "$state/server/settings.toml"
  server_pid=$(cat "$state/server-pid")
  yinxin ready --server "$site"
}

is_running() { [ -e "$state/$1" ] && [ "$(cat "/proc/$(cat "$state/$1")/comm" 2>/dev/null)" = "${2:0:15}" ]; }

# Ends a process that we started, if the number still belongs to that program.
end_process() {
  local pid=$1 name=$2
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "${name:0:15}" ] || return 0
  kill -TERM "$pid" 2>/dev/null || return 0
  for _ in $(seq 160); do
    [ -e "/proc/$pid" ] && [ "$(awk '/^State/ {print $2}' "/proc/$pid/status" 2>/dev/null)" != Z ] || return 0
    sleep 0.05
  done
  kill -KILL "$pid" 2>/dev/null || true
}

stop_all() {
  trap - EXIT INT TERM
  [ -n "${state:-}" ] || return 0
  [ ! -e "$state/regulator/sockets" ] || in_regulator stop_office
  stop_office
  [ -z "${temporary:-}" ] || rm -rf "$temporary"
}

stop_office() {
  [ ! -e "$state/server-pid" ] || end_process "$(cat "$state/server-pid")" yinxind
  stop_identity_source
  stop_signer
  rm -f "$state/server-pid"
  [ -z "${sockets:-}" ] || rm -rf "$sockets"
}
