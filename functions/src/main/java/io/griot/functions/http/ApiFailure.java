package io.griot.functions.http;

import io.griot.contract.FailureCode;
import java.time.Duration;
import java.util.Optional;

/** Ends a request with a failure's answer. Carries no stack trace: it is an answer, not a bug. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureCode code;
  private final Duration retryAfter;

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
    this(code, detail, Duration.ZERO);
  }

  /**
   * A failure that is none later.
   *
   * @param detail as above
   * @param retryAfter how long to wait; zero when nobody knows
   */
  public ApiFailure(FailureCode code, String detail, Duration retryAfter) {
    super(detail.isEmpty() ? code.text() : detail, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** How long to wait before the same request may succeed, where that is known. */
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
