package io.griot.host.session;

import java.time.Duration;

/**
 * Decides what becomes of a page whose connection was stopped because another login of the same
 * device took its place. This host holds the lease, so the other one should not be: the page is
 * loaded anew, which takes the connection back. When that happens again within ten minutes the
 * other one is still there, and two that take the connection from each other for ever help nobody.
 * For one thread.
 */
final class Replacements {
  static final Duration REMEMBERED = Duration.ofMinutes(10);

  private boolean reloaded;
  private long reloadedAt;

  /** Whether the page may be loaded anew, which counts as done. */
  boolean mayReload(long nanos) {
    if (reloaded && nanos - reloadedAt < REMEMBERED.toNanos()) {
      return false;
    }
    reloaded = true;
    reloadedAt = nanos;
    return true;
  }

  /** Somebody asked for a new browser: it may try once more. */
  void forget() {
    reloaded = false;
  }
}
