package io.griot.dynamo.usage;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Counts customers' usage in memory until {@link #flush} stores it. Usage that is not stored when
 * the process dies is lost. Nothing is counted twice: an addition with an unknown outcome is
 * repeated with the same token. (Only if DynamoDB gives no answer for ten minutes may it count
 * twice.) Thread-safe; only the flushes block.
 */
public final class UsageMeter {
  private static final Logger log = LoggerFactory.getLogger(UsageMeter.class);

  private final UsageStore store;
  private final InstantSource clock;

  /** The counts since the last flush; guarded by itself. */
  private final Map<UsageDay, Usage> counted = new HashMap<>();

  /** Additions that are not known to be stored; guarded by {@link #flushing}. */
  private final Map<UsageDay, Addition> open = new LinkedHashMap<>();

  private final Object flushing = new Object();

  private record Addition(String token, Usage usage) {}

  public UsageMeter(UsageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Counts a command that has ended. */
  public void command(CustomerId customer, Environment environment, boolean sentMessage) {
    count(customer, environment, new Usage(1, sentMessage ? 1 : 0, 0, Duration.ZERO));
  }

  /** Counts an event that a webhook took. */
  public void event(CustomerId customer, Environment environment) {
    count(customer, environment, new Usage(0, 0, 1, Duration.ZERO));
  }

  /** Counts the time for which a session was at a host until now, divided among the days. */
  public void session(CustomerId customer, Environment environment, Duration time) {
    Instant now = clock.instant();
    Instant from = now.minus(time);
    for (LocalDate day = dayOf(from); from.isBefore(now); day = day.plusDays(1)) {
      Instant ends = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant until = ends.isBefore(now) ? ends : now;
      add(
          new UsageDay(customer, environment, day),
          new Usage(0, 0, 0, Duration.between(from, until)));
      from = until;
    }
  }

  private void count(CustomerId customer, Environment environment, Usage usage) {
    add(new UsageDay(customer, environment, dayOf(clock.instant())), usage);
  }

  private void add(UsageDay day, Usage usage) {
    synchronized (counted) {
      counted.merge(day, usage, Usage::plus);
    }
  }

  private static LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /**
   * Stores what was counted. Stops when DynamoDB does not answer, or at the deadline; the rest
   * waits for the next call. Throws nothing when DynamoDB fails.
   *
   * @return whether everything is stored
   */
  public boolean flush(Instant deadline) {
    synchronized (flushing) {
      take();
      try {
        List<UsageDay> days = new ArrayList<>(open.keySet());
        for (UsageDay day : days) {
          if (!clock.instant().isBefore(deadline)) {
            break;
          }
          Addition addition = open.get(day);
          if (addition != null && store.add(addition.token(), day, addition.usage())) {
            open.remove(day);
          }
        }
      } catch (SdkException e) {
        log.atWarn().setCause(e).addKeyValue("open", open.size()).log("usage.not_stored");
      }
      return open.isEmpty();
    }
  }

  /**
   * Moves the counts into additions. The counts of a day whose addition is not stored yet wait,
   * because an addition must not change under its token.
   */
  private void take() {
    synchronized (counted) {
      counted
          .entrySet()
          .removeIf(entry ->
              open.putIfAbsent(
                      entry.getKey(), new Addition(UUID.randomUUID().toString(), entry.getValue()))
                  == null);
    }
  }
}
