package io.griot.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when an idle page is reloaded because it grew. WhatsApp's page keeps everything that it
 * ever loaded, and a new document starts small. Events that arrive meanwhile wait at WhatsApp's
 * server.
 *
 * @param memoryBytes memory of the browser above which the page is reloaded
 * @param idle time without commands that is required
 * @param quiet hours of the day in which reloads are allowed
 */
public record IdleReload(long memoryBytes, Duration idle, QuietHours quiet) {

  /** Minimum time between two reloads. A page that grows again at once gains nothing by another. */
  static final Duration BETWEEN = Duration.ofHours(12);

  /**
   * Whether a reload is due.
   *
   * @param bytes current memory of the browser
   * @param idleFor time since the last command ended; empty while one runs
   * @param last time of the last such reload
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
