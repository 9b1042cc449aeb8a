package io.griot.local.chaos;

import java.time.Duration;

/**
 * One fault of a run, as the seed chose it.
 *
 * @param number its place in the sequence, from 1
 * @param session the session that it meets, or whose host it meets, from 0
 * @param variant decides what a class leaves open, for instance whether a host comes back on its
 *     folder
 * @param lasts how long until it is made good
 * @param pause until the next one, at least
 * @param settles whether it waits until all sessions are connected; otherwise it comes while those
 *     that the one before met may still be away
 */
public record Fault(
    int number,
    FaultClass kind,
    int session,
    int variant,
    Duration lasts,
    Duration pause,
    boolean settles) {

  /** A line for the list at the start. */
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
