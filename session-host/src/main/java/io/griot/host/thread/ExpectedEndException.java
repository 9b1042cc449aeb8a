package io.griot.host.thread;

/**
 * An expected end of a {@link HostThread}, which is no fault. It is handled like any failure, but
 * logged as a warning without a stack trace.
 */
public abstract class ExpectedEndException extends Exception {
  private static final long serialVersionUID = 1;

  protected ExpectedEndException(String message) {
    super(message);
  }
}
