package io.griot.functions.http;

import io.griot.contract.FailureCode;

/** Ends a request with a failure's answer. Carries no stack trace: it is an answer, not a bug. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureCode code;

  /** A failure whose code says it all. */
  public ApiFailure(FailureCode code) {
    this(code, "");
  }

  /**
   * A failure.
   *
   * @param detail what the caller reads instead of the code's text: names fields, never values
   */
  public ApiFailure(FailureCode code, String detail) {
    super(detail.isEmpty() ? code.text() : detail, null, false, false);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  /** What the API's {@code error} key says. */
  public String error() {
    return String.valueOf(getMessage());
  }
}
