package io.griot.contract;

/**
 * A session's internal id: 26 characters of base32 derived from customer and name. The id of
 * another customer's session cannot be built from one's own, so an unknown and a foreign session
 * are the same case. Safe in queue names, S3 keys and file names.
 *
 * <p>The constructor throws IllegalArgumentException when the value is not such an id.
 */
public record SessionId(String value) {
  public SessionId {
    if (!value.matches("[a-z2-7]{26}")) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  /** Derives the id of a customer's session. Equal arguments give equal ids. */
  public static SessionId of(CustomerId customer, SessionName name) {
    // The newline cannot occur in either part, so two different pairs never hash the same text.
    return new SessionId(Digests.base32(customer.value() + "\n" + name.value()));
  }

  @Override
  public String toString() {
    return value;
  }
}
