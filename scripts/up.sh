# up and down.

command_up() {
  local detach=0 port= file
  while [ $# -gt 0 ]; do
    case $1 in
      --detach) detach=1 ;;
      --port)
        [[ ${2:-} =~ ^[0-9]{2,5}$ ]] && [ "$2" -le 65535 ] || die 2 "--port needs a number from 10 to 65535."
        port=$2
        shift
        ;;
      *) die 2 "up does not know '$1'; ./marquee help tells what it does." ;;
    esac
    shift
  done
  local began
  began=$(now_ms)
  open_state
  need_sdk
  ensure_packages up
  lock_state
  sweep
  if file=$(living_run up) && ! replace_running "$file" "$port"; then return 0; fi
  begin_run up
  build_what_changed
  bring_up "$port"
  run_demo_market
  print_addresses
  say ""
  if [ "$detach" = 1 ]; then
    leave_run "$host_pid"
    unlock_state
    say "Up in $(seconds_since "$began") s, in the background. ./marquee down ends it."
  else
    unlock_state
    say "Up in $(seconds_since "$began") s. Ctrl-C ends it."
    before_end_run=say_ending
    watch_over
  fi
}

# replace_running FILE PORT: something is up already. When it is what the sources say, its addresses are printed and
# this fails; when sources changed, one in the background is ended so that a new one takes its place.
replace_running() {
  local owner recorded
  recorded=$(cat "$state/port")
  read -r _ owner _ <"$1"
  restart_cluster_if_gone
  if host_is_built && console_is_built && { [ -z "$2" ] || [ "$2" = "$recorded" ]; }; then
    say "Marquee is up already."
    print_addresses
    return 1
  fi
  if grep -qa marquee "/proc/$owner/cmdline" && ! grep -qa Marquee.Host "/proc/$owner/cmdline"; then
    say "Marquee is up already, in another terminal (process $owner). To use changed sources, end it there first."
    print_addresses
    return 1
  fi
  step "ending the one that is up" clean_run "$1"
}

restart_cluster_if_gone() {
  cluster_is_up "$(home_cluster)" || step "PostgreSQL was gone; starting it again" start_home_cluster
}

print_addresses() {
  say ""
  say "  console   http://127.0.0.1:$(cat "$state/port")/console/"
  [ ! -s "$state/addresses" ] || while read -r name url; do
    printf '  %-9s %s\n' "$name" "$url"
  done <"$state/addresses"
}

say_ending() { printf '\nEnding.\n'; }

# watch_over: waits for the host to end, and starts PostgreSQL again should somebody kill it; the host reconnects.
watch_over() {
  local napping
  while process_start "$host_pid" >/dev/null; do
    sleep 1 &
    napping=$!
    wait "$napping" || true
    [ -n "$(cluster_pids "$(home_cluster)")" ] || {
      say "PostgreSQL ended by itself; starting it again."
      start_home_cluster
    }
  done
  say_tail "$logs/host.log"
  die 1 "the host ended by itself."
}

command_down() {
  [ $# -eq 0 ] || die 2 "down takes no arguments."
  local file owner found=0
  open_state
  for file in "$state/runs/"*; do
    # Whatever stands on this clone's cluster: up, or a demo with a host of its own.
    grep -qs '^stop-cluster ' "$file" || continue
    found=1
    read -r _ owner _ <"$file"
    # One in another terminal, perhaps still starting, ends itself when it is asked to.
    if run_is_alive "$file" && ! grep -qa Marquee.Host "/proc/$owner/cmdline"; then
      kill -TERM "$owner" 2>/dev/null || true
      while [ -f "$file" ] && run_is_alive "$file"; do sleep 0.1; done
    fi
    [ ! -f "$file" ] || step "ending host and PostgreSQL" clean_run "$file"
  done
  sweep
  stop_cluster "$(home_cluster)"
  if [ "$found" = 1 ]; then say "Down."; else say "Nothing was up."; fi
}
