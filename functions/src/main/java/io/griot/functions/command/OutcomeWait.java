package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Waits for the end of a command for its caller. A wait longer than a moment takes one of the
 * customer's places. Blocks the calling thread. Thread-safe.
 */
final class OutcomeWait {
  /** Most requests are answered within this time, without taking a place. */
  private static final Duration UNCOUNTED = Duration.ofSeconds(1);

  private final CommandLookup commands;
  private final OutcomePoller poller;
  private final WaitingPlaces places;
  private final InstantSource clock;

  OutcomeWait(
      CommandLookup commands, OutcomePoller poller, WaitingPlaces places, InstantSource clock) {
    this.commands = commands;
    this.poller = poller;
    this.places = places;
    this.clock = clock;
  }

  /**
   * Waits until the command has ended, can no longer start, or the deadline; only for {@link
   * #UNCOUNTED} if too many of the customer's requests wait.
   *
   * @return the ended command; empty when it has not ended
   */
  Optional<StoredCommand> until(Command command, CustomerId customer, Instant deadline) {
    long sinceNanos = System.nanoTime();
    Instant soon = clock.instant().plus(UNCOUNTED);
    if (!soon.isBefore(deadline)) {
      return end(command, deadline, sinceNanos);
    }
    return end(command, soon, sinceNanos)
        .or(() -> laterEnd(command, customer, deadline, sinceNanos));
  }

  private Optional<StoredCommand> laterEnd(
      Command command, CustomerId customer, Instant deadline, long sinceNanos) {
    Optional<WaitingPlaces.Place> place = places.enter(customer, deadline);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (WaitingPlaces.Place _ = place.get()) {
      return end(command, deadline, sinceNanos);
    }
  }

  private Optional<StoredCommand> end(Command command, Instant deadline, long sinceNanos) {
    Optional<StoredCommand> end = Optional.empty();
    if (command.startBy().isBefore(deadline)) {
      end =
          await(command, command.startBy(), sinceNanos)
              .or(() -> commands.find(command.id()).filter(found -> found.outcome().isPresent()));
    }
    return end.or(() -> await(command, deadline, sinceNanos));
  }

  private Optional<StoredCommand> await(Command command, Instant until, long sinceNanos) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, until);
    Duration held =
        Held.at(command, now).map(it -> Duration.between(now, it.until())).orElse(Duration.ZERO);
    return left.isPositive()
        ? poller.await(command.id(), command.operation(), sinceNanos, held, left)
        : Optional.empty();
  }
}
