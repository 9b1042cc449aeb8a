package io.griot.contract;

import java.util.Optional;

/**
 * Attributes of {@link Table#WEBHOOKS}: where a customer's events go, one item for all sessions of
 * an environment and one for each session that has its own. Written by the API; read by hosts,
 * which send nothing that nobody wants, and by the function that delivers.
 */
public final class WebhookItem {
  /** S. {@link #ofCustomer} or {@link #ofSession}. */
  public static final String SCOPE = "scope";

  /** S. The address, {@code http} or {@code https}. */
  public static final String URL = "url";

  /** SS. The names of the events that are wanted; absent when all are. */
  public static final String EVENTS = "events";

  /** S. {@link CustomerId}: whose it is; absent of those from before this was noted. */
  public static final String CUSTOMER_ID = "customerId";

  /**
   * S. The {@link SessionName} of the session whose own it is, which its scope does not tell.
   * Absent of that of all sessions, and of those from before this was noted.
   */
  public static final String SESSION = "session";

  /** S. What deliveries are signed with: {@code whsec_} and base64, as Standard Webhooks has it. */
  public static final String SECRET = "secret";

  /**
   * S. The secret before {@link #SECRET}, which deliveries are signed with as well until {@link
   * #OLD_SECRET_UNTIL}. Absent, or the same as {@link #SECRET}, when there was none.
   */
  public static final String OLD_SECRET = "oldSecret";

  /** N, unix ms. There together with {@link #OLD_SECRET}. */
  public static final String OLD_SECRET_UNTIL = "oldSecretUntil";

  /** S. What deliveries carry as {@code x-api-key}; absent when nothing. */
  public static final String API_KEY = "apiKey";

  /**
   * N, unix ms. Of a customer's scope: until when all events of their sessions are logged, whatever
   * webhooks want. An item with this alone is no webhook.
   */
  public static final String LOG_UNTIL = "logUntil";

  /**
   * N, unix ms. Since when the receiver has taken nothing, though something was sent; absent while
   * it takes what it gets. This and the following are written by the function that delivers, and
   * removed when the webhook is set anew.
   */
  public static final String FAILING_SINCE = "failingSince";

  /**
   * N, unix ms. Until when nothing is sent, because the receiver did not answer or asked for it.
   */
  public static final String REST_UNTIL = "restUntil";

  /** N, unix ms. Until when the receiver counts as slow. */
  public static final String SLOW_UNTIL = "slowUntil";

  /** N, unix ms. When an event was given up since {@link #FAILING_SINCE}; absent when none was. */
  public static final String GAVE_UP_AT = "gaveUpAt";

  /** N, unix ms. When the webhook was disabled; absent when it is not. */
  public static final String DISABLED_AT = "disabledAt";

  /**
   * S. Why it was disabled, a {@link DisabledBecause}. There together with {@link #DISABLED_AT}.
   */
  public static final String DISABLED_BECAUSE = "disabledBecause";

  private static final String OF_CUSTOMER = "customer:";
  private static final String OF_SESSION = "session:";

  /** Why nothing more is sent to a webhook. */
  public enum DisabledBecause {
    /** The receiver answered 410. */
    GONE,
    /** The receiver took nothing for days. */
    FAILING
  }

  /**
   * What a scope is of.
   *
   * @param session empty when it is of all sessions
   */
  public record Of(Optional<SessionId> session, Environment environment) {
    /** Reads what {@link #ofCustomer} or {@link #ofSession} wrote. */
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

  /** The scope of all sessions that a customer starts in an environment. */
  public static String ofCustomer(CustomerId customer, Environment environment) {
    return OF_CUSTOMER + customer + ":" + environment;
  }

  /** The scope of one session while it is of this environment. */
  public static String ofSession(SessionId session, Environment environment) {
    return OF_SESSION + session + ":" + environment;
  }
}
