package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.chaos.BrowserTable.Browser;
import io.griot.local.chaos.TableView.SessionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleStartsTest {
  private static final String SESSION = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

  private final StaleStarts check =
      new StaleStarts(
          Duration.ofNanos(10), owner -> Optional.of(owner.substring(0, owner.indexOf('-'))));

  @Test
  void findsABrowserThatBeginsWhileAnotherHostHasTheSession() {
    read(0, "h2_2-x", 5);
    check.look(20, 21, List.of());
    check.look(30, 31, List.of(browser(7, "h1_1")));
    assertThat(read(40, "h2_2-x", 5))
        .containsExactly(
            new Violation(
                StaleStarts.PROMISE,
                SESSION,
                "process 7 of h1_1 began while h2_2-x had the session under 5"));
  }

  @Test
  void findsNothingInABrowserOfTheOwner() {
    read(0, "h2_2-x", 5);
    check.look(20, 21, List.of());
    check.look(30, 31, List.of(browser(7, "h2_2")));
    assertThat(read(40, "h2_2-x", 5)).isEmpty();
  }

  @Test
  void waitsForAReadThatBeganAfterTheLook() {
    read(0, "h2_2-x", 5);
    check.look(20, 21, List.of());
    check.look(30, 41, List.of(browser(7, "h1_1")));
    assertThat(read(40, "h2_2-x", 5)).isEmpty();
    assertThat(read(50, "h2_2-x", 5)).hasSize(1);
  }

  @Test
  void findsNothingWhereTheHostTookTheSessionAgainMeanwhile() {
    read(0, "h2_2-x", 5);
    check.look(20, 21, List.of());
    check.look(30, 31, List.of(browser(7, "h1_1")));
    assertThat(read(40, "h1_1-x", 6)).isEmpty();
  }

  @Test
  void letsABrowserBeginThatWasOnItsWayWhenTheSessionMoved() {
    read(0, "h1_1-x", 4);
    read(10, "h2_2-x", 5);
    check.look(20, 21, List.of());
    check.look(30, 31, List.of(browser(7, "h1_1")));
    assertThat(read(40, "h2_2-x", 5)).isEmpty();
  }

  @Test
  void findsNothingInABrowserThatWasThereBefore() {
    check.look(0, 1, List.of(browser(7, "h1_1")));
    read(2, "h2_2-x", 5);
    check.look(20, 21, List.of(browser(7, "h1_1")));
    check.look(30, 31, List.of(browser(7, "h1_1")));
    assertThat(read(40, "h2_2-x", 5)).isEmpty();
  }

  @Test
  void findsNothingWhereNobodyHasTheSession() {
    StaleStarts nobody = new StaleStarts(Duration.ZERO, owner -> Optional.empty());
    SessionRow row = new SessionRow(0, "", 5, "");
    assertThat(nobody.sessions(0, 1, Map.of(SESSION, row))).isEmpty();
    nobody.look(20, 21, List.of());
    nobody.look(30, 31, List.of(browser(7, "h1_1")));
    assertThat(nobody.sessions(40, 41, Map.of(SESSION, row))).isEmpty();
  }

  private List<Violation> read(long at, String owner, long token) {
    return check.sessions(at, at + 1, Map.of(SESSION, new SessionRow(0, owner, token, "")));
  }

  private static Browser browser(long pid, String folder) {
    return new Browser(pid, folder, SESSION, Path.of("profile"), true);
  }
}
