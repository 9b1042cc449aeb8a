package io.griot.host.lease;

/** An item of a newer version, which this version cannot read and must not change. */
public final class UnknownItemException extends Exception {
  public UnknownItemException(String message) {
    super(message);
  }
}
