package io.griot.publichttp;

import java.io.IOException;

/** A call took longer than its limit. */
public final class CallTimedOutException extends IOException {
  private static final long serialVersionUID = 1;

  CallTimedOutException(IOException cause) {
    super("took too long", cause);
  }
}
