# Builds everything when a source has changed, and starts what was built. Sourced, not run.

readonly BUILD_LOG=$STATE/build.log

# In a folder that the build writes, so that `mvn clean` forgets it too.
readonly STAMP=target/built

# The files that a build reads, one a line: the modules without documents and what builds write. What
# somebody else puts into this folder is none of them.
sources() {
  local modules=(./*/pom.xml)
  find ./griot ./pom.xml ./.mvn "${modules[@]%/pom.xml}" \( -name node_modules -o -name target \
    -o -name dist -o -name dist-test -o -name generated \) -prune -o \
    -type f ! -name '[A-Z]*.md' -print | LC_ALL=C sort -u
}

# Names, sizes and checksums of all sources in one line: times would take what a build generates, or
# what another branch left, for a change, and would miss a file that was removed.
fingerprint() { sources | tr '\n' '\0' | xargs -0 cksum | cksum; }

# Whether something has changed since the last complete build.
stale() { [ ! -f "$STAMP" ] || [ "$(cat "$STAMP")" != "$(fingerprint)" ]; }

# Runs Maven over all modules and notes which sources were built: build_all PHASE OPTIONS...
build_all() {
  local began_with
  began_with=$(fingerprint)
  rm -f "$STAMP" # a build that fails leaves parts of both states
  maven "$@"
  mkdir -p "${STAMP%/*}"
  printf '%s\n' "$began_with" >"$STAMP"
}

# Shows which module begins and which class of tests has ended, and at the end what each module took.
# Maven's whole output goes to the log.
follow_maven() {
  local line module took
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$BUILD_LOG"
    case $line in
      *'[INFO] Building Griot'*' ['*/*']')
        module=${line#*Building }
        step "${module%% 0.*}"
        ;;
      *'Tests run:'*' -- in '*)
        say "  ${dim}${line#*] }${plain}"
        ;;
      *'[INFO] Griot'*' SUCCESS ['*)
        module=${line#*INFO] } took=${line##*[}
        took=${took# }
        say "${green}✓${plain} ${module%% ..*} ${dim}(${took%]})${plain}"
        ;;
    esac
  done
}

# Maven, two modules side by side where they do not need each other: most of them use one core. Ends
# the script, with what failed, when it fails.
maven() {
  : >"$BUILD_LOG"
  if ! mvn -B -ntp -T 2 "$@" 2>&1 | follow_maven; then
    # What failed, with what its tests say, which goes over several lines.
    awk '/^\[ERROR\] (Failures|Errors):/ { said = 1 }
         said || /^\[ERROR\]|FAIL/ { print }
         /^\[ERROR\] Tests run:/ { said = 0 }' "$BUILD_LOG" | head -60 >&2 || true
    fail "the build failed" "the whole log is $BUILD_LOG"
  fi
}

build() {
  find_tools
  if stale; then
    step "building ${dim}(the first time downloads what it needs; the log is $BUILD_LOG)${plain}"
    local began=$SECONDS
    build_all package -DskipTests
    done_in "built" $((SECONDS - began))
  fi
}

# Whether GRIOT names nothing beyond this machine.
is_here() {
  case ${GRIOT:-} in '' | http://127.0.0.1 | http://127.0.0.1[:/]* | http://localhost | http://localhost[:/]*) ;; *) return 1 ;; esac
}

# The operator's command line: admin VERB ARGUMENTS... To what `./griot up` started here it speaks with the key
# that that made. Only the answer goes to standard output.
admin() {
  build >&2
  if is_here && [ -z "${GRIOT_ADMIN_KEY:-}" ] && [ -r "$STATE/admin_key" ]; then
    GRIOT_ADMIN_KEY=$(cat "$STATE/admin_key")
    export GRIOT_ADMIN_KEY
  fi
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dgriot.caller="$CALLER" \
    -cp "$(echo operator/target/griot-operator-*-SNAPSHOT.jar):$(cat operator/target/classpath)" \
    io.griot.operator.Admin "$@"
}

# The sum of what Surefire and Failsafe counted.
test_counts() {
  sed -n 's/.*Tests run: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\), Skipped: \([0-9]*\)$/\1 \2 \3 \4/p' "$BUILD_LOG" |
    awk '{run += $1; failed += $2 + $3; skipped += $4}
         END {printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped}'
}

# Checks every file that begins as a script of sh or bash, and what it sources.
check_scripts() {
  sources | tr '\n' '\0' | xargs -0 awk '
    FNR == 1 { if (/^#!.*sh$/) printf "%s%c", FILENAME, 0; nextfile }' |
    xargs -0 shellcheck --external-sources --check-sourced
}

# Becomes one of the local stack's programs: run_java CLASS ARGUMENTS... It is told the folder in which
# ./griot was called, because relative paths among its arguments are meant from there.
#
# The parts of the local stack are many and run for minutes: C1 alone costs half the CPU of both
# compilers, as long as it lasts. Lambda does the same.
run_java() {
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -Dhttp.maxConnections=64 \
    -Dgriot.caller="$CALLER" \
    -cp "$(echo local-stack/target/griot-local-stack-*-SNAPSHOT.jar):$(cat local-stack/target/classpath)" "$@"
}
