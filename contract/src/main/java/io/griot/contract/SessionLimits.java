package io.griot.contract;

import java.time.Duration;

/** Maximum times of sessions in states that cost something or that callers should hear about. */
public final class SessionLimits {
  /**
   * The time after a caller's last request for a code in which a phone must be linked; else the
   * session is stopped.
   */
  public static final Duration LINK_WITHIN = Duration.ofMinutes(10);

  /**
   * The time without a connection after which commands for a linked session are refused with 503.
   */
  public static final Duration DOWN_AT_MOST = Duration.ofMinutes(5);

  private SessionLimits() {}
}
