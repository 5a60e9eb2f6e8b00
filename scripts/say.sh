# Words on the terminal: plain lines, steps with durations, refusals.

if [ -t 1 ]; then say_live=1; else say_live=0; fi

say() { printf '%s\n' "$*"; }

# A refusal: says what is wrong and ends. Usage: die CODE WORDS...
die() {
  local code=$1
  shift
  printf 'marquee: %s\n' "$*" >&2
  exit "$code"
}

now_ms() { printf '%s' "$((${EPOCHREALTIME/./} / 1000))"; }

# seconds_since MS: how long ago that was, in seconds with one digit.
seconds_since() {
  local spent=$(($(now_ms) - $1))
  printf '%d.%d' $((spent / 1000)) $((spent % 1000 / 100))
}

# step TITLE COMMAND...: runs the command in this shell and prints one line with its duration.
# The command may set step_note to add words to that line.
step() {
  local title=$1 began
  shift
  began=$(now_ms)
  step_note=
  [ "$say_live" = 0 ] || printf '  … %s' "$title"
  "$@"
  [ "$say_live" = 0 ] || printf '\r\033[K'
  printf '  ✓ %-46s %7s s%s\n' "$title" "$(seconds_since "$began")" "${step_note:+   $step_note}"
}

# say_tail FILE [LINES]: the end of a log, indented, with its path.
say_tail() {
  [ "$say_live" = 0 ] || printf '\n'
  say "    the last lines of ${1#"$root"/}:"
  tail -n "${2:-30}" "$1" 2>/dev/null | sed 's/^/    | /' || true
}
