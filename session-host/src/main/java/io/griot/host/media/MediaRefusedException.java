package io.griot.host.media;

import io.griot.contract.FailureCode;

/**
 * A request's media cannot be had, which is the caller's to change, or to try again. Names the
 * field and why.
 */
public final class MediaRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final FailureCode code;

  /** The media are not what they must be. */
  MediaRefusedException(String field, String reason) {
    this(FailureCode.INVALID_FIELD, field, reason);
  }

  MediaRefusedException(FailureCode code, String field, String reason) {
    super(field + ": " + reason);
    this.code = code;
  }

  /** What the command fails with. */
  public FailureCode code() {
    return code;
  }

  /** What the caller reads. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
