# Sourced by the journey of a takeover: a second provider on this machine, with its own folder, database, signer, keys and port.

taker_state=

# in_taker COMMAND…: with the taker's folder, sockets, site and port in place of the sender's.
in_taker() {
  local organisation=承接电子认证有限公司 origin=taker.yinxin.invalid/ledger server_pid= state=$taker_state sockets= site= port=
  local provider_address= office_settings= status_settings= ledger_settings=
  chmod 0755 "$state"
  [ ! -e "$state/sockets" ] || sockets=$(cat "$state/sockets")
  [ -n "$sockets" ] && [ -d "$sockets" ] || make_sockets
  [ ! -e "$state/site" ] || site=$(cat "$state/site")
  port=${site##*:}
  [ -n "$port" ] || port=0
  "$@"
}

make_taker() { taker_state=$(mktemp -d "${TMPDIR:-/tmp}/yinxin-taker.XXXXXX"); }

stop_taker() {
  [ -z "$taker_state" ] || in_taker stop_office
  [ -z "$taker_state" ] || rm -rf "$taker_state"
}
