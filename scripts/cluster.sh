# Private PostgreSQL clusters: one per clone for up and demo, throw-away ones for tests.
# They listen on a Unix socket in a directory only its owner may enter, never on the network.
#
# A cluster directory holds data/ (PostgreSQL's), s/ (the socket), log, and clone (which clone made it).

# PostgreSQL refuses to run as root; root runs it as the package's user.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups \
      env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME=/ "$@") 7>&- 8>&- 9>&-
  else
    (cd / && exec env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME="$HOME" "$@") 7>&- 8>&- 9>&-
  fi
}

# home_cluster: the directory of this clone's cluster. For root it stands where the package's user can reach it,
# because a clone under /root is closed to that user.
home_cluster() {
  if [ "$(id -u)" = 0 ]; then
    printf '/var/lib/marquee/%s' "$clone_id"
  else
    printf '%s/postgres' "$state"
  fi
}

# socket_dir CLUSTER: a short private directory; a socket's path may have 107 bytes and a clone's may have more.
socket_dir() {
  local dir=$1/s
  if [ ${#dir} -gt 80 ]; then
    dir=$(cat "$1/socket-dir" 2>/dev/null || true)
    if [ -z "$dir" ] || [ -L "$dir" ] || [ ! -O "$dir" ]; then
      dir=$(mktemp -d /tmp/marquee.XXXXXXXX)
      printf '%s\n' "$dir" >"$1/socket-dir"
    fi
  fi
  printf '%s' "$dir"
}

# connection CLUSTER DATABASE: an Npgsql connection string.
connection() { printf 'Host=%s;Username=marquee;Database=%s' "$(socket_dir "$1")" "$2"; }

make_cluster_dir() {
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || die 3 "there is no user 'postgres' to run PostgreSQL as; it refuses to run as root."
    mkdir -p "$(dirname "$1")"
    install -d -o postgres -g postgres -m 700 "$1"
  else
    mkdir -p "$1"
    chmod 700 "$1"
  fi
  printf '%s\n' "$root" | as_postgres tee "$1/clone" >/dev/null
}

# init_cluster CLUSTER: makes the cluster if it is not there. A half-made one is made again.
init_cluster() {
  local cluster=$1 bin
  [ ! -f "$cluster/data/made" ] || return 0
  bin=$(postgres_bin)
  make_cluster_dir "$cluster"
  as_postgres rm -rf "$cluster/data"
  # Trust is safe here: the socket's directory lets nobody but its owner in, and there is no other way in.
  # Ids are compared as bytes, which is what C does and several times as fast as any language's order; the order of
  # C.UTF-8 is the same, but PostgreSQL would ask the system's library for every comparison.
  as_postgres "$bin/initdb" --pgdata="$cluster/data" --username=marquee --encoding=UTF8 --lc-collate=C \
    --lc-ctype=C.UTF-8 --lc-messages=C.UTF-8 --lc-monetary=C.UTF-8 --lc-numeric=C.UTF-8 --lc-time=C.UTF-8 \
    --auth-local=trust --auth-host=reject --no-sync >"$logs/initdb.log" 2>&1 ||
    { say_tail "$logs/initdb.log"; die 1 "PostgreSQL could not make its cluster in $cluster."; }
  printf "include 'marquee.conf'\n" | as_postgres tee -a "$cluster/data/postgresql.conf" >/dev/null
  as_postgres touch "$cluster/data/made"
}

# settings CLUSTER KIND: what both kinds share, then what is only right for one of them.
settings() {
  local memory_kb shared_mb
  memory_kb=$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)
  shared_mb=$((memory_kb / 1024 / 8))
  [ "$shared_mb" -lt 512 ] || shared_mb=512
  [ "$shared_mb" -gt 64 ] || shared_mb=64
  cat <<CONF
# Written by ./marquee at every start.
listen_addresses = ''
unix_socket_directories = '$(socket_dir "$1")'
unix_socket_permissions = 0700
shared_buffers = ${shared_mb}MB
max_connections = 200
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
CONF
  if [ "$2" = test ]; then
    cat <<CONF
# Nothing in a test cluster outlives the tests; only there may durability be off.
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
max_connections = 400
CONF
  fi
}

# start_cluster CLUSTER KIND: starts it, cleaning up what a killed one left behind.
start_cluster() {
  local cluster=$1 bin socket
  cluster_is_up "$cluster" && return 0
  end_cluster_remains "$cluster"
  bin=$(bin_for_cluster "$cluster")
  socket=$(socket_dir "$cluster")
  as_postgres mkdir -p "$socket"
  as_postgres chmod 700 "$socket"
  settings "$cluster" "$2" | as_postgres tee "$cluster/data/marquee.conf" >/dev/null
  as_postgres "$bin/pg_ctl" start --pgdata="$cluster/data" --log="$cluster/log" --wait --timeout=120 --silent \
    >/dev/null 2>&1 ||
    { as_postgres cat "$cluster/log" >"$logs/postgres.log" || true; say_tail "$logs/postgres.log"
      die 1 "PostgreSQL did not start in $cluster."; }
}

# A cluster keeps the major version it was made with.
bin_for_cluster() {
  local version bin
  version=$(as_postgres cat "$1/data/PG_VERSION")
  bin=/usr/lib/postgresql/$version/bin
  [ -x "$bin/postgres" ] || bin=$(postgres_bin)
  case $("$bin/postgres" --version) in
    *" $version."*) printf '%s' "$bin" ;;
    *) die 1 "the cluster in $1 was made by PostgreSQL $version, which is no longer installed. Install postgresql-$version," \
      "or remove the directory to start afresh." ;;
  esac
}

cluster_is_up() {
  [ -n "$(cluster_pids "$1")" ] && [ -S "$(socket_dir "$1")/.s.PGSQL.5432" ] &&
    as_postgres "$(postgres_bin)/pg_isready" --quiet --host="$(socket_dir "$1")"
}

# cluster_pids CLUSTER: every server process works inside its data directory, which proves whose it is.
cluster_pids() {
  local link pid
  [ -d "$1" ] || return 0
  for link in /proc/[0-9]*/cwd; do
    [ "$(readlink "$link" 2>/dev/null || true)" = "$1/data" ] || continue
    pid=${link#/proc/}
    printf '%s\n' "${pid%/cwd}"
  done
}

# end_cluster_remains CLUSTER: after a kill -9, ends server processes that are left and removes the stale lock files.
# PostgreSQL would refuse to start while the pid in them lives, even as a zombie or as somebody else's process. Once no
# process works in the data directory, nobody holds those locks.
end_cluster_remains() {
  local pids tries=0
  while pids=$(cluster_pids "$1") && [ -n "$pids" ]; do
    tries=$((tries + 1))
    # A server that lost its postmaster ends by itself; one that does not is told so.
    # shellcheck disable=SC2086
    if [ "$tries" = 20 ]; then kill -QUIT $pids 2>/dev/null || true; fi
    # shellcheck disable=SC2086
    if [ "$tries" -gt 100 ]; then kill -KILL $pids 2>/dev/null || true; fi
    sleep 0.1
  done
  as_postgres rm -f "$1/data/postmaster.pid" "$(socket_dir "$1")/.s.PGSQL.5432" "$(socket_dir "$1")/.s.PGSQL.5432.lock"
}

stop_cluster() {
  local bin
  [ -d "$1/data" ] || return 0
  if [ -n "$(cluster_pids "$1")" ]; then
    bin=$(bin_for_cluster "$1")
    as_postgres "$bin/pg_ctl" stop --pgdata="$1/data" --mode=fast --wait --timeout=60 --silent >/dev/null 2>&1 || true
  fi
  end_cluster_remains "$1"
  remove_socket_dir "$1"
}

# remove_socket_dir CLUSTER: the one under /tmp, where the cluster's own path is too long for a socket.
remove_socket_dir() {
  local dir
  dir=$(cat "$1/socket-dir" 2>/dev/null || true)
  case $dir in /tmp/marquee.*) rm -rf "$dir" "$1/socket-dir" ;; esac
}

# remove_cluster CLUSTER: for a throw-away one, whose data is worth nothing.
remove_cluster() {
  case $1 in
    */marquee-test.* | */marquee-bench.*) ;;
    *) die 1 "refusing to remove $1: it is not a throw-away cluster." ;;
  esac
  [ -d "$1" ] || return 0
  local pids
  pids=$(cluster_pids "$1")
  # shellcheck disable=SC2086
  [ -z "$pids" ] || kill -QUIT $pids 2>/dev/null || true
  end_cluster_remains "$1"
  remove_socket_dir "$1"
  rm -rf "$1"
}

# start_home_cluster: this clone's own, with its database.
start_home_cluster() {
  local cluster
  cluster=$(home_cluster)
  init_cluster "$cluster"
  start_cluster "$cluster" home
  ensure_database "$cluster"
}

ensure_database() {
  local bin
  bin=$(postgres_bin)
  if [ "$(sql "$1" postgres "select count(*) from pg_database where datname = 'marquee'")" = 0 ]; then
    as_postgres "$bin/createdb" --host="$(socket_dir "$1")" --username=marquee marquee
  fi
}

# sql CLUSTER DATABASE STATEMENT: the answer, unaligned.
sql() {
  as_postgres "$(postgres_bin)/psql" --host="$(socket_dir "$1")" --username=marquee --dbname="$2" \
    --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$3"
}

# halt_cluster CLUSTER MODE: the server ends, and everything of the cluster stays where it is.
halt_cluster() {
  as_postgres "$(bin_for_cluster "$1")/pg_ctl" stop --pgdata="$1/data" --mode="$2" --wait --timeout=60 --silent
}

# cluster_of_run FILE: the cluster that lives as long as that run.
cluster_of_run() {
  [ -f "$1" ] || die 2 "there is no test cluster of that process."
  sed -n 's/^cluster //p' "$1"
}

# new_test_cluster: makes and starts a throw-away cluster that dies with this run; sets test_cluster.
new_test_cluster() {
  test_cluster=$(mktemp -d "${TMPDIR:-/tmp}/marquee-test.XXXXXXXX")
  note_in_run cluster "$test_cluster"
  init_cluster "$test_cluster"
  start_cluster "$test_cluster" test
}

# test-cluster start PID: prints a connection string; the cluster lives until PID ends or `stop PID` is called.
# pause, crash and resume PID do to its server what happens to servers: an orderly stop, a power cut, a start.
command_test_cluster() {
  local action=${1:-} owner=${2:-}
  [[ $action =~ ^(start|stop|pause|crash|resume)$ && $owner =~ ^[0-9]+$ ]] ||
    die 2 "usage: ./marquee test-cluster start|stop|pause|crash|resume PID"
  open_state
  if [ "$action" != start ]; then
    run_file=$state/runs/$clone_id-testcluster-$owner
    case $action in
      stop) [ ! -f "$run_file" ] || clean_run "$run_file" ;;
      pause) halt_cluster "$(cluster_of_run "$run_file")" fast ;;
      crash) halt_cluster "$(cluster_of_run "$run_file")" immediate ;;
      resume) start_cluster "$(cluster_of_run "$run_file")" test ;;
    esac
    return 0
  fi
  [ -n "$(postgres_bin)" ] || die 3 "PostgreSQL is not installed; ./marquee test installs it."
  sweep >&2
  begin_run testcluster
  new_test_cluster
  mv "$run_file" "$state/runs/$clone_id-testcluster-$owner"
  run_file=$state/runs/$clone_id-testcluster-$owner
  leave_run "$owner"
  connection "$test_cluster" postgres
  printf '\n'
}
