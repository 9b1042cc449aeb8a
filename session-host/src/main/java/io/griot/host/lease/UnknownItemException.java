package io.griot.host.lease;

/** An item that this version does not understand: a newer one wrote it. It is left alone. */
public final class UnknownItemException extends Exception {
  public UnknownItemException(String message) {
    super(message);
  }
}
