package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.chaos.BrowserTable.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoBrowsersTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Browser ONE = browser(1, "h1_1", "shop", true);
  private static final Browser OTHER = browser(2, "h2_2", "shop", true);

  private final TwoBrowsers check = new TwoBrowsers(Duration.ofSeconds(2));

  @Test
  void findsTwoThatRunInTwoLooks() {
    assertThat(check.look(0, List.of(ONE, OTHER))).isEmpty();
    assertThat(check.look(1, List.of(OTHER, ONE)))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.promise()).isEqualTo(TwoBrowsers.PROMISE);
          assertThat(found.what()).contains("h1_1", "h2_2");
        });
  }

  @Test
  void findsTwoOfOneHost() {
    Browser again = browser(3, "h1_1", "shop", true);
    List<Violation> _ = check.look(0, List.of(ONE, again));
    assertThat(check.look(1, List.of(ONE, again))).hasSize(1);
  }

  @Test
  void takesNoSuccessionForTwo() {
    assertThat(check.look(0, List.of(ONE, OTHER))).isEmpty();
    assertThat(check.look(1, List.of(OTHER))).isEmpty();
    assertThat(check.look(2, List.of(ONE, OTHER))).isEmpty();
  }

  @Test
  void letsOneStandStillBesideAnother() {
    Browser stopped = browser(1, "h1_1", "shop", false);
    for (int look = 0; look < 3; look++) {
      assertThat(check.look(look, List.of(stopped, OTHER))).isEmpty();
    }
  }

  @Test
  void letsBrowsersOfTwoSessionsRun() {
    Browser bakery = browser(3, "h1_1", "bakery", true);
    for (int look = 0; look < 3; look++) {
      assertThat(check.look(look, List.of(ONE, bakery))).isEmpty();
    }
  }

  @Test
  void givesAWatchdogThatWasStoppedItsTimeAndNoMore() {
    check.goesOn("h1_1", 0);
    assertThat(check.look(SECOND / 2, List.of(ONE, OTHER))).isEmpty();
    assertThat(check.look(SECOND, List.of(ONE, OTHER))).isEmpty();
    assertThat(check.look(2 * SECOND, List.of(ONE, OTHER))).isEmpty();
    assertThat(check.look(3 * SECOND, List.of(ONE, OTHER))).hasSize(1);
  }

  private static Browser browser(long pid, String folder, String session, boolean runs) {
    return new Browser(pid, folder, session, Path.of(folder, session), runs);
  }
}
