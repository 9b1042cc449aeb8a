package io.griot.contract;

/**
 * An event's id: 26 characters of base32, the {@code webhook-id} of its deliveries. The same event
 * of the same session has the same id however often it is seen or delivered, so that who receives
 * it can drop repetitions.
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
   * The id of an event.
   *
   * @param dataType what kind of event it is
   * @param key what tells it from the session's others of its kind
   */
  public static EventId of(SessionId session, String dataType, String key) {
    return new EventId(Digests.base32(session.value() + "\n" + dataType + "\n" + key));
  }

  /**
   * The id of an event that concerns no single session.
   *
   * @param key what tells it from the customer's others of its kind
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
