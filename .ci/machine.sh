# What ./run and ./test need of the machine; sourced by both, needs nothing but bash.

# A shell that was open when Rust was installed does not know it yet.
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

# Says what is wrong and what to do about it, and stops.
stop() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf 'hint: %s\n' "$2" >&2
  exit 1
}

# Installs the Debian packages named that are missing.
need_packages() {
  local package missing=() as_root=(env)
  command -v dpkg-query >/dev/null || return 0 # not Debian: the compiler will say what it misses
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      stop "these packages are missing: ${missing[*]}" "as root: apt-get install ${missing[*]}"
    as_root=(sudo env)
  fi
  echo "installing ${missing[*]}"
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

# Finds cargo, and checks that its Rust is at least the version given.
need_rust() {
  local wanted=$1 found
  command -v cargo >/dev/null ||
    stop "there is no cargo" "install Rust $wanted or newer as https://rustup.rs says, then come back"
  found=$(rustc --version | cut -d' ' -f2)
  is_at_least "$found" "$wanted" ||
    stop "this is Rust $found; Rust $wanted or newer is needed" "rustup update stable"
}

# Whether version $1 is $2 or newer.
is_at_least() {
  printf '%s\n%s\n' "$2" "$1" | sort --check=quiet --version-sort
}
