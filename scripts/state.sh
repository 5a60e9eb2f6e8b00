# What this clone remembers between commands, and how a command that died is cleaned up after.
#
# .marquee/id            who this clone is: a random word and the path it was made for
# .marquee/lock          held while a command starts or stops things
# .marquee/runs/MARK     one file per run: `owner PID START BOOT`, and `cluster DIR` for a cluster that dies with it
# .marquee/stamps/       what the last builds were made from
# .marquee/logs/         logs of builds, host and PostgreSQL
# .marquee/data/         the host's blobs and keys

state=$root/.marquee
logs=$state/logs
run_mark=
run_file=

open_state() {
  if ! mkdir -p "$state/runs" "$state/stamps" "$logs" 2>/dev/null; then
    die 1 "cannot write to $state: this clone belongs to somebody else. Run as its owner."
  fi
  chmod 700 "$state"
  read_clone_id
}

# The id tells clones apart even when one was copied from another or stands where another one stood.
read_clone_id() {
  local path
  if [ -s "$state/id" ]; then
    { read -r clone_id; read -r path; } <"$state/id" || true
    [ "$path" != "$root" ] || return 0
    # Moved: it stays itself. Copied: the copy becomes somebody else.
    if [ "$(head -n 1 "$path/.marquee/id" 2>/dev/null || true)" != "$clone_id" ]; then
      printf '%s\n%s\n' "$clone_id" "$root" >"$state/id"
      return 0
    fi
    rm -rf "$state/runs" "$state/postgres" "$state/data" "$state/port"
    mkdir -p "$state/runs"
  fi
  clone_id=$(head -c 8 /dev/urandom | od -An -tx1 | tr -d ' \n')
  printf '%s\n%s\n' "$clone_id" "$root" >"$state/id"
}

lock_state() {
  exec 9>"$state/lock"
  if ! flock -n 9; then
    say "Another ./marquee is starting or stopping things in this clone; waiting for it."
    flock 9
  fi
}

unlock_state() { exec 9>&-; }

# begin_run KIND: this shell becomes the owner of a run. Whatever the run starts is ended when the shell ends.
begin_run() {
  run_mark=$clone_id-$1-$$
  run_file=$state/runs/$run_mark
  printf 'owner %s\n' "$(process_identity $$)" >"$run_file"
  trap end_run EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}

# note_in_run WORDS...: a line for whoever has to clean up after this run.
note_in_run() { printf '%s\n' "$*" >>"$run_file"; }

end_run() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  [ -z "${before_end_run:-}" ] || "$before_end_run" "$status"
  clean_run "$run_file"
  exit "$status"
}

# leave_run PID: the run stays when this shell ends, for as long as that process lives.
leave_run() {
  local rest
  rest=$(grep -v '^owner ' "$run_file" || true)
  printf 'owner %s\n%s\n' "$(process_identity "$1")" "$rest" >"$run_file.new"
  mv "$run_file.new" "$run_file"
  trap - EXIT INT TERM HUP
}

# clean_run FILE: ends everything of a run, host first, so that it can still say good-bye to its database.
clean_run() {
  local key value mark
  [ -f "$1" ] || return 0
  mark=$(basename "$1")
  end_marked "$mark" 20
  while read -r key value; do
    case $key in
      cluster) remove_cluster "$value" ;;
      stop-cluster) stop_cluster "$value" ;;
    esac
  done <"$1"
  # The compiler's server leaves its pipe behind when it is told to end.
  rm -f "$1" "${TMPDIR:-/tmp}/$mark"
}

# run_is_alive FILE: whether the owner of a run still lives.
run_is_alive() {
  local key identity
  read -r key identity <"$1" || return 1
  # shellcheck disable=SC2086
  [ "$key" = owner ] && process_is $identity
}

# sweep: cleans up after every run whose owner is gone, however it went.
sweep() {
  local file
  exec 8>"$state/sweep.lock"
  flock 8
  for file in "$state"/runs/*; do
    [ -f "$file" ] || continue
    run_is_alive "$file" && continue
    say "Cleaning up after a run that was killed ($(basename "$file"))."
    clean_run "$file"
  done
  remove_install_traces
  exec 8>&-
}

# living_run KIND: the file of a living run of that kind, if there is one.
living_run() {
  local file
  for file in "$state/runs/$clone_id-$1-"*; do
    if [ -f "$file" ] && run_is_alive "$file"; then
      printf '%s' "$file"
      return 0
    fi
  done
  return 1
}

# free_port WISH: the wished port, or the first free one after it. A port is free when nobody answers on it.
free_port() {
  local port=$1
  while port_answers "$port"; do port=$((port + 1)); done
  printf '%s' "$port"
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
