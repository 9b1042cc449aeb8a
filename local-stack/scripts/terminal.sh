# What ./griot says on the terminal. Sourced, not run.

if [ -t 1 ]; then
  bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' dim='' green='' red='' plain=''
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s›%s %s\n' "$dim" "$plain" "$*"; }
# Says what is done and how many seconds it took: done_in WHAT SECONDS
done_in() { printf '%s✓%s %s %s(%ss)%s\n' "$green" "$plain" "$1" "$dim" "$2" "$plain"; }
# Ends the script with a sentence; further arguments are lines below it.
fail() {
  printf '%s✗ %s%s\n' "$red" "$1" "$plain" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# Asks a yes-or-no question. Any answer but "y" ends the script.
ask() {
  local answer=''
  printf '%s [y/N] ' "$1"
  read -r answer || true
  [ "$answer" = y ] || fail "nothing was done"
}
