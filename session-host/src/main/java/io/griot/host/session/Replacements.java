package io.griot.host.session;

import java.time.Duration;

/**
 * Decides about a page whose connection was stopped because another login of the same device
 * replaced it. This host holds the lease, so there should be no other login: the page is reloaded,
 * which takes the connection back. If it is replaced again within ten minutes, it is not reloaded,
 * because two logins that replace each other forever help nobody. For one thread.
 */
final class Replacements {
  static final Duration REMEMBERED = Duration.ofMinutes(10);

  private boolean reloaded;
  private long reloadedAt;

  /** Whether the page may be reloaded. If so, the reload is recorded. */
  boolean mayReload(long nanos) {
    if (reloaded && nanos - reloadedAt < REMEMBERED.toNanos()) {
      return false;
    }
    reloaded = true;
    reloadedAt = nanos;
    return true;
  }

  /** Allows another reload, because a new browser was requested. */
  void forget() {
    reloaded = false;
  }
}
