# What has to be on the machine, and how it gets there. Debian packages only; nothing is fetched in any other way.

createcluster_trace=/etc/postgresql-common/createcluster.d/marquee-install.conf
policy_trace=/usr/sbin/policy-rc.d
policy_mark='# Written by Marquee for the length of one installation.'

# needed_packages PURPOSE: the packages that are missing, one per line: "name why".
needed_packages() {
  [ -n "$(postgres_bin)" ] || say "postgresql the database: each clone starts a private cluster of its own"
  [ "$1" != bench-ledger ] || command -v redis-server >/dev/null ||
    say "redis-server a peer of the ledger's bench; it is started and ended by the bench alone"
  [ "$1" = test ] || return 0
  [ -n "$(chromium_path)" ] || say "chromium the browser that the console's tests drive"
  [ -n "$(find /usr/share/fonts -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ] ||
    say "fonts-noto-cjk Chinese letters in screenshots"
}

# postgres_bin: the newest PostgreSQL server's programs, 15 or later; empty when there is none.
postgres_bin() {
  local dir found=
  for dir in $(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V); do
    [ -x "$dir/initdb" ] && [ "$(basename "$(dirname "$dir")")" -ge 15 ] && found=$dir
  done
  if [ -z "$found" ] && command -v initdb >/dev/null && command -v postgres >/dev/null; then
    found=$(dirname "$(readlink -f "$(command -v initdb)")")
  fi
  printf '%s' "$found"
}

chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

# ensure_packages PURPOSE: installs what is missing, or names it and stops.
ensure_packages() {
  local missing names sudo=
  missing=$(needed_packages "$1")
  [ -n "$missing" ] || return 0
  names=$(cut -d' ' -f1 <<<"$missing" | tr '\n' ' ')
  say "This machine lacks:"
  sed 's/^\([^ ]*\) /  \1: /' <<<"$missing"
  if ! command -v apt-get >/dev/null; then
    die 3 "apt-get is not here. Install the equivalents of: $names"
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      die 3 "no right to install packages. Ask somebody who has it to run:
  apt-get update && apt-get install --no-install-recommends $names"
    fi
    sudo='sudo -n'
  fi
  say "Installing them once by apt-get (log: .marquee/logs/install.log)."
  # shellcheck disable=SC2086
  install_packages "$sudo" $names
  [ -z "$(needed_packages "$1")" ] || die 3 "apt-get reported success, but still missing:
$(needed_packages "$1")"
}

# The postgresql package would create and start a cluster for the whole machine. Nobody asked for one.
install_packages() {
  local sudo=$1 status=0
  shift
  if [ ! -e "$policy_trace" ]; then
    printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" | $sudo tee "$policy_trace" >/dev/null
    $sudo chmod 755 "$policy_trace"
  fi
  $sudo mkdir -p "$(dirname "$createcluster_trace")"
  printf '# %s\ncreate_main_cluster = false\n' "${policy_mark#\# }" | $sudo tee "$createcluster_trace" >/dev/null
  step "package lists (apt-get update)" apt_logged "$sudo" update || status=$?
  [ "$status" != 0 ] || step "packages: $*" apt_logged "$sudo" install --yes --no-install-recommends "$@" || status=$?
  remove_install_traces
  [ "$status" = 0 ] || die 3 "apt-get failed; see .marquee/logs/install.log"
}

apt_logged() {
  local sudo=$1 status=0
  shift
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" \
    >>"$logs/install.log" 2>&1 </dev/null 7>&- 8>&- 9>&- || status=$?
  [ "$status" = 0 ] || say_tail "$logs/install.log"
  return "$status"
}

# Puts back what install_packages changed; also called by sweep, should an installation have been killed.
remove_install_traces() {
  local sudo=
  [ "$(id -u)" = 0 ] || sudo='sudo -n'
  if [ -e "$createcluster_trace" ]; then $sudo rm -f "$createcluster_trace" 2>/dev/null || true; fi
  if grep -qsF "$policy_mark" "$policy_trace"; then $sudo rm -f "$policy_trace" 2>/dev/null || true; fi
}

# need_sdk: .NET and Node come from the user; Marquee does not install them.
need_sdk() {
  command -v dotnet >/dev/null || die 3 "the .NET 10 SDK is not on the PATH; install it first (apt: dotnet-sdk-10.0)."
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    die 3 "the .NET 10 SDK is needed; here are: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')"
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || die 3 "Node 20 with npm is not on the PATH; install it first."
  local major
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge 20 ] || die 3 "Node 20 or later is needed; here is $(node --version)."
}
