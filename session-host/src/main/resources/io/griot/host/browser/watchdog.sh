#!/usr/bin/env bash
# Kills the browsers of a session host whose heartbeat was not renewed in time, or that died.
# The host starts it and writes orders to its standard input, a line each:
#   watch GROUP    a process group to kill when the time comes
#   forget GROUP   the group has ended
#   until TIME     the heartbeat holds until then, in hundredths of a second of /proc/uptime
# When the input ends, the host is dead. An order that comes too late does not save old browsers.
declare -A groups
deadline=
now=0
line=

read_clock() {
  local text
  read -r text _ </proc/uptime
  now=$((10#${text/./}))
}

kill_all() {
  local group
  for group in "${!groups[@]}"; do
    kill -KILL -- "-$group" 2>/dev/null
  done
  groups=()
}

kill_when_late() {
  read_clock
  if [ -n "$deadline" ] && [ "$now" -ge "$deadline" ]; then
    kill_all
  fi
}

while :; do
  # A second at most: a process that was stopped and goes on looks at the clock soon.
  wait=1
  if [ -n "$deadline" ] && [ "$deadline" -gt "$now" ] && [ $((deadline - now)) -lt 100 ]; then
    printf -v wait '0.%02d' $((deadline - now))
  fi
  IFS= read -r -t "$wait" part
  result=$?
  # The time may be over in the middle of a line: what was read of it is kept.
  line+=$part
  kill_when_late
  if [ "$result" -gt 128 ]; then
    continue
  elif [ "$result" -ne 0 ]; then
    kill_all
    exit 0
  fi
  value=${line#* }
  case $line in
    watch\ *) groups[$value]=1 ;;
    forget\ *) unset "groups[$value]" ;;
    until\ *) deadline=$value ;;
  esac
  line=
done
