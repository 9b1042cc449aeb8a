package io.griot.host.session;

import io.griot.host.lease.Lease;

/** The lease is lost: nothing of the session may run here any more. */
final class LeaseLostException extends Exception {
  LeaseLostException(Lease lease) {
    super("lease " + lease + " is lost");
  }
}
