package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.LimitItem;
import io.griot.functions.command.WaitingPlaces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds a customer's concurrently waiting requests, over all instances: each occupies an instance.
 * A place that is never given back, because its instance died, is free shortly after the request's
 * deadline.
 *
 * <p>If the store fails there is no place: the request is accepted, and its caller asks for the
 * outcome later. Thread-safe.
 */
public final class WaitingRoom implements WaitingPlaces {
  private static final Logger log = LoggerFactory.getLogger(WaitingRoom.class);

  /** The time after its deadline in which a request gives its place back. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  /** The number of tries. Each fails because another instance took the free place. */
  private static final int TRIES = 5;

  private final WaitingStore waiting;
  private final Bound reached;
  private final Function<CustomerId, String> scopes;
  private final ToIntFunction<CustomerId> bounds;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** Places for waiting requests, bounded by their customer's limits. */
  public WaitingRoom(
      WaitingStore waiting, LimitsStore limits, InstantSource clock, RandomGenerator random) {
    this(
        waiting,
        Bound.WAITING_REQUESTS,
        LimitItem::ofWaiting,
        customer -> limits.of(customer).waitingRequests(),
        clock,
        random);
  }

  /**
   * Places for something else that occupies instances.
   *
   * @param reached the event that is logged when no place is free
   * @param scopes the scope of a customer's places, of {@link LimitItem}
   * @param bounds the number of a customer's places
   */
  public WaitingRoom(
      WaitingStore waiting,
      Bound reached,
      Function<CustomerId, String> scopes,
      ToIntFunction<CustomerId> bounds,
      InstantSource clock,
      RandomGenerator random) {
    this.waiting = waiting;
    this.reached = reached;
    this.scopes = scopes;
    this.bounds = bounds;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Place> enter(CustomerId customer, Instant until) {
    String scope = scopes.apply(customer);
    String place = Long.toString(random.nextLong(1L << 40), Character.MAX_RADIX);
    int bound = bounds.applyAsInt(customer);
    try {
      if (bound > 0 && take(scope, place, until.plus(RESERVE), bound)) {
        return Optional.of(() -> give(scope, place));
      }
      reached.reached(log, customer).addKeyValue("bound", bound).log();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("customerId", customer).log("waiting.not_counted");
    }
    return Optional.empty();
  }

  private boolean take(String scope, String place, Instant until, int bound) {
    Map<String, Instant> over = Map.of();
    for (int tries = 0; tries < TRIES; tries++) {
      switch (waiting.take(scope, place, until, bound, over)) {
        case WaitingStore.Taking.Taken() -> {
          return true;
        }
        case WaitingStore.Taking.Full(Map<String, Instant> places) -> {
          // If the SDK retried a write that had succeeded, the place is ours.
          if (until.equals(places.get(place))) {
            return true;
          }
          over = over(places);
          if (places.size() - over.size() >= bound) {
            return false;
          }
        }
      }
    }
    return false;
  }

  private Map<String, Instant> over(Map<String, Instant> places) {
    Instant now = clock.instant();
    return places.entrySet().stream()
        .filter(place -> !place.getValue().isAfter(now))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void give(String scope, String place) {
    try {
      waiting.give(scope, place);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("scope", scope).log("waiting.place_not_given_back");
    }
  }
}
