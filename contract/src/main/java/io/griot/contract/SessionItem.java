package io.griot.contract;

/**
 * Attributes of {@link Table#SESSIONS}: what is wanted, who holds it, and what was last seen of it.
 *
 * <p>The API writes the first group once, when the session is started. Everything else is written
 * by the host that holds the lease, each write conditional on {@link #OWNER} and {@link #TOKEN}.
 */
public final class SessionItem {
  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link SessionName}. */
  public static final String NAME = "name";

  /** S. {@link Environment}'s name. */
  public static final String ENVIRONMENT = "environment";

  /** N, unix ms. Tells this {@link Generation} from the others of the same session. */
  public static final String CREATED_AT = "createdAt";

  /**
   * N, unix ms: when the API put the session on the placement queue. Absent while its start has not
   * finished: the next start finishes it.
   */
  public static final String PLACED_AT = "placedAt";

  /**
   * N, unix ms: when the session was stopped. While it is there no host takes the lease. A host
   * writes it; the API removes it together with {@link #PLACED_AT} when the session is started
   * again.
   */
  public static final String STOPPED_AT = "stoppedAt";

  /** S. The host that holds the lease; absent while nobody does. */
  public static final String OWNER = "owner";

  /** N. The fencing token: grows by one whenever the lease is taken, never falls. */
  public static final String TOKEN = "token";

  /** N. Grows by one whenever the lease is renewed: its standing still is how a lease ages. */
  public static final String BEAT = "beat";

  /** S. {@link SocketState}'s name as the page last said it; absent before it said anything. */
  public static final String STATE = "state";

  /**
   * BOOL. The page was usable when last heard: stream mode {@code MAIN}, authenticated, socket
   * {@code CONNECTED}.
   */
  public static final String USABLE = "usable";

  /** N, unix ms of the host's clock: when the page itself last answered. */
  public static final String PROVEN_AT = "provenAt";

  /** N, unix ms: when WhatsApp last sent the page anything. */
  public static final String LAST_EVENT_AT = "lastEventAt";

  /** S. The QR code's text; absent when none is needed. */
  public static final String QR = "qr";

  /** S. What stands in the way, for people: {@code browser_crashed}, {@link #LOGGED_OUT}, … */
  public static final String PROBLEM = "problem";

  /** A {@link #PROBLEM}: the phone unlinked the device, so its owner must link it again. */
  public static final String LOGGED_OUT = "logged_out";

  /** SS. The operations that this page's version of WhatsApp Web cannot do; absent when none. */
  public static final String UNAVAILABLE = "unavailable";

  /** S. The S3 key of the newest profile checkpoint; absent before the first. */
  public static final String CHECKPOINT = "checkpoint";

  private SessionItem() {}
}
