package io.griot.contract;

/**
 * An event's id: 26 characters of base32, the {@code webhook-id} of its deliveries. The same event
 * of the same session always has the same id, so that receivers can drop repetitions.
 *
 * <p>The constructor throws IllegalArgumentException when the value has another form.
 */
public record EventId(String value) {
  public EventId {
    if (!value.matches("[a-z2-7]{26}")) {
      throw new IllegalArgumentException("not an event id");
    }
  }

  /**
   * The id of a session's event.
   *
   * @param dataType the event's name
   * @param key distinguishes events of this name in the session
   */
  public static EventId of(SessionId session, String dataType, String key) {
    return new EventId(Digests.base32(session.value() + "\n" + dataType + "\n" + key));
  }

  /**
   * The id of an event that concerns no single session.
   *
   * @param key distinguishes events of this name for the customer
   */
  public static EventId of(CustomerId customer, String dataType, String key) {
    return new EventId(
        Digests.base32("customer\n" + customer.value() + "\n" + dataType + "\n" + key));
  }

  @Override
  public String toString() {
    return value;
  }
}
