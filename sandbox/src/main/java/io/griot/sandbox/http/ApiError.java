package io.griot.sandbox.http;

/**
 * The body of every error answer.
 *
 * @param error the error of the request, for people; it repeats nothing of the request
 */
public record ApiError(boolean success, String error) {
  /** An error with this text. */
  public ApiError(String error) {
    this(false, error);
  }
}
