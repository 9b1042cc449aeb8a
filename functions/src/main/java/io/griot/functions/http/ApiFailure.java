package io.griot.functions.http;

import io.griot.contract.FailureCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a request with a failure's answer. Carries no stack trace, because it is an answer and not a
 * bug.
 */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureCode code;
  private final Duration retryAfter;

  /** A failure without details. */
  public ApiFailure(FailureCode code) {
    this(code, "");
  }

  /**
   * A failure.
   *
   * @param detail text for the caller instead of the code's; it names fields, never values
   */
  public ApiFailure(FailureCode code, String detail) {
    this(code, detail, Duration.ZERO);
  }

  /**
   * A failure that may pass.
   *
   * @param detail as above
   * @param retryAfter the time to wait; zero when unknown
   */
  public ApiFailure(FailureCode code, String detail, Duration retryAfter) {
    super(detail.isEmpty() ? code.text() : detail, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The time after which the same request may succeed, if known. */
  public Optional<Duration> retryAfter() {
    return Optional.of(retryAfter).filter(Duration::isPositive);
  }

  public FailureCode code() {
    return code;
  }

  /** The text of the API's {@code error} key. */
  public String error() {
    return String.valueOf(getMessage());
  }
}
