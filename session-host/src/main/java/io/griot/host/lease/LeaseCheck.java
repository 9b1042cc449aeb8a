package io.griot.host.lease;

import java.util.function.LongSupplier;

/**
 * Asks whether one lease is held now. It is asked before each claim, each call into the page and
 * each write. Thread-safe; never blocks.
 *
 * @param nanoTime the monotonic clock, {@link System#nanoTime}
 */
public record LeaseCheck(Lease lease, LongSupplier nanoTime) {
  /** Whether this host holds the lease now. Once false, always false. */
  public boolean isHeld() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }

  /** For logs. */
  @Override
  public String toString() {
    return lease.toString();
  }
}
