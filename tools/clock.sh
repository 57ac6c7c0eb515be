# Sourced by ./run and by a journey: the demonstration clocks of both offices on this machine, moved together (docs/decisions/0026).

# Hours that an office's clock is ahead, from the end of what `yinxin demonstration clock` says: "20 d 6 h ahead".
hours_ahead() {  # site
  local said days=0 hours=0
  said=$(yinxin demonstration clock --server "$1" 2>/dev/null) || return 1
  said=${said##* / }
  [[ $said =~ ([0-9]+)\ d ]] && days=${BASH_REMATCH[1]}
  [[ $said =~ ([0-9]+)\ h ]] && hours=${BASH_REMATCH[1]}
  echo $((24 * days + hours))
}

# The office whose folder is the present one, until it is so far ahead; nothing where it is already.
move_clock_to() {  # hours
  local there
  there=$(hours_ahead "$site") || return 1
  [ "$there" -ge "$1" ] || as sys-1 demonstration clock --forward $(($1 - there))h
}

# From where the further one stands, so that a move that reached one office alone is made good. The provider goes first: its lists and
# answers are anew before the regulator's clock finds the old ones late.
move_clocks() {  # 20d, 6h
  local count=${1%[dh]} one other target
  [[ $1 =~ ^[0-9]{1,4}[dh]$ ]] || { echo "写明天数或者小时数，如 20d、6h / days or hours, as 20d or 6h" >&2; return 2; }
  count=$((10#$count))
  [ "${1: -1}" = h ] || count=$((24 * count))
  one=$(hours_ahead "$site") && other=$(hours_ahead "$(cat "$state/regulator/site")") || return 1
  target=$(((one > other ? one : other) + count))
  move_clock_to "$target" || return 1
  sleep 2  # lists that are due are looked for each second
  in_regulator move_clock_to "$target"
}
