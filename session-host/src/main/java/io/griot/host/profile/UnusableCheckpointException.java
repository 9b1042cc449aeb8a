package io.griot.host.profile;

import java.io.IOException;

/** A checkpoint is damaged or missing, so that another attempt would fail as well. */
public final class UnusableCheckpointException extends IOException {
  public UnusableCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
