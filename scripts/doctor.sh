# doctor: what is here, what runs, what is free. It looks and changes nothing.

command_doctor() {
  [ $# -eq 0 ] || die 2 "doctor takes no arguments."
  open_state
  doctor_ok=1
  say "Programs"
  look ".NET SDK 10" "$(dotnet --list-sdks 2>/dev/null | sed -n 's/^\(10\.[^ ]*\).*/\1/p' | tail -n 1)" "install dotnet-sdk-10.0"
  look "Node 20 or later" "$(node --version 2>/dev/null || true)" "install nodejs 20"
  look "npm" "$(npm --version 2>/dev/null || true)" "comes with Node"
  look "PostgreSQL 15 or later" "$(postgres_version)" "./marquee up installs it"
  look "Chromium (tests only)" "$(chromium_path)" "./marquee test installs it"
  look "right to install packages" "$(install_right)" "needed only while something above is missing"
  say "Machine"
  look "processor cores" "$(nproc)" ""
  look "memory" "$(memory_words)" ""
  look "free disk for this clone" "$(free_disk "$root")" ""
  look "free disk for the database" "$(free_disk "$(home_cluster)")" ""
  look "port $(wished_port)" "$(port_words)" ""
  say "This clone"
  look "identity" "$clone_id" ""
  look "database" "$(cluster_words)" ""
  look "server build" "$(if host_is_built; then echo current; else echo 'out of date: the next up builds it'; fi)" ""
  look "console build" "$(if console_is_built; then echo current; else echo 'out of date: the next up builds it'; fi)" ""
  show_runs
  show_forgotten
  [ "$doctor_ok" = 1 ] || exit 1
}

# look WHAT FOUND ADVICE: nothing found is a lack only where there is advice.
look() {
  if [ -n "$2" ]; then
    printf '  ✓ %-28s %s\n' "$1" "$2"
  else
    printf '  ✗ %-28s missing: %s\n' "$1" "$3"
    doctor_ok=0
  fi
}

postgres_version() {
  local bin
  bin=$(postgres_bin)
  [ -z "$bin" ] || "$bin/postgres" --version
}

install_right() {
  if [ "$(id -u)" = 0 ]; then echo "yes (root)"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then echo "yes (sudo)"
  else echo "no"; fi
}

memory_words() {
  awk '/^MemTotal/ {total = $2} /^MemAvailable/ {free = $2}
    END {printf "%.1f GB, %.1f GB available", total / 1048576, free / 1048576}' /proc/meminfo
}

# free_disk PATH: of the nearest directory above it that exists.
free_disk() {
  local path=$1
  while [ ! -d "$path" ]; do path=$(dirname "$path"); done
  df -h --output=avail "$path" | tail -n 1 | tr -d ' '
}

port_words() {
  local port
  port=$(wished_port)
  if ! port_answers "$port"; then echo free
  elif living_run up >/dev/null; then echo "in use by this clone's host"
  else echo "taken by somebody else: the next up takes $(free_port "$port")"; fi
}

cluster_words() {
  local cluster pids
  cluster=$(home_cluster)
  pids=$(cluster_pids "$cluster" | wc -l)
  if [ ! -d "$cluster/data" ]; then echo "not made yet (will be in $cluster)"
  elif cluster_is_up "$cluster"; then echo "running in $cluster ($pids processes)"
  elif [ "$pids" != 0 ]; then echo "killed, $pids processes left in $cluster: the next command cleans up"
  else echo "stopped, in $cluster"; fi
}

show_runs() {
  local file
  for file in "$state"/runs/*; do
    [ -f "$file" ] || continue
    if run_is_alive "$file"; then look "run" "$(basename "$file"), living" ""
    else look "run" "$(basename "$file"), dead: the next command cleans up" ""; fi
  done
}

# A clone that was removed leaves its cluster behind when root ran it; nobody but a person may decide to remove that.
show_forgotten() {
  local dir path
  for dir in /var/lib/marquee/*; do
    [ -f "$dir/clone" ] || continue
    path=$(cat "$dir/clone" 2>/dev/null || true)
    if [ "$(head -n 1 "$path/.marquee/id" 2>/dev/null || true)" != "$(basename "$dir")" ]; then
      look "left behind" "$dir ($(du -sh "$dir" 2>/dev/null | cut -f1), clone $path is gone): rm -r it if you agree" ""
    fi
  done
}
