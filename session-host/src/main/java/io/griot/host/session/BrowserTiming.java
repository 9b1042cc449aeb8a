package io.griot.host.session;

import io.griot.host.bridge.PageStatus;
import java.time.Duration;

/**
 * What a session's browser is held to.
 *
 * @param heartbeat how often the page is asked whether it lives
 * @param startDeadline within which a new page must speak
 * @param checkpointInterval how often the profile is checkpointed, if it changed
 * @param maxMemoryBytes above which the browser is replaced
 * @param reload when an idle page is loaded anew
 */
public record BrowserTiming(
    Duration heartbeat,
    Duration startDeadline,
    Duration checkpointInterval,
    long maxMemoryBytes,
    IdleReload reload) {

  /** How long the page has to answer that it lives. */
  Duration pulseDeadline() {
    return heartbeat.multipliedBy(2);
  }

  /** Silent for so long, a page that has spoken is given up. */
  Duration hangDeadline() {
    return heartbeat.multipliedBy(5);
  }

  /** How long a page may be silent before it is replaced. */
  Duration patience(PageStatus.Phase phase) {
    return phase == PageStatus.Phase.STARTING ? startDeadline : hangDeadline();
  }

  Duration memoryInterval() {
    return heartbeat.multipliedBy(6);
  }
}
