package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {
  private static final long DRAWN = 4711;

  @Test
  void hasDefaults() {
    ChaosOptions options = parse();
    assertThat(options.seed()).isEqualTo(DRAWN);
    assertThat(options.lasts()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.classes()).isEqualTo(EnumSet.allOf(FaultClass.class));
    assertThat(options.once()).isFalse();
    assertThat(options.sessions()).isEqualTo(6);
    assertThat(options.hosts()).isEqualTo(3);
    assertThat(options.report()).isEmpty();
  }

  @Test
  void readsAllOfThem() {
    ChaosOptions options =
        parse(
            "--seed",
            "-5",
            "--once",
            "--minutes",
            "30",
            "--sessions",
            "2",
            "--hosts",
            "4",
            "--rate",
            "9",
            "--report",
            "chaos.json",
            "--faults",
            "host-killed");
    assertThat(options)
        .isEqualTo(
            new ChaosOptions(
                -5,
                Duration.ofMinutes(30),
                Set.of(FaultClass.HOST_KILLED),
                true,
                2,
                4,
                9,
                Optional.of(Path.of("chaos.json"))));
  }

  @Test
  void takesClassesAndGroupsOfThem() {
    assertThat(parse("--faults", "browser,socket-cut").classes())
        .contains(FaultClass.BROWSER_KILLED, FaultClass.BROWSER_HUNG, FaultClass.SOCKET_CUT)
        .doesNotContain(FaultClass.PAGE_DEAF, FaultClass.HOST_KILLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--what 1",
        "--seed",
        "--seed x",
        "--minutes 0",
        "--sessions -1",
        "--faults",
        "--faults host-killed,thunder",
        "--rate 0"
      })
  void refusesWhatIsWrong(String line) {
    assertThatThrownBy(() -> parse(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line.split(" ", -1)[0]);
  }

  @ParameterizedTest
  @EnumSource(FaultClass.class)
  void namesEachClassInItsHelp(FaultClass kind) {
    assertThat(Path.of("scripts/help/chaos.txt")).content().containsPattern(kind.label() + "\\b");
  }

  @Test
  void meansTheSameFaultsWithTheSameOptions() {
    assertThat(parse("--seed", "3").schedule().next())
        .isEqualTo(parse("--seed", "3").schedule().next());
  }

  private static ChaosOptions parse(String... arguments) {
    return ChaosOptions.parse(arguments, DRAWN);
  }
}
