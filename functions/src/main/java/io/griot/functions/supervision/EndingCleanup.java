package io.griot.functions.supervision;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the queues and checkpoints of ended sessions, once no host can be doing so. For one
 * thread.
 */
public final class EndingCleanup {
  private static final Logger log = LoggerFactory.getLogger(EndingCleanup.class);

  /**
   * A time longer than a live host needs to clean up after a session, which is two minutes at most.
   */
  private static final Duration HOST_CLEARS_UP = Duration.ofMinutes(5);

  private final EndingStore endings;
  private final SessionResources resources;
  private final InstantSource clock;

  public EndingCleanup(EndingStore endings, SessionResources resources, InstantSource clock) {
    this.endings = endings;
    this.resources = resources;
    this.clock = clock;
  }

  /** The sessions that may have left something. */
  Set<SessionId> sessions() {
    return endings.all().stream()
        .map(ending -> ending.generation().session())
        .collect(Collectors.toSet());
  }

  /**
   * Cleans up after each session in a step of its own.
   *
   * @param deadline the time after which no further session is begun
   */
  void run(RoundSteps steps, Instant deadline) {
    Instant old = clock.instant().minus(HOST_CLEARS_UP);
    for (EndingStore.Ending ending : endings.all()) {
      if (!ending.endedAt().isAfter(old) && !clock.instant().isAfter(deadline)) {
        steps.attempt(() -> clearUp(ending.generation(), deadline));
      }
    }
  }

  private void clearUp(Generation ended, Instant deadline) {
    boolean done = resources.remove(ended, deadline);
    log.atInfo()
        .addKeyValue("sessionId", ended.session())
        .addKeyValue("done", done)
        .log("session.cleared_up");
    if (done) {
      endings.forget(ended);
    }
  }
}
