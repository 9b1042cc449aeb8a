package io.griot.local.chaos;

/** A fault could not be made because what it is about had just ended. The run goes on. */
final class NotMadeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMadeException(String message, Throwable cause) {
    super(message, cause);
  }
}
