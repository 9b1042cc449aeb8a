package io.griot.host.media;

/** A request's media cannot be had, which is the caller's to change. Names the field and why. */
public final class MediaRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  MediaRefusedException(String field, String reason) {
    super(field + ": " + reason);
  }

  /** What the caller reads. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
