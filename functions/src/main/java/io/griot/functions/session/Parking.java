package io.griot.functions.session;

import io.griot.contract.ParkSettings;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's settings and state of parking while nobody uses it.
 *
 * @param settings when it is parked; empty: never
 * @param isOwn whether its customer set that; otherwise it is the plan's
 * @param wakeAt when it wakes by itself, while it is wanted parked
 * @param checksIn whether it runs only to take what arrived
 * @param isAtRest whether its profile's last state is stored, so that it may be without a host
 */
public record Parking(
    Optional<ParkSettings> settings,
    boolean isOwn,
    Optional<Instant> wakeAt,
    boolean checksIn,
    boolean isAtRest) {
  /** That of a new session: never, until its customer or the plan says. */
  public static final Parking NONE =
      new Parking(Optional.empty(), false, Optional.empty(), false, false);

  Parking set(Optional<ParkSettings> wanted, boolean own) {
    return new Parking(wanted, own, wakeAt, checksIn, isAtRest);
  }

  Parking asleep(Instant until) {
    return new Parking(settings, isOwn, Optional.of(until), false, isAtRest);
  }

  /**
   * @param bySchedule whether nobody asked for it
   */
  Parking awake(boolean bySchedule) {
    return new Parking(settings, isOwn, Optional.empty(), bySchedule, isAtRest);
  }
}
