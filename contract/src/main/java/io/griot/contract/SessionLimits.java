package io.griot.contract;

import java.time.Duration;

/** How long sessions may be in states that cost something or that callers should hear about. */
public final class SessionLimits {
  /**
   * A session that no phone was linked to within this time of a caller's last request for a code is
   * stopped.
   */
  public static final Duration LINK_WITHIN = Duration.ofMinutes(10);

  /** Commands for a linked session that was not connected for so long are refused with 503. */
  public static final Duration DOWN_AT_MOST = Duration.ofMinutes(5);

  private SessionLimits() {}
}
