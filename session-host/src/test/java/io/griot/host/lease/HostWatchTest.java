package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostWatchTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final HostWatch watch = new HostWatch();

  @Test
  void takesAHostForDeadWhenItsBeatStoodStillForItsOwnDuration() {
    assertThat(read(host("a", 1, 15), 0)).isEmpty();
    assertThat(read(host("a", 1, 15), 14)).isEmpty();
    assertThat(read(host("a", 1, 15), 15)).containsExactly("a");
  }

  @Test
  void believesWhatEachHostSaysOfItsOwnDuration() {
    HostRecord patient = host("patient", 1, 60);
    HostRecord hasty = host("hasty", 1, 6);

    assertThat(watch.dead(List.of(patient, hasty), 0, 0)).isEmpty();

    assertThat(watch.dead(List.of(patient, hasty), 20 * SECOND, 20 * SECOND))
        .containsExactly("hasty");
  }

  @Test
  void beginsAnewWithEachBeat() {
    assertThat(read(host("a", 1, 15), 0)).isEmpty();
    assertThat(read(host("a", 2, 15), 14)).isEmpty();
    assertThat(read(host("a", 2, 15), 28)).isEmpty();
    assertThat(read(host("a", 2, 15), 29)).containsExactly("a");
  }

  @Test
  void takesNobodyForDeadBecauseItWasPausedItselfInTheMiddleOfARead() {
    assertThat(watch.dead(List.of(host("a", 1, 15)), 0, SECOND)).isEmpty();

    // The read was sent after two seconds, and this process paused before it saw the answer.
    assertThat(watch.dead(List.of(host("a", 1, 15)), 2 * SECOND, 100 * SECOND)).isEmpty();
  }

  @Test
  void countsFromTheEndOfTheReadThatSawTheBeatFirst() {
    assertThat(watch.dead(List.of(host("a", 1, 15)), 0, 10 * SECOND)).isEmpty();

    assertThat(read(host("a", 1, 15), 24)).isEmpty();
    assertThat(read(host("a", 1, 15), 25)).containsExactly("a");
  }

  @Test
  void forgetsAHostThatIsGone() {
    assertThat(read(host("a", 1, 15), 0)).isEmpty();
    assertThat(watch.dead(List.of(), 5 * SECOND, 5 * SECOND)).isEmpty();

    assertThat(read(host("a", 1, 15), 20)).isEmpty();
  }

  private Set<String> read(HostRecord host, long seconds) {
    return watch.dead(List.of(host), seconds * SECOND, seconds * SECOND);
  }

  private static HostRecord host(String id, long beat, long seconds) {
    return new HostRecord(id, beat, Duration.ofSeconds(seconds), 0, false);
  }
}
