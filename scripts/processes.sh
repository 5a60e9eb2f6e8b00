# Processes: started so that they can be found again, ended only when they are provably ours.
#
# A pid alone proves nothing, because pids are reused. A process is ours when pid, start time and boot agree with what
# was recorded, or when its environment carries the mark of one of this clone's runs (MARQUEE_RUN), or, for
# PostgreSQL, which overwrites its environment, when its working directory is one of our data directories.

boot_id=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo none)

# process_start PID: the start time in ticks since boot; fails when there is no such process or it is a zombie.
process_start() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The name in parentheses may hold spaces, so the fields are counted from the last parenthesis.
  read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] || return 1
  printf '%s' "${fields[19]}"
}

# process_identity PID: "pid start boot", for a record.
process_identity() {
  local start
  start=$(process_start "$1") || return 1
  printf '%s %s %s' "$1" "$start" "$boot_id"
}

# process_is PID START BOOT: whether the recorded process still lives.
process_is() {
  [ "${3:-}" = "$boot_id" ] && [ "$(process_start "$1" || true)" = "${2:-}" ]
}

# marked_pids MARK: every process whose environment carries MARQUEE_RUN=MARK, save this shell and its parents.
marked_pids() {
  local path pid
  for path in $(grep -lzsx -- "MARQUEE_RUN=$1" /proc/[0-9]*/environ || true); do
    pid=${path#/proc/}
    pid=${pid%/environ}
    is_self_or_parent "$pid" || printf '%s\n' "$pid"
  done
}

is_self_or_parent() {
  local pid=$$ stat fields
  while [ "${pid:-0}" -gt 1 ]; do
    [ "$pid" != "$1" ] || return 0
    { read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return 1
    read -ra fields <<<"${stat##*) }"
    pid=${fields[1]}
  done
  return 1
}

# end_marked MARK SECONDS: asks every process of the run to end, waits, then kills what is left.
end_marked() {
  local mark=$1 pids deadline
  pids=$(marked_pids "$mark")
  [ -n "$pids" ] || return 0
  # shellcheck disable=SC2086
  kill -TERM $pids 2>/dev/null || true
  deadline=$(($(now_ms) + $2 * 1000))
  while [ -n "$(marked_pids "$mark")" ]; do
    if [ "$(now_ms)" -gt "$deadline" ]; then
      # shellcheck disable=SC2046
      kill -KILL $(marked_pids "$mark") 2>/dev/null || true
    fi
    sleep 0.1
  done
}

# spawn LOG COMMAND...: starts a command in a session of its own, marked, with its output in LOG; sets spawned.
# An own session, because Ctrl-C at the terminal must reach this script alone, which then ends things in order.
spawn() {
  local log=$1
  shift
  setsid env MARQUEE_RUN="$run_mark" "$@" >"$log" 2>&1 </dev/null 7>&- 8>&- 9>&- &
  spawned=$!
}

# run_logged LOG COMMAND...: runs to the end; waiting in the background lets a signal be answered at once.
run_logged() {
  local log=$1 status=0
  spawn "$@"
  wait "$spawned" || status=$?
  [ "$status" = 0 ] || say_tail "$log"
  return "$status"
}
