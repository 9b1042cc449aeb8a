package io.griot.host.browser;

/** The document or the browser was gone before an answer came. The call may have taken effect. */
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
