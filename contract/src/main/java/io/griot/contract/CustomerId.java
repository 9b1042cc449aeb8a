package io.griot.contract;

/**
 * A paying customer: owner of API keys and sessions. 1 to 64 of {@code A-Z a-z 0-9 _ -}.
 *
 * <p>The constructor throws IllegalArgumentException for any other value.
 */
public record CustomerId(String value) {
  public CustomerId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("customer id is not 1-64 of A-Z a-z 0-9 _ -");
    }
  }

  public static boolean isValid(String value) {
    return value.matches("[\\w-]{1,64}");
  }

  @Override
  public String toString() {
    return value;
  }
}
