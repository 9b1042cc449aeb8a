package io.griot.host.lease;

/** An item of a newer version, which this version cannot read. It is left alone. */
public final class UnknownItemException extends Exception {
  public UnknownItemException(String message) {
    super(message);
  }
}
