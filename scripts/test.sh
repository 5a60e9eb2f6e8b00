# Every check, from the compiler to the browser. Two suites run at a time; each has its log and its results in
# artifacts/test-results; the last line counts.

results=$root/artifacts/test-results
at_a_time=2

command_test() {
  local modules=() long=0
  while [ $# -gt 0 ]; do
    case $1 in
      --long) long=1 ;;
      -*) die 2 "test does not know '$1'; ./marquee help tells what it does." ;;
      console | e2e) modules+=("$1") ;;
      *)
        [ -d "tests/$1.Tests" ] || die 2 "there is no tests/$1.Tests, and it is not 'console' or 'e2e'."
        modules+=("$1")
        ;;
    esac
    shift
  done
  local began
  began=$(now_ms)
  open_state
  need_sdk
  ensure_packages test
  exec 7>"$state/test.lock"
  flock -n 7 || die 1 "another ./marquee test runs in this clone."
  sweep
  begin_run test
  mkdir -p "$results"
  rm -rf "${results:?}"/*
  table=$results/table.txt
  : >"$table"
  [ "$long" = 0 ] || export MARQUEE_LONG=1
  export MARQUEE_TEST_RESULTS=$results
  tell_about_data
  run_checks "${modules[@]}"
  print_table "$began"
}

tell_about_data() {
  if [ -z "${MARQUEE_DATA:-}" ]; then
    say "MARQUEE_DATA names no data folder: the tests over real data are skipped."
    return 0
  fi
  [ -d "$MARQUEE_DATA" ] || die 2 "MARQUEE_DATA names $MARQUEE_DATA, which is no folder."
  MARQUEE_DATA=$(cd "$MARQUEE_DATA" && pwd)
  export MARQUEE_DATA
  say "Real data: $MARQUEE_DATA"
}

# run_checks [MODULE...]: without modules everything.
run_checks() {
  local suites=()
  check build build_for_tests "$@"
  # Without a build there is nothing to run, and one red line says so.
  [ "$check_status" = 0 ] || return 0
  wanted format "$@" && check format dotnet_format_check
  mapfile -t suites < <(wanted_suites "$@")
  if [ ${#suites[@]} -gt 0 ] || wanted e2e "$@"; then
    step "PostgreSQL for the tests" new_test_cluster
    MARQUEE_TEST_DATABASE=$(connection "$test_cluster" postgres)
    export MARQUEE_TEST_DATABASE
  fi
  if [ -f console/package.json ] && { wanted console "$@" || wanted e2e "$@"; }; then
    check console-packages need_console_packages
    console_packages=$check_status
  fi
  run_suites "${suites[@]}"
  # Alone: a browser that waits for the machine tells nothing about the page.
  if [ "${console_packages:-1}" = 0 ] && wanted e2e "$@"; then check_e2e; fi
  stop_test_cluster
}

# wanted NAME [MODULE...]: whether that check belongs to the run.
wanted() {
  local name=$1 module
  shift
  [ $# -gt 0 ] || return 0
  for module in "$@"; do [ "$module" != "$name" ] || return 0; done
  return 1
}

# wanted_suites [MODULE...]: the longest first, so that everything else goes beside it; 'console' is the console's own.
wanted_suites() {
  local project name names=()
  for project in tests/*.Tests; do
    name=$(basename "$project" .Tests)
    [ ! -d "$project" ] || [ "$name" = System ] || names+=("$name")
  done
  [ ! -f console/package.json ] || names=(console "${names[@]}")
  for name in System "${names[@]}"; do
    if wanted "$name" "$@"; then printf '%s\n' "$name"; fi
  done
}

# row NAME PASSED FAILED SKIPPED SECONDS: into the table, and told at once.
row() {
  local mark='✓'
  printf '%s %s %s %s %s\n' "$@" >>"$table"
  [ "$3" = 0 ] || mark='✗'
  printf '  %s %-18s %5s passed %4s failed %4s skipped %8s s\n' "$mark" "$@"
}

# check NAME COMMAND...: a check that is one thing: it passes or fails. Sets check_status.
check() {
  local name=$1 began
  shift
  began=$(now_ms)
  check_status=0
  "$@" >"$results/$name.log" 2>&1 || check_status=$?
  if [ "$check_status" = 0 ]; then
    row "$name" 1 0 0 "$(seconds_since "$began")"
    rm -f "$results/$name.log"
  else
    row "$name" 0 1 0 "$(seconds_since "$began")"
    say_tail "$results/$name.log" 60
  fi
}

build_for_tests() {
  local status=0 module
  if [ $# -eq 0 ]; then
    dotnet_build tests Marquee.slnx -c Debug || status=$?
  else
    for module in "$@"; do
      [ ! -d "tests/$module.Tests" ] || dotnet_build tests "tests/$module.Tests" -c Debug || status=$?
    done
    if wanted e2e "$@"; then dotnet_build tests Marquee.slnx -c Debug || status=$?; fi
  fi
  end_compiler_servers
  return "$status"
}

dotnet_format_check() {
  run_logged "$logs/format.log" dotnet format whitespace Marquee.slnx --verify-no-changes --no-restore --verbosity minimal
}

# run_suites NAME...: at most two programs at a time, because the smallest machine we promise has two cores.
run_suites() {
  local waiting=("$@") pid name
  declare -A running=() started=()
  while [ ${#waiting[@]} -gt 0 ] || [ ${#running[@]} -gt 0 ]; do
    while [ ${#waiting[@]} -gt 0 ] && [ ${#running[@]} -lt $at_a_time ]; do
      name=${waiting[0]}
      waiting=("${waiting[@]:1}")
      start_suite "$name"
      running[$spawned]=$name
      started[$spawned]=$(now_ms)
    done
    wait -n -p pid "${!running[@]}" || true
    finish_suite "${running[$pid]}" "${started[$pid]}"
    unset "running[$pid]"
  done
}

start_suite() {
  if [ "$1" = console ]; then
    check_console 7>&- &
    spawned=$!
    return 0
  fi
  local program=$root/artifacts/bin/$1.Tests/debug/Marquee.$1.Tests minutes=10
  # The whole product under faults: campaigns over three real catalogues, deaths, outages, a restore.
  [ "$1" != System ] || minutes=20
  [ -z "${MARQUEE_LONG:-}" ] || minutes=120
  mkdir -p "$results/$1"
  spawn "$results/$1/output.log" env MARQUEE_TEST_RESULTS="$results/$1" \
    timeout --kill-after=10 "${minutes}m" "$program" -noLogo -noColor -xml "$results/$1/results.xml"
}

# finish_suite NAME BEGAN: counts from the results file. A suite that wrote none crashed, and that is a failure; so is
# one that ran no test at all.
finish_suite() {
  [ "$1" != console ] || return 0
  local name=$1 seconds file=$results/$1/results.xml passed failed skipped errors
  seconds=$(seconds_since "$2")
  passed=$(xml_sum passed "$file")
  failed=$(xml_sum failed "$file")
  skipped=$(xml_sum skipped "$file")
  errors=$(xml_sum errors "$file")
  failed=$((failed + errors))
  [ $((passed + failed + skipped)) -gt 0 ] || failed=1
  row "$name" "$passed" "$failed" "$skipped" "$seconds"
  if [ "$failed" != 0 ]; then
    say_tail "$results/$name/output.log" 80
    say "    all of it: artifacts/test-results/$name/"
  fi
}

# xml_sum ATTRIBUTE FILE: over the assembly elements of an xunit results file.
xml_sum() {
  local total=0 number
  for number in $(grep -o '<assembly [^>]*' "$2" 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' || true); do
    total=$((total + number))
  done
  printf '%s' "$total"
}

need_console_packages() { need_node && install_console_packages; }

check_console() {
  [ "$console_packages" = 0 ] || return 0
  check console-types run_logged "$logs/console-types.log" npm --prefix console run typecheck
  check console-lint run_logged "$logs/console-lint.log" npm --prefix console run lint
  # The size budget is checked on what is built from these sources.
  check console-build console_build
  mkdir -p "$results/console"
  count_console console npm --prefix console run test -- --reporter=default --reporter=json \
    --outputFile="$results/console/results.json"
}

# In a shell of its own: a build that breaks is a red line, not the end of the run.
console_build() { console_is_built || (build_console); }

check_e2e() {
  [ -f console/playwright.config.ts ] || return 0
  if ! console_is_built; then check console-build console_build; fi
  mkdir -p "$results/e2e"
  count_console e2e env CHROMIUM_PATH="$(chromium_path)" MARQUEE_HOST="$root/artifacts/bin/Host/debug/Marquee.Host" \
    MARQUEE_DEMO="$root/artifacts/bin/Demo/debug/Marquee.Demo" MARQUEE_CONSOLE_DIR="$root/console/dist" \
    MARQUEE_TEST_RESULTS="$results/e2e" PLAYWRIGHT_JSON_OUTPUT_NAME="$results/e2e/results.json" \
    npm --prefix console run e2e -- --reporter=list,json --output="$results/e2e/files"
}

# count_console NAME COMMAND...: runs it and counts from results.json, Vitest's or Playwright's.
count_console() {
  local name=$1 began status=0 counts
  shift
  began=$(now_ms)
  spawn "$results/$name/output.log" "$@"
  wait "$spawned" || status=$?
  counts=$(node "$root/scripts/count-results.mjs" "$results/$name/results.json" 2>/dev/null || echo "0 1 0")
  # A red exit with green counts means that something outside of the tests broke.
  if [ "$status" != 0 ] && [[ $counts == *" 0 "* ]]; then counts=${counts/ 0 / 1 }; fi
  # shellcheck disable=SC2086
  row "$name" $counts "$(seconds_since "$began")"
  if [ "$status" != 0 ]; then
    say_tail "$results/$name/output.log" 80
    say "    all of it: artifacts/test-results/$name/"
  fi
}

stop_test_cluster() {
  [ -n "${test_cluster:-}" ] || return 0
  remove_cluster "$test_cluster"
  test_cluster=
}

# print_table BEGAN: every suite, then the sum as the very last line; the exit code follows it.
print_table() {
  local name passed failed skipped seconds all_passed=0 all_failed=0 all_skipped=0 summary
  say ""
  printf '%-20s %8s %8s %8s %10s\n' suite passed failed skipped seconds
  while read -r name passed failed skipped seconds; do
    printf '%-20s %8s %8s %8s %10s\n' "$name" "$passed" "$failed" "$skipped" "$seconds"
    all_passed=$((all_passed + passed))
    all_failed=$((all_failed + failed))
    all_skipped=$((all_skipped + skipped))
  done <"$table"
  printf '%-20s %8s %8s %8s %10s\n' total $all_passed $all_failed $all_skipped "$(seconds_since "$1")"
  [ "$all_failed" = 0 ] || say "Logs, seeds and screenshots: artifacts/test-results/"
  [ $((all_passed + all_failed)) -gt 0 ] || all_failed=1
  summary="$all_passed passed, $all_failed failed"
  [ "$all_skipped" = 0 ] || summary="$summary, $all_skipped skipped"
  clean_before_last_line
  say "$summary"
  [ "$all_failed" = 0 ] || exit 1
}

# The count must be the last line, so whatever ends with the run ends before it.
clean_before_last_line() { end_marked "$run_mark" 10; }
