package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.griot.functions.fairuse.RateLimits.Verdict;
import io.griot.functions.session.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
  private static final String SCOPE = "key:k";
  private static final int TICKS_A_MINUTE = 600;
  private static final Duration TICK = Duration.ofMillis(100);

  private final MovableClock clock = new MovableClock();
  private final MemoryBucketStore store = new MemoryBucketStore();
  private final Random random = new Random(14);

  @Test
  void letsThroughWhatTheLimitAllowsAtOnceAndNothingMore() {
    RateLimits one = instance();

    assertThat(admitted(one, 100, 30)).isEqualTo(30);
    Verdict refused = one.ask(SCOPE, 30);
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.resetsIn()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
  }

  @Test
  void letsThroughAgainWhenATokenIsBack() {
    RateLimits one = instance();
    assertThat(admitted(one, 5, 5)).isEqualTo(5);

    Duration back = one.ask(SCOPE, 5).resetsIn();
    clock.advance(back.minusMillis(1));
    assertThat(one.ask(SCOPE, 5).admitted()).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(one.ask(SCOPE, 5).admitted()).isTrue();
  }

  @Test
  void saysHowManyMoreMayGo() {
    RateLimits one = instance();

    List<Long> remaining =
        IntStream.range(0, 5).mapToObj(any -> one.ask(SCOPE, 100).remaining()).toList();

    assertThat(remaining).containsExactly(99L, 98L, 97L, 96L, 95L);
  }

  @Test
  void countsEachScopeByItself() {
    RateLimits one = instance();
    admitted(one, 5, 5);

    assertThat(one.ask("key:other", 5).admitted()).isTrue();
  }

  @Test
  void writesNotForEachRequest() {
    RateLimits one = instance();
    int requests = 0;
    for (int tick = 0; tick < TICKS_A_MINUTE; tick += 2) {
      assertThat(one.ask(SCOPE, 600).admitted()).isTrue();
      requests++;
      clock.advance(TICK.multipliedBy(2));
    }

    assertThat(requests).isEqualTo(300);
    assertThat(store.writes()).isLessThan(40);
  }

  @Test
  void writesNothingForAFloodThatIsRefused() {
    RateLimits one = instance();
    admitted(one, 200, 100);
    int before = store.writes();

    assertThat(admitted(one, 10_000, 100)).isZero();
    assertThat(store.writes()).isEqualTo(before);
  }

  @Test
  void countsForACustomerWithALargerPlanAtOnce() {
    RateLimits one = instance();
    assertThat(admitted(one, 20, 10)).isEqualTo(10);

    assertThat(admitted(one, 20, 15)).isEqualTo(5);
  }

  @Test
  void letsEverythingThroughWhileTheStoreFails() {
    RateLimits one = instance();
    store.fail(true);

    assertThat(admitted(one, 50, 10)).isEqualTo(50);
    assertThat(store.writes()).isEqualTo(1);

    store.fail(false);
    clock.advance(Allotment.UNCOUNTED);
    assertThat(admitted(one, 50, 10)).isEqualTo(10);
  }

  @Test
  void losesTokensThatItDoesNotUse() {
    RateLimits one = instance();
    RateLimits other = instance();
    assertThat(one.ask(SCOPE, 600).admitted()).isTrue();
    clock.advance(Duration.ofMinutes(2));

    assertThat(admitted(other, 1000, 600)).isEqualTo(600);
    assertThat(one.ask(SCOPE, 600).admitted()).isFalse();
  }

  /** A flood from the first moment on, evenly or to some instances more than to others. */
  @ParameterizedTest
  @CsvSource({
    "600, 1, 4",
    "600, 5, 4",
    "600, 20, 3",
    "600, 60, 4",
    "600, 100, 2",
    "600, 200, 3",
    "1200, 100, 2",
    "6000, 50, 2",
    "6000, 300, 3"
  })
  void agreesWithinATenthOverAllInstancesInAFlood(int limit, int instances, int times) {
    List<Integer> minutes = minutes(limit, instances, times * limit, 6);

    assertThat(minutes).allSatisfy(sum -> assertThat(sum).isCloseTo(limit, within(limit / 10)));
  }

  /** A customer that sends nine tenths of the limit is not refused. */
  @ParameterizedTest
  @CsvSource({"600, 1", "600, 10", "600, 60", "600, 200", "6000, 100"})
  void refusesNearlyNobodyBelowTheLimit(int limit, int instances) {
    int asked = limit * 9 / 10;

    assertThat(minutes(limit, instances, asked, 6))
        .allSatisfy(sum -> assertThat(sum).isCloseTo(asked, within(limit / 10)));
  }

  /** After a quiet time, instances have tokens at hand: those are counted too. */
  @ParameterizedTest
  @CsvSource({"600, 10, 60", "600, 50, 150", "600, 100, 300", "6000, 100, 1500"})
  void agreesWithinATenthAfterAQuietTime(int limit, int instances, int quietly) {
    List<RateLimits> all = instances(instances);
    int[] quiet = flood(all, limit, quietly, 2 * TICKS_A_MINUTE);
    int[] busy = flood(all, limit, 4 * limit, 3 * TICKS_A_MINUTE);
    int[] ticks = IntStream.concat(IntStream.of(quiet), IntStream.of(busy)).toArray();

    assertThat(mostInAMinute(ticks)).isLessThanOrEqualTo(limit + limit / 10);
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "10, 1", "10, 50", "60, 20", "60, 200", "300, 100", "599, 300"})
  void neverLetsTwiceASmallLimitThrough(int limit, int instances) {
    List<RateLimits> all = instances(instances);
    int[] quiet = flood(all, limit, Math.max(1, limit / 4), TICKS_A_MINUTE);
    int[] busy = flood(all, limit, 10 * limit + 100, 4 * TICKS_A_MINUTE);
    int[] ticks = IntStream.concat(IntStream.of(quiet), IntStream.of(busy)).toArray();

    assertThat(mostInAMinute(ticks)).isLessThan(2 * limit + 1);
    assertThat(IntStream.of(busy).sum()).isGreaterThanOrEqualTo(2 * limit);
  }

  @Test
  void agreesThoughClocksAreNotQuiteTheSame() {
    List<RateLimits> all =
        IntStream.range(0, 40)
            .mapToObj(number -> {
              Duration ahead = Duration.ofMillis(number * 50L);
              return new RateLimits(store, () -> clock.instant().plus(ahead));
            })
            .toList();
    int[] ticks = flood(all, 600, 2400, 5 * TICKS_A_MINUTE);

    assertThat(mostInAMinute(ticks)).isLessThanOrEqualTo(660);
    assertThat(IntStream.of(ticks).sum()).isGreaterThan(5 * 540);
  }

  @Test
  void isNotHeldUpByAClockThatWasWrong() {
    RateLimits future = new RateLimits(store, () -> clock.instant().plus(Duration.ofDays(365)));
    admitted(future, 10, 10);

    assertThat(admitted(instance(), 20, 10)).isEqualTo(10);
  }

  private RateLimits instance() {
    return new RateLimits(store, clock);
  }

  private List<RateLimits> instances(int count) {
    return Stream.generate(this::instance).limit(count).toList();
  }

  private int admitted(RateLimits instance, int requests, int limit) {
    return (int)
        IntStream.range(0, requests).filter(any -> instance.ask(SCOPE, limit).admitted()).count();
  }

  private List<Integer> minutes(int limit, int instances, int aMinute, int minutes) {
    int[] ticks = flood(instances(instances), limit, aMinute, minutes * TICKS_A_MINUTE);
    List<Integer> sums = new ArrayList<>();
    for (int from = 0; from < ticks.length; from += TICKS_A_MINUTE) {
      sums.add(IntStream.of(ticks).skip(from).limit(TICKS_A_MINUTE).sum());
    }
    return sums;
  }

  /**
   * The number of requests that pass in each tick, of the given number per minute at random
   * instances.
   */
  private int[] flood(List<RateLimits> instances, int limit, int aMinute, int ticks) {
    int[] through = new int[ticks];
    double due = 0;
    for (int tick = 0; tick < ticks; tick++) {
      for (due += aMinute / (double) TICKS_A_MINUTE; due >= 1; due--) {
        // The first instances get more than the last: Lambda uses the one that is free.
        int which = (int) (instances.size() * Math.pow(random.nextDouble(), 1.5));
        if (instances.get(which).ask(SCOPE, limit).admitted()) {
          through[tick]++;
        }
      }
      clock.advance(TICK);
    }
    return through;
  }

  private static int mostInAMinute(int[] ticks) {
    int most = 0;
    int sum = 0;
    for (int tick = 0; tick < ticks.length; tick++) {
      sum += ticks[tick] - (tick >= TICKS_A_MINUTE ? ticks[tick - TICKS_A_MINUTE] : 0);
      most = Math.max(most, sum);
    }
    return most;
  }
}
