package io.griot.host.session;

import io.griot.host.bridge.PageStatus;
import java.time.Duration;

/**
 * Deadlines and limits of a session's browser.
 *
 * @param heartbeat interval of asking the page for a sign of life
 * @param startDeadline time within which a new page must report its connection
 * @param checkpointInterval interval of checkpoints of a changed profile
 * @param maxMemoryBytes memory above which the browser is replaced
 * @param reload when an idle page is reloaded
 */
public record BrowserTiming(
    Duration heartbeat,
    Duration startDeadline,
    Duration checkpointInterval,
    long maxMemoryBytes,
    IdleReload reload) {

  /** Time that the page has to answer. */
  Duration pulseDeadline() {
    return heartbeat.multipliedBy(2);
  }

  /** Silence after which a page that has reported before is given up. */
  Duration hangDeadline() {
    return heartbeat.multipliedBy(5);
  }

  /** Silence allowed in a phase before the browser is replaced. */
  Duration patience(PageStatus.Phase phase) {
    return phase == PageStatus.Phase.STARTING ? startDeadline : hangDeadline();
  }

  Duration memoryInterval() {
    return heartbeat.multipliedBy(6);
  }
}
