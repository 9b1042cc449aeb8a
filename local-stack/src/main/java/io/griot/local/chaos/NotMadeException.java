package io.griot.local.chaos;

/** A fault could not be made because its target had just ended. The run continues. */
final class NotMadeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMadeException(String message, Throwable cause) {
    super(message, cause);
  }
}
