package io.griot.host.lease;

import java.util.function.LongSupplier;

/**
 * Checks whether a lease is held now. The check precedes each claim, each call into the page and
 * each write. Thread-safe; never blocks.
 *
 * @param nanoTime the monotonic clock, {@link System#nanoTime}
 */
public record LeaseCheck(Lease lease, LongSupplier nanoTime) {
  /** Whether this host holds the lease now. Once false, always false. */
  public boolean isHeld() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }

  @Override
  public String toString() {
    return lease.toString();
  }
}
