# Builds only what changed. A stamp is a digest of the inputs' contents, so a checkout that only touches times costs
# nothing and a deleted file is noticed.

dotnet_inputs=(src storefront plugins demo Directory.Build.props Directory.Build.targets Directory.Packages.props
  global.json .editorconfig BannedSymbols.txt)
console_inputs=(console docs/api)

# digest_of PATH...: of names and contents of every file below, without what is made from them.
digest_of() {
  local path existing=()
  for path in "$@"; do [ ! -e "$path" ] || existing+=("$path"); done
  find "${existing[@]}" \( -name node_modules -o -name dist -o -name test-results -o -name playwright-report \) -prune \
    -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64
}

stamp_is() { [ "$(cat "$state/stamps/$1" 2>/dev/null || true)" = "$2" ]; }

# No compiler server outlives the run: MSBuild's nodes end with the build, and the C# compiler's server gets a pipe of
# its own name, so that it can be ended without touching anybody else's.
dotnet_build() {
  run_logged "$logs/build-$1.log" env DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build "${@:2}" -nr:false -p:UseSharedCompilation=true \
    -p:SharedCompilationId="$run_mark" --verbosity quiet -clp:NoSummary
}

# The compiler's server carries this run's mark like every child; nobody else uses its pipe.
end_compiler_servers() {
  local pid
  for pid in $(marked_pids "$run_mark"); do
    if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "VBCSCompiler.*$run_mark"; then
      kill -TERM "$pid" 2>/dev/null || true
    fi
  done
}

host_program=artifacts/bin/Host/release/Marquee.Host
demo_program=artifacts/bin/Demo/release/Marquee.Demo

host_is_built() {
  server_digest=$(digest_of "${dotnet_inputs[@]}")
  [ -x "$host_program" ] && { [ ! -f demo/Demo.csproj ] || [ -x "$demo_program" ]; } && stamp_is server "$server_digest"
}

console_is_built() {
  [ -f console/package.json ] || return 0
  console_digest=$(digest_of "${console_inputs[@]}")
  [ -f console/dist/index.html ] && stamp_is console "$console_digest"
}

build_host() {
  [ -f src/Host/Host.csproj ] || die 1 "there is no src/Host to build."
  dotnet_build host src/Host -c Release || die 1 "the host does not build; see .marquee/logs/build-host.log"
  if [ -f demo/Demo.csproj ]; then
    dotnet_build demo demo -c Release || die 1 "the demo does not build; see .marquee/logs/build-demo.log"
  fi
  end_compiler_servers
  printf '%s\n' "$server_digest" >"$state/stamps/server"
}

install_console_packages() {
  local digest
  digest=$(digest_of console/package.json console/package-lock.json)
  if [ -d console/node_modules ] && stamp_is console-packages "$digest"; then return 0; fi
  rm -f "$state/stamps/console-packages"
  run_logged "$logs/npm-ci.log" npm --prefix console ci --no-audit --no-fund --loglevel=error || return 1
  printf '%s\n' "$digest" >"$state/stamps/console-packages"
}

build_console() {
  install_console_packages || die 1 "the console's packages could not be installed; see .marquee/logs/npm-ci.log"
  run_logged "$logs/build-console.log" npm --prefix console run build ||
    die 1 "the console does not build; see .marquee/logs/build-console.log"
  printf '%s\n' "$console_digest" >"$state/stamps/console"
}

build_what_changed() {
  host_is_built || step "server" build_host
  if ! console_is_built; then
    need_node
    step "console" build_console
  fi
}

command_format() {
  open_state
  need_sdk
  begin_run format
  step "C# (dotnet format)" run_logged "$logs/format.log" dotnet format Marquee.slnx --verbosity minimal
  if [ -f console/package.json ]; then
    need_node
    step "console packages" install_console_packages
    step "console" run_logged "$logs/format-console.log" npm --prefix console run format
  fi
}
