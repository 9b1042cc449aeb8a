package io.griot.host.session;

import io.griot.host.lease.Lease;
import io.griot.host.thread.ExpectedEndException;

/**
 * The lease is lost, for example after a stall of this host. Nothing of the session may run here
 * any more.
 */
final class LeaseLostException extends ExpectedEndException {
  private static final long serialVersionUID = 1;

  LeaseLostException(Lease lease) {
    super("lease " + lease + " is lost");
  }
}
