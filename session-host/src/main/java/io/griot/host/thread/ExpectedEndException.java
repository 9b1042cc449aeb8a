package io.griot.host.thread;

/**
 * Ends what a {@link HostThread} is for, as is bound to happen now and then, so that nobody need
 * look for a fault: it is answered like any failure, and logged as a warning without a trace.
 */
public abstract class ExpectedEndException extends Exception {
  private static final long serialVersionUID = 1;

  protected ExpectedEndException(String message) {
    super(message);
  }
}
