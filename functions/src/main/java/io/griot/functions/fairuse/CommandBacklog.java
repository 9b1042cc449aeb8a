package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses commands when too many wait already. Waiting commands are counted every few seconds, not
 * per command; in between, an instance adds those it accepted itself. So instances may together
 * exceed the limit by what they accept within {@link #BELIEVED}. If counting fails, nothing is
 * refused. Thread-safe.
 */
public final class CommandBacklog {
  private static final Logger log = LoggerFactory.getLogger(CommandBacklog.class);

  /** The time for which a count is cached. */
  static final Duration BELIEVED = Duration.ofSeconds(10);

  private static final int MAX_REMEMBERED = 10_000;

  private final BacklogStore commands;
  private final LimitsStore limits;
  private final BoundedCache<String, AtomicInteger> counts;

  public CommandBacklog(BacklogStore commands, LimitsStore limits, InstantSource clock) {
    this.commands = commands;
    this.limits = limits;
    this.counts = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * Checks that another command may wait.
   *
   * @throws ApiFailure {@code TOO_MANY_COMMANDS_WAITING}, which names the session's or the
   *     customer's limit
   */
  public void require(CustomerId customer, Generation session) {
    Limits of = limits.of(customer);
    int ofSession =
        counted(session.toString(), () -> commands.count(session, of.sessionWaitingCommands()));
    refuse(customer, "session", ofSession, of.sessionWaitingCommands());
    int ofAll = counted(customer.value(), () -> all(customer, of.waitingCommands()));
    refuse(customer, "customer", ofAll, of.waitingCommands());
  }

  /** Counts a command that was answered 202. */
  public void added(CustomerId customer, Generation session) {
    counts.get(session.toString()).ifPresent(AtomicInteger::incrementAndGet);
    counts.get(customer.value()).ifPresent(AtomicInteger::incrementAndGet);
  }

  private int all(CustomerId customer, int limit) {
    int sum = 0;
    for (Generation session : commands.sessions(customer)) {
      sum += sum < limit ? commands.count(session, limit - sum) : 0;
    }
    return sum;
  }

  private int counted(String scope, IntSupplier look) {
    return counts.get(scope).orElseGet(() -> looked(scope, look)).get();
  }

  private AtomicInteger looked(String scope, IntSupplier look) {
    AtomicInteger count = new AtomicInteger();
    try {
      count.set(look.getAsInt());
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("scope", scope).log("backlog.not_counted");
    }
    counts.put(scope, count);
    return count;
  }

  private static void refuse(CustomerId customer, String whose, int waiting, int limit) {
    if (waiting >= limit) {
      Bound.WAITING_COMMANDS
          .reached(log, customer)
          .addKeyValue("of", whose)
          .addKeyValue("limit", limit)
          .log();
      throw new ApiFailure(
          FailureCode.TOO_MANY_COMMANDS_WAITING,
          FailureCode.TOO_MANY_COMMANDS_WAITING.text()
              + ": at most %d of a %s".formatted(limit, whose),
          BELIEVED);
    }
  }
}
