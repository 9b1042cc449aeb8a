# Finds or installs the programs that ./griot needs. Sourced, not run.

readonly JDK_MAJOR=25

# Installs Debian packages, as root or through sudo; says what it does and what to do when it cannot.
install_packages() {
  command -v apt-get >/dev/null || fail "please install: $*" "(no apt-get here to do it)"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "please install as root: apt-get install $*"
    as_root=(sudo)
  fi
  step "installing $* (apt-get; the log is $STATE/apt.log)"
  { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "$@"; } >"$STATE/apt.log" 2>&1 ||
    fail "apt-get could not install $*" "see $STATE/apt.log"
}

jdk_major() { "$1/bin/javac" -version 2>/dev/null | sed -n 's/^javac \([0-9]*\).*/\1/p'; }

# Sets JAVA_HOME to a JDK of at least JDK_MAJOR: the one it names, one on this machine, or a new one.
find_jdk() {
  local home major
  for home in "${JAVA_HOME:-}" "$PWD/$STATE/jdk" /usr/lib/jvm/* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$home/bin/javac" ] || continue
    major=$(jdk_major "$home")
    if [ "${major:-0}" -ge "$JDK_MAJOR" ]; then
      export JAVA_HOME=$home
      return
    fi
  done
  if apt-cache show "openjdk-$JDK_MAJOR-jdk-headless" >/dev/null 2>&1; then
    install_packages "openjdk-$JDK_MAJOR-jdk-headless"
  else
    download_jdk
  fi
  for home in "$PWD/$STATE/jdk" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] && [ "$(jdk_major "$home")" -ge "$JDK_MAJOR" ] && break
  done
  export JAVA_HOME=$home
}

# Eclipse Temurin from Adoptium, checked against the checksum that Adoptium publishes beside it.
download_jdk() {
  local os arch api query sum
  case $(uname -s) in Darwin) os=mac ;; *) os=linux ;; esac
  case $(uname -m) in arm64 | aarch64) arch=aarch64 ;; *) arch=x64 ;; esac
  api=https://api.adoptium.net/v3
  query="os=$os&architecture=$arch&image_type=jdk"
  step "downloading JDK $JDK_MAJOR (Eclipse Temurin) to $STATE/jdk"
  { sum=$(curl -fsSL "$api/assets/latest/$JDK_MAJOR/hotspot?$query" |
    grep -o '"checksum" *: *"[0-9a-f]\{64\}"' | grep -o '[0-9a-f]\{64\}' | head -n 1) &&
    curl -fsSL --retry 3 -o "$STATE/jdk.tar.gz" \
      "$api/binary/latest/$JDK_MAJOR/ga/$os/$arch/jdk/hotspot/normal/eclipse"; } ||
    fail "no JDK $JDK_MAJOR here, and none could be downloaded" \
      "install one (https://adoptium.net) and set JAVA_HOME to it"
  printf '%s  %s\n' "$sum" "$STATE/jdk.tar.gz" | sha256sum -c --status ||
    fail "the downloaded JDK is not what Adoptium's checksum says"
  rm -rf "$STATE/jdk" && mkdir -p "$STATE/jdk"
  tar -xzf "$STATE/jdk.tar.gz" -C "$STATE/jdk" --strip-components=1
  [ -d "$STATE/jdk/Contents/Home" ] && mv "$STATE/jdk/Contents/Home" "$STATE/jdk.home" &&
    rm -rf "$STATE/jdk" && mv "$STATE/jdk.home" "$STATE/jdk"
  rm "$STATE/jdk.tar.gz"
}

# Finds or installs what building and running need, and sets JAVA_HOME.
find_tools() {
  mkdir -p "$STATE"
  find_jdk
  local missing=()
  command -v mvn >/dev/null || missing+=(maven)
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ -n "${GRIOT_BROWSER:-}" ] || command -v chromium-headless-shell >/dev/null ||
    missing+=(chromium-headless-shell)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v chromedriver >/dev/null || missing+=(chromium-driver)
  { [ -n "${GRIOT_FFMPEG:-}" ] && [ -n "${GRIOT_FFPROBE:-}" ]; } ||
    { command -v ffmpeg && command -v ffprobe; } >/dev/null || missing+=(ffmpeg)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

# What the tests need and ./griot up does not: a checker of scripts, the languages for which clients are made.
find_test_tools() {
  find_tools
  local missing=()
  command -v shellcheck >/dev/null || missing+=(shellcheck)
  command -v php >/dev/null || missing+=(php-cli)
  php -r 'exit(extension_loaded("curl") ? 0 : 1);' 2>/dev/null || missing+=(php-curl)
  php -r 'exit(extension_loaded("mbstring") ? 0 : 1);' 2>/dev/null || missing+=(php-mbstring)
  [ -f /usr/share/php/GuzzleHttp/autoload.php ] || missing+=(php-guzzlehttp-guzzle)
  [ -n "${GRIOT_PYTHON:-}" ] || /usr/bin/python3 -c 'import pydantic, urllib3, dateutil' 2>/dev/null ||
    missing+=(python3 python3-pydantic python3-urllib3 python3-dateutil)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}
