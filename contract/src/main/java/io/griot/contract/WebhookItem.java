package io.griot.contract;

import java.util.Optional;

/**
 * Attributes of {@link Table#WEBHOOKS}: the addresses to which a customer's events are sent, one
 * item for all sessions of an environment and one for each session that has its own. The API writes
 * them. Hosts read them, so that they send no event that no webhook wants; so does the function
 * that delivers.
 */
public final class WebhookItem {
  /** S. {@link #ofCustomer} or {@link #ofSession}. */
  public static final String SCOPE = "scope";

  /** S. The address, {@code http} or {@code https}. */
  public static final String URL = "url";

  /** SS. The names of the wanted events; absent for all. */
  public static final String EVENTS = "events";

  /** S. {@link CustomerId} of the owner; absent in items written before this attribute existed. */
  public static final String CUSTOMER_ID = "customerId";

  /**
   * S. The {@link SessionName} of the session that the webhook belongs to, because the scope
   * contains only its id. Absent for the webhook of all sessions, and in items written before this
   * attribute existed.
   */
  public static final String SESSION = "session";

  /** S. The secret that signs deliveries: {@code whsec_} and base64, as in Standard Webhooks. */
  public static final String SECRET = "secret";

  /**
   * S. The secret before {@link #SECRET}. Deliveries are signed with both until {@link
   * #OLD_SECRET_UNTIL}. Absent, or the same as {@link #SECRET}, when there was none.
   */
  public static final String OLD_SECRET = "oldSecret";

  /** N, unix ms. Present together with {@link #OLD_SECRET}. */
  public static final String OLD_SECRET_UNTIL = "oldSecretUntil";

  /** S. The value of {@code x-api-key} in deliveries; absent for none. */
  public static final String API_KEY = "apiKey";

  /**
   * N, unix ms. Of a customer's scope: the time until which all events of the customer's sessions
   * are logged, whatever webhooks want. An item with only this attribute is no webhook.
   */
  public static final String LOG_UNTIL = "logUntil";

  /**
   * N, unix ms. The time since which every attempt has failed; absent after a success. The function
   * that delivers writes this attribute and those below; they are removed when the webhook is set
   * again.
   */
  public static final String FAILING_SINCE = "failingSince";

  /**
   * N, unix ms. The time until which nothing is sent, because the receiver did not answer or asked
   * for a pause.
   */
  public static final String REST_UNTIL = "restUntil";

  /** N, unix ms. The time until which the receiver counts as slow. */
  public static final String SLOW_UNTIL = "slowUntil";

  /**
   * N, unix ms. The time at which an event was given up since {@link #FAILING_SINCE}; absent when
   * none was.
   */
  public static final String GAVE_UP_AT = "gaveUpAt";

  /** N, unix ms. The time at which the webhook was disabled; absent when it is not. */
  public static final String DISABLED_AT = "disabledAt";

  /** S. {@link DisabledBecause}'s name. Present together with {@link #DISABLED_AT}. */
  public static final String DISABLED_BECAUSE = "disabledBecause";

  private static final String OF_CUSTOMER = "customer:";
  private static final String OF_SESSION = "session:";

  /** The reason why a webhook was disabled. */
  public enum DisabledBecause {
    /** The receiver answered 410 Gone. */
    GONE,
    /** The receiver took no event for days. */
    FAILING
  }

  /**
   * The sessions that a scope covers.
   *
   * @param session empty for all sessions of the customer
   */
  public record Of(Optional<SessionId> session, Environment environment) {
    /** Parses a value of {@link #ofCustomer} or {@link #ofSession}. */
    public static Of scope(String text) {
      int end = text.lastIndexOf(':');
      Environment environment = Environment.valueOf(text.substring(end + 1));
      return text.startsWith(OF_SESSION)
          ? new Of(
              Optional.of(new SessionId(text.substring(OF_SESSION.length(), end))), environment)
          : new Of(Optional.empty(), environment);
    }
  }

  private WebhookItem() {}

  /** The scope of all of a customer's sessions in an environment. */
  public static String ofCustomer(CustomerId customer, Environment environment) {
    return OF_CUSTOMER + customer + ":" + environment;
  }

  /** The scope of a session in an environment. */
  public static String ofSession(SessionId session, Environment environment) {
    return OF_SESSION + session + ":" + environment;
  }
}
