package io.griot.functions.supervision;

import io.griot.contract.CommandItem;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends commands that have waited too long. A request for such a command's outcome ends it at once,
 * and a host ends those that it receives. This is for the rest: nobody asks for them and no host
 * has them, because their session has none or they were never sent. Each session is therefore
 * checked only every {@link #EVERY}, and no longer at all when everything that it accepted before
 * it was stopped has expired. For one thread.
 */
final class ExpiredCommands {
  static final Duration EVERY = Duration.ofMinutes(15);

  private final WaitingCommands commands;
  private final InstantSource clock;

  ExpiredCommands(WaitingCommands commands, InstantSource clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Ends the expired commands of the sessions that are due. Rounds keep no state: the due sessions
   * follow from the time, and differ from minute to minute.
   */
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
