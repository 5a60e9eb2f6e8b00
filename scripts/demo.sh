# The demo drives the public API and nothing else. What it is called with:
#   Marquee.Demo up  --url URL --key FILE --addresses FILE     the demo market, in a tenant of its own, once
#   Marquee.Demo run --url URL --key FILE [--data DIR] [--scale N] [--report FILE]
# `up` writes one line per address into the file: `NAME URL`.

demo_is_here() { [ -x "$demo_program" ]; }

# run_demo_market: its progress goes to the terminal; a second time it finds its tenant and ends at once.
run_demo_market() {
  demo_is_here || return 0
  local status=0
  say "  demo market:"
  foreground "$root/$demo_program" up --url "$host_url" --key "$state/data/demo.key" \
    --addresses "$state/addresses" || status=$?
  [ "$status" = 0 ] || die 1 "the demo market could not be set up; the host's log is .marquee/logs/host.log"
}

# foreground COMMAND...: like run_logged, but on the terminal.
foreground() {
  setsid env MARQUEE_RUN="$run_mark" "$@" </dev/null 7>&- 8>&- 9>&- &
  wait $!
}

# from_caller PATH: absolute, as the person who typed it meant it.
from_caller() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$caller_dir" "$1" ;; esac; }

command_demo() {
  local arguments=() status=0
  while [ $# -gt 0 ]; do
    case $1 in
      --data | --report)
        [ -n "${2:-}" ] || die 2 "$1 needs a path."
        arguments+=("$1" "$(from_caller "$2")")
        [ "$1" = --report ] || [ -d "$(from_caller "$2")" ] || die 2 "there is no folder $2."
        shift 2
        ;;
      --scale)
        [[ ${2:-} =~ ^[0-9]+$ ]] || die 2 "--scale needs a number of SKUs."
        arguments+=("$1" "$2")
        shift 2
        ;;
      *) die 2 "demo does not know '$1'; ./marquee help tells what it does." ;;
    esac
  done
  open_state
  need_sdk
  ensure_packages up
  lock_state
  sweep
  if living_run up >/dev/null; then
    # A host that is up is used as it is; its owner decides when it restarts.
    host_url=http://127.0.0.1:$(cat "$state/port")
    unlock_state
    begin_run demo
  else
    # The lock is kept: this host ends with the demo, so nobody else may build upon it.
    begin_run demo
    build_what_changed
    bring_up
  fi
  demo_is_here || die 1 "there is no demo/ to run."
  foreground "$root/$demo_program" run --url "$host_url" --key "$state/data/demo.key" "${arguments[@]}" || status=$?
  exit "$status"
}
