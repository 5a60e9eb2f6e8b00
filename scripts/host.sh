# The host: started on a free port of the loopback, asked until it is ready, ended in order.

default_port=5080

# wished_port [N]: an explicit wish, else the port of last time, else the default.
wished_port() {
  local recorded
  recorded=$(cat "$state/port" 2>/dev/null || true)
  printf '%s' "${1:-${recorded:-$default_port}}"
}

# start_host PORT: sets host_pid and host_url. Its log goes to stderr; stdout carries only what the terminal must
# see once (the administrator's first password), in a file nobody else may read.
start_host() {
  host_url=http://127.0.0.1:$1
  (umask 077 && mkdir -p "$state/data" && : >>"$state/host.out")
  : >"$logs/host.log"
  setsid env MARQUEE_RUN="$run_mark" \
    MARQUEE_DATABASE="$(connection "$(home_cluster)" marquee);Maximum Pool Size=100" \
    MARQUEE_DATA_DIR="$state/data" \
    MARQUEE_URLS="$host_url" \
    MARQUEE_CONSOLE_DIR="$root/console/dist" \
    Logging__Console__LogToStandardErrorThreshold=Trace \
    DOTNET_NOLOGO=1 \
    "$root/$host_program" >>"$state/host.out" 2>"$logs/host.log" </dev/null 7>&- 8>&- 9>&- &
  host_pid=$!
}

# http_status PORT PATH: the status code, or nothing when nobody answers. In bash, because curl may not be there.
http_status() {
  local line=
  { exec 4<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 0
  { printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&4 && IFS= read -r -t 10 line <&4; } 2>/dev/null || true
  exec 4>&- 4<&-
  line=${line#HTTP/* }
  printf '%s' "${line%% *}"
}

# wait_for_host PORT: until it is ready. It migrates first, which may take its time.
wait_for_host() {
  local deadline=$(($(now_ms) + 120000))
  until [ "$(http_status "$1" /health/ready)" = 200 ]; do
    if ! process_start "$host_pid" >/dev/null; then
      say_tail "$logs/host.log"
      die 1 "the host ended before it was ready."
    fi
    if [ "$(now_ms)" -gt "$deadline" ]; then
      say_tail "$logs/host.log"
      die 1 "the host is not ready after two minutes."
    fi
    sleep 0.1
  done
}

# bring_up [PORT]: cluster and host of this clone, in the present run; sets host_pid, host_url, host_port.
bring_up() {
  note_in_run stop-cluster "$(home_cluster)"
  step "PostgreSQL" start_home_cluster
  local wish
  wish=$(wished_port "${1:-}")
  host_port=$(free_port "$wish")
  [ "$host_port" = "$wish" ] || say "  Port $wish is taken by somebody else; taking $host_port."
  printf '%s\n' "$host_port" >"$state/port"
  start_host "$host_port"
  step "host" wait_for_host "$host_port"
  pass_on_host_words
}

# pass_on_host_words: what the host said on stdout goes to the terminal once and is kept nowhere.
pass_on_host_words() {
  local word rest
  [ -s "$state/host.out" ] || return 0
  say ""
  while read -r word rest; do
    case $word in
      MARQUEE_ADMIN_PASSWORD) say "  The console's first account, told this once:  admin  $rest" ;;
      *) say "  $word $rest" ;;
    esac
  done <"$state/host.out"
  say ""
  : >"$state/host.out"
}
