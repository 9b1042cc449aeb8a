package io.griot.host.browser;

/** The document or the browser went before an answer came: the call may have had its effect. */
public final class PageGoneException extends Exception {
  private final String reason;

  public PageGoneException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
