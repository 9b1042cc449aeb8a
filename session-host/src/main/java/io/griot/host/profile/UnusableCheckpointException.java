package io.griot.host.profile;

import java.io.IOException;

/** A checkpoint that is damaged or not there, and will be so at the next try too. */
public final class UnusableCheckpointException extends IOException {
  public UnusableCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
