package io.griot.contract;

/**
 * A session's name, chosen by its customer: the {@code sessionId} of the API's paths. 1 to 64 of
 * {@code A-Z a-z 0-9 _ -}. Two customers may use the same name; their sessions have different
 * {@link SessionId}s.
 *
 * <p>The constructor throws IllegalArgumentException when {@link #isValid} is false for the value.
 */
public record SessionName(String value) {
  public SessionName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("session name is not 1-64 of A-Z a-z 0-9 _ -");
    }
  }

  /** Whether a text may be a session's name. */
  public static boolean isValid(String text) {
    return text.matches("[\\w-]{1,64}");
  }

  @Override
  public String toString() {
    return value;
  }
}
