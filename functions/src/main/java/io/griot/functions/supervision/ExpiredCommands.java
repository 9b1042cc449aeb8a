package io.griot.functions.supervision;

import io.griot.contract.CommandItem;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends what waits too long. Who asks for such a command's outcome is told so at once, and a host
 * ends what it receives; this is for those that nobody asks for and no host has: their session has
 * none, or they were never sent. So each session is looked at every {@link #EVERY} only, and not at
 * all once everything that was accepted before it was stopped is forgotten. One thread.
 */
final class ExpiredCommands {
  static final Duration EVERY = Duration.ofMinutes(15);

  private final WaitingCommands commands;
  private final InstantSource clock;

  ExpiredCommands(WaitingCommands commands, InstantSource clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** Rounds have no memory: which sessions are due follows from the time, for each another. */
  void end(List<Session> sessions, Instant deadline) {
    Instant now = clock.instant();
    for (Session session : sessions) {
      boolean due = isDue(session, now);
      boolean mayHold = session.wantedAt().isAfter(now.minus(CommandItem.KEPT));
      if (due && (mayHold || session.wantsHost()) && clock.instant().isBefore(deadline)) {
        commands.expire(session.generation(), deadline);
      }
    }
  }

  /** Whether what waits for a session is looked at in this round. */
  static boolean isDue(Session session, Instant now) {
    long minute = now.getEpochSecond() / 60;
    return Math.floorMod(minute + session.id().hashCode(), EVERY.toMinutes()) == 0;
  }
}
