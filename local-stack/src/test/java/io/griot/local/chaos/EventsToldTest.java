package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.chaos.EventsTold.Cut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsToldTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);
  private static final List<Written> WRITTEN =
      List.of(new Written("m1", 0, SECOND), new Written("m2", 1, 2 * SECOND));

  @Test
  void findsNothingWhereEachIsToldOnce() {
    EventsTold.Result result = check(Map.of("m1", List.of("d1"), "m2", List.of("d2")), List.of());
    assertThat(result.violations()).isEmpty();
    assertThat(result.told()).isEqualTo(2);
  }

  @Test
  void findsOneThatNobodyWasTold() {
    assertThat(check(Map.of("m1", List.of("d1")), List.of()).violations())
        .singleElement()
        .satisfies(found -> assertThat(found.subject()).isEqualTo("m2"));
  }

  @Test
  void findsOneThatWasToldUnderTwoIds() {
    var told = Map.of("m1", List.of("d1", "d3"), "m2", List.of("d2"));
    assertThat(check(told, List.of()).violations()).hasSize(1);
  }

  @Test
  void findsThatDeliveriesComeAgainAndAgain() {
    var told = Map.of("m1", List.of("d1", "d1"), "m2", List.of("d2", "d2"));
    EventsTold.Result result = check(told, List.of());
    assertThat(result.repeated()).isEqualTo(2);
    assertThat(result.violations()).hasSize(1);
  }

  @Test
  void letsOneDieWithItsHostOnly() {
    Cut own = new Cut(1, 3 * SECOND, 3 * SECOND);
    EventsTold.Result lost = check(Map.of("m1", List.of("d1")), List.of(own));
    assertThat(lost.violations()).isEmpty();
    assertThat(lost.lost()).isEqualTo(1);
    for (Cut other :
        List.of(
            new Cut(0, 3 * SECOND, 3 * SECOND),
            new Cut(1, SECOND, SECOND),
            new Cut(1, 60 * SECOND, 60 * SECOND))) {
      assertThat(check(Map.of("m1", List.of("d1")), List.of(other)).violations()).hasSize(1);
    }
  }

  @Test
  void letsOneDieWhileItsHostStandsStill() {
    Cut stall = new Cut(1, SECOND, 9 * SECOND);
    assertThat(check(Map.of("m1", List.of("d1")), List.of(stall)).lost()).isEqualTo(1);
  }

  @Test
  void letsOneDieThatWaitedForTheQueueAndNoOther() {
    Cut late = new Cut(1, 30 * SECOND, 30 * SECOND);
    Map<String, List<String>> told = Map.of("m1", List.of("d1"));
    assertThat(check(told, List.of(late)).violations()).hasSize(1);
    Cut outOfReach = new Cut(1, SECOND, 27 * SECOND);
    assertThat(
            new EventsTold(List.of(late), List.of(outOfReach), ON_ITS_WAY)
                .check(WRITTEN, told)
                .lost())
        .isEqualTo(1);
    assertThat(
            new EventsTold(List.of(late), List.of(new Cut(0, SECOND, 27 * SECOND)), ON_ITS_WAY)
                .check(WRITTEN, told)
                .violations())
        .hasSize(1);
  }

  private static EventsTold.Result check(Map<String, List<String>> told, List<Cut> cuts) {
    return new EventsTold(cuts, List.of(), ON_ITS_WAY).check(WRITTEN, told);
  }
}
