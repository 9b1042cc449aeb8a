package io.griot.dynamo.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class UsageMeterTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");
  private static final UsageDay LIVE = new UsageDay(AWA, Environment.LIVE, MONDAY);
  private static final UsageDay TEST = new UsageDay(AWA, Environment.TEST, MONDAY);

  private final Stored stored = new Stored();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final UsageMeter meter = new UsageMeter(stored, () -> now);

  @Test
  void storesWhatWasCountedOnceForEachDayAndKindOfKey() {
    meter.command(AWA, Environment.LIVE, true);
    meter.command(AWA, Environment.LIVE, false);
    meter.event(AWA, Environment.LIVE);
    meter.command(AWA, Environment.TEST, true);

    assertThat(flush()).isTrue();
    assertThat(flush()).isTrue();

    assertThat(stored.days)
        .isEqualTo(
            Map.of(
                LIVE, new Usage(2, 1, 1, Duration.ZERO),
                TEST, new Usage(1, 1, 0, Duration.ZERO)));
    assertThat(stored.writes).isEqualTo(2);
  }

  @Test
  void countsAnHourAtMidnightToBothDays() {
    now = Instant.parse("2026-12-01T00:20:00Z");

    meter.session(AWA, Environment.LIVE, Duration.ofHours(1));
    flush();

    UsageDay tuesday = new UsageDay(AWA, Environment.LIVE, MONDAY.plusDays(1));
    assertThat(stored.days)
        .isEqualTo(
            Map.of(
                LIVE, new Usage(0, 0, 0, Duration.ofMinutes(40)),
                tuesday, new Usage(0, 0, 0, Duration.ofMinutes(20))));
  }

  @Test
  void countsOnceWhatWasStoredThoughTheAnswerWasLost() {
    meter.command(AWA, Environment.LIVE, true);
    stored.losesAnswers = true;
    assertThat(flush()).isFalse();
    meter.command(AWA, Environment.LIVE, false);
    stored.losesAnswers = false;

    flush();
    assertThat(flush()).isTrue();

    assertThat(stored.days).isEqualTo(Map.of(LIVE, new Usage(2, 1, 0, Duration.ZERO)));
  }

  @Test
  void keepsWhatOthersKeptFromBeingStored() {
    meter.event(AWA, Environment.LIVE);
    stored.isBusy = true;
    assertThat(flush()).isFalse();
    stored.isBusy = false;

    assertThat(flush()).isTrue();

    assertThat(stored.days).isEqualTo(Map.of(LIVE, new Usage(0, 0, 1, Duration.ZERO)));
  }

  @Test
  void storesNothingMoreAfterTheDeadline() {
    meter.event(AWA, Environment.LIVE);

    assertThat(meter.flush(now)).isFalse();
    assertThat(stored.writes).isZero();
    assertThat(flush()).isTrue();
  }

  @Test
  void hasAFunctionStoreAtOnceThenOnceAMinuteOrAHundredAtATime() {
    UsageFlushes flushes = new UsageFlushes(() -> now);
    assertThat(flushes.due()).isFalse();

    flushes.counted(1);
    assertThat(flushes.due()).isTrue();
    flushes.counted(UsageFlushes.MOST - 1);
    assertThat(flushes.due()).isFalse();
    flushes.counted(1);
    assertThat(flushes.due()).isTrue();
    flushes.counted(1);
    now = now.plus(UsageFlushes.EVERY);
    assertThat(flushes.due()).isTrue();
    assertThat(flushes.due()).isFalse();
  }

  private boolean flush() {
    return meter.flush(now.plusSeconds(10));
  }

  /** Keeps usage in memory, and counts an addition with a known token once. */
  private static final class Stored implements UsageStore {
    final Map<UsageDay, Usage> days = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();
    boolean losesAnswers;
    boolean isBusy;
    int writes;

    @Override
    public boolean add(String token, UsageDay day, Usage usage) {
      writes++;
      if (isBusy) {
        return false;
      }
      if (tokens.add(token)) {
        days.merge(day, usage, Usage::plus);
      }
      if (losesAnswers) {
        throw SdkClientException.create("the answer was lost");
      }
      return true;
    }
  }
}
