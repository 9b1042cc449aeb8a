package io.griot.local.chaos;

import java.time.Duration;

/**
 * A fault of a run, chosen by the seed.
 *
 * @param number its place in the sequence, from 1
 * @param session the session that it affects, or whose host it affects, from 0
 * @param variant decides details of the class, for instance whether a host restarts with its folder
 * @param lasts the time until it is repaired
 * @param pause the minimum time until the next fault
 * @param settles whether it waits until all sessions are connected; otherwise sessions of the fault
 *     before may still be disconnected
 */
public record Fault(
    int number,
    FaultClass kind,
    int session,
    int variant,
    Duration lasts,
    Duration pause,
    boolean settles) {

  /** The fault's line in the list at the start. */
  String line() {
    return "%4d  %-26s session %d  variant %2d  lasts %4.1f s  pause %3.1f s%s"
        .formatted(
            number,
            kind.label(),
            session + 1,
            variant,
            lasts.toMillis() / 1e3,
            pause.toMillis() / 1e3,
            settles ? "" : "  at once");
  }
}
