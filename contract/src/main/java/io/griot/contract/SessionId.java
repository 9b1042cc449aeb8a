package io.griot.contract;

/**
 * A session's internal id: 26 characters of base32 derived from customer and name. It cannot be
 * built from another customer's name, so a foreign session cannot even be addressed: unknown and
 * foreign are one case. Safe in queue names, S3 keys and file names.
 *
 * <p>The constructor throws IllegalArgumentException when the value is not such an id.
 */
public record SessionId(String value) {
  public SessionId {
    if (!value.matches("[a-z2-7]{26}")) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  /** The id of a customer's session; the same for the same two arguments, always. */
  public static SessionId of(CustomerId customer, SessionName name) {
    // The newline cannot occur in either part, so two different pairs never hash the same text.
    return new SessionId(Digests.base32(customer.value() + "\n" + name.value()));
  }

  @Override
  public String toString() {
    return value;
  }
}
