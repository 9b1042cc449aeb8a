package io.griot.operator;

/** The command line is not a valid call of a verb; the message says why. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongUsageException(String message) {
    super(message);
  }
}
