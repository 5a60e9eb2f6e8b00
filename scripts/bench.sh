# bench: measures one area, each case beside its peer, on a cluster of its own with the settings of `up`.

bench_inputs=("${dotnet_inputs[@]}" bench)
bench_program=artifacts/bin/Bench/release/Marquee.Bench

bench_is_built() {
  bench_digest=$(digest_of "${bench_inputs[@]}")
  [ -x "$bench_program" ] && stamp_is bench "$bench_digest"
}

build_bench() {
  dotnet_build bench bench -c Release || die 1 "the bench does not build; see .marquee/logs/build-bench.log"
  end_compiler_servers
  printf '%s\n' "$bench_digest" >"$state/stamps/bench"
}

# start_bench_cluster: where the clone's own cluster stands, so on the same file system, and as durable.
start_bench_cluster() {
  local parent
  parent=$(dirname "$(home_cluster)")
  mkdir -p "$parent"
  bench_cluster=$(mktemp -d "$parent/marquee-bench.XXXXXXXX")
  note_in_run cluster "$bench_cluster"
  init_cluster "$bench_cluster"
  start_cluster "$bench_cluster" home
}

command_bench() {
  local area=${1:-} arguments=() quick=0 status=0
  [ $# -eq 0 ] || shift
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) quick=1; arguments+=("$1"); shift ;;
      --json)
        [ -n "${2:-}" ] || die 2 "--json needs a path."
        arguments+=("$1" "$(from_caller "$2")")
        shift 2
        ;;
      *) die 2 "bench does not know '$1'; ./marquee help tells what it does." ;;
    esac
  done
  # The areas are the names in bench/Areas, so that a wrong word is refused before anything is built.
  if ! bench_areas | grep -qx -- "$area"; then
    die 2 "there is no area '$area'; the areas are: $(bench_areas | tr '\n' ' ')"
  fi
  open_state
  need_sdk
  case $area in
    ledger) ensure_packages bench-ledger ;;
    # Its pages are opened in a browser.
    console) ensure_packages test && need_node ;;
    *) ensure_packages up ;;
  esac
  lock_state
  sweep
  ! living_run bench >/dev/null || die 1 "another bench runs in this clone; two would measure each other."
  begin_run bench
  host_is_built || step "server" build_host
  bench_is_built || step "bench" build_bench
  if [ "$area" = console ]; then
    console_is_built || step "console" build_console
    step "browser's driver" install_console_packages
    export MARQUEE_CONSOLE_DIR=$root/console/dist CHROMIUM_PATH
    CHROMIUM_PATH=$(chromium_path)
    arguments+=(--console "$root/console")
  fi
  unlock_state
  rm -rf "$state/bench"
  (umask 077 && mkdir -p "$state/bench")
  step "PostgreSQL" start_bench_cluster
  [ "$quick" = 1 ] || arguments+=(--results "$root/bench/results")
  foreground "$root/$bench_program" "$area" --cluster "$(connection "$bench_cluster" postgres)" \
    --host "$root/$host_program" --work "$state/bench" "${arguments[@]}" || status=$?
  rm -rf "$state/bench"
  exit "$status"
}

bench_areas() { sed -n 's/^    public string Name => "\(.*\)";$/\1/p' "$root"/bench/Areas/*/*Area.cs | sort; }
