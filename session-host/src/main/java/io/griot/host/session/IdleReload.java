package io.griot.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an idle page that grew is loaded anew. WhatsApp's page keeps what it ever loaded, and a
 * fresh one begins small. What comes meanwhile waits at WhatsApp's server.
 *
 * @param memoryBytes of the session's browser, above which the page counts as grown
 * @param idle how long there must have been no command
 * @param quiet the hours in which it happens
 */
public record IdleReload(long memoryBytes, Duration idle, QuietHours quiet) {

  /** A page that is large again soon after it was loaded anew gains nothing by it. */
  static final Duration BETWEEN = Duration.ofHours(12);

  /**
   * Whether it is time.
   *
   * @param bytes what the browser takes now
   * @param idleFor since when the page works on no command; empty while it works on one
   * @param last when the page was last loaded anew because of this
   */
  boolean isDue(long bytes, Optional<Duration> idleFor, Optional<Instant> last, Instant now) {
    return bytes > memoryBytes
        && isIdle(idleFor)
        && quiet.contain(now)
        && last.filter(then -> now.isBefore(then.plus(BETWEEN))).isEmpty();
  }

  boolean isIdle(Optional<Duration> idleFor) {
    return idleFor.filter(time -> time.compareTo(idle) >= 0).isPresent();
  }
}
