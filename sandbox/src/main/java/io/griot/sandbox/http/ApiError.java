package io.griot.sandbox.http;

/**
 * The body of every answer that is not a success.
 *
 * @param error what was wrong with the request, for a person; repeats nothing of it
 */
public record ApiError(boolean success, String error) {
  /** An error with this text. */
  public ApiError(String error) {
    this(false, error);
  }
}
