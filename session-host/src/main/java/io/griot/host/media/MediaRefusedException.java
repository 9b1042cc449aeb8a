package io.griot.host.media;

import io.griot.contract.FailureCode;

/**
 * A request's media cannot be used. The caller must change the request or repeat it. The message
 * names the field and the reason.
 */
public final class MediaRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final FailureCode code;

  /** The media are invalid. */
  MediaRefusedException(String field, String reason) {
    this(FailureCode.INVALID_FIELD, field, reason);
  }

  MediaRefusedException(FailureCode code, String field, String reason) {
    super(field + ": " + reason);
    this.code = code;
  }

  /** The command's failure code. */
  public FailureCode code() {
    return code;
  }

  /** The text for the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
